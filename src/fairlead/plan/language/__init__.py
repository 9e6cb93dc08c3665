"""The one-line language for every change, subject first: `arm-fw estimate 12d`, `add "Bench test" 3d after arm-fw`."""

from __future__ import annotations

from fairlead.plan.language.parsing import nearest, parse_line
from fairlead.plan.language.saying import say

__all__ = ["nearest", "parse_line", "say"]
