"""People from outside: what the team lacks, who could fill it, and what that does to the plan."""

from __future__ import annotations
