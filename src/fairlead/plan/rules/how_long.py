"""How long a task takes: exactly one of three, and only where it can be meant."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Entity, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, listed, warning
from fairlead.plan.values import Estimate
from fairlead.plan.values.ids import suggest

_THREE = ("estimate", "work", "duration")
_ELAPSED_YEAR = 525_960
_LONGER_THAN_USUAL, _MORE_THAN_ANYTHING = 30, 200  # years


def one_of_three(context: Context) -> Iterator[Finding]:
    """A task says one of `estimate`, `work` and `duration`."""
    for task in context.having("work", "duration"):
        said = [key for key in _THREE if getattr(task, key) is not None]
        if len(said) > 1 and task.task_type is None:
            message = f"says {' and '.join(f'`{key}`' for key in said)}, but how long it takes is exactly one of them"
            yield error(task, said[1], "how-long", message, "Keep the one you mean")


def modes_say_how_long(context: Context) -> Iterator[Finding]:
    """With modes it is each mode that says exactly one of `estimate`, `work` and `duration`, and not the task."""
    for task in context.having("modes"):
        own = [key for key in _THREE if getattr(task, key) is not None]
        if task.modes and own:
            message = f"says `{own[0]}` beside `modes`, but how long it takes depends on the mode"
            yield error(task, own[0], "how-long", message, f"Move `{own[0]}` into the modes, or remove it")
        for number, mode in enumerate(task.modes, 1):
            said = [key for key in _THREE if getattr(mode, key) is not None]
            if len(said) == 1:
                continue
            called = f"its mode {mode.name or number}"
            if said:
                message = (
                    f"{called} says {' and '.join(f'`{key}`' for key in said)}, which exclude each other"
                )
                remedy = "Keep the one you mean"
            else:
                message = f"{called} doesn't say how long it takes"
                remedy = "Write `estimate: 3d` into it, or remove the mode"
            yield error(task, "modes", "how-long", message, remedy)


def other_ways_say_something(context: Context) -> Iterator[Finding]:
    """Another way of doing a task (`instead`) says at most one time, and something that is different in it."""
    for task in context.having("instead"):
        for number, way in enumerate(task.instead, 1):
            called = f"its other way {way.name or number}"
            said = [key for key in _THREE if getattr(way, key) is not None]
            if len(said) > 1:
                message = (
                    f"{called} says {' and '.join(f'`{key}`' for key in said)}, which exclude each other"
                )
                yield error(task, "instead", "how-long", message, "Keep the one you mean")
            elif not said and not way.needs and not way.who:
                message = f"{called} is no other way: it says neither how long it takes nor who does it"
                remedy = "Write `estimate: 3d`, `needs` or `who` into it, or remove it"
                yield error(task, "instead", "how-long", message, remedy)


def outcomes_instead_of_a_range(context: Context) -> Iterator[Finding]:
    """Outcomes say all that may come of an estimate; beside them stands at most what a schedule takes."""
    for task in context.having("outcomes"):
        if not task.outcomes:
            continue
        beside = next((key for key in ("work", "duration", "modes") if getattr(task, key)), None)
        if beside is None and task.estimate is not None and not task.estimate.certain:
            beside = "estimate"
        if beside is not None:
            said = f"`{beside}: {task.estimate}`" if beside == "estimate" else f"`{beside}`"
            message = f"says `outcomes` beside {said}, but how long it takes is one of them"
            remedy = (
                "Keep the one you mean; beside `outcomes` may stand a certain `estimate`, for the schedule"
            )
            yield error(task, "outcomes", "how-long", message, remedy)


def something_is_said(context: Context) -> Iterator[Finding]:
    """A task that is neither milestone nor summary says how long it takes; otherwise a day is taken for it."""
    outline = context.whole.outline
    for task in context.whole.tasks.values():
        if not (
            _says_how_long(task)
            or task.milestone
            or task.use
            or outline.is_summary(task.id)
            or _is_dated(task)
        ):
            message = "doesn't say how long it takes; one day is taken for it"
            yield warning(task, None, "no-estimate", message, "Write `estimate: 3d`, or `milestone: yes`")


def not_on_summaries(context: Context) -> Iterator[Finding]:
    """A summary lasts as long as what stands below it."""
    outline = context.whole.outline
    for task in context.whole.tasks.values():
        if outline.is_summary(task.id) and not task.manual and _says_how_long(task):
            said = (key for key in ("outcomes", *_THREE, "modes") if getattr(task, key))
            key = next(said, "estimate")
            message = f"`{key}` on a summary has no effect: it lasts as long as the tasks below it"
            yield warning(task, key, "summary-estimate", message, "Remove it, or put it on the tasks below")


def milestones_take_no_time(context: Context) -> Iterator[Finding]:
    """A milestone is a moment."""
    for task in context.having("milestone"):
        if task.milestone and any(
            (value := getattr(way, key)) is not None and value.low is not None and value.low.amount > 0
            for way in task.ways
            for key in _THREE
        ):
            message = "a milestone that takes time; it is scheduled with that time"
            yield warning(
                task, "milestone", "milestone-with-time", message, "Remove `milestone`, or how long it takes"
            )


def sizes_are_known(context: Context) -> Iterator[Finding]:
    """An estimate by size needs the size in the plan's head."""
    sizes = context.plan.settings.sizes
    for task, field, value in _times(context):
        if value.size is not None and value.size not in sizes:
            near = suggest(value.size, list(sizes))
            known = f"The sizes are {listed(sizes)}" if sizes else "Add `sizes: {M: 3d..5d..9d}` to the plan"
            message = f"there is no size `{value.size}`"
            yield error(task, field, "unknown-size", message, f"Did you mean `{near}`?" if near else known)


def sizes_say_a_time(context: Context) -> Iterator[Finding]:
    """A size in the plan's head is a time, not a size again."""
    settings = context.plan.settings
    for name, meaning in settings.sizes.items():
        if meaning.size is not None:
            message = f"the size `{name}` is `{meaning}`, a size again"
            yield error(
                settings, "sizes", "size-of-size", message, f"Give it a time, like `{name}: 3d..5d..9d`"
            )


def ranges_rise(context: Context) -> Iterator[Finding]:
    """A range runs from the least to the greatest, by the plan's own days and weeks."""
    for task, field, value in _times(context):
        if value.size is not None or value.certain:
            continue
        low, mode, high = value.in_minutes(*context.units)
        if not low <= (low if mode is None else mode) <= high:
            message = (
                f"the range `{value}` doesn't rise: a day is {context.units[0] / 60:g} hours in this plan"
            )
            yield error(task, field, "range-order", message, "Write least, most likely, greatest")


def times_are_believable(context: Context) -> Iterator[Finding]:
    """Nothing takes so many years that another unit must have been meant."""
    _, _, month = context.units
    for task, field, value in _times(context):
        if value.size is not None:
            continue
        minutes = value.in_minutes(*context.units)[2]
        years = minutes / (_ELAPSED_YEAR if value.elapsed else max(12 * month, 1))
        message = f"`{value}` is {years:,.0f} years"
        remedy = "Look for a figure or a unit that was mistyped"
        if years > _MORE_THAN_ANYTHING:
            yield error(task, field, "too-long", message, remedy)
        elif years > _LONGER_THAN_USUAL:
            yield warning(task, field, "too-long", message, remedy)


def _times(context: Context) -> Iterator[tuple[Entity, str, Estimate]]:
    """Yield every time that may be a range or a size: of tasks, and those until somebody or something is there."""
    yield from _times_of_tasks(context)
    for kind in ("candidate", "supplier", "material"):
        for each in context.plan.of_kind(kind).values():
            for key in ("lead_time", "ramp_up"):
                if (value := getattr(each, key, None)) is not None:
                    yield each, key, value


def _times_of_tasks(context: Context) -> Iterator[tuple[Task, str, Estimate]]:
    """Yield how long every task takes, or is left of it, with the field that says so."""
    for key in (*_THREE, "left"):
        for task in context.having(key):
            if (value := getattr(task, key)) is not None:
                yield task, key, value
    for task in context.having("instead"):
        for way in task.instead:
            yield from (
                (task, "instead", value) for key in _THREE if (value := getattr(way, key)) is not None
            )
    for task in context.having("modes"):
        for mode in task.modes:
            yield from ((task, "modes", value) for key in _THREE if (value := getattr(mode, key)) is not None)


def _says_how_long(task: Task) -> bool:
    return (
        task.estimate is not None
        or task.work is not None
        or task.duration is not None
        or bool(task.modes or task.outcomes)
    )


def _is_dated(task: Task) -> bool:
    """Tasks whose time follows from facts, fixed dates or recorded stretches."""
    return bool(
        task.parts
        or task.assignments
        or task.done
        or task.external
        or task.activity_type not in (None, "resource dependent")
        or (task.manual and task.start and task.finish)
    )


RULES: tuple[Rule, ...] = (
    one_of_three,
    modes_say_how_long,
    other_ways_say_something,
    outcomes_instead_of_a_range,
    something_is_said,
    not_on_summaries,
    milestones_take_no_time,
    sizes_are_known,
    sizes_say_a_time,
    ranges_rise,
    times_are_believable,
)
