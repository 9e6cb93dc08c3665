"""Real files through a real MPXJ, small ones written here; what each format says in full is MPXJ's own affair."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from fairlead.exchange.importing import OpenedImport, import_file, open_any
from fairlead.exchange.mpxj import read_with_mpxj
from fairlead.exchange.recognising import recognise
from fairlead.plan.errors import ReadError
from fairlead.schedule.schedule import schedule

MPX = """MPX,Microsoft Project for Windows,4.0,ANSI
10,$,1,2,",",.
11,2,0,1,8.00,40.00,$10.00/h,$15.00/h,1,0
12,1,1,480,/,:,am,pm,20,20
20,Standard,0,1,1,1,1,1,0
25,2,08:00,12:00,13:00,17:00
25,3,08:00,12:00,13:00,17:00
25,4,08:00,12:00,13:00,17:00
25,5,08:00,12:00,13:00,17:00
25,6,08:00,12:00,13:00,17:00
30,Bridge,,,Standard,04/01/2027,,0,04/01/2027
60,Name,Duration,Predecessors,ID,Unique ID
61,1,40,70,90,98
70,Weld,2d,,1,1
70,Grüße,3d,1FS+50%,2,2
"""
GANTT = """<?xml version="1.0" encoding="UTF-8"?>
<project name="Bridge" company="" webLink="http://" view-date="2027-01-04" version="3.0.3000" locale="en">
<calendars><day-types><day-type id="0"/><day-type id="1"/>
<default-week id="1" name="default" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/></day-types></calendars>
<tasks empty-milestones="true"><taskproperties/>
<task id="0" name="Weld" meeting="false" start="2027-01-04" duration="2" complete="0" expand="true">
<depend id="1" type="2" difference="1" hardness="Strong"/></task>
<task id="1" name="Paint" meeting="false" start="2027-01-07" duration="3" complete="0" expand="true"/>
</tasks><resources/><allocations/><vacations/><roles/></project>
"""
PMXML = """<?xml version="1.0" encoding="utf-8"?>
<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V8.3/API/BusinessObjects">
<Calendar><ObjectId>1</ObjectId><Name>Days</Name><IsDefault>1</IsDefault><Type>Global</Type><HoursPerDay>8</HoursPerDay>
<StandardWorkWeek>{week}</StandardWorkWeek></Calendar>
<Project><ObjectId>10</ObjectId><Id>BRIDGE</Id><Name>Bridge</Name><DataDate>2027-01-04T00:00:00</DataDate>
<PlannedStartDate>2027-01-04T00:00:00</PlannedStartDate><ActivityDefaultCalendarObjectId>1</ActivityDefaultCalendarObjectId>
<WBS><ObjectId>20</ObjectId><Code>1</Code><Name>Steel</Name><ProjectObjectId>10</ProjectObjectId></WBS>
<Activity><ObjectId>100</ObjectId><Id>A100</Id><Name>Weld</Name><WBSObjectId>20</WBSObjectId><ProjectObjectId>10</ProjectObjectId>
<CalendarObjectId>1</CalendarObjectId><Type>Task Dependent</Type><Status>Not Started</Status>
<PlannedDuration>12,5</PlannedDuration><RemainingDuration>12,5</RemainingDuration></Activity>
</Project></APIBusinessObjects>
"""
WEEK = "".join(
    f"<StandardWorkHours><DayOfWeek>{day}</DayOfWeek>"
    + ("" if day.startswith("S") else "<WorkTime><Start>08:00:00</Start><Finish>15:59:00</Finish></WorkTime>")
    + "</StandardWorkHours>"
    for day in ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
)


def test_an_mpx_file_is_read_and_scheduled() -> None:
    imported = read_with_mpxj(MPX.encode("cp1252"), "bridge.mpx")
    plan = imported.plan
    assert imported.tool == "msproject"
    assert [task.name for task in plan.tasks.values()] == ["Weld", "Grüße"]
    assert [str(link) for link in plan.tasks["gruesse"].after] == ["weld +50%"]
    dates = {task["id"]: task["early_finish"] for task in schedule(plan).to_json()["tasks"]}
    assert dates == {"weld": "2027-01-05T17:00:00", "gruesse": "2027-01-11T17:00:00"}


def test_a_project_in_a_zip_archive_is_found(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("bridge.mpx", MPX.encode("cp1252").ljust(512))
    path = tmp_path / "bridge"
    path.write_bytes(data.getvalue())
    opened = open_any(path)
    assert isinstance(opened, OpenedImport)
    assert len(opened.plan.tasks) == 2


def test_a_project_of_gantt_project_keeps_its_tool() -> None:
    imported = read_with_mpxj(GANTT.encode(), "bridge.gan")
    assert imported.tool == "ganttproject"
    assert {task.source.tool for task in imported.plan.tasks.values() if task.source} == {"ganttproject"}
    (link,) = imported.plan.tasks["paint"].after
    assert (link.id, link.type) == ("weld", "FS")


def test_xml_of_primavera_goes_by_its_rules_and_reads_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "bridge.xml"
    path.write_text(PMXML.replace("{week}", WEEK), "utf-8")
    imported = import_file(path)
    assert (imported.tool, imported.plan.settings.options.preset) == ("p6", "p6")
    (task,) = (task for task in imported.plan.tasks.values() if task.duration)
    assert (task.id, str(task.duration)) == ("A100", "12.5h")


XXE = '<!DOCTYPE project [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOMB = '<!DOCTYPE project [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("document_type", [XXE, BOMB], ids=["a file of the machine", "a billion laughs"])
def test_xml_with_entities_is_refused(document_type: str) -> None:
    hostile = GANTT.replace('<project name="Bridge"', f'{document_type}<project name="&i;&a;"')
    with pytest.raises(ReadError, match="declares a document type"):
        read_with_mpxj(hostile.encode(), "bridge.gan")


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "MSProject".encode("utf-16-le") + bytes(2000),
        GANTT.encode()[:500],
        PMXML.encode()[:600],
        b"SQLite format 3\0" + bytes(4096),
        b"\xac\xed\x00\x05" + bytes(600),
        b"PK\x03\x04" + bytes(600),
    ],
    ids=["mpp", "cut gan", "cut pmxml", "sqlite", "pod", "zip"],
)  # fmt: skip
def test_what_is_damaged_gives_a_message_and_nothing_else(data: bytes) -> None:
    assert recognise(data).kind == "mpxj"
    with pytest.raises(ReadError) as caught:
        read_with_mpxj(data, "bridge")
    (finding,) = caught.value.findings
    assert finding.file == "bridge"
    assert finding.remedy


@pytest.mark.parametrize("data", [b"MPX," + bytes(range(256)) * 8, MPX.encode()[:60]], ids=["noise", "short"])
def test_nothing_after_a_beginning_gives_an_empty_plan(data: bytes) -> None:
    assert not read_with_mpxj(data, "bridge.mpx").plan.tasks


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.97])
def test_a_truncated_project_gives_a_message_or_what_is_left(kept: float, shared_data: Path) -> None:
    path = shared_data / "cpm_truth" / "files" / "msp_project5.mpp"
    if not path.is_file():
        pytest.skip(f"needs {path.name} of the truth data")
    data = path.read_bytes()
    tasks, problem = 0, ""
    try:
        tasks = len(read_with_mpxj(data[: int(len(data) * kept)], path.name).plan.tasks)
    except ReadError as error:
        problem = str(error)
    assert 0 < tasks <= 5 or "damaged" in problem or "no project" in problem
