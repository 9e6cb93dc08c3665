"""`fairlead PLAN`: what matters now. Goals and dates, what decides them, what to do first, where to look next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import json_option, plan_argument
from fairlead.cli.findings import say_findings
from fairlead.cli.headline import say_goals, say_goals_with_odds, say_missed, say_path, say_span
from fairlead.cli.help import taught
from fairlead.cli.odds import confidence_of, is_uncertain, odds_json, odds_of, say_odds, say_verdict
from fairlead.cli.plans import Given, look_at, named
from fairlead.cli.schedules import outlook_of
from fairlead.cli.screen import counted, listed, narrow, say, say_heading, say_json, toned, wrapped
from fairlead.cli.waiting import kept_waiting
from fairlead.cli.wording import Words, said_date
from fairlead.plan.document import Plan
from fairlead.schedule.outlook import GoalDate, Outlook, TaskDates, ToDo

if TYPE_CHECKING:
    from fairlead.risk.forecast import Forecast

_MOST_TO_DO = 6
_MOST_KEPT = 3
_MOST_WARNINGS = 3
_MOST_ERRORS = 20


@taught(
    "home",
    ("fairlead robotics.yaml", "what matters now"),
    ("fairlead", "the same in a folder with one plan"),
    ("fairlead home robotics.yaml --json", "for another program"),
)
@plan_argument
@json_option
def command(plan: str | None, as_json: bool) -> int:
    """Show the page; errors come first, and nothing else then."""
    given = look_at(named(plan))
    if as_json:
        say_json(_json(given))
    elif given.errors:
        _say_errors(given)
    else:
        _say_page(given)
    return 2 if given.errors else 0


def _say_errors(given: Given) -> None:
    say(
        f"{toned(given.plan.title, 'heading')}: {toned(counted(len(given.errors), 'error'), 'bad')} to mend first"
    )
    say()
    say_findings(given.errors[:_MOST_ERRORS])
    if len(given.errors) > _MOST_ERRORS:
        say(f"… {len(given.errors) - _MOST_ERRORS:,} more: fairlead check {given.name}")


def _say_page(given: Given) -> None:
    outlook = outlook_of(given.plan, given.opened, name=given.name)
    words = Words.of(given.plan, brief=narrow())
    say(toned(given.plan.title, "heading"))
    say_span(outlook, words)
    say(_progress(outlook))
    odds = _odds(given, outlook)
    if odds is not None and not any(each.begun for each in outlook.tasks.values()):
        say_verdict(odds)
    _say_goals(outlook, words, odds)
    say_missed(outlook, words)
    _say_what_decides(outlook, words)
    _say_to_do(outlook, words)
    _say_warnings(given)
    _say_next(given, outlook, odds)


def _say_goals(outlook: Outlook, words: Words, odds: Forecast | None) -> None:
    if odds is None:
        say_goals(outlook, words)
    else:
        confidence = confidence_of(outlook)
        say_goals_with_odds(outlook, words, odds, confidence)
        say_odds(odds, confidence)


def _odds(given: Given, outlook: Outlook) -> Forecast | None:
    agreed = agreed_for(given.name, given.plan, quiet=True) if outlook.agreed else None
    return odds_of(given, outlook, agreed)


def _progress(outlook: Outlook) -> str:
    status = outlook.plan.settings.status_date
    tasks = [each for each in outlook.tasks.values() if each.kind != "summary"]
    done = sum(each.done for each in tasks)
    under_way = sum(each.begun and not each.done for each in tasks)
    if status is None:
        return f"{counted(len(tasks), 'task')}, none begun: the plan has no status date"
    begun = f", {under_way} under way" if under_way else ""
    return f"{outlook.progress:.0%} done by {said_date(status.date)}: {done} of {counted(len(tasks), 'task')}{begun}"


def _say_what_decides(outlook: Outlook, words: Words) -> None:
    """Print the chain that ends in the first goal that is missed, or in the first one, or in the plan's finish."""
    goals = [goal for goal in outlook.goals() if not goal.met and goal.finish]
    goal = next((goal for goal in goals if goal.kept is False), next(iter(goals), None))
    path = outlook.path_to(outlook.plan.goals[goal.id].done_when) if goal else outlook.critical_path()
    if path:
        end = f"“{goal.name}”" if goal else "the finish"
        later = goal.finish != goal.logic_finish if goal else outlook.finish != outlook.schedule.finish
        say_heading(f"What decides {end}{' by logic alone' if later else ''}")
        say_path(path)
        if later:
            _say_waiting(outlook, words)


def _say_waiting(outlook: Outlook, words: Words) -> None:
    """Print who keeps tasks waiting longest, where people decide more than logic does."""
    kept = kept_waiting(outlook)[:_MOST_KEPT]
    if kept:
        said = listed(
            f"{each.name} ({counted(len(each.tasks), 'task')}, {words.length(each.minutes)})" for each in kept
        )
        for number, line in enumerate(wrapped(f"Waited for beyond that: {said}.", first=2, indent=2)):
            say(line if number else f"  {line}")


def _say_to_do(outlook: Outlook, words: Words) -> None:
    to_do = outlook.to_do()
    if not to_do:
        return
    say_heading("Do first")
    for number, each in enumerate(to_do[:_MOST_TO_DO], 1):
        for place, line in enumerate(wrapped(_in_words(each, words), first=5, indent=5)):
            say(f"  {number}. {line}" if place == 0 else line)
    if len(to_do) > _MOST_TO_DO:
        say(toned(f"  and {len(to_do) - _MOST_TO_DO} more", "quiet"))


def _in_words(each: ToDo, words: Words) -> str:
    verb = each.action.capitalize()
    if each.when is None:
        when = ""
    elif each.kind == "task" and each.action == "start":
        when = f" on {words.started(each.when)}"
    else:
        when = f" by {words.finished(each.when)}"
    who = f" ({each.who})" if each.who else ""
    marks = [mark for mark, there in (("late", each.late), ("critical", each.critical)) if there]
    return f"{verb} {each.name} [{each.id}]{who}{when}{': ' + ', '.join(marks) if marks else ''}"


def _say_warnings(given: Given) -> None:
    if not given.warnings:
        return
    say_heading(counted(len(given.warnings), "warning"))
    say_findings(given.warnings[:_MOST_WARNINGS])
    if len(given.warnings) > _MOST_WARNINGS:
        say(toned(f"… {len(given.warnings) - _MOST_WARNINGS} more: fairlead check {given.name}", "quiet"))


def _say_next(given: Given, outlook: Outlook, odds: Forecast | None) -> None:
    say_heading("Next")
    lines = list(_next(given, outlook, odds))
    widest = max(len(command) for command, _ in lines)
    for command, purpose in lines:
        say(f"  {toned(command, 'command')}{' ' * (widest - len(command) + 2)}{purpose}")


def _next(given: Given, outlook: Outlook, odds: Forecast | None) -> Iterator[tuple[str, str]]:
    late = [goal for goal in outlook.goals() if goal.kept is False and not goal.met]
    last = _last_step(outlook, late)
    if last is not None:
        yield f"fairlead show {given.name} {last.id}", "why not earlier?"
        yield f'fairlead whatif {given.name} "{last.id} ..."', "what would a change do?"
    if _promises(outlook.plan):
        yield f"fairlead assess {given.name}", "can it be done, and why not?"
    if late or _is_unsure(odds, confidence_of(outlook)):
        yield f"fairlead options {given.name}", "ways out, with their price and odds"
    if outlook.finish != outlook.schedule.finish:
        yield f"fairlead optimize {given.name}", "a better order of the same work"
    if odds is not None or is_uncertain(outlook):
        yield f"fairlead simulate {given.name}", "the odds of every date and sum"
    yield f"fairlead schedule {given.name}", "every date and float"
    yield f"fairlead gantt {given.name}", "the picture"


def _promises(plan: Plan) -> bool:
    return plan.settings.budget is not None or any(goal.deadline for goal in plan.goals.values())


def _is_unsure(odds: Forecast | None, confidence: float) -> bool:
    return odds is not None and odds.chance_of_all is not None and odds.chance_of_all < confidence


def _last_step(outlook: Outlook, late: Sequence[GoalDate]) -> TaskDates | None:
    path = outlook.path_to(outlook.plan.goals[late[0].id].done_when) if late else outlook.critical_path()
    return next((each for each in reversed(path) if each.kind == "task"), None)


# ---------------------------------------------------------------- for other programs


def _json(given: Given) -> dict[str, Any]:
    findings = [finding.to_json() for finding in given.findings]
    if given.errors:
        return {"plan": given.plan.title, "findings": findings}
    outlook = outlook_of(given.plan, given.opened, name=given.name)
    return {
        "plan": given.plan.title,
        "basis": outlook.basis,
        "start": outlook.start.isoformat(),
        "finish": outlook.finish.isoformat(),
        "logic_finish": outlook.schedule.finish.isoformat(),
        "progress": round(outlook.progress, 4),
        "odds": odds_json(_odds(given, outlook), confidence_of(outlook)),
        "goals": [goal_json(goal) for goal in outlook.goals()],
        "critical_path": [each.id for each in outlook.critical_path()],
        "to_do": [_to_do_json(each) for each in outlook.to_do()],
        "findings": findings,
    }


def goal_json(goal: GoalDate) -> dict[str, Any]:
    """Return a goal's date and verdict as a JSON object."""
    return {
        "id": goal.id,
        "name": goal.name,
        "deadline": goal.deadline.isoformat() if goal.deadline else None,
        "finish": goal.finish.isoformat() if goal.finish else None,
        "logic_finish": goal.logic_finish.isoformat() if goal.logic_finish else None,
        "slack_minutes": goal.slack,
        "kept": goal.kept,
        "met": goal.met,
    }


def _to_do_json(each: ToDo) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id,
        "name": each.name,
        "action": each.action,
        "when": each.when.isoformat() if each.when else None,
        "who": each.who,
        "critical": each.critical,
        "late": each.late,
    }
