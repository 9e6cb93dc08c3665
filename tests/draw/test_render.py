from __future__ import annotations

import builtins
import re
import struct
from typing import Any

import pytest

from fairlead.draw.errors import ChartsMissing, DrawingFailed, DrawingTooLarge
from fairlead.draw.gantt_svg import gantt_svg
from fairlead.draw.render import drawing_size, render, scale_within_limits
from tests.draw.sample import robot_arm


def test_a_png_is_twice_as_large_as_the_drawing() -> None:
    pytest.importorskip("vl_convert")
    svg = gantt_svg(robot_arm())
    width, height = drawing_size(svg)
    assert struct.unpack(">II", render(svg, "png")[16:24]) == (2 * width, 2 * height)


def test_a_pdf_page_fits_the_drawing_and_holds_letters_not_pixels() -> None:
    pytest.importorskip("vl_convert")
    svg = gantt_svg(robot_arm())
    width, height = drawing_size(svg)
    pdf = render(svg, "pdf")
    box = re.search(rb"MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    assert [float(side) for side in box.groups()] == pytest.approx([width * 0.75, height * 0.75], abs=1)
    assert b"/Font" in pdf


def test_a_page_is_never_longer_than_readers_can_open() -> None:
    pytest.importorskip("vl_convert")
    pdf = render('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="48000"/>', "pdf")
    box = re.search(rb"MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    assert float(box[2]) <= 14_400


def test_a_large_png_is_made_smaller_and_a_huge_one_refused_with_a_way_out() -> None:
    assert scale_within_limits(1000, 1000) == 2
    assert 1 <= scale_within_limits(5000, 10_000) < 2
    with pytest.raises(DrawingTooLarge, match="SVG, PDF or HTML"):
        scale_within_limits(5000, 48_000)
    with pytest.raises(DrawingTooLarge):
        scale_within_limits(5000, 5000, scale=10)


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *others: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return found(name, *others)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ChartsMissing, match=r"pip install 'fairlead\[charts\]'"):
        render('<svg width="10" height="10"/>', "png")


@pytest.mark.parametrize(
    "text", ["", "<p>", "<svg>", '<svg width="0" height="5">', '<svg width="5" height="5"><g']
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    pytest.importorskip("vl_convert")
    with pytest.raises(DrawingFailed):
        render(text, "png")
