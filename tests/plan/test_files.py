from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from fairlead.plan import files
from fairlead.plan.errors import ReadError, RequestError, WriteError
from fairlead.plan.files import read_limited, write_atomically


def test_a_new_file_holds_the_bytes_as_given(tmp_path: Path) -> None:
    write_atomically(tmp_path / "plan.yaml", "name: Ž\r\n", force=False)
    assert (tmp_path / "plan.yaml").read_bytes() == "name: Ž\r\n".encode()
    assert os.listdir(tmp_path) == ["plan.yaml"]


def test_a_file_in_the_way_is_overwritten_only_by_force(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("old")
    with pytest.raises(RequestError, match="--force"):
        write_atomically(plan, b"new", force=False)
    assert plan.read_text() == "old"
    write_atomically(plan, b"new", force=True)
    assert plan.read_text() == "new"
    assert os.listdir(tmp_path) == ["plan.yaml"]


def test_permissions_are_kept_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    plan, usual = tmp_path / "plan.yaml", tmp_path / "usual"
    plan.write_text("old")
    plan.chmod(0o640)
    usual.write_text("")
    write_atomically(plan, "new", force=True)
    write_atomically(tmp_path / "new", "new", force=True)
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


def test_what_nobody_may_write_is_not_replaced_by_something_else(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("old")
    plan.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        write_atomically(plan, "new", force=True)
    assert plan.read_text() == "old"
    assert os.listdir(tmp_path) == ["plan.yaml"]


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("old")
    link.symlink_to("real.yaml")
    write_atomically(link, "new", force=True)
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_failure_half_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("old")

    def disk_full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", disk_full)
    with pytest.raises(WriteError, match="No space left"):
        write_atomically(plan, "new", force=True)
    assert plan.read_text() == "old"
    assert os.listdir(tmp_path) == ["plan.yaml"]


@pytest.mark.parametrize("force", [True, False])
def test_what_cannot_be_written_is_said(tmp_path: Path, force: bool) -> None:
    with pytest.raises(WriteError, match="no such file or folder"):
        write_atomically(tmp_path / "missing" / "plan.yaml", "x", force=force)
    with pytest.raises((WriteError, RequestError)):
        write_atomically(tmp_path, "x", force=force)


def test_a_device_is_simply_written_to() -> None:
    write_atomically("/dev/null", "x", force=False)
    assert Path("/dev/null").is_char_device()


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"12345")
    assert read_limited(plan, 5) == b"12345"
    with pytest.raises(ReadError, match="larger than 4 bytes"):
        read_limited(plan, 4)


def test_an_endless_device_ends_at_the_limit() -> None:
    with pytest.raises(ReadError, match="larger than 1 MB"):
        read_limited("/dev/zero", 2**20)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file") as caught:
        read_limited(tmp_path / "plan.yaml", 10)
    assert caught.value.findings[0].file == str(tmp_path / "plan.yaml")
    with pytest.raises(ReadError, match="it is a folder"):
        read_limited(tmp_path, 10)
    with pytest.raises(ReadError):
        read_limited("a\0b", 10)
