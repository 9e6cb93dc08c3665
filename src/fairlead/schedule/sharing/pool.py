"""Who and what several plans share: people, things and firms with one id in them, and how much of each there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Entity, Supplier
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule.rates import own_share
from fairlead.schedule.sharing.taken import Room

PARTIES = ("person", "equipment", "supplier", "candidate")
_OF_TIME = ("calendar", "zone", "hours", "count", "from", "until", "away", "available", "overtime", "limit")
"""What says how much of somebody there is and when; `share` is no difference but a part."""
_ONE_FILE = "Say it once, in a file that both `include`"


@dataclass(frozen=True)
class Pool:
    """Those whom more than one plan has, by id, each with the plans in the order given."""

    plans: Mapping[str, Plan]
    holders: Mapping[str, tuple[str, ...]]

    def units(self, name: str, who: str) -> Decimal:
        """Return how many at full time somebody counts for in one plan."""
        return _count(self.plans[name], who) * own_share(self.plans[name], who)

    def between(self, name: str, other: str) -> frozenset[str]:
        """Return whom two plans share."""
        return frozenset(who for who, names in self.holders.items() if name in names and other in names)

    def room(self, name: str, who: str) -> Room:
        """Return how much there is of somebody, together and in one plan."""
        share = own_share(self.plans[name], who)
        return Room(self.together(who), self.units(name, who), min(share, Decimal(1)))

    def together(self, who: str, names: Iterable[str] | None = None) -> Decimal:
        """Return how many at full time somebody counts for in all plans, or in those of these names, together.

        The same share in all of them is all there is of a person; shares that differ are parts of one whole.
        """
        parties = [self.plans[name] for name in (self.holders[who] if names is None else names)]
        if not parties:
            return Decimal(0)
        shares = [own_share(plan, who) for plan in parties]
        count = max(_count(plan, who) for plan in parties)
        if len(set(shares)) == 1:
            return count * shares[0]
        return count * min(sum(shares, Decimal(0)), max(Decimal(1), *shares))


def pool_of(plans: Mapping[str, Plan]) -> Pool:
    """Return what these plans, their templates unfolded, share.

    One id of different kinds is not one thing; of a firm that doesn't say how many it sends there is enough for all.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for name, plan in plans.items():
        for kind in PARTIES:
            for id, party in plan.of_kind(kind).items():
                if _is_limited(party):
                    found.setdefault((kind, id), []).append(name)
    return Pool(plans, {id: tuple(names) for (_, id), names in found.items() if len(names) > 1})


def differences(pool: Pool, files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a warning for everybody of whose time, or name, the plans say different things; each goes by its own.

    `files` is what the plans are called in messages.
    """
    for who, names in pool.holders.items():
        parties = {name: _party(pool.plans[name], who) for name in names}
        first = parties[names[0]]
        for name in names[1:]:
            keys = [key for key in _OF_TIME if first.body().get(key) != parties[name].body().get(key)]
            if set(_duties(pool.plans[names[0]], who)) != set(_duties(pool.plans[name], who)):
                keys.append("duties")
            if first.title != parties[name].title:
                message = (
                    f"is {first.title} in {files[names[0]]} and {parties[name].title} in {files[name]}, "
                    "and taken for one because of the id"
                )
                yield _warning(first, "name", message, "Give them different ids if they are two")
            if keys:
                said = ", ".join(f"`{key}`" for key in keys)
                message = f"{said}: {files[names[0]]} and {files[name]} differ, and each goes by what it says itself"
                yield _warning(first, keys[0], message, _ONE_FILE)
    yield from _stocks(pool.plans, files)


def _stocks(plans: Mapping[str, Plan], files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a warning for material that two plans have in stock: each counts it as its own."""
    seen: dict[str, str] = {}
    for name, plan in plans.items():
        for id, material in plan.materials.items():
            if material.stock is None:
                continue
            if id in seen:
                message = (
                    f"is in stock in {files[seen[id]]} and in {files[name]}, and each counts it as its own"
                )
                yield _warning(material, "stock", message, "Say in each what is there for it")
            seen.setdefault(id, name)


def _count(plan: Plan, who: str) -> int:
    return int(getattr(_party(plan, who), "count", 1))


def _party(plan: Plan, who: str) -> Entity:
    found = plan.find(who, PARTIES)
    assert found is not None
    return found


def _is_limited(party: Entity) -> bool:
    return not isinstance(party, Supplier) or "count" in party.model_fields_set


def _duties(plan: Plan, who: str) -> Iterator[str]:
    """Yield what takes a share of somebody's time in turns, as the plan says it."""
    for duty in plan.duties.values():
        if duty.takes is not None and not {who, getattr(_party(plan, who), "team", None)}.isdisjoint(
            duty.who
        ):
            yield f"{duty.id} {duty.takes}"


def _warning(entity: Entity, field: str, message: str, remedy: str) -> Finding:
    return Finding(Severity.WARNING, "shared-differs", message, remedy, entity.kind, entity.id, field)
