"""Several lines, each understood after the ones before it were carried out."""

from __future__ import annotations

from collections.abc import Iterable

from fairlead.plan.apply import apply
from fairlead.plan.changes import Change
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.language.parsing import parse_line
from fairlead.plan.language.tokens import short


def parse_lines(lines: Iterable[str], plan: Plan) -> list[Change]:
    """Return the changes of all lines; empty ones and those that begin with `#` are passed over.

    Raises `RequestError` naming the line that isn't understood, `PlanError` for one that can't be carried out.
    """
    found: list[Change] = []
    waiting: list[Change] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        plan = apply(plan, waiting)
        try:
            waiting = parse_line(line, plan)
        except RequestError as problem:
            raise RequestError(f"{short(f'line {number}, `{line.strip()}`')}: {problem}") from problem
        found.extend(waiting)
    return found
