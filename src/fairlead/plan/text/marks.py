"""Where everything stands in a text: positions by path, composed only when a finding or an edit needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

import yaml

from fairlead.plan.errors import ReadError
from fairlead.plan.text.decoding import refuse_control_characters
from fairlead.plan.text.faults import explained
from fairlead.plan.text.garbage import collected_later
from fairlead.plan.text.structure import DEPTH_LIMIT, Path


class Mark(NamedTuple):
    """A place in the text: line and column from 1 as editors count, `start` and `end` as offsets of characters.

    `text[start:end]` is the value or key as written, without comments and blank lines behind it.
    """

    line: int
    column: int
    start: int
    end: int


_FEW = 32
"""Entries among which going through them is as fast as a table."""


@dataclass(slots=True)
class Entry:
    """A key and its value in a mapping; `name` is the key as text."""

    name: str
    key: Span
    value: Span


@dataclass(slots=True)
class Span:
    """A value and where it stands; offsets are those of the text, a byte order mark included.

    `style` is the quote or block indicator of a scalar, "" for a plain one; a collection in brackets is `flow`.
    """

    kind: Literal["scalar", "list", "mapping"]
    line: int
    column: int
    start: int
    end: int
    style: str
    flow: bool
    items: list[Span]
    entries: list[Entry]
    _by_name: dict[str, Entry] | None = field(default=None, repr=False, compare=False)

    @property
    def is_empty_value(self) -> bool:
        """Return whether nothing is written here, as behind `key:`."""
        return self.kind == "scalar" and self.start == self.end

    def entry(self, name: str) -> Entry | None:
        """Return the entry with this key, or None."""
        if len(self.entries) <= _FEW:
            return next((entry for entry in self.entries if entry.name == name), None)
        if self._by_name is None:
            self._by_name = {entry.name: entry for entry in reversed(self.entries)}
        return self._by_name.get(name)


class Marks:
    """The positions of all keys and values of a text; composed at the first question.

    Raises ReadError where the text isn't YAML. Paths that don't exist raise KeyError.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def value(self, path: Path) -> Mark:
        """Return where the value at this path stands; an empty value has `start == end`."""
        return _mark(self.span(path))

    def key(self, path: Path) -> Mark:
        """Return where the last key of this path stands; the path has to end with a key."""
        if not path or not isinstance(path[-1], str):
            raise KeyError(path)
        entry = self.span(path[:-1]).entry(path[-1])
        if entry is None:
            raise KeyError(path)
        return _mark(entry.key)

    def span(self, path: Path) -> Span:
        """Return the value at this path with its style and everything inside it."""
        span = self.root
        for step in path:
            if isinstance(step, str):
                entry = span.entry(step)
                if entry is None:
                    raise KeyError(path)
                span = entry.value
            elif 0 <= step < len(span.items):
                span = span.items[step]
            else:
                raise KeyError(path)
        return span

    @cached_property
    def root(self) -> Span:
        """Return the whole document as a tree of spans."""
        return _composed(self.text)


def _mark(span: Span) -> Mark:
    return Mark(span.line, span.column, span.start, span.end)


def _composed(text: str) -> Span:
    refuse_control_characters(text, "text")
    plain = text.removeprefix("\ufeff")
    try:
        with collected_later():
            return _Composer(plain, len(text) - len(plain)).document()
    except yaml.YAMLError as error:
        raise ReadError([explained(error, plain, "text")]) from error


def _end(event: Any) -> int:
    return int(event.end_mark.index)


class _Composer:
    """Builds spans from libyaml's events, which takes a third of the time that its nodes take.

    libyaml doesn't count a byte order mark, so every offset is shifted by it.
    """

    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift
        self._events = yaml.parse(text, Loader=yaml.CBaseLoader)

    def document(self) -> Span:
        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Span("scalar", 1, 1, self._shift, self._shift, "", False, [], [])
        return self._span(next(self._events), 0)

    def _span(self, event: Any, depth: int) -> Span:
        if depth > DEPTH_LIMIT:
            raise yaml.YAMLError("the document is nested too deeply")
        begin = event.start_mark
        if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            style = getattr(event, "style", None) or ""
            end = self._block_text_end(event) if style in ("|", ">") else _end(event)
            start = begin.index + self._shift
            return Span(
                "scalar", begin.line + 1, begin.column + 1, start, end + self._shift, style, False, [], []
            )
        kind: Literal["list", "mapping"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        flow = bool(getattr(event, "flow_style", False))
        span = Span(kind, begin.line + 1, begin.column + 1, begin.index + self._shift, 0, "", flow, [], [])
        end = self._list(span, depth) if kind == "list" else self._mapping(span, depth)
        span.end = end + self._shift if flow else self._last_end(span)
        return span

    def _list(self, span: Span, depth: int) -> int:
        event: Any = next(self._events)
        while not isinstance(event, yaml.SequenceEndEvent):
            span.items.append(self._span(event, depth + 1))
            event = next(self._events)
        return _end(event)

    def _mapping(self, span: Span, depth: int) -> int:
        event: Any = next(self._events)
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._span(event, depth + 1)
            value = self._span(next(self._events), depth + 1)
            span.entries.append(Entry(getattr(event, "value", ""), key, value))
            event = next(self._events)
        return _end(event)

    def _last_end(self, span: Span) -> int:
        # libyaml lets a block end where the next thing begins, behind all comments and blank lines.
        last = span.items[-1] if span.kind == "list" else span.entries[-1].value
        return last.end

    def _block_text_end(self, event: Any) -> int:
        start, end = int(event.start_mark.index), _end(event)
        written = self._text[start:end]
        header = written.split("\n", 1)[0].split("#", 1)[0]
        return end if "+" in header else start + len(written.rstrip())
