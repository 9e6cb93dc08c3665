"""The names a library user begins with: all there, typed, cheap, and shown in the documentation as they are."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fairlead

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", fairlead.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    assert getattr(fairlead, name) is not None
    assert name in dir(fairlead)


def test_a_name_that_isnt_exported_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        fairlead.no_such_name  # noqa: B018


def test_what_type_checkers_see_is_what_is_exported() -> None:
    tree = ast.parse(Path(fairlead.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        alias.asname or alias.name
        for node in ast.walk(block)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert seen == set(fairlead.__all__) - {"__version__"}
    assert fairlead.__all__ == sorted(fairlead.__all__)


@pytest.mark.parametrize(
    "before", ["", "import fairlead.schedule.charts", "from fairlead.schedule import outlook"]
)
def test_schedule_is_a_function_and_a_folder_in_whatever_order(before: str) -> None:
    script = f"""
{before}
import fairlead
from fairlead.plan.opening import open_text
plan = open_text("name: X\\nstart: 2027-01-04\\ntasks: [{{id: a, estimate: 2d}}]").plan
print(fairlead.schedule(plan).finish)
import fairlead.schedule.charts as charts
print(fairlead.schedule(plan)["a"].critical, charts.gantt_chart is fairlead.gantt_chart)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.stdout == "2027-01-05 17:00:00\nTrue True\n", done.stderr


def test_importing_fairlead_imports_nothing_else() -> None:
    script = "import sys, fairlead; print([name for name in sys.modules if name.startswith(('fairlead.', 'pydantic'))])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_page_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for snippet in SNIPPETS:
            exec(compile(snippet, "docs/python.md", "exec"), names)

    assert "Warehouse robot v2" in out.getvalue()
    assert "ReadError" in out.getvalue()


def test_the_page_shows_every_name() -> None:
    shown = {name for name in fairlead.__all__ if re.search(rf"\b{name}\b", PAGE)}

    assert set(fairlead.__all__) - shown == {
        "Finding",
        "Plan",
        "Schedule",
        "Severity",
        "__version__",
        "parse_line",
    }
