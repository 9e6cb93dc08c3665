"""The commands, in the groups in which `--help` shows them; each stands in the module of its own name.

A new command is one new module with a `command`, and one line here. The line carries the command's sentence, so that
showing the list imports none of them.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command's module in `fairlead.cli` and the sentence that says what it is for."""

    module: str
    summary: str


GROUPS: dict[str, dict[str, Entry]] = {
    "Plan": {
        "home": Entry("home", "Show what matters now; `fairlead PLAN` does the same."),
        "init": Entry("init", "Begin a plan, with a few questions or from options."),
        "check": Entry("check", "Say everything that is wrong or doubtful, and the remedy."),
        "set": Entry("set", "Change the plan in plain words; comments and order stay."),
        "show": Entry("show", "Say why a task is where it is, and what would move it."),
        "diff": Entry("diff", "Say what differs between two plans, and which dates moved."),
        "fmt": Entry("fmt", "Tidy the text and mint missing ids; no comment is lost."),
        "schema": Entry("schema", "Print the JSON Schema that teaches editors the format."),
    },
    "People": {
        "schedule": Entry("schedule", "Say when: dates, critical path, floats, each goal's deadline."),
        "gantt": Entry("gantt", "Draw the Gantt chart, here or as SVG, PNG, PDF or HTML."),
        "optimize": Entry("optimize", "Find the best schedule with these people; say what is proven."),
        "replan": Entry("replan", "Absorb what has happened; move as little as possible of what is agreed."),
        "people": Entry("people", "Show who has how much to do, week by week, and who too much."),
    },
    "Odds": {
        "simulate": Entry("simulate", "Say the odds of every date and sum of money, and what drives them."),
        "promise": Entry("promise", "Say what date and budget can be promised, and with what reserve."),
        "risks": Entry("risks", "Show the risk register: scores, heat map, trend; find what it lacks."),
    },
    "Ways out": {
        "assess": Entry("assess", "Say whether it can be done, at what odds, and if not, why not."),
        "options": Entry("options", "Find several ways out, each with its price and odds; apply one."),
        "whatif": Entry("whatif", "Try any change: dates, odds, money and people, today and then."),
        "outsource": Entry(
            "outsource", "Say what the team lacks, what that is worth, and who could fill it."
        ),
    },
    "Files and server": {
        "import": Entry("import_", "Turn another tool's file into a plan; say what was lost."),
        "completion": Entry("completion", "Print the script that completes commands, plans and ids."),
    },
}
"""Group, then command, in the order shown."""

COMMANDS: dict[str, Entry] = {name: entry for group in GROUPS.values() for name, entry in group.items()}
"""Every command by its name."""
