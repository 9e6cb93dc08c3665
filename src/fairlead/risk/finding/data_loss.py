"""Systems that the plan changes without a way back: no backup, or no rehearsal of a restore."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, counted, slug

CHANGES = re.compile(
    r"\bmigrat|\bcut[- ]?over|\bswitch(?:es|ing)?[- ]over|\bgo(?:es|ing)?[- ]?live|\bupgrad|\bfleet update"
    r"|\broll[- ]?out"
    r"|\bdata (?:load|transfer|conversion|move)|\bload(?:ing|s)? .*\b(?:data|items|records)|\bdatabase|\bdecommission"
    r"|\bledger\b|datenübernahme|\bumstellung|ablösung|\bmigrier",
    re.IGNORECASE,
)
"""Words by which a task changes a system or its data; the same in English and German."""

BACKUPS = re.compile(r"\bback(?:ed)?[- ]?ups?\b|\bsnapshot|datensicherung", re.IGNORECASE)
RESTORES = re.compile(
    r"\brestor|\broll(?:ed|ing)?[- ]?back|\brecover|\bfail[- ]?over|\bfall[- ]?back|rücksicherung|wiederherstell"
    r"|rückfall",
    re.IGNORECASE,
)
SPOKEN_OF = re.compile(
    r"\bdata (?:is |are )?(?:lost|loss)|\bloss of data|\blose data|datenverlust|\bback-?ups?\b|\brestor",
    re.IGNORECASE,
)
_COST_SHARE = 50  # a fiftieth of the budget


def changes_without_restore(look: Look) -> Iterator[Found]:
    """Yield one finding where systems are changed and nothing before it rehearses a restore."""
    changing = look.matching(CHANGES, look.work)
    if not changing:
        return
    last = max((look.open[id] for id in changing), key=lambda each: each.start)
    kept = [
        id for id, each in look.outlook.tasks.items() if each.kind != "summary" and each.finish <= last.start
    ]
    if look.matching(RESTORES, kept):
        return
    backups = look.matching(BACKUPS, kept)
    late = [id for id in look.matching(RESTORES, look.work) if id not in kept]
    evidence = [f"changed: {look.named(changing)}"]
    if backups:
        evidence.append(f"there is a backup, {look.named(backups)}, and no rehearsal that it can be restored")
    elif not late:
        evidence.append("no task speaks of a backup, a restore or a way back")
    if late:
        evidence.append(f"{look.named(late)} comes only after the last of these changes begins")
    first = min((look.open[id] for id in changing), key=lambda each: each.start).id
    draft = {
        "id": f"r-data-loss-{slug(first)}",
        "event": "Data is lost or damaged in a change and can't be brought back",
        "category": "data",
        "probability": "5%",
        "delays": {last.id: "3d..10d..20d"},
        **_costs(look),
        "response": "mitigate",
        "actions": [{"name": "Back up and rehearse the restore before the first change"}],
    }
    yield Found(
        "no-restore-rehearsal",
        f"{counted(len(changing), 'task')} {'changes' if len(changing) == 1 else 'change'} systems or their data, "
        "and none before rehearses a restore",
        tuple(evidence),
        draft,
        "seldom, and then very bad: a proposal, with up to a fiftieth of the budget to put it right",
        words=SPOKEN_OF,
    )


def _costs(look: Look) -> dict[str, str]:
    budget = look.plan.settings.budget
    if budget is None or budget.total is None:
        return {}
    most = round(float(budget.total.most_likely()) / _COST_SHARE, -2)
    currency = f" {budget.total.currency}" if budget.total.currency else ""
    return {"costs": f"0..{most:.0f}{currency}"} if most > 0 else {}
