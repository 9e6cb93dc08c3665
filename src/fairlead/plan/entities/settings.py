"""The head of a plan: everything in the document that is not a list of entities."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from fairlead.plan.entities.base import Entity, Flag, Many, Number, Part, Reference, Text
from fairlead.plan.entities.calendar import WorkingHours
from fairlead.plan.entities.fields import (
    ClockField,
    DurationField,
    EstimateField,
    ExchangeField,
    MomentField,
    MoneyField,
    OvertimeField,
    PercentField,
    PercentRangeField,
    RangeEndsField,
    ReleaseField,
)
from fairlead.plan.entities.uncertainty import DistributionName, History, RiskScales


class Budget(Part):
    """The money there is; `contingency` is inside `total`."""

    total: MoneyField | None = None
    contingency: PercentField | None = None
    accounts: dict[str, MoneyField] = Field(default_factory=dict)
    releases: Many[ReleaseField] = ()


class Levers(Part):
    """What the search for ways out may use."""

    overtime: OvertimeField | None = None
    not_overtime: Many[Reference] = ()
    contractors: Annotated[int, Field(ge=0)] | None = None
    hires: Annotated[int, Field(ge=0)] | None = None
    regions: Many[Text] = ()
    never: Many[Text] = ()


class SchedulingOptions(Part):
    """How dates are calculated; what is not said follows the preset."""

    preset: Literal["fairlead", "msproject", "p6"] | None = None
    lag_calendar: Literal["predecessor", "successor", "24h", "project"] | None = None
    progress: Literal["retained logic", "progress override", "actual dates", "msproject"] | None = None
    float_rule: Literal["smallest", "start", "finish"] | None = None
    critical_rule: Literal["total float", "longest path"] | None = None
    critical_float: DurationField | None = None
    near_critical_float: DurationField | None = None
    open_ends_critical: Flag | None = None
    begun_open_ends_critical: Flag | None = None
    alap: Literal["total float", "free float"] | None = None
    alap_moves_early_dates: Flag | None = None
    honour_constraints: Flag | None = None
    nothing_before_start: Flag | None = None
    finished_pass_logic_on: Flag | None = None
    split_in_progress: Flag | None = None
    use_expected_finish: Flag | None = None
    early_dates_of_remaining: Flag | None = None
    negative_free_float: Flag | None = None
    multiple_critical_paths: Flag | None = None
    ss_lag_from: Literal["early start", "actual start"] | None = None
    ignore_external: Flag | None = None
    move_remaining_back: Flag | None = None
    move_remaining_forward: Flag | None = None
    move_completed_back: Flag | None = None
    move_completed_forward: Flag | None = None
    minutes_per_day: Annotated[int, Field(gt=0, le=1440)] | None = None
    minutes_per_week: Annotated[int, Field(gt=0, le=10080)] | None = None
    days_per_month: Annotated[int, Field(gt=0, le=31)] | None = None
    split_when_levelling: Flag | None = None
    default_start: ClockField | None = None
    default_finish: ClockField | None = None


def _preset_alone(given: Any) -> Any:
    return {"preset": given} if isinstance(given, str) else given


@dataclass(frozen=True, slots=True)
class _OrPresetAlone:
    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"enum": ["fairlead", "msproject", "p6"]}, handler(schema)]}


OptionsField = Annotated[SchedulingOptions, BeforeValidator(_preset_alone), _OrPresetAlone()]
"""`options: p6` is short for `options: {preset: p6}`."""


class Settings(Entity):
    """The plan itself, as one entity; its id is always `plan`."""

    kind: ClassVar[str] = "plan"
    section: ClassVar[str] = ""

    id: Literal["plan"] = "plan"
    start: MomentField | None = None
    finish: MomentField | None = None
    schedule_from: Literal["start", "finish"] = "start"
    status_date: MomentField | None = None
    must_finish: MomentField | None = None
    include: Many[Text] = ()
    calendar: WorkingHours | Reference | None = None
    currency: Text | None = None
    exchange: dict[str, Many[ExchangeField]] = Field(default_factory=dict)
    budget: Budget | None = None
    confidence: PercentField | None = None
    focus: PercentField | None = None
    coordination: PercentField | None = None
    sizes: dict[str, EstimateField] = Field(default_factory=dict)
    range_ends: RangeEndsField | None = None
    distribution: DistributionName | None = None
    certainties: dict[str, PercentRangeField] = Field(default_factory=dict)
    certainty: Text | None = None
    correlation: PercentField | None = None
    history: History | None = None
    escalation: PercentRangeField | None = None
    escalations: dict[str, PercentRangeField] = Field(default_factory=dict)
    risk_scales: RiskScales | None = None
    options: OptionsField = SchedulingOptions()
    levers: Levers | None = None
    glossary: dict[str, Text] = Field(default_factory=dict)
    manager: Reference | None = None
    priority: Number = Decimal(500)
