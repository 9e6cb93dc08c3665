"""Scenarios: every line of theirs can be read and applied."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.errors import FairleadError
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, warning


def lines_can_be_read(context: Context) -> Iterator[Finding]:
    """A scenario's lines are one-line changes that fit the plan."""
    if not context.plan.scenarios:
        return
    # The language stands above the rules, which it uses to judge its own results.
    from fairlead.plan.apply import apply
    from fairlead.plan.language.parsing import MEANT, parse_line

    for scenario in context.plan.scenarios.values():
        plan = context.plan
        for line in scenario.changes:
            try:
                plan = apply(plan, parse_line(line, plan))
            except FairleadError as problem:
                why, _, meant = str(problem).partition(f"\n{MEANT}")
                message = f"the line `{line}` can't be read: {why}"
                remedy = f"Write `{meant}`" if meant else "Write it as for `fairlead set`"
                yield warning(scenario, "changes", "scenario-line", message, remedy)


RULES: tuple[Rule, ...] = (lines_can_be_read,)
