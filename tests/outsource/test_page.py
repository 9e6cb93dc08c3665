"""What the team lacks, as people read it."""

from __future__ import annotations

from dataclasses import replace

from fairlead.draw.document import Block, to_markdown
from fairlead.outsource.page import blocks
from fairlead.outsource.staffing import Staffing, staffing
from tests.outsource.plans import LUCK, TWO
from tests.plans import a_plan


def found(text: str) -> Staffing:
    return staffing(a_plan(text), LUCK)


def said(found: Staffing) -> str:
    shown: list[Block] = list(blocks(found))
    return to_markdown("T", shown)


def test_odds_that_are_rare_are_not_called_none() -> None:
    one = found(TWO)
    (need,), ((carol, *others),) = one.needs, one.ranked
    assert carol.score is not None
    rare = replace(
        carol, score=replace(carol.score, chance_of_all=0.004, goals={"done": 0.996}), chance_gain=None
    )
    text = said(replace(one, needs=[need], ranked=[[rare, *others]]))

    assert "| \\<1% |" in text
    assert "odds \\>99% instead of 0%" in text


def test_one_day_and_one_hour_are_said_as_one() -> None:
    text = said(
        found(
            "name: P\npeople: [{id: ana, skills: {x: 1}}]\ntasks: [{id: a, name: A, estimate: 1h, needs: [weld]}]\n"
        )
    )

    assert "25% of somebody's time on Mon 4 Jan 2027, 1 hour of work;" in text


def test_a_lead_is_asked_for_by_the_quarter_and_that_is_said() -> None:
    text = said(found(TWO.replace("skills: {fw: 3}", "skills: {fw: 3}, count: 2")))

    assert (
        "25% of somebody's time (the least that is asked for), from Mon 4 Jan 2027 to Fri 15 Jan 2027."
        in text
    )
