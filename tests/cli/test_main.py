"""The frame: finding commands, help, exit codes, faults."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fairlead import __version__
from fairlead.cli import main, screen
from fairlead.cli.commands import COMMANDS, GROUPS
from fairlead.plan.errors import SurroundingsError

from .conftest import Fairlead


def test_help_shows_every_command_in_its_group(fairlead: Fairlead) -> None:
    said = fairlead("--help")

    assert said.code == 0
    places = [said.out.index(f"{group}:\n") for group in GROUPS]
    assert places == sorted(places)
    assert all(f"  {name} " in said.out and entry.summary in said.out for name, entry in COMMANDS.items())


def test_help_fits_80_columns_with_its_examples_side_by_side(
    fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = fairlead("--help")

    assert max(map(len, said.out.splitlines())) <= 80
    (line,) = [line for line in said.out.splitlines() if "fairlead import" in line]
    assert "bring in a Microsoft Project plan" in line


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_teaches_by_example(fairlead: Fairlead, name: str) -> None:
    said = fairlead(name, "--help")

    assert said.code == 0
    assert COMMANDS[name].summary in " ".join(said.out.split())
    assert said.out.index("Examples:") < said.out.index("Options:")
    assert "fairlead" in said.out.split("Examples:")[1].split("Options:")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_isnt_there_is_wrong_input_and_points_at_help(fairlead: Fairlead, name: str) -> None:
    said = fairlead(name, "--no-such-option")

    assert (said.code, said.out) == (2, "")
    assert "--no-such-option" in said.err
    assert f"fairlead {name} --help" in said.err


def test_the_version_is_printed(fairlead: Fairlead) -> None:
    assert fairlead("--version").out == f"fairlead {__version__}\n"


def test_a_mistyped_command_gets_a_suggestion(fairlead: Fairlead) -> None:
    said = fairlead("shedule")

    assert said.code == 2
    assert said.err == "fairlead: there is no command or plan `shedule`. Did you mean `schedule`?\n"


def test_a_word_like_no_command_points_at_help(fairlead: Fairlead) -> None:
    assert "`fairlead --help` shows all commands" in fairlead("xyzzy").err


def test_a_plan_in_a_commands_place_is_the_home_page(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead(shed.name).out == fairlead("home", shed.name).out


def test_nothing_at_all_is_the_home_page_in_a_folder_with_one_plan(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead().out == fairlead("home").out


def test_nothing_at_all_is_help_elsewhere(
    tmp_path: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert fairlead().out == fairlead("--help").out


def _failing(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    def fail(_name: str) -> None:
        raise problem

    monkeypatch.setattr("fairlead.cli.check.look_at", fail)


def test_a_fault_shows_no_traceback_but_says_how_to_get_one(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, ZeroDivisionError("by\nzero"))
    said = fairlead("check")

    assert (said.code, said.out) == (3, "")
    assert "Traceback" not in said.err
    assert "ZeroDivisionError: by zero" in said.err
    assert "FAIRLEAD_DEBUG=1" in said.err


def test_a_fault_is_raised_when_asked_for(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, ZeroDivisionError())
    monkeypatch.setenv("FAIRLEAD_DEBUG", "1")

    with pytest.raises(ZeroDivisionError):
        fairlead("check")


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (SurroundingsError("the store is away"), 3),
        (PermissionError(13, "Permission denied", "x.yaml"), 3),
        (KeyboardInterrupt(), 130),
        (MemoryError(), 3),
        (RecursionError("too deep"), 3),
    ],
    ids=lambda each: type(each).__name__,
)
def test_whatever_fails_is_one_line_and_an_exit_code(
    problem: BaseException, code: int, shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, problem)
    said = fairlead("check")

    assert said.code == code
    assert said.err.strip().startswith("fairlead: ")
    assert said.err.strip().count("\n") == 0


def _process(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "fairlead.cli.main", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_real_process_prints_plain_text_into_a_pipe(shed: Path) -> None:
    done = _process("schedule", shed.name, folder=shed.parent)

    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout
    assert "missed by 1d" in done.stdout.decode()


def test_a_process_whose_reader_goes_away_ends_quietly(shed: Path) -> None:
    command = (
        f'"{sys.executable}" -m fairlead.cli.main schema | head -c 10 > /dev/null; exit ${{PIPESTATUS[0]}}'
    )
    done = subprocess.run(["bash", "-c", command], cwd=shed.parent, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_without_arrows_gets_question_marks(shed: Path) -> None:
    done = _process("schedule", shed.name, folder=shed.parent, PYTHONIOENCODING="latin-1")

    assert done.returncode == 0, done.stderr
    assert b"Dig ? Pour concrete ? Walls ? Roof" in done.stdout


def test_what_a_command_doesnt_use_isnt_imported(shed: Path) -> None:
    heavy = "{'numba', 'numpy', 'rich', 'lxml', 'holidays', 'networkx', 'altair', 'vl_convert', 'rich_click'}"
    script = (
        "import sys; from fairlead.cli.main import run; code = run(['check', 'shed.yaml']); "
        f"print(sorted({heavy} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=shed.parent, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_imports_no_command(tmp_path: Path) -> None:
    script = (
        "import sys; from fairlead.cli.main import run; run(['--help']); "
        "print([name for name in sys.modules if name.startswith(('pydantic', 'fairlead.schedule', 'rich'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_colours_are_for_terminals_and_can_be_forced_and_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not screen.coloured()
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert screen.coloured()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not screen.coloured()


def test_main_exits_with_the_code(shed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main.main(["check", "nothing.yaml"])
    assert exit_.value.code == 2
    assert "nothing.yaml" in capsys.readouterr().err


def test_whoever_closes_the_output_early_or_altogether_gets_no_complaint() -> None:
    command = f"'{sys.executable}' -m fairlead.cli.main schema"
    said = subprocess.run(
        ["bash", "-c", f"{command} | true; echo ${{PIPESTATUS[0]}}; {command} >&-; echo $?"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (said.stdout.split(), said.stderr) == (["0", "0"], "")
