"""The typed fields that entities are built from: one name for each notation of `plan.values`."""

from __future__ import annotations

from typing import Annotated

from fairlead.plan.entities.base import Notation
from fairlead.plan.values import (
    Clock,
    DateRange,
    Duration,
    Estimate,
    ExchangeRate,
    Hours,
    Impact,
    Link,
    Moment,
    Money,
    Need,
    OpenHours,
    Outcome,
    Overtime,
    Percent,
    PercentRange,
    Period,
    RangeEnds,
    Rate,
    Release,
    Rhythm,
    Terms,
    Who,
    Windows,
    WorkLimit,
)

ClockField = Annotated[Clock, Notation.of(Clock)]
DateRangeField = Annotated[DateRange, Notation.of(DateRange)]
DurationField = Annotated[Duration, Notation.of(Duration)]
EstimateField = Annotated[Estimate, Notation.of(Estimate)]
ExchangeField = Annotated[ExchangeRate, Notation.of(ExchangeRate)]
HoursField = Annotated[Hours, Notation.of(Hours)]
ImpactField = Annotated[Impact, Notation.of(Impact)]
LinkField = Annotated[Link, Notation.of(Link)]
MomentField = Annotated[Moment, Notation.of(Moment)]
MoneyField = Annotated[Money, Notation.of(Money)]
NeedField = Annotated[Need, Notation.of(Need)]
OpenHoursField = Annotated[OpenHours, Notation.of(OpenHours)]
OutcomeField = Annotated[Outcome, Notation.of(Outcome)]
OvertimeField = Annotated[Overtime, Notation.of(Overtime)]
PercentField = Annotated[Percent, Notation.of(Percent)]
PercentRangeField = Annotated[PercentRange, Notation.of(PercentRange)]
PeriodField = Annotated[Period, Notation.of(Period)]
RangeEndsField = Annotated[RangeEnds, Notation.of(RangeEnds)]
RateField = Annotated[Rate, Notation.of(Rate)]
ReleaseField = Annotated[Release, Notation.of(Release)]
RhythmField = Annotated[Rhythm, Notation.of(Rhythm)]
TermsField = Annotated[Terms, Notation.of(Terms)]
TimesField = Annotated[Period | Rhythm, Notation.of(Period, Rhythm)]
"""When something is so: a period (`2027-03-01..2027-03-12`) or a rhythm (`month on last Thu`)."""
WhoField = Annotated[Who, Notation.of(Who)]
WindowsField = Annotated[Windows, Notation.of(Windows)]
WorkLimitField = Annotated[WorkLimit, Notation.of(WorkLimit)]
