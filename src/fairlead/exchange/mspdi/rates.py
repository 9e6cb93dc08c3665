"""What resources cost: five tables of dated rates, overtime and costs per use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.scalars import NO_DATE, money
from fairlead.exchange.scalars import decimal, moment, whole_number
from fairlead.plan.entities import DatedRate, Rates
from fairlead.plan.values import Moment, Money, Rate

Table = Literal["A", "B", "C", "D", "E"]
_TABLES: tuple[Table, ...] = ("A", "B", "C", "D", "E")


def rates_of(record: Record, id: str) -> Rates | None:
    """Return what somebody costs; None where nothing is more than zero.

    Rates are stored by the hour whatever unit they are shown in; a cost per use is stored in hundredths.
    """
    rows = [row for each in record.within("Rates", "Rate") if (row := _dated(each)) is not None]
    if not rows and (row := _row(record, None, 0)) is not None:
        rows = [row]
    if not rows:
        return None
    if all(_says_nothing(row) for row in rows):
        return None
    return Rates(id=id, value=tuple(rows))


def price_of(record: Record) -> tuple[Money | None, int]:
    """Return the price of a material for one of its units, and how many other prices there are."""
    rates = record.within("Rates", "Rate")
    ordinary = [rate for rate in rates if not whole_number(rate.get("RateTable"))]
    price = decimal(record.get("StandardRate")) or decimal(
        ordinary[0].get("StandardRate") if ordinary else None
    )
    other = sum(1 for rate in rates if rate not in ordinary[:1] and _is_more_than_zero(rate))
    per_use = money(record.get("CostPerUse"))
    return Money(price) if price else None, other + bool(per_use)


def _dated(record: Record) -> DatedRate | None:
    begin = moment(record.get("RatesFrom"))
    table = whole_number(record.get("RateTable")) or 0
    date = begin.date if begin is not None and begin.date > NO_DATE else None
    row = _row(record, date, table)
    if row is not None or date is None:
        return row
    # A table that falls back to nothing from a date on says so; one that never costs anything says nothing.
    return DatedRate(from_=Moment(date), rate=Rate(Money(Decimal(0)), "h"), table=_table(table))


def _row(record: Record, begin: dt.date | None, table: int) -> DatedRate | None:
    if not _is_more_than_zero(record) or not 0 <= table < len(_TABLES):
        return None
    rate, overtime = decimal(record.get("StandardRate")), decimal(record.get("OvertimeRate"))
    per_use = money(record.get("CostPerUse"))
    return DatedRate(
        from_=Moment(begin) if begin else None,
        rate=Rate(Money(rate or Decimal(0)), "h"),
        overtime=Rate(Money(overtime), "h") if overtime else None,
        per_use=Money(per_use) if per_use else None,
        table=_table(table),
    )


def _table(number: int) -> Table:
    return _TABLES[number] if 0 <= number < len(_TABLES) else "A"


def _is_more_than_zero(record: Record) -> bool:
    return any(decimal(record.get(name)) for name in ("StandardRate", "OvertimeRate", "CostPerUse"))


def _says_nothing(row: DatedRate) -> bool:
    return not (row.overtime or row.per_use or (row.rate and row.rate.amount.most_likely()))
