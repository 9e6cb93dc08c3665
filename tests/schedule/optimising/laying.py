"""Plans of a few lines, laid by the generator in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.crew import Manned, manned
from fairlead.schedule.levelling.generating import Generated, Generator
from fairlead.schedule.optimising.neighbourhood import Found, found_by
from fairlead.schedule.optimising.objectives import Objective
from fairlead.schedule.staffing import Staffed, staffed
from tests.plans import a_plan


@dataclass(frozen=True)
class Laid:
    limits: Staffed
    manned: Manned
    generator: Generator
    generated: Generated

    def place(self, id: str) -> int:
        place = self.limits.place_of(id)
        assert place is not None
        return place

    def found(self, objective: Objective) -> Found:
        return found_by(self.generator, objective, np.arange(self.manned.size))


def in_order(text: str) -> Laid:
    """The plan of a text and its schedule, tasks placed in the document's order."""
    limits = staffed(compile_plan(a_plan(text)))
    ready = manned(limits)
    generator = Generator(ready, compiled=False)
    generator.run(np.arange(ready.size))
    return Laid(limits, ready, generator, generator.result())
