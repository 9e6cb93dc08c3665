"""Changes carried out: a plan and a list of changes in, another plan out.

What a change says is checked against the keys and notations of its entity; whether the plan as a whole still makes
sense is asked once, after the last change of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fairlead.plan.changes import Change, describe
from fairlead.plan.document import Plan
from fairlead.plan.draft import Draft, Refused, make
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity

Check = Callable[[Plan], Iterable[Finding]]
"""What the whole plan is asked after the last change, such as `plan.rules.check`."""


def apply(plan: Plan, changes: Iterable[Change], *, check: Check | None = None) -> Plan:
    """Return the plan after these changes, in their order.

    Raises `PlanError` naming change and remedy for an unknown id or key or a wrong value, and, where `check` is
    given, for errors in the result that the plan didn't have before.
    """
    result = _carried_out(plan, list(changes)).finished()
    if check is not None:
        _must_be_no_worse(plan, result, check)
    return result


def inverse(plan: Plan, changes: Iterable[Change]) -> list[Change]:
    """Return the changes that lead back: `apply(apply(plan, changes), inverse(plan, changes)) == plan`.

    Raises `PlanError` where the changes can't be applied.
    """
    from fairlead.plan.difference import difference

    draft = _carried_out(plan, list(changes))
    result = draft.finished()
    steps = [back for undo in reversed(draft.undo) for back in undo]
    try:
        if _carried_out(result, steps).finished() == plan:
            return steps
    except PlanError:
        pass
    # A rename onto an id that dangling references already named can't be told apart afterwards.
    return difference(result, plan)


def _carried_out(plan: Plan, changes: Sequence[Change]) -> Draft:
    draft = Draft(plan)
    for number, change in enumerate(changes):
        try:
            make(draft, change)
        except Refused as refused:
            finding = _refusal(plan, change, number, len(changes), refused)
            raise PlanError([finding]) from refused
    if draft.faults():
        raise PlanError(draft.faults())
    return draft


def _refusal(plan: Plan, change: Change, number: int, count: int, refused: Refused) -> Finding:
    which = f"change {number + 1} of {count}, " if count > 1 else ""
    message = f"{which}“{describe(change, plan)}”: {refused.message}"
    field = getattr(change, "field", None)
    return Finding(Severity.ERROR, refused.code, message, refused.remedy, change.kind, change.id, field)


def _must_be_no_worse(plan: Plan, result: Plan, check: Check) -> None:
    errors = [finding for finding in check(result) if finding.severity is Severity.ERROR]
    if errors:
        # A plan that was wrong before may be mended one change at a time.
        before = set(check(plan))
        if new := [finding for finding in errors if finding not in before]:
            raise PlanError(new)
