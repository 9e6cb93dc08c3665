"""Between tasks of different kinds there is time to set a machine up."""

from __future__ import annotations

from tests.schedule.verifying.checked import broken, violations

MORNING = ("01-04 08:00", "01-04 12:00", ["mill"])
AT_ONCE = ("01-04 13:00", "01-04 17:00", ["mill"])
LATER = ("01-04 15:00", "01-05 10:00", ["mill"])


def milled(one: str, other: str) -> str:
    """Two tasks on a mill that takes two hours to set up, from brass to steel three."""
    return f"""
        equipment: [{{id: mill, setup: 2h, setups: [{{from: brass, to: steel, takes: 3h}}]}}]
        tasks:
          - {{id: a, estimate: 4h, needs: [mill], setup: {one}}}
          - {{id: b, estimate: 4h, needs: [mill], setup: {other}}}
    """


def test_a_change_of_kind_takes_working_time() -> None:
    assert broken(milled("steel", "steel"), {"a": MORNING, "b": AT_ONCE}) == set()
    assert broken(milled("steel", "brass"), {"a": MORNING, "b": LATER}) == set()
    (found,) = violations(milled("steel", "brass"), {"a": MORNING, "b": AT_ONCE})
    assert found.message == (
        "`b` (brass) starts 2027-01-04 13:00, 0m of working time after `a` (steel), but `mill` takes 2h to set up."
    )


def test_certain_changes_have_their_own_time() -> None:
    assert broken(milled("brass", "steel"), {"a": MORNING, "b": LATER}) == {"setup"}
    assert (
        broken(milled("brass", "steel"), {"a": MORNING, "b": ("01-04 16:00", "01-05 11:00", ["mill"])})
        == set()
    )
