"""Money and what is agreed about it: "38400 EUR", "85/h", "30% at start 70% at finish", "4h/w at 150%"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Literal, cast

from ._text import DATE, NUMBER, finite, plain, refusal, schema_pattern
from .durations import UNIT_PATTERN, Duration
from .moments import parse_date
from .percents import Percent
from .quantities import RANGE_REGEX, DecimalRange, number_hint

Per = Literal["m", "h", "d", "w", "mo", "use", "piece", "year"]
Payday = Literal["start", "finish"]

_PERS: dict[str, Per] = {
    "m": "m", "min": "m", "minute": "m", "h": "h", "hour": "h", "d": "d", "day": "d", "w": "w", "week": "w",
    "mo": "mo", "month": "mo", "use": "use", "piece": "piece", "year": "year", "y": "year",
}  # fmt: skip
_PER = "(?:minute|min|month|mo|m|hour|h|day|d|week|w|use|piece|year|y)"
_CODE = "[A-Z]{3}"
_MONEY = rf"(?:{_CODE} {RANGE_REGEX}|{RANGE_REGEX}(?: {_CODE})?)"

_MONEY_REGEX = rf"(?:(?P<before>{_CODE}) )?(?P<amount>{RANGE_REGEX})(?: (?P<after>{_CODE}))?"
_RATE_REGEX = rf"(?P<amount>{_MONEY}) ?/ ?(?P<per>{_PER})(?: from (?P<first>{DATE}))?"
_PART_REGEX = rf"{NUMBER}% (?:at (?:start|finish)|on {DATE})"
_TERMS_REGEX = rf"{_PART_REGEX}(?:,? {_PART_REGEX})*"
_RELEASE_REGEX = rf"(?P<amount>{_MONEY}) from (?P<first>{DATE})"
_OVERTIME_REGEX = rf"(?P<time>{NUMBER}{UNIT_PATTERN}) ?/ ?(?P<per>{_PER})(?: at (?P<pay>{NUMBER}%))?"
_EXCHANGE_REGEX = rf"(?P<value>{RANGE_REGEX})(?: from (?P<first>{DATE}))?"

_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}

PATTERN = schema_pattern(_MONEY)
EXAMPLES = ("38400", "38400 EUR", "EUR 38400", "0..4000..9000 USD", "0.5")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, or a range of amounts, in `currency` (ISO 4217 code); None is the plan's own."""

    amount: Decimal | DecimalRange
    currency: str | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if isinstance(self.amount, DecimalRange):
            # One spelling for one sum: a certain range and its number would be unequal and hash apart.
            if self.amount.certain:
                object.__setattr__(self, "amount", self.amount.low)
        else:
            finite(self.amount, "money")

    @classmethod
    def parse(cls, text: str) -> Money:
        """Return the money written as amount and currency in either order, or as an amount alone.

        Raises ValueError for commas, other signs between thousands, symbols, and a code on both sides.
        """
        return _parse_money(text)

    def __str__(self) -> str:
        amount = plain(self.amount) if isinstance(self.amount, Decimal) else str(self.amount)
        return f"{amount} {self.currency}" if self.currency else amount

    @property
    def range(self) -> DecimalRange:
        """The amount as a range, also where it is certain."""
        if isinstance(self.amount, DecimalRange):
            return self.amount
        return DecimalRange(self.amount, self.amount, self.amount)

    def most_likely(self) -> Decimal:
        """Return the amount, a range's mode, or the middle of two."""
        return self.amount.most_likely() if isinstance(self.amount, DecimalRange) else self.amount


@dataclass(frozen=True, slots=True)
class Rate:
    """Money per unit of time, use or piece, perhaps a range, perhaps valid only from a date."""

    amount: Money
    per: Per
    first: dt.date | None = None

    PATTERN: ClassVar[str] = schema_pattern(_RATE_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = (
        "85/h", "4800/d", "85 USD/h", "80..85..95/h", "2000/w", "50/use", "90/h from 2028-01-01",
    )  # fmt: skip

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Return the rate written as money/unit; words (hour, day, week, month) stand for their units."""
        return _parse_rate(text)

    def __str__(self) -> str:
        return f"{self.amount}/{self.per}" + (f" from {self.first.isoformat()}" if self.first else "")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A share of the price, due at a task's start or finish or on a date."""

    share: Percent
    when: Payday | dt.date

    def __str__(self) -> str:
        if isinstance(self.when, dt.date):
            return f"{self.share} on {self.when.isoformat()}"
        return f"{self.share} at {self.when}"


@dataclass(frozen=True, slots=True)
class Terms:
    """When a price is paid; the instalments' shares are positive and make 100%."""

    instalments: tuple[Instalment, ...]

    PATTERN: ClassVar[str] = schema_pattern(_TERMS_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = (
        "30% at start 70% at finish", "100% at finish", "30% on 2027-05-01 70% at finish",
    )  # fmt: skip

    def __post_init__(self) -> None:
        total = sum((part.share.fraction for part in self.instalments), Decimal(0))
        if total != 1:
            raise ValueError(
                f'"{self}" makes {Percent(total)}: the parts must make 100%, like 30% at start 70% at finish'
            )
        if any(part.share.fraction <= 0 for part in self.instalments):
            raise ValueError(f'"{self}" has a part of 0% or less: leave it out')

    @classmethod
    def parse(cls, text: str) -> Terms:
        """Return terms written as SHARE at start|finish and SHARE on DATE, one after the other.

        Raises ValueError for anything else and if the shares don't make 100%.
        """
        return _parse_terms(text)

    def __str__(self) -> str:
        return " ".join(map(str, self.instalments))


@dataclass(frozen=True, slots=True)
class Release:
    """Money of the budget that may be spent from a date on."""

    amount: Money
    first: dt.date

    PATTERN: ClassVar[str] = schema_pattern(_RELEASE_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("200000 from 2027-01-11", "50000 USD from 2027-04-01")

    @classmethod
    def parse(cls, text: str) -> Release:
        """Return the release written as MONEY from DATE; raises ValueError otherwise."""
        return _parse_release(text)

    def __str__(self) -> str:
        return f"{self.amount} from {self.first.isoformat()}"


@dataclass(frozen=True, slots=True)
class Overtime:
    """How much overtime a person may be asked for, per day, week or month, and its pay (None: as usual)."""

    time: Duration
    per: Per
    pay: Percent | None = None

    PATTERN: ClassVar[str] = schema_pattern(_OVERTIME_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("4h/w at 150%", "1h/d", "10h/mo at 125%")

    def __post_init__(self) -> None:
        if self.per not in ("d", "w", "mo") or self.time.elapsed or self.time.amount < 0:
            raise ValueError(f'"{self}" is no overtime: write working time per d, w or mo, like 4h/w at 150%')

    @classmethod
    def parse(cls, text: str) -> Overtime:
        """Return the overtime written as TIME/d|w|mo [at PAY]; raises ValueError otherwise."""
        return _parse_overtime(text)

    def __str__(self) -> str:
        return f"{self.time}/{self.per}" + (f" at {self.pay}" if self.pay is not None else "")


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a foreign currency is worth in the plan's, perhaps uncertain, perhaps from a date."""

    value: DecimalRange
    first: dt.date | None = None

    PATTERN: ClassVar[str] = schema_pattern(_EXCHANGE_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("0.92", "0.88..0.92..0.97", "0.92 from 2027-01-01")

    def __post_init__(self) -> None:
        if self.value.low <= 0:
            raise ValueError(f'"{self}" is no exchange rate: it must be above 0, like 0.92')

    @classmethod
    def parse(cls, text: str) -> ExchangeRate:
        """Return the rate written as NUMBER or range, perhaps `from` a date; raises ValueError otherwise."""
        return _parse_exchange(text)

    def __str__(self) -> str:
        return str(self.value) + (f" from {self.first.isoformat()}" if self.first else "")


def said_money(amount: Decimal | float, currency: str | None) -> str:
    """Return a sum as people read it, in whole units with the currency before it: `EUR 4,000`."""
    # Less than half a unit below nothing is nothing, not `-0`.
    whole = f"{round(amount) or 0:,}"
    return f"{currency} {whole}" if currency else whole


@lru_cache(maxsize=4096)
def _parse_money(text: str) -> Money:
    stripped = text.strip()
    found = re.fullmatch(_MONEY_REGEX, stripped)
    if found is None:
        raise refusal(text, "money", _money_hint(stripped))
    if found["before"] and found["after"]:
        raise refusal(text, "money", f"name the currency once, like {found['amount']} {found['after']}")
    numbers = found["amount"]
    amount = DecimalRange.parse(numbers) if ".." in numbers else Decimal(numbers)
    return Money(amount, found["before"] or found["after"])


@lru_cache(maxsize=2048)
def _parse_rate(text: str) -> Rate:
    found = re.fullmatch(_RATE_REGEX, text.strip())
    if found is None:
        raise refusal(text, "a rate", _rate_hint(text.strip()))
    return Rate(Money.parse(found["amount"]), _PERS[found["per"]], _date(found["first"]))


@lru_cache(maxsize=512)
def _parse_terms(text: str) -> Terms:
    joined = " ".join(text.split())
    if not re.fullmatch(_TERMS_REGEX, joined):
        raise refusal(text, "payment terms", "write shares with their days, like 30% at start 70% at finish")
    return Terms(
        tuple(
            Instalment(Percent.parse(share), _when(when))
            for share, when in re.findall(rf"({NUMBER}%) (?:at|on) (start|finish|{DATE})", joined)
        )
    )


@lru_cache(maxsize=512)
def _parse_release(text: str) -> Release:
    found = re.fullmatch(_RELEASE_REGEX, " ".join(text.split()))
    if found is None:
        raise refusal(text, "a release of money", "write an amount and a date, like 200000 from 2027-01-11")
    return Release(Money.parse(found["amount"]), parse_date(found["first"]))


@lru_cache(maxsize=512)
def _parse_overtime(text: str) -> Overtime:
    found = re.fullmatch(_OVERTIME_REGEX, " ".join(text.split()))
    if found is None:
        raise refusal(text, "overtime", "write hours per day, week or month and their pay, like 4h/w at 150%")
    pay = found["pay"]
    return Overtime(Duration.parse(found["time"]), _PERS[found["per"]], Percent.parse(pay) if pay else None)


@lru_cache(maxsize=512)
def _parse_exchange(text: str) -> ExchangeRate:
    found = re.fullmatch(_EXCHANGE_REGEX, " ".join(text.split()))
    if found is None:
        raise refusal(text, "an exchange rate", "write a number, like 0.92 or 0.92 from 2027-01-01")
    return ExchangeRate(DecimalRange.parse(found["value"]), _date(found["first"]))


def _when(text: str) -> Payday | dt.date:
    return cast(Payday, text) if text in ("start", "finish") else parse_date(text)


def _date(text: str | None) -> dt.date | None:
    return parse_date(text) if text else None


def _money_hint(text: str) -> str:
    for symbol, code in _SYMBOLS.items():
        if symbol in text:
            return f"write the currency as a code, like {text.replace(symbol, '').strip() or 500} {code}"
    if re.fullmatch(rf"(?i:{_CODE} ?)?{RANGE_REGEX}(?i: ?{_CODE})?", text):
        number = re.sub("[^0-9.+-]", "", text)
        return f"write {number} {re.sub('[^A-Za-z]', '', text).upper()}"
    digits = re.sub("[A-Za-z]", "", text).strip()
    if re.search("[0-9][,' _][0-9]", digits):
        return number_hint(digits)
    return "write an amount, and the currency if it is not the plan's, like 38400 or 38400 EUR"


def _rate_hint(text: str) -> str:
    if re.fullmatch(_MONEY, text):
        return f"say per what, like {text}/h, {text}/d or {text}/use"
    if (
        ends := re.fullmatch(rf"({NUMBER}) ?(?:/ ?({_PER}))? ?(?:\.\.|-|to) ?({NUMBER}) ?/ ?({_PER})", text)
    ) and (ends[2] in (None, ends[4])):
        return f"write the range first and then the unit, like {ends[1]}..{ends[3]}/{ends[4]}"
    return "write money per unit (m, h, d, w, mo, year, use, piece), like 85/h or 4800 EUR/d"
