"""An independent check that a schedule does what its plan asks.

Plain Python that shares nothing with what makes schedules but the reading of plans, the calendars and the axis: it
works out from the document itself what has to hold. Every rule is a small function of its own.
"""

from __future__ import annotations

from fairlead.schedule.verifying.checking import verify, verify_json
from fairlead.schedule.verifying.violation import Violation

__all__ = ["Violation", "verify", "verify_json"]
