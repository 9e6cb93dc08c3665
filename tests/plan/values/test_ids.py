from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.values import (
    ID_PATTERN,
    REFERENCE_PATTERN,
    parse_id,
    parse_reference,
    slug,
    suggest,
    valid_id,
    valid_reference,
)


@pytest.mark.parametrize("text", ["arm-fw", "robot1.frame", "A1000", "007", "_x", "a--b", "1.2.3"])
def test_ids(text: str) -> None:
    assert valid_id(text)
    assert parse_id(f" {text} ") == text


@pytest.mark.parametrize("text", ["", "a b", "a..b", "-a", "a-", ".a", "a.", "a:b", "prüfung", "a\n", "٣"])
def test_what_is_no_id(text: str) -> None:
    assert not valid_id(text)


def test_a_text_that_is_no_id_is_answered_with_one() -> None:
    with pytest.raises(ValueError, match="like bench-test"):
        parse_id("Bench test")


def test_a_reference_may_name_another_plan() -> None:
    assert valid_reference("other-plan:task")
    assert parse_reference("pool:ana") == "pool:ana"
    assert not valid_reference("a:b:c")
    with pytest.raises(ValueError, match="other-plan:arm-fw"):
        parse_reference("a b")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bench test", "bench-test"),
        ("Prüfstand für ROS 2", "pruefstand-fuer-ros-2"),
        ("Café Ñandú", "cafe-nandu"),
        ("Насос", "nasos"),
        ("Ωμέγα", "omega"),
        ("日本", "item"),
        ("Mr Vogel's sign-off", "mr-vogels-sign-off"),
        ("Update over the air of all robots", "update-over-the-air-of"),
        ("x" * 40, "x" * 24),
    ],
)
def test_a_slug_is_short_and_plain(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_slug_is_free() -> None:
    assert slug("Test", {"test"}) == "test-2"
    assert slug("Test", {"test", "test-2"}) == "test-3"
    assert slug("Test", {"test", "test-2", "test-3", "test-4", "test-5"}) == "test-6"


def test_thousands_of_one_name_all_get_ids() -> None:
    taken: set[str] = set()
    for _ in range(20_000):
        taken.add(slug("Test", taken))
    assert len(taken) == 20_000


@given(st.text(), st.sets(st.text(max_size=3)))
def test_every_name_has_a_valid_free_slug(name: str, taken: set[str]) -> None:
    made = slug(name, taken)
    assert valid_id(made)
    assert made not in taken
    assert re.search(ID_PATTERN, made)
    assert re.search(REFERENCE_PATTERN, made)


def test_a_misspelt_word_finds_its_neighbour() -> None:
    assert suggest("firmwre", ["testing", "firmware"]) == "firmware"
    assert suggest("Estimate", ["estimate"]) == "estimate"
    assert suggest("zzz", ["testing", "firmware"]) is None
    assert suggest("t9999x", [f"t{number}" for number in range(10_000)]) == "t9999"
    assert suggest("x", []) is None
