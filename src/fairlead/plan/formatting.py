"""A plan's text in good order: ids written down that nobody typed, no blanks at the ends of lines, a last line end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from fairlead.plan.document import Key
from fairlead.plan.errors import RequestError
from fairlead.plan.opening import Opened, Source, reopened
from fairlead.plan.text.edits import node_at
from fairlead.plan.text.scalars import as_json, in_brackets

if TYPE_CHECKING:
    from fairlead.plan.text.marks import Span

_BLANKS = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)


def format_text(opened: Opened) -> str:
    """Return the text of the plan's own file, tidied; comments, order and notation stay as they are.

    Ids that nobody typed are written in front of their entities, blanks at the ends of lines go, the file ends with
    one line end. Formatting twice changes nothing more. Raises `RequestError` where the text would then say
    something else.
    """
    source = opened.sources[0]
    named = reopened(opened, {source.name: with_ids(source)}).sources[0]
    text = _ended(_without_blanks(named))
    if reopened(opened, {source.name: text}).plan != opened.plan:
        raise RequestError(
            f"{source.name} can't be tidied without changing what it says; nothing was changed"
        )
    return text


def with_ids(source: Source, keys: Collection[Key] | None = None) -> str:
    """Return a text with the ids written down that it leaves out: all of them, or those of some entities."""
    insertions = sorted(_insertions(source, keys), reverse=True)
    text = source.text
    for at, inserted in insertions:
        text = text[:at] + inserted + text[at:]
    return text


def _insertions(source: Source, keys: Collection[Key] | None) -> Iterator[tuple[int, str]]:
    templates = {path: id for (kind, id), path in source.reading.places.items() if kind == "template"}
    for (kind, id), path in source.reading.places.items():
        inside = templates.get(path[:2]) if kind.startswith("template ") else None
        if keys is not None and ((kind, id) if inside is None else ("template", inside)) not in keys:
            continue
        written = node_at(source.content, path)
        # What stands at a key, not in a list, is a confidential fact or the head of the plan.
        if path and isinstance(path[-1], int) and isinstance(written, Mapping) and "id" not in written:
            typed = id if inside is None else id.removeprefix(f"{inside}.")
            yield _insertion(source, source.marks.span(path), typed)


def _insertion(source: Source, span: Span, id: str) -> tuple[int, str]:
    if not span.flow:
        line_end = "\r\n" if "\r\n" in source.text else "\n"
        return span.start, f"id: {in_brackets(id)}{line_end}{' ' * (span.column - 1)}"
    is_json = source.is_json
    said = f'"id": {as_json(id)}' if is_json else f"id: {in_brackets(id)}"
    return span.start + 1, f"{said}, " if span.entries else said


def _without_blanks(source: Source) -> str:
    """Return the text without blanks at line ends, except inside texts of several lines."""
    protected = list(_long_texts(source.text, source.marks.root))
    starts = [start for start, _ in protected]
    kept: list[str] = []
    at = 0
    for found in _BLANKS.finditer(source.text):
        nearest = bisect_right(starts, found.start()) - 1
        if nearest < 0 or found.start() >= protected[nearest][1]:
            kept.append(source.text[at : found.start()])
            at = found.end()
    return "".join(kept) + source.text[at:]


def _long_texts(text: str, root: Span) -> Iterator[tuple[int, int]]:
    """Yield where texts stand that hold line ends of their own, in the order of the text."""
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if each.kind == "scalar" and (each.style in ("|", ">") or "\n" in text[each.start : each.end]):
            line_end = text.find("\n", each.end)
            yield each.start, len(text) if line_end < 0 else line_end
        waiting.extend(reversed([*each.items, *(entry.value for entry in each.entries)]))


def _ended(text: str) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    return text if text.endswith("\n") or not text else text + line_end
