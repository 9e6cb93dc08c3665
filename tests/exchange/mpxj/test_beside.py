from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.imported import Imported, StoredDates
from fairlead.exchange.mpxj.beside import complete_entities, complete_records
from fairlead.exchange.mspdi.parsing import parse
from fairlead.exchange.mspdi.reading import collect, imported_from
from tests.exchange.mspdi.projects import project, task


def completed(said: dict[str, Any], *tasks: str) -> Imported:
    sections = parse(project(*tasks).encode(), "tower.xml")
    complete_records(sections, said)
    collected = collect(sections)
    complete_entities(collected, said)
    return imported_from(collected, "tower.mpp")


def link(uid: int, lag: object, lag_format: int = 7) -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>1</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{lag_format}</LagFormat></PredecessorLink>"
    )


@pytest.mark.parametrize(("exact", "lag_format", "written"), [(479.9999999, 7, "8h"), (90.5, 5, "90.5m"), (33.3, 19, "33.3%")])  # fmt: skip
def test_lags_are_taken_exactly(exact: float, lag_format: int, written: str) -> None:
    said = {"tasks": [{}, {"lags": [exact]}]}
    plan = completed(said, task(1, "Weld"), task(2, "Paint", link(1, 4799, lag_format))).plan
    assert [str(each) for each in plan.tasks["paint"].after] == [f"weld +{written}"]


def test_tasks_of_other_projects_are_marked_again() -> None:
    plan = completed({"tasks": [{"external": True}, {}]}, task(1, "Weld"), task(2, "Paint", link(1, 0))).plan
    assert plan.tasks["weld"].external
    assert [str(each) for each in plan.tasks["paint"].after] == ["weld"]


def test_interruptions_are_kept_but_for_elapsed_time() -> None:
    parts = [["2027-01-04T08:00:00", "2027-01-04T12:00:00"], ["2027-01-06T08:00:00", "2027-01-06T12:00:00"]]
    said = {"tasks": [{"parts": parts}, {"parts": parts}, {"parts": parts[:1]}]}
    plan = completed(said, task(1, "Weld"), task(2, "Dry", DurationFormat=8), task(3, "Paint")).plan
    assert [str(each) for each in plan.tasks["weld"].parts] == [
        "2027-01-04 08:00..2027-01-04 12:00",
        "2027-01-06 08:00..2027-01-06 12:00",
    ]
    assert not plan.tasks["dry"].parts
    assert not plan.tasks["paint"].parts


def test_the_limit_of_critical_float_is_taken_exactly() -> None:
    plan = completed({"critical_float_minutes": 240.0, "tasks": [{}]}, task(1, "Weld")).plan
    assert str(plan.settings.options.critical_float) == "4h"


def test_slacks_are_taken_in_minutes() -> None:
    said = {"format": "MPP", "tasks": [{"slacks": {"TotalSlack": 450.0, "FreeSlack": 90.0}}]}
    stored = completed(said, task(1, "Weld", TotalSlack=4800, FreeSlack=960)).stored["weld"]
    assert (stored.total_float_minutes, stored.free_float_minutes) == (450, 90)


@pytest.mark.parametrize(
    ("format", "names", "kept"),
    [
        ("GAN", ["TotalSlack", "Critical"], {"free_float_minutes": 60}),
        ("GAN", ["TotalSlack", "Critical", "FreeSlack"], {}),
        ("MPP", ["TotalSlack", "Critical"], {"total_float_minutes": 480, "critical": True, "free_float_minutes": 60}),
        ("MPD", ["TotalSlack"], {"total_float_minutes": 480, "critical": True}),
    ],
)  # fmt: skip
def test_what_the_reader_worked_out_is_not_taken_for_stored(
    format: str, names: list[str], kept: dict[str, object]
) -> None:
    said = {"format": format, "tasks": [{"not_stored": names}]}
    one = task(1, "Weld", TotalSlack=4800, FreeSlack=600, Critical="true")
    assert completed(said, one).stored.get("weld", StoredDates()) == StoredDates(**kept)


def test_days_of_an_mpx_file_begin_and_end_when_work_does() -> None:
    one = task(1, "Weld", EarlyStart="2027-01-04T00:00:00", EarlyFinish="2027-01-05T00:00:00",
               ConstraintType=7, ConstraintDate="2027-01-08T00:00:00")  # fmt: skip
    imported = completed({"format": "MPX", "tasks": [{}]}, one)
    stored = imported.stored["weld"]
    assert (str(stored.early_start), str(stored.early_finish)) == ("2027-01-04 08:00", "2027-01-05 17:00")
    assert str(imported.plan.tasks["weld"].finish) == "by 2027-01-08 17:00"


def test_an_mpx_file_with_times_keeps_them() -> None:
    one = task(1, "Weld", EarlyStart="2027-01-04T00:00:00", EarlyFinish="2027-01-05T09:00:00")
    stored = completed({"format": "MPX", "tasks": [{}]}, one).stored["weld"]
    assert (str(stored.early_start), str(stored.early_finish)) == ("2027-01-04 00:00", "2027-01-05 09:00")


def test_what_has_no_place_is_counted() -> None:
    said = {"repeated_assignments": 2, "tasks": [{"secondary_constraint": "FINISH_NO_LATER_THAN"}]}
    assert completed(said, task(1, "Weld")).lost == {
        "further assignments of a resource to the same task": 2,
        "second constraints of tasks": 1,
    }


def test_lines_of_the_xml_between_are_not_given() -> None:
    assert not completed({"tasks": [{}]}, task(1, "Weld")).lines


@given(st.lists(st.fixed_dictionaries({}, optional={
    "external": st.booleans(),
    "lags": st.lists(st.floats(-1e6, 1e6), max_size=2),
    "parts": st.lists(st.lists(st.sampled_from(["2027-01-04T08:00:00", "2027-01-05T08:00:00", "no date"]),
                               min_size=2, max_size=2), max_size=3),
    "not_stored": st.lists(st.sampled_from(["Start", "TotalSlack", "Critical", "Other"])),
    "slacks": st.dictionaries(st.sampled_from(["TotalSlack", "StartSlack"]), st.floats(-1e6, 1e6)),
}), max_size=3), st.sampled_from(["MPP", "MPX", "GAN", None]))  # fmt: skip
def test_whatever_is_said_gives_a_plan(tasks: list[dict[str, Any]], format: str | None) -> None:
    said = {"format": format, "tasks": tasks}
    plan = completed(said, task(1, "Weld"), task(2, "Paint", link(1, 0)))
    assert list(plan.plan.tasks) == ["weld", "paint"]
