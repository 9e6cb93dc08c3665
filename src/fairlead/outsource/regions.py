"""Where somebody is, and whether that lies inside the regions that a plan allows: the plan's own rules ask it too."""

from __future__ import annotations

from fairlead.plan.regions import is_inside

__all__ = ["is_inside"]
