"""A chart with more rows than a picture can hold, cut down to its outer levels."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate

from fairlead.draw.chart import GanttChart


def folded(chart: GanttChart, most_rows: int) -> GanttChart:
    """Return the chart with at most `most_rows` rows and a line in the subtitle saying what was left out.

    The deepest levels of the outline go first; where even the outermost level is too long, its first rows stay.
    """
    if len(chart.rows) <= most_rows:
        return chart
    level = _deepest_level_that_fits(chart, most_rows)
    kept = tuple(row for row in chart.rows if row.level <= level)[:most_rows]
    note = f"{len(kept):,} of {len(chart.rows):,} rows shown; narrow the selection to see the others"
    return replace(chart, rows=kept, subtitle=" · ".join(filter(None, (chart.subtitle, note))))


def _deepest_level_that_fits(chart: GanttChart, most_rows: int) -> int:
    counts = Counter(row.level for row in chart.rows)
    levels = sorted(counts)
    totals = accumulate(counts[level] for level in levels)
    return max(
        (level for level, total in zip(levels, totals, strict=True) if total <= most_rows), default=levels[0]
    )
