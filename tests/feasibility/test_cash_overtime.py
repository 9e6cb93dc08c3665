"""Overtime is paid when it is worked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fairlead.feasibility.cash import cash_of
from fairlead.schedule.levelling.levelled import levelled
from tests.plans import a_plan


def test_overtime_is_in_what_is_spent_by_when() -> None:
    cash = cash_of(
        levelled(
            a_plan("""
        currency: EUR
        people: [{id: ana, rate: 100/h, overtime: 1h/d at 150%}]
        tasks: [{id: a, estimate: 20h, who: [ana]}]
    """)
        )
    )

    # 9 h on Monday and on Tuesday, 2 h on Wednesday
    assert round(cash.total, 2) == Decimal(2100)
    assert round(cash.spent_by(date(2027, 1, 8)), 2) == Decimal(2100)
