"""Even load: tasks are held back within the time there is, so that nobody has a week of sixty hours and one of none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.optimising.neighbourhood import Found, found_by
from fairlead.schedule.optimising.objectives import EvenLoad, Objective, real_places
from fairlead.schedule.optimising.progress import Watch
from fairlead.schedule.staffing import Staffed

_TRIALS_WITHOUT_GAIN = 4_000


@dataclass(frozen=True)
class Smoothed:
    """The evenest schedule found, and the generator that holds its tasks back."""

    found: Found
    manned: Manned
    generator: Generator

    @property
    def finish(self) -> Ints:
        """Finishes by place."""
        return self.found.finish


def smoothed(staffed: Staffed, soonest: Found, objective: Objective, watch: Watch, seed: int) -> Smoothed:
    """Return a schedule that ends no later than `soonest`, with people's weeks as even as a search gets them.

    One task at a time is held back to a moment inside the room it has, or let go; what is evener stays. Source: the
    idea of Burgess & Killebrew 1962, with the sum of squares; here every trial is laid by the generator.
    """
    ready = manned(staffed, held=True)
    even = EvenLoad(ready, objective.start) if isinstance(objective, EvenLoad) else objective
    generator = Generator(ready)
    end = int(soonest.finish[real_places(ready)].max(initial=0))
    best = found_by(generator, even, soonest.rank, soonest.picks, soonest.modes)
    held: dict[int, int] = {}
    random = np.random.default_rng(seed)
    movable = [place for place in staffed.demands if ready.network.state[place] == codes.PLANNED]
    idle = 0
    while movable and not watch.is_over() and idle < _TRIALS_WITHOUT_GAIN:
        place = movable[int(random.integers(len(movable)))]
        trial_held = dict(held)
        if place in held and random.random() < 0.3:
            del trial_held[place]
        else:
            first = int(best.go_on[place])
            trial_held[place] = first + int(random.exponential(0.1) * (end - first + 1))
        generator.hold(trial_held)
        trial = found_by(generator, even, best.rank, best.picks, best.modes)
        fits = int(trial.finish[real_places(ready)].max(initial=0)) <= end
        if fits and trial.value < best.value:
            best, held, idle = trial, trial_held, 0
            watch.found(best.value)
        else:
            idle += 1
    generator.hold(held)
    return Smoothed(best, ready, generator)
