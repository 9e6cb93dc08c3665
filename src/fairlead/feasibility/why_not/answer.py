"""What is said of a plan that can't be met, or can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.judgement import Answer
from fairlead.plan.document import Plan
from fairlead.schedule.levelling.placed import PeopleSchedule


@dataclass(frozen=True)
class Removal:
    """What is known of a contradiction without one of its demands: a verified schedule, or nothing decided."""

    demand: Demand
    answer: Answer
    schedule: PeopleSchedule | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Repair:
    """One way to cure a contradiction: lines that `parse_line` understands, and the verified schedule they lead to.

    `cost` is in the plan's currency (None: the plan doesn't say what it costs), `days` the working days by which a date
    moves. `proven` says that nothing less of the same kind will do. `schedule` is of the plan's best case with these
    lines.
    """

    kind: str
    lines: tuple[str, ...]
    sentence: str
    cost: Decimal | None = None
    days: Decimal | None = None
    proven: bool = False
    schedule: PeopleSchedule | None = field(default=None, repr=False, compare=False)

    def to_json(self, currency: str | None = None) -> dict[str, Any]:
        """Return it as plain data."""
        cost = {"amount": f"{self.cost:.2f}", "currency": currency} if self.cost is not None else None
        return {
            "kind": self.kind,
            "changes": list(self.lines),
            "sentence": self.sentence,
            "cost": cost,
            "days": float(self.days) if self.days is not None else None,
            "proven": self.proven,
        }


@dataclass(frozen=True)
class Contradiction:
    """Demands that can't all be met even with luck, though all of them but any one can (as far as `removals` says).

    `excess` are the working minutes that are too many (money: the sum), as far as they are known; `exact` where they
    are proven to be just as many.
    """

    members: tuple[Demand, ...]
    removals: tuple[Removal, ...]
    sentence: str
    proof: str
    excess: Decimal | None = None
    exact: bool = False
    repairs: tuple[Repair, ...] = ()
    left_open: tuple[Demand, ...] = ()
    """Dates that a repair misses, of which it isn't known whether they can be kept at all."""
    open_said: str = ""
    looked: bool = False
    """Whether repairs have been looked for."""

    @property
    def undecided(self) -> tuple[Demand, ...]:
        """The members of which nobody could tell in the time whether the rest fits without them."""
        return tuple(each.demand for each in self.removals if each.answer is not Answer.FITS)

    @property
    def cures(self) -> str:
        """The repairs in one sentence: `half a firmware engineer ... (EUR 4,000), or the pilot six days later`.

        And in another one, which dates are left open. Nothing while nobody has looked for repairs.
        """
        if not self.repairs:
            return "No single change that could be tried in the time cures it." if self.looked else ""
        said = ", or ".join(each.sentence for each in self.repairs)
        return " ".join(filter(None, (f"{said[:1].upper()}{said[1:]}.", self.open_said)))

    def to_json(self, currency: str | None = None) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "sentence": self.sentence,
            "members": [each.to_json() for each in self.members],
            "undecided": [each.to_json() for each in self.undecided],
            "proof": self.proof,
            "excess": float(self.excess) if self.excess is not None else None,
            "exact": self.exact,
            "repairs": [each.to_json(currency) for each in self.repairs],
            "left_open": [each.to_json() for each in self.left_open],
        }


@dataclass(frozen=True)
class Met:
    """Whether a plan can be met in its best case, and each of its goals: True by a schedule, False proven, else None.

    `budget` is None where there is none, or nobody knows. `schedule` keeps everything where `feasible` is True.
    """

    feasible: bool | None
    goals: Mapping[str, bool | None] = field(default_factory=dict)
    budget: bool | None = None
    staffing: bool | None = None
    schedule: PeopleSchedule | None = field(default=None, repr=False)
    missing: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "feasible": self.feasible,
            "goals": dict(self.goals),
            "budget": self.budget,
            "staffing": self.staffing,
            "missing": list(self.missing),
        }


@dataclass(frozen=True)
class WhyNot:
    """Why a plan can't be met even with luck: contradictions with their cures; `met` says whether it can.

    `unsettled` are goals of which it could neither be shown in the time that they can be met nor that they can't.
    """

    plan: Plan = field(repr=False)
    met: Met
    contradictions: tuple[Contradiction, ...] = ()
    unsettled: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def feasible(self) -> bool | None:
        """True: a verified schedule keeps everything in the best case; False: proven that none does; None: unknown."""
        return self.met.feasible

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        currency = self.plan.settings.currency
        return {
            "feasible": self.feasible,
            "met": self.met.to_json(),
            "contradictions": [each.to_json(currency) for each in self.contradictions],
            "unsettled": list(self.unsettled),
            "seconds": round(self.seconds, 3),
        }
