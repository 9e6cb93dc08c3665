"""The verdict: for each goal, the budget and the people yes, at risk or no, with the odds behind it and the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from fairlead.feasibility.capacity import Load
from fairlead.feasibility.cash import Cash
from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal
from fairlead.risk.forecast import NEVER
from fairlead.risk.scoring import Score
from fairlead.schedule.why.words import Words

if TYPE_CHECKING:
    from fairlead.feasibility.why_not import Contradiction, Repair

Answer = Literal["yes", "at risk", "no"]
ANSWERS: tuple[Answer, ...] = ("yes", "at risk", "no")
DEFAULT_CONFIDENCE = 0.8
_EVEN = 0.5
"""Below even odds the answer is no."""


@dataclass(frozen=True, slots=True)
class GoalVerdict:
    """One goal: its answer, the chance of its deadline, when it is met as planned and with the wanted confidence.

    Moments are axis minutes, `NEVER` for none. Without a deadline there is no answer.
    """

    id: str
    name: str
    verdict: Answer | None
    probability: float | None
    confidence: float
    deadline: int | None
    planned: int
    likely: int
    """When it is met with the wanted confidence."""
    possible: bool = True
    """False where it is refuted: it can't be met even with luck."""
    done: bool = False
    """Whether all its work is done, so that it is known when it was met."""
    has_work: bool = True
    """False where no work is named that it is met by."""


@dataclass(frozen=True, slots=True)
class BudgetVerdict:
    """The money: the budget's total, what is planned, what is enough with the wanted confidence, and cash by date."""

    verdict: Answer | None
    probability: float | None
    total: float | None
    planned: float
    likely: float
    cash: Cash
    confidence: float = DEFAULT_CONFIDENCE
    possible: bool = True


@dataclass(frozen=True, slots=True)
class PeopleVerdict:
    """The staffing: the chance of all goals with these people, and as if everybody were free whenever needed.

    `unfilled` are needs that nobody can meet, in words; `shortages` work for which there is too little time.
    """

    verdict: Answer | None
    probability: float | None
    probability_by_logic: float | None
    shortages: tuple[Load, ...]
    unfilled: tuple[str, ...]
    over_asked: tuple[str, ...] = ()
    """Who is given to work at more than there is of them, in words."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is: a sentence about an entity (`about`: an id, or budget, people, plan)."""

    kind: str
    about: str
    sentence: str

    def to_json(self) -> dict[str, str]:
        """Return it as plain data."""
        return {"kind": self.kind, "about": self.about, "sentence": self.sentence}


@dataclass(frozen=True)
class Assessment:
    """Whether a plan can be done, at what odds, and why.

    `feasible` is whether it can be met at all, with luck (None: not known); `verdict` holds the odds against the
    confidence asked for: the worst of the answers, None where nothing is promised. `missing` names what the plan
    doesn't say and the verdict would need.
    """

    plan: Plan
    feasible: bool | None
    verdict: Answer | None
    confidence: float
    goals: tuple[GoalVerdict, ...]
    budget: BudgetVerdict
    people: PeopleVerdict
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    score: Score = field(repr=False)
    contradictions: tuple[Contradiction, ...] = ()
    unsettled: tuple[str, ...] = ()
    """Goals of which it couldn't be told in the time whether they can be met with luck."""

    @property
    def is_finished(self) -> bool:
        """Whether all work of the plan is done."""
        tasks = self.score.forecast.compiled.plan.tasks
        leaves = [leaf for id in tasks for leaf in self.score.forecast.compiled.plan.outline.leaves(id)]
        return bool(leaves) and all(tasks[leaf].done is not None for leaf in leaves)

    @property
    def words(self) -> Words:
        """How the plan's dates are said."""
        compiled = self.score.forecast.compiled
        return Words.of(compiled.hours.calendars.plan(), compiled.units)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The cheapest cures of all contradictions."""
        return tuple(repair for each in self.contradictions for repair in each.repairs)

    def to_json(self) -> dict[str, Any]:
        """Return the assessment as plain data, as the design describes it."""
        currency = self.plan.settings.currency
        iso = self._iso
        return {
            "plan": self.plan.title,
            "feasible": self.feasible,
            "verdict": self.verdict,
            "confidence": self.confidence,
            "basis": self.score.basis,
            "iterations": self.score.iterations,
            "seed": self.score.seed,
            "goals": [
                {
                    "id": each.id,
                    "verdict": each.verdict,
                    "probability": each.probability,
                    "confidence": each.confidence,
                    "deadline": iso(each.deadline),
                    "planned": iso(each.planned),
                    "likely": iso(each.likely),
                }
                for each in self.goals
            ],
            "budget": {
                "verdict": self.budget.verdict,
                "probability": self.budget.probability,
                "total": _money(self.budget.total, currency),
                "planned": _money(self.budget.planned, currency),
                "likely": _money(self.budget.likely, currency),
                **self.budget.cash.to_json(currency),
            },
            "people": {
                "verdict": self.people.verdict,
                "probability": self.people.probability,
                "probability_by_logic": self.people.probability_by_logic,
                "shortages": [each.to_json(self.score.forecast.compiled) for each in self.people.shortages],
                "unfilled": list(self.people.unfilled),
                "over_asked": list(self.people.over_asked),
            },
            "joint": {"probability": self.score.chance_of_all},
            "reasons": [each.to_json() for each in self.reasons],
            "missing": [each.to_json() for each in self.missing],
            "contradictions": [each.to_json(currency) for each in self.contradictions],
            "unsettled": list(self.unsettled),
        }

    def _iso(self, minute: int | None) -> str | None:
        return None if minute is None or minute >= NEVER else self.score.forecast.compiled.axis.iso(minute)


def answer_of(probability: float | None, confidence: float, *, possible: bool = True) -> Answer | None:
    """Return the answer that a chance gives: yes from the wanted confidence on, no below even odds."""
    if not possible:
        return "no"
    if probability is None:
        return None
    if probability >= confidence:
        return "yes"
    return "at risk" if probability >= _EVEN else "no"


def worst_of(answers: Sequence[Answer | None]) -> Answer | None:
    """Return the worst of some answers; None where there is none."""
    given = [each for each in answers if each is not None]
    return max(given, key=ANSWERS.index, default=None)


def confidence_of(plan: Plan, goal: str | None = None) -> float:
    """Return how sure a goal, or the plan, has to be."""
    own = plan.goals[goal].confidence if goal is not None else None
    said = own or plan.settings.confidence
    return float(said.fraction) if said is not None else DEFAULT_CONFIDENCE


def goal_verdicts(
    score: Score, confidence: float | None, impossible: frozenset[str]
) -> Iterator[GoalVerdict]:
    """Yield the verdict of each goal; `impossible` are those that can't be met even with luck."""
    forecast = score.forecast
    for id, goal in score.plan.goals.items():
        wanted = confidence if confidence is not None else confidence_of(score.plan, id)
        met = id in forecast.ends
        deadline = forecast.compiled.axis.minute(goal.deadline, end=True) if goal.deadline else None
        likely = forecast.end_minute(id, wanted) if met else NEVER
        planned = forecast.planned_ends.get(id, NEVER)
        chance = score.goals.get(id)
        possible = id not in impossible
        verdict = answer_of(chance, wanted, possible=possible)
        done = met and _is_done(forecast.compiled.plan, goal)
        yield GoalVerdict(
            id, goal.title, verdict, chance, wanted, deadline, planned, likely, possible, done, met
        )


def _is_done(plan: Plan, goal: Goal) -> bool:
    """Tell whether all the work that a goal is met by is done."""
    leaves = [leaf for id in goal.done_when if id in plan.tasks for leaf in plan.outline.leaves(id)]
    return bool(leaves) and all(plan.tasks[leaf].done is not None for leaf in leaves)


def _money(amount: float | None, currency: str | None) -> dict[str, str | None] | None:
    return None if amount is None else {"amount": f"{amount:.2f}", "currency": currency}
