"""Lend or add somebody like those whom work waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Add, Set
from fairlead.plan.entities import Person
from fairlead.plan.references import space_kinds
from fairlead.plan.values import slug
from fairlead.schedule.why.words import said_date

NOTICE = timedelta(days=14)
"""After which somebody could come from another team; assumed, since no plan says it."""

_MOST = 4
_SHARES = ("", "50%")


def lent(look: Look) -> Iterator[Move]:
    """Yield one more like each of those who are on decisive work, from two weeks on, at their rate.

    Somebody's half looks half as promising, so that others come before it.
    """
    if look.is_never("lend") or look.levers.hires == 0:
        return
    for who in list(look.busy)[:_MOST]:
        person = look.plan.people.get(who)
        if person is not None and person.skills and not look.is_never(who):
            for share in _SHARES:
                yield _move(look, person, share)


def _move(look: Look, person: Person, share: str) -> Move:
    taken = {id for kind in space_kinds("person") for id in look.plan.of_kind(kind)}
    id = slug(f"{person.id} 2", taken, fallback="person")
    first = look.today + NOTICE
    first += timedelta(
        days=(7 - first.weekday()) % 7 if first.weekday() > 4 else 0
    )  # nobody begins on a Saturday
    body: dict[str, Any] = {
        "name": f"Somebody like {person.title}",
        "skills": {skill: str(level) for skill, level in person.skills.items()},
        "from": first.isoformat(),
    }
    for key in ("team", "zone", "calendar"):
        if (said := getattr(person, key)) is not None:
            body[key] = str(said)
    if share:
        body["share"] = share
    changes: list[Add | Set] = [Add("person", id, body)]
    rate = look.plan.confidential(person.id).get("rate")
    if rate is not None:
        changes.append(Set("rate", id, "value", rate.body()["value"]))
    half = "half of somebody" if share else "somebody"
    sentence = f"Lend {half} like {person.title} from {said_date(first)}"
    weight = look.busy.get(person.id, 0.0) * (0.5 if share else 1.0)
    return Move(
        "lend", sentence, said_lines(look.plan, changes), frozenset({f"like {person.id}"}), (person.id,),
        risk="Whoever lends them may want them back.", weight=weight,
    )  # fmt: skip
