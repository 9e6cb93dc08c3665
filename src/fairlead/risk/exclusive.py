"""Risks that exclude others: which of them stand together, and how likely each is once others haven't struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from fairlead.plan.document import Plan

_MOST = 16
"""Of a group in which not each excludes each other; larger ones are taken as if all did."""


class Group(NamedTuple):
    """Risks tied by exclusions, in the plan's order; `all_apart`: of them only one can strike."""

    ids: tuple[str, ...]
    all_apart: bool


class AfterOthers(NamedTuple):
    """A risk that can strike only where some before it haven't, and how likely it is then; above 1 it can't be."""

    others: tuple[str, ...]
    odds: float


def partners(plan: Plan) -> dict[str, set[str]]:
    """Return those that each risk excludes or is excluded by; risks without any are left out."""
    found: dict[str, set[str]] = {}
    for risk in plan.risks.values():
        for other in risk.excludes:
            if other in plan.risks and other != risk.id:
                found.setdefault(risk.id, set()).add(other)
                found.setdefault(other, set()).add(risk.id)
    return found


def groups(plan: Plan, apart: Mapping[str, set[str]]) -> dict[str, Group]:
    """Return the group of each risk that has partners."""
    found: dict[str, Group] = {}
    for id in apart:
        if id in found:
            continue
        reached, waiting = {id}, [id]
        while waiting:
            for other in apart[waiting.pop()] - reached:
                reached.add(other)
                waiting.append(other)
        ids = tuple(each for each in plan.risks if each in reached)
        all_apart = len(ids) > _MOST or all(two in apart[one] for one, two in combinations(ids, 2))
        found |= dict.fromkeys(ids, Group(ids, all_apart))
    return found


def after_others(
    ids: Sequence[str], apart: Mapping[str, set[str]], odds: Mapping[str, float]
) -> dict[str, AfterOthers]:
    """Return for each of a group what it takes that each strikes just as often as `odds` say.

    Risks strike one after the other in their order. One that excludes some before it strikes only where none of them
    has, and so much likelier there; those that don't exclude one another are independent, given what both exclude.
    """
    found: dict[str, AfterOthers] = {}
    cases: dict[frozenset[str], float] = {frozenset(): 1.0}
    for number, id in enumerate(ids):
        others = tuple(other for other in ids[:number] if other in apart[id])
        free = sum(share for struck, share in cases.items() if not struck.intersection(others))
        likely = odds[id] / free if free > 1e-12 else (0.0 if odds[id] <= 0 else 2.0)
        found[id] = AfterOthers(others, likely)
        for struck, share in list(cases.items()):
            if not struck.intersection(others) and likely > 0:
                cases[struck | {id}] = share * min(likely, 1.0)
                cases[struck] = share * (1.0 - min(likely, 1.0))
    return found
