"""Files read within limits and written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from fairlead.plan.errors import ReadError, RequestError, WriteError

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class _ReadOnlyError(OSError):
    """Nobody may write the file."""


def read_limited(path: Path | str, limit_bytes: int) -> bytes:
    """Return the bytes of a file that holds at most `limit_bytes`; never reads more than that into memory.

    Raises ReadError when the file is missing, a folder, unreadable or larger; devices and pipes are read up to
    the limit like files.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(limit_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(data) > limit_bytes:
        raise _too_large(path, limit_bytes)
    return data


def write_atomically(path: Path | str, data: bytes | str, *, force: bool) -> None:
    """Write the whole file or leave what was there; a reader never sees half of it.

    Text is written as UTF-8 without changing its line ends. A symbolic link stays and the file it points at is
    replaced; permissions are kept. Raises RequestError when the file exists and `force` is False, WriteError
    when it can't be written. Something that isn't a regular file (/dev/stdout, a pipe) is simply written to.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)
        elif force:
            _replace(target, content)
        else:
            _create(target, content)
    except FileExistsError as error:
        raise RequestError(
            f"{path} exists already; add --force to write over it, or choose another name"
        ) from error
    except (OSError, ValueError) as error:
        raise WriteError(f"{path} can't be written: {_reason(error)}; nothing was changed") from error


def _create(target: Path, content: bytes) -> None:
    if target.exists():
        raise FileExistsError(target)
    temporary = _written_beside(target, content)
    try:
        # A hard link fails where the name has been taken meanwhile, so nothing is ever overwritten by accident.
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.replace(temporary, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
    _sync_folder(target.parent)


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    if target.exists() and not target.stat().st_mode & _WRITABLE:
        raise _ReadOnlyError  # its folder would let us put another in its place; whoever marked it didn't mean that
    temporary = _written_beside(target, content)
    try:
        os.replace(temporary, target)
    except OSError:
        os.unlink(temporary)
        raise
    _sync_folder(target.parent)


def _written_beside(target: Path, content: bytes) -> str:
    """Return the name of a temporary file in the same folder that holds the content safely on the disk."""
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.chmod(temporary, _permissions(target))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary


def _permissions(target: Path) -> int:
    with suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Without this the new name may be lost in a crash although the content is safe; not every system allows it.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unreadable(path: Path | str, error: Exception) -> ReadError:
    missing = isinstance(error, FileNotFoundError)
    remedy = "Check the name and the folder" if missing else "Choose another file"
    code = "missing-file" if missing else "unreadable-file"
    return ReadError.at(f"can't be read: {_reason(error)}", remedy, code=code, file=str(path))


def _too_large(path: Path | str, limit_bytes: int) -> ReadError:
    size = f"{limit_bytes / 2**20:g} MB" if limit_bytes >= 2**20 else f"{limit_bytes} bytes"
    message = f"the file is larger than {size}, which no plan is"
    return ReadError.at(message, "Check that this is the right file", code="file-too-large", file=str(path))


def _reason(error: Exception) -> str:
    known = {
        _ReadOnlyError: "it is read-only (`chmod u+w` lets it be written)",
        FileNotFoundError: "there is no such file or folder",
        IsADirectoryError: "it is a folder",
        NotADirectoryError: "a part of its path is not a folder",
        PermissionError: "permission denied",
    }
    for kind, words in known.items():
        if isinstance(error, kind):
            return words
    return getattr(error, "strerror", None) or str(error)
