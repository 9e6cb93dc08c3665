"""Plain or compiled: by the size of the plan, by what is loaded, and by how much a process has calculated already."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from fairlead.schedule import forms
from fairlead.schedule.forms import COMPILE_ANEW_FROM, COMPILE_FROM, COMPILE_THE_REST_FROM, PASSES, form_for

REST = "critical_path.windows"


class Pair(NamedTuple):
    row: object
    table: object


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the modules whose machine code is kept; nothing is loaded, nothing has been calculated."""
    found: set[str] = set()
    monkeypatch.setattr(forms, "is_loaded", lambda _: False)
    monkeypatch.setattr(forms, "_is_kept", lambda name: name.removeprefix("fairlead.schedule.") in found)
    monkeypatch.setattr(forms._Gone, "tasks", 0)
    return found


@pytest.mark.usefixtures("kept")
def test_large_plans_are_worth_compiling() -> None:
    assert not form_for(COMPILE_ANEW_FROM - 1, *PASSES).compiled
    assert form_for(COMPILE_ANEW_FROM, *PASSES).compiled


def test_smaller_ones_only_where_the_passes_are_kept(kept: set[str]) -> None:
    assert not form_for(COMPILE_FROM, *PASSES).compiled
    kept.update(PASSES)
    assert form_for(COMPILE_FROM, *PASSES).compiled


def test_a_process_that_goes_on_and_on_loads_what_is_kept(kept: set[str]) -> None:
    kept.update(PASSES)
    assert not form_for(COMPILE_FROM - 1, *PASSES).compiled
    assert not form_for(1, *PASSES).compiled
    assert form_for(1, *PASSES).compiled


def test_it_compiles_what_only_some_plans_need_when_that_is_worth_it_too(kept: set[str]) -> None:
    kept.update(PASSES)
    forms._Gone.tasks = COMPILE_THE_REST_FROM - 1
    assert not form_for(1, *PASSES, REST).compiled
    assert form_for(1, *PASSES, REST).compiled


@pytest.mark.usefixtures("kept")
def test_small_plans_use_what_is_loaded_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "is_loaded", lambda name: not name.endswith("windows"))
    assert form_for(3, *PASSES).compiled
    assert not form_for(3, *PASSES, REST).compiled


def test_plain_python_gets_lists_and_tables_by_place() -> None:
    suited = forms.Form(compiled=False).suited(Pair(np.array([1, 2]), np.array([[3, 4], [5, 6]])))
    assert suited == ([1, 2], {(0, 0): 3, (0, 1): 4, (1, 0): 5, (1, 1): 6})
