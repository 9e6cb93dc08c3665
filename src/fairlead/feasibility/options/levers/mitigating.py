"""Do something against a risk that has been accepted so far."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Set
from fairlead.plan.entities import Risk
from fairlead.schedule.why.words import listed


def mitigated(look: Look) -> Iterator[Move]:
    """Yield each accepted risk with its actions taken."""
    if look.is_never("mitigate"):
        return
    for risk in look.plan.risks.values():
        if (
            risk.response == "accept"
            and not look.is_never(risk.id)
            and (move := against(look, risk)) is not None
        ):
            yield move


def against(look: Look, risk: Risk) -> Move | None:
    """Return what can be done against a risk; None where that is nothing."""
    actions = [action for action in risk.actions if action.done is None]
    if not actions or risk.closed is not None or risk.struck is not None:
        return None
    lines = said_lines(look.plan, [Set("risk", risk.id, "response", "mitigate")])
    names = listed([action.name for action in actions])
    brings = [id for action in actions for id in action.brings]
    secondary = f"It brings {listed(brings)}." if brings else ""
    weight = 1.5 + float(risk.probability.fraction if risk.probability else 0)
    return Move("mitigate", f"{names}, against “{risk.title}”", lines, frozenset({risk.id}), acting(risk),
                risk=secondary, weight=weight)  # fmt: skip


def acting(risk: Risk) -> tuple[str, ...]:
    """Return who would act against a risk: its owner, and those of the actions that aren't done."""
    owners = (risk.owner, *(each.owner for each in risk.actions if each.done is None))
    return tuple(dict.fromkeys(who for who in owners if who))
