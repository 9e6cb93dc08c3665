"""A schedule as a whole: what it holds, what it prints, and what must be true of every one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule.axis import EPOCH
from fairlead.schedule.schedule import Schedule, schedule
from tests.plans import a_plan
from tests.schedule.asking import finish, scheduled, start, tasks

# ---------------------------------------------------------------- what it holds


def test_a_schedule_reads_like_a_mapping_in_outline_order() -> None:
    found = scheduled("tasks: [{id: s, tasks: [{id: a, estimate: 1d}]}, {id: b, estimate: 2d}]")

    assert [each.id for each in found] == ["s", "a", "b"]
    assert len(found) == 3
    assert found["b"].finish == found.finish == datetime(2027, 1, 5, 17)
    assert found.start == datetime(2027, 1, 4, 8)
    with pytest.raises(KeyError):
        found["nobody"]


def test_floats_are_working_minutes() -> None:
    found = tasks("id: a, estimate: 1d", "id: b, estimate: 1d, after: [a]", "id: c, estimate: 5d")

    assert found["a"].total_float == 3 * 480
    assert found["a"].free_float == 0
    assert found["b"].free_float == 3 * 480
    assert found["c"].critical
    assert not found["a"].critical
    assert f"{found['a'].late_start:%d %H:%M}" == "07 08:00"


def test_json_says_moments_as_iso_text_and_floats_in_minutes() -> None:
    said = tasks("id: a, name: Dig, estimate: 1d", "id: b, estimate: 2d, inactive: yes").to_json()

    assert said["plan"] == "Test"
    assert said["basis"] == "logic"
    assert said["finish"] == "2027-01-04T17:00:00"
    first, second = said["tasks"]
    assert first["name"] == "Dig"
    assert first["early_start"] == "2027-01-04T08:00:00"
    assert first["total_float_minutes"] == 0
    assert first["critical"] is True
    assert second["start"] is second["total_float_minutes"] is None


def test_a_summarys_float_is_that_of_its_most_urgent_task() -> None:
    found = scheduled("""
        tasks:
          - {id: s, tasks: [{id: a, estimate: 1d}, {id: b, estimate: 3d}]}
          - {id: long, estimate: 5d}
    """)

    assert found["s"].total_float == 960
    assert not found["s"].critical


def test_the_same_plan_gives_the_same_schedule() -> None:
    text = "tasks: [{id: a, estimate: 3d}, {id: b, estimate: 1d, after: [a SS +50%]}]"

    assert scheduled(text).to_json() == scheduled(text).to_json()


def test_scheduling_an_unfolded_plan_changes_nothing() -> None:
    found = scheduled("""
        templates: [{id: t, in_order: yes, tasks: [{id: x, estimate: 1d}, {id: y, estimate: 2d}]}]
        tasks: [{id: one, use: t}, {id: b, estimate: 1d, after: [one.x]}]
    """)

    assert start(found, "b") == start(found, "one.y") == "01-05 08:00"
    assert finish(found, "one") == "01-06 17:00"


# ---------------------------------------------------------------- what is true of every schedule

_DAYS = 200
_WORKED = [
    day * 1440 + minute
    for day in range((datetime(2027, 1, 4) - EPOCH).days, (datetime(2027, 1, 4) - EPOCH).days + _DAYS)
    if (EPOCH + timedelta(days=day)).weekday() < 5
    for minute in (*range(480, 720), *range(780, 1020))
]
"""Every working minute of the plan's calendar, one by one."""


@dataclass
class Piece:
    """A task of a random plan; links go from earlier to later tasks, so that there is no circle."""

    id: str
    minutes: int
    group: str
    links: list[tuple[str, str, int]] = field(default_factory=list)
    start_from: int | None = None

    def line(self, held: str = "") -> str:
        after = ", ".join(f"{id} {kind} {lag:+d}m" for id, kind, lag in self.links)
        dates = held or (
            f", start: from {_text(_WORKED[self.start_from])}" if self.start_from is not None else ""
        )
        return f"{{id: {self.id}, estimate: {self.minutes}m, after: [{after}]{dates}}}"


def _text(minute: int) -> str:
    return f"{EPOCH + timedelta(minutes=minute):%Y-%m-%d %H:%M}"


@st.composite
def pieces(
    draw: st.DrawFn, kinds: tuple[str, ...] = ("FS", "SS", "FF", "SF"), dates: bool = True
) -> list[Piece]:
    """Up to seven tasks in up to three nested summaries."""
    found: list[Piece] = []
    for number in range(draw(st.integers(1, 7))):
        piece = Piece(f"t{number}", draw(st.integers(1, 1500)), draw(st.sampled_from(["", "p", "q"])))
        for before in found:
            if draw(st.booleans()):
                piece.links.append((before.id, draw(st.sampled_from(kinds)), draw(st.integers(-300, 600))))
        if dates and draw(st.integers(0, 3)) == 0:
            piece.start_from = draw(st.integers(0, 3000))
        found.append(piece)
    return found


def _plan(found: list[Piece], held: dict[str, str] | None = None) -> str:
    """The plan's text: tasks at the top, in `p`, and in `q`, which stands inside `p`."""
    lines = {
        group: [each.line((held or {}).get(each.id, "")) for each in found if each.group == group]
        for group in "pq"
    }
    top = [each.line((held or {}).get(each.id, "")) for each in found if not each.group]
    inner = [f"{{id: q, tasks: [{', '.join(lines['q'])}]}}"] if lines["q"] else []
    outer = [*lines["p"], *inner]
    nested = [f"{{id: p, tasks: [{', '.join(outer)}]}}"] if outer else []
    return "name: Random\ntasks:\n" + "".join(f"  - {line}\n" for line in [*top, *nested])


def _scheduled(found: list[Piece], held: dict[str, str] | None = None) -> Schedule:
    return schedule(a_plan(_plan(found, held)))


def _minute(moment: datetime | None) -> int:
    assert moment is not None
    return int((moment - EPOCH).total_seconds() // 60)


def _worked_before(minute: int) -> int:
    return bisect_left(_WORKED, minute)


@settings(max_examples=60)
@given(pieces())
def test_a_forward_pass_minute_by_minute_gives_the_same_dates(found: list[Piece]) -> None:
    answer = _scheduled(found)
    done: dict[str, tuple[int, int]] = {}  # working minutes of the calendar before start and finish
    for piece in found:
        begin = piece.start_from or 0
        for id, kind, lag in piece.links:
            first, last = done[id]
            bound = (last if kind in ("FS", "FF") else first) + lag
            begin = max(begin, bound if kind in ("FS", "SS") else bound - piece.minutes)
        done[piece.id] = begin, begin + piece.minutes
    for piece in found:
        begin, end = done[piece.id]
        assert _minute(answer[piece.id].start) == _WORKED[begin]
        assert _minute(answer[piece.id].finish) == _WORKED[end - 1] + 1


@settings(max_examples=60)
@given(pieces())
def test_links_and_dates_are_kept_and_work_lies_in_working_time(found: list[Piece]) -> None:
    answer = _scheduled(found)
    worked = set(_WORKED)
    for piece in found:
        begin, end = _minute(answer[piece.id].start), _minute(answer[piece.id].finish)
        assert begin in worked
        assert end - 1 in worked
        assert _worked_before(end) - _worked_before(begin) == piece.minutes
        assert piece.start_from is None or begin >= _WORKED[piece.start_from]
        for id, kind, lag in piece.links:
            source = answer[id].finish if kind in ("FS", "FF") else answer[id].start
            target = begin if kind in ("FS", "SS") else end
            assert _worked_before(target) - _worked_before(_minute(source)) >= lag


@settings(max_examples=40)
@given(pieces(dates=False), st.data())
def test_total_float_is_how_far_a_task_can_slip_without_moving_the_finish(
    found: list[Piece], data: st.DataObject
) -> None:
    answer = _scheduled(found)
    piece = data.draw(st.sampled_from(found))
    slack = answer[piece.id].total_float
    assert slack is not None
    assert slack >= 0
    begin = _worked_before(_minute(answer[piece.id].start))

    def slipped(minutes: int) -> datetime:
        return _scheduled(found, {piece.id: f", start: from {_text(_WORKED[begin + minutes])}"}).finish

    assert slipped(slack) == answer.finish
    assert slipped(slack + 1) > answer.finish


@settings(max_examples=40)
@given(pieces(dates=False), st.data())
def test_free_float_is_how_far_a_task_can_slip_without_moving_another(
    found: list[Piece], data: st.DataObject
) -> None:
    answer = _scheduled(found)
    piece = data.draw(st.sampled_from(found))
    slack = answer[piece.id].free_float
    assert slack is not None
    begin = _worked_before(_minute(answer[piece.id].start))
    later = _scheduled(found, {piece.id: f", start: from {_text(_WORKED[begin + slack])}"})

    assert all(later[each.id].start == answer[each.id].start for each in found if each is not piece)
    assert slack >= 0


@settings(max_examples=40)
@given(pieces())
def test_some_unfinished_task_is_critical_and_summaries_reach_round_their_tasks(found: list[Piece]) -> None:
    answer = _scheduled(found)

    assert answer.critical_path()
    for group in {each.group for each in found} - {""}:
        inside = [answer[each.id] for each in found if each.group in (("p", "q") if group == "p" else ("q",))]
        assert answer[group].start == min(each.start for each in inside if each.start)
        assert answer[group].finish == max(each.finish for each in inside if each.finish)
