from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Percent, Who


def test_somebody_works_with_all_or_a_share_of_their_time() -> None:
    assert Who.parse("mei") == Who("mei")
    assert Who.parse("ana at 50%") == Who("ana", Percent(Decimal("0.5")))
    assert Who.parse("pool:ana").id == "pool:ana"


@pytest.mark.parametrize("text", ["ana 50%", "ana at 50", "ana and tom", "ana at 0%"])
def test_what_is_nobody_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ana at 50%"):
        Who.parse(text)
