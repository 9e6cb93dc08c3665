"""When more of a material can be bought, and when its stock is all there is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from tests.plans import a_plan


@pytest.mark.parametrize(
    ("material", "limit"),
    [
        ("id: m, stock: 8", Decimal(8)),
        ("id: m, stock: 0", Decimal(0)),
        ("id: m", None),  # nobody counted it
        ("id: m, stock: 8, price: 4", None),
        ("id: m, stock: 8, lead_time: 2w", None),
        ("id: m, stock: 8, supplier: lab", None),
    ],
)
def test_the_stock_limits_what_nobody_sells(material: str, limit: Decimal | None) -> None:
    plan = a_plan(f"suppliers: [{{id: lab}}]\nmaterials: [{{{material}}}]\ntasks: []")
    assert plan.materials["m"].limit == limit
    # An empty stock must not get lost in writing: it would become no limit at all.
    assert open_text(dump(document_of(plan))).plan.materials["m"].limit == limit
