"""The register: each risk's status, odds, impact and score, before and after what is done about it.

A score is the product of the steps of probability and impact. Risk matrices order risks only roughly (L. A. Cox,
"What's Wrong with Risk Matrices?", Risk Analysis 28, 2008), so within a score risks go by what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

from fairlead.plan.entities import Action, Risk
from fairlead.risk.register_exposure import Exposure, Exposures, Spread
from fairlead.risk.register_scales import Level, Scales, level_of, scales_of
from fairlead.risk.register_signs import FIRED, Sign, is_taken, signs_of
from fairlead.risk.register_trend import Kept, KeptRisk, Trend, trend_of
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.staffing.money import in_plan_currency

Status = Literal["open", "triggered", "struck", "closed"]
Stage = Literal["before", "now", "planned"]

STATUSES: tuple[Status, ...] = get_args(Status)
STAGES: tuple[Stage, ...] = get_args(Stage)
"""Before any response, with the actions that are done, with those that are planned as well."""

_ORDER: dict[Status, int] = {"struck": 1, "triggered": 1, "open": 1, "closed": 0}


@dataclass(frozen=True, slots=True)
class Grade:
    """Where a risk stands in the heat map: its steps from 1 to 5; a step is None where nobody says what it is."""

    probability: int | None
    impact: int | None

    @property
    def score(self) -> int | None:
        """The product of both steps, 1 to 25."""
        return None if self.probability is None or self.impact is None else self.probability * self.impact

    @property
    def level(self) -> Level | None:
        """How bad that is."""
        return None if self.score is None else level_of(self.score)


@dataclass(frozen=True, slots=True)
class Standing:
    """A risk at one stage of its response: what it would do, and its grade. None of it where it isn't there then."""

    exposure: Exposure
    grade: Grade
    there: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register. `response_cost` is what all its actions cost, in the plan's currency.

    `brought_by` are risks whose actions bring this one: it is there only with them.
    """

    risk: Risk
    status: Status
    owner: str
    before: Standing
    now: Standing
    planned: Standing
    actions_done: int
    response_cost: float
    signs: tuple[Sign, ...] = ()
    trend: Trend | None = None
    brought_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The risk's id."""
        return self.risk.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self.risk.title

    @property
    def opportunity(self) -> bool:
        """Whether it does good: it is entered as an opportunity, or saves time or money and costs neither."""
        if self.risk.register_kind == "opportunity":
            return True
        delay, money = self.before.exposure.delay.mean, self.before.exposure.money.mean
        return delay <= 0 and money <= 0 and (delay < 0 or money < 0)

    def at(self, stage: Stage) -> Standing:
        """Return where the risk stands at a stage of its response."""
        return {"before": self.before, "now": self.now, "planned": self.planned}[stage]

    def kept(self) -> KeptRisk:
        """Return what is kept of it for the next time."""
        now = self.now.exposure
        return KeptRisk(
            self.id,
            self.name,
            self.status,
            now.probability,
            now.expected_delay,
            now.expected_money,
            self.now.grade.score,
        )


@dataclass(frozen=True)
class Register:
    """All risks of a plan, the worst first and closed ones last.

    `since` is what the trends compare with, `gone` the risks that were in it and are no more; `as_of` is the plan's
    status date. Delays are in working minutes of the plan's calendar, money in `currency`.
    """

    entries: tuple[Entry, ...]
    scales: Scales
    currency: str | None
    as_of: date | None
    since: Kept | None = None
    gone: tuple[KeptRisk, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, id: str) -> Entry:
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {each.id: each for each in self.entries}

    def only(
        self, owner: str | None = None, category: str | None = None, status: str | None = None
    ) -> Register:
        """Return the risks of one owner (by id or name), one category, one status; case counts for nothing.

        `none` as owner or category asks for those that have none.
        """
        kept = tuple(
            each
            for each in self.entries
            if _matches(owner, each.risk.owner, each.owner)
            and _matches(category, each.risk.category)
            and _matches(status, each.status)
        )
        asked = owner is not None or category is not None or status is not None
        return replace(self, entries=kept, gone=() if asked else self.gone)

    def heat(self, stage: Stage) -> Mapping[tuple[int, int], tuple[Entry, ...]]:
        """Return who stands where in the heat map: by steps of probability and impact, closed ones left out."""
        found: dict[tuple[int, int], list[Entry]] = {}
        for each in self.entries:
            grade = each.at(stage).grade
            if each.status == "closed" or not each.at(stage).there:
                continue
            if grade.probability is not None and grade.impact is not None:
                found.setdefault((grade.probability, grade.impact), []).append(each)
        return {cell: tuple(entries) for cell, entries in found.items()}

    def expected(self, stage: Stage) -> tuple[float, float]:
        """Return the sums of expected delays and money of all that isn't closed: what they ask for on average.

        Delays of different risks add up only where their tasks follow one another; the sum is the most it can be.
        """
        open_ones = [each.at(stage) for each in self.entries if each.status != "closed"]
        return (
            sum(each.exposure.expected_delay for each in open_ones if each.there),
            sum(each.exposure.expected_money for each in open_ones if each.there),
        )

    def kept(self, day: date) -> Kept:
        """Return what is kept of the register for the next time; `day` where the plan has no status date."""
        return Kept(self.as_of or day, {each.id: each.kept() for each in self.entries})

    def to_json(self) -> dict[str, Any]:
        """Return the register as `--json` prints it, without the plan's name."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "since": self.since.day.isoformat() if self.since else None,
            "scales": {
                "probability": list(self.scales.probability),
                "delay_minutes": [round(each) for each in self.scales.delay],
                "money": None
                if self.scales.money is None
                else [_money(each, self.currency) for each in self.scales.money],
                "derived": list(self.scales.derived),
            },
            "risks": [_entry_json(each, self.currency) for each in self.entries],
            "gone": [{"id": each.id, "name": each.name, "score": each.score} for each in self.gone],
            "heat_map": {stage: _heat_json(self, stage) for stage in STAGES},
            "expected": {stage: _sums_json(self, stage) for stage in STAGES},
        }


def register(outlook: Outlook, since: Kept | None = None) -> Register:
    """Return the risk register of a plan at its status date, its templates unfolded; trends are against `since`."""
    scales = scales_of(outlook)
    exposures = Exposures(outlook)
    brought = _brought_by(outlook)
    entries = [
        _entry(outlook, exposures, scales, risk, brought.get(risk.id, ()), since)
        for risk in outlook.plan.risks.values()
    ]
    status = outlook.plan.settings.status_date
    gone = tuple(each for each in since.risks.values() if each.id not in outlook.plan.risks) if since else ()
    return Register(
        tuple(sorted(entries, key=lambda each: _rank(each, scales), reverse=True)),
        scales,
        outlook.plan.settings.currency,
        status.date if status else None,
        since,
        gone,
    )


def _entry(
    outlook: Outlook,
    exposures: Exposures,
    scales: Scales,
    risk: Risk,
    brought_by: Sequence[tuple[str, Action]],
    since: Kept | None,
) -> Entry:
    done = [each for each in risk.actions if is_taken(outlook, each)]
    signs = signs_of(outlook, risk)
    status = _status(outlook, exposures, risk, signs)
    there_now = not brought_by or any(is_taken(outlook, action) for _, action in brought_by)
    now = _standing(scales, exposures.of(risk, done), status, there_now)
    made = Entry(
        risk,
        status,
        outlook.called(risk.owner),
        _standing(scales, exposures.of(risk), status, not brought_by),
        now,
        _standing(scales, exposures.of(risk, risk.actions), status, True),
        len(done),
        sum(_cost(outlook, action) for action in risk.actions),
        signs if status in ("open", "triggered") else (),
        brought_by=tuple(dict.fromkeys(id for id, _ in brought_by)),
    )
    if since is None:
        return made
    return replace(made, trend=trend_of(since, risk.id, now.grade.score, now.exposure, scales))


def _status(outlook: Outlook, exposures: Exposures, risk: Risk, signs: Sequence[Sign]) -> Status:
    if risk.closed is not None and exposures.is_past(outlook.moment(risk.closed)):
        return "closed"
    if exposures.has_struck(risk):
        return "struck"
    return "triggered" if any(each.kind in FIRED for each in signs) else "open"


def _standing(scales: Scales, exposure: Exposure, status: Status, there: bool) -> Standing:
    if status == "closed" or not there:
        exposure = Exposure(0.0 if status == "closed" else exposure.probability)
        return Standing(exposure, Grade(None, None), there=False)
    step = None if exposure.probability is None else scales.probability_step(exposure.probability)
    return Standing(exposure, Grade(step, scales.impact_step(exposure.delay.mean, exposure.money.mean)))


def _brought_by(outlook: Outlook) -> Mapping[str, Sequence[tuple[str, Action]]]:
    found: dict[str, list[tuple[str, Action]]] = {}
    for risk in outlook.plan.risks.values():
        for action in risk.actions:
            for id in action.brings:
                found.setdefault(id, []).append((risk.id, action))
    return found


def _cost(outlook: Outlook, action: Action) -> float:
    if action.cost is None:
        return 0.0
    return float(in_plan_currency(outlook.plan.settings, action.cost, outlook.now.date()) or 0)


def _rank(each: Entry, scales: Scales) -> tuple[int, int, float]:
    now = each.now.exposure
    return (
        _ORDER[each.status],
        each.now.grade.score or 0,
        scales.weight(now.expected_delay, now.expected_money),
    )


def _matches(asked: str | None, *known: str | None) -> bool:
    if asked is None:
        return True
    wanted = asked.strip().casefold()
    said = {each.casefold() for each in known if each}
    return wanted in said or (wanted == "none" and not said)


# ---------------------------------------------------------------- for other programs


def _entry_json(each: Entry, currency: str | None) -> dict[str, Any]:
    risk = each.risk
    return {
        "id": each.id,
        "name": each.name,
        "kind": risk.register_kind,
        "opportunity": each.opportunity,
        "status": each.status,
        "category": risk.category,
        "owner": risk.owner,
        "response": risk.response,
        "actions": len(risk.actions),
        "actions_done": each.actions_done,
        "response_cost": _money(each.response_cost, currency),
        "review": str(risk.review) if risk.review else None,
        "brought_by": list(each.brought_by),
        **{stage: _standing_json(each.at(stage), currency) for stage in STAGES},
        "attention": [
            {"kind": sign.kind, "day": sign.day.isoformat(), "text": sign.text} for sign in each.signs
        ],
        "trend": None
        if each.trend is None
        else {
            "direction": each.trend.direction,
            "since": each.trend.since.isoformat(),
            "score_then": each.trend.before.score if each.trend.before else None,
        },
    }


def _standing_json(each: Standing, currency: str | None) -> dict[str, Any] | None:
    if not each.there:
        return None
    exposure = each.exposure
    return {
        "probability": exposure.probability,
        "delay_minutes": _spread_json(exposure.delay),
        "money": {name: _money(value, currency) for name, value in _named(exposure.money).items()},
        "expected_delay_minutes": round(exposure.expected_delay),
        "expected_money": _money(exposure.expected_money, currency),
        "probability_step": each.grade.probability,
        "impact_step": each.grade.impact,
        "score": each.grade.score,
        "level": each.grade.level,
    }


def _spread_json(spread: Spread) -> dict[str, int]:
    return {name: round(value) for name, value in _named(spread).items()}


def _named(spread: Spread) -> dict[str, float]:
    return {"low": spread.low, "mean": spread.mean, "high": spread.high}


def _money(amount: float, currency: str | None) -> dict[str, Any]:
    return {"amount": f"{amount:.2f}", "currency": currency}


def _heat_json(register: Register, stage: Stage) -> list[dict[str, Any]]:
    return [
        {"probability_step": step, "impact_step": impact, "risks": [each.id for each in entries]}
        for (step, impact), entries in sorted(register.heat(stage).items())
    ]


def _sums_json(register: Register, stage: Stage) -> dict[str, Any]:
    delay, money = register.expected(stage)
    return {"delay_minutes": round(delay), "money": _money(money, register.currency)}
