"""The people and things of a plan as resources, by number: how many tasks they can do at a time, in which hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from fairlead.plan.entities import Candidate, DatedRate, Entity, Equipment, Person, Rates, Settings, Supplier
from fairlead.plan.errors import PlanError
from fairlead.plan.values import Moment, Rate
from fairlead.schedule.axis import Axis, Units
from fairlead.schedule.codes import EARLIEST
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.rates import own_share, paid_share
from fairlead.schedule.staffing.money import HourlyRate, in_plan_currency
from fairlead.schedule.staffing.overtime import OvertimePay
from fairlead.schedule.staffing.staffed import FULL, Resource, ResourceKind

UNLIMITED = 1_000_000 * FULL
"""What a firm has of itself, as long as nobody says how many it sends: no plan asks for more."""

_KINDS = ("person", "equipment", "supplier", "candidate")
_Party = Person | Equipment | Supplier | Candidate


class Pool:
    """Who and what there is. People and equipment come first, in the plan's order; others when they are asked for."""

    def __init__(self, compiled: Compiled) -> None:
        self.plan, self.hours, self.units = compiled.plan, compiled.hours, compiled.units
        self.axis = compiled.axis
        self.now = max(compiled.ground.plan_start, compiled.ground.status_date)
        self.today = compiled.axis.local(self.now).date()
        self.resources: list[Resource] = []
        self.never: set[str] = set()
        """Who has no working time at all in the years of the plan."""
        self._numbers: dict[str, int] = {}
        self._limits: dict[str, int] = {}
        self._wip: dict[int, tuple[int, ...]] = {}
        for id in (*self.plan.people, *self.plan.equipment):
            self.number(id)

    def __getitem__(self, number: int) -> Resource:
        return self.resources[number]

    def number(self, id: str) -> int | None:
        """Return the number of somebody or something; None for strangers and those who never work."""
        if id in self._numbers:
            return self._numbers[id]
        party = self.plan.find(id, _KINDS)
        if party is None or id in self.never:
            return None
        try:
            calendar = self.hours.place(self.hours.of_party(id))
        except PlanError:
            self.never.add(id)
            return None
        return self._add(cast(_Party, party), calendar)

    def limit(self, id: str, title: str, capacity: int) -> int:
        """Return the number of a limit, which is made when first asked for."""
        if id not in self._limits:
            self._limits[id] = len(self.resources)
            self.resources.append(Resource(id, title, "limit", capacity, -1))
        return self._limits[id]

    def work_in_progress(self, number: int) -> tuple[int, ...]:
        """Return the limits to how much somebody, and each team above them, may have in progress."""
        if number not in self._wip:
            self._wip[number] = tuple(self._work_in_progress(self.resources[number].id))
        return self._wip[number]

    def _work_in_progress(self, id: str) -> Iterable[int]:
        person = self.plan.people.get(id)
        if person is None:
            return
        holders: list[Entity] = [person, *self.teams_above(person.team)]
        for holder in holders:
            wip = getattr(holder, "wip", None)
            if wip is not None:
                title = f"work in progress of {holder.title}"
                yield self.limit(f"wip:{holder.id}", title, wip * FULL)

    def teams_above(self, team: str | None) -> list[Entity]:
        """Return a team and those that it is part of."""
        found: dict[str, Entity] = {}
        while team is not None and team not in found and team in self.plan.teams:
            found[team] = self.plan.teams[team]
            team = self.plan.teams[team].parent
        return list(found.values())

    def _add(self, party: _Party, calendar: int) -> int:
        number = self._numbers[party.id] = len(self.resources)
        setups = getattr(party, "setups", ())
        hourly = self._hourly(party.id)
        setup = getattr(party, "setup", None)
        self.resources.append(
            Resource(
                party.id,
                party.title,
                cast(ResourceKind, party.kind),
                self._capacity(party),
                calendar,
                hourly.usual_at(self.now) if hourly is not None else None,
                self.units.minutes(setup) if setup is not None else 0,
                {(each.from_, each.to): self.units.minutes(each.takes) for each in setups},
                getattr(party, "team", None),
                hourly=hourly,
            )
        )
        return number

    def _capacity(self, party: _Party) -> int:
        if isinstance(party, Supplier) and "count" not in party.model_fields_set:
            return UNLIMITED
        return party.count * round(max(own_share(self.plan, party.id), Decimal(1)) * FULL)

    def _hourly(self, id: str) -> HourlyRate | None:
        rates = self.plan.of_kind(Rates.kind).get(id)
        hourly = _hourly(self, cast(Rates, rates)) if rates is not None else None
        if hourly is not None and (share := paid_share(self.plan, id)) < 1:
            # An hour of work goes on in which they give so much of their time.
            hourly = HourlyRate(tuple((moment, amount * share) for moment, amount in hourly.steps))
        return replace(hourly, overtime=self._overtime(id)) if hourly is not None else None

    def _overtime(self, id: str) -> OvertimePay | None:
        """Return what somebody's overtime costs; None where it is paid as usual."""
        person, hours = self.plan.people.get(id), self.hours.overtime_of(id)
        pay = person.overtime.pay if person is not None and person.overtime is not None else None
        if hours is None or pay is None or pay.fraction == 1:
            return None
        return OvertimePay(pay.fraction, tuple(hours.starts.tolist()), tuple(hours.ends.tolist()))


def _hourly(pool: Pool, rates: Rates) -> HourlyRate | None:
    """Return what an hour costs and from when on; before the first rate holds, what that says.

    A rate in a foreign currency changes with the exchange rate, too. What isn't paid by time counts for nothing here.
    """
    steps: list[tuple[int, Decimal | None]] = []
    for moment, day, rate in rates_in_time(pool.axis, pool.plan.settings, rates):
        amount = _by_hour(pool, rate, day)
        if not steps or steps[-1][1] != amount:
            steps.append((moment, amount))
    if all(amount is None for _, amount in steps):
        return None
    return HourlyRate(tuple((moment, amount or Decimal(0)) for moment, amount in steps))


def rates_in_time(axis: Axis, settings: Settings, rates: Rates) -> list[tuple[int, date, Rate]]:
    """Return which rate holds from when on, and the day whose exchange rate counts for it, in the order of time.

    The first holds from the beginning (`EARLIEST`). A rate comes twice where the exchange rate of its currency changes.
    """
    dated = [(*_since(axis, each), each.rate) for each in rates.value if each.rate and each.table == "A"]
    if not dated:
        return []
    dated.sort(key=lambda each: each[0])
    changes = {(moment, day) for moment, day, _ in dated[1:]} | set(_exchanged_anew(axis, settings, dated))
    found = []
    for moment, day in sorted({(EARLIEST, date.min), *changes}):
        rate = next((rate for since, _, rate in reversed(dated) if since <= moment), dated[0][2])
        found.append((moment, day, rate))
    return found


def minutes_paid(units: Units, rate: Rate) -> int | None:
    """Return for how many working minutes a rate is; None for what isn't paid by time."""
    minutes = {"m": 1, "h": 60, "d": units.day, "w": units.week, "mo": units.month, "year": 12 * units.month}
    return minutes.get(rate.per)


def _since(axis: Axis, each: DatedRate) -> tuple[int, date]:
    """Return from when on a rate holds: the moment, and the day of it."""
    first = each.rate.first if each.rate is not None else None
    said = each.from_ or (Moment(first) if first is not None else None)
    return (axis.minute(said), said.date) if said is not None else (EARLIEST, date.min)


def _exchanged_anew(
    axis: Axis, settings: Settings, dated: Iterable[tuple[int, date, Rate]]
) -> Iterator[tuple[int, date]]:
    for currency in {rate.amount.currency for _, _, rate in dated}:
        for exchange in settings.exchange.get(currency or "", ()):
            if exchange.first is not None:
                yield axis.minute(Moment(exchange.first)), exchange.first


def _by_hour(pool: Pool, rate: Rate, day: date) -> Decimal | None:
    minutes = minutes_paid(pool.units, rate)
    amount = in_plan_currency(pool.plan.settings, rate.amount, day)
    return amount * 60 / minutes if minutes is not None and amount is not None else None
