"""Small charts for tests whose answer can be worked out in the head."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fairlead.draw.chart import GanttChart, Row

HOSTILE = "</script><img src=x onerror=alert(1)>\"'&"


def day(number: int) -> datetime:
    return datetime(2026, 3, number)


def a_row(id: str = "a", start: datetime | None = None, finish: datetime | None = None, **more: Any) -> Row:
    values: dict[str, Any] = {"name": id, "level": 0, "kind": "task", **more}
    return Row(id=id, start=start or day(2), finish=finish or day(7), **values)


def a_chart(*rows: Row, **more: Any) -> GanttChart:
    values: dict[str, Any] = {"title": "Chart", "start": day(2), "finish": day(20), **more}
    return GanttChart(rows=rows, **values)
