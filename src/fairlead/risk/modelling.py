"""From a compiled plan to a model: what is uncertain in its work, its calendar of events and its costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fairlead.plan.entities import Risk, Task
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import Impact, Percent
from fairlead.risk import tables as of
from fairlead.risk.correlation import Loadings, loadings_of
from fairlead.risk.crews import Crews, with_own_facts
from fairlead.risk.distributions import Distribution
from fairlead.risk.ending import END, end_of
from fairlead.risk.estimates import Estimates
from fairlead.risk.happening import Happening, Happenings, Responses, in_force
from fairlead.risk.rounds import Again, Retry, retries_in
from fairlead.risk.sheet import Sheet
from fairlead.risk.spending import Ledger
from fairlead.risk.tables import NOTHING, Ints, Model
from fairlead.schedule import codes
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.critical_path.tables import Table
from fairlead.schedule.levelling.reading import places_by_id
from fairlead.schedule.network import Network
from fairlead.schedule.staffing.from_plan import staffed


@dataclass(frozen=True)
class Modelled:
    """A model with the network it runs on, and what its rows stand for.

    `outputs` are the ids whose finishes are kept, `uniforms` the names of what is drawn, `happenings` the events.
    """

    model: Model
    network: Network
    compiled: Compiled
    crews: Crews | None
    outputs: tuple[str, ...]
    uniforms: tuple[str, ...]
    happenings: Happenings
    place_of: Mapping[str, int]
    modes: tuple[float, ...]
    findings: tuple[Finding, ...]

    def calm(self) -> Model:
        """Return the model without luck: values at their most likely, no risk strikes, likely branches are taken."""
        model = self.model
        values = np.array([(of.CONSTANT, NOTHING, k, 1) for k in range(len(self.modes))], np.int64)
        odds = model.odds.copy()
        likely = odds[:, 1] - odds[:, 0] >= 0.5
        odds[:] = np.where(likely[:, None], (-1.0, 2.0), (2.0, 3.0))
        certain = np.array([model.events[e, of.EVENT_UNIFORM] < 0 for e in range(len(odds))], bool)
        odds[certain] = model.odds[certain]
        for events in self.happenings.risks.values():
            for event in events:
                if not certain[event]:
                    odds[event] = 2.0, 3.0
        for events in self._options():
            chosen = max(events, key=lambda event: round(model.odds[event, 1] - model.odds[event, 0], 9))
            for event in events:
                odds[event] = (-1.0, 2.0) if event == chosen else (2.0, 3.0)
        numbers = np.array(self.modes) if self.modes else np.zeros(1)
        return model._replace(values=values.reshape(-1, of.VALUE_COLUMNS), numbers=numbers, odds=odds)

    def _options(self) -> list[list[int]]:
        """Return the events of each decision that is still open, an event for each of its options."""
        found: dict[str, list[int]] = {}
        for name, event in self.happenings.options.items():
            if self.model.events[event, of.EVENT_UNIFORM] >= 0:
                found.setdefault(name.rpartition(".")[0], []).append(event)
        return list(found.values())


def modelled(
    compiled: Compiled,
    crews: Crews | None,
    *,
    with_people: bool,
    responses: Responses = "planned",
    risks: bool = True,
    repeated: Sequence[Again] = (),
) -> Modelled:
    """Return the model of a compiled plan.

    `crews` say who does what, for the costs and, with `with_people`, for the dates; `repeated` are the places that they
    have for what tests repeat. Raises PlanError for risks that wait for themselves and for exclusive ones that are too
    likely together.
    """
    return _Modelling(compiled, crews, with_people, responses, risks, repeated).modelled()


class _Modelling:
    def __init__(
        self,
        compiled: Compiled,
        crews: Crews | None,
        with_people: bool,
        responses: Responses,
        risks: bool,
        repeated: Sequence[Again],
    ) -> None:
        if crews is not None and with_people:
            compiled = crews.staffed.compiled
        self.compiled, self.crews, self.with_people = compiled, crews, with_people
        self.ground, self.plan = compiled.ground, compiled.plan
        self.responses, self.risks = responses, risks
        self.network = compiled.network
        self.rounds: dict[int, list[Again]] = {}
        for each in repeated:
            self.rounds.setdefault(each.test, []).append(each)
        self.size = self.network.size
        self.place_of = dict(_places(compiled))
        self.names_of: dict[str, list[str]] = {}
        for name in self.place_of:
            self.names_of.setdefault(name.partition("#")[0], []).append(name)
        self.sheet = Sheet()
        self.findings: list[Finding] = []
        self.impacts: list[list[tuple[int, int, int]]] = [[] for _ in range(self.size)]
        self.absences: list[tuple[int, int]] = []
        self.missed: list[list[int]] = [[] for _ in range(self.size)]
        self.estimated: dict[str, int] = {}
        self.values_of: list[int] = [NOTHING] * self.size

    def modelled(self) -> Modelled:
        self._estimates()
        happening = Happening(self.ground, self.sheet, self.responses, risks=self.risks)
        events = happening.written()
        for risk in self.plan.risks.values():
            for time, event in enumerate(events.risks.get(risk.id, ())):
                self._strike(in_force(risk, self.responses), event, f" {time}" if time else "")
        retries = self._retries()
        again = {place for _, retry in retries.values() for place in retry.places}
        ledger = Ledger(self.ground, self.sheet, happening, self.responses)
        ledger.place_of = self.place_of
        limits = self.crews.staffed if self.crews is not None else staffed(self.compiled)
        ledger.write_tasks(self.network, self.crews, limits.resources, again)
        ledger.write_costs()
        ledger.write_risks()
        outputs = self._outputs()
        loadings = loadings_of(self.plan, self.estimated, _of_risks(self.sheet, events))
        network = self._own_network(events)
        model = self._model(network, events, ledger, retries, outputs, loadings)
        found = (*self.findings, *ledger.spending.findings, *loadings.findings)
        return Modelled(
            model, network, self.compiled, self.crews, tuple(id for id, _ in outputs), tuple(self.sheet.uniforms),
            events, self.place_of, tuple(self.sheet.modes), found,
        )  # fmt: skip

    # Work

    def _estimates(self) -> None:
        estimates = Estimates(self.compiled)
        for task in self.plan.tasks.values():
            if task.done is not None or task.inactive or task.manual or task.id.endswith(END):
                continue
            for place in self._places_of(task.id):
                way = self._way(task, place)
                spread, said = estimates.duration_of(way), estimates.said_of(way)
                if spread is None or said <= 0:
                    continue
                name = self._name(task.id, place)
                number = self.sheet.value(f"estimate {name}", spread.scaled(1.0 / said))
                self.sheet.modes[number] = 1.0
                self.values_of[place] = number
                if (uniform := self.sheet.values[number][1]) >= 0:
                    self.estimated[name] = uniform

    def _way(self, task: Task, place: int) -> Task:
        """Return a task as it is done in the mode that was chosen for it."""
        if not task.modes or self.crews is None or place not in self.crews.modes:
            return task
        return task.ways[max(self.crews.modes[place].number, 0)]

    def _open_places_of(self, id: str) -> list[int]:
        """Return the places whose work isn't finished: what is done, no risk touches any more."""
        return [place for place in self._places_of(id) if self.network.state[place] != codes.FINISHED]

    def _places_of(self, id: str) -> list[int]:
        """Return where a task's work lies: one place, or one for each time it comes round."""
        return [self.place_of[name] for name in self.names_of.get(id, ())]

    def _name(self, id: str, place: int) -> str:
        return next(name for name in self.names_of[id] if self.place_of[name] == place)

    def _leaves(self, id: str) -> list[str]:
        return list(self.plan.outline.leaves(id))

    # Risks

    def _strike(self, risk: Risk, event: int, time: str) -> None:
        for id, impact in risk.delays.items():
            self._delay(risk, event, id, impact, time)
        for id in risk.repeats:
            for leaf in self._leaves(id):
                for place in self._open_places_of(leaf):
                    self.impacts[place].append((event, NOTHING, of.ONCE_MORE))
        for who, length in risk.away.items():
            low, mode, high = length.resolved(dict(self.plan.settings.sizes)).in_minutes(*self._units())
            spread = Distribution.from_range(low, mode, high)
            row = len(self.absences)
            self.absences.append((event, self.sheet.value(f"away {risk.id} {who}{time}", spread)))
            for place in self._worked_by(who):
                self.missed[place].append(row)

    def _units(self) -> tuple[int, int, int]:
        units = self.ground.units
        return units.day, units.week, units.month

    def _delay(self, risk: Risk, event: int, id: str, impact: Impact, time: str) -> None:
        if id not in self.plan.tasks:
            return
        spread = self._impact(impact)
        value = self.sheet.value(f"delay {risk.id} {id}{time}", spread)
        summary = self.plan.outline.is_summary(id)
        if summary and not impact.percent:
            place = self.place_of.get(end_of(id))
            if place is not None:
                self.impacts[place].append((event, value, of.ADD))
            if spread.low < 0 and spread.high <= 0 and not time:
                self.findings.append(_takes_nothing_away(risk, id, impact))
            return
        kind = of.STRETCH if impact.percent else of.ADD
        for leaf in self._leaves(id):
            for place in self._open_places_of(leaf):
                self.impacts[place].append((event, value, kind))

    def _impact(self, impact: Impact) -> Distribution:
        def number(value: Any) -> float | None:
            if value is None:
                return None
            return (
                float(value.fraction)
                if isinstance(value, Percent)
                else float(self.ground.units.minutes(value))
            )

        low, mode, high = number(impact.low), number(impact.mode), number(impact.high)
        assert low is not None
        assert high is not None
        return Distribution.from_range(low, mode, high)

    def _worked_by(self, who: str) -> list[int]:
        """Return the places that somebody works on: as picked, else as named."""
        if self.crews is not None:
            numbers = {r for r, each in enumerate(self.crews.staffed.resources) if each.id == who}
            if any(self.crews.staffed.resources[r].capacity > 1000 for r in numbers):
                return []
            if self.with_people:
                return [place for place, crew in enumerate(self.crews.who) if numbers.intersection(crew)]
        named = [task.id for task in self.plan.tasks.values() if any(each.id == who for each in task.who)]
        needed = [
            task.id for task in self.plan.tasks.values()
            if any(len(need.alternatives) == 1 and need.alternatives[0].what == who for need in task.needs)
        ]  # fmt: skip
        return [place for id in dict.fromkeys([*named, *needed]) for place in self._places_of(id)]

    def _retries(self) -> dict[int, tuple[int, Retry]]:
        """Return the tests that may fail, by their places, and the value that says how often."""
        return {
            place: (self.sheet.drawn(f"retry {self._name(retry.task.id, place)}"), retry)
            for place, retry in retries_in(self.compiled).items()
        }

    # What is kept

    def _outputs(self) -> list[tuple[str, list[int]]]:
        found = []
        for goal in self.plan.goals.values():
            places = [p for id in goal.done_when for p in self._ends_of(id)]
            found.append((goal.id, places))
        for task in self.plan.tasks.values():
            if task.milestone or (task.deadline is not None):
                found.append((task.id, self._ends_of(task.id)))
        return [(id, places) for id, places in found if places]

    def _ends_of(self, id: str) -> list[int]:
        if id in self.plan.decisions:
            return [self.place_of[id]] if id in self.place_of else []
        if id not in self.plan.tasks:
            return []
        places = [place for leaf in self._leaves(id) for place in self._places_of(leaf)]
        places = [self.rounds[place][-1].place if place in self.rounds else place for place in places]
        if (end := self.place_of.get(end_of(id))) is not None:
            places.append(end)
        return places

    # Tables

    def _own_network(self, events: Happenings) -> Network:
        """Return a network in which whatever may be held, or may not be there, has facts of its own."""
        special = {int(self.network.links[row, at.BEFORE]) for row, _ in self.network.max_lags}
        if self.with_people:
            special |= {self.place_of[id] for id in events.tasks if id in self.place_of}
            special |= {place for place, rows in enumerate(self.impacts) if rows}
        if self.compiled.ground.options.from_finish:
            return self._as_late_as_planned(special)
        return with_own_facts(self.network, special)

    def _as_late_as_planned(self, special: set[int]) -> Network:
        """Return a network that begins when the plan has to; nothing begins before its planned date."""
        if self.with_people:
            return with_own_facts(self.network, special)  # whose crews are held already
        path = critical_path(self.compiled.network)
        rules = self.network.rules.copy()
        rules[at.PLAN_START] = path.plan_start
        network = replace(self.network, rules=rules)
        planned = np.flatnonzero(network.state == codes.PLANNED)
        network = with_own_facts(network, special.union(planned.tolist()))
        network.facts[network.tasks[planned, at.FACTS], at.HOLD] = path.start[planned]
        return network

    def _model(
        self,
        network: Network,
        events: Happenings,
        ledger: Ledger,
        retries: Mapping[int, tuple[int, Retry]],
        outputs: Sequence[tuple[str, list[int]]],
        loadings: Loadings,
    ) -> Model:
        work = np.full((self.size + 1, of.WORK_COLUMNS), NOTHING, np.int64)
        work[:-1, of.WORK_VALUE] = self.values_of
        for id, event in events.tasks.items():
            for place in self._places_of(id) if id in self.plan.tasks else ():
                work[place, of.WORK_PRESENT] = event
        lags = self._percent_lags(network)
        retry_odds = np.full(self.size, 0.5)
        repeats: list[Sequence[int]] = [()] * self.size
        for place, (value, retry) in retries.items():
            work[place, of.WORK_RETRY], retry_odds[place] = value, retry.chance
            if place not in self.rounds:
                repeats[place] = retry.places
        work[:, of.WORK_IMPACTS] = _firsts(self.impacts)
        work[:, of.WORK_ABSENCES] = _firsts(self.missed)
        work[:, of.WORK_REPEATS] = _firsts(repeats)
        work[:, of.WORK_PERCENT_LAGS] = _firsts(lags)
        rounds = [self.rounds.get(place, []) for place in range(self.size)]
        work[:, of.WORK_ROUNDS] = _firsts(rounds)
        spending = ledger.spending
        mixed, stream, weight = loadings.mixing(len(self.sheet.uniforms))
        keys = self.sheet.keys(loadings.factors)
        normal = np.zeros(len(keys), np.int64)
        normal[stream] = 1
        crew, taken = self._crew_tables()
        events_of = self.sheet.event_tables()
        parts = network.parts
        base = np.stack(
            [parts[:, at.PART_MINUTES] - parts[:, at.PART_DELAY], parts[:, at.PART_REMAINING]], axis=1
        )
        for id, place in self.place_of.items():
            if id.endswith(END):
                base[network.tasks[place, at.PART]] = 0
        return Model(
            keys=keys,
            mixed=mixed, mix_stream=stream, mix_weight=weight, normal=normal,
            values=self.sheet.value_table(), numbers=self.sheet.number_row(),
            **events_of,
            work=work, retry_odds=retry_odds,
            impacts=_flat(self.impacts, of.IMPACT_COLUMNS),
            repeats=np.array([p for places in repeats for p in places], np.int64),
            rounds=_flat([[(a.place, a.of, a.round, int(a.last)) for a in each] for each in rounds], of.ROUND_COLUMNS),
            absences=np.array(self.absences, np.int64).reshape(-1, of.ABSENCE_COLUMNS),
            missed=np.array([row for rows in self.missed for row in rows], np.int64),
            percent_lags=_flat(lags, of.LAG_COLUMNS),
            holds=np.array(network.max_lags, np.int64).reshape(-1, 2),
            base=base,
            shapes=np.stack([network.tasks[:-1, at.SHAPE], network.tasks[:-1, at.ORDINARY]], axis=1),
            real=np.flatnonzero(network.real),
            ends=_firsts([places for _, places in outputs]),
            end_places=np.array([place for _, places in outputs for place in places], np.int64),
            money=np.array(spending.rows, np.int64).reshape(-1, of.MONEY_COLUMNS),
            amounts=np.array(spending.amounts, float),
            money_dates=np.array(spending.slices, np.int64).reshape(-1, 2),
            dates=np.array(spending.dates, np.int64),
            taken_first=_firsts(taken), taken_by=np.array([p for rows in taken for p in rows], np.int64),
            crew_first=_firsts(crew), crew=np.array([r for rows in crew for r in rows], np.int64),
        )  # fmt: skip

    def _percent_lags(self, network: Network) -> list[list[tuple[int, int, int]]]:
        """Return the links whose lag is a share of their predecessor's minutes, by predecessor."""
        found: list[list[tuple[int, int, int]]] = [[] for _ in range(self.size)]
        test_of = {rounds[-1].place: test for test, rounds in self.rounds.items()}
        for row, draft_row in enumerate(network.link_row.tolist()):
            if draft_row < 0:
                continue
            lag = self.compiled.links[draft_row][1].lag
            if lag is not None and lag.percent:
                minutes = int(network.links[row, at.LAG])
                before = int(network.links[row, at.BEFORE])
                found[test_of.get(before, before)].append((row, round(lag.amount * 1000), minutes))
        return found

    def _crew_tables(self) -> tuple[list[list[int]], list[list[int]]]:
        if self.crews is None or not self.with_people:
            return [[] for _ in range(self.size)], []
        crew = [list(each) for each in self.crews.who]
        taken: list[list[int]] = [[] for _ in self.crews.staffed.resources]
        for place, who in enumerate(crew):
            for r in who:
                taken[r].append(place)
        return crew, taken


def _takes_nothing_away(risk: Risk, id: str, impact: Impact) -> Finding:
    message = f"`{id}: {impact}` does nothing: at the end of a summary there is no work to take away"
    remedy = "Name the tasks below that get shorter, or give a percentage, which holds for each of them"
    return Finding(Severity.WARNING, "opportunity-of-summary", message, remedy, "risk", risk.id, "delays")


def _places(compiled: Compiled) -> Iterator[tuple[str, int]]:
    yield from places_by_id(compiled).items()
    for id in compiled.plan.decisions:
        if (row := compiled.row_of.get(id)) is not None and (
            place := int(compiled.network.place_of[row])
        ) >= 0:
            yield id, place


def _of_risks(sheet: Sheet, events: Happenings) -> dict[str, int]:
    return {
        id: sheet.events[event].uniform
        for id, event in events.struck.items()
        if sheet.events[event].uniform >= 0
    }


def _firsts(rows: Iterable[Sequence[Any]]) -> Ints:
    return np.append(0, np.cumsum([len(each) for each in rows])).astype(np.int64)


def _flat(rows: Iterable[Sequence[tuple[int, ...]]], columns: int) -> Table:
    return np.array([row for each in rows for row in each], np.int64).reshape(-1, columns)
