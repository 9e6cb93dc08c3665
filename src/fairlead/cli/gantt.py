"""`fairlead gantt`: the schedule as bars, at the terminal or in a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from fairlead.cli.arguments import force_option, plan_argument
from fairlead.cli.help import taught
from fairlead.cli.pictures import picture
from fairlead.cli.plans import named, sound
from fairlead.cli.schedules import outlook_of
from fairlead.cli.screen import say, toned, width
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically

if TYPE_CHECKING:
    from fairlead.draw.chart import ColumnKey, GanttChart
    from fairlead.schedule.outlook import Outlook

ENDINGS = (".svg", ".png", ".pdf", ".html")
ZOOMS = ("hour", "day", "week", "month", "quarter", "year")


@taught(
    "gantt",
    ("fairlead gantt robotics.yaml", "here, as wide as the terminal"),
    ("fairlead gantt robotics.yaml -o robotics.svg", "a picture; .png .pdf .html likewise"),
    ("fairlead gantt robotics.yaml -o robotics.html --zoom week", "a page to scroll in, finer"),
    ("fairlead gantt robotics.yaml --depth 1", "only the outermost summaries"),
    ("fairlead gantt robotics.yaml --critical", "only what decides the finish"),
)
@plan_argument
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write .svg, .png, .pdf or .html.")
@click.option("--zoom", type=click.Choice(ZOOMS), help="The unit of the time axis (default: what fits).")
@click.option("--columns", metavar="NAMES", help="Columns beside the names: start,finish,duration,float.")
@click.option("--depth", metavar="N", type=click.IntRange(1), help="Show N levels of the outline.")
@click.option("--critical", is_flag=True, help="Only critical tasks and the summaries above them.")
@click.option("--logic", is_flag=True, help="Bars by logic alone, as if everybody were free.")
@force_option
def command(
    plan: str | None,
    output: str | None,
    zoom: str | None,
    columns: str | None,
    depth: int | None,
    critical: bool,
    logic: bool,
    force: bool,
) -> None:
    """Draw the plan's chart."""
    name = named(plan)
    if output is not None:
        must_be_writable(output, force)
    given = sound(name)
    outlook = outlook_of(given.plan, given.opened, name=name, logic=logic)
    chart = _chart(outlook, _columns(columns), depth, critical)
    if output is None:
        _print(chart)
    else:
        write_chart(chart, output, zoom, force=force)


def _chart(outlook: Outlook, columns: tuple[ColumnKey, ...], depth: int | None, critical: bool) -> GanttChart:
    from fairlead.schedule.charts import gantt_chart

    found, people = outlook.schedule, outlook.people
    return gantt_chart(found.plan, found, columns=columns, depth=depth, critical_only=critical, people=people)


def write_chart(
    chart: GanttChart, output: str, zoom: str | None = None, *, force: bool, quiet: bool = False
) -> None:
    """Write a chart as its file's name ends, and say so unless `quiet`."""
    write_atomically(output, _drawn(chart, Path(output).suffix.lower(), zoom), force=force)
    if not quiet:
        say(f"{toned('Wrote', 'good')} {output}.")


def must_be_writable(
    output: str, force: bool, endings: Sequence[str] = ENDINGS, what: str = "charts are written"
) -> None:
    """Raise RequestError before anything is calculated where a file can't be written under this name."""
    if Path(output).suffix.lower() not in endings:
        raise RequestError(f"{output}: {what} as {', '.join(endings)}; end the name with one of them")
    if os.path.isdir(output):
        raise RequestError(f"{output} is a folder; name a file in it")
    if os.path.isfile(output) and not force:
        raise RequestError(f"{output} exists already; add --force to write over it, or choose another name")


def _columns(text: str | None) -> tuple[ColumnKey, ...]:
    from fairlead.draw.chart import ColumnKey

    if text is None:
        return ("start", "finish")
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if name not in get_args(ColumnKey):
            raise RequestError(f"there is no column `{name}`; there are {', '.join(get_args(ColumnKey))}")
    return cast("tuple[ColumnKey, ...]", names)


def _print(chart: GanttChart) -> None:
    from fairlead.draw.gantt_terminal import print_gantt

    print_gantt(chart, width=width())


def _drawn(chart: GanttChart, ending: str, zoom: str | None) -> bytes | str:
    from fairlead.draw.gantt_html import gantt_html
    from fairlead.draw.gantt_svg import gantt_svg

    return picture(ending, svg=lambda: gantt_svg(chart, zoom=zoom), html=lambda: gantt_html(chart, zoom=zoom))
