"""Variants of a plan side by side: dates, odds and money of each, in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fairlead.cli.forecasting import money
from fairlead.cli.screen import say_table
from fairlead.cli.simulate import percent
from fairlead.cli.wording import Words

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell, Table, Tone
    from fairlead.risk.scoring import Score


def say_scores(named: Sequence[tuple[str, Score]], words: Words) -> None:
    """Print the figures of every variant, a column each; with two of them also what the second changes."""
    say_table(_table(named, words))


def _table(named: Sequence[tuple[str, Score]], words: Words) -> Table:
    from fairlead.draw.tables import Column, Table

    scores = [score for _, score in named]
    rows: list[tuple[Cell, ...]] = []

    def row(title: str, cell: Callable[[Score], str], change: Callable[[Score, Score], Cell]) -> None:
        cells = [cell(score) for score in scores]
        if any(cells):
            more = [change(*scores)] if len(scores) == 2 else []
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

    date("Finish as planned", lambda score: score.planned_finish)
    date("Finish at P50", lambda score: score.finish_p50)
    date("Finish at P80", lambda score: score.finish_p80)
    amount("Cost as planned", lambda score: score.planned_cost)
    amount("Cost at P50", lambda score: score.cost_p50)
    amount("Cost at P80", lambda score: score.cost_p80)
    for id, name in _goals(scores).items():
        date(f"{name} at P80", lambda score, id=id: score.goals_p80.get(id))  # type: ignore[misc]
        chance(f"{name} in time", lambda score, id=id: score.goals.get(id))  # type: ignore[misc]
    chance("Within the budget", lambda score: score.chance_of_budget)
    chance("All of it together", lambda score: score.chance_of_all)
    titles = ("", *(name for name, _ in named), *(["Change"] if len(named) == 2 else []))
    columns = tuple(Column(title, "right" if k else "left", wrap=k == 0) for k, title in enumerate(titles))
    return Table(columns, tuple(rows))


def _goals(scores: Sequence[Score]) -> dict[str, str]:
    return {
        id: goal.title for score in scores for id, goal in score.plan.goals.items() if id in score.goals_p80
    }


def _date(score: Score, minute: int | None, words: Words) -> str:
    if minute is None:
        return ""
    moment = score.local(minute)
    return "never" if moment is None else words.date(moment)


def _later(a: Score, b: Score, of: Callable[[Score], int | None], words: Words) -> Cell:
    before, after = (None if (m := of(each)) is None else each.local(m) for each in (a, b))
    if before is None or after is None:
        return None
    days = (after.date() - before.date()).days
    if not days:
        return None
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return _toned(f"{count} {'later' if days > 0 else 'earlier'}", good=days < 0)


def _points(before: float | None, after: float | None) -> Cell:
    if before is None or after is None or round(100 * before) == round(100 * after):
        return None
    points = round(100 * after) - round(100 * before)
    return _toned(f"{'+' if points > 0 else '−'}{abs(points)} points", good=points > 0)


def _dearer(before: float, after: float, score: Score) -> Cell:
    more = after - before
    if abs(more) < 0.5:
        return None
    return _toned(f"{'+' if more > 0 else '−'}{money(abs(more), score.plan)}", good=more < 0)


def _toned(text: str, *, good: bool) -> Cell:
    from fairlead.draw.tables import Toned

    tone: Tone = "good" if good else "critical"
    return Toned(text, tone)
