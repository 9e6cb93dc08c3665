"""Who and what does the work: teams, people, equipment, materials, suppliers, candidates, standing duties."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from fairlead.plan.entities.base import Entity, Level, Many, Number, Part, Reference, Text
from fairlead.plan.entities.fields import (
    DateRangeField,
    DurationField,
    EstimateField,
    HoursField,
    MomentField,
    MoneyField,
    OvertimeField,
    PercentField,
    PeriodField,
    RhythmField,
    TermsField,
    TimesField,
    WorkLimitField,
)

Count = Annotated[int, Field(ge=0)]
WorkInProgress = Annotated[int, Field(ge=1)]
"""How many tasks may be in progress at a time."""


class Available(Part):
    """When somebody or something can work, and how much."""

    calendar: Reference | None = None
    hours: Many[HoursField] = ()
    zone: Text | None = None
    away: Many[TimesField] = ()
    available: Many[TimesField] = ()
    from_: DateRangeField | None = Field(default=None, alias="from")
    until: DateRangeField | None = None
    share: PercentField | None = None
    count: Count = 1


class Skilled(Part):
    """What somebody knows, and how they are reached."""

    skills: dict[str, Level] = Field(default_factory=dict)
    learns: Many[Text] = ()
    certifications: Many[Text] = ()
    email: Text | None = None
    phone: Text | None = None
    language: Text | None = None
    location: Text | None = None


class Changeover(Part):
    """The set-up between two certain kinds of work."""

    from_: Text = Field(alias="from")
    to: Text
    takes: DurationField


class SetUp(Part):
    """What it takes to change from one kind of work (the tasks' `setup`) to another; `setups` win over `setup`."""

    setup: DurationField | None = None
    setups: Many[Changeover] = ()


class Team(Entity):
    """People who take delegated work through a lead."""

    kind: ClassVar[str] = "team"
    section: ClassVar[str] = "teams"

    lead: Reference | None = None
    deputy: Reference | None = None
    parent: Reference | None = None
    wip: WorkInProgress | None = None


class Person(Available, Skilled, SetUp, Entity):
    """Somebody who works in the plan, or several alike (`count`)."""

    kind: ClassVar[str] = "person"
    section: ClassVar[str] = "people"
    held_apart: ClassVar[dict[str, str]] = {"rate": "rate", "salary": "salary", "offer": "offer"}

    team: Reference | None = None
    role: Text | None = None
    limit: Many[WorkLimitField] = ()
    overtime: OvertimeField | None = None
    overtime_during: Many[PeriodField] = ()
    wip: WorkInProgress | None = None


class Equipment(Available, SetUp, Entity):
    """A thing that work needs: one at a time, or as many as `count`."""

    kind: ClassVar[str] = "equipment"
    section: ClassVar[str] = "equipment"
    held_apart: ClassVar[dict[str, str]] = {"rate": "rate"}


class Material(Entity):
    """Something that work uses up.

    More than the stock can be bought, unless only the stock is said: neither price nor supplier nor lead time.
    """

    kind: ClassVar[str] = "material"
    section: ClassVar[str] = "materials"

    unit: Text | None = None
    price: MoneyField | None = None
    stock: Number | None = None
    lead_time: EstimateField | None = None
    supplier: Reference | None = None

    @property
    def limit(self) -> Decimal | None:
        """How much of it there is for the whole plan, where no more can be bought; None where it can."""
        for_sale = self.price is not None or self.supplier is not None or self.lead_time is not None
        return None if for_sale else self.stock


class Supplier(Available, Skilled, Entity):
    """A firm that does work or delivers."""

    kind: ClassVar[str] = "supplier"
    section: ClassVar[str] = "suppliers"
    held_apart: ClassVar[dict[str, str]] = {"rate": "rate", "offer": "offer"}

    terms: TermsField | None = None
    lead_time: EstimateField | None = None
    minimum: DurationField | None = None


class Candidate(Available, Skilled, Entity):
    """Somebody outside who could be brought in; from the day they are `hired` on they are one of the people."""

    kind: ClassVar[str] = "candidate"
    section: ClassVar[str] = "candidates"
    held_apart: ClassVar[dict[str, str]] = {"rate": "rate", "salary": "salary", "offer": "offer"}

    supplier: Reference | None = None
    years: Number | None = None
    degree: Text | None = None
    domains: Many[Text] = ()
    tools: Many[Text] = ()
    coaching: Many[Text] = ()
    contract: Text | None = None
    minimum: DurationField | None = None
    lead_time: EstimateField | None = None
    ramp_up: EstimateField | None = None
    team: Reference | None = None
    hired: MomentField | None = None
    references: Many[Text] = ()


class Duty(Entity):
    """Standing load that takes a share of people, in turns when `every` is given."""

    kind: ClassVar[str] = "duty"
    section: ClassVar[str] = "duties"

    who: Many[Reference] = ()
    every: RhythmField | None = None
    takes: PercentField | None = None
    from_: DateRangeField | None = Field(default=None, alias="from")
    until: DateRangeField | None = None
