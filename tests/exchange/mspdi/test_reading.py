"""Whole files: what is hostile or damaged, what round-trips, and that nothing ever ends in a traceback."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.exchange.mspdi import read_mspdi
from fairlead.plan.errors import FairleadError, ReadError
from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.values import Link
from fairlead.plan.writing import document_of
from tests.exchange.mspdi.projects import (
    STANDARD_DAYS,
    assignment,
    calendar,
    day,
    exception,
    project,
    read,
    resource,
    task,
)

SAMPLE = project(
    task(0, "Bridge", level=0),
    task(1, "Deck", level=1),
    task(
        2,
        "Weld",
        "<Baseline><Number>0</Number><Start>2027-01-04T08:00:00</Start></Baseline>",
        level=2,
        ConstraintType=4,
        ConstraintDate="2027-01-11T08:00:00",
        ActualStart="2027-01-11T08:00:00",
        Stop="2027-01-12T12:00:00",
        Resume="2027-01-12T13:00:00",
        RemainingDuration="PT4H0M0S",
        LevelingDelay=4800,
    ),
    task(
        3,
        "Paint",
        "<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink>",
        level=2,
        CalendarUID=2,
    ),
    head="<MinutesPerDay>480</MinutesPerDay><CriticalSlackLimit>1</CriticalSlackLimit>",
    calendars=calendar(more=exception("2027-12-24", "2027-12-26"))
    + calendar(2, "Night", days=STANDARD_DAYS + day(7, "22:00-06:00"))
    + calendar(3, "Ana", base=1, days=day(6)),
    resources=resource(1, "Ana", CalendarUID=3, MaxUnits="0.5", StandardRate=85)
    + resource(2, "Steel", Type=0),
    assignments=assignment(
        2,
        1,
        "<TimephasedData><Type>1</Type><Start>2027-01-11T08:00:00</Start><Finish>2027-01-12T08:00:00</Finish><Value>PT0H0M0S</Value></TimephasedData>",
    )
    + assignment(3, 2),
).encode()


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_mspdi(data, "bridge.xml")
    return str(caught.value)


def test_the_namespace_may_be_missing() -> None:
    assert read_mspdi(project(task(1, "Weld"), namespace=False).encode()).plan.tasks.keys() == {"weld"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_say_so_themselves(encoding: str) -> None:
    text = project(task(1, "Brücke")).replace(
        'encoding="UTF-8"', f'encoding="{"UTF-16" if encoding == "utf-16" else "UTF-8"}"'
    )
    assert list(read_mspdi(text.encode(encoding)).plan.tasks) == ["bruecke"]


def test_entities_are_refused_before_they_grow() -> None:
    bomb = (
        '<!DOCTYPE Project [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + "<Project><Name>&b;</Name></Project>"
    )
    assert "document type" in refused(bomb.encode())


def test_no_file_is_fetched_for_an_entity() -> None:
    said = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project><Name>&x;</Name></Project>'
    assert "document type" in refused(said.encode())


def test_nesting_has_an_end() -> None:
    assert "nests deeper" in refused(b"<Project>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Project>")


def test_a_file_that_breaks_off_names_the_line() -> None:
    assert refused(SAMPLE[:900]).startswith("bridge.xml:2:")


def test_a_wrong_encoding_is_told() -> None:
    assert "encoding" in refused(
        '<?xml version="1.0" encoding="UTF-8"?><Project><Name>Müller</Name></Project>'.encode("latin-1")
    )


@pytest.mark.parametrize("data", [b"", b" \n", b"\0" * 50, b"<Other/>", b"no xml"])
def test_what_is_no_project_is_refused(data: bytes) -> None:
    assert "bridge.xml" in refused(data)


def test_errors_that_the_tool_lets_pass_are_warnings() -> None:
    night = calendar(2, "Night", days="".join(day(number, "22:00-23:00") for number in range(2, 7)))
    imported = read(
        task(1, "Weld", CalendarUID=2),
        calendars=calendar() + night,
        resources=resource(1, "Ana"),
        assignments=assignment(1, 1),
    )
    (finding,) = imported.findings
    assert (finding.code, finding.severity.value, finding.file) == (
        "no-common-hours",
        "warning",
        "bridge.xml",
    )
    assert finding.line == 2


def test_an_imported_plan_survives_its_text() -> None:
    plan = read_mspdi(SAMPLE).plan
    again = open_text(dump(document_of(plan)))
    assert not again.findings
    assert again.plan == plan


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(WORDS, st.integers(1, 4), st.integers(0, 6000), st.booleans(), st.integers(-1, 12)),
        max_size=12,
    )
)
def test_small_projects_are_read_right(rows: list[tuple[str, int, int, bool, int]]) -> None:
    def xml(number: int, name: str, level: int, minutes: int, elapsed: bool, before: int) -> str:
        escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        link = f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>1</Type></PredecessorLink>"
        more = link if 0 <= before < number - 1 else ""
        return task(
            number,
            escaped or "x",
            more,
            level,
            Duration=f"PT0H{minutes}M0S",
            DurationFormat=8 if elapsed else 7,
        )

    imported = read(*(xml(number, *row) for number, row in enumerate(rows, 1)))
    tasks = list(imported.plan.tasks.values())
    assert len(tasks) == len(rows)
    for row, found in zip(rows, tasks, strict=True):
        assert found.name == (" ".join(row[0].replace("\ufeff", "").split()) or (None if row[0] else "x"))
        children = any(other.parent == found.id for other in tasks)
        length = found.duration.most_likely() if found.duration else None
        assert children or (
            length is not None and length.to_minutes(480, 2400, 9600) == row[2] and length.elapsed == row[3]
        )
        assert all(isinstance(link, Link) for link in found.after)
    text = open_text(dump(document_of(imported.plan)))
    assert text.plan == imported.plan


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 12), st.binary(max_size=8)),
        min_size=1,
        max_size=4,
    )
)
def test_damaged_bytes_never_end_in_a_traceback(edits: list[tuple[int, int, bytes]]) -> None:
    data = SAMPLE
    for at, length, put in edits:
        data = data[:at] + put + data[at + length :]
    try:
        imported = read_mspdi(data, "bridge.xml")
    except FairleadError:
        return
    assert open_text(dump(document_of(imported.plan))).plan == imported.plan


@settings(max_examples=40)
@given(st.integers(0, len(SAMPLE) - 1))
def test_a_part_of_a_file_is_refused_with_its_line(length: int) -> None:
    with pytest.raises(ReadError):
        read_mspdi(SAMPLE[:length], "bridge.xml")


VALUES = st.sampled_from(
    ["", "-1", "0", "1", "7", "1e99", "9" * 40, "PT99999999H0M0S", "-PT8H0M0S", "P", "PT", "NaN", "inf", "0001-01-01T00:00:00",
     "9999-12-31T23:59:59", "2027-02-30T08:00:00", "1984-01-01T00:00:00", "24:00:00", "25:61:00", "\u0663", "a b", "true", "Ana", "&#133;"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 400), VALUES), min_size=1, max_size=6))
def test_strange_values_never_end_in_a_traceback(edits: list[tuple[int, str]]) -> None:
    pieces = SAMPLE.decode().replace(">", ">\0").replace("<", "\0<").split("\0")
    texts = [index for index, piece in enumerate(pieces) if piece.strip() and not piece.startswith("<")]
    for number, value in edits:
        pieces[texts[number % len(texts)]] = value
    try:
        imported = read_mspdi("".join(pieces).encode(), "bridge.xml")
    except FairleadError:
        return
    assert open_text(dump(document_of(imported.plan))).plan == imported.plan


def test_names_without_end_are_refused() -> None:
    assert "more names" in refused(
        b"<Project>" + b"".join(b"<a%d/>" % number for number in range(60_000)) + b"</Project>"
    )


def test_a_tag_of_megabytes_is_refused() -> None:
    assert "several megabytes" in refused(b"<Project><a " + b"x" * 6_000_000)


def test_encodings_of_several_bytes_are_read() -> None:
    text = '<?xml version="1.0" encoding="GB2312"?><Project><Title>桥</Title></Project>'
    assert read_mspdi(text.encode("gb2312")).plan.title == "桥"
