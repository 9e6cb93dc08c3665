"""The process that reads: a script stands for Java, so that every way to end can be played."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.mpxj import running
from fairlead.exchange.mpxj.running import Passed, pass_through
from fairlead.exchange.mpxj.surroundings import Surroundings
from fairlead.plan.errors import FairleadError, ReadError, SurroundingsError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for Java")


@pytest.fixture
def played(tmp_path: Path) -> object:
    def play(script: str, data: bytes = b"") -> Passed:
        java = tmp_path / "java"
        java.write_text(f"#!/bin/sh\nfor last; do :; done\n{script}\n")
        java.chmod(0o755)
        return pass_through(Surroundings(java, ()), data, "tower.mpp")

    return play


def test_the_answer_is_a_line_of_json_and_the_project(played) -> None:
    passed = played('echo "{\\"carrier\\": \\"xer\\"}"; cat "$last"; echo noise >&2', b"ERMHDR\n\0")
    assert passed == Passed({"carrier": "xer"}, b"ERMHDR\n\0".ljust(512, b"\n"))


def test_the_process_has_nothing_to_read_and_a_folder_of_its_own(played) -> None:
    passed = played('cat; echo "{\\"folder\\": \\"$(pwd)\\", \\"options\\": \\"$JAVA_TOOL_OPTIONS\\"}"')
    assert not Path(passed.said["folder"]).exists()
    assert Path(passed.said["folder"]) != Path.cwd()


def test_options_for_other_java_programs_are_not_taken_over(played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1t")
    assert played('echo "{\\"options\\": \\"$JAVA_TOOL_OPTIONS\\"}"').said == {"options": ""}


@pytest.mark.parametrize(
    ("script", "error", "code", "message"),
    [
        ('echo \'{"problem": "password"}\'', ReadError, "password-protected", "protected by a password"),
        ('echo \'{"problem": "unknown"}\'', ReadError, "foreign-file", "no project"),
        ('echo \'{"problem": "broken", "words": "a   b"}\'', ReadError, "broken-file", "damaged or cut off: a b"),
        ('echo \'{"problem": "broken", "words": "no DOCTYPE here"}\'', ReadError, "xml-doctype", "document type"),
        ("echo '[]'", ReadError, "broken-file", "damaged or cut off"),
        ("echo Ouch >&2; exit 7", ReadError, "broken-file", "Ouch"),
        ("exit 7", ReadError, "broken-file", "status 7"),
        ("kill -SEGV $$", ReadError, "broken-file", "status -11"),
        ("echo java.lang.OutOfMemoryError: heap >&2; exit 3", ReadError, "file-too-large", "memory"),
        ("kill -KILL $$", ReadError, "file-too-large", "seconds or"),
        ("kill -XCPU $$", ReadError, "file-too-large", "longer than"),
        ("echo UnsupportedClassVersionError >&2; exit 1", SurroundingsError, None, "too old"),
        ("echo Error occurred during initialization of VM >&2; exit 1", SurroundingsError, None, "doesn't run"),
    ],
)  # fmt: skip
def test_every_way_to_fail_has_its_message(
    played, script: str, error: type, code: str | None, message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        played(script)
    if isinstance(caught.value, ReadError):
        (finding,) = caught.value.findings
        assert (finding.code, finding.file) == (code, "tower.mpp")
        assert finding.remedy
    else:
        assert caught.value.exit_code == 3


def test_a_missing_java_is_no_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="Java doesn't run here"):
        pass_through(Surroundings(tmp_path / "none", ()), b"", "tower.mpp")


def test_time_is_bounded_and_nothing_stays_behind(
    played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "TIME_LIMIT", 1)
    alive = tmp_path / "alive"
    began = time.monotonic()
    with pytest.raises(ReadError, match="took longer than 1 seconds"):
        played(f'(sleep 3; touch "{alive}") & sleep 60')
    assert time.monotonic() - began < 30
    time.sleep(3.5)
    assert not alive.exists()


def test_what_the_process_writes_is_bounded(played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FILE_BLOCKS", 8)
    with pytest.raises(ReadError):
        played("exec head -c 1000000 /dev/zero")


def test_memory_is_bounded(played) -> None:
    assert played('echo "{\\"limit\\": $(ulimit -v)}"').said["limit"] == running.ADDRESSES_KB


@given(answer=st.binary() | st.recursive(st.none() | st.text() | st.integers(), lambda each: st.lists(each)
       | st.dictionaries(st.sampled_from(["problem", "words", "carrier"]), each)).map(lambda value: json.dumps(value).encode()),
       code=st.none() | st.integers(-20, 160), log=st.text())  # fmt: skip
def test_any_answer_is_taken_or_refused(answer: bytes, code: int | None, log: str) -> None:
    try:
        passed = running._passed(answer, code, log, "tower.mpp")
    except FairleadError:
        return
    assert code == 0
    assert "problem" not in passed.said
