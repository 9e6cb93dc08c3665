"""Hours and stretches of days as the sentences about people from outside say them."""

from __future__ import annotations

from datetime import date

from fairlead.schedule.why.words import said_date


def said_hours(hours: float) -> str:
    """Return a number of hours: `1 hour`, `1,200 hours`."""
    said = f"{hours:,.0f}"
    return f"{said} hour" if said == "1" else f"{said} hours"


def said_span(first: date, last: date) -> str:
    """Return a stretch of days: `from Mon 1 Mar 2027 to Fri 5 Mar 2027`, `on Mon 1 Mar 2027`."""
    return f"on {said_date(first)}" if first == last else f"from {said_date(first)} to {said_date(last)}"
