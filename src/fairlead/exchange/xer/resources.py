"""Resources and roles: people, equipment and materials, with their calendars, rates and availability."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from fairlead.exchange.collecting import how_many
from fairlead.exchange.xer.calendars import Calendars
from fairlead.exchange.xer.collecting import Collected, source_of
from fairlead.exchange.xer.fields import Fields
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.scalars import decimal, line, moment, note
from fairlead.plan.entities import DatedRate, Equipment, Material, Person, Rates, Team
from fairlead.plan.values import Moment, Money, Rate
from fairlead.plan.values.ids import slug

_TABLES: tuple[tuple[Literal["A", "B", "C", "D", "E"], str], ...] = (
    ("A", "cost_per_qty"),
    ("B", "cost_per_qty2"),
    ("C", "cost_per_qty3"),
    ("D", "cost_per_qty4"),
    ("E", "cost_per_qty5"),
)
_LONGEST_TREE = 100
_FROM_THE_BEGINNING = dt.date(1981, 1, 1)


class Resources:
    """Everybody and everything of an export; `roles` maps the ids of roles to skills."""

    def __init__(self, collected: Collected, calendars: Calendars, fields: Fields) -> None:
        self.collected, self.calendars, self.fields = collected, calendars, fields
        self.rows = {id: row for row in collected.tables.of("RSRC") if (id := row.get("rsrc_id"))}
        self.roles = self._roles()
        self.rates = _by_resource(collected.tables.of("RSRCRATE"))
        self.played = _by_resource(collected.tables.of("RSRCROLE"))
        self.units = units_of(collected.tables.of("UMEASURE"))

    def read(self, assigned: set[str]) -> None:
        """Add teams first, then all others; one that only holds others, with no work of its own, is a team."""
        parents = {row.get("parent_rsrc_id") for row in self.rows.values()}
        self.teams = {id for id in self.rows if id in parents and id not in assigned}
        for id in self.teams:
            self.collected.party_ids[id] = self.collected.mint("team", self._name(id), f"resource-{id}")
        for id, row in self.rows.items():
            if id in self.teams:
                self._add_team(id, row)
            elif row.get("rsrc_type") == "RT_Mat":
                self._add_material(id, row)
            else:
                self._add_worker(id, row)

    def _roles(self) -> dict[str, str]:
        """Return a skill for each role; equal short names of different roles are told apart."""
        found: dict[str, str] = {}
        for row in self.collected.tables.of("ROLES"):
            id, name = row.get("role_id"), line(row.get("role_short_name")) or line(row.get("role_name"))
            if id and name:
                found[id] = slug(name, set(found.values()), fallback="role")
        return found

    def _name(self, id: str) -> str | None:
        return line(self.rows[id].get("rsrc_name")) or line(self.rows[id].get("rsrc_short_name"))

    def _team_of(self, id: str) -> str | None:
        """Return the nearest team above a resource."""
        above = self.rows[id].get("parent_rsrc_id")
        for _ in range(_LONGEST_TREE):
            if above is None or above not in self.rows or above == id:
                return None
            if above in self.teams:
                return self.collected.party_ids[above]
            above = self.rows[above].get("parent_rsrc_id")
        return None

    def _common(self, id: str, row: Row, kind: str) -> dict[str, Any]:
        minted = self.collected.party_ids.get(id) or self.collected.mint(
            kind, self._name(id), f"resource-{id}"
        )
        self.collected.party_ids[id] = minted
        self.collected.party_kinds[minted] = kind
        return {
            "id": minted,
            "name": self._name(id),
            "note": note(row.get("rsrc_notes")),
            "fields": dict(self.fields.of("RSRC", id)),
            "source": source_of(row, id, code=line(row.get("rsrc_short_name"))),
        }

    def _add_team(self, id: str, row: Row) -> None:
        parent = self._team_of(id)
        own = self.collected.party_ids[id]
        self.collected.add(
            Team(**self._common(id, row, "team"), parent=parent if parent != own else None), row
        )

    def _add_material(self, id: str, row: Row) -> None:
        rates = self.rates.get(id, ())
        price = next((amount for each in rates if (amount := decimal(each.get("cost_per_qty")))), None)
        self.collected.lose("further prices of materials", max(len(rates) - 1, 0))
        unit = self.units.get(row.get("unit_id") or "")
        material = Material(
            **self._common(id, row, "material"), unit=unit, price=Money(price) if price else None
        )
        self.collected.add(material, row)

    def _add_worker(self, id: str, row: Row) -> None:
        """Add somebody or something whose hours count; only people have teams, roles and addresses."""
        person = row.get("rsrc_type") != "RT_Equip"
        common = self._common(id, row, "person" if person else "equipment")
        calendar = self.calendars.id_of(row.get("clndr_id"))
        said: dict[str, Any] = {"calendar": calendar} if calendar else {}
        said |= how_many(self._most_units(id))
        if person:
            skills = self._skills(id)
            said |= {
                "team": self._team_of(id),
                "email": line(row.get("email_addr")),
                "phone": line(row.get("office_phone")) or line(row.get("other_phone")),
                "skills": skills,
                "role": line(row.get("rsrc_title_name")),
            }
        self.collected.add((Person if person else Equipment)(**common, **said), row)
        if (rates := _rates(self.rates.get(id, ()), common["id"])) is not None:
            self.collected.add(rates)

    def _most_units(self, id: str) -> Decimal | None:
        units = [decimal(each.get("max_qty_per_hr")) for each in self.rates.get(id, ())]
        self.collected.lose(
            "changes over time of how much of a resource is available", max(len(set(units)) - 1, 0)
        )
        return units[-1] if units else None

    def _skills(self, id: str) -> dict[str, int]:
        """Return the roles somebody plays; Primavera P6 counts proficiency from 1, the best, to 5."""
        found = {}
        for row in self.played.get(id, ()):
            level = decimal(row.get("skill_level"))
            if (role := self.roles.get(row.get("role_id") or "")) is not None:
                found[role] = 6 - int(level) if level is not None and 1 <= level <= 5 else 3
        return found


def units_of(rows: Iterable[Row]) -> dict[str, str]:
    """Return the units of materials by id."""
    return {
        id: name
        for row in rows
        if (id := row.get("unit_id")) and (name := line(row.get("unit_abbrev")) or line(row.get("unit_name")))
    }


def _by_resource(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.get("start_date") or ""):
        if (id := row.get("rsrc_id")) is not None:
            found[id].append(row)
    return found


def _rates(rows: Iterable[Row], id: str) -> Rates | None:
    """Return what somebody costs by the hour, from which date on; None where nothing is more than zero."""
    found = []
    for row in rows:
        begin = moment(row.get("start_date"))
        since = Moment(begin.date) if begin and begin.date >= _FROM_THE_BEGINNING else None
        for table, name in _TABLES:
            amount = decimal(row.get(name))
            if amount is not None and amount >= 0 and (amount or since):
                found.append(DatedRate(from_=since, rate=Rate(Money(amount), "h"), table=table))
    costly = {each.table for each in found if each.rate and each.rate.amount.most_likely()}
    kept = [each for each in found if each.table in costly]
    return Rates(id=id, value=tuple(kept)) if kept else None
