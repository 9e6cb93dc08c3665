"""The colours of a chart, light and dark, as a style sheet."""

from __future__ import annotations

from dataclasses import dataclass

from fairlead.draw.text import FONTS


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they mean; `ink` is for text, `paper` for the ground under everything."""

    paper: str
    ink: str
    quiet: str
    grid: str
    header: str
    stripe: str
    closed: str
    task: str
    task_edge: str
    task_done: str
    critical: str
    critical_edge: str
    critical_done: str
    summary: str
    goal: str
    baseline: str
    whisker: str
    link: str
    kept: str
    missed: str
    doubtful: str
    today: str


LIGHT = Palette(
    paper="#ffffff",
    ink="#1b2430",
    quiet="#5b6675",
    grid="#dfe4ea",
    header="#f2f4f7",
    stripe="#f8f9fb",
    closed="#eceff3",
    task="#8fb4ec",
    task_edge="#3f6fb5",
    task_done="#2c5aa0",
    critical="#f2a097",
    critical_edge="#a61b1b",
    critical_done="#a61b1b",
    summary="#374151",
    goal="#6d3fc0",
    baseline="#9aa5b1",
    whisker="#5f7f9e",
    link="#7b8794",
    kept="#15803d",
    missed="#c81e1e",
    doubtful="#9a5b00",
    today="#d9730d",
)

DARK = Palette(
    paper="#14181f",
    ink="#e6e9ee",
    quiet="#a3adba",
    grid="#2c343f",
    header="#1d232c",
    stripe="#181d25",
    closed="#1f2630",
    task="#3d6cb0",
    task_edge="#86b0f0",
    task_done="#a9c9fb",
    critical="#8c2f2a",
    critical_edge="#ff8a80",
    critical_done="#ffb4ab",
    summary="#c3cad4",
    goal="#b794f6",
    baseline="#6b7684",
    whisker="#8aa9c7",
    link="#8d98a6",
    kept="#4ade80",
    missed="#ff7b72",
    doubtful="#f5a04c",
    today="#f5a04c",
)


def style_sheet(palette: Palette) -> str:
    """Return the rules for a drawing, every one under the class `gantt`, without characters that need escaping."""
    rules = {**_ground(palette), **_bars(palette), **_marks(palette)}
    return "".join(f".gantt {name}{{{body}}}" for name, body in rules.items())


def _ground(colours: Palette) -> dict[str, str]:
    return {
        "text": f"font-family:{FONTS};font-size:12px;fill:{colours.ink}",
        ".title": "font-size:18px;font-weight:bold",
        ".bold": "font-weight:bold",
        ".quiet": f"fill:{colours.quiet}",
        ".small": "font-size:11px",
        ".paper": f"fill:{colours.paper}",
        ".header": f"fill:{colours.header}",
        ".stripe": f"fill:{colours.stripe}",
        ".closed": f"fill:{colours.closed}",
        ".grid": f"stroke:{colours.grid};stroke-width:1;fill:none",
        ".rule": f"stroke:{colours.baseline};stroke-width:1;fill:none",
    }


def _bars(colours: Palette) -> dict[str, str]:
    return {
        ".task": f"fill:{colours.task};stroke:{colours.task_edge};stroke-width:1",
        ".task-done": f"fill:{colours.task_done}",
        ".critical": f"fill:{colours.critical};stroke:{colours.critical_edge};stroke-width:2",
        ".critical-done": f"fill:{colours.critical_done}",
        ".hatch": f"stroke:{colours.critical_edge};stroke-width:1.2;fill:none",
        ".summary": f"fill:{colours.summary}",
        ".summary-critical": f"fill:{colours.critical_edge}",
        ".milestone": f"fill:{colours.ink};stroke:{colours.paper};stroke-width:1",
        ".milestone-critical": f"fill:{colours.critical};stroke:{colours.critical_edge};stroke-width:2.2",
        ".goal": f"fill:{colours.goal};stroke:{colours.paper};stroke-width:1",
        ".goal-critical": f"fill:{colours.goal};stroke:{colours.critical_edge};stroke-width:1.8",
        ".share": f"fill:{colours.critical};fill-opacity:0.55",
        ".gap": f"stroke:{colours.task_edge};stroke-width:1.2;stroke-dasharray:2 2;fill:none",
    }


def _marks(colours: Palette) -> dict[str, str]:
    return {
        ".baseline": f"fill:{colours.baseline}",
        ".whisker": f"stroke:{colours.whisker};stroke-width:1.5;fill:none",
        ".link": f"stroke:{colours.link};stroke-width:1.1;fill:none",
        ".link-critical": f"stroke:{colours.critical_edge};stroke-width:1.8;fill:none",
        ".head": f"fill:{colours.link}",
        ".head-critical": f"fill:{colours.critical_edge}",
        ".kept": f"fill:{colours.paper};stroke:{colours.kept};stroke-width:1.6",
        ".missed": f"fill:{colours.missed};stroke:{colours.missed};stroke-width:1.6",
        ".today": f"stroke:{colours.today};stroke-width:1.8;fill:none",
        ".today-word": f"fill:{colours.today};font-size:11px;font-weight:bold",
        ".deadline": f"stroke:{colours.kept};stroke-width:1.3;stroke-dasharray:5 3;fill:none",
        ".deadline-word": f"fill:{colours.kept};font-size:11px",
        ".goal-line": f"stroke:{colours.goal};stroke-width:1.3;stroke-dasharray:5 3;fill:none",
        ".goal-word": f"fill:{colours.goal};font-size:11px",
        ".status": f"stroke:{colours.quiet};stroke-width:1.3;stroke-dasharray:2 3;fill:none",
        ".status-word": f"fill:{colours.quiet};font-size:11px",
        ".beside": (
            f"font-size:11px;paint-order:stroke;stroke:{colours.paper};stroke-width:3px;stroke-linejoin:round"
        ),
    }
