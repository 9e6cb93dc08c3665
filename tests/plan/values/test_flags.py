from __future__ import annotations

import pytest

from fairlead.plan.values import flag, flag_text


@pytest.mark.parametrize("value", [True, False])
def test_a_flag_reads_what_it_writes(value: bool) -> None:
    assert flag(flag_text(value)) is value


def test_no_in_any_case_is_no() -> None:
    assert not flag("NO")
    assert not flag(" off ")


@pytest.mark.parametrize("text", ["y", "1", "", "maybe"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write yes or no"):
        flag(text)
