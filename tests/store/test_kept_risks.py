"""The register in its file, a line each time."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.errors import ReadError, WriteError
from fairlead.risk.register_trend import Kept, KeptRisk
from fairlead.store.kept_risks import keep_risks, kept_risks_of, kept_risks_path, line_of, read_kept_risks

RAIN = KeptRisk("rain", "Rain", "open", 0.3, 96.0, 1200.5, 6)
FRIDAY = Kept(date(2027, 1, 15), {"rain": RAIN})
LATER = Kept(date(2027, 1, 22), {})


def test_it_stands_beside_the_plan() -> None:
    assert kept_risks_path("plans/robot.yaml") == Path("plans/robot.fairlead/risks.jsonl")


def test_nothing_kept_is_nothing(tmp_path: Path) -> None:
    assert read_kept_risks(tmp_path / "robot.yaml") == []


def test_each_time_is_a_line_more(tmp_path: Path) -> None:
    plan = tmp_path / "robot.yaml"
    assert keep_risks(plan, FRIDAY) == tmp_path / "robot.fairlead" / "risks.jsonl"
    keep_risks(plan, LATER)

    assert read_kept_risks(plan) == [FRIDAY, LATER]
    assert kept_risks_path(plan).read_bytes().count(b"\n") == 2


def test_a_last_line_without_its_end_is_ended_first(tmp_path: Path) -> None:
    plan = tmp_path / "robot.yaml"
    keep_risks(plan, FRIDAY)
    path = kept_risks_path(plan)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    keep_risks(plan, LATER)

    assert read_kept_risks(plan) == [FRIDAY, LATER]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "robot.fairlead").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="is a file; nothing was changed"):
        keep_risks(tmp_path / "robot.yaml", FRIDAY)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "is no JSON"),
        (b"\xff", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "doesn't say which `schema`"),
        (b'{"schema": true}', "doesn't say which `schema`"),
        (b'{"schema": 2}', "reads up to 1"),
        (b'{"schema": 1}', "can't be understood"),
        (b'{"schema": 1, "day": "2027-01-15", "risks": [{"id": 1}]}', "can't be understood"),
        (
            b'{"schema": 1, "day": "2027-01-15", "risks": [{"id": "a", "status": "open", "delay_minutes": NaN, "money": 0}]}',
            "can't be understood",
        ),
    ],
)
def test_a_damaged_line_is_named(line: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        kept_risks_of(line_of(FRIDAY).encode() + line, "risks.jsonl")
    assert caught.value.findings[0].place == "risks.jsonl:2"


NUMBERS = st.floats(-1e9, 1e9).map(lambda each: round(each, 1))
RISKS = st.builds(
    KeptRisk,
    st.text(min_size=1),
    st.text(min_size=1),
    st.text(),
    st.none() | st.floats(0, 1),
    NUMBERS,
    NUMBERS,
    st.none() | st.integers(1, 25),
)


@given(st.builds(Kept, st.dates(), st.lists(RISKS).map(lambda all: {each.id: each for each in all})))
def test_what_is_kept_is_read(kept: Kept) -> None:
    assert kept_risks_of(line_of(kept).encode("utf-8", "surrogatepass"), "risks.jsonl") == [kept]


@given(
    st.binary(max_size=80)
    | st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists).map(
        lambda each: json.dumps(each).encode()
    )
)
def test_no_text_breaks_the_reader(data: bytes) -> None:
    with suppress(ReadError):
        kept_risks_of(data, "risks.jsonl")
