"""Facts that not everybody may see, each an entity of its own kind, so that one condition hides them everywhere.

In the document they stand with their owner (`rate: 85/h` on a person); their id is the owner's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from fairlead.plan.entities.base import Entity, Many, Notation, Part
from fairlead.plan.entities.fields import MomentField, MoneyField, RateField
from fairlead.plan.values import Money, Rate


class DatedRate(Part):
    """What an hour costs from a date on (or from the beginning), with its overtime and the price of each use."""

    from_: MomentField | None = Field(default=None, alias="from")
    rate: RateField | None = None
    overtime: RateField | None = None
    per_use: MoneyField | None = None
    table: Literal["A", "B", "C", "D", "E"] = "A"


def _rate_alone(given: Any) -> Any:
    return {"rate": given} if isinstance(given, str | Rate) else given


@dataclass(frozen=True, slots=True)
class _OrRateAlone:
    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        alone = {"type": ["string", "number"], "pattern": Rate.PATTERN, "examples": list(Rate.EXAMPLES)}
        return {"anyOf": [alone, handler(schema)]}


class Confidential(Entity):
    """A fact of one value, held apart from its owner, whose id it bears."""

    section: ClassVar[str] = ""


class Rates(Confidential):
    """What somebody or something costs: one rate, or several with the dates from which they hold."""

    kind: ClassVar[str] = "rate"

    value: Many[Annotated[DatedRate, BeforeValidator(_rate_alone), _OrRateAlone()]] = ()

    def body(self) -> dict[str, Any]:
        """Return the plain form; a rate that stands alone is just its text."""
        body = super().body()
        if len(self.value) == 1 and body["value"][0].keys() == {"rate"}:
            body["value"] = body["value"][0]["rate"]
        return body


class Salary(Confidential):
    """What somebody earns."""

    kind: ClassVar[str] = "salary"

    value: RateField


class Offer(Confidential):
    """What somebody has offered, or has been offered."""

    kind: ClassVar[str] = "offer"

    value: Annotated[Rate | Money, Notation.of(Rate, Money)]
