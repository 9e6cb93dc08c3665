"""The fast reader: rapidyaml's tree, written out as JSON and read by Python's own JSON reader.

rapidyaml writes plain scalars that look like a number, a truth or null without quotes, and changes some of them
on the way (`.5` becomes 0.5). So a mark (DEL, which no text holds) is put into whatever could look like one
before the parse, and taken out of the JSON afterwards: with the mark it is a text like any other, and in
quotes, comments or the middle of a word the mark does no harm. What is left without quotes is an integer or
decimal number, kept digit by digit, or null for a value that isn't there.

rapidyaml forgives more than YAML allows and differs from it in corners; `_is_doubtful` names them. A text with
one of those is declined, as is one that doesn't parse: the careful reader decides.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import IO, Any

from fairlead.plan.text.structure import DEPTH_LIMIT, Node

_MARK = "\x7f"
_LOOKS_SPECIAL = (b"true", b"false", b"null", b"nan", b"inf", b"+", b".")


def content(text: str) -> Node:
    """Return the content of a text, or None where this reader isn't sure to be right."""
    data = text.removeprefix("\ufeff").encode("utf-8")
    if (
        _is_doubtful(text.removeprefix("\ufeff"), data)
        or _brackets_are_doubtful(data)
        or _depth_bound(data) > DEPTH_LIMIT
    ):
        return None
    if _brackets_are_doubtful(data):
        return None
    written = _as_json(_marked(data))
    if (
        written is None or " #" in written
    ):  # to rapidyaml ` #` inside brackets is text, and it begins a comment
        return None
    try:
        found: Node = json.loads(
            written.replace(_MARK, ""), parse_int=str, parse_float=str, object_pairs_hook=_mapping
        )
    except (ValueError, RecursionError):
        return None
    return found


_DOUBTFUL_WORDS = (
    *("<<", "\n---", "\n...", "\n%"),  # merge keys, documents, directives
    *("\\x7", "\\u007", "\\U0000007"),  # an escape that means the mark
)
_DOUBTFUL_BEGINNING = re.compile(
    r"""\s*(?:---|\.\.\.|[\]}'"|>%&*!@`:?,])"""
)  # or a whole document that is one text
_TABS_AND_CONTROLS = bytes(set(range(32)) - set(b"\r\n")) + b"\x7f"
_BREAKS_OF_YAML_1_1 = re.compile("[\x80-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_SUSPECT = re.compile(
    r"""
    [&*!%@`?|>:,\]}'"] (?:
        (?<= [\s,\[{:-][^'"] )                 # something that may begin a value with an indicator
      | (?<= : ) (?= [,?\[\]{}] )              # a colon that libyaml refuses
      | (?<= [\]}] ) (?= [ ]+- )               # a list item behind a bracket
      | (?<= ['"] ) (?= [ ]*:\s | [ ]+- )      # the end of a key in quotes, a list item behind it
    )
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(r"""(?:[^\n'"#]*[ ])?#[^\n'"]*""")
_LIST_ITEM = re.compile(" +-")
_LINE_LIMIT = 4000
_QUOTE = re.compile("['\"]")
_HEADER_BEGINNINGS = (*" \r\n-+0123456789",)
_LITERAL = re.compile(r"\|[-+]?\r?\n")


def _is_doubtful(text: str, data: bytes) -> bool:
    return (
        len(data.translate(None, _TABS_AND_CONTROLS)) != len(data)
        or (not text.isascii() and _BREAKS_OF_YAML_1_1.search(text) is not None)
        or ("\r" in text and _LONE_RETURN.search(text) is not None)
        or any(word in text for word in _DOUBTFUL_WORDS)
        or _DOUBTFUL_BEGINNING.match(text) is not None
        # At the end of a file without a line end, rapidyaml adds one to a block text.
        or (not text.endswith("\n") and ("|" in text or ">" in text))
        or any(_is_suspect(text, found.start()) for found in _SUSPECT.finditer(text))
    )


def _is_suspect(text: str, offset: int) -> bool:
    """Return whether the indicator at this offset may be one that the two readers see differently."""
    indicator = text[offset]
    line_start = text.rfind("\n", max(0, offset - _LINE_LIMIT), offset) + 1
    if line_start == 0 and offset > _LINE_LIMIT:
        return True  # looking back from every indicator of an endless line would take endlessly
    if _COMMENT.fullmatch(text, line_start, offset):
        return False
    if indicator in "]}'\"" and _LIST_ITEM.match(text, offset + 1):
        return True
    if indicator in "'\"":  # the first quote of a line ends a key: then it began further up
        return line_start > 0 and not _QUOTE.search(text, line_start, offset)
    if indicator == ":" and text.startswith((",", "?", "[", "]", "{", "}"), offset + 1):
        return True
    return _is_suspect_beginning(text, offset)


def _is_suspect_beginning(text: str, offset: int) -> bool:
    """Return whether a value begins at this offset, with an indicator that the two readers see differently."""
    nearest = text[max(0, offset - _LINE_LIMIT) : offset]
    words = nearest.rstrip(" \r\n")
    before = words[-1:] or "\n"
    begins_line = not words or "\n" in nearest[len(words) :]
    if text[offset] in "]}":
        return before in ":-\n"
    if text[offset] in "|>" and not begins_line and before in ":-":
        # Folded texts differ in their last line, literal ones with a number in their indentation.
        return text.startswith(_HEADER_BEGINNINGS, offset + 1) and not _LITERAL.match(text, offset)
    return begins_line or before in ",[{:-"


_BRACKETS = b"[]{}"
_NO_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
_NO_BRACKETS_OR_BREAKS = bytes(set(_NO_BRACKETS) - set(b"\n"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_ENDS_AN_ENTRY = re.compile(rb"(?:[,\[{] *(?:#.*)?|^ *(?:#.*)?)\r?$")
_BEGINS_WITH_END = re.compile(rb" *[\]}]")


def _brackets_are_doubtful(data: bytes) -> bool:
    """Return whether a bracket closes nothing, or a line breaks inside brackets elsewhere than behind an entry.

    rapidyaml takes a stray bracket for text, and a key that goes on in the next line for a key.
    """
    brackets = data.translate(None, _NO_BRACKETS_OR_BREAKS)
    for _ in range(DEPTH_LIMIT):
        if b"[]" not in brackets and b"{}" not in brackets:
            break
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if not brackets.strip(b"\n"):
        return False
    lines = [*data.split(b"\n"), b"]"]
    depth = 0
    for number, left in enumerate(brackets.split(b"\n")):
        depth += sum(map(_STEP.__getitem__, left))
        entry_goes_on = depth and not _ENDS_AN_ENTRY.search(lines[number])
        if depth < 0 or (entry_goes_on and not _BEGINS_WITH_END.match(lines[number + 1])):
            return True
    return False


_INDENTATION = re.compile(rb"(?m)^ *(?:[-?] +)*")


def _depth_bound(data: bytes) -> int:
    """Return a depth of nesting that the text certainly doesn't exceed.

    Every level in block style starts at a column of its own, or is a list at the column of its key; a level in
    flow style costs a bracket. Brackets in texts and comments only make the bound larger.
    """
    brackets = data.translate(None, _NO_BRACKETS)
    deepest = max(accumulate(map(_STEP.__getitem__, brackets), initial=0))
    lowest = min(accumulate(map(_STEP.__getitem__, brackets), initial=0))
    indentations = {found.group() for found in _INDENTATION.finditer(data)}
    block = sum(2 + indentation.count(b"-") + indentation.count(b"?") for indentation in indentations)
    return deepest - lowest + block


def _marked(data: bytes) -> bytes:
    mark = _MARK.encode()
    for special in _LOOKS_SPECIAL:
        data = data.replace(special, mark + special)
    return data


def _as_json(data: bytes) -> str | None:
    import ryml

    try:
        with _silence():
            tree = ryml.parse_in_arena(data)
        written: str | None = ryml.emit_json(tree)
    except (ryml.ExceptionBasic, RuntimeError, ValueError, IndexError, OSError):
        return None
    return written


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


_ONE_AT_A_TIME = threading.Lock()
_COMPLAINT = re.compile(rb"line=\d+ col=\d+ .*ERROR: \[[a-z]+\].*\n|.*\(detected here\)\n")


@contextmanager
def _silence() -> Iterator[None]:
    """Keep rapidyaml from writing its complaints to the standard error of the process, which it does by itself.

    What others write there meanwhile is passed on afterwards.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as aside:
        if sys.stderr is not None:
            sys.stderr.flush()
        original = os.dup(2)
        os.dup2(aside.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(original, 2)
            os.close(original)
            _pass_on(aside)


def _pass_on(aside: IO[bytes]) -> None:
    aside.seek(0)
    written = _COMPLAINT.sub(b"", aside.read())
    if written:
        os.write(2, written)
