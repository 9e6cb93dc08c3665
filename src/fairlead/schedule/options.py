"""The rules a plan is scheduled by, with the presets of Microsoft Project and Primavera P6."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LagCalendar = Literal["predecessor", "successor", "24h", "project"]
ProgressMode = Literal["retained logic", "progress override", "actual dates", "msproject"]
FloatRule = Literal["smallest", "start", "finish"]
CriticalRule = Literal["total float", "longest path"]
AlapRule = Literal["total float", "free float"]


@dataclass(frozen=True, slots=True)
class Options:
    """Scheduling options; the defaults are Fairlead's own.

    `minutes_per_*` only turn days, weeks and months of text into minutes; calendars say what is worked.
    """

    lag_calendar: LagCalendar = "successor"
    progress: ProgressMode = "retained logic"
    float_rule: FloatRule = "smallest"
    critical_rule: CriticalRule = "total float"
    critical_minutes: int = 0  # critical where the total float is not above it
    near_critical_minutes: int = 2400
    open_ends_critical: bool = False
    begun_open_ends_critical: bool = False  # only begun tasks without successors, as Project 98 has it
    alap: AlapRule = (
        "free float"  # how far `as late as possible` may go: without delaying successors, or the plan
    )
    alap_moves_early_dates: bool = False
    honour_constraints: bool = False  # dates that pull win over links
    nothing_before_start: bool = True  # links with a lead may not go before the plan's start
    finished_pass_logic_on: bool = False  # what a finished task's predecessors ask holds for its successors
    split_in_progress: bool = True  # work in progress may be interrupted for its predecessors
    use_expected_finish: bool = True
    early_dates_of_remaining: bool = True  # early dates of begun tasks are those of the work left
    negative_free_float: bool = True
    from_finish: bool = False
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    minutes_per_month: int = 9600


PRESETS: dict[str, Options] = {
    "fairlead": Options(),
    "msproject": Options(
        lag_calendar="successor",
        progress="msproject",
        float_rule="smallest",
        alap="total float",
        honour_constraints=True,
        nothing_before_start=False,
        early_dates_of_remaining=False,
        negative_free_float=False,
    ),
    "p6": Options(
        lag_calendar="predecessor",
        progress="retained logic",
        float_rule="finish",
        alap="free float",
        alap_moves_early_dates=True,
        finished_pass_logic_on=True,
        negative_free_float=False,
    ),
}
