"""Who and what can do each task, and in which ways: the network with its limits."""

from __future__ import annotations

from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.staffing.staffed import (
    AMOUNT,
    FULL,
    Consumable,
    Demand,
    Mode,
    Resource,
    Slot,
    Staffed,
    Use,
)

__all__ = ["AMOUNT", "FULL", "Consumable", "Demand", "Mode", "Resource", "Slot", "Staffed", "Use", "staffed"]
