"""What work uses up: how much of each material there is, when more can come, and the money that is released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from fairlead.plan.entities import Material, Task
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import Estimate, Moment
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import EARLIEST
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.staffing.staffed import AMOUNT, Consumable, Demand, Mode, Use

PLENTY = 1 << 50
"""Units of what can be bought without end."""
MONEY = "budget"


class Stock:
    """The materials and the money of a plan, by number; what is never short isn't among them."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.consumables: list[Consumable] = []
        self.ordered: dict[int, int] = {}
        """When more of a consumable can be here, by number."""
        self._numbers: dict[str, int | None] = {}
        self.money = self._of_money()

    def use(self, material: str, amount: Decimal | int) -> Use | None:
        """Return the use of so many pieces of a material; None where there is always enough."""
        if material not in self._numbers:
            self._numbers[material] = self._of_material(self.compiled.plan.materials[material])
        number = self._numbers[material]
        return Use(number, round(amount * AMOUNT)) if number is not None else None

    def spend(self, amount: Decimal) -> Use | None:
        """Return the use of a sum in the plan's currency; None where no plan says when it is released."""
        return Use(self.money, round(amount * AMOUNT)) if self.money is not None and amount > 0 else None

    def take(self, use: Use) -> None:
        """Take what is used up already."""
        known = self.consumables[use.consumable]
        left = tuple((at, all if all >= PLENTY else max(all - use.amount, 0)) for at, all in known.supply)
        self.consumables[use.consumable] = replace(known, supply=left)

    def not_before(self, uses: tuple[Use, ...]) -> int | None:
        """Return when all of this can be there, as far as it has to be ordered; None where nothing has."""
        late = [
            self.ordered[use.consumable]
            for use in uses
            if use.consumable in self.ordered and use.amount > self.consumables[use.consumable].supply[0][1]
        ]
        return max(late, default=None)

    def _of_material(self, material: Material) -> int | None:
        stock = round((material.stock or Decimal(0)) * AMOUNT)
        if material.limit is not None:
            return self._add(material.id, material.title, ((EARLIEST, round(material.limit * AMOUNT)),))
        arrives = self._arrival(material)
        if arrives is None:
            return None
        number = self._add(material.id, material.title, ((EARLIEST, stock), (arrives, PLENTY)))
        self.ordered[number] = arrives
        return number

    def _arrival(self, material: Material) -> int | None:
        """Return when what is ordered now is here; None without a lead time."""
        supplier = self.compiled.plan.suppliers.get(material.supplier or "")
        lead = material.lead_time or (supplier.lead_time if supplier is not None else None)
        if lead is None:
            return None
        ground = self.compiled.ground
        return _later(self.compiled, max(ground.plan_start, ground.status_date), lead)

    def _of_money(self) -> int | None:
        """Return the number of the money, where a plan says when it is released."""
        settings = self.compiled.plan.settings
        releases = settings.budget.releases if settings.budget is not None else ()
        if not releases:
            return None
        supply: list[tuple[int, int]] = []
        so_far = Decimal(0)
        for release in sorted(releases, key=lambda each: each.first):
            so_far += in_plan_currency(settings, release.amount, release.first) or Decimal(0)
            supply.append((self.compiled.axis.minute(Moment(release.first)), round(so_far * AMOUNT)))
        return self._add(MONEY, "Budget", tuple(supply))

    def _add(self, id: str, title: str, supply: tuple[tuple[int, int], ...]) -> int:
        self.consumables.append(Consumable(id, title, supply))
        return len(self.consumables) - 1


def within(
    stock: Stock, demands: Mapping[int, Demand], tasks: Mapping[int, Task]
) -> tuple[dict[int, Demand], list[Finding]]:
    """Return the demands without those uses that no stock will ever cover, and what is short.

    Each task counts with its most sparing mode. The first in network order get what there is; the rest is scheduled
    as if there were enough. What is left over goes to richer modes, in the same order; those that would take what
    others need at the least are left aside.
    """
    kept: dict[int, Demand] = dict(demands)
    findings: list[Finding] = []
    for number, consumable in enumerate(stock.consumables):
        there, asked, given = consumable.supply[-1][1], 0, 0
        short: list[int] = []
        for place in sorted(kept):
            least = min(_used(mode, number) for mode in kept[place].modes)
            asked += least
            if given + least <= there:
                given += least
            else:
                short.append(place)
        for place in short:
            freed = (
                replace(mode, uses=tuple(use for use in mode.uses if use.consumable != number))
                for mode in kept[place].modes
            )
            kept[place] = replace(kept[place], modes=tuple(freed))
        if short:
            names = list(dict.fromkeys(f"`{tasks[place].id}`" for place in short))
            findings.append(_short_of(consumable, asked, there, names))
        spare = there - given
        for place, demand in kept.items():
            uses = [_used(mode, number) for mode in demand.modes]
            allowed = min(uses, default=0) + spare
            modes = [
                mode
                for mode, used in zip(demand.modes, uses, strict=True)
                if used <= allowed or used > there  # which is in nobody's way: it never has enough
            ]
            if len(modes) < len(uses):
                kept[place] = replace(demand, modes=tuple(modes))
                findings.append(_too_rich(consumable, tasks[place].id))
            spare -= max((used for used in uses if used <= allowed), default=0) - min(uses, default=0)
    return kept, findings


def _used(mode: Mode, consumable: int) -> int:
    return sum(use.amount for use in mode.uses if use.consumable == consumable)


def _too_rich(consumable: Consumable, task: str) -> Finding:
    message = f"is done in a way that spares {consumable.title}: a richer one would take what others need"
    remedy = "Raise what there is, or leave it as it is"
    return Finding(Severity.NOTE, "sparing-mode", message, remedy, "task", task, "modes")


def _short_of(consumable: Consumable, asked: int, there: int, names: list[str]) -> Finding:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    message = (
        f"{_amount(asked)} are used in all at the least, and there are {_amount(there)}: "
        f"{', '.join(names[:3])}{more} {'is' if len(names) == 1 else 'are'} scheduled as if there were enough"
    )
    if consumable.id == MONEY:
        remedy = "Release more under `budget`, or lower the costs of tasks"
        return Finding(Severity.WARNING, "too-little-stock", message, remedy, "plan", "plan", "budget")
    remedy = "Raise `stock`, say its `price` or `lead_time` if more can be bought, or use less"
    return Finding(Severity.WARNING, "too-little-stock", message, remedy, "material", consumable.id, "stock")


def _amount(units: int) -> str:
    return f"{units / AMOUNT:,g}"


def _later(compiled: Compiled, moment: int, lead: Estimate) -> int:
    ground = compiled.ground
    sizes = dict(ground.plan.settings.sizes)
    minutes = ground.units.most_likely(lead, sizes)
    if lead.resolved(sizes).elapsed or not minutes:
        return moment + minutes
    return int(kernels.add_work(*compiled.hours.calendar(0).slice, moment, minutes))
