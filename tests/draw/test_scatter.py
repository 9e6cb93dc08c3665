"""What a scatter shows."""

from __future__ import annotations

from fairlead.draw.histogram import Level
from tests.draw.odds import a_scatter, march


def test_the_frontier_is_a_staircase_that_goes_right_before_it_goes_down() -> None:
    assert a_scatter().steps() == ((march(2), 20.0), (march(4), 20.0), (march(4), 15.0))


def test_a_limit_near_the_points_has_room_for_words_beside_it() -> None:
    scatter = a_scatter(x_limit=Level("Deadline", march(1)))
    assert scatter.x.share(march(1)) >= 0.2 - 1e-9


def test_a_limit_far_away_is_off_the_scale() -> None:
    assert not a_scatter(y_limit=Level("Budget", 900.0)).y.shows(900.0)
