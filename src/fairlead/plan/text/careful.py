"""The careful reader: all of YAML that a plan may use, with positions for everything that is wrong.

It walks the events of libyaml, so nothing is ever constructed, expanded or looked up: an alias is refused where
it stands, and nesting stops at the limit before it costs anything.
"""

from __future__ import annotations

from typing import Any

import yaml

from fairlead.plan.errors import PlanError, ReadError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.text.decoding import refuse_control_characters
from fairlead.plan.text.faults import explained
from fairlead.plan.text.structure import DEPTH_LIMIT, Node

_FINDINGS_LIMIT = 50


def content(text: str, name: str) -> Node:
    """Return the content of a text; raises ReadError where it isn't YAML, PlanError for what a plan may not use."""
    refuse_control_characters(text, name)
    reader = _Reader(text.removeprefix("\ufeff"), name)
    try:
        return reader.content()
    except yaml.YAMLError as error:
        raise ReadError([explained(error, text.removeprefix("\ufeff"), name)]) from error


class _Reader:
    """Builds the content from the events of one document and collects what is wrong on the way."""

    def __init__(self, text: str, name: str) -> None:
        self._events = yaml.parse(text, Loader=yaml.CBaseLoader)
        self._name = name
        self._findings: list[Finding] = []

    def content(self) -> Node:
        next(self._events)  # the stream begins
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise ReadError.at(
                "there is nothing in the file", _FIRST_PLAN, code="empty-file", file=self._name
            )
        first = next(self._events)
        found = self._node(first, DEPTH_LIMIT)
        next(self._events)  # the document ends
        self._refuse_more(next(self._events))
        if self._findings:
            raise PlanError(self._findings)
        if found is None:
            raise ReadError.at(
                "there is nothing in the file", _FIRST_PLAN, code="empty-file", file=self._name
            )
        return found

    def _node(self, event: Any, levels_left: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "alias", f"the alias *{event.anchor}", _NO_ALIAS)
            return None
        self._refuse_decorations(event)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.value == "" and not event.style else str(event.value)
        if levels_left == 0:
            raise PlanError([*self._findings, self._finding(event, "too-deep", _TOO_DEEP, _FLATTEN)])
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(levels_left)
        return self._mapping(levels_left)

    def _list(self, levels_left: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, levels_left - 1))
        return items

    def _mapping(self, levels_left: int) -> Node:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        event: Any
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, levels_left)
            value = self._node(next(self._events), levels_left - 1)
            if key is None:
                continue
            if key in entries:
                self._refuse_twice(event, key, lines[key])
            entries[key] = value
            lines.setdefault(key, _line(event))
        return entries

    def _key(self, event: Any, levels_left: int) -> str | None:
        key = self._node(event, levels_left - 1)
        merges = key == "<<" and not event.style
        if isinstance(key, str) and not merges:
            return key
        if merges:
            self._refuse(event, "merge-key", "the merge key <<", _NO_ALIAS)
        elif isinstance(key, dict | list):
            self._found(event, "key-not-text", "a key is a list or a mapping", "Write a word as the key")
        elif not isinstance(event, yaml.AliasEvent):
            self._found(
                event, "key-missing", "there is no key before the colon", "Write one, or delete the colon"
            )
        return None

    def _refuse_decorations(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "anchor", f"the anchor &{event.anchor}", _NO_ALIAS)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, "tag", f"the tag {tag}", "Delete it; every value is read as text")

    def _refuse_twice(self, event: Any, key: str, first_line: int) -> None:
        message = f'the key "{key}" stands twice in one mapping, in lines {first_line} and {_line(event)}'
        self._found(event, "duplicate-key", message, "Keep one of them")

    def _refuse_more(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            remedy = "Keep one plan in a file: delete the line ---, or move the rest to a file of its own"
            self._found(event, "several-documents", "a second document begins here", remedy)

    def _refuse(self, event: Any, code: str, what: str, remedy: str) -> None:
        self._found(event, code, f"{what} is not part of the plan language", remedy)

    def _found(self, event: Any, code: str, message: str, remedy: str) -> None:
        self._findings.append(self._finding(event, code, message, remedy))
        if len(self._findings) >= _FINDINGS_LIMIT:
            raise PlanError(self._findings)

    def _finding(self, event: Any, code: str, message: str, remedy: str) -> Finding:
        mark = event.start_mark
        return Finding(
            Severity.ERROR, code, message, remedy, file=self._name, line=mark.line + 1, column=mark.column + 1
        )


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


_FIRST_PLAN = "Start with two lines, name: My plan and tasks: []"
_NO_ALIAS = (
    "Write it out, or use a template (templates: and use:); put quotes round a text that begins like this"
)
_TOO_DEEP = f"the document is nested deeper than {DEPTH_LIMIT} levels"
_FLATTEN = "Move the inner parts further out"
