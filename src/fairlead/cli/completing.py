"""What the shell offers when somebody presses the tab key; never fails, for a shell has no place for errors."""

from __future__ import annotations

from collections.abc import Sequence

from click.shell_completion import CompletionItem

from fairlead.cli.commands import COMMANDS
from fairlead.cli.folder import plans_in


def commands_and_plans(incomplete: str) -> list[CompletionItem]:
    """Return the commands and the folder's plans that begin like this."""
    found = [CompletionItem(name, help=entry.summary) for name, entry in COMMANDS.items()]
    found += [CompletionItem(name, help="a plan in this folder") for name in plans_in(".")]
    fitting = [item for item in found if item.value.startswith(incomplete)]
    return fitting or files(incomplete)


def files(incomplete: str) -> list[CompletionItem]:
    """Return the word that makes the shell complete names of files."""
    return [CompletionItem(incomplete, type="file")]


def plans_and_ids(words: Sequence[str], incomplete: str) -> list[CompletionItem]:
    """Return ids of the plan among `words`; files too while no plan is named and the folder has not just one."""
    from fairlead.cli.plans import names_a_file

    plans = [word for word in words if names_a_file(word)] or plans_in(".")
    if len(plans) != 1:
        return files(incomplete)
    found = ids_of(plans[0], incomplete)
    return found or ([] if words else files(incomplete))


def ids_of(plan: str, incomplete: str) -> list[CompletionItem]:
    """Return the ids in a plan that begin like this, tasks first; nothing when it can't be read."""
    from fairlead.cli.plans import open_named
    from fairlead.plan.entities import PARTIES, WORK

    try:
        document = open_named(plan).plan
    except Exception:
        return []
    entities = (entity for kind in (*WORK, *PARTIES) for entity in document.of_kind(kind).values())
    return [
        CompletionItem(entity.id, help=f"{entity.kind}: {entity.title}")
        for entity in entities
        if entity.id.startswith(incomplete)
    ]
