"""Whatever a file holds: a plan with findings, or an error of Fairlead's own."""

from __future__ import annotations

import contextlib
import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.exchange.importing import open_data
from fairlead.exchange.xer import read_xer
from fairlead.exchange.xer.scalars import note
from fairlead.exchange.xer.shifts import said_days
from fairlead.plan.errors import FairleadError, ReadError
from fairlead.plan.findings import Severity
from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from fairlead.schedule.schedule import schedule
from tests.exchange.xer.exports import (
    activity,
    calendar,
    export,
    hours,
    imported,
    link,
    options,
    project,
    scheduled,
    tables,
)

RESOURCES = {
    "RSRC": [
        {"rsrc_id": 1, "rsrc_name": "Ana", "rsrc_type": "RT_Labor", "clndr_id": 2, "parent_rsrc_id": 3},
        {"rsrc_id": 2, "rsrc_name": "Pipe", "rsrc_type": "RT_Mat"},
        {"rsrc_id": 3, "rsrc_name": "Crew", "rsrc_type": "RT_Labor"},
    ],
    "RSRCRATE": [{"rsrc_rate_id": 1, "rsrc_id": 1, "cost_per_qty": 50, "start_date": "2027-01-01 00:00", "max_qty_per_hr": 1}],
    "ROLES": [{"role_id": 1, "role_short_name": "WELD", "role_name": "Welder"}],
    "TASKRSRC": [
        {"taskrsrc_id": 1, "task_id": 1, "rsrc_id": 1, "target_qty": 8, "remain_qty": 4, "target_qty_per_hr": 0.5},
        {"taskrsrc_id": 2, "task_id": 2, "rsrc_id": 2, "target_qty": 8, "remain_qty": 4, "target_qty_per_hr": 1},
        {"taskrsrc_id": 3, "task_id": 2, "role_id": 1, "target_qty": 8},
    ],
    "ACTVTYPE": [{"actv_code_type_id": 1, "actv_code_type": "Area"}],
    "ACTVCODE": [{"actv_code_id": 1, "actv_code_type_id": 1, "short_name": "N", "actv_code_name": "North"}],
    "TASKACTV": [{"task_id": 1, "actv_code_id": 1}],
    "UDFTYPE": [{"udf_type_id": 1, "table_name": "TASK", "udf_type_label": "Permit"}],
    "UDFVALUE": [{"udf_type_id": 1, "fk_id": 1, "udf_number": 7}],
    "TASKMEMO": [{"memo_id": 1, "task_id": 1, "memo_type_id": 1, "task_memo": "<p>Wait</p>"}],
    "MEMOTYPE": [{"memo_type_id": 1, "memo_type": "Notes"}],
}  # fmt: skip
WHOLE = export(
    **tables(
        activity(1, act_start_date="2027-01-04 08:00", remain_drtn_hr_cnt=4),
        activity(2, 16, cstr_type="CS_MSOA", cstr_date="2027-01-06 08:00"),
        activity(3, 0, task_type="TT_FinMile"),
        activity(4, 8, task_type="TT_LOE"),
        links=[link(1, 2, "FS", 8), link(2, 3, "FF"), link(1, 4, "SS"), link(4, 3, "FF")],
        CALENDAR=[
            calendar(1, clndr_data=hours(exceptions={46400: (), 46401: (("08:00", "12:00"),)})),
            calendar(2),
        ],
        **RESOURCES,
    )
)
WORDS = st.sampled_from(
    ["", "Y", "-1", "0", "1", "10", "99999999999999999999", "1e9", "NaN", "1984-01-01 08:00", "2149-12-31 17:00",
     "9999-12-31 23:59", "0001-01-01 00:00", "1899-12-30 00:00", "2027-02-30 08:00", "TT_WBS", "TT_LOE", "TT_Rsrc",
     "TT_Mile", "CS_ALAP", "CS_MANDSTART", "CS_MEO", "PR_SF", "rcal_24Hour", "DT_FixedRate", "é\x7f\x7f\x00", "a" * 5000]
)  # fmt: skip


def usable(data: bytes) -> None:
    """Read, check and schedule; only Fairlead's own errors may come of it."""
    try:
        found = read_xer(data, "some.xer")
    except ReadError:
        return
    assert open_text(dump(document_of(found.plan))).plan == found.plan
    with contextlib.suppress(FairleadError):
        schedule(found.plan).to_json()


@given(st.integers(0, len(WHOLE)), st.binary(max_size=40), st.integers(0, 200))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_export_gives_a_plan_or_a_clear_error(at: int, junk: bytes, cut: int) -> None:
    usable(WHOLE[:at] + junk + WHOLE[at + cut :])


@given(st.lists(st.tuples(st.integers(0, 10_000), WORDS), max_size=12))
@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_odd_values_in_any_field_give_a_plan_or_a_clear_error(changes: list[tuple[int, str]]) -> None:
    lines = [line.split("\t") for line in WHOLE.decode("cp1252").split("\r\n")]
    places = [(i, j) for i, cells in enumerate(lines) if cells[0] == "%R" for j in range(1, len(cells))]
    for number, word in changes:
        row, column = places[number % len(places)]
        lines[row][column] = word
    usable("\r\n".join("\t".join(cells) for cells in lines).encode("utf-8"))


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_any_network_of_links_is_scheduled(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randint(1, 12)
    kinds = ("TT_Task", "TT_Task", "TT_Task", "TT_Mile", "TT_FinMile", "TT_LOE", "TT_WBS", "TT_Rsrc")
    activities = [
        activity(i, chance.choice((0, 8, 40)), task_type=chance.choice(kinds)) for i in range(1, size + 1)
    ]
    links = [
        link(chance.randint(1, size), chance.randint(1, size), chance.choice(("FS", "SS", "FF", "SF")), chance.randint(-16, 16))
        for _ in range(chance.randint(0, 20))
    ]  # fmt: skip
    found = scheduled(*activities, links=links)

    # What takes no time may start at 8 and have ended at 17 the day before, which is the same working moment.
    overnight = timedelta(hours=63)
    assert all(each.start and each.finish and each.start - each.finish <= overnight for each in found)


@given(st.text(alphabet="(0|)sfd:127 DaysOfWeek\nExceptions", max_size=200))
def test_no_text_breaks_a_calendar(text: str) -> None:
    said_days(text)


@given(st.text(alphabet="<>/style p&#x0;\n", max_size=200))
def test_no_text_breaks_a_note(text: str) -> None:
    note(text)


@pytest.mark.parametrize("table", ["CALENDAR", "SCHEDOPTIONS", "PROJWBS", "TASKPRED"])
def test_a_missing_table_leaves_the_rest(table: str) -> None:
    known = tables(activity(1), activity(2), links=[link(1, 2)])
    del known[table]
    found = read_xer(export(**known))

    assert len(found.plan.tasks) == 2
    assert schedule(found.plan)["A1"].finish is not None


def test_an_export_without_any_project_says_so() -> None:
    with pytest.raises(ReadError, match="holds no project"):
        read_xer(export(RSRC=[{"rsrc_id": 1, "rsrc_name": "Ana"}]))


def test_an_empty_file_and_one_that_is_no_export_say_so() -> None:
    with pytest.raises(ReadError, match="empty"):
        read_xer(b"\r\n\r\n")
    with pytest.raises(ReadError, match="ERMHDR"):
        read_xer(b"name: a plan\n")


def test_an_export_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    found = read_xer(export(end="", **tables(activity(1))))

    assert list(found.plan.tasks) == ["A1"]
    assert [finding.code for finding in found.findings] == ["cut-off"]


def test_an_export_is_recognised_by_its_content() -> None:
    found = open_data(WHOLE, "nameless")

    assert found.plan.settings.name == "Plant"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Gründung – Fundação", "cp1252"),
        ("Gründung – Fundação", "utf-8"),
        ("Gründung – Fundação", "utf-8-sig"),
        ("Gründung – Fundação", "utf-16"),
        ("基础施工与混凝土浇筑", "gb18030"),
        ("기초 콘크리트 타설 공사", "cp949"),
        ("Устройство фундамента", "cp1251"),
    ],
)
def test_names_are_read_in_the_encoding_they_were_written_in(name: str, encoding: str) -> None:
    found = read_xer(export(encoding=encoding, **tables(activity(1, task_name=name))))

    assert found.plan.tasks["A1"].name == name
    assert not found.findings


def test_characters_that_cant_be_read_are_counted() -> None:
    found = read_xer(export(**tables(activity(1, task_name="x"))).replace(b"\tx\t", b"\tx\x81\t"))

    assert [finding.code for finding in found.findings] == ["unreadable-text"]


def test_texts_with_line_ends_stay_in_their_row() -> None:
    found = imported(activity(1, task_name="dig\nthe pit", task_code="A1"))

    assert found.plan.tasks["A1"].name == "dig the pit"


def test_years_far_apart_are_scheduled() -> None:
    found = scheduled(
        activity(1, act_start_date="1984-01-02 08:00", act_end_date="1984-01-02 17:00"),
        activity(2, cstr_type="CS_MSOA", cstr_date="2149-01-06 08:00"),
        links=[link(1, 2)],
    )

    assert str(found["A2"].finish) == "2149-01-06 17:00:00"


def test_a_huge_field_is_kept_or_cut_in_no_time() -> None:
    found = imported(
        activity(1, task_name="x" * 3_000_000), TASKMEMO=[{"task_id": 1, "task_memo": "<style" * 100_000}]
    )

    assert len(found.plan.tasks["A1"].name or "") == 3_000_000


def test_no_finding_of_an_ordinary_export_is_an_error() -> None:
    assert not [each for each in read_xer(WHOLE).findings if each.severity is Severity.ERROR]


def test_circles_of_wbs_elements_and_calendars_are_cut() -> None:
    wbs = [{"wbs_id": 10, "proj_id": 1, "parent_wbs_id": 11, "wbs_name": "a"}, {"wbs_id": 11, "proj_id": 1, "parent_wbs_id": 10, "wbs_name": "b"}]  # fmt: skip
    found = imported(
        activity(1), PROJWBS=wbs, CALENDAR=[calendar(1, base_clndr_id=2), calendar(2, base_clndr_id=1)]
    )

    assert schedule(found.plan)["A1"].start is not None


def test_options_and_dates_of_a_second_project_are_told() -> None:
    found = imported(
        activity(1),
        activity(2, proj_id=2),
        PROJECT=[project(1), project(2, last_recalc_date="2027-02-01 08:00")],
        SCHEDOPTIONS=[options(1), options(2, sched_retained_logic="N")],
    )

    assert [each for each in found.lost if "further projects" in each] == [
        "data dates of further projects (the first one's holds)",
        "scheduling options of further projects (the first one's hold)",
    ]
