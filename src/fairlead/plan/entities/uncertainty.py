"""What estimates share: how they are distributed, what finished work says about them, and how risks are graded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from fairlead.plan.entities.base import Flag, Many, Number, Part
from fairlead.plan.entities.fields import DurationField, MoneyField, PercentField

DistributionName = Literal["triangular", "pert", "uniform", "normal", "lognormal", "weibull"]
"""How the values between (and around) the ends of a range are spread."""

Industry = Literal["software", "it-consulting", "information-security", "robotics", "games"]
"""Reference classes: kinds of work of which it is known how far estimates are off."""


class History(Part):
    """How long finished tasks took, as multiples of their estimates: 1.1 is a tenth longer than thought.

    `team` are tasks of the same people in other plans, `industry` the record of others; tasks finished in this plan
    count by themselves. With `use`, estimates that say no range get what this record says.
    """

    team: Many[Annotated[Number, Field(gt=0)]] = ()
    industry: Industry | None = None
    use: Flag = False


class RiskScales(Part):
    """The steps of the heat map: of each scale the upper ends of the first four of five."""

    probability: Many[PercentField] = ()
    delay: Many[DurationField] = ()
    money: Many[MoneyField] = ()
