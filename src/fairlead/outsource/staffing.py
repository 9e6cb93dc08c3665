"""Everything about people from outside in one: what is lacking, who could fill it, and how the plan is led."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fairlead.outsource.lacking import needs_of
from fairlead.outsource.lacks import asked_for, kind_of
from fairlead.outsource.leading import Leading, leading
from fairlead.outsource.leads import ranked_leads
from fairlead.outsource.needs import Need
from fairlead.outsource.ranking import Ground, Ranked, ranked_for
from fairlead.outsource.solving import Solved
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.templates import expanded
from fairlead.plan.values import suggest
from fairlead.risk.scoring import Luck, Score, scored


@dataclass(frozen=True)
class Staffing:
    """All of it: the plan solved and scored as it is, what it lacks, who is ranked for each, and how it is led."""

    plan: Plan
    base: Solved = field(repr=False)
    before: Score = field(repr=False)
    needs: Sequence[Need] = ()
    ranked: Sequence[Sequence[Ranked]] = ()
    leading: Leading | None = None
    leads: Sequence[Ranked] = ()
    asked: str | None = None
    """What alone was asked about; None for everything."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What the plan doesn't say, and without which less can be said here."""
        if not self.plan.people:
            return ("Nobody is in the plan: list the team under `people`, so that it shows who is missing.",)
        if not self.plan.candidates and not any(each.skills for each in self.plan.suppliers.values()):
            return (
                "Nobody is listed under `candidates`, and no supplier says `skills`: nobody can be ranked.",
            )
        return ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        currency = self.plan.settings.currency
        needs = [
            {**need.to_json(currency), "candidates": [each.to_json(currency) for each in ranked]}
            for need, ranked in zip(self.needs, self.ranked, strict=True)
        ]
        leading = None
        if self.leading is not None:
            leading = {
                **self.leading.to_json(),
                "candidates": [each.to_json(currency) for each in self.leads],
            }
        return {
            "plan": self.plan.title,
            "figures": self.before.to_json(),
            "missing": list(self.missing),
            "needs": needs,
            "leading": leading,
        }


LEAD = "lead"
"""What to look for where leading alone is asked about, unless work asks for a skill of that name."""


def staffing(
    plan: Plan,
    luck: Luck | None = None,
    *,
    skill: str | None = None,
    day_worth: float = 0.0,
    stopped: Callable[[], bool] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Staffing:
    """Return what a plan lacks and who could fill it; `skill` looks at one skill, team, person or the lead alone.

    `progress` hears what is looked at; once `stopped` says so, what is known until then is returned. Raises PlanError
    for a plan that can't be scheduled, RequestError for one without tasks and for a skill that no work asks for.
    """
    luck = luck or Luck()
    must_ask_for(plan, skill)
    progress("solving with and without")
    base, needs = needs_of(plan, luck, skill=skill, day_worth=day_worth, stopped=stopped)
    before = scored(plan, luck)
    ground = Ground(plan, base, before, luck, day_worth)
    ranked = []
    for need in needs:
        progress(f"trying candidates for {need.skill}")
        ranked.append(ranked_for(ground.beside(need), need, stopped))
    led = leading(plan, base, luck) if skill in (None, LEAD) else None
    leads = ranked_leads(ground, led, stopped) if led is not None and led.is_gap else []
    return Staffing(plan, base, before, needs, ranked, led, leads, skill)


def must_ask_for(plan: Plan, skill: str | None) -> None:
    """Refuse a plan without tasks, and a skill that no open work asks for; the nearest that it does is named."""
    whole = expanded(plan)
    if not whole.tasks:
        raise RequestError("the plan has no tasks, so that nobody is missed; add some first")
    if skill is None:
        return
    known = dict.fromkeys(asked_for(plan))
    for task in whole.tasks.values():
        if task.done is None and not task.inactive:
            known |= dict.fromkeys(who.id for who in task.who if who.id in {**whole.people, **whole.teams})
            known |= dict.fromkeys(
                each.what
                for need in task.needs
                for each in need.alternatives
                if kind_of(whole, each) is not None
            )
    if skill in known or skill == LEAD:
        return
    near = suggest(skill, known)
    hint = f"did you mean `{near}`?" if near else f"it asks for {', '.join(known) or 'nobody at all'}"
    raise RequestError(f"no open work of the plan asks for `{skill}`; {hint}")
