"""A schedule that respects people, asked for spans."""

from __future__ import annotations

from fairlead.schedule.levelling.levelled import levelled
from tests.plans import a_plan


def test_a_summary_lasts_until_the_last_time_that_comes_round_below_it() -> None:
    found = levelled(
        a_plan(
            "start: 2027-01-04\npeople: [{id: ana}]\ntasks:\n"
            "  - id: lab\n    tasks:\n"
            "      - {id: build, estimate: 1d, who: [ana]}\n"
            "      - {id: check, estimate: 1h, who: [ana], every: week on Tue from 2027-01-05 until 2027-01-19}\n"
        )
    )

    assert found.span_of("lab") == (found["build"].start, found["check#3"].finish)
    assert found.span_of("check") == (found["check#1"].start, found["check#3"].finish)
    assert found.span_of("build") == (found["build"].start, found["build"].finish)
    assert found.span_of("unheard-of") is None
