"""Text in, nested mappings and lists out, every scalar as the text that was written.

Two readers stand behind it. `rapid` is about thirty times faster and reads what plans are made of; it declines
whatever it isn't sure of. `careful` reads all of YAML that a plan may use, with positions, and says what is
wrong in plain words. Both give the same content; JSON is read by Python's own reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fairlead.plan.errors import ReadError
from fairlead.plan.text import careful, rapid
from fairlead.plan.text.decoding import decoded
from fairlead.plan.text.garbage import collected_later
from fairlead.plan.text.json_reading import json_content
from fairlead.plan.text.structure import SIGN_LIMITS, SIZE_LIMIT, Node

if TYPE_CHECKING:
    from fairlead.plan.text.marks import Marks


@dataclass(frozen=True)
class Loaded:
    """A document that was read: its name for messages, its text, its content, and positions when asked for.

    `text` keeps every character, a byte order mark and line ends included. `content` is never None.
    """

    name: str
    text: str
    content: Node

    @cached_property
    def marks(self) -> Marks:
        """Return the positions of keys and values; composed at the first use, which takes its time."""
        from fairlead.plan.text.marks import Marks

        return Marks(self.text)


def load(data: bytes | str, *, name: str, limit_bytes: int = SIZE_LIMIT) -> Loaded:
    """Return the document with every scalar as text: `NO`, `12:30`, `1.10`, `007`, `~` and `null` stay what they are.

    `key:` without a value is None, `key: ""` is an empty text. A whole document that is JSON is read as JSON:
    its numbers and truths become their text, its null is None. Raises ReadError when the bytes can't be read
    (encoding, size, syntax) and PlanError for what a plan may not use: a key twice in one mapping, anchors,
    aliases, merge keys, tags, several documents, nesting deeper than 64. `name` is the file in messages.
    """
    if len(data) > limit_bytes:
        message = f"the file is larger than {limit_bytes / 2**20:g} MB, which no plan is"
        raise ReadError.at(message, "Check that this is the right file", code="file-too-large", file=name)
    text = data if isinstance(data, str) else decoded(data, name)
    _refuse_too_much(text, name)
    return Loaded(name, text, content(text, name))


def _refuse_too_much(text: str, name: str) -> None:
    if len(text) < min(SIGN_LIMITS.values()):
        return
    if any(text.count(sign) > most for sign, most in SIGN_LIMITS.items()):
        message = "the file holds many millions of entries, which no plan does"
        raise ReadError.at(message, "Check that this is the right file", code="file-too-large", file=name)


def content(text: str, name: str) -> Node:
    """Return the content of a decoded text; raises like `load`."""
    with collected_later():
        found = json_content(text)
        if found is None:
            found = rapid.content(text)
        if found is None:
            found = careful.content(text, name)
    return found
