"""Relationships between activities; those that lead in a circle are found, and one of each circle left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from fairlead.exchange.xer.collecting import Collected
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.scalars import length, minutes
from fairlead.plan.values import Lag, Link
from fairlead.plan.values.links import LinkType

_TYPES: dict[str, LinkType] = {"PR_FS": "FS", "PR_SS": "SS", "PR_FF": "FF", "PR_SF": "SF"}
_SHOWN = 8


class _Said(NamedTuple):
    successor: str
    link: Link


def links_of(collected: Collected) -> dict[str, tuple[Link, ...]]:
    """Return the links of each task, by the ids of the plan; what they lead to must have its id already."""
    said = list(dict.fromkeys(_read(collected)))
    dropped = _closing_circles(said)
    found: dict[str, list[Link]] = defaultdict(list)
    for each in said:
        if (each.link.id, each.successor) not in dropped:
            found[each.successor].append(each.link)
    for (before, after), circle in dropped.items():
        _tell(collected, before, after, circle)
    return {id: tuple(links) for id, links in found.items()}


def _read(collected: Collected) -> Iterator[_Said]:
    for row in collected.tables.of("TASKPRED"):
        before, after = (collected.task_ids.get(row.get(name) or "") for name in ("pred_task_id", "task_id"))
        if before is None or after is None:
            collected.lose("links to activities that are not in the plan")
            continue
        kind = row.get("pred_type")
        if kind not in _TYPES:
            collected.lose("links of an unknown type (taken for finish to start)")
        yield _Said(after, Link(before, _TYPES.get(kind or "", "FS"), _lag(collected, row)))


def _lag(collected: Collected, row: Row) -> Lag | None:
    lag = collected.read(row, "lag_hr_cnt", minutes)
    if not lag:
        return None
    said = length(lag)
    return Lag(Decimal(said.amount), "h" if said.unit == "h" else "m")


def _closing_circles(said: Sequence[_Said]) -> dict[tuple[str, str], list[str]]:
    """Return the pairs whose links close a circle, as the file's order leads into it, each with its circle."""
    after: dict[str, list[str]] = defaultdict(list)
    for each in said:
        after[each.link.id].append(each.successor)
    found: dict[tuple[str, str], list[str]] = {}
    done: set[str] = set()
    for root in list(after):
        if root not in done:
            _walk(root, after, done, found)
    return found


def _walk(
    root: str, after: Mapping[str, list[str]], done: set[str], found: dict[tuple[str, str], list[str]]
) -> None:
    """Follow the links from an activity, depth first, and note those that lead back onto the way there."""
    way = {root: None}
    ahead = [iter(after.get(root, ()))]
    while ahead:
        here = next(reversed(way))
        successor = next(ahead[-1], None)
        if successor is None:
            done.add(here)
            del way[here]
            ahead.pop()
        elif successor in way:
            names = list(way)
            found.setdefault((here, successor), names[names.index(successor) :])
        elif successor not in done:
            way[successor] = None
            ahead.append(iter(after.get(successor, ())))


def _tell(collected: Collected, before: str, after: str, circle: Sequence[str]) -> None:
    shown = [*circle[:_SHOWN], *(["..."] if len(circle) > _SHOWN else []), circle[0]]
    path = " -> ".join(each for each, following in pairwise([*shown, ""]) if each != following)
    if len(circle) == 1:
        path = f"{before} -> {before}"
    message = f"waits for itself ({path}); its link to `{before}` is left out"
    collected.warn("circle-cut", message, "Remove one of these links in Primavera P6", ("task", after))
