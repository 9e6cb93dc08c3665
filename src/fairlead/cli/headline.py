"""The first lines about a schedule: from when to when, each goal kept or missed, the critical path in words.

Where there is a schedule that respects people, dates and goals are its dates, and those by logic alone stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from fairlead.cli.screen import (
    VERY_NARROW,
    counted,
    narrow,
    say,
    say_heading,
    say_table,
    toned,
    width,
    wrapped,
)
from fairlead.cli.wording import Words
from fairlead.schedule.outlook import GoalDate, Outlook, TaskDates

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell, Table, Tone
    from fairlead.risk.forecast import Forecast

_MOST_STEPS = 14
_TONES: dict[bool | None, Tone] = {True: "good", False: "critical", None: "quiet"}
_ARROW, _UNBROKEN = "→", "\u00a0"
_BASIS = "by logic alone, as if everybody were free"


def say_headline(outlook: Outlook, words: Words) -> None:
    """Print name, span, goals, missed deadlines and critical path."""
    say(toned(outlook.plan.title, "heading"))
    say_span(outlook, words)
    say_goals(outlook, words)
    say_missed(outlook, words)
    if critical := outlook.critical_path():
        say_heading(f"Critical path ({counted(len(critical), 'critical task')})")
        say_path(next(iter(outlook.float_paths(1)), critical))


def say_span(outlook: Outlook, words: Words) -> None:
    """Print from when to when the plan runs, and on what basis that is said."""
    if not outlook.tasks:
        say(toned("There are no tasks yet; `fairlead set PLAN \"add 'First task' 3d\"` adds one.", "quiet"))
        return
    dates = f"{words.started(outlook.start)} → {words.reached(outlook.finish)}"
    for line in wrapped(f"{dates} {basis_in_words(outlook, words)}"):
        say(line)


def basis_in_words(outlook: Outlook, words: Words) -> str:
    """Return what the dates respect, with the finish by logic alone where that is another one."""
    if outlook.people is None:
        return f"({_BASIS})"
    people = outlook.with_whom + (", as agreed" if outlook.agreed else "")
    if outlook.finish == outlook.schedule.finish:
        return f"{people} (by logic alone too)"
    return f"{people} ({words.reached(outlook.schedule.finish)} by logic alone)"


def say_goals(outlook: Outlook, words: Words) -> None:
    """Print each goal with its deadline, its date, and by how much the deadline is kept or missed."""
    goals = outlook.goals()
    if goals:
        say_table(_goals_table(goals, words, people=outlook.people is not None))


def say_goals_with_odds(outlook: Outlook, words: Words, odds: Forecast, confidence: float) -> None:
    """Print each goal with its date, the date that is sure with this confidence, its deadline and the odds of it."""
    goals = outlook.goals()
    if goals:
        say_table(_odds_table(goals, words, odds, confidence, people=outlook.people is not None))


def _odds_table(
    goals: Sequence[GoalDate], words: Words, odds: Forecast, confidence: float, *, people: bool
) -> Table:
    from fairlead.draw.shares import percent
    from fairlead.draw.tables import Column, Table, Toned

    def sure_of(goal: GoalDate) -> str:
        if goal.met or goal.id not in odds.ends:
            return ""
        date = odds.end_at(goal.id, confidence)
        return "never" if date is None else words.date(date)

    def chance_of(goal: GoalDate) -> Cell:
        chance = None if goal.met else odds.chance_of(goal.id) if goal.id in odds.ends else None
        if chance is None:
            return ""
        return Toned(percent(chance), "good" if chance >= confidence else "critical")

    brief = narrow()  # there the colour of the date says what the verdict does
    columns = (
        Column("Goal"),
        Column("With people" if people else "By logic", wrap=False),
        Column(f"{percent(confidence)} sure", wrap=False),
        Column("Deadline", wrap=False),
        Column("", wrap=False),
        Column("Odds", "right", wrap=False),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            goal.name,
            Toned(words.date(goal.finish) if goal.finish else "no date", _TONES[goal.kept] if brief else ""),
            sure_of(goal),
            words.finished(goal.deadline) if goal.deadline else "none",
            Toned(verdict(goal, words), _TONES[goal.kept]),
            chance_of(goal),
        )
        for goal in goals
    )
    shown = (
        (0, 4, 5) if brief and width() < VERY_NARROW else (0, 1, 2, 3, 5) if brief else range(len(columns))
    )
    return Table(tuple(columns[k] for k in shown), tuple(tuple(row[k] for k in shown) for row in rows))


def _goals_table(goals: Sequence[GoalDate], words: Words, *, people: bool) -> Table:
    from fairlead.draw.tables import Column, Table, Toned

    very_narrow = narrow() and width() < VERY_NARROW
    logic = not people or any(goal.finish != goal.logic_finish for goal in goals)
    columns = (
        Column("Goal"),
        *([Column("With people", wrap=False)] if people else []),
        *([Column("By logic", wrap=False)] if logic else []),
        Column("Deadline", wrap=False),
        Column("", wrap=False),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            goal.name,
            *([words.reached(goal.finish) if goal.finish else "no date"] if people else []),
            *([words.reached(goal.logic_finish) if goal.logic_finish else "no date"] if logic else []),
            words.finished(goal.deadline) if goal.deadline else "none",
            Toned(verdict(goal, words), _TONES[goal.kept]),
        )
        for goal in goals
    )
    if very_narrow:
        return Table((columns[0], columns[-1]), tuple((row[0], row[-1]) for row in rows))
    return Table(columns, rows)


def verdict(goal: GoalDate, words: Words) -> str:
    """Return whether a goal's deadline is kept, and by how much."""
    if goal.met:
        return "met" if goal.kept is not False else f"met, {words.about(goal.slack or 0)} late"
    if goal.kept is None:
        return "nothing leads to it" if goal.finish is None else "no deadline"
    if goal.kept:
        return f"kept, {words.about(goal.slack)} to spare" if goal.slack else "just kept"
    return f"missed by {words.about(goal.slack or 0)}"


def say_missed(outlook: Outlook, words: Words) -> None:
    """Print the tasks that finish after deadlines of their own."""
    missed = outlook.missed()
    if missed:
        say_heading("Deadlines of tasks missed")
    for dates, deadline, late in missed:
        text = f"{dates.name} ({dates.id}): {words.reached(dates.finish)}, due {words.finished(deadline)}, "
        say(f"  {text}{toned(f'{words.about(late)} late', 'bad')}")


def say_path(path: Sequence[TaskDates]) -> None:
    """Print a path as names with arrows; the steps below one summary in a row are said together."""
    names = (name.replace(" ", _UNBROKEN) for name in _steps(path))
    for number, line in enumerate(wrapped(f" {_ARROW} ".join(names), first=2, indent=2)):
        say((line if number else f"  {line}").replace(_UNBROKEN, " "))


def _steps(path: Sequence[TaskDates]) -> Iterator[str]:
    names = [each.name for each in path]
    if len(names) > _MOST_STEPS:
        half = _MOST_STEPS // 2
        names = [*names[:half], f"… {len(names) - 2 * half} more …", *names[-half:]]
    yield from (name for name, _ in groupby(names))
