"""From risks, branches and decisions of a plan to the events of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Literal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Action, Risk
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.risk.exclusive import Group, after_others, groups, partners
from fairlead.risk.sheet import Event, Sheet
from fairlead.schedule.axis import Axis
from fairlead.schedule.ground import Ground

Responses = Literal["planned", "done", "none"] | frozenset[tuple[str, int]]
"""Which actions count: all that the plan names, only those that are done, none; or the done ones and these besides,
each by its risk and its place among the risk's actions."""

MOST_TIMES = 400
"""A risk that comes round more often than that is not followed further."""
_CERTAIN = Event()
_NEVER = Event(low=2.0, high=3.0)


@dataclass
class Happenings:
    """The events of a plan by what they stand for: risks (one for each time), tasks that may not be there, options."""

    risks: dict[str, list[int]] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    options: dict[str, int] = field(default_factory=dict)
    struck: dict[str, int] = field(default_factory=dict)
    """Of each risk the event that it strikes at all."""


@dataclass
class _Shared:
    """The uniform of risks of which only one can strike, and how much of it is taken."""

    uniform: int
    taken: float = 0.0


def in_force(risk: Risk, responses: Responses) -> Risk:
    """Return a risk as it is left by the actions that count: each overrides probability, delays and costs."""
    for action in taken(risk, responses):
        change = {
            "probability": action.probability if action.probability is not None else risk.probability,
            "delays": {**risk.delays, **action.delays},
            "costs": action.costs if action.costs is not None else risk.costs,
        }
        risk = risk.model_copy(update=change)
    return risk


def taken(risk: Risk, responses: Responses) -> list[Action]:
    """Return the actions of a risk that count. While a risk is accepted, those that aren't done are only ideas."""
    if responses == "none":
        return []
    return [
        action
        for number, action in enumerate(risk.actions)
        if (responses == "planned" and risk.response != "accept")
        or action.done is not None
        or (isinstance(responses, frozenset) and (risk.id, number) in responses)
    ]


class Happening:
    """Writes the events of one plan on a sheet."""

    def __init__(self, ground: Ground, sheet: Sheet, responses: Responses, *, risks: bool = True) -> None:
        self.plan, self.axis, self.ground = ground.plan, ground.axis, ground
        self.sheet, self.responses, self.risks = sheet, responses, risks
        self.found = Happenings()
        self.open: set[str] = set()
        self.apart = partners(self.plan)
        self.groups = groups(self.plan, self.apart)
        self.shared: dict[tuple[str, ...], _Shared] = {}
        self.secondary = _secondary(self.plan, responses)
        self.triggered_by: dict[str, list[tuple[str, float]]] = {}
        for risk in self.plan.risks.values():
            for other, odds in risk.triggers.items():
                self.triggered_by.setdefault(other, []).append((risk.id, float(odds.fraction)))

    def written(self) -> Happenings:
        """Return the events of every risk, branch and decision that is still open."""
        for decision in self.plan.decisions.values():
            for option in decision.options:
                self.option(f"{decision.id}.{option}")
        for risk in self.plan.risks.values():
            self.risk(risk.id)
        for task in self.plan.tasks.values():
            self.task(task.id)
        return self.found

    # Risks

    def risk(self, id: str) -> int:
        """Return the event that a risk strikes; those that trigger it come before it."""
        if id in self.found.struck:
            return self.found.struck[id]
        self._enter(id)
        risk = in_force(self.plan.risks[id], self.responses)
        event = self._odds(risk)
        if self.risks:
            event.causes = [(self.risk(cause), odds) for cause, odds in self.triggered_by.get(id, ())]
        if event.uniform < 0:
            event.causes = []  # it has struck, or never will, whatever else does
        if risk.every is not None and risk.struck is None:
            self.found.risks[id] = self._each_time(risk, event)
            self.found.struck[id] = self.found.risks[id][0] if self.found.risks[id] else self._write(_NEVER)
        else:
            self._in_window(risk, event)
            self.found.struck[id] = self._write(event)
            self.found.risks[id] = [self.found.struck[id]]
        self.open.discard(id)
        return self.found.struck[id]

    def _odds(self, risk: Risk) -> Event:
        if _is_certain(risk):
            return replace(_CERTAIN, needs=[], causes=[])
        if self._is_out(risk):
            return replace(_NEVER, needs=[], causes=[])
        group = self.groups.get(risk.id)
        if group is None:
            return _upper(self.sheet.uniform(f"risk {risk.id}"), self._probability(risk))
        return self._one_of(risk, group) if group.all_apart else self._after_others(risk, group)

    def _is_out(self, risk: Risk) -> bool:
        """Return whether a risk can't strike: it is closed, not there, or excluded by one that has struck."""
        if risk.closed is not None or (risk.id in self.secondary and not self.secondary[risk.id]):
            return True
        return any(_is_certain(self.plan.risks[other]) for other in self.apart.get(risk.id, ()))

    def _probability(self, risk: Risk) -> float:
        if risk.probability is None or not self.risks or self._is_out(risk):
            return 0.0
        return float(risk.probability.fraction)

    def _one_of(self, risk: Risk, group: Group) -> Event:
        """Return the event of one of several risks of which only one can strike: its part of their uniform."""
        shared = self.shared.get(group.ids)
        if shared is None:
            shared = self.shared[group.ids] = _Shared(self.sheet.uniform(f"either {group.ids[0]}"))
        odds = self._probability(risk)
        before, shared.taken = shared.taken, shared.taken + odds
        if shared.taken > 1.0 + 1e-9:
            raise PlanError([_too_likely(risk)])
        return _upper(shared.uniform, odds, before)

    def _after_others(self, risk: Risk, group: Group) -> Event:
        """Return the event of a risk that strikes only where those that it excludes haven't."""
        inner = {id: in_force(self.plan.risks[id], self.responses) for id in group.ids}
        odds = {id: self._probability(each) for id, each in inner.items()}
        others, likely = after_others(group.ids, self.apart, odds)[risk.id]
        if likely > 1.0 + 1e-9:
            raise PlanError([_too_likely(risk)])
        event = _upper(self.sheet.uniform(f"risk {risk.id}"), likely)
        event.needs = [(self.risk(other), 0) for other in others]
        return event

    def _in_window(self, risk: Risk, event: Event) -> None:
        """Let a risk strike at one moment of its window that is still to come; without a window at any time."""
        if event.low > 1.0 or (risk.struck is not None and not risk.away):
            return
        first, last = self._window(risk)
        if risk.struck is not None:
            first = last = self.axis.minute(risk.struck)
            event.window, event.moment = (first, last), self.sheet.uniform(f"moment {risk.id}")
            return
        if risk.window is None and not risk.away:
            return
        if last <= first:
            event.uniform, event.low, event.high, event.causes = -1, 2.0, 3.0, []
            return
        event.window, event.moment = (first, last), self.sheet.uniform(f"moment {risk.id}")

    def _window(self, risk: Risk) -> tuple[int, int]:
        ground = self.ground
        first, last = max(ground.plan_start, ground.status_date), 0
        if risk.window is not None:
            if risk.window.first is not None:
                first = max(first, self.axis.minute(risk.window.first))
            if risk.window.last is not None:
                last = self.axis.minute(risk.window.last, end=True)
        return first, last or self.horizon()

    def horizon(self) -> int:
        """Return until when risks without an end of their window strike: the last goal's deadline, else a year on."""
        begin = max(self.ground.plan_start, self.ground.status_date)
        deadlines = [goal.deadline for goal in self.plan.goals.values() if goal.deadline is not None]
        ends = [self.axis.minute(each, end=True) for each in deadlines]
        return max([each for each in ends if each > begin], default=begin + 366 * 1440)

    def _each_time(self, risk: Risk, event: Event) -> list[int]:
        events = []
        for number, (first, last) in enumerate(islice(self._times(risk), MOST_TIMES)):
            uniform = self.sheet.uniform(f"risk {risk.id} {number}")
            moment = self.sheet.uniform(f"moment {risk.id} {number}")
            each = replace(event, uniform=uniform, needs=[], causes=list(event.causes))
            each.under_way, each.window, each.moment = True, (first, last), moment
            events.append(self._write(each))
        return events

    def _times(self, risk: Risk) -> Iterator[tuple[int, int]]:
        """Yield the day, from midnight to midnight, of each time a risk comes round."""
        assert risk.every is not None
        first, last = self._window(risk)
        begin, end = self.axis.local(first).date(), self.axis.local(last).date()
        for day in risk.every.occurrences(risk.every.first or begin, risk.every.last or end, begin):
            at = _midnight(self.axis, day)
            if first <= at + 1440 and at < last:
                yield max(at, first), at + 1440

    # Branches

    def task(self, id: str) -> int | None:
        """Return the event that a task is there; None for one that always is."""
        if id in self.found.tasks:
            return self.found.tasks[id]
        task = self.plan.tasks[id]
        above = self.task(task.parent) if task.parent else None
        if task.chance is None and not task.only_if and not task.unless:
            if above is not None:
                self.found.tasks[id] = above
            return above
        self._enter(id)
        event = Event()
        if task.chance is not None and not (task.started or task.done):
            event = _upper(self.sheet.uniform(f"branch {id}"), float(task.chance.fraction))
        event.needs = [] if above is None else [(above, 1)]
        event.needs += [(need, 1) for need in map(self._named, task.only_if) if need is not None]
        event.needs += [(need, 0) for need in map(self._named, task.unless) if need is not None]
        self.open.discard(id)
        self.found.tasks[id] = self._write(event)
        return self.found.tasks[id]

    def _named(self, id: str) -> int | None:
        if id in self.plan.risks:
            return self.risk(id)
        if id in self.plan.tasks:
            return self.task(id)
        return self.option(id)

    def option(self, name: str) -> int | None:
        """Return the event that a decision takes an option."""
        if name in self.found.options:
            return self.found.options[name]
        id, _, option = name.partition(".")
        decision = self.plan.decisions.get(id)
        if decision is None:
            return None
        if decision.chosen is not None:
            event = _CERTAIN if decision.chosen == option else _NEVER
            self.found.options[name] = self._write(replace(event, needs=[], causes=[]))
            return self.found.options[name]
        uniform, low = self.sheet.uniform(f"decision {id}"), 0.0
        options = list(dict.fromkeys([*decision.options, *decision.odds]))
        for each in options:
            odds = float(decision.odds[each].fraction) if each in decision.odds else 0.0
            if not decision.odds:
                odds = 1.0 / len(options)
            self.found.options[f"{id}.{each}"] = self._write(Event(uniform, low, low + odds))
            low += odds
        return self.found.options.get(name)

    def _write(self, event: Event) -> int:
        return self.sheet.event(replace(event, needs=list(event.needs), causes=list(event.causes)))

    def _enter(self, id: str) -> None:
        if id in self.open:
            message = "waits for itself: what it is there for, or triggered by, depends on it"
            raise PlanError(
                [Finding(Severity.ERROR, "circle", message, "Remove one of these links", "risk", id)]
            )
        self.open.add(id)


def _upper(uniform: int, odds: float, above: float = 0.0) -> Event:
    """Return an event at the upper end of its uniform, so that it comes with what is long and dear."""
    return Event(uniform, 1.0 - above - odds, 1.0 - above if above else 2.0)


def _is_certain(risk: Risk) -> bool:
    return risk.closed is None and (risk.struck is not None or risk.register_kind == "problem")


def _secondary(plan: Plan, responses: Responses) -> Mapping[str, bool]:
    """Return the risks that actions bring, and whether any action that does counts."""
    found: dict[str, bool] = {}
    for risk in plan.risks.values():
        counted = {id(action) for action in taken(risk, responses)}
        for action in risk.actions:
            for brought in action.brings:
                found[brought] = found.get(brought, False) or id(action) in counted
    return found


def _too_likely(risk: Risk) -> Finding:
    message = "excludes others, and all of them together are likelier than 100%"
    remedy = "Lower their probabilities: of risks that exclude one another only one can strike"
    return Finding(Severity.ERROR, "exclusive-odds", message, remedy, "risk", risk.id, "excludes")


def _midnight(axis: Axis, day: date) -> int:
    from fairlead.plan.values import Moment

    return axis.minute(Moment(day))
