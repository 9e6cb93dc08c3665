"""What Primavera P6 says of a calendar's days, in a notation of nested brackets.

A node is `(0||name(key|value|...)(children))`. Below `DaysOfWeek` stand seven days, Sunday is 1, below `Exceptions`
single days by their number (`d`) since 1899-12-30; a day's children are its shifts, from `s` to `f`. No shifts: closed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead.exchange.hours import DAY, Shifts, merged
from fairlead.plan.values.hours import Shift

_TOKEN = re.compile(r"\(\s*\d{0,9}\s*\|\|\s*([^()|]{0,100})\(([^()]*)\)\s*\(|\)\s*\)")
_TIME = re.compile(r"\s*(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?\s*").fullmatch
_FIRST_DAY = dt.date(1899, 12, 30)
_DEEPEST = 32


@dataclass
class SaidDays:
    """Shifts by day of the week (Monday is 0) and by date; `odd` counts what makes no sense."""

    week: dict[int, Shifts] = field(default_factory=dict)
    dates: dict[dt.date, Shifts] = field(default_factory=dict)
    odd: int = 0


def said_days(text: str) -> SaidDays:
    """Return what a calendar's data say; whatever breaks off or makes no sense is passed over."""
    found = SaidDays()
    week: dict[int, list[Shift]] = {}
    dates: dict[dt.date, list[Shift]] = {}
    for section, day, shift in _entries(text):
        shifts = _day_of_week(week, day) if section == "DaysOfWeek" else _date(dates, day)
        if shifts is None:
            found.odd += shift is None
        elif shift is not None:
            read = _shift(shift)
            shifts += [read] if read else []
            found.odd += read is None
    found.week = {day: merged(shifts) for day, shifts in week.items()}
    found.dates = {date: merged(shifts) for date, shifts in dates.items()}
    return found


_Said = dict[str, str]


def _entries(text: str) -> Iterator[tuple[str, _Said, _Said | None]]:
    """Yield section and day for each day, and once more with the shift for each of its shifts."""
    path: list[tuple[str, _Said]] = []
    for token in _TOKEN.finditer(text):
        if token[1] is None:
            path = path[:-1]
            continue
        if len(path) < _DEEPEST:
            path.append((token[1].strip(), _said(token[2]) | {"name": token[1].strip()}))
        at = next((i for i, (name, _) in enumerate(path) if name in ("DaysOfWeek", "Exceptions")), None)
        if at is not None and len(path) == at + 2:
            yield path[at][0], path[-1][1], None
        elif at is not None and len(path) == at + 3:
            yield path[at][0], path[-2][1], path[-1][1]


def _said(text: str) -> _Said:
    parts = text.split("|")
    return dict(zip(parts[::2], parts[1::2], strict=False))


def _day_of_week(week: dict[int, list[Shift]], day: _Said) -> list[Shift] | None:
    if not (day["name"].isascii() and day["name"].isdigit() and 1 <= int(day["name"][:3]) <= 7):
        return None
    return week.setdefault((int(day["name"]) - 2) % 7, [])


def _date(dates: dict[dt.date, list[Shift]], day: _Said) -> list[Shift] | None:
    number = day.get("d", "").strip()
    if not (number.isascii() and number.isdigit() and 25_569 <= int(number[:9]) < 150_000):  # 1970 to 2310
        return None
    return dates.setdefault(_FIRST_DAY + dt.timedelta(days=int(number)), [])


def _shift(said: _Said) -> Shift | None:
    start, end = _minute(said.get("s", "")), _minute(said.get("f", ""))
    if start is None or end is None or start >= DAY:
        return None
    return start, end if end > start else end + DAY


def _minute(text: str) -> int | None:
    found = _TIME(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + 12 * (found[3].lower() == "pm")
    return 60 * hour + minute if minute < 60 and 60 * hour + minute <= DAY else None
