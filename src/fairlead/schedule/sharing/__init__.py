"""Several plans that share people: each scheduled by its own rules, around what the others take of those they share."""

from __future__ import annotations

from fairlead.schedule.sharing.answer import Part, Together, Waiting
from fairlead.schedule.sharing.together import optimised_together

__all__ = ["Part", "Together", "Waiting", "optimised_together"]
