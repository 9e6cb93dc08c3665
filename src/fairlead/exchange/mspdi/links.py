"""Links: predecessors with type and lag, those that lead into other projects too."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from fairlead.exchange.mspdi.collecting import Collected
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.scalars import ELAPSED_FORMATS, PERCENT_FORMATS, truth
from fairlead.exchange.scalars import decimal, duration, line, whole_number
from fairlead.plan.values import Lag, Link
from fairlead.plan.values.ids import slug
from fairlead.plan.values.links import LagUnit, LinkType

_TYPES: dict[int, LinkType] = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
_NO_LINK = -65535


def links_of(collected: Collected, record: Record) -> tuple[Link, ...]:
    """Return the links of a task, in the file's order; what they lead to must have its id already."""
    found: dict[Link, None] = {}
    for said in record.all("PredecessorLink"):
        link = _link(collected, said)
        if link is not None:
            found.setdefault(link)
    return tuple(found)


def _link(collected: Collected, said: Record) -> Link | None:
    uid = whole_number(said.get("PredecessorUID"))
    if uid is None or uid == _NO_LINK:
        return None
    predecessor = collected.task_ids.get(uid)
    if predecessor is None and truth(said.get("CrossProject")):
        predecessor = _elsewhere(said, uid)
    if predecessor is None:
        collected.lose("links to tasks that are not in the file")
        return None
    kind = whole_number(said.get("Type"))
    return Link(predecessor, _TYPES.get(1 if kind is None else kind, "FS"), lag_of(collected, said))


def lag_of(collected: Collected, said: Record) -> Lag | None:
    """Return the lag of a link, None for none; it is stored in tenths of a minute, or in percent."""
    amount = collected.read(said, "LinkLag", decimal)
    if not amount or abs(amount) > 10**12:
        return None
    unit = whole_number(said.get("LagFormat")) or 7
    if unit in PERCENT_FORMATS:
        return Lag(
            amount.normalize() if amount % 1 else Decimal(int(amount)),
            "e%" if unit in ELAPSED_FORMATS else "%",
        )
    length = duration(amount / 10, elapsed=unit in ELAPSED_FORMATS)
    return Lag(length.amount, cast(LagUnit, length.unit))


def _elsewhere(said: Record, uid: int) -> str:
    """Return the reference to a task of another project: its file's name and the task's number there."""
    path = line(said.get("CrossProjectName")) or ""
    project, _, number = path.replace("/", "\\").rpartition("\\")
    if not number.isdigit():
        project, number = path, str(abs(uid))
    name = project.rpartition("\\")[2].rpartition(".")[0] or project.rpartition("\\")[2]
    return f"{slug(name, fallback='project')}:task-{number[:12]}"
