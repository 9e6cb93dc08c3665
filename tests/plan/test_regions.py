"""Where somebody is."""

from __future__ import annotations

import pytest

from fairlead.plan.regions import is_inside


@pytest.mark.parametrize(
    ("place", "inside"),
    [("Krakow, PL", True), ("Lyon (France)", True), ("Austin, US", False), ("Online", False)],
)
def test_a_place_lies_in_the_union_by_its_country(place: str, inside: bool) -> None:
    assert is_inside(place, ["EU"]) is inside
