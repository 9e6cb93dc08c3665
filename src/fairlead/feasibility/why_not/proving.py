"""Proofs that dates can't be kept, or not for the money: by bounds, and what a proof by CP-SAT rests on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.exact import core_of
from fairlead.feasibility.why_not.judgement import OF_MONEY, Answer, Judgement
from fairlead.feasibility.why_not.pressure import Pressure
from fairlead.feasibility.why_not.purse import Limit
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.energy import Energy
from fairlead.schedule.bounds.heads import Heads, Tails
from fairlead.schedule.bounds.work import Workload, workload
from fairlead.schedule.codes import LATEST
from fairlead.schedule.critical_path import tables as at

_OF_CORE = 1.0  # seconds for what a proof rests on
_A_CENT = Decimal("0.01")


def refuted_until(case: Case, moment: int) -> bool:
    """Return whether bounds alone prove that not all that has an end can be done by a moment."""
    moved = case.with_ends(dict.fromkeys(case.ends, moment))
    return Proofs(moved).refuted() is not None


class Proofs:
    """What can be proven of a case."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def refuted(self) -> Judgement | None:
        """Return the proof by bounds that dates can't be kept; None where they don't tell."""
        heads = self.case.frame.earliest
        return self._too_late(heads, "links, dates and hours alone") or self._overloaded(heads)

    def too_dear(self) -> Judgement | None:
        """Return the proof that even the cheapest of the ways that are quick enough cost more than there is."""
        if self.case.bill is None:
            return None
        heads, tails = self.case.frame.earliest, self.case.tails() if self.case.is_bound() else None
        for limit in self.case.purse:
            excess = self.case.bill.exceeds(limit, heads.start, tails)
            if excess > _A_CENT:
                return self._dear_proof(heads, tails, limit, excess)
        return None

    def _dear_proof(self, heads: Heads, tails: Tails | None, limit: Limit, excess: Decimal) -> Judgement:
        """Return the proof with the tasks that dates make dearer, and those between which they lie."""
        places = set[int]()
        if tails is not None and self.case.bill is not None:
            for place in self.case.bill.hurried(limit, heads.start, tails, excess):
                places |= {*self._chain(heads, place), *self._chain_after(tails, place)}
        return Judgement(Answer.CANNOT, proof=OF_MONEY, tasks=self.case.named(places))

    def _chain_after(self, tails: Tails, place: int) -> Iterator[int]:
        """Yield a place and what follows it, by those links that leave least time."""
        links = self.case.frame.links_out()
        while place >= 0:
            yield place
            after = [link[0] for link in links[place] if tails.finish[link[0]] < LATEST]
            place = min(after, key=lambda t: tails.start[t], default=-1)

    def _too_late(self, heads: Heads, proof: str) -> Judgement | None:
        last = self._late_first(heads)
        if last < 0:
            return None
        return Judgement(Answer.CANNOT, proof=proof, tasks=self.case.named(set(self._chain(heads, last))))

    def _late_first(self, heads: Heads) -> int:
        """Return the place whose own date is missed by most, else one that comes too late for others; -1: none."""
        missed = [(heads.finish[t] - end, t) for t, end in self.case.ends.items() if heads.finish[t] > end]
        missed += [(heads.start[t] - end, t) for t, end in self.case.begun_by.items() if heads.start[t] > end]
        if missed:
            return max(missed)[1]
        tails = self.case.tails()
        late = (
            t
            for t in range(self.case.frame.size)
            if heads.finish[t] > tails.finish[t] or heads.start[t] > tails.start[t]
        )
        return max(late, default=-1)

    def _chain(self, heads: Heads, place: int) -> Iterator[int]:
        while place >= 0:
            yield place
            link = heads.link[place]
            place = int(self.case.frame.network.links[link, at.BEFORE]) if link >= 0 else -1

    def _overloaded(self, heads: Heads) -> Judgement | None:
        load: Workload = workload(self.case.frame, heads)
        if not load.jobs or not self.case.is_bound():
            return None
        pressed = pressed_heads(self.case.frame, load, heads)
        last = self._late_first(pressed)
        if last >= 0:
            reasons, pressing = Pressure(self.case.frame, load, pressed).reasons([last])
            ids = tuple(self.case.limits.resources[r].id for r in sorted(pressing))
            proof = "the work that has to come before"
            return Judgement(Answer.CANNOT, proof=proof, tasks=self.case.named(reasons), who=ids)
        found = Energy(load).overload(pressed, self.case.tails())
        if found is None:
            return None
        places = set(found.places)
        for place in list(places):
            places |= set(self._chain(heads, place))
        who = tuple(self.case.limits.resources[r].id for r in found.group)
        return Judgement(Answer.CANNOT, proof="more work than time", tasks=self.case.named(places), who=who)

    # What a proof by the model rests on

    def by_core(self, places: set[int], seconds: float, *, reasons: bool) -> Judgement:
        """Return what CP-SAT has proven of these places; with `reasons` in so many seconds what that rests on.

        That is the tasks and people of a core of assumptions, and what is linked to these tasks.
        """
        if self.case.purse:
            return Judgement(Answer.CANNOT, proof=OF_MONEY)
        core = self._core(min(seconds, _OF_CORE)) if reasons else None
        who: tuple[str, ...] = ()
        if core is not None:
            asking, limited = core
            places = self._linked_to(asking) if asking else places
            who = tuple(self.case.limits.resources[r].id for r in sorted(limited))
        return Judgement(Answer.CANNOT, proof="no order of the work", tasks=self.case.named(places), who=who)

    def _core(self, seconds: float) -> tuple[set[int], set[int]] | None:
        return core_of(self.case, seconds)

    def _linked_to(self, places: set[int]) -> set[int]:
        """Return these places with all that come before or after one of them."""
        links = self.case.frame.links_out()
        after, before = set(places), set(places)
        for t in range(self.case.frame.size):
            if t in after:
                after.update(link[0] for link in links[t])
        for t in range(self.case.frame.size - 1, -1, -1):
            if any(link[0] in before for link in links[t]):
                before.add(t)
        return after | before
