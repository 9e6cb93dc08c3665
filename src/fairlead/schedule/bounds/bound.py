"""A bound on a plan's finish, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """A moment before which no plan with these people can finish, in axis minutes, and what proves it.

    `method` is `critical path`, `energy`, `window work` or `constraint solver`. `proof` are clauses without a full
    stop; `resources` and `tasks` the ids that make the bound, most telling first.
    """

    moment: int
    method: str
    proof: tuple[str, ...]
    resources: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


def explain(bound: Bound) -> str:
    """Return the reason for a bound as one sentence: `Ana and Tom have 28 person-days ... need 41`."""
    sentence = "; ".join(bound.proof)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
