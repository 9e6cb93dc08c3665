"""What a search above the generator compares and keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fairlead.schedule.optimising.neighbourhood import Best, found_by, improved
from fairlead.schedule.optimising.objectives import EarlyFinish, real_places
from fairlead.schedule.optimising.progress import Watch
from tests.schedule.optimising.laying import Laid, in_order

# In the document's order Ana does the short task first and Tom waits for her: 1 + 1 + 3 days. The other way round
# Tom works beside her: 1 + 3.
BEFORE_TOM = """
    people: [{id: ana}, {id: tom}]
    tasks:
      - {id: last, estimate: 1d, who: [ana]}
      - {id: first, estimate: 1d, who: [ana]}
      - {id: then, estimate: 3d, who: [tom], after: [first]}
"""


def the_finish(laid: Laid) -> EarlyFinish:
    return EarlyFinish(real_places(laid.manned))


def days(laid: Laid, finish: float) -> str:
    return f"{laid.limits.compiled.axis.local(int(finish)):%a %H:%M}"


def test_tasks_are_placed_by_rank() -> None:
    laid = in_order(BEFORE_TOM)
    finish, rank = the_finish(laid), np.arange(laid.manned.size)

    assert days(laid, found_by(laid.generator, finish, rank).value) == "Fri 17:00"
    rank[laid.place("first")] = -1
    assert days(laid, found_by(laid.generator, finish, rank).value) == "Thu 17:00"


def test_people_are_taken_as_wished() -> None:
    laid = in_order("""
        people: [{id: ana, skills: {code: 1}}, {id: tom, skills: {code: 1}}]
        tasks: [{id: a, estimate: 1d, needs: [code]}]
    """)
    finish, rank = the_finish(laid), np.arange(laid.manned.size)

    for who in (0, 1):
        assert found_by(laid.generator, finish, rank, np.array([who]), None).picks.tolist() == [who]


def test_the_best_takes_what_is_better_alone() -> None:
    laid = in_order(BEFORE_TOM)
    first = laid.found(the_finish(laid))
    best = Best(Watch(60), first)

    for worse in (replace(first, overloads=1, value=0.0), replace(first, tie=first.tie + 1), replace(first)):
        best.offer(worse)
        assert best.found is first
    better = replace(first, tie=first.tie - 1)
    best.offer(better)
    assert best.found is better


def test_the_search_finds_the_order_that_lets_people_work_beside_each_other() -> None:
    laid = in_order(BEFORE_TOM)
    first, watch = laid.found(the_finish(laid)), Watch(600)  # ended by its bound
    watch.proved(first.value - 1440)  # Thursday: it may end there

    found = improved(laid.manned, the_finish(laid), first, watch, threads=1)

    assert days(laid, found.value) == "Thu 17:00"
    assert improved(laid.manned, the_finish(laid), first, Watch(0)) is first
