"""Changes made to the text of a plan: spliced in, so that comments, order and every other byte stay.

The new text is read again, and counts only when it says exactly what the changed plan says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fairlead.plan.apply import Check, apply
from fairlead.plan.changes import Add, Change, Remove, Rename
from fairlead.plan.document import Key, Plan
from fairlead.plan.entities import KINDS, Confidential, Settings, Task
from fairlead.plan.errors import RequestError, WriteError
from fairlead.plan.files import read_limited, write_atomically
from fairlead.plan.formatting import with_ids
from fairlead.plan.opening import LIMIT_BYTES, Opened, Source, reopened
from fairlead.plan.text.decoding import decoded
from fairlead.plan.text.splicing import splice
from fairlead.plan.text_edits import TextEdits


@dataclass(frozen=True)
class Edited:
    """A plan after an edit: what its files are to say, by source, and the same opened; nothing is written yet."""

    before: Opened
    after: Opened
    texts: Mapping[str, str]
    """The new text of every source that changes, by its name."""

    def write(self) -> None:
        """Write every changed file, or none.

        Raises `RequestError` where a file was changed by somebody else since it was opened, `WriteError` where one
        can't be written; what was written before that is put back.
        """
        changed = [source for source in self.before.sources if source.name in self.texts]
        for source in changed:
            _must_be_unchanged(source)
        done: list[Source] = []
        # The plan's own file comes last: until it is there, the plan is still the old one.
        for source in reversed(changed):
            try:
                write_atomically(_path(source), self.texts[source.name], force=True)
            except WriteError:
                for each in done:
                    with suppress(WriteError):
                        write_atomically(_path(each), each.text, force=True)
                raise
            done.append(source)


def edit(opened: Opened, changes: Iterable[Change], *, check: Check | None = None) -> Edited:
    """Return the texts of a plan's files after these changes, each spliced into the file where it belongs.

    Raises `PlanError` like `apply`, and `RequestError` where the text can't be made to say the changed plan.
    """
    changes = [_before_what_is_included(opened.plan, change) for change in changes]
    result = apply(opened.plan, changes, check=check)
    for minted in (_touched_without_id(opened, result), None):
        # Ids that were never typed follow from names; where a change would shift them, they are written down first.
        edited = _edited(_with_ids(opened, minted), opened, result, changes)
        if edited.after.plan == result and not _new_errors(opened, edited.after):
            return edited
    raise RequestError(
        "the change can't be made in the text so that it says exactly this; nothing was changed. "
        "Edit the file by hand, or run `fairlead fmt` on it first"
    )


def _edited(opened: Opened, original: Opened, result: Plan, changes: Sequence[Change]) -> Edited:
    names = _renamed(original.plan, changes)
    texts: dict[str, str] = {}
    for source in opened.sources:
        edits = TextEdits(opened, source, result, names).all()
        text = splice(source.text, edits) if edits else source.text
        if text != original.source(source.name).text:
            texts[source.name] = text
    return Edited(original, reopened(original, texts), texts)


def _before_what_is_included(plan: Plan, change: Change) -> Change:
    """Put what is added at the end in front of what other files hold, since the plan's own file is read first."""
    if not isinstance(change, Add) or change.before or change.kind == Task.kind or not plan.origins:
        return change
    if not KINDS[change.kind].section:
        return change
    included = next((id for id in plan.of_kind(change.kind) if (change.kind, id) in plan.origins), None)
    return Add(change.kind, change.id, change.body, change.parent, included)


def _renamed(plan: Plan, changes: Sequence[Change]) -> dict[Key, Key]:
    """Return what became of the plan's own entities whose ids were renamed, or taken by others after they went."""
    names: dict[Key, Key] = {}
    new: set[Key] = set()
    for change in changes:
        key = (change.kind, change.id)
        if isinstance(change, Add):
            new.add(key)
        elif isinstance(change, Remove):
            new.discard(key)
        elif isinstance(change, Rename) and key in new:
            new.remove(key)
            new.add((change.kind, change.new_id))
        elif isinstance(change, Rename):
            target = (change.kind, change.new_id)
            origin = next((first for first, last in names.items() if last == key), key)
            names |= {first: _gone(first) for first, last in names.items() if last == target}
            names[origin] = target
    taken = [last for last in names.values() if last not in names and plan.get(*last) is not None]
    return names | {key: _gone(key) for key in taken}


def _gone(key: Key) -> Key:
    """Return a key that no entity can have, since no id ends with a blank."""
    return key[0], f"{key[1]} "


def _touched_without_id(opened: Opened, result: Plan) -> set[Key]:
    """Return the entities that no id was typed for and that don't stay as they are."""
    return {
        (entity.kind, entity.id)
        for entity in opened.plan
        if result.get(entity.kind, entity.id) is not entity
        and not isinstance(entity, Confidential | Settings)
    }


def _with_ids(opened: Opened, keys: set[Key] | None) -> Opened:
    texts = {source.name: with_ids(source, keys) for source in opened.sources}
    changed = {name: text for name, text in texts.items() if text != opened.source(name).text}
    return reopened(opened, changed) if changed else opened


def _new_errors(before: Opened, after: Opened) -> bool:
    known = {(finding.code, finding.message) for finding in before.errors}
    return any((finding.code, finding.message) not in known for finding in after.errors)


def _path(source: Source) -> Any:
    if source.path is None:
        raise RequestError(f"{source.name} is no file, so it can't be written to")
    return source.path


def _must_be_unchanged(source: Source) -> None:
    if decoded(read_limited(_path(source), LIMIT_BYTES), source.name) != source.text:
        raise RequestError(f"{source.name} has been changed meanwhile; nothing was written. Try again")
