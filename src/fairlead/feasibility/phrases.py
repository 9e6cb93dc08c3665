"""Chances and dates as the sentences of a verdict say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fairlead.draw.shares import percent
from fairlead.feasibility.why_not.words import quoted as quoted
from fairlead.feasibility.why_not.words import said_day


def of_runs(chance: float, *, impossible: bool = False) -> str:
    """Return a chance that a simulation found: no run in which something was met doesn't make it impossible."""
    return "<1%" if not chance and not impossible else percent(chance)


def a_chance(chance: float) -> str:
    """Return a chance with its article: `a 22% chance`, `an 85% chance`, `a chance of less than 1%`."""
    if 0 <= chance < 0.01:
        return "a chance of less than 1%"
    if 0.99 < chance < 1:
        return "a chance of more than 99%"
    said = percent(chance)
    # Eight, eleven, eighteen and the eighties begin with a vowel.
    return f"{'an' if said in ('11%', '18%') or said.startswith('8') else 'a'} {said} chance"


def last_day(moment: datetime) -> date:
    """Return the day that a moment belongs to as an end: midnight is the end of the day before."""
    return (moment - timedelta(minutes=1) if moment.hour == moment.minute == 0 else moment).date()


def said_on(day: date, beside: date) -> str:
    """Return a date that is named beside another: `8 October`, with the year where that is another one."""
    said = said_day(day)
    return said.rpartition(" ")[0] if day.year == beside.year else said


def said_between(first: date, last: date) -> str:
    """Return a stretch of days: `between 4 and 15 January 2027`, `between 1 March and 31 May 2027`."""
    if first == last:
        return f"on {said_day(first)}"
    begin = str(first.day) if (first.year, first.month) == (last.year, last.month) else said_on(first, last)
    return f"between {begin} and {said_day(last)}"


def said_days(days: int) -> str:
    """Return a number of days: `1 day`, `15 days`."""
    return "1 day" if days == 1 else f"{days} days"
