from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.values.certifications import Certification


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PMP", Certification("PMP")),
        ("PMP until 2028-06-30", Certification("PMP", date(2028, 6, 30))),
        ("ISTQB Advanced until 2027-01-01", Certification("ISTQB Advanced", date(2027, 1, 1))),
        ("CISSP (expires 2027-01-01)", Certification("CISSP", date(2027, 1, 1))),
        ("PMP until 2028-13-45", Certification("PMP", None, "2028-13-45")),
        ("PMP until", Certification("PMP", None, "nothing")),
        ("PMP expired 2025-01-01", Certification("PMP", date(2025, 1, 1))),
        ("PMP expired on 2025-01-01", Certification("PMP", date(2025, 1, 1))),
        ("CSM, valid until 2027-01-01", Certification("CSM", date(2027, 1, 1))),
        ("CSM (exp. 2027-01-01)", Certification("CSM", date(2027, 1, 1))),
        ("CSM valid through 2027-01-01", Certification("CSM", date(2027, 1, 1))),
        ("Expertise in robotics", Certification("Expertise in robotics")),
        ("Untilled soil", Certification("Untilled soil")),
    ],
)
def test_a_certificate_may_say_how_long_it_holds(text: str, found: Certification) -> None:
    assert Certification.parse(text) == found


def test_it_holds_on_its_last_day_and_no_longer() -> None:
    found = Certification.parse("PMP until 2028-06-30")

    assert found.holds_on(date(2028, 6, 30))
    assert not found.holds_on(date(2028, 7, 1))
    assert Certification.parse("PMP").holds_on(date(2099, 1, 1))


@given(st.from_regex(r"[A-Z][A-Z0-9-]{0,8}( [A-Z]{1,4})?", fullmatch=True), st.none() | st.dates())
def test_it_reads_what_it_writes(name: str, until: date | None) -> None:
    said = Certification(name, until)
    if any(word in ("UNTIL", "EXPIRES", "EXPIRED", "THROUGH") for word in name.split()):
        return

    assert Certification.parse(str(said)) == said
    assert said.holds_on(until) if until else said.holds_on(date.max - timedelta(1))


@given(st.text(max_size=40))
def test_every_text_is_some_certificate(text: str) -> None:
    found = Certification.parse(text)

    assert found.until is None or not found.unread
