"""Whatever a benchmark file holds: a plan that can be scheduled or says why not, or an error of Fairlead's own."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.benchmarks import READERS
from fairlead.exchange.importing import open_data
from fairlead.plan.errors import FairleadError, ReadError
from fairlead.plan.findings import Severity
from fairlead.schedule.schedule import schedule
from tests.exchange.benchmarks.samples import ALL, SM, a_plan, opened

TOKENS = st.sampled_from(
    ["", "0", "1", "2", "-1", "99", "10000000", "9" * 30, "9" * 5000, "1.5", "1e3", "x", "[", "]", "[1]", "[-3]", "1:1",
     "9:9", "|]", "[|", ";", "%", "true", "Q3:", "\n", "\x00", "é", "²", "*" * 9, "PRECEDENCE RELATIONS:", "TaskID"]
)  # fmt: skip


def usable(data: bytes) -> None:
    """Read, check and schedule; only Fairlead's own errors may come of it."""
    with suppress(FairleadError):
        found = open_data(data, "tiny")
        if not any(finding.severity is Severity.ERROR for finding in found.findings):
            schedule(found.plan)


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
@given(data=st.data())
def test_tokens_replaced_by_others(text: str, data: st.DataObject) -> None:
    tokens = text.replace("\n", " \n ").split(" ")
    for _ in range(data.draw(st.integers(1, 3))):
        tokens[data.draw(st.integers(0, len(tokens) - 1))] = data.draw(TOKENS)
    usable(" ".join(tokens).encode())


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_files_cut_off_anywhere(text: str) -> None:
    for end in range(0, len(text), 7):
        usable(text[:end].encode())


@pytest.mark.parametrize("kind", READERS)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(kind: str, data: bytes) -> None:
    with suppress(FairleadError):
        assert READERS[kind](data, "tiny").plan is not None


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_with_a_remedy(kind: str, data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        READERS[kind](data, "tiny")
    assert refused.value.findings[0].remedy


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_encodings_and_ends_of_lines_make_no_difference(text: str, encoding: str) -> None:
    data = text.replace("\n", "\r\n").encode(encoding)
    assert opened(data).plan == a_plan(text)


def test_letters_that_nobody_can_read_do_no_harm_beside_the_numbers() -> None:
    assert opened(SM.encode().replace(b"tiny.bas", b"K\xf6ln\xff")).plan == a_plan(SM)
