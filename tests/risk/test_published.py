"""Worked examples that others have printed, with their figures: by their own assumptions, and without them."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np
import pytest

from fairlead.risk.forecast import Forecast
from tests.risk.simulated import ITERATIONS, SIGMAS, forecast, minutes

WEEK = 10_080
Estimates = Mapping[str, tuple[float, float, float]]
"""The least, the most likely and the greatest time of each activity, in weeks."""


def as_normals(estimates: Estimates, after: Mapping[str, str]) -> Forecast:
    """A network as PERT reckons: every activity a normal of mean (a + 4m + b) / 6 and deviation (b - a) / 6."""
    ranges = {}
    for id, (a, m, b) in estimates.items():
        mean, reach = (a + 4 * m + b) / 6, 1.2815515655 * (b - a) / 6
        ends = [round(WEEK * (mean - reach)), round(WEEK * (mean + reach))]
        ranges[id] = f"{ends[0]}em..{ends[1]}em" if reach else f"{ends[0]}em"
    return network("distribution: normal\nrange_ends: P10-P90", ranges, after)


def as_triangles(estimates: Estimates, after: Mapping[str, str]) -> Forecast:
    """A network of triangles."""
    ranges = {
        id: "..".join(
            f"{round(WEEK * each)}em" for each in (numbers if numbers[0] < numbers[2] else numbers[:1])
        )
        for id, numbers in estimates.items()
    }
    return network("distribution: triangular", ranges, after)


def network(head: str, ranges: Mapping[str, str], after: Mapping[str, str]) -> Forecast:
    rows = [
        f"  - {{id: {id}, duration: {said}, after: [{', '.join(after.get(id, ''))}]}}"
        for id, said in ranges.items()
    ]
    return forecast("\n".join([head, "tasks:", *rows]))


def along(path: str) -> dict[str, str]:
    """Each activity after the one before it."""
    return dict(zip(path[1:], path, strict=False))


def is_the_chance(found: Forecast, weeks: float, printed: float, rounded: float = 0.0) -> bool:
    """Whether a plan is done within some weeks as often as printed, as far as that was rounded."""
    near = SIGMAS * sqrt(printed * (1 - printed) / ITERATIONS) + rounded
    return bool(abs(np.mean(minutes(found) / WEEK <= weeks) - printed) <= near)


RELIABLE: Estimates = {
    "a": (1, 2, 3), "b": (2, 3.5, 8), "c": (6, 9, 18), "d": (4, 5.5, 10), "e": (1, 4.5, 5), "f": (4, 4, 10),
    "g": (5, 6.5, 11), "h": (5, 8, 17), "i": (3, 7.5, 9), "j": (3, 9, 9), "k": (4, 4, 4), "l": (1, 5.5, 7),
    "m": (1, 2, 3), "n": (5, 5.5, 9),
}  # fmt: skip
RELIABLE_AFTER = {
    "b": "a", "c": "b", "d": "c", "e": "c", "f": "e", "g": "d", "h": "eg", "i": "c", "j": "fi", "k": "j", "l": "j",
    "m": "h", "n": "kl",
}  # fmt: skip


def test_a_plant_is_built_in_47_weeks_as_often_as_its_mean_critical_path_says() -> None:
    """Source: Hillier & Lieberman, Introduction to Operations Research, 7th edition, 2001, section 10.4 (Reliable
    Construction Co.): a mean critical path of 44 weeks, of variance 9, done within 47 with probability 0.84.
    """
    path = "abcefjln"
    found = as_normals({id: RELIABLE[id] for id in path}, along(path))
    lengths = minutes(found) / WEEK
    assert lengths.mean() == pytest.approx(44, abs=0.02)
    assert lengths.var() == pytest.approx(9, rel=0.1)
    assert is_the_chance(found, 47, 0.84, rounded=0.005)


def test_its_other_paths_make_the_plant_later_than_that() -> None:
    """The same source calls its answer optimistic, since other paths may turn out longer. By triangles, whose means are
    greater, the path of eight alone takes as long as their means: a + m + b over 3.
    """
    path = "abcefjln"
    whole = as_triangles(RELIABLE, RELIABLE_AFTER)
    alone = as_triangles({id: RELIABLE[id] for id in path}, along(path))
    assert minutes(alone).mean() / WEEK == pytest.approx(sum(sum(RELIABLE[id]) for id in path) / 3, abs=0.02)
    assert (whole.finish >= alone.finish).all()  # each activity has the same luck in both
    assert whole.finish.mean() > alone.finish.mean()
    assert whole.criticality["a"] == whole.criticality["c"] == 1
    assert whole.criticality["j"] == whole.criticality["n"]  # each path either through both or past both
    assert whole.criticality["m"] == whole.criticality["h"]
    assert whole.criticality["n"] + whole.criticality["m"] == pytest.approx(1)


PORTA_VAC: Estimates = {
    "a": (4, 5, 12), "b": (1, 1.5, 5), "c": (2, 3, 4), "d": (3, 4, 11), "e": (2, 3, 4), "f": (1.5, 2, 2.5),
    "g": (1.5, 3, 4.5), "h": (2.5, 3.5, 7.5), "i": (1.5, 2, 2.5), "j": (1, 2, 3),
}  # fmt: skip


def test_a_vacuum_cleaner_is_designed_in_20_weeks_as_often_as_printed() -> None:
    """Source: Anderson, Sweeney & Williams, An Introduction to Management Science, Project Scheduling: PERT/CPM
    (Daugherty Porta-Vac): a critical path of 17 weeks, of variance 2.72, done within 20 with probability 0.9656.
    """
    found = as_normals({id: PORTA_VAC[id] for id in "aehij"}, along("aehij"))
    lengths = minutes(found) / WEEK
    assert lengths.mean() == pytest.approx(17, abs=0.02)
    assert lengths.var() == pytest.approx(2.72, rel=0.1)
    assert is_the_chance(found, 20, 0.9656)


def test_its_path_by_triangles_is_done_in_17_weeks_as_seldom_as_printed() -> None:
    """Source: Pendergrass, lecture notes of the course OMIS 352, class of 7 April 2016: 5,000 trials of the same path by
    triangles keep its 17 weeks in 26% of all cases; for 85% it takes 21.
    """
    found = as_triangles({id: PORTA_VAC[id] for id in "aehij"}, along("aehij"))
    assert is_the_chance(found, 17, 0.26, rounded=0.005 + SIGMAS * sqrt(0.26 * 0.74 / 5000))
    assert np.mean(minutes(found) / WEEK <= 21) > 0.85 > np.mean(minutes(found) / WEEK <= 20)


AIRCRAFT = {
    "airframe": (17_955, 19_645, 21_785), "propulsion": (8_500, 10_553, 13_000),
    "communications": (4_000, 4_306, 5_100), "navigation": (4_100, 4_305, 4_650), "computer": (550, 600, 650),
    "software": (32_300, 35_547, 52_500), "assembly": (1_950, 2_136, 2_600),
}  # fmt: skip
"""Thousands of dollars for each aircraft."""


def test_an_aircraft_costs_what_its_most_likely_costs_come_to_and_more_on_average() -> None:
    """Source: GAO, Cost Estimating and Assessment Guide, GAO-20-195G, 2020, table 12: seven elements as triangles,
    whose most likely costs come to 77 million dollars for each of 32 aircraft, 2.47 billion in all.
    """
    tasks = [
        f"  - {{id: {id}, estimate: 1d, cost: {32 * low}..{32 * mode}..{32 * high}}}"
        for id, (low, mode, high) in AIRCRAFT.items()
    ]
    found = forecast("\n".join(["currency: USD", "tasks:", *tasks]))
    assert found.planned_cost / 1e6 == pytest.approx(2.47, abs=0.005)
    assert found.planned_cost / 32 / 1000 == pytest.approx(77, abs=0.5)
    mean = sum(sum(each) / 3 for each in AIRCRAFT.values())
    squares = sum(a * a + b * b + c * c - a * b - a * c - b * c for a, b, c in AIRCRAFT.values())
    assert found.cost.mean() == pytest.approx(32 * mean, rel=1e-3)
    assert found.cost.std() == pytest.approx(32 * sqrt(squares / 18), rel=0.05)
    assert np.mean(found.cost <= found.planned_cost) < 0.2  # the sum of the most likely isn't likely
