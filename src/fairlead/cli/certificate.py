"""What is proven of an optimised schedule, in one sentence: its value, and the bound that no schedule can beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlead.cli.screen import listed
from fairlead.cli.wording import Words
from fairlead.plan.document import Plan

if TYPE_CHECKING:
    from fairlead.schedule.optimising.answer import Optimised
    from fairlead.schedule.outlook import Outlook


def certificate(found: Optimised, outlook: Outlook, words: Words) -> str:
    """Return the sentence, such as `Finishes 12 May; no plan with these people can finish before 9 May`."""
    if found.status == "unknown":
        finish = words.reached(outlook.finish)
        return f"Finishes {finish}, but not within all limits: the warnings say where. Nothing is proven."
    return _BY_GOAL[found.goal](found, outlook, words)


def _finish(found: Optimised, outlook: Outlook, words: Words) -> str:
    finish = words.reached(outlook.finish)
    if found.keeps_finish:
        return _start(found, outlook, words)
    if found.status == "optimal":
        nothing = f"{_nothing(outlook.plan)} can finish earlier{_unsplit(outlook.plan)}"
        return f"Finishes {finish}. Proven optimal{_left_out(found)}: {nothing}."
    if found.lower_bound is None:
        return f"Finishes {finish}; nothing is proven yet about how early it could be."
    bound = outlook.schedule.moment(int(found.lower_bound))
    earliest = words.finished(bound)
    if earliest == finish:
        finish, earliest = words.moment(outlook.finish), words.moment(bound)
    return (
        f"Finishes {finish}; {_nothing(outlook.plan)} can finish before {earliest}"
        f"{_unsplit(outlook.plan)}{_gap(found)}."
    )


def _start(found: Optimised, outlook: Outlook, words: Words) -> str:
    """What is proven of a plan that is laid out from its finish: how late it can start."""
    assert found.schedule is not None
    finish = words.reached(outlook.finish)
    if any(task.started is not None for task in outlook.plan.tasks.values()):
        return (
            f"Finishes {finish}, as required. What is left begins as late as was found; "
            "nothing is proven about how late it could."
        )
    start = found.schedule.local(found.schedule.start)
    said = f"Starts {words.started(start)}, as late as was found, and keeps its finish {finish}"
    if found.start_bound is None:
        return f"{said}; nothing is proven about how late it could start."
    nothing = f"{_nothing(outlook.plan)} that keeps the finish can start"
    if found.status == "optimal":
        said = said.replace(", as late as was found,", "")
        return f"{said}. Proven optimal{_left_out(found)}: {nothing} later{_unsplit(outlook.plan)}."
    latest = found.schedule.local(found.start_bound)
    bound = words.started(latest)
    if bound == words.started(start):
        bound = words.moment(latest)
    return f"{said}; {nothing} after {bound}{_unsplit(outlook.plan)}{_gap(found)}."


def _cost(found: Optimised, outlook: Outlook, words: Words) -> str:
    if not found.value:
        return f"Nobody has a rate and no way of doing a task has a cost. {_finish_alone(outlook, words)}"
    said = _amount(found, outlook, "Costs", "can cost less", currency=outlook.plan.settings.currency)
    return f"{said}{_overtime(found, outlook.plan)}"


def _overtime(found: Optimised, plan: Plan) -> str:
    unused = found.schedule.overtime_unused if found.schedule is not None else ()
    names = [plan.people[id].title for id in unused if id in plan.people]
    if not names:
        return ""
    return f" Overtime of {listed(names)} is left unused, which is cheaper and makes nothing late."


def _goals(found: Optimised, outlook: Outlook, words: Words) -> str:
    goals = [goal for goal in outlook.plan.goals.values() if goal.deadline is not None]
    if not goals:
        return f"No goal has a deadline to keep. {_finish_alone(outlook, words)}"
    if not found.value:
        return f"Every deadline of a goal is kept: nothing can be better. {_finish_alone(outlook, words)}"
    money = all(goal.penalty is not None for goal in goals)
    currency = outlook.plan.settings.currency if money else None
    what, better = "Lateness of goals:", "can be less late"
    return _amount(found, outlook, what, better, currency=currency, unit="" if money else "points")


def _smooth(found: Optimised, outlook: Outlook, _words: Words) -> str:
    unit = "(the squares of everybody's weekly hours, added up)"
    return _amount(found, outlook, "Unevenness:", "can be more even", unit=unit)


_BY_GOAL = {"finish": _finish, "goals": _goals, "cost": _cost, "smooth": _smooth}


def _amount(
    found: Optimised, outlook: Outlook, what: str, better: str, *, currency: str | None = None, unit: str = ""
) -> str:
    sign = f"{currency} " if currency else ""
    value = f"{what} {sign}{_number(found.value or 0)} {unit}".rstrip()
    nothing = _nothing(outlook.plan)
    # Interrupting tasks changes neither what they cost nor how late goals are by logic alone.
    if found.status == "optimal":
        return f"{value}. Proven optimal{_left_out(found)}: {nothing} {better}."
    if found.lower_bound is None:
        return f"{value}; nothing is proven yet about how much better it could be."
    short = unit if not unit.startswith("(") else ""
    bound = f"{sign}{_number(found.lower_bound)} {short}".rstrip()
    return f"{value}; {nothing} {better} than {bound}{_gap(found)}."


def _finish_alone(outlook: Outlook, words: Words) -> str:
    return f"Finishes {words.reached(outlook.finish)}."


def _nothing(plan: Plan) -> str:
    return "no plan with these people" if plan.people else "no plan within these limits"


def _unsplit(plan: Plan) -> str:
    """What may be interrupted could go faster; where nothing may be, that is part of what is proven."""
    may_split = plan.settings.options.split_when_levelling
    could = any(task.split for task in plan.tasks.values()) and bool(plan.people)
    return " without interrupting tasks" if not may_split and could else ""


def _left_out(found: Optimised) -> str:
    """What nobody can do is scheduled without, so what is proven holds without it too."""
    findings = found.schedule.findings if found.schedule is not None else ()
    return ", leaving out what nobody can do" if any(each.code == "nobody-can" for each in findings) else ""


def _gap(found: Optimised) -> str:
    return f" (gap {found.gap:.1%})" if found.gap else ""


def _number(value: float) -> str:
    return f"{value:,.2f}".removesuffix(".00") if abs(value) < 1e6 else f"{value:,.0f}"
