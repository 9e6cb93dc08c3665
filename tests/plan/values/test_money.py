from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from fairlead.plan.values import (
    DecimalRange,
    Duration,
    ExchangeRate,
    Money,
    Overtime,
    Percent,
    Rate,
    Release,
    Terms,
    said_money,
)


def test_the_currency_stands_before_or_after() -> None:
    assert Money.parse("38400") == Money(Decimal(38400))
    assert Money.parse("38400 EUR") == Money.parse("EUR 38400") == Money(Decimal(38400), "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (Decimal("1234.5"), "EUR", "EUR 1,234"),
        (4000, None, "4,000"),
        (-0.2, "EUR", "EUR 0"),
    ],
)
def test_people_read_whole_units_after_the_currency(
    amount: Decimal | float, currency: str | None, said: str
) -> None:
    assert said_money(amount, currency) == said


def test_money_may_be_a_range() -> None:
    money = Money.parse("0..4000..9000 USD")
    assert money.range == DecimalRange(Decimal(0), Decimal(4000), Decimal(9000))
    assert money.most_likely() == 4000
    assert Money(DecimalRange.parse("5")) == Money(Decimal(5))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1,200", "write 1200"),
        ("1,200.50 EUR", "write 1200.50"),
        ("€500", "500 EUR"),
        ("500 eur", "write 500 EUR"),
        ("EUR 5 USD", "once"),
        ("a lot", "38400"),
    ],
)
def test_what_is_no_money_is_refused_with_the_remedy(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Money.parse(text)


def test_a_rate_is_money_per_something() -> None:
    assert Rate.parse("85/h") == Rate(Money(Decimal(85)), "h")
    assert Rate.parse("85 USD/hour") == Rate.parse("USD 85/h")
    assert Rate.parse("90/h from 2028-01-01").first == dt.date(2028, 1, 1)
    with pytest.raises(ValueError, match="like 85/h"):
        Rate.parse("85")


def test_a_rate_may_be_a_range_of_amounts() -> None:
    rate = Rate.parse("80..85..95 USD/h from 2028-01-01")
    assert rate.amount.range == DecimalRange.parse("80..85..95")
    assert str(rate) == "80..85..95 USD/h from 2028-01-01"


@pytest.mark.parametrize("text", ["80/h..95/h", "80-95/h", "80 to 95/h"])
def test_a_range_of_rates_is_shown_how_to_be_written(text: str) -> None:
    with pytest.raises(ValueError, match=r"like 80\.\.95/h"):
        Rate.parse(text)


@pytest.mark.parametrize(("text", "told"), [("95..80/h", "runs backwards"), ("80/d..95/h", "money per unit")])
def test_a_range_of_rates_that_is_none_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Rate.parse(text)


def test_terms_say_when_which_share_is_paid() -> None:
    terms = Terms.parse("30% on 2027-05-01, 70% at finish")
    assert [part.when for part in terms.instalments] == [dt.date(2027, 5, 1), "finish"]
    assert str(terms) == "30% on 2027-05-01 70% at finish"


@pytest.mark.parametrize(
    "text", ["30% at start 60% at finish", "100% at start 0% at finish", "30% soon", "100% on 2027-02-30"]
)
def test_terms_must_make_a_whole(text: str) -> None:
    with pytest.raises(ValueError, match=r"makes|leave it out|30% at start|28 days"):
        Terms.parse(text)


def test_a_release_is_money_from_a_date() -> None:
    assert Release.parse("200000 from 2027-01-11") == Release(Money(Decimal(200000)), dt.date(2027, 1, 11))


def test_overtime_is_time_per_week_and_its_pay() -> None:
    assert Overtime.parse("4h/w at 150%") == Overtime(Duration.parse("4h"), "w", Percent(Decimal("1.5")))
    assert Overtime.parse("1h/day").pay is None
    with pytest.raises(ValueError, match="no overtime"):
        Overtime.parse("4h/year")


def test_an_exchange_rate_may_be_dated_and_uncertain() -> None:
    assert ExchangeRate.parse("0.92 from 2027-01-01").first == dt.date(2027, 1, 1)
    assert ExchangeRate.parse("0.88..0.92..0.97").value.mode == Decimal("0.92")
    with pytest.raises(ValueError, match="above 0"):
        ExchangeRate.parse("0")
