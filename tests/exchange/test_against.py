"""Differences between Fairlead's dates and stored ones: what counts as equal, which rule, what is stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.exchange.against import FIELDS, RULES, Comparison, compare
from fairlead.exchange.imported import StoredDates
from fairlead.exchange.importing import import_file
from fairlead.plan.opening import open_text
from fairlead.plan.values import Moment
from fairlead.schedule.schedule import Schedule, ScheduledTask, schedule
from tests.conformance.neutral import TRUTH

DATES = FIELDS[:6]

# The 4th of January 2027 is a Monday: weld takes Mon and Tue, paint Wed, sign has all the time there is.
BRIDGE = """
name: Bridge
start: 2027-01-04
options: {preset: msproject}
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
tasks:
  - {id: weld, name: Weld, duration: 2d}
  - {id: paint, name: Paint, duration: 1d, after: [weld]}
  - {id: sign, name: Sign, duration: 1d}
"""


def bridge(text: str = BRIDGE) -> Schedule:
    return schedule(open_text(text).plan)


def as_stored(found: Schedule) -> dict[str, StoredDates]:
    """The dates of a schedule, as a file that agrees with it stores them."""
    return {task.id: stored_of(task) for task in found if not task.summary and task.start is not None}


def stored_of(task: ScheduledTask) -> StoredDates:
    dates: dict[str, Any] = {name: moment(str(getattr(task, name))) for name in DATES}
    floats: dict[str, Any] = {"total_float_minutes": task.total_float, "free_float_minutes": task.free_float}
    return StoredDates(**dates, **floats, critical=task.critical)


def moment(text: str) -> Moment:
    return Moment.parse(text[:16])


def changed(found: Schedule, id: str, **values: Any) -> dict[str, StoredDates]:
    """What agrees, but for these fields of one task."""
    parsed: dict[str, Any] = {
        name: moment(value) if isinstance(value, str) else value for name, value in values.items()
    }
    stored = as_stored(found)
    return {**stored, id: replace(stored[id], **parsed)}


def rules(found: Comparison) -> Mapping[tuple[str, str], str]:
    return {(each.task, each.field): each.rule for each in found.differences}


def codes(found: Comparison) -> set[tuple[str, str]]:
    return {(each.task, each.code) for each in found.contradictions}


def test_dates_that_agree_are_counted_as_equal() -> None:
    found = compare(bridge(), as_stored(bridge()))

    assert (found.tasks, found.differences, found.stale) == (3, (), ())
    assert {field: (count.compared, count.equal) for field, count in found.counts.items()} == dict.fromkeys(
        FIELDS, (3, 3)
    )


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    stored = changed(bridge(), "paint", early_start="2027-01-05 17:00", start="2027-01-05 17:00")

    assert compare(bridge(), stored).differences == ()


def test_a_minute_of_float_is_no_difference_and_two_are() -> None:
    assert compare(bridge(), changed(bridge(), "sign", total_float_minutes=961)).differences == ()
    (difference,) = compare(bridge(), changed(bridge(), "sign", total_float_minutes=962)).differences

    assert (difference.stored, difference.calculated) == (962, 960)


def test_what_the_file_does_not_say_is_not_compared() -> None:
    found = compare(bridge(), {"weld": StoredDates(early_start=moment("2027-01-04 08:00"))})

    assert [field for field, count in found.counts.items() if count.compared] == ["early_start"]


@pytest.mark.parametrize("key", ["manual: yes", "inactive: yes", "external: yes", "tasks: [{id: x}]"])
def test_manual_inactive_external_and_summary_tasks_are_left_out(key: str) -> None:
    plan = bridge(BRIDGE + f"  - {{id: other, name: Other, {key}, start: 2027-01-05}}\n")
    stored = as_stored(plan) | {"other": StoredDates(early_start=moment("2020-01-01 08:00"))}
    found = compare(plan, stored)

    assert "other" not in found.names
    assert found.differences == ()


def test_the_flag_of_finished_work_is_not_compared() -> None:
    plan = bridge(
        BRIDGE.replace("duration: 2d", "duration: 2d, started: 2027-01-04 08:00, done: 2027-01-05 17:00")
    )
    found = compare(plan, changed(plan, "weld", critical=True))

    assert (found.counts["critical"].compared, found.differences) == (2, ())


def test_a_difference_says_both_values_and_where_it_comes_from() -> None:
    week = {"early_start": "2027-01-11 08:00", "early_finish": "2027-01-12 17:00"}
    later = changed(bridge(), "weld", **week)
    later |= {
        "paint": replace(
            later["paint"], early_start=moment("2027-01-13 08:00"), early_finish=moment("2027-01-13 17:00")
        )
    }
    found = {(each.task, each.field): each for each in compare(bridge(), later).differences}

    weld, paint = found["weld", "early_start"], found["paint", "early_start"]
    assert (weld.stored, weld.calculated) == (datetime(2027, 1, 11, 8), datetime(2027, 1, 4, 8))
    assert (weld.rule, weld.follows) == ("unexplained", None)
    assert (paint.rule, paint.follows, paint.why) == ("follows", "weld", "follows from weld")


def test_levelling_is_a_start_behind_the_early_start() -> None:
    found = compare(bridge(), changed(bridge(), "sign", start="2027-01-06 08:00", finish="2027-01-06 17:00"))

    assert rules(found) == {("sign", "start"): "levelled", ("sign", "finish"): "levelled"}
    assert found.stale == ()


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("deadline: 2027-01-05", "deadline"),
        ("as_late_as_possible: yes", "as late as possible"),
        ("started: 2027-01-04 08:00, left: 4h", "progress"),
        ("finish: by 2027-01-20", "constraint"),
        ("after: [{id}]", "manual"),
    ],
)
def test_the_plan_holds_the_evidence_for_a_rule(key: str, rule: str) -> None:
    text = BRIDGE.replace(
        "{id: sign, name: Sign, duration: 1d}", f"{{id: sign, name: Sign, duration: 1d, {key}}}"
    )
    text = (
        text.replace("{id}", "hand")
        + "  - {id: hand, name: Hand, manual: yes, duration: 1d, start: 2027-01-04}\n"
    )
    plan = bridge(text)
    stored = as_stored(plan)
    # Later than the plan's finish, so that nothing in the file contradicts it.
    stored["sign"] = replace(
        stored["sign"],
        late_start=moment("2027-02-01 08:00"),
        late_finish=moment("2027-02-01 17:00"),
        total_float_minutes=None,
    )

    assert rules(compare(plan, stored))["sign", "late_finish"] == rule


def test_floats_and_flags_follow_from_dates_and_from_rules() -> None:
    moved = changed(
        bridge(),
        "sign",
        late_start="2027-01-07 08:00",
        late_finish="2027-01-07 17:00",
        total_float_minutes=1440,
    )
    flagged = changed(bridge(), "sign", critical=True)

    assert rules(compare(bridge(), moved))["sign", "total_float"] == "follows"
    assert rules(compare(bridge(), flagged)) == {("sign", "critical"): "critical rule"}


def test_midnight_stands_for_a_day_without_a_time() -> None:
    found = compare(bridge(), changed(bridge(), "weld", early_finish="2027-01-05 00:00"))

    assert rules(found) == {("weld", "early_finish"): "days only"}


@pytest.mark.parametrize(
    ("id", "values", "code"),
    [
        ("weld", {"finish": "2027-01-01 17:00", "start": "2027-01-05 08:00"}, "finish-before-start"),
        ("sign", {"early_finish": "2027-01-05 17:00"}, "duration"),
        ("sign", {"early_start": "2027-01-09 10:00", "early_finish": "2027-01-11 17:00"}, "calendar"),
        ("paint", {"early_start": "2027-01-05 08:00", "early_finish": "2027-01-05 17:00"}, "link"),
        ("weld", {"late_start": "2027-01-06 08:00", "late_finish": "2027-01-07 17:00"}, "late-link"),
        ("sign", {"late_start": "2027-01-05 08:00", "late_finish": "2027-01-05 17:00"}, "late-finish"),
        ("sign", {"late_start": "2027-01-06 15:00"}, "late-duration"),
        ("sign", {"total_float_minutes": 60}, "float"),
    ],
)
def test_a_file_that_contradicts_itself_is_stale(id: str, values: dict[str, Any], code: str) -> None:
    found = compare(bridge(), changed(bridge(), id, **values))

    assert (id, code) in codes(found)
    assert found.stale == (id,)
    assert "stale" in rules(found).values()


def test_a_stored_date_that_breaks_a_constraint_is_stale() -> None:
    plan = bridge(BRIDGE.replace("name: Sign,", "name: Sign, start: from 2027-01-05,"))
    found = compare(
        plan, changed(plan, "sign", early_start="2027-01-04 08:00", early_finish="2027-01-04 17:00")
    )

    assert codes(found) >= {("sign", "constraint")}


def test_dates_that_no_calendar_reaches_are_differences_and_no_contradictions() -> None:
    far = moment("2149-12-29 08:00")
    found = compare(
        bridge(BRIDGE.replace("[weld]", "[weld +3d]")),
        {"weld": StoredDates(early_start=far, early_finish=far)},
    )

    assert [each.field for each in found.differences] == ["early_start", "early_finish"]
    assert found.contradictions == ()


def test_the_json_says_counts_differences_and_what_codes_mean() -> None:
    said = compare(bridge(), changed(bridge(), "sign", early_finish="2027-01-05 17:00")).to_json()

    assert json.loads(json.dumps(said)) == said
    assert said["counts"]["early_finish"] == {"compared": 3, "equal": 2, "different": 1}
    assert said["differences"] == [
        {
            "task": "sign",
            "name": "Sign",
            "field": "early_finish",
            "stored": "2027-01-05T17:00:00",
            "calculated": "2027-01-04T17:00:00",
            "rule": "stale",
            "follows": None,
            "why": RULES["stale"],
        }
    ]
    assert said["rules"] == {"stale": {"count": 1, "meaning": RULES["stale"]}}
    assert (said["stale"], said["contradictions"][0]["code"]) == (True, "duration")


def test_plain_lines_say_the_same() -> None:
    lines = list(compare(bridge(), changed(bridge(), "sign", critical=True)).lines())

    assert lines == [f"sign: critical yes in the file, no here: {RULES['critical rule']}"]


NEAR = st.integers(-400, 4000).map(lambda hours: datetime(2027, 1, 4) + timedelta(hours=hours))
MOMENTS = NEAR | st.sampled_from(
    [datetime(1984, 1, 1), datetime(2149, 12, 31, 17), datetime(9999, 12, 31, 23)]
)
WITH_LAG = BRIDGE.replace("[weld]", "[weld +3d]")
STORED = st.builds(
    StoredDates,
    **{name: st.none() | MOMENTS.map(lambda at: moment(str(at))) for name in DATES},
    total_float_minutes=st.none() | st.integers(-9000, 9000),
    free_float_minutes=st.none() | st.integers(-9000, 9000),
    critical=st.none() | st.booleans(),
)


@settings(max_examples=80, deadline=None)
@given(stored=st.fixed_dictionaries(dict.fromkeys(("weld", "paint", "sign"), STORED)))
def test_whatever_a_file_stores_every_difference_is_counted_and_explained(
    stored: dict[str, StoredDates],
) -> None:
    found = compare(bridge(WITH_LAG), stored)

    assert sum(count.different for count in found.counts.values()) == len(found.differences)
    assert all(each.rule in RULES for each in found.differences)
    assert json.loads(json.dumps(found.to_json())) == found.to_json()
    assert len(list(found.lines())) == len(found.differences) + len(found.contradictions)


NATIVE = sorted(
    path
    for ending in ("xml", "xer")
    for path in (TRUTH / "files").glob(f"*.{ending}")
    if path.name != "p6_primaveraproject.xml"
)


@pytest.mark.skipif(not NATIVE, reason="needs ../shared/data/cpm_truth")
@pytest.mark.parametrize("path", NATIVE, ids=lambda path: path.stem)
def test_files_with_the_dates_of_their_tools_neither_differ_nor_contradict_themselves(path: Any) -> None:
    imported = import_file(path)
    found = compare(schedule(imported.plan), imported.stored)

    assert found.tasks
    assert list(found.lines()) == []
