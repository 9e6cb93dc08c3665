"""What the team lacks, from the shadow prices of its schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from fairlead.outsource.lacks import Lack, lacks_of, with_newcomer
from fairlead.outsource.needs import LEAST_GAIN, Need, sum_of_gains
from fairlead.outsource.pricing import Pricing, goal_gains, helps, tasks_of
from fairlead.outsource.solving import Solved, broken, solved
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.language import say
from fairlead.risk.scoring import Luck
from fairlead.schedule.levelling.levelled import levelled


def needs_of(
    plan: Plan,
    luck: Luck | None = None,
    *,
    skill: str | None = None,
    day_worth: float = 0.0,
    stopped: Callable[[], bool] | None = None,
) -> tuple[Solved, list[Need]]:
    """Return the plan solved as it is, and what it lacks: what nobody can do, then the most valuable first.

    What nobody can do is taken as filled when the rest is priced, since a schedule that leaves it out promises too
    much. `day_worth` is what a day of the finish is worth beside penalties and costs. Raises PlanError for a plan that
    can't be scheduled, RequestError for one whose schedule doesn't pass the checker.
    """
    luck = replace(luck or Luck(), iterations=100)
    base = solved(plan, luck)
    if base is None:
        first = broken(plan, levelled(plan, luck.default_start))[0]
        raise RequestError(
            f"the schedule of the plan is not sound, and nothing is said on its ground: {first.message}"
        )
    lacks = lacks_of(plan, base.schedule)
    if skill is not None and skill not in {lack.what for lack in lacks}:
        return base, []
    pricing = Pricing.of(plan, luck, base, [lack for lack in lacks if lack.nobody], day_worth)
    found, alone_useless = [], []
    for lack in sorted(lacks, key=lambda each: each.what != skill):
        if stopped is not None and stopped():
            break
        need = pricing.missing(lack) if lack.nobody else pricing.helpful(lack)
        if need is not None:
            found.append(need)
        elif not lack.nobody:
            alone_useless.append(lack)
        if need is not None and need.skill == skill:
            return base, [need]
    found += needed_together(pricing, alone_useless, stopped)
    chosen = [need for need in found if skill in (None, need.skill)]
    return base, sorted(chosen, key=lambda need: (not need.nobody, -need.value, -sum_of_gains(need)))


def needed_together(
    pricing: Pricing, lacks: Sequence[Lack], stopped: Callable[[], bool] | None = None
) -> list[Need]:
    """Return the needs that make something earlier only when all of them are filled, of lacks that don't alone.

    All are filled at once; those that can be left out without losing more than a tenth of the gain are. Each is
    trimmed with the others there in full; what is gained and worth is of all, with each as trimmed.
    """
    group = pricing.complements(lacks, stopped)
    if len(group) < 2:
        return []
    needs = []
    for lack in group:
        others = [each for each in group if each is not lack]
        need = pricing.with_filled(others).helpful(lack)
        if need is None or (stopped is not None and stopped()):
            return []
        needs.append(need)
    filling = _Filling.of(pricing.whole, needs)
    helped = solved(filling.plan, pricing.luck, unkept=pricing.base.unkept)
    if helped is None or helps(pricing.base, helped) < LEAST_GAIN:
        return []
    hours = [helped.work_of(id) / 60 for id in filling.ids]
    return [
        replace(
            need,
            gain=max(helped.worked_until(pricing.base), 0),
            goals=goal_gains(pricing.base, helped),
            value=pricing.value_of(helped),
            hours=own,
            tasks=tasks_of(helped, id),
            lines=filling.lines,
            who=id,
            before=pricing.base,
            helped=helped,
            together=tuple(each.title for each in needs if each is not need),
            beside=_Filling.of(pricing.plan, [each for each in needs if each is not need]).lines,
            all_hours=sum(hours),
        )
        for need, id, own in zip(needs, filling.ids, hours, strict=True)
    ]


class _Filling(NamedTuple):
    """A plan with somebody for each of some needs: the lines that add them, their ids in the same order."""

    plan: Plan
    lines: tuple[str, ...]
    ids: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, needs: Sequence[Need]) -> _Filling:
        lines, ids = list[str](), list[str]()
        for need in needs:
            changes = with_newcomer(plan, need.lack, need.first, need.last, need.share)
            lines += [say(each, plan) for each in changes]
            ids.append(changes[0].id)
            plan = apply(plan, changes)
        return cls(plan, tuple(lines), tuple(ids))
