"""Variants of a plan side by side: dates, odds and money of each, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING

from fairlead.cli.forecasting import money
from fairlead.cli.screen import counted, say, say_table, width
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent

if TYPE_CHECKING:
    from datetime import datetime

    from fairlead.draw.tables import Cell, Table, Tone
    from fairlead.risk.scoring import Score

_NARROWEST = 24
_BETWEEN = 3
_LONG = 12
_NEVER = "never"
_GIVEN_UP = "given up"
_NO_DEADLINE = "no deadline"


def say_scores(
    named: Sequence[tuple[str, Score]], words: Words, *, starts: Sequence[datetime] | None = None
) -> None:
    """Print the figures of every variant, a column each; with two of them also what the second changes.

    When work begins is told by `starts`, where that isn't the same day for all. Names that are too long for the
    terminal stand above the table, and variants that are too many for it in tables below one another.
    """
    compared = len(named) == 2
    table = _table(named, words, starts or (), compared=compared)
    if _width(table) > width() and any(len(name) > _LONG for name, _ in named):
        named = _lettered(named)
        table = _table(named, words, starts or (), compared=compared)
    if compared or _width(table) <= width():
        say_table(table)
        return
    for group in _groups(named, words):
        say_table(_table(group, words, (), compared=False))


def _lettered(named: Sequence[tuple[str, Score]]) -> list[tuple[str, Score]]:
    """Print the names behind letters, and return the variants under those."""
    letters = [ascii_uppercase[number % 26] for number in range(len(named))]
    say()
    for letter, (name, _) in zip(letters, named, strict=True):
        say(f"{letter}: {name}")
    return [(letter, score) for letter, (_, score) in zip(letters, named, strict=True)]


def _groups(named: Sequence[tuple[str, Score]], words: Words) -> Iterator[Sequence[tuple[str, Score]]]:
    """Yield as many variants as fit beside one another, and one at least."""
    while named:
        many = len(named)
        while many > 1 and _width(_table(named[:many], words, (), compared=False)) > width():
            many -= 1
        yield named[:many]
        named = named[many:]


def _width(table: Table) -> int:
    """Return how wide a table is with its first column as narrow as can be read."""
    from fairlead.draw.text import cells

    columns = list(zip(*([column.title for column in table.columns], *table.rows), strict=True))[1:]
    widest = [max(cells(str(getattr(cell, "value", cell) or "")) for cell in column) for column in columns]
    return _NARROWEST + sum(each + _BETWEEN for each in widest)


def _table(
    named: Sequence[tuple[str, Score]], words: Words, starts: Sequence[datetime], *, compared: bool
) -> Table:
    from fairlead.draw.tables import Column, Table

    scores = [score for _, score in named]
    rows: list[tuple[Cell, ...]] = []

    def row(title: str, cell: Callable[[Score], str], change: Callable[[Score, Score], Cell]) -> None:
        cells = [cell(score) for score in scores]
        if any(cells):
            more = [change(*scores)] if compared else []
            rows.append((title, *cells, *more))

    def date(title: str, of: Callable[[Score], int | None]) -> None:
        row(title, lambda score: _date(score, of(score), words), lambda a, b: _later(a, b, of, words))

    def chance(title: str, of: Callable[[Score], float | None]) -> None:
        row(
            title,
            lambda score: "" if (p := of(score)) is None else percent(p),
            lambda a, b: _points(of(a), of(b)),
        )

    def amount(title: str, of: Callable[[Score], float]) -> None:
        if any(of(score) for score in scores):
            row(title, lambda score: money(of(score), score.plan), lambda a, b: _dearer(of(a), of(b), b))

    def goal(id: str, name: str) -> None:
        def p80(score: Score) -> int | None:
            return score.goals_p80.get(id)

        def in_time(score: Score) -> float | None:
            return score.goals.get(id)

        row(
            f"{name} at P80",
            lambda score: _date(score, p80(score), words) or _GIVEN_UP,
            lambda a, b: _later(a, b, p80, words),
        )
        if any(in_time(score) is not None for score in scores):
            row(
                f"{name} in time",
                lambda score: _in_time(score, id),
                lambda a, b: _points(in_time(a), in_time(b)),
            )

    if len({start.date() for start in starts}) > 1:
        # An earlier start is neither good nor bad news in itself.
        days = [_days(*starts)] if compared else []
        rows.append(("Start as planned", *map(words.date, starts), *days))
    date("Finish as planned", lambda score: score.planned_finish)
    date("Finish at P50", lambda score: score.finish_p50)
    date("Finish at P80", lambda score: score.finish_p80)
    amount("Cost as planned", lambda score: score.planned_cost)
    amount("Cost at P50", lambda score: score.cost_p50)
    amount("Cost at P80", lambda score: score.cost_p80)

    for id, name in _goals(scores).items():
        goal(id, name)
    chance("Within the budget", lambda score: score.chance_of_budget)
    chance("All of it together", lambda score: score.chance_of_all)
    titles = ("", *(name for name, _ in named), *(["Change"] if compared else []))
    columns = tuple(Column(title, "right" if k else "left", wrap=k == 0) for k, title in enumerate(titles))
    return Table(columns, tuple(rows))


def _goals(scores: Sequence[Score]) -> dict[str, str]:
    return {
        id: goal.title for score in scores for id, goal in score.plan.goals.items() if id in score.goals_p80
    }


def _in_time(score: Score, id: str) -> str:
    chance = score.goals.get(id)
    if chance is not None:
        return percent(chance)
    return _NO_DEADLINE if id in score.goals_p80 else ""


def _date(score: Score, minute: int | None, words: Words) -> str:
    if minute is None:
        return ""
    moment = score.local(minute)
    return _NEVER if moment is None else words.date(moment)


def _later(a: Score, b: Score, of: Callable[[Score], int | None], words: Words) -> Cell:
    if of(a) is None or of(b) is None:
        return None
    before, after = (each.local(m) for each in (a, b) if (m := of(each)) is not None)
    if before is None or after is None:
        return (
            None
            if before is after
            else _toned("no longer" if after is None else "now it is", good=before is None)
        )
    days = _days(before, after)
    return _toned(days, good=after < before) if days else None


def _days(before: datetime, after: datetime) -> str:
    days = (after.date() - before.date()).days
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{count} {'later' if days > 0 else 'earlier'}" if days else ""


def _points(before: float | None, after: float | None) -> Cell:
    if before is None or after is None or round(100 * before) == round(100 * after):
        return None
    points = round(100 * after) - round(100 * before)
    return _toned(f"{'+' if points > 0 else '−'}{counted(abs(points), 'point')}", good=points > 0)


def _dearer(before: float, after: float, score: Score) -> Cell:
    more = after - before
    if abs(more) < 0.5:
        return None
    return _toned(f"{'+' if more > 0 else '−'}{money(abs(more), score.plan)}", good=more < 0)


def _toned(text: str, *, good: bool) -> Cell:
    from fairlead.draw.tables import Toned

    tone: Tone = "good" if good else "critical"
    return Toned(text, tone)
