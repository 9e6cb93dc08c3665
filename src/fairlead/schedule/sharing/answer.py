"""What comes of scheduling several plans together: every plan's schedule, and what is proven of them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.answer import Optimised, Status
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.pool import Pool
from fairlead.schedule.verifying import Violation


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task that waits for somebody or something because a task of another plan has it; `minutes` of its calendar."""

    task: str
    resource: str
    other: str
    other_task: str
    minutes: int


@dataclass(frozen=True)
class Part:
    """One plan among the others.

    `found` is its schedule with the shared people, with what is proven of its finish: the bound of the plan by itself,
    which holds here too because the others only take away. `alone` is what it would be without the others. `beside` is
    the bound, in minutes of its axis, beside those before it as they are; None where that wasn't asked.
    """

    name: str
    priority: Decimal
    found: Optimised
    alone: Optimised
    beside: int | None = None
    waits: tuple[Waiting, ...] = ()

    @property
    def schedule(self) -> PeopleSchedule:
        """Its schedule with the shared people."""
        assert self.found.schedule is not None
        return self.found.schedule

    @property
    def finish(self) -> int:
        """When it finishes with the shared people, in minutes of its axis."""
        return self.schedule.finish

    @property
    def finish_alone(self) -> int:
        """When it finishes without the other plans, in minutes of its axis."""
        assert self.alone.schedule is not None
        return self.alone.schedule.finish


@dataclass(frozen=True)
class Together:
    """Several plans scheduled together, and what is proven of the finish of them all.

    `parts` is empty where a plan has no schedule, and `status` and `proof` say which and why. `value` and `lower_bound`
    are minutes of `clock`; no schedule of these plans with these people finishes before the bound, whatever their
    priorities. "infeasible" and "unknown" are as in `Optimised`. `findings` are about what the plans share.
    """

    plans: Mapping[str, Plan]
    pool: Pool
    clock: Clock
    parts: Mapping[str, Part]
    groups: tuple[tuple[str, ...], ...]
    status: Status
    value: int | None
    lower_bound: int | None
    gap: float | None
    seconds: float
    proof: str = ""
    findings: tuple[Finding, ...] = ()
    violations: tuple[Violation, ...] = field(default=(), repr=False)

    @property
    def start(self) -> int:
        """When the first of them starts, in minutes of the clock."""
        return min(self._common(part, part.schedule.start) for part in self.parts.values())

    def finish_of(self, name: str) -> int:
        """Return when a plan finishes, in minutes of the clock."""
        return self._common(self.parts[name], self.parts[name].finish)

    def _common(self, part: Part, minute: int) -> int:
        return self.clock.minute(part.schedule.compiled.axis, minute)
