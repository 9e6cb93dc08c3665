"""Kernels in two forms: the same answers, a cache that is hit, that forgets what changed, and that may fail."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairlead.schedule.calendars import kernels
from fairlead.schedule.jit import cache_folder, load_compiled

RATES = """
from fairlead.schedule.jit import kernel
from workshop.constants import FACTOR

@kernel
def priced(hours):
    return hours * FACTOR
"""
SUMS = """
import workshop.rates as rates
from fairlead.schedule.jit import kernel
from workshop.rates import priced

@kernel
def doubled(x):
    return 2 * x

@kernel
def bill(hours):
    total = 0
    for h in hours:
        total += doubled(priced(h)) + rates.priced(0)
    return total
"""
HALVES = """
from fairlead.schedule.jit import beside, inlined, kernel

def _half(x):
    return x >> 1

@inlined
@beside(_half)
def half(x):
    return x // 2

@kernel
def quarter(x):
    return half(half(x))
"""
MAKING = """
import numpy as np
from fairlead.schedule.jit import kernel

@kernel
def nothing(size):
    return np.zeros(size)[0]
"""
ASK = """
import numpy as np
from fairlead.schedule.jit import load_compiled
sums = load_compiled("workshop.sums")
print(sums.bill(np.array([1, 2])), sum(sums.bill.stats.cache_hits.values()))
"""


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Return a package with two kernel modules, one of which calls the other, and a constant."""
    package = tmp_path / "site" / "workshop"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "constants.py").write_text("FACTOR = 10\n")
    (package / "rates.py").write_text(RATES)
    (package / "sums.py").write_text(SUMS)
    return package


@pytest.fixture
def importable(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of the package, which this process can import for as long as the test lasts."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(workshop.parent))
    yield workshop.parent
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in ("workshop", "circular"):
            del sys.modules[name]


def ask(workshop: Path, cache: Path) -> tuple[str, str]:
    """Return what a new process answers, with its number of cache hits, and what it says besides."""
    paths = os.pathsep.join([str(workshop.parent), *sys.path])
    environment = {
        **os.environ,
        "FAIRLEAD_CACHE_DIR": str(cache),
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), done.stderr.strip()


def test_a_second_process_reads_what_the_first_compiled_until_the_source_changes(
    workshop: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    assert ask(workshop, cache) == ("60 0", "")
    assert ask(workshop, cache) == ("60 1", "")

    # The caller's own file stays as it was; what it calls, and a constant of that, change.
    (workshop / "constants.py").write_text("FACTOR = 11\n")
    assert ask(workshop, cache) == ("66 0", "")
    (workshop / "rates.py").write_text(RATES.replace("hours * FACTOR", "hours + FACTOR"))
    assert ask(workshop, cache) == ("72 0", "")  # 2 * 12 + 11 and 2 * 13 + 11
    assert ask(workshop, cache) == ("72 1", "")


def test_a_folder_that_cannot_be_written_costs_one_note_and_nothing_else(
    workshop: Path, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    answer, said = ask(workshop, in_the_way)
    assert answer == "60 0"
    assert len(said.splitlines()) == 1
    assert "FAIRLEAD_CACHE_DIR" in said


def test_damaged_machine_code_is_compiled_again(workshop: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    ask(workshop, cache)
    files = [path for path in cache.rglob("*") if path.suffix in (".nbi", ".nbc")]
    assert files
    for path in files:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert ask(workshop, cache)[0] == "60 0"
    assert ask(workshop, cache) == ("60 1", "")


def test_plain_kernels_do_not_import_numba() -> None:
    script = "import sys, fairlead.schedule.calendars.kernels; print('numba' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"


def test_both_forms_are_there_at_once_and_stay_the_same_objects() -> None:
    compiled = load_compiled(kernels.__name__)
    assert compiled is load_compiled(kernels.__name__)
    assert importlib.import_module(kernels.__name__) is kernels
    assert compiled.add_work is not kernels.add_work
    assert compiled.add_work.py_func.__code__ == kernels.add_work.__code__
    assert compiled.BEYOND == kernels.BEYOND


@pytest.mark.usefixtures("importable")
def test_imported_kernels_are_compiled_ones_too() -> None:
    compiled = load_compiled("workshop.sums")
    assert compiled.priced is compiled.rates.priced is load_compiled("workshop.rates").priced
    assert hasattr(compiled.priced, "py_func")


def test_a_kernel_may_have_a_quicker_way_in_plain_python(importable: Path) -> None:
    (importable / "halves.py").write_text(HALVES)
    plain, compiled = importlib.import_module("halves"), load_compiled("halves")
    assert (plain.half(7), compiled.half(7)) == (3, 3)
    assert (plain.quarter(9), compiled.quarter(9)) == (2, 2)
    assert plain.half.__wrapped__.__code__ == compiled.half.py_func.__code__


def test_a_kernel_that_makes_an_array_is_refused(importable: Path) -> None:
    (importable / "making.py").write_text(MAKING)
    with pytest.raises(Exception, match="Only accept returning of array passed"):
        load_compiled("making").nothing(3)


@pytest.mark.parametrize(
    "body",
    ["def a(x):\n    return a(x - 1)", "def a(x):\n    return b(x)\n\n@kernel\ndef b(x):\n    return a(x)"],
)
def test_kernels_in_a_circle_are_refused(body: str, importable: Path) -> None:
    (importable / "circular.py").write_text(f"from fairlead.schedule.jit import kernel\n\n@kernel\n{body}\n")
    with pytest.raises(TypeError, match=r"in a circle: (a -> (b -> )?a|b -> a -> b)"):
        load_compiled("circular")


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"FAIRLEAD_CACHE_DIR": "/somewhere", "XDG_CACHE_HOME": "/other"}, "/somewhere"),
        ({"XDG_CACHE_HOME": "/other"}, "/other/fairlead"),
        ({"HOME": "/home/ana"}, "/home/ana/.cache/fairlead"),
    ],
)
def test_the_folder_can_be_set(
    environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("FAIRLEAD_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == Path(folder)


@pytest.mark.usefixtures("importable")
def test_machine_code_of_old_sources_is_forgotten_after_a_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "cache" / "kernels"
    old, recent, other = kept / "workshop.rates-000", kept / "workshop.rates-111", kept / "workshop.sums-000"
    for folder in (old, recent, other):
        folder.mkdir(parents=True)
    for folder in (old, other):
        os.utime(folder, (0, 0))
    monkeypatch.setenv("FAIRLEAD_CACHE_DIR", str(tmp_path / "cache"))

    load_compiled("workshop.rates")

    assert [folder.exists() for folder in (old, recent, other)] == [False, True, True]


def test_numba_comes_without_linear_algebra_which_works_all_the_same() -> None:
    code = (
        "import sys\n"
        "from fairlead.schedule.jit import load_compiled\n"
        "import numpy as np\n"
        "kernels = load_compiled('fairlead.schedule.calendars.kernels')\n"
        "print(kernels.work_before(*[np.array([each]) for each in (0, 60, 0)], 0, 1, 15))\n"
        "assert 'numba' in sys.modules and 'scipy.linalg' not in sys.modules\n"
        "import numba\n"
        "print(numba.njit(lambda a: np.cov(a)[0, 1] + (a @ a)[0, 0])(np.eye(2)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["15", "0.5"]
