"""The scheduling options of a plan: what its head says, on top of a preset."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Settings
from fairlead.schedule.axis import Units
from fairlead.schedule.options import PRESETS, Options

_SAME = {field.name for field in fields(Options)}


def options_of(settings: Settings, units: Units) -> Options:
    """Return the options by which a plan is scheduled; `units` says how long its days, weeks and months are."""
    said = settings.options
    base = PRESETS[said.preset or "fairlead"]
    named: dict[str, Any] = {
        name: value
        for name in type(said).model_fields
        if name in _SAME and (value := getattr(said, name)) is not None
    }
    named |= {"minutes_per_day": units.day, "minutes_per_week": units.week, "minutes_per_month": units.month}
    if said.critical_float is not None:
        named["critical_minutes"] = units.minutes(said.critical_float)
    if said.near_critical_float is not None:
        named["near_critical_minutes"] = units.minutes(said.near_critical_float)
    if said.multiple_critical_paths:
        # Each chain of links then ends in a critical path of its own: what has no successor has no float.
        named.setdefault("open_ends_critical", True)
    if settings.schedule_from == "finish":
        named["from_finish"] = True
    return replace(base, **named)


def by_primavera(plan: Plan) -> bool:
    """Return whether a plan goes by the rules of Primavera P6."""
    return plan.settings.options.preset == "p6"
