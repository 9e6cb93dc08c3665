"""Edits made in the text itself, so that comments, order and every other byte stay.

Each edit becomes a few replacements of stretches of the text, found by the positions of the values; the result is
read again and has to be exactly the edited content, otherwise nothing comes back but an error. Edits of values in
mappings that don't lie in one another share the positions; an edit that shifts a list asks for new ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from fairlead.plan.errors import FairleadError, ReadError, RequestError
from fairlead.plan.text import dumping, scalars
from fairlead.plan.text.edits import (
    Edit,
    InsertItem,
    MoveItem,
    RemoveItem,
    RemoveKey,
    RenameKey,
    SetValue,
    apply_edit,
    apply_edits,
    completed,
    is_at,
    node_at,
    path_after_removal,
)
from fairlead.plan.text.json_reading import is_json
from fairlead.plan.text.loading import content
from fairlead.plan.text.marks import Entry, Marks, Span
from fairlead.plan.text.structure import Node, Path, copied, in_words


class Replacement(NamedTuple):
    """A stretch of the text and what comes in its place."""

    start: int
    end: int
    new: str


def splice(text: str, edits: Sequence[Edit]) -> str:
    """Return the text after the edits, one after the other; whatever they don't concern stays byte by byte.

    Works in lines and in brackets, keeps line ends (CRLF), a byte order mark, and a missing end of the last line.
    Comments stay: those behind a removed value in its own line and inside a replaced value go with it.
    Raises RequestError for an edit that the content doesn't allow, or that can't be made in this text without
    changing more than it should (keys written with `?`, for one); the text is then untouched.
    """
    before = content(text, "text")
    wanted = apply_edits(before, edits)
    try:
        edited = _edited(text, copied(before), edits)
    except ReadError as error:  # an edit in the middle left no YAML behind
        raise _unspliceable(edits) from error
    if not _holds(edited, wanted):
        raise _unspliceable(edits)
    return edited


def _edited(text: str, structure: Node, edits: Sequence[Edit]) -> str:
    as_json = is_json(text)
    waiting = list(edits)
    while waiting:
        batch = _independent(waiting)
        splicer = _Splicer(text, structure, as_json)
        if isinstance(batch[0], MoveItem):
            text = splicer.moved(batch[0])
        else:
            text = _replaced(text, [part for edit in batch for part in splicer.replacements(edit)])
        for edit in batch:
            structure = apply_edit(structure, edit)
        del waiting[: len(batch)]
    return text


def _holds(text: str, wanted: Node) -> bool:
    try:
        return content(text, "text") == wanted
    except FairleadError:
        return False


def _unspliceable(edits: Sequence[Edit]) -> RequestError:
    places = ", ".join(
        in_words(edit.list_path if isinstance(edit, InsertItem) else edit.path) for edit in edits[:5]
    )
    return RequestError(
        f"the text around {places} can't be changed in place; nothing was changed. Change it by hand, or let "
        "`fairlead fmt` write the file anew first"
    )


def _independent(edits: Sequence[Edit]) -> list[Edit]:
    """Return the longest beginning of the edits that can be made with the same positions."""
    holders: set[Path] = set()
    touched: set[Path] = set()  # all places above a holder, itself included
    batch: list[Edit] = []
    for edit in edits:
        holder = edit.path[:-1] if isinstance(edit, SetValue | RenameKey | RemoveKey) else None
        above = [] if holder is None else [holder[:length] for length in range(len(holder) + 1)]
        if holder is None or holder in touched or any(place in holders for place in above):
            break
        holders.add(holder)
        touched.update(above)
        batch.append(edit)
    return batch or list(edits[:1])


def _replaced(text: str, replacements: Sequence[Replacement]) -> str:
    ordered = sorted(replacements, key=lambda part: (part.start, part.end))
    pieces, done = [], 0
    for part in ordered:
        if part.start < done:
            raise RequestError("two edits meet at one place of the text; make them one after the other")
        pieces += [text[done : part.start], part.new]
        done = part.end
    return "".join([*pieces, text[done:]])


class _Splicer:
    """Turns edits into replacements for one state of the text."""

    def __init__(self, text: str, structure: Node, as_json: bool) -> None:
        self._text = text
        self._structure = structure
        self._as_json = as_json
        self._marks = Marks(text)
        self._line_end = "\r\n" if re.search(r"\r?\n|$", text).group() == "\r\n" else "\n"  # type: ignore[union-attr]

    def replacements(self, edit: Edit) -> list[Replacement]:
        """Return what one edit (except a move) replaces."""
        if isinstance(edit, SetValue):
            return self._set(*completed(self._structure, edit.path, edit.value))
        if isinstance(edit, RenameKey):
            key = self._entry(edit.path).key
            return [Replacement(key.start, key.end, self._key(edit.name))]
        if isinstance(edit, RemoveKey):
            return self._remove_entry(edit.path)
        if isinstance(edit, RemoveItem):
            return self._remove_item(edit.path)
        if isinstance(edit, InsertItem):
            return self._insert(edit)
        raise TypeError(edit)

    def moved(self, edit: MoveItem) -> str:
        """Return the text after a move; lines of a block keep their words and comments, only their margin changes."""
        value = node_at(self._structure, edit.path)
        chunk = self._chunk(edit.path)
        structure = apply_edit(copied(self._structure), RemoveItem(edit.path))
        text = _replaced(self._text, self.replacements(RemoveItem(edit.path)))
        insertion = InsertItem(path_after_removal(edit.list_path, edit.path), edit.index, value)
        after = _Splicer(text, structure, self._as_json)
        return _replaced(text, after._insert(insertion, chunk))

    # Values

    def _set(self, path: Path, value: Node) -> list[Replacement]:
        if is_at(self._structure, path):
            if node_at(self._structure, path) == value:
                return []
            return self._replace_value(path, value)
        if not path or not isinstance(path[-1], str):
            raise RequestError(f"there is no {in_words(path)} in the document")
        holder = self._marks.span(path[:-1])
        if holder.kind != "mapping":
            raise RequestError(f"{in_words(path[:-1])} is not a mapping")
        return self._add_entry(path, holder, value)

    def _replace_value(self, path: Path, value: Node) -> list[Replacement]:
        span = self._marks.span(path)
        if not path:
            return [Replacement(span.start, self._span_end(span), self._whole(value))]
        if self._in_brackets(path):
            return [self._replace_in_brackets(path, span, value)]
        behind = self._behind_indicator(path)
        if span.kind != "scalar" and not span.flow and self._line_start(span.start) > behind:
            return self._replace_lines(path, span, value, behind)
        inline = self._inline(value, span)
        if inline is not None:
            return [self._put(behind, span, inline)]
        return [Replacement(behind, max(span.end, behind), self._block_behind(path, value, behind, span.end))]

    def _replace_in_brackets(self, path: Path, span: Span, value: Node) -> Replacement:
        new = self._bracketed_item(value) if isinstance(path[-1], int) else self._bracketed(value)
        if not span.is_empty_value:
            return Replacement(span.start, span.end, new)
        if isinstance(path[-1], str):
            key = self._marks.span(path[:-1]).entry(path[-1])
            assert key is not None
            colon = self._colon(key.key)
            return Replacement(colon or key.key.end, colon or key.key.end, f" {new}" if colon else f": {new}")
        return Replacement(span.start, span.start, new)

    def _put(self, behind: int, span: Span, new: str) -> Replacement:
        if span.is_empty_value:
            return Replacement(behind, behind, f" {new}" if new else "")
        start = span.start if new else behind
        return Replacement(start, span.end, new)

    def _replace_lines(self, path: Path, span: Span, value: Node, behind: int) -> list[Replacement]:
        """Replace a block that begins in a line below its key or dash."""
        first, last = self._line_start(span.start), self._after_line(span.end)
        inline = self._inline(value, span)
        if inline is not None:
            header = Replacement(behind, behind, f" {inline}" if inline else "")
            return [header, self._deletion(first, last)]
        lines = dumping.block_lines(value, span.column - 1)
        return [Replacement(first, self._eol(span.end), self._line_end.join(lines))]

    def _block_behind(self, path: Path, value: Node, behind: int, end: int) -> str:
        """Return a value that needs lines of its own, to stand behind a key or a dash."""
        indent = self._margin(path)
        rest = self._text[end : self._eol(end)].strip()
        if isinstance(value, str) or rest:
            lines = scalars.block_text(value) if isinstance(value, str) and not rest else None
            if lines is None:
                raise _unspliceable([SetValue(path, value)])
            margin = " " * (indent + 2)
            return " " + self._line_end.join(
                [lines[0], *(margin + line if line else "" for line in lines[1:])]
            )
        if isinstance(path[-1], int):
            first, *others = dumping.block_lines(value, indent + 2)
            return " " + self._line_end.join([first[indent + 2 :], *others])
        return self._line_end.join(["", *dumping.block_lines(value, indent + 2)])

    # Entries of mappings

    def _add_entry(self, path: Path, holder: Span, value: Node) -> list[Replacement]:
        name = path[-1]
        assert isinstance(name, str)
        if holder.flow or self._in_brackets(path[:-1]):
            return [self._add_in_brackets(holder, f"{self._key(name)}: {self._bracketed(value)}")]
        indent = holder.entries[0].key.column - 1
        lines = self._entry_lines(path, name, value, indent)
        successor = self._first_block(holder) if self._is_short(value) else None
        if successor is not None:
            start = self._above_comments(successor.key.start)
            return [Replacement(start, start, "".join(line + self._line_end for line in lines))]
        return [self._below(self._value_end(holder.entries[-1]), lines)]

    def _entry_lines(self, path: Path, name: str, value: Node, indent: int) -> list[str]:
        if len(path) == 1:
            return self._top_level_lines(name, value)
        return dumping.entry_lines(name, value, indent, width=10_000)

    def _top_level_lines(self, name: str, value: Node) -> list[str]:
        if not (isinstance(value, list) and any(isinstance(item, dict) for item in value)):
            return dumping.entry_lines(name, value, 0, width=10_000)
        return [f"{scalars.as_key(name)}:", *dumping.block_lines(value, self._list_indent())]

    def _list_indent(self) -> int:
        """Return how far the lists at the top of this document stand in."""
        for entry in self._marks.root.entries:
            if entry.value.kind == "list" and not entry.value.flow:
                return entry.value.column - 1
        return 2

    def _first_block(self, holder: Span) -> Entry | None:
        """Return the first entry whose value stands in lines of its own, unless it is the mapping's first entry."""
        for position, entry in enumerate(holder.entries):
            value = entry.value
            if value.kind != "scalar" and not value.flow and self._line_start(value.start) > entry.key.start:
                return entry if position else None
        return None

    def _is_short(self, value: Node) -> bool:
        return not isinstance(value, list) or not any(isinstance(item, dict) for item in value)

    def _remove_entry(self, path: Path) -> list[Replacement]:
        entry, holder = self._entry(path), self._marks.span(path[:-1])
        if len(holder.entries) == 1:
            return self._replace_value(path[:-1], {})
        position = holder.entries.index(entry)
        starts = [each.key.start for each in holder.entries]
        ends = [self._value_end(each) for each in holder.entries]
        if holder.flow:
            return [self._remove_in_brackets(starts, ends, position)]
        return [self._remove_block(starts, ends, position)]

    # Items of lists

    def _insert(self, edit: InsertItem, chunk: list[str] | None = None) -> list[Replacement]:
        path, index = edit.list_path, edit.index
        if not is_at(self._structure, path) or node_at(self._structure, path) is None:
            return self._set(*completed(self._structure, path, [edit.value]))
        span = self._marks.span(path)
        if span.kind != "list":
            raise RequestError(f"{in_words(path)} is not a list")
        if not span.items:
            return self._first_item(path, edit.value)
        if span.flow:
            return [self._insert_in_brackets(span, index, self._bracketed_item(edit.value))]
        indent = span.column - 1
        neighbour = span.items[min(index, len(span.items)) - 1 if index else 0]
        lines = self._shifted(chunk, indent) if chunk else self._item_lines(edit.value, indent, neighbour)
        if index:
            return [self._below(self._item_end(span, index - 1), lines)]
        text = self._line_end.join(lines)[indent:] + self._line_end + " " * indent
        return [Replacement(span.start, span.start, text)]

    def _first_item(self, path: Path, value: Node) -> list[Replacement]:
        is_top_level = len(path) == 1 and isinstance(value, dict) and not self._in_brackets(path)
        span = self._marks.span(path)
        rest = self._text[span.end : self._eol(span.end)].strip()
        if is_top_level and (not rest or rest.startswith("#")):
            behind = self._behind_indicator(path)
            lines = dumping.block_lines([value], self._list_indent())
            deletion = Replacement(behind, span.end, "")
            return [
                deletion,
                Replacement(self._eol(span.end), self._eol(span.end), self._line_end.join(["", *lines])),
            ]
        return self._replace_value(path, [value])

    def _item_lines(self, value: Node, indent: int, neighbour: Span) -> list[str]:
        block = neighbour.kind == "mapping" and not neighbour.flow and len(neighbour.entries) > 0
        in_braces = neighbour.kind == "mapping" and neighbour.flow
        return dumping.item_lines(value, indent, block=block, width=10_000 if in_braces else dumping.WIDTH)

    def _remove_item(self, path: Path) -> list[Replacement]:
        node_at(self._structure, path)
        span, position = self._marks.span(path[:-1]), path[-1]
        assert isinstance(position, int)
        if len(span.items) == 1:
            return self._replace_value(path[:-1], [])
        ends = [self._item_end(span, each) for each in (position - 1, position) if each >= 0]
        if span.flow:
            starts = [item.start for item in span.items]
            return [self._remove_in_brackets(starts, [item.end for item in span.items], position)]
        starts = [self._dash(span, each) for each in (position, position + 1) if each < len(span.items)]
        if position == 0:
            return [self._remove_block(starts, ends, 0)]
        return [self._remove_block([0, *starts], ends, 1)]

    def _chunk(self, path: Path) -> list[str] | None:
        """Return the lines of an item of a block list without their margin, None where it shares its lines."""
        span, position = self._marks.span(path[:-1]), path[-1]
        assert isinstance(position, int)
        if span.kind != "list" or span.flow:
            return None
        start, end = self._dash(span, position), self._eol(self._item_end(span, position))
        margin = self._text[self._line_start(start) : start].removeprefix("\ufeff")
        lines = self._text[start:end].replace("\r\n", "\n").split("\n")
        if margin.strip(" ") or any(line.strip() and not line.startswith(margin) for line in lines[1:]):
            return None
        return [lines[0], *(line[len(margin) :] for line in lines[1:])]

    def _shifted(self, chunk: list[str], indent: int) -> list[str]:
        return [" " * indent + line if line.strip() else line for line in chunk]

    # In brackets

    def _add_in_brackets(self, holder: Span, new: str) -> Replacement:
        if not holder.entries:
            return Replacement(holder.start, holder.end, "{" + new + "}")
        last = holder.entries[-1]
        return self._append_in_brackets(last.key.start, self._value_end(last), new, self._is_open(last))

    def _insert_in_brackets(self, span: Span, index: int, new: str) -> Replacement:
        if index == len(span.items):
            last = span.items[-1]
            return self._append_in_brackets(last.start, last.end, new, False)
        start = span.items[index].start
        margin = self._own_line(start)
        return Replacement(start, start, f"{new}, " if margin is None else f"{new},{self._line_end}{margin}")

    def _append_in_brackets(self, last_start: int, last_end: int, new: str, is_open: bool) -> Replacement:
        margin = self._own_line(last_start)
        # `{a:, b: 1}` isn't YAML: an empty value needs a blank behind its colon.
        comma = " ," if is_open else ","
        separator = f"{comma} " if margin is None else f"{comma}{self._line_end}{margin}"
        return Replacement(last_end, last_end, separator + new)

    def _own_line(self, start: int) -> str | None:
        """Return the margin of an entry that has a line of its own in brackets, or None."""
        margin = self._text[self._line_start(start) : start].removeprefix("\ufeff")
        return margin if not margin.strip() and self._line_start(start) > 0 else None

    def _remove_in_brackets(self, starts: list[int], ends: list[int], position: int) -> Replacement:
        if position == len(starts) - 1:
            # An empty value needs its blank before the bracket, as in `{a: }`.
            gap = " " if self._text[ends[position - 1] - 1] == ":" else ""
            return Replacement(ends[position - 1], ends[position], gap)
        return Replacement(starts[position], starts[position + 1], "")

    def _is_open(self, entry: Entry) -> bool:
        return entry.value.is_empty_value and self._colon(entry.key) is not None

    # Lines

    def _remove_block(self, starts: list[int], ends: list[int], position: int) -> Replacement:
        start = starts[position]
        line_start = self._line_start(start)
        if not self._text[line_start:start].strip("\ufeff "):
            mark = 1 if line_start == 0 and self._text.startswith("\ufeff") else 0
            return self._deletion(line_start + mark, self._after_line(ends[position]))
        # The first entry shares its line with a dash (or a key); the next one moves up.
        between = self._text[ends[position] : starts[position + 1]]
        end = ends[position] if "#" in between else starts[position + 1]
        return Replacement(start, end, "")

    def _deletion(self, start: int, end: int) -> Replacement:
        """Return the deletion of whole lines; the last line of a text without a line end takes the one before along."""
        unended = end == len(self._text) and not self._text.endswith("\n")
        if unended and start > 0:
            start -= 2 if self._text.startswith("\r\n", start - 2) else 1
        return Replacement(start, end, "")

    def _below(self, offset: int, lines: list[str]) -> Replacement:
        """Return the insertion of lines below the one that holds this offset."""
        if offset and self._text[offset - 1] == "\n":  # a block text that keeps its line ends
            return Replacement(offset, offset, "".join(line + self._line_end for line in lines))
        end = self._eol(offset)
        return Replacement(end, end, "".join(self._line_end + line for line in lines))

    def _above_comments(self, offset: int) -> int:
        """Return the start of the line of this offset, or of the comments right above it with the same margin."""
        start = self._line_start(offset)
        margin = self._text[start:offset]
        while start > 0:
            above = self._line_start(start - 1)
            if not self._text.startswith(f"{margin}#", above):
                break
            start = above
        return start

    def _line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1

    def _eol(self, offset: int) -> int:
        """Return the end of the line of this offset, before its line end."""
        end = self._text.find("\n", offset)
        if end < 0:
            return len(self._text)
        return end - 1 if end > offset and self._text[end - 1] == "\r" else end

    def _after_line(self, offset: int) -> int:
        if offset and self._text[offset - 1] == "\n":
            return offset
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end + 1

    # Where things are

    def _entry(self, path: Path) -> Entry:
        node_at(self._structure, path)
        entry = self._marks.span(path[:-1]).entry(path[-1]) if path and isinstance(path[-1], str) else None
        if entry is None:
            raise RequestError(f"{in_words(path)} is not an entry of a mapping")
        return entry

    def _in_brackets(self, path: Path) -> bool:
        """Return whether something above the value at this path is written in brackets."""
        span = self._marks.root
        for step in path:
            if span.flow:
                return True
            entry = span.entry(step) if isinstance(step, str) else None
            span = entry.value if entry is not None else span.items[step]  # type: ignore[index]
        return False

    def _behind_indicator(self, path: Path) -> int:
        """Return the offset right behind the colon or dash that leads to the value at this path."""
        holder, step = self._marks.span(path[:-1]), path[-1]
        if isinstance(step, int):
            return self._dash(holder, step) + 1
        entry = holder.entry(step)
        colon = None if entry is None else self._colon(entry.key)
        if colon is None:
            raise RequestError(f"{in_words(path)} is written in a way that can't be edited in place")
        return colon

    def _colon(self, key: Span) -> int | None:
        """Return the offset behind the colon of a key, or None for a key without one."""
        found = re.compile(r"\s*:").match(self._text, key.end)
        return None if found is None else found.end()

    def _dash(self, span: Span, index: int) -> int:
        """Return the offset of the dash before an item of a block list."""
        if index == 0:
            return span.start
        found = _UP_TO_DASH.match(self._text, self._item_end(span, index - 1))
        if found is None:
            raise RequestError("a list is written in a way that can't be edited in place")
        return found.end() - 1

    def _item_end(self, span: Span, index: int) -> int:
        return self._deep_end(span.items[index])

    def _value_end(self, entry: Entry) -> int:
        """Return the end of an entry; one without a value ends behind its colon, or its key."""
        if entry.value.is_empty_value:
            return self._colon(entry.key) or entry.key.end
        return self._deep_end(entry.value)

    def _deep_end(self, span: Span) -> int:
        if span.flow or span.kind == "scalar":
            return span.end
        if span.kind == "list":
            return self._deep_end(span.items[-1])
        return self._value_end(span.entries[-1])

    def _span_end(self, span: Span) -> int:
        return self._deep_end(span)

    def _margin(self, path: Path) -> int:
        """Return the column (from 0) of the key or dash of the value at this path."""
        holder, step = self._marks.span(path[:-1]), path[-1]
        return holder.column - 1 if isinstance(step, int) else holder.entries[0].key.column - 1

    # How things are written

    def _key(self, name: str) -> str:
        return scalars.as_json(name) if self._as_json else scalars.as_key(name)

    def _bracketed(self, value: Node) -> str:
        if self._as_json:
            return dumping.as_json(value)
        if value is not None and not dumping.fits_in_brackets(value):
            raise RequestError(
                "a list in brackets can't hold an empty value; write the list with dashes first"
            )
        return dumping.in_brackets(value)

    def _bracketed_item(self, value: Node) -> str:
        return self._bracketed([value])[1:-1]  # refused like the list that would hold it

    def _inline(self, value: Node, span: Span) -> str | None:
        """Return the value on one line, or None where it needs lines of its own (or had them and keeps them)."""
        if isinstance(value, str):
            return None if scalars.block_text(value) and self._ends_line(span) else scalars.in_block(value)
        had_lines = span.kind != "scalar" and not span.flow
        if value is None or not value:
            return dumping.in_brackets(value)
        keeps_lines = had_lines and isinstance(value, list) and any(isinstance(item, dict) for item in value)
        return None if keeps_lines or not dumping.fits_in_brackets(value) else dumping.in_brackets(value)

    def _ends_line(self, span: Span) -> bool:
        return span.kind == "scalar" and not self._text[span.end : self._eol(span.end)].strip()

    def _whole(self, value: Node) -> str:
        if self._as_json:
            return dumping.as_json(value)
        return dumping.dump(value).rstrip("\n").replace("\n", self._line_end)


_UP_TO_DASH = re.compile(r"(?:\s*(?:(?<=\s)#[^\n]*)?)*?-(?=\s|$)")
