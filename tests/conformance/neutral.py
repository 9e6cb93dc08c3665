"""Networks from the neutral JSON of plans that Microsoft Project and Primavera P6 computed, and what they stored."""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path.tables import CalendarArrays
from fairlead.schedule.network import Draft, Part
from fairlead.schedule.options import PRESETS, Options

TRUTH = Path(__file__).parents[3] / "shared" / "data" / "cpm_truth"
EPOCH = datetime(1970, 1, 1)
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Spans = list[tuple[int, int]]


def minutes_of(text: str) -> int:
    """Return a moment as axis minutes, rounded."""
    return round((datetime.fromisoformat(text) - EPOCH).total_seconds() / 60)


def moment_of(minutes: int) -> str:
    return (EPOCH + timedelta(minutes=int(minutes))).isoformat()


class Calendars:
    """The calendars of a file, compiled for a window; an intersection of two is made when asked for."""

    def __init__(self, truth: dict[str, Any], begin: date, end: date) -> None:
        self.by_uid = {c["uid"]: c for c in truth.get("calendars", [])}
        self.begin, self.end = begin, end
        self.numbers: dict[Any, int] = {}
        self.spans: list[Spans] = []

    def _add(self, key: Any, spans: Spans) -> int:
        self.numbers[key] = len(self.spans)
        self.spans.append(spans)
        return self.numbers[key]

    def number(self, uid: Any) -> int:
        key = uid if uid in self.by_uid else None
        return self.numbers[key] if key in self.numbers else self._add(key, self._compiled(key))

    def both(self, a: int, b: int) -> int:
        """Return the calendar that works when both do."""
        if a == b:
            return a
        key = ("both", min(a, b), max(a, b))
        return (
            self.numbers[key] if key in self.numbers else self._add(key, common(self.spans[a], self.spans[b]))
        )

    def arrays(self) -> CalendarArrays:
        first = np.cumsum([0] + [len(s) for s in self.spans])
        flat = np.array([span for spans in self.spans for span in spans], np.int64).reshape(-1, 2)
        cum = [np.concatenate([[0], np.cumsum([b - a for a, b in s])[:-1]]) if s else [] for s in self.spans]
        return CalendarArrays(
            np.ascontiguousarray(flat[:, 0]),
            np.ascontiguousarray(flat[:, 1]),
            np.concatenate(cum).astype(np.int64),
            first.astype(np.int64),
        )

    def _compiled(self, uid: Any) -> Spans:
        spans: Spans = []
        day = self.begin
        while day <= self.end:
            base = minutes_of(datetime.combine(day, time()).isoformat())
            for a, b in sorted(self._hours(uid, day)):
                if spans and spans[-1][1] >= base + a:
                    spans[-1] = (spans[-1][0], max(spans[-1][1], base + b))
                elif b > a:
                    spans.append((base + a, base + b))
            day += timedelta(days=1)
        return spans

    def _hours(self, uid: Any, day: date) -> Spans:
        calendar = self.by_uid.get(uid)
        if calendar is None:
            return [(480, 720), (780, 1020)] if day.weekday() < 5 else []
        text = day.isoformat()
        for e in calendar.get("exceptions", []):
            if e["from"][:10] <= text <= e["to"][:10]:
                return [(clock(a), clock(b)) for a, b in e.get("hours", [])]
        week = calendar.get("week", {})
        for w in calendar.get("work_weeks", []):
            if w.get("from") and w["from"][:10] <= text <= w["to"][:10]:
                week = w["week"]
        hours = week.get(DAYS[day.weekday()], [])
        if hours == "inherit":
            return self._hours(calendar.get("parent_uid"), day)
        return [(clock(a), clock(b)) for a, b in hours]


def clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def common(a: Spans, b: Spans) -> Spans:
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            found.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return found


def files() -> list[Path]:
    return sorted((TRUTH / "files").glob("*.json"))


class Neutral:
    """One file: its network's draft, and the answer of a calculation in the shape of `schedule --json`."""

    def __init__(self, path: Path) -> None:
        self.truth = json.loads(path.read_text())
        self.project = self.truth["project"]
        self.p6 = self.project.get("application") == "Primavera"
        self.options = p6_options(self.project) if self.p6 else msproject_options(self.project)
        self.calendars = self._calendars()
        self.resources = {r["uid"]: r for r in self.truth.get("resources", [])}
        self.assignments: dict[int, list[dict[str, Any]]] = {}
        for a in self.truth.get("assignments", []):
            self.assignments.setdefault(a["task_uid"], []).append(a)
        self.row: dict[int, int] = {}
        self.draft = self._draft()

    def same_instant(self, task: dict[str, Any], a: int, b: int) -> bool:
        """Return whether no more than a minute of the task's working time lies between two moments."""
        calendar = self.calendars.number(
            task.get("effective_calendar_uid", self.project.get("default_calendar_uid"))
        )
        a, b = min(a, b), max(a, b)
        if b - a > 40 * 1440:
            return False
        spans = self.calendars.spans[calendar]
        first = bisect.bisect_right(spans, (a, 0)) - 1
        worked = [min(b, end) - max(a, start) for start, end in spans[max(first, 0) : first + 200]]
        return max(worked, default=0) <= 1

    def _calendars(self) -> Calendars:
        found = [d for d in _dates(self.truth["tasks"]) if 1980 < d.year < 2100]
        found += [d for d in _dates(self.project) if 1980 < d.year < 2100]
        year = timedelta(days=366)
        return Calendars(self.truth, (min(found) - year).date(), (max(found) + 3 * year).date())

    def _draft(self) -> Draft:
        project = self.project
        begin = project.get("planned_start") if self.p6 else None
        start = minutes_of(begin or project["start"])
        status = project.get("status_date")
        extra = {}
        if self.p6 and project.get("must_finish_by"):
            extra["finish_by"] = minutes_of(project["must_finish_by"])
        draft = Draft(
            calendars=None,  # type: ignore[arg-type] # filled in below, when every task has asked for its own
            options=self.options,
            plan_start=start,
            default_calendar=self.calendars.number(project.get("default_calendar_uid")),
            **extra,
        )
        if status:
            draft.status_date = minutes_of(status)
        by_uid = {t["uid"]: t for t in self.truth["tasks"]}
        for t in self.truth["tasks"]:
            if t.get("active") is not False and t["uid"] != 0:
                self._task(draft, t, by_uid)
        for link in self.truth.get("links", []):
            self._link(draft, link)
        draft.calendars = self.calendars.arrays()
        return draft

    def _task(self, draft: Draft, t: dict[str, Any], by_uid: dict[int, Any]) -> None:
        parent = self.row.get(t.get("parent_uid"), -1)
        calendar = self.calendars.number(
            t.get("effective_calendar_uid", self.project.get("default_calendar_uid"))
        )
        if t.get("summary"):
            rare = {} if self.p6 else constraint_of(t, self.options)
            self.row[t["uid"]] = draft.summary(calendar, parent, **rare)
            return
        minutes = round(t.get("duration_minutes") or 0)
        rare = (
            {}
            if not self.p6 and t.get("actual_start") and t.get("actual_finish")
            else constraint_of(t, self.options)
        )
        rare |= self._progress(t)
        shape = None
        if t.get("activity_type") == "start_milestone":
            shape = codes.START_MILESTONE
        elif t.get("activity_type") == "finish_milestone":
            shape = codes.FINISH_MILESTONE
        elif self.p6 and not minutes:
            shape = codes.WORK
        if "elapsed" in ((t.get("duration") or {}).get("units") or ""):
            calendar = CLOCK
        parts = self._parts(t, calendar, minutes, shape)
        if parts and len({part.calendar for part in parts}) == 1:
            calendar = parts[0].calendar
        self.row[t["uid"]] = draft.task(minutes, calendar, parent, shape, parts, **rare)

    def _parts(
        self, t: dict[str, Any], calendar: int, minutes: int, shape: int | None
    ) -> Sequence[Part] | None:
        remaining = round(t.get("remaining_duration_minutes") or 0)
        if self.p6:
            if shape in (codes.START_MILESTONE, codes.FINISH_MILESTONE):
                return None
            full = minutes if t.get("actual_start") else remaining
            return [Part(calendar, full, remaining)]
        if not minutes:
            return None
        if calendar == CLOCK or t.get("task_type") == "fixed_duration":
            return [Part(calendar, minutes, remaining)]
        parts = list(self._assigned(t))
        return parts or [Part(calendar, minutes, remaining)]

    def _assigned(self, t: dict[str, Any]) -> Iterator[Part]:
        for a in self.assignments.get(t["uid"], []):
            resource = self.resources.get(a.get("resource_uid"))
            if resource is None or resource.get("type") != "work" or not a.get("units_percent"):
                continue
            hours = (a.get("work") or {}).get("value") or 0
            left = (a.get("remaining_work") or {}).get("value") or 0
            share = a["units_percent"] / 100
            calendar = self.calendars.number(
                resource.get("calendar_uid", self.project.get("default_calendar_uid"))
            )
            if t.get("calendar_uid") is not None:
                own = self.calendars.number(t["calendar_uid"])
                calendar = own if t.get("ignore_resource_calendar") else self.calendars.both(own, calendar)
            delay = round(((a.get("delay") or {}).get("value") or 0) * 60)
            full = round(hours * 60 / share)
            yield Part(calendar, delay + full, round(left * 60 / share), delay)

    def _progress(self, t: dict[str, Any]) -> dict[str, int]:
        expected = t.get("expected", {})
        if not self.p6 and (t.get("mode") == "manual" or t.get("external")):
            start = expected.get("start") or expected.get("early_start")
            finish = expected.get("finish") or expected.get("early_finish")
            if start and finish:
                return {
                    "state": codes.FIXED,
                    "actual_start": minutes_of(start),
                    "actual_finish": minutes_of(finish),
                }
        found = {}
        for name in ("actual_start", "actual_finish", "deadline", "expected_finish"):
            if t.get(name):
                found[name] = minutes_of(t[name])
        if "actual_finish" in found:
            found["state"] = codes.FINISHED
            found.setdefault("actual_start", found["actual_finish"])
        elif "actual_start" in found:
            found["state"] = codes.STARTED
            if t.get("resume"):
                found["resume"] = minutes_of(t["resume"])
            worked = (t.get("actual_duration") or {}).get("value") or 0
            unit = {"hours": 60, "days": self.project.get("minutes_per_day", 480), "minutes": 1}
            found["actual_minutes"] = round(
                worked * unit.get((t.get("actual_duration") or {}).get("units", "hours"), 60)
            )
        if t.get("constraint_type") == "as_late_as_possible" and "actual_finish" not in found:
            found["late_as_possible"] = 1
        return found

    def _link(self, draft: Draft, link: dict[str, Any]) -> None:
        if link["pred_uid"] not in self.row or link["succ_uid"] not in self.row:
            return
        lag, kind = self._lag(link.get("lag") or {})
        draft.link(
            self.row[link["pred_uid"]],
            self.row[link["succ_uid"]],
            ["FS", "SS", "FF", "SF"].index(link["type"]),
            lag,
            kind,
        )

    def _lag(self, lag: dict[str, Any]) -> tuple[int, int]:
        value, units = lag.get("value") or 0, lag.get("units") or "days"
        if units in ("percent", "elapsed_percent"):
            return round(value * 1000), codes.LAG_PERCENT if units == "percent" else codes.LAG_ELAPSED_PERCENT
        if units.startswith("elapsed_"):
            scale = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080, "months": 43200}
            return round(value * scale[units[8:]]), codes.LAG_ELAPSED
        day, week = self.project.get("minutes_per_day", 480), self.project.get("minutes_per_week", 2400)
        month = day * self.project.get("days_per_month", 20)
        return round(
            value * {"minutes": 1, "hours": 60, "days": day, "weeks": week, "months": month}[units]
        ), 0


def msproject_options(project: dict[str, Any]) -> Options:
    limit = project.get("critical_slack_limit") or {}
    scale = {"days": project.get("minutes_per_day", 480), "hours": 60, "minutes": 1}
    return replace(
        PRESETS["msproject"],
        honour_constraints=project.get("honor_constraints", True),
        critical_minutes=round((limit.get("value") or 0) * scale.get(limit.get("units", "days"), 480)),
        open_ends_critical=bool(project.get("multiple_critical_paths")),
        begun_open_ends_critical=project.get("mpp_file_type") == 8,
        split_in_progress=bool(project.get("split_in_progress_tasks")),
    )


def p6_options(project: dict[str, Any]) -> Options:
    p6 = project.get("p6", {})
    limit = project.get("critical_slack_limit") or {}
    lag = {
        "predecessor": "predecessor",
        "successor": "successor",
        "twenty_four_hour": "24h",
        "project_default": "project",
    }
    return replace(
        PRESETS["p6"],
        lag_calendar=lag[p6.get("relationship_lag_calendar") or "predecessor"],
        progress=(p6.get("progressed_activities") or "retained_logic").replace("_", " "),
        float_rule={"finish_slack": "finish", "start_slack": "start"}.get(
            p6.get("total_slack_calculation", ""), "smallest"
        ),
        critical_rule="longest path" if p6.get("critical_activity_type") == "longest_path" else "total float",
        critical_minutes=round((limit.get("value") or 0) * 60),
        open_ends_critical=bool(p6.get("open_ends_critical")),
        use_expected_finish=bool(p6.get("use_expected_finish")),
    )


def constraint_of(t: dict[str, Any], options: Options) -> dict[str, int]:
    kinds = {
        "start_no_earlier_than": codes.START_FROM,
        "finish_no_earlier_than": codes.FINISH_FROM,
        "start_no_later_than": codes.START_BY,
        "finish_no_later_than": codes.FINISH_BY,
        "start_on": codes.START_ON,
        "finish_on": codes.FINISH_ON,
        "must_start_on": codes.MANDATORY_START,
        "must_finish_on": codes.MANDATORY_FINISH,
    }
    found = {}
    for name, prefix in (("constraint", "constraint"), ("constraint_2", "secondary_constraint")):
        kind, when = t.get(f"{prefix}_type"), t.get(f"{prefix}_date")
        if kind in kinds and when:
            found[name], found[f"{name}_date"] = kinds[kind], minutes_of(when)
    return found


def _dates(value: Any) -> Iterator[datetime]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _dates(item)
    elif isinstance(value, list):
        for item in value:
            yield from _dates(item)
    elif isinstance(value, str) and len(value) == 19 and value[4:5] == "-" and value[10] == "T":
        yield datetime.fromisoformat(value)
