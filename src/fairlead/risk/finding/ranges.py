"""Estimates that say one value, and ranges too narrow to be true.

Source of the second: M. Jørgensen, K. H. Teigen, K. Moløkken, "Better sure than safe? Over-confidence in judgement
based software development effort prediction intervals", Journal of Systems and Software 70 (2004): what people are 90%
sure of held the outcome in 60 to 70% of cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, counted

_LEAST_DAYS = 2
"""Shorter tasks are hardly worth a range."""
_NARROW = 0.25
_MOST_DELAYED = 6
_SPOKEN_OF = re.compile(
    r"without a range|one[- ]value estimate|estimates? (is|are) (too )?optimistic", re.IGNORECASE
)
_NARROW_SPOKEN_OF = re.compile(r"(too )?narrow|range is exceeded|ranges are exceeded", re.IGNORECASE)


def estimates_without_a_range(look: Look) -> Iterator[Found]:
    """Yield one finding of all work of two days and more that says a single value; the critical of it first."""
    ids = [id for id in look.work if _says_one_value(look, id)]
    if not ids:
        return
    ids.sort(key=lambda id: (id not in look.critical, -_said(look, id)))
    critical = [id for id in ids if id in look.critical]
    hit = ids[: max(min(len(critical), _MOST_DELAYED), 1)]
    on_path = f", {len(critical)} of them critical" if critical else ""
    yield Found(
        "estimate-without-range",
        f"{counted(len(ids), 'estimate')} of {counted(len(look.work), 'task')} still to be done "
        f"{'says' if len(ids) == 1 else 'say'} one value and no range{on_path}",
        (
            look.named(ids),
            "their odds are 100% in every forecast; `certainty: rough` gives all of them a range",
        ),
        {
            "id": "r-no-range",
            "kind": "assumption",
            "event": "Work without a range takes longer than its one value",
            "category": "estimates",
            "probability": "50%",
            "delays": dict.fromkeys(hit, "10%..20%..60%"),
            "response": "mitigate",
            "actions": [{"name": "Say a range for each of them"}],
        },
        "as likely as not: a single value is about the middle of what may come, and overruns are larger than gains",
        words=_SPOKEN_OF,
    )


def ranges_too_narrow(look: Look) -> Iterator[Found]:
    """Yield one finding of all ranges that span less than a quarter of what is most likely."""
    ids = [id for id in look.work if _is_narrow(look, id)]
    if not ids:
        return
    shown = [f"{look.called(id)}: {_range_text(look, id)}" for id in ids[:8]]
    yield Found(
        "narrow-range",
        f"{counted(len(ids), 'range')} {'spans' if len(ids) == 1 else 'span'} less than a quarter of the likely time",
        (*shown, *((f"and {len(ids) - 8} more",) if len(ids) > 8 else ())),
        {
            "id": "r-narrow-ranges",
            "kind": "assumption",
            "event": "Narrow ranges are exceeded",
            "category": "estimates",
            "probability": "35%",
            "delays": dict.fromkeys(ids[:_MOST_DELAYED], "5%..15%..40%"),
            "response": "mitigate",
            "actions": [{"name": "Ask what would have to happen for it to take twice as long"}],
        },
        "ranges that people were 90% sure of have held in 60 to 70 of 100 cases (Jørgensen and others, 2004)",
        words=_NARROW_SPOKEN_OF,
    )


def _says_one_value(look: Look, id: str) -> bool:
    task = look.plan.tasks[id]
    if task.every is not None or task.modes or look.has_range_otherwise(id):
        return False
    if task.duration is not None and (task.duration.elapsed or task.calendar):
        return False  # a soak test or a stay in the oven takes what it takes
    said = task.left or task.estimate or task.work or task.duration
    return said is not None and look.range_of(id) is None and _said(look, id) >= _LEAST_DAYS * look.units.day


def _said(look: Look, id: str) -> int:
    task = look.plan.tasks[id]
    said = task.left or task.estimate or task.work or task.duration
    return look.units.most_likely(said, dict(look.plan.settings.sizes)) if said is not None else 0


def _is_narrow(look: Look, id: str) -> bool:
    found = look.range_of(id)
    if found is None or found[1] < _LEAST_DAYS * look.units.day:
        return False
    return found[2] - found[0] < _NARROW * found[1]


def _range_text(look: Look, id: str) -> str:
    low, likely, high = look.range_of(id) or (0, 0, 0)
    return f"{look.length(low)}..{look.length(likely)}..{look.length(high)}"
