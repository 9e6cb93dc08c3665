"""`--scenario NAME`: any command on the plan as one of its scenarios has it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from fairlead.plan.errors import PlanError, RequestError

if TYPE_CHECKING:
    from fairlead.plan.opening import Opened

_chosen: ContextVar[str | None] = ContextVar("scenario", default=None)


def scenario_option(function: Any) -> Any:
    """Add `--scenario`, last in the help; `opened_as_chosen` goes by it."""
    click.option(
        "--scenario",
        metavar="NAME",
        expose_value=False,
        is_eager=True,
        callback=_choose,
        shell_complete=_scenarios,
        help="Take the plan as this scenario of it has it.",
    )(function)
    parameters: list[click.Parameter] = function.__click_params__
    parameters.insert(0, parameters.pop())
    return function


def choose_none() -> None:
    """Forget what an earlier command of the same process asked for."""
    _chosen.set(None)


def chosen() -> str | None:
    """Return the scenario asked for, None for the plan itself."""
    return _chosen.get()


def opened_as_chosen(opened: Opened) -> Opened:
    """Return the plan as the scenario that was asked for has it; raises PlanError or RequestError where it can't be."""
    id = chosen()
    if id is None or opened.errors:
        return opened
    from fairlead.plan.rules import check
    from fairlead.plan.scenarios import with_scenario

    try:
        return replace(opened, plan=with_scenario(opened.plan, id, check=check))
    except PlanError as problem:
        raise PlanError(opened.locate(problem.findings)) from problem


def must_be_the_plan_itself(what: str) -> None:
    """Raise RequestError where a scenario was asked for, beside which nothing is written."""
    if (id := chosen()) is not None:
        raise RequestError(
            f"{what} belongs to the plan, not to the scenario `{id}`; make the scenario's changes first, "
            "or leave --scenario out"
        )


def _choose(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    _chosen.set(value)
    return value


def _scenarios(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from fairlead.cli.plans import named, open_named
    from fairlead.plan.errors import FairleadError

    try:
        plan = open_named(named(ctx.params.get("plan"))).plan
    except (FairleadError, OSError):
        return []
    return [id for id in plan.scenarios if id.startswith(incomplete)]
