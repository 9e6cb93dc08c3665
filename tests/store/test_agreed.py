"""The agreed schedule in its file."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.errors import ReadError, WriteError
from fairlead.schedule.agreed import Agreed, AgreedTask
from fairlead.schedule.levelling.placed import Assigned
from fairlead.store.agreed import agreed_of, agreed_path, read_agreed, text_of, write_agreed

SAW = AgreedTask(
    "saw",
    datetime(2027, 1, 4, 8),
    datetime(2027, 1, 6, 17),
    (
        (datetime(2027, 1, 4, 8), datetime(2027, 1, 4, 17)),
        (datetime(2027, 1, 6, 8), datetime(2027, 1, 6, 17)),
    ),
    (Assigned("ana", Decimal("0.5")),),
    1,
)
AGREED = Agreed({"saw": SAW}, SAW.start, SAW.finish, date(2027, 1, 3), "goals")


def test_it_stands_beside_the_plan() -> None:
    assert agreed_path("plans/robot.yaml") == Path("plans/robot.fairlead/agreed.json")


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = write_agreed(tmp_path / "robot.yaml", AGREED)

    assert path == tmp_path / "robot.fairlead" / "agreed.json"
    assert read_agreed(tmp_path / "robot.yaml") == AGREED


def test_overtime_that_is_left_unused_stands_in_it(tmp_path: Path) -> None:
    agreed = Agreed({"saw": SAW}, SAW.start, SAW.finish, goal="cost", overtime_unused=("ana", "tom"))

    assert read_agreed_again(tmp_path, agreed) == agreed
    assert "overtime_unused" not in text_of(AGREED)
    with pytest.raises(ReadError, match="overtime_unused"):
        agreed_of(text_of(agreed).replace('["ana", "tom"]', "3").encode(), "agreed.json")


def read_agreed_again(folder: Path, agreed: Agreed) -> Agreed | None:
    write_agreed(folder / "robot.yaml", agreed)
    return read_agreed(folder / "robot.yaml")


def test_nothing_agreed_is_none(tmp_path: Path) -> None:
    assert read_agreed(tmp_path / "robot.yaml") is None


def test_a_later_agreement_replaces_the_earlier(tmp_path: Path) -> None:
    write_agreed(tmp_path / "robot.yaml", AGREED)
    write_agreed(tmp_path / "robot.yaml", Agreed())

    assert read_agreed(tmp_path / "robot.yaml") == Agreed()
    assert [path.name for path in (tmp_path / "robot.fairlead").iterdir()] == ["agreed.json"]


def test_a_task_is_a_line() -> None:
    lines = text_of(Agreed({"saw": SAW, "glue": AgreedTask("glue", SAW.start, SAW.finish)})).splitlines()

    assert [line.strip()[:13] for line in lines if '"id"' in line] == ['{"id": "saw",', '{"id": "glue"']


def test_one_stretch_from_start_to_finish_goes_without_saying() -> None:
    whole = AgreedTask("saw", SAW.start, SAW.finish, ((SAW.start, SAW.finish),))
    text = text_of(Agreed({"saw": whole}))

    assert "segments" not in text
    assert agreed_of(text.encode(), "x").tasks["saw"] == whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"schema": 1, "tasks": [', "line 1"),
        ("\xff\xfe", "no JSON"),
        ("[]", "is no JSON object"),
        ('{"tasks": []}', "doesn't say which `schema`"),
        ('{"schema": 2, "tasks": []}', "Update Fairlead"),
        ('{"schema": 1}', "no list `tasks`"),
        ('{"schema": 1, "tasks": [3]}', "task 1 in it has no `id`"),
        ('{"schema": 1, "tasks": [{"id": "saw"}]}', "task `saw` in it has no `start`"),
        ('{"schema": 1, "tasks": [{"id": "saw", "start": "soon", "finish": "later"}]}', "task `saw`"),
        (
            '{"schema": 1, "tasks": [{"id": "saw", "start": "2027-01-05", "finish": "2027-01-04"}]}',
            "task `saw`",
        ),
        ('{"schema": 1, "agreed": "friday", "tasks": []}', "`agreed`"),
    ],
)
def test_a_damaged_file_is_named_with_its_place_and_a_remedy(text: str, said: str, tmp_path: Path) -> None:
    path = agreed_path(tmp_path / "robot.yaml")
    path.parent.mkdir()
    path.write_text(text, encoding="latin-1")
    with pytest.raises(ReadError) as caught:
        read_agreed(tmp_path / "robot.yaml")

    told = str(caught.value).replace("agreed.json:1:", "line 1")
    assert said in told
    assert "agreed.json" in str(caught.value)


def test_a_task_that_stands_there_twice_is_refused() -> None:
    row = '{"id": "saw", "start": "2027-01-04", "finish": "2027-01-05"}'
    with pytest.raises(ReadError, match="`saw` twice"):
        agreed_of(f'{{"schema": 1, "tasks": [{row}, {row}]}}'.encode(), "x")


def test_a_folder_that_cant_be_made_is_a_failure_of_the_surroundings(tmp_path: Path) -> None:
    (tmp_path / "robot.fairlead").write_text("mine")
    with pytest.raises(WriteError, match="nothing was changed"):
        write_agreed(tmp_path / "robot.yaml", AGREED)

    assert (tmp_path / "robot.fairlead").read_text() == "mine"


OFFSETS = st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))])
MOMENTS = st.builds(
    lambda moment, zone: moment.replace(second=0, microsecond=0, tzinfo=zone),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.shared(OFFSETS, key="zone"),
)
SHARES = st.decimals("0.001", "50", places=3).map(lambda share: Assigned("ana", share))


@st.composite
def agreed_tasks(draw: st.DrawFn) -> AgreedTask:
    id = draw(st.text(min_size=1, max_size=8))
    start, finish = sorted([draw(MOMENTS), draw(MOMENTS)])
    stretches = draw(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=2))
    mode = draw(st.none() | st.integers(0, 9))
    return AgreedTask(id, start, finish, tuple(stretches), tuple(draw(st.lists(SHARES, max_size=2))), mode)


@given(st.lists(agreed_tasks(), max_size=4, unique_by=lambda each: each.id), st.none() | st.dates())
def test_any_agreement_is_read_as_it_was_written(tasks: list[AgreedTask], day: date | None) -> None:
    agreed = Agreed({each.id: each for each in tasks}, agreed=day)

    assert agreed_of(text_of(agreed).encode(), "x") == agreed


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats()
    | st.text(max_size=4)
    | st.just("2027-01-04"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "start", "finish", "segments", "assigned", "who", "share", "mode"]), inner
        )
    ),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {"schema": st.just(1), "tasks": st.lists(JSON, max_size=3)}, optional={"start": JSON, "agreed": JSON}
    )
)
def test_no_content_does_more_than_be_refused(content: object) -> None:
    with suppress(ReadError):
        agreed_of(json.dumps(content).encode(), "x")
