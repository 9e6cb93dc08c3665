"""Correlations: each says how strongly what varies together, in numbers that correlations can be.

Whether a matrix is positive definite is judged where it is used: the nearest one that is takes its place there.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Correlation
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning


def strength_or_matrix(context: Context) -> Iterator[Finding]:
    """A correlation says one number for all, or a matrix."""
    for each in context.whole.correlations.values():
        if each.strength is not None and each.matrix:
            message = "says `strength` and `matrix`, which exclude each other"
            yield error(each, "strength", "correlation-how", message, "Keep the one you mean")
        elif each.strength is None and not each.matrix:
            message = "doesn't say how strongly they vary together"
            yield error(each, None, "correlation-how", message, "Add `strength: 60%`")


def strengths_are_correlations(context: Context) -> Iterator[Finding]:
    """A correlation lies between -100% and 100%."""
    for each in context.whole.correlations.values():
        if each.strength is not None and not -1 <= each.strength.fraction <= 1:
            message = f"a correlation of {each.strength}"
            yield error(each, "strength", "correlation-range", message, "Write one from -100% to 100%")


def there_is_something_to_correlate(context: Context) -> Iterator[Finding]:
    """A correlation is among several; a summary or a person alone stands for several tasks."""
    whole = context.whole
    for each in context.whole.correlations.values():
        several = len(each.among) > 1 or any(
            id in whole.people or whole.outline.is_summary(id) for id in each.among
        )
        if not several:
            message = f"is among {'nothing' if not each.among else f'`{each.among[0]}` alone'}"
            yield warning(
                each, "among", "correlation-alone", message, "Name at least two, or remove the correlation"
            )


def nothing_stands_twice(context: Context) -> Iterator[Finding]:
    """Each entry stands once, and means one thing."""
    whole = context.whole
    for each in whole.correlations.values():
        twice = next((id for number, id in enumerate(each.among) if id in each.among[:number]), None)
        if twice is not None:
            message = f"`{twice}` stands twice in `among`"
            yield error(each, "among", "correlation-twice", message, "Remove one of the two")
        for id in each.among:
            work, party = whole.find(id, ("task", "risk")), whole.people.get(id)
            if work is not None and party is not None:
                message = f"`{id}` in `among` is a {work.kind} and a person"
                yield error(each, "among", "ambiguous-name", message, "Rename one of the two")


def matrices_are_matrices(context: Context) -> Iterator[Finding]:
    """A matrix has a row and a column for each entry, ones on its diagonal, and says the same above and below it."""
    for each in context.whole.correlations.values():
        fault = _fault(each) if each.matrix else None
        if fault is not None:
            yield error(each, "matrix", "correlation-matrix", *fault)


def _fault(each: Correlation) -> tuple[str, str] | None:
    """Return what is wrong with a matrix, and the remedy."""
    names, matrix = each.among, each.matrix
    size = len(names)
    if len(matrix) != size:
        return (
            f"the matrix has {len(matrix)} rows for {size} entries",
            "Write one row for each entry of `among`",
        )
    for name, row in zip(names, matrix, strict=True):
        if len(row) != size:
            return (
                f"the row of `{name}` has {len(row)} numbers, but there are {size} entries",
                "Write one number for each entry of `among`, in the same order",
            )
    for number, name in enumerate(names):
        if matrix[number][number] != 1:
            return f"`{name}` has {matrix[number][number]} with itself", "Write 1 on the diagonal"
        for place in range(number):
            one, other = matrix[number][place], matrix[place][number]
            if one != other:
                return (
                    f"`{names[place]}` with `{name}` is {other} in one row and {one} in the other",
                    "Write the same in both",
                )
    return None


RULES: tuple[Rule, ...] = (
    strength_or_matrix,
    strengths_are_correlations,
    there_is_something_to_correlate,
    nothing_stands_twice,
    matrices_are_matrices,
)
