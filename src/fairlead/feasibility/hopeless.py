"""Goals that have no chance, of which odds say nothing: how much later a change makes them."""

from __future__ import annotations

from fairlead.risk.forecast import NEVER
from fairlead.risk.scoring import Score

NO_CHANCE = 0.005
"""A chance below this is none."""

_WEEK = 7 * 1440
_A_YEAR = 52.0
_TRIFLE = 720
"""Minutes: a shift by less than half a day is none."""


def weeks_later(now: Score, before: Score) -> dict[str, float]:
    """Return by how many weeks each goal that had no chance before is later at P80, at the most a year.

    Those that were never met before can't get any later.
    """
    later = {}
    for id, chance in before.goals.items():
        was, end = before.goals_p80.get(id, NEVER), now.goals_p80.get(id)
        if chance < NO_CHANCE and was < NEVER and end is not None and end - was > _TRIFLE:
            later[id] = min((end - was) / _WEEK, _A_YEAR)
    return later
