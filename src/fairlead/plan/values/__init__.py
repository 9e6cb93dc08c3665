"""The notations of a plan, one file each: frozen values that `parse(text)` reads and `str(value)` writes.

`parse(str(value)) == value` holds for all of them; a text that is none raises ValueError with the remedy.
Each has PATTERN (a regex for JSON Schema) and EXAMPLES; NOTATIONS is the family, for schema, help and tests.
"""

from __future__ import annotations

from typing import Any

from .durations import Duration, Unit
from .estimates import Estimate, Impact
from .flags import flag, flag_text
from .hours import Hours, OpenHours, Shift, WeekHours
from .ids import (
    ID_PATTERN,
    REFERENCE_PATTERN,
    parse_id,
    parse_reference,
    slug,
    suggest,
    valid_id,
    valid_reference,
)
from .limits import WorkLimit
from .links import Lag, LagUnit, Link, LinkType
from .moments import DATE_PATTERN, Clock, DateRange, Moment, parse_date
from .money import ExchangeRate, Instalment, Money, Overtime, Rate, Release, Terms, said_money
from .needs import Need, Skill
from .outcomes import Outcome
from .percent_ranges import PercentRange, RangeEnds
from .percents import Percent
from .periods import Period
from .quantities import DecimalRange
from .rhythms import Rhythm, RhythmUnit
from .who import Who
from .windows import Window, WindowKind, Windows

NOTATIONS: tuple[type[Any], ...] = (
    Clock, DateRange, DecimalRange, Duration, Estimate, ExchangeRate, Hours, Impact, Lag, Link, Moment, Money,
    Need, OpenHours, Outcome, Overtime, Percent, PercentRange, Period, RangeEnds, Rate, Release, Rhythm, Terms,
    WeekHours, Who, Windows, WorkLimit,
)  # fmt: skip

__all__ = [
    "DATE_PATTERN",
    "ID_PATTERN",
    "NOTATIONS",
    "REFERENCE_PATTERN",
    "Clock",
    "DateRange",
    "DecimalRange",
    "Duration",
    "Estimate",
    "ExchangeRate",
    "Hours",
    "Impact",
    "Instalment",
    "Lag",
    "LagUnit",
    "Link",
    "LinkType",
    "Moment",
    "Money",
    "Need",
    "OpenHours",
    "Outcome",
    "Overtime",
    "Percent",
    "PercentRange",
    "Period",
    "RangeEnds",
    "Rate",
    "Release",
    "Rhythm",
    "RhythmUnit",
    "Shift",
    "Skill",
    "Terms",
    "Unit",
    "WeekHours",
    "Who",
    "Window",
    "WindowKind",
    "Windows",
    "WorkLimit",
    "flag",
    "flag_text",
    "parse_date",
    "parse_id",
    "parse_reference",
    "said_money",
    "slug",
    "suggest",
    "valid_id",
    "valid_reference",
]
