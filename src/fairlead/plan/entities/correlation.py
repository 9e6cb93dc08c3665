"""Correlations: what goes well or badly together."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from fairlead.plan.entities.base import Entity, Many, Number, Reference
from fairlead.plan.entities.fields import PercentField

Coefficient = Annotated[Number, Field(ge=-1, le=1)]


class Correlation(Entity):
    """Tasks, summaries (all below), people (their tasks) and risks that vary together.

    Either all by the same rank correlation, `strength`, or each two by their own: `matrix` has a row and a column for
    each entry of `among`, in that order.
    """

    kind: ClassVar[str] = "correlation"
    section: ClassVar[str] = "correlations"

    among: Many[Reference] = ()
    strength: PercentField | None = None
    matrix: tuple[tuple[Coefficient, ...], ...] = ()
