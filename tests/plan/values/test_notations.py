"""What holds for every notation of the family."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fairlead.plan.values import NOTATIONS
from fairlead.plan.values.flags import EXAMPLES as FLAG_EXAMPLES
from fairlead.plan.values.flags import PATTERN as FLAG_PATTERN
from fairlead.plan.values.flags import flag
from tests.plan.values.strategies import STRATEGIES

Class = type[Any]
every_notation = pytest.mark.parametrize("notation", NOTATIONS, ids=lambda notation: notation.__name__)
moderately = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_every_notation_has_a_strategy() -> None:
    assert set(STRATEGIES) == set(NOTATIONS)


@every_notation
@moderately
@given(data=st.data())
def test_a_value_reads_what_it_writes(notation: Class, data: st.DataObject) -> None:
    value = data.draw(STRATEGIES[notation])

    again = notation.parse(str(value))

    assert again == value
    assert hash(again) == hash(value)
    assert str(again) == str(value)


@every_notation
@moderately
@given(data=st.data())
def test_the_pattern_takes_what_a_value_writes(notation: Class, data: st.DataObject) -> None:
    assert re.search(notation.PATTERN, str(data.draw(STRATEGIES[notation])))


@every_notation
def test_the_examples_are_read_and_match_the_pattern(notation: Class) -> None:
    for text in notation.EXAMPLES:
        value = notation.parse(text)
        assert notation.parse(str(value)) == value
        assert notation.parse(f"  {text} ") == value
        assert re.search(notation.PATTERN, text)


@every_notation
@moderately
@given(data=st.data())
def test_a_slip_of_the_pen_is_refused_or_matches_the_pattern(notation: Class, data: st.DataObject) -> None:
    text = _with_a_slip(data, data.draw(st.sampled_from(notation.EXAMPLES)))

    assert _refusal(notation, text) or re.search(notation.PATTERN, " ".join(text.split()))


@every_notation
@moderately
@example(text="")
@example(text="..")
@example(text="٣d")  # an Arabic three is a digit to Python, and none to a JSON Schema
@example(text="9" * 5000)
@given(text=st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_remedy(notation: Class, text: str) -> None:
    refused = _refusal(notation, text)

    assert refused is None or (": " in refused and 20 < len(refused) < 400)


@every_notation
@pytest.mark.parametrize("piece", ["1", "a", "-", " ", "..", "1d..", "08:00-09:00 ", "Mon ", "a | ", "from "])
def test_a_hostile_length_is_refused_at_once(notation: Class, piece: str) -> None:
    # A reader that took quadratic time for these would not come back within the life of the test run.
    assert len(_refusal(notation, piece * 50_000 + "\x00") or "") < 500


@every_notation
def test_a_value_is_frozen_and_can_be_pickled(notation: Class) -> None:
    value = notation.parse(notation.EXAMPLES[0])
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises((AttributeError, TypeError)):
        value.something = 1
    field = next(iter(value.__dataclass_fields__))
    with pytest.raises(AttributeError):
        setattr(value, field, None)


@every_notation
def test_the_pattern_is_plain_enough_for_json_schema(notation: Class) -> None:
    for python_only in ("(?P", "(?i", "(?<", r"\d", r"\Z", r"\A", "{,"):
        assert python_only not in notation.PATTERN
    assert notation.PATTERN.startswith("^(?:")
    assert notation.PATTERN.endswith(")$")


def test_flags_are_read_and_match_their_pattern() -> None:
    for text in (*FLAG_EXAMPLES, "NO", "Yes", "off"):
        assert isinstance(flag(text), bool)
        assert re.search(FLAG_PATTERN, text)


def test_the_notations_load_without_the_libraries_of_the_other_layers() -> None:
    libraries = "('pydantic', 'numpy', 'yaml')"
    code = f"import sys, fairlead.plan.values; print([m for m in {libraries} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _refusal(notation: Class, text: str) -> str | None:
    """Return what the reader says against a text, None if it reads it."""
    try:
        notation.parse(text)
    except ValueError as error:
        return str(error)
    return None


def _with_a_slip(data: st.DataObject, text: str) -> str:
    at: int = data.draw(st.integers(0, len(text)))
    other: str = data.draw(st.sampled_from([*"0159 -+.:%/aeEMdwT|>,", "..", "  ", " at ", " on ", " from "]))
    kept = data.draw(st.integers(0, 2))
    return text[:at] + other + text[at + kept :]
