from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from fairlead.draw.chart import GanttChart
from fairlead.draw.gantt_terminal import gantt_lines, gantt_text, print_gantt
from fairlead.draw.text import cells
from tests.draw.builders import a_chart, a_row, day
from tests.draw.sample import robot_arm
from tests.draw.strategies import charts


class Terminal(io.StringIO):
    """A terminal of a given encoding, as far as a program can tell."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


def bar_of(text: str, name: str) -> str:
    line = next(line for line in text.splitlines() if name in line)
    return line[line.index(name) + len(name) :].strip()


def test_bars_keep_the_proportions_of_their_dates() -> None:
    rows = (a_row("long", day(1), day(9)), a_row("half", day(5), day(9)))
    text = gantt_text(a_chart(*rows, start=day(1), finish=day(9), legend=False), width=39)
    assert bar_of(text, "long").count("=") == 2 * bar_of(text, "half").count("=")


def test_a_pipe_gets_plain_ascii() -> None:
    out = io.StringIO()
    print_gantt(robot_arm(), out, width=90)
    assert out.getvalue().replace("·", "").isascii()
    assert "\x1b" not in out.getvalue()


def test_a_terminal_gets_blocks_and_red_for_what_is_critical(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    print_gantt(robot_arm(), out, width=100)
    assert "▓" in out.getvalue()
    assert "◆" in out.getvalue()
    assert "\x1b[1;31m" in out.getvalue()


def test_a_terminal_without_unicode_gets_ascii_and_question_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal("ascii")
    print_gantt(a_chart(a_row(name="Prüfung")), out, width=80)
    assert out.getvalue().isascii()
    assert "Pr?fung" in out.getvalue()


def test_critical_rows_carry_a_mark_that_needs_no_colour() -> None:
    text = gantt_text(a_chart(a_row("weld", critical=True), a_row("paint")), width=80)
    assert "\n* weld" in text
    assert "\n  paint" in text


@pytest.mark.parametrize("width", [20, 40, 80, 120, 160])
def test_every_name_of_the_sample_is_there_and_the_axis_has_months(width: int) -> None:
    lines = ["".join(piece.text for piece in line) for line in gantt_lines(robot_arm(), width)]
    assert len(lines) >= len(robot_arm().rows) + 4
    assert any("Apr" in line for line in lines) or width < 40


def test_how_often_a_row_is_critical_stands_before_its_bar() -> None:
    text = gantt_text(a_chart(a_row("weld", share=0.5), a_row("paint", share=0.004), a_row("ship")), width=80)
    header, weld, paint, ship = (line[:30] for line in text.splitlines()[2:6])
    place = header.index("Crit")
    assert [line[place : place + 4] for line in (weld, paint, ship)] == [" 50%", " <1%", "    "]


def test_a_chart_without_rows_says_so() -> None:
    assert "no rows" in gantt_text(a_chart())


@settings(max_examples=60, deadline=None)
@given(charts, st.integers(1, 200))
def test_no_line_is_wider_than_the_terminal(chart: GanttChart, width: int) -> None:
    for line in gantt_lines(chart, width):
        text = "".join(piece.text for piece in line)
        assert cells(text) <= width
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
        if "\u200d" not in text and "\ufe0f" not in text:
            assert cell_len(text) <= width
