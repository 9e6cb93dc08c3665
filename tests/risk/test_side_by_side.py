"""Iterations side by side come to what they come to one by one, to the minute."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.risk import blocks
from fairlead.risk.ending import with_ends
from fairlead.risk.simulating import Simulation, Wishes
from fairlead.schedule.compiling import compile_plan
from tests.risk.simulated import WEEKDAYS, a_plan_of

HEAD = """currency: EUR
calendars: [{id: night, hours: Mon-Sun 20:00-24:00}, {id: early, hours: Mon-Sat 06:00-14:30}]
"""
WORK = (
    "estimate: 3h..9h", "estimate: 1h..20h..50h", "estimate: 8h, cost: 10..90", "estimate: 2h..30h, distribution: lognormal",
    "estimate: 3h..9h, calendar: night", "estimate: 7h, calendar: early", "outcomes: [1h at 30%, 30h at 70%]", "milestone: true",
)  # fmt: skip
LINKS = ("", "FS +3h", "FS +1d", "SS", "SS +5h", "FF", "FF +2h", "SF +4h")
RISKS = """risks:
  - {id: r, event: Late, probability: 30%, delays: {t0: 2h..9h}, costs: 10..90, triggers: {q: 70%}}
  - {id: q, event: Quick, probability: 40%, delays: {t0: -30%}}
  - {id: c, event: Past, closed: 2026-12-01, probability: 50%, delays: {t0: 3d}}
  - {id: s, event: Sum, probability: 20%, delays: {s: 2d}}
"""


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Tasks on up to three calendars, a summary, milestones, risks, a common factor."""
    rows = []
    for t in range(draw(st.integers(1, 6))):
        links = [f"t{p} {draw(st.sampled_from(LINKS))}" for p in range(t) if draw(st.integers(0, 2)) == 0]
        work = draw(st.sampled_from(WORK if t else WORK[:-1]))
        rows.append(f"  - {{id: t{t}, {work}, after: [{', '.join(links)}]}}")
    rows.append(
        "  - {id: s, after: [t0], tasks: [{id: a, estimate: 3h..9h}, {id: b, estimate: 2h, after: [a]}]}"
    )
    factor = "correlation: 30%\n" if draw(st.booleans()) else ""
    risks = RISKS if draw(st.booleans()) else ""
    return HEAD + factor + "tasks:\n" + "\n".join(rows) + "\n" + risks


@settings(max_examples=30)
@given(plans(), st.integers(1, 2**31))
def test_iterations_side_by_side_come_to_the_same_as_one_by_one(text: str, seed: int) -> None:
    plan = a_plan_of(text, WEEKDAYS)
    job = Simulation(plan, compile_plan(with_ends(plan)), Wishes(seed=seed, people=False), None).job
    together, alone = blocks.run_block(job, 3, 60), blocks.run_block(replace_one_by_one(job), 3, 60)
    for name in ("finish", "ends", "critical", "counts", "events"):
        assert getattr(together, name).tolist() == getattr(alone, name).tolist(), name
    assert np.allclose(together.cost, alone.cost)
    for name in ("low", "high"):  # money in hundredths there
        assert np.allclose(getattr(together, name), getattr(alone, name), rtol=1e-9, atol=1.0), name


def replace_one_by_one(job: blocks.Job) -> blocks.Job:
    blocks.forget()
    return replace(job, one_by_one=True)
