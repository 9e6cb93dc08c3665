"""Resources: people, materials and costs, with their calendars, rates and availability."""

from __future__ import annotations

from typing import Any

from fairlead.exchange.collecting import how_many
from fairlead.exchange.mspdi.calendars import Calendars, CalendarSaid, add_calendar
from fairlead.exchange.mspdi.collecting import Collected, source_of
from fairlead.exchange.mspdi.custom_fields import CustomFields
from fairlead.exchange.mspdi.hyperlinks import urls_of
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.rates import price_of, rates_of
from fairlead.exchange.mspdi.scalars import LAST_DATE, NO_DATE, truth
from fairlead.exchange.scalars import decimal, line, moment, whole_number, words
from fairlead.plan.entities import Material, Person, Team
from fairlead.plan.values import Moment, Period

MATERIAL, WORK, COST = 0, 1, 2
_ACCRUALS = {1: "at start", 2: "at finish"}
_NO_PLACE = {
    "OverAllocated": ("", frozenset({"0", "1"})),
    "CanLevel": ("resources that levelling leaves alone", frozenset({"1", "true"})),
    "BookingType": ("proposed bookings of resources", frozenset({"0", "1"})),
    "IsBudget": ("budget resources (kept as costs)", frozenset({"0", "false"})),
    "NTAccount": ("Windows accounts of resources", frozenset()),
    "ActiveDirectoryGUID": ("Windows accounts of resources", frozenset()),
    "Phonetics": ("phonetic spellings of names", frozenset()),
}


def read_resources(collected: Collected, calendars: Calendars, fields: CustomFields) -> None:
    """Add everybody and everything that the file assigns to tasks; blank rows are passed over."""
    teams: dict[str, str] = {}
    for record in collected.sections.resources:
        uid = whole_number(record.get("UID"))
        name = line(record.get("Name"))
        if uid is None or truth(record.get("IsNull")) or (uid == 0 and name is None):
            continue
        if uid in collected.party_ids:
            collected.lose("resources with the UID of another")
            continue
        collected.lose_others(record, _NO_PLACE)
        if _kind(record) == WORK:
            _add_person(collected, calendars, fields, teams, record, uid)
        else:
            _add_material(collected, fields, record, uid)


def _kind(record: Record) -> int:
    if truth(record.get("IsCostResource")):
        return COST
    kind = whole_number(record.get("Type"))
    return kind if kind in (MATERIAL, WORK, COST) else WORK


def _add_person(
    collected: Collected,
    calendars: Calendars,
    fields: CustomFields,
    teams: dict[str, str],
    record: Record,
    uid: int,
) -> None:
    name = line(record.get("Name"))
    id = _minted(collected, "person", record, uid)
    said: dict[str, Any] = _hours(collected, calendars, record)
    said |= how_many(decimal(record.get("MaxUnits")))
    said |= _available(collected, record)
    if group := line(record.get("Group")):
        said["team"] = teams.get(group) or _add_team(collected, teams, group)
    person = Person(
        id=id,
        name=name,
        email=line(record.get("EmailAddress")),
        note=words(record.get("Notes")),
        urls=urls_of(record),
        fields=_more(record) | fields.of(record),
        source=source_of(record),
        **said,
    )
    collected.add(person, record)
    if (rates := rates_of(record, id)) is not None:
        collected.add(rates)


def _minted(collected: Collected, kind: str, record: Record, uid: int) -> str:
    id = collected.party_ids[uid] = collected.mint(kind, line(record.get("Name")), f"resource-{abs(uid)}")
    collected.party_kinds[id] = kind
    return id


def _add_team(collected: Collected, teams: dict[str, str], group: str) -> str:
    teams[group] = collected.mint("team", group)
    collected.add(Team(id=teams[group], name=group))
    return teams[group]


def _hours(collected: Collected, calendars: Calendars, record: Record) -> dict[str, Any]:
    """Return whose hours somebody works; days off stay with the person, where people look for them."""
    uid = whole_number(record.get("CalendarUID"))
    said = calendars.said.get(uid) if uid is not None else None
    if said is None:
        return {}
    if uid in collected.calendar_ids or not said.only_takes_days_off:
        return {"calendar": add_calendar(collected, calendars, said.uid)}
    hours: dict[str, Any] = {"away": said.closed}
    if said.base is not None and said.base != calendars.project:
        hours["calendar"] = add_calendar(collected, calendars, _shared(calendars, said).uid)
    return hours


def _shared(calendars: Calendars, said: CalendarSaid) -> CalendarSaid:
    return calendars.said[said.base] if said.base is not None else said


def _available(collected: Collected, record: Record) -> dict[str, Any]:
    """Return the periods in which somebody can be had at all; how much of them may change is counted as lost."""
    periods, units = [], set()
    for each in record.within("AvailabilityPeriods", "AvailabilityPeriod"):
        first, last = moment(each.get("AvailableFrom")), moment(each.get("AvailableTo"))
        share = decimal(each.get("AvailableUnits"))
        if share == 0:
            continue
        units.add(share)
        begin = first.date if first and first.date > NO_DATE else None
        end = last.date if last and last.date < LAST_DATE else None
        if begin is None and end is None:
            continue
        if begin is None or end is None or begin <= end:
            periods.append(Period(Moment(begin) if begin else None, Moment(end) if end else None))
    collected.lose("changes over time of how much of a resource is available", max(len(units) - 1, 0))
    return {"available": tuple(periods)}


def _more(record: Record) -> dict[str, str]:
    found = {name: text for name in ("Code", "Initials") if (text := line(record.get(name)))}
    if found.get("Initials") == (line(record.get("Name")) or "")[:1]:
        del found["Initials"]
    if truth(record.get("IsGeneric")):
        found["Generic"] = "yes"
    accrual = whole_number(record.get("AccrueAt"))
    if accrual in _ACCRUALS:
        found["Accrues"] = _ACCRUALS[accrual]
    return found


def _add_material(collected: Collected, fields: CustomFields, record: Record, uid: int) -> None:
    """A cost resource is kept as a material without a unit: something that tasks use up, priced task by task."""
    cost = _kind(record) == COST
    price, lost = price_of(record)
    if lost:
        collected.lose("rates of materials that change over time or come per use", lost)
    material = Material(
        id=_minted(collected, "material", record, uid),
        name=line(record.get("Name")),
        unit=None if cost else line(record.get("MaterialLabel")),
        price=None if cost else price,
        note=words(record.get("Notes")),
        urls=urls_of(record),
        fields=({"Type": "cost"} if cost else {}) | _more(record) | fields.of(record),
        source=source_of(record),
    )
    collected.add(material, record)
