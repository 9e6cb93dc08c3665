"""Notebooks and steps, as notes."""

from __future__ import annotations

from collections import defaultdict

from fairlead.exchange.xer.collecting import Collected
from fairlead.exchange.xer.scalars import decimal, line, note, truth

_MEMOS = (("TASKMEMO", "task_id", "task_memo"), ("WBSMEMO", "wbs_id", "wbs_memo"))
TABLES = frozenset({"MEMOTYPE", "TASKMEMO", "WBSMEMO", "TASKPROC"})
Notes = dict[tuple[str, str], str]


def read_notes(collected: Collected) -> Notes:
    """Return the notes of activities and WBS elements by id column and id: topic by topic, then the steps."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    topics = {row.get("memo_type_id"): line(row.get("memo_type")) for row in collected.tables.of("MEMOTYPE")}
    for table, owner, text in _MEMOS:
        for row in collected.tables.of(table):
            said, topic = note(row.get(text)), topics.get(row.get("memo_type_id"))
            if said and (id := row.get(owner)):
                found[owner, id].append(f"{topic}: {said}" if topic else said)
    for id, steps in _steps(collected).items():
        found["task_id", id].append("\n".join(steps))
    return {key: "\n\n".join(parts) for key, parts in found.items()}


def _steps(collected: Collected) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = collected.tables.of("TASKPROC")
    for row in sorted(rows, key=lambda row: decimal(row.get("seq_num")) or 0):
        name, id = line(row.get("proc_name")), row.get("task_id")
        if name and id:
            found[id].append(f"[{'x' if truth(row.get('complete_flag')) else ' '}] {name}")
    return found
