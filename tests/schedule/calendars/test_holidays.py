"""Public holidays, and what is said of countries and regions that don't exist."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.plan.errors import PlanError
from fairlead.schedule.calendars.holidays import public_holidays


def test_bavaria_2027() -> None:
    found = public_holidays("DE", "BY", [2027])
    assert [f"{day:%m-%d}" for day in found] == [
        "01-01", "01-06", "03-26", "03-29", "05-01", "05-06", "05-17", "05-27", "10-03", "11-01", "12-25", "12-26",
    ]  # fmt: skip


def test_corpus_christi_is_a_holiday_in_bavaria_and_not_in_berlin() -> None:
    day = date(2027, 5, 27)
    assert public_holidays("DE", "BY", [2027])[day] == "Fronleichnam"
    assert day not in public_holidays("DE", "BE", [2027])
    assert day not in public_holidays("DE", None, [2027])


def test_names_do_not_follow_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.setenv(variable, "en_US.UTF-8")
    assert public_holidays("DE", "HE", [2031])[date(2031, 1, 1)] == "Neujahr"


def test_only_the_years_asked_for_come_back() -> None:
    assert {day.year for day in public_holidays("US", None, [2027, 2028])} == {2027, 2028}


@pytest.mark.parametrize(
    ("country", "region"), [("de", "by"), ("DE", "DE-BY"), ("DE", "Bayern"), (" DE ", "BY")]
)
def test_small_letters_prefixes_and_names_are_understood(country: str, region: str) -> None:
    assert public_holidays(country, region, [2027]) == public_holidays("DE", "BY", [2027])


@pytest.mark.parametrize(
    ("country", "region", "remedy"),
    [
        ("Germany", None, "Did you mean DE"),
        ("Singapor", None, "Did you mean SG"),
        ("XX", None, "two-letter codes"),
        ("", None, "two-letter codes"),
        ("DE", "Bayren", "Did you mean BY"),
        ("DE", "XX", "DE has BB, BE, BW, BY"),
        ("SG", "XX", "leave out `region`"),
    ],
)
def test_the_unknown_is_named_with_what_was_meant(country: str, region: str | None, remedy: str) -> None:
    with pytest.raises(PlanError) as caught:
        public_holidays(country, region, [2027])
    assert remedy in str(caught.value)
