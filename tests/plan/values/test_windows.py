from __future__ import annotations

import pytest

from fairlead.plan.values import Moment, Window, Windows


def test_a_window_is_a_word_and_a_moment() -> None:
    assert Windows.parse("from 2027-08-02") == Windows((Window("from", Moment.parse("2027-08-02")),))
    assert Windows.parse("on 2027-08-02 14:00").get("on") == Moment.parse("2027-08-02 14:00")
    assert Windows.parse("on 2027-08-02").get("by") is None


def test_from_and_by_may_stand_together_in_either_order() -> None:
    assert str(Windows.parse("by 2027-09-01 from 2027-08-02")) == "from 2027-08-02 by 2027-09-01"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2027-08-02", 'say "from 2027-08-02"'),
        ("from 2027-08-02 on 2027-08-03", "together"),
        ("soon", "from 2027-08-02"),
        ("from 2027-08-02 from 2027-08-03", "together"),
        ("on 2027-02-30", "28 days"),
    ],
)
def test_what_is_no_window_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Windows.parse(text)
