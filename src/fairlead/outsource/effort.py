"""What leading a plan takes: by the plan's own figure, else by what projects with as many people reported."""

from __future__ import annotations

import re

from fairlead.plan.document import Plan
from fairlead.plan.entities import Duty

REPORTED = ((2, 0.05), (4, 0.11), (8, 0.13), (15, 0.15))
"""What part of all effort went into managing projects with up to so many people, and in larger ones `REPORTED_MOST`.

Source: Ahonen, Savolainen, Merikoski and Nevalainen, Reported project management effort, project size, and contract
type, Journal of Systems and Software 109, 2015: 117 finished projects of software suppliers. The figures are the
medians by size of team in the data as published with D. M. Jones, Evidence-based Software Engineering, 2020
(projects/ahonen2015.csv: 31 projects with one or two people, of which the 16 with two count here, 26 with three or
four, 32 with five to eight, 18 with nine to fifteen, 10 with more); over all 117 the median is 12 %, and half of them
lie between 7 % and 17 %. It is what was booked, half as much where the hours were paid as at a fixed price, and the
authors doubt some of it. So it is a first figure for software, and less sure elsewhere; the plan's own (`own_duty`)
takes its place.
"""

REPORTED_MOST = 0.21

LEAST, MOST = 0.1, 0.9
"""Half a day a week at least, and nine tenths of one person at most: the rest is mail and training. Our judgement."""

_STEP = 0.05
_NAMED = re.compile(
    r"(leading|lead the|project[ -]management|program(me)?[ -]management|projektleitung)\b", re.IGNORECASE
)


def part_of_effort(people: int) -> float:
    """Return what part of all effort, itself included, leading so many people takes."""
    return next((part for most, part in REPORTED if people <= most), REPORTED_MOST)


def share_of_one(people: int, full_times: float) -> float:
    """Return what share of one person's time it takes to lead so many, whose work is that of so many full times."""
    part = part_of_effort(people)
    share = part / (1 - part) * full_times
    return min(max(round(share / _STEP) * _STEP, LEAST), MOST)


def own_duty(plan: Plan) -> Duty | None:
    """Return the duty by which a plan says itself what leading takes, and who does it; None where none does.

    It is the first with a share whose name begins with `Leading` or `Project management`.
    """
    return next(
        (
            duty
            for duty in plan.duties.values()
            if duty.takes is not None and (_NAMED.match(duty.title) or _NAMED.match(duty.id))
        ),
        None,
    )
