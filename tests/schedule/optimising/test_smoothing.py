"""Work is held back where that makes people's weeks more even."""

from __future__ import annotations

from fairlead.schedule.optimising.objectives import EvenLoad
from fairlead.schedule.optimising.progress import Watch
from fairlead.schedule.optimising.smoothing import smoothed
from tests.schedule.optimising.laying import in_order


def test_a_full_week_spreads_over_two_and_the_end_stays() -> None:
    # Tom works two weeks, Ana five days of the first of them.
    laid = in_order("""
        people: [{id: ana}, {id: tom}]
        tasks:
          - {id: a, estimate: 2d, who: [ana]}
          - {id: b, estimate: 3d, who: [ana]}
          - {id: w, estimate: 10d, who: [tom]}
    """)
    even = EvenLoad(laid.manned, int(laid.generated.start.min()) // 1440 * 1440)
    soonest = laid.found(even)
    # Three days and two: 24 and 16 hours are as even as whole tasks get, beside Tom's hours that don't move.
    enough = soonest.value - 40**2 + 24**2 + 16**2
    watch = Watch(30)
    watch.proved(enough)

    found = smoothed(laid.limits, soonest, even, watch, seed=1)

    assert found.found.value <= enough
    assert found.finish.max() == soonest.finish.max()
