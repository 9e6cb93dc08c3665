"""What a plan costs, as rows of a model: people's hours, prices, recurring costs, risks and what is done about them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from fairlead.plan.entities import Action, Cost, Risk, Task
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import DecimalRange, ExchangeRate, Moment, Money
from fairlead.risk import tables as of
from fairlead.risk.crews import Crews
from fairlead.risk.happening import Happening, Responses, in_force, taken
from fairlead.risk.sheet import Sheet
from fairlead.risk.tables import NOTHING
from fairlead.risk.wages import Wage, Wages, shares_between, spread_of, stretches
from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.ground import Ground
from fairlead.schedule.network import Network
from fairlead.schedule.rates import paid_share
from fairlead.schedule.staffing import FULL, Resource
from fairlead.schedule.staffing.money import HourlyRate

_MOST_DATES = 1200

Spans = tuple[tuple[int, int], ...]
"""Stretches of time, from moment to moment, in their order."""


@dataclass
class Spending:
    """Rows of `money` with their amounts and dates; `findings` name what can't be counted."""

    rows: list[tuple[int, ...]] = field(default_factory=list)
    amounts: list[float] = field(default_factory=list)
    slices: list[tuple[int, int]] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Ledger:
    """Writes the costs of one plan on a sheet."""

    def __init__(self, ground: Ground, sheet: Sheet, events: Happening, responses: Responses) -> None:
        self.ground, self.plan, self.sheet, self.events = ground, ground.plan, sheet, events
        self.settings, self.responses = ground.plan.settings, responses
        self.spending = Spending()
        self.today = ground.axis.local(max(ground.plan_start, ground.status_date)).date()
        self.wages = Wages(ground, sheet, self._exchange_of_party)
        self._rates_of_exchange: dict[tuple[str, date | None], tuple[float, int]] = {}
        self._growth: dict[str | None, int] = {}
        self._written: dict[tuple[int, Spans], int] = {}

    def write_tasks(
        self,
        network: Network,
        crews: Crews | None,
        resources: Sequence[Resource],
        again: Container[int] = (),
    ) -> None:
        """Write what tasks cost: their price, materials, and the hours of those who are on them.

        The work at the places `again` may be repeated in a test's time.
        """
        row_of = self.place_of
        for task in self.plan.tasks.values():
            place = row_of.get(task.id, NOTHING)
            event = self.events.found.tasks.get(task.id, NOTHING)
            if task.inactive:
                continue
            if task.cost is not None:
                self.sum_of(f"cost {task.id}", task.cost, place, event, task.account, "task", task.id)
            self._materials(task, place, event)
        if crews is not None:
            self._hours(network, crews)
        self._finished(network, resources, crews.modes if crews is not None else (), again)

    place_of: dict[str, int]

    def _materials(self, task: Task, place: int, event: int) -> None:
        for need in task.needs:
            material = self.plan.materials.get(need.alternatives[0].what)
            if material is None or material.price is None:
                continue
            count = float(need.count[1])
            self.sum_of(
                f"price {material.id}",
                material.price,
                place,
                event,
                task.account,
                "material",
                material.id,
                count,
            )

    def _hours(self, network: Network, crews: Crews) -> None:
        """Write people's hours: those of work still to do by the minute, those of work done as they were.

        Where a rate changes on the way, each minute counts by the one that holds when it is worked.
        """
        ids = {place: id for id, place in self.place_of.items()}
        for place, mode in crews.modes.items():
            id = ids.get(place)
            task = self.plan.tasks.get(id.partition("#")[0]) if id is not None else None
            if task is None:
                continue
            event = self.events.found.tasks.get(task.id, NOTHING)
            if mode.cost:
                self.add(float(mode.cost), place, event, account=task.account)
            for slot in mode.slots:
                resource = crews.staffed.resources[slot.eligible[0]]
                wages = self.wages.of(resource.id)
                if not wages:
                    continue
                share = slot.paid_units / FULL * float(paid_share(self.plan, resource.id))
                part = mode.parts[slot.part] if mode.parts and slot.part >= 0 else None
                mine, whole = 1, 1
                if part is not None:
                    if network.state[place] == codes.STARTED:
                        done = max(part.minutes - part.delay - part.remaining, 0)
                        self._done(network, place, wages, done * share, task.account)
                    if mode.parts[0].remaining > 0:
                        mine, whole = part.remaining, mode.parts[0].remaining
                if len(wages) == 1:
                    amount = wages[0].amount * share * mine / whole
                    self._paid(wages[0], amount, place, event, task.account, of.PER_MINUTE)
                calendar, delay = _hours_at(network, place, slot.part)
                for wage, factor, spans in _apart(wages, resource.hourly):
                    first = self._stretches(network, calendar, spans)
                    row = calendar, delay, mine, whole, self.wages.now, first, len(spans)
                    amount = wage.amount * share * factor
                    self._paid(wage, amount, place, event, task.account, of.WITHIN, self._slice(row))

    def _finished(
        self,
        network: Network,
        resources: Sequence[Resource],
        counted: Container[int],
        again: Container[int],
    ) -> None:
        """Finished work costs what it took: `spent` where that is said, else its estimate, at the people's rates.

        What is repeated of it is paid as it would be today.
        """
        known = {resource.id for resource in resources}
        for task in self.plan.tasks.values():
            place = self.place_of.get(task.id, NOTHING)
            if place < 0 or place in counted or network.state[place] != codes.FINISHED:
                continue
            paid = [who.id for who in task.who if who.id in known and self.wages.of(who.id)]
            minutes = float(network.tasks[place, at.DURATION])
            if task.spent is not None and paid:
                minutes = self.ground.units.minutes(task.spent) / len(paid)
            for id in paid:
                share = float(paid_share(self.plan, id))
                own = minutes if task.spent is not None else minutes * share
                self._done(network, place, self.wages.of(id), own, task.account)
                if place in again and (wage := self.wages.today(id)) is not None:
                    once = int(network.parts[network.tasks[place, at.PART], at.PART_MINUTES])
                    once -= int(network.parts[network.tasks[place, at.PART], at.PART_DELAY])
                    event = self.events.found.tasks.get(task.id, NOTHING)
                    self._paid(wage, wage.amount * share, place, event, task.account, of.PER_MINUTE)
                    self._paid(wage, -wage.amount * share * once, place, event, task.account)

    def _done(
        self, network: Network, place: int, wages: Sequence[Wage], minutes: float, account: str | None
    ) -> None:
        """Write minutes that are worked already, each at the wage that held then."""
        begin = int(network.fact(at.ACTUAL_START)[place])
        finish = int(network.fact(at.ACTUAL_FINISH)[place])
        now = self.wages.now if finish == codes.MISSING else finish
        begin = now if begin == codes.MISSING else begin
        calendar, _ = _hours_at(network, place, 0)
        for wage, share in shares_between(wages, network, calendar, begin, now):
            self._paid(wage, wage.amount * minutes * share, place, NOTHING, account)

    def _paid(
        self,
        wage: Wage,
        amount: float,
        place: int,
        event: int,
        account: str | None,
        kind: int = of.ONE_SUM,
        dates: tuple[int, int] = (0, 0),
    ) -> None:
        """Write what hours cost."""
        self.add(amount, place, event, kind, wage.luck, account, wage.factor, dates)

    def write_costs(self) -> None:
        """Write the costs that belong to the plan itself."""
        for cost in self.plan.costs.values():
            if cost.amount is None:
                continue
            if cost.every is None:
                self.sum_of(f"cost {cost.id}", cost.amount, NOTHING, NOTHING, cost.account, "cost", cost.id)
            else:
                self._recurring(cost)

    def _recurring(self, cost: Cost) -> None:
        assert cost.every is not None
        assert cost.amount is not None
        axis = self.ground.axis
        begin = cost.every.first or axis.local(self.ground.plan_start).date()
        last = cost.every.last or date(min(begin.year + 30, 9998), 1, 1)
        dates = []
        for day in cost.every.occurrences(begin, last, begin):
            dates.append(axis.minute(Moment(day)))
            if len(dates) >= _MOST_DATES:
                break
        self.sum_of(
            f"cost {cost.id}", cost.amount, NOTHING, NOTHING, cost.account, "cost", cost.id,
            kind=of.PER_DATE, dates=self._slice(dates),
        )  # fmt: skip

    def _stretches(self, network: Network, calendar: int, spans: Spans) -> int:
        """Return where spans of time stand in `dates` as minutes of a calendar."""
        key = calendar, spans
        if key not in self._written:
            self._written[key], _ = self._slice(stretches(network, calendar, self.wages.now, spans))
        return self._written[key]

    def _slice(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Write numbers to `dates`, and return where they stand."""
        first = len(self.spending.dates)
        self.spending.dates += numbers
        return first, first + len(numbers)

    def write_risks(self) -> None:
        """Write what risks cost when they strike, and what is done about them, which costs in any case."""
        for risk in self.plan.risks.values():
            self._risk(in_force(risk, self.responses))
            for action in taken(risk, self.responses):
                if risk.closed is None or action.done is not None:
                    self._action(risk, action)

    def _action(self, risk: Risk, action: Action) -> None:
        """Write what an action costs that isn't a task of the plan, whose costs are counted there."""
        if action.cost is not None and action.task is None:
            name = f"action {risk.id} {action.name}"
            self.sum_of(name, action.cost, NOTHING, NOTHING, None, "risk", risk.id)

    def _risk(self, risk: Risk) -> None:
        if risk.costs is None:
            return
        for time, event in enumerate(self.events.found.risks.get(risk.id, ())):
            name = f"costs {risk.id} {time}" if time else f"costs {risk.id}"
            self.sum_of(name, risk.costs, NOTHING, event, None, "risk", risk.id)

    # Rows

    def sum_of(
        self,
        name: str,
        money: Money,
        place: int,
        event: int,
        account: str | None,
        entity: str,
        id: str,
        times: float = 1.0,
        kind: int = of.ONE_SUM,
        dates: tuple[int, int] = (0, 0),
    ) -> None:
        """Write an amount of money, certain or a range, in whatever currency."""
        exchange = self._exchange(money, self.today, entity, id)
        if exchange is None:
            return
        rate, factor = exchange
        value = NOTHING
        amount = float(money.most_likely())
        if not money.range.certain:
            value, amount = self.sheet.value(name, spread_of(money.range)), 1.0
        self.add(amount * times * rate, place, event, kind, value, account, factor, dates)

    def add(
        self,
        amount: float,
        place: int,
        event: int,
        kind: int = of.ONE_SUM,
        value: int = NOTHING,
        account: str | None = None,
        factor: int = NOTHING,
        dates: tuple[int, int] = (0, 0),
    ) -> None:
        """Write a row."""
        self.spending.rows.append((place, event, value, kind, self._growing(account), factor))
        self.spending.amounts.append(amount)
        self.spending.slices.append(dates)

    def _growing(self, account: str | None) -> int:
        """Return the value by which an account's costs grow a year."""
        key = account if account in self.settings.escalations else None
        if key not in self._growth:
            said = self.settings.escalations.get(key) if key is not None else self.settings.escalation
            if said is None:
                self._growth[key] = NOTHING
            else:
                mode = None if said.mode is None else said.mode.fraction
                spread = spread_of(DecimalRange(said.low.fraction, mode, said.high.fraction))
                self._growth[key] = self.sheet.value(f"escalation {key or ''}", spread)
        return self._growth[key]

    def _exchange_of_party(self, money: Money, day: date, id: str) -> tuple[float, int] | None:
        party = self.plan.party(id)
        return self._exchange(money, day, party.kind if party is not None else "person", id)

    def _exchange(self, money: Money, day: date, entity: str, id: str) -> tuple[float, int] | None:
        """Return what a unit of a currency is worth on a day: a number, and the value that varies it."""
        currency = money.currency
        if currency is None or currency == self.settings.currency:
            return 1.0, NOTHING
        rates = self.settings.exchange.get(currency, ())
        rate = _rate_on(rates, day)
        if rate is None:
            message = f"costs {currency}, for which the plan has no exchange rate, and is left out"
            remedy = f"Add `exchange: {{{currency}: ...}}`"
            finding = Finding(Severity.WARNING, "no-exchange", message, remedy, entity, id)
            if finding not in self.spending.findings:
                self.spending.findings.append(finding)
            return None
        key = currency, rate.first
        if key not in self._rates_of_exchange:
            if rate.value.certain:
                self._rates_of_exchange[key] = float(rate.value.low), NOTHING
            else:
                other = "" if rate is _rate_on(rates, self.today) else f" {rate.first or ''}"
                varied = self.sheet.value(f"exchange {currency}{other}", spread_of(rate.value))
                self._rates_of_exchange[key] = 1.0, varied
        return self._rates_of_exchange[key]


def _apart(wages: Sequence[Wage], hourly: HourlyRate | None) -> Iterator[tuple[Wage, float, Spans]]:
    """Yield what isn't paid alike at all times: each of several wages while it holds, and what overtime costs more."""
    if len(wages) > 1:
        yield from ((wage, 1.0, ((wage.begin, wage.end),)) for wage in wages)
    overtime = hourly.overtime if hourly is not None else None
    if overtime is None:
        return
    for wage in wages:
        spans = overtime.between(wage.begin, wage.end)
        if spans:
            yield wage, float(overtime.factor) - 1.0, spans


def _hours_at(network: Network, place: int, part: int) -> tuple[int, int]:
    """Return the calendar of a part of a task's work, and after how many of its minutes it begins."""
    first, last = int(network.tasks[place, at.PART]), int(network.tasks[place + 1, at.PART])
    if first == last:
        return int(network.tasks[place, at.CALENDAR]), 0
    rows = network.parts[first:last]
    row = rows[min(max(part, 0), last - first - 1)]
    return int(row[at.PART_CALENDAR]), int(row[at.PART_DELAY] - rows[:, at.PART_DELAY].min())


def _rate_on(rates: tuple[ExchangeRate, ...], day: date) -> ExchangeRate | None:
    known = [rate for rate in rates if rate.first is None or rate.first <= day] or list(rates[:1])
    return max(known, key=lambda rate: rate.first or date.min) if known else None
