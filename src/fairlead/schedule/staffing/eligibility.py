"""Who can fill what a task asks for: by skill and level, by team, by name; and who comes nearest where nobody can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.values import Need, Percent, Skill, Who
from fairlead.schedule.rates import own_share, share_of_chosen, share_of_named
from fairlead.schedule.staffing.consumables import Stock
from fairlead.schedule.staffing.resources import Pool
from fairlead.schedule.staffing.staffed import FULL, Use

_NEAREST = 3


class Option(NamedTuple):
    """Somebody or something that could fill a place: for so many units of their time, at such a share."""

    resource: int
    units: int
    share: Percent | None
    named: bool


class Ask(NamedTuple):
    """One entry of a task's `who` or `needs`: how many, at least and at most, of whom; or what it may use up."""

    text: str
    number: int
    named: bool
    least: int
    most: int
    options: tuple[Option, ...]
    uses: tuple[Use, ...] = ()
    problem: str = ""
    """Why nobody can, with the nearest; empty where somebody can or nobody has to."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has to be there for it."""
        return not self.options and not self.uses


class Eligibility:
    """Answers who can do what in one plan; each question is looked into once."""

    def __init__(self, pool: Pool, stock: Stock) -> None:
        self.pool, self.stock = pool, stock
        plan = pool.plan
        self._skilled: dict[str, list[tuple[int, int, int, str]]] = {}
        for order, (id, person) in enumerate(plan.people.items()):
            for skill, level in person.skills.items():
                self._skilled.setdefault(skill, []).append((level, len(person.skills), order, id))
        self._members: dict[str, list[str]] = {}
        for id, person in plan.people.items():
            for team in pool.teams_above(person.team):
                self._members.setdefault(team.id, []).append(id)
        # Where a plan says nothing of skills and things, its needs are notes, and nobody is missing.
        things = (plan.equipment, plan.suppliers, plan.materials, plan.candidates)
        self._knows_nobody = not self._skilled and not any(things)

    def of_who(self, who: Who, number: int) -> Ask:
        """Return what a task asks for with an entry of `who`."""
        if who.id in self.pool.plan.materials:
            amount = who.share.fraction if who.share is not None else 1
            use = self.stock.use(who.id, amount)
            return Ask(str(who), number, True, 1, 1, (), (use,) if use else ())
        named = who.id not in self.pool.plan.teams
        ids = [who.id] if named else self._of_team(who.id)
        options = tuple(self._options(ids, who.share, named))
        problem = "" if options or (named and who.id not in self.pool.never) else self._missing(who.id, ids)
        return Ask(str(who), number, True, 1, 1, options, (), problem)

    def of_need(self, need: Need, number: int) -> Ask:
        """Return what a task asks for with an entry of `needs`; its options best suited first."""
        used = [each for each in need.alternatives if each.what in self.pool.plan.materials]
        if len(used) == len(need.alternatives):
            uses = [self.stock.use(each.what, need.count[0]) for each in used]
            # One that is never short is always the better choice.
            wanted = () if None in uses else tuple(use for use in uses if use is not None)
            return Ask(str(need), number, False, 1, 1, (), wanted)
        ids = dict.fromkeys(id for each in need.alternatives for id in self._able(each))
        options = tuple(self._options(ids, need.share, False))
        problem = "" if options or self._knows_nobody else self._nobody(need, list(ids))
        return Ask(str(need), number, False, int(need.count[0]), int(need.count[1]), options, (), problem)

    def titles(self, options: Iterable[Option]) -> str:
        """Return whom these options name, as people list them."""
        names = [self.pool[each.resource].title for each in options]
        return _listed(list(dict.fromkeys(names)))

    def _options(self, ids: Iterable[str], share: Percent | None, named: bool) -> Iterator[Option]:
        for id in ids:
            if (number := self.pool.number(id)) is not None:
                yield Option(number, self._units(id, share, named), share, named)

    def _units(self, id: str, share: Percent | None, named: bool) -> int:
        if named and share is None:
            return round(max(own_share(self.pool.plan, id), Decimal(1)) * FULL)
        return max(round(share.fraction * FULL), 1) if share is not None else FULL

    def share(self, option: Option) -> Decimal:
        """Return the share of its time that an option gives to a task."""
        given = share_of_named if option.named else share_of_chosen
        return given(self.pool.plan, self.pool[option.resource].id, option.share)

    def _able(self, wanted: Skill) -> list[str]:
        """Return who can do this. A name that a skill and a team share is the skill's."""
        plan = self.pool.plan
        if wanted.level is None and plan.find(wanted.what, ("person", "equipment", "supplier", "candidate")):
            return [wanted.what]
        holders = self._skilled.get(wanted.what, ())
        if holders or wanted.level is not None:
            level = wanted.level or 0
            # Those who can just do it come first, and of them those who can do little else.
            return [id for has, _, _, id in sorted(holders, key=lambda one: one[:3]) if has >= level]
        return self._of_team(wanted.what)

    def _of_team(self, team: str) -> list[str]:
        members = dict.fromkeys(self._members.get(team, ()))
        if team in self.pool.plan.teams:
            known = self.pool.plan.teams[team]
            members |= dict.fromkeys(
                id for id in (known.lead, known.deputy) if id and id in self.pool.plan.people
            )
        return list(members)

    def _missing(self, id: str, ids: list[str]) -> str:
        if id in self.pool.plan.teams and not ids:
            return "nobody is in that team"
        return f"{_listed([self._title(each) for each in ids])} has no working time in the years of the plan"

    def _nobody(self, need: Need, able: list[str]) -> str:
        if able:
            titles = _listed([self._title(id) for id in able])
            return f"nobody; {titles} could, but never work in the years of the plan"
        nearest = [name for each in need.alternatives for name in self._near(each)][:_NEAREST]
        if not nearest:
            return "nobody, and nobody comes near"
        return f"nobody; nearest {'is' if len(nearest) == 1 else 'are'} {_listed(nearest)}"

    def _near(self, wanted: Skill) -> list[str]:
        """Return who has the skill at a lower level, learns it, or stands outside with it; highest level first."""
        plan = self.pool.plan
        found = [
            (level, f"{plan.people[id].title} ({level})")
            for level, _, _, id in self._skilled.get(wanted.what, ())
        ]
        outside: tuple[tuple[str, Iterable[Supplier | Candidate]], ...] = (
            ("supplier", plan.suppliers.values()),
            ("candidate", plan.candidates.values()),
        )
        found += [
            (party.skills[wanted.what], f"{party.title} ({kind}, {party.skills[wanted.what]})")
            for kind, parties in outside
            for party in parties
            if wanted.what in party.skills
        ]
        found += [
            (-1, f"{person.title} (learns it)")
            for person in plan.people.values()
            if wanted.what in person.learns and wanted.what not in person.skills
        ]
        return [name for level, name in sorted(found, key=lambda one: one[0], reverse=True)]

    def _title(self, id: str) -> str:
        party = self.pool.plan.party(id)
        return party.title if party is not None else id


def _listed(names: list[str], most: int = 5) -> str:
    more = len(names) - most
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:most])} and {more} more"
