"""A forecast's pictures as plain data: bins of finish and cost, some iterations as points, and the frontier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from fairlead.draw.chart import moment_at
from fairlead.draw.histogram import Histogram
from fairlead.risk.charts import axis_minute, confidence_of, cost_histogram, finish_histogram
from fairlead.risk.forecast import NEVER, Forecast

_MOST_POINTS = 500


def finish_bins(forecast: Forecast) -> list[dict[str, Any]]:
    """Return the bins of the finish, `from` and `to` as moments, with their share of all iterations; none for never."""
    iso = forecast.compiled.axis.iso
    if not (forecast.finish < NEVER).any():
        return []
    return _bins(finish_histogram(forecast), lambda edge: iso(axis_minute(forecast, moment_at(edge))))


def cost_bins(forecast: Forecast) -> list[dict[str, Any]]:
    """Return the bins of the cost likewise, `from` and `to` in the plan's currency; none where nothing costs."""
    return _bins(cost_histogram(forecast), lambda edge: f"{edge:.2f}") if forecast.cost.any() else []


def _bins(drawn: Histogram, said: Callable[[float], str]) -> list[dict[str, Any]]:
    edges = [said(edge) for edge in drawn.edges]
    return [
        {
            "from": first,
            "to": last,
            "share": count / drawn.total if drawn.total else count / sum(drawn.counts),
        }
        for first, last, count in zip(edges, edges[1:], drawn.counts, strict=False)
    ]


def together(forecast: Forecast) -> dict[str, Any]:
    """Return finish and cost of some iterations, and the pairs that both hold with the confidence that is asked for."""
    confidence, iso = confidence_of(forecast), forecast.compiled.axis.iso
    ends = np.flatnonzero(forecast.finish < NEVER)
    shown = ends[np.unique(np.linspace(0, len(ends) - 1, min(_MOST_POINTS, len(ends))).astype(int))]

    def pair(finish: int, cost: float) -> dict[str, Any]:
        return {"finish": iso(int(finish)), "cost": f"{cost:.2f}"}

    return {
        "confidence": confidence,
        "frontier": [pair(x, y) for x, y in forecast.frontier(confidence) if x < NEVER],
        "points": [pair(forecast.finish[k], forecast.cost[k]) for k in shown],
    }
