"""When a search has to stop, and what it tells."""

from __future__ import annotations

from fairlead.schedule.optimising.progress import Progress, Watch


def test_only_what_is_better_than_before_is_told() -> None:
    told: list[Progress] = []
    watch = Watch(60, told.append)

    assert [watch.found(value) for value in (9.0, 9.0, 7.0)] == [True, False, True]
    for bound in (3.0, 2.0, 4.0):
        watch.proved(bound)
    assert [(each.best, each.bound) for each in told] == [(9, None), (7, None), (7, 3), (7, 4)]


def test_it_is_over_when_the_bound_has_met_the_best() -> None:
    watch = Watch(60)
    watch.proved(7)
    watch.found(8)
    assert not watch.is_over()

    watch.found(7)
    assert watch.is_proven()
    assert watch.is_over()


def test_it_is_over_when_somebody_says_so_or_time_is_up() -> None:
    assert Watch(60, stopped=lambda: True).is_over()
    late = Watch(60, began=Watch(60).began - 61)
    assert late.is_over()
    assert not late.is_interrupted()
    assert late.left == 0
