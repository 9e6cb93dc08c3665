"""Simulations for tests, and what they are compared with: odds worked out by hand, or every case laid by itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from textwrap import dedent
from typing import Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.risk.forecast import Forecast
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.agreed import Agreed
from tests.plans import MONDAY, a_plan

ALWAYS = "calendar: {hours: Mon-Sun 00:00-24:00}"
"""Hours without a pause: moments are sums of minutes, and 1d is 1440 of them."""
WEEKDAYS = "calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}"
ITERATIONS = 4000
SIGMAS = 5


def a_plan_of(text: str, hours: str = ALWAYS) -> Plan:
    """The plan of an indented text without a head."""
    return a_plan(f"name: Test\nstart: {MONDAY}\n{hours}\n{dedent(text).lstrip()}")


def forecast(
    text: str | Plan,
    iterations: int = ITERATIONS,
    *,
    hours: str = ALWAYS,
    people: bool = False,
    agreed: Agreed | None = None,
    **more: Any,
) -> Forecast:
    """The forecast of an indented text, by logic alone unless `people`."""
    plan = a_plan_of(text, hours) if isinstance(text, str) else text
    return simulated(plan, Wishes(iterations=iterations, people=people, **more), agreed=agreed)


def minutes(found: Forecast) -> np.ndarray[Any, Any]:
    """How long each iteration takes, in minutes of the clock from the plan's start."""
    return found.finish - found.compiled.ground.plan_start


def odds(found: Forecast) -> dict[int, float]:
    """How often the plan takes so many minutes of the clock."""
    lengths, counts = np.unique(minutes(found), return_counts=True)
    shares = counts / found.iterations
    return {int(each): float(share) for each, share in zip(lengths, shares, strict=True)}


def is_near(found: Mapping[int, float], wanted: Mapping[int, float], iterations: int = ITERATIONS) -> bool:
    """Whether shares are those wanted within five binomial errors, and nothing else came."""
    likely = {each: share for each, share in wanted.items() if share > 0}
    if not set(found) <= set(likely):
        return False
    return all(
        abs(found.get(each, 0.0) - share) <= SIGMAS * sqrt(share * (1 - share) / iterations) + 1e-9
        for each, share in likely.items()
    )


def mixed(*cases: tuple[float, int]) -> dict[int, float]:
    """The odds of minutes, from cases with their probabilities; cases of one length are added up."""
    found: dict[int, float] = {}
    for share, length in cases:
        found[length] = found.get(length, 0.0) + share
    return found
