"""A line taken apart into words, quoted texts and brackets, each with its place in the line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fairlead.plan.errors import RequestError

TokenForm = Literal["word", "quoted", "bracket"]

_LONGEST_QUOTE = 80
_LONG_QUOTE = re.compile(rf"`([^`]{{{_LONGEST_QUOTE},}})`")
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line; `text` of a quoted one is what stands inside the quotes."""

    text: str
    start: int
    end: int
    form: TokenForm = "word"

    @property
    def word(self) -> str | None:
        """The text, if it may be a keyword: quotes and brackets take that away."""
        return self.text if self.form == "word" else None


def tokens_of(line: str) -> Iterator[Token]:
    """Yield the tokens of a line; raises `RequestError` for a quote or bracket that is never closed."""
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        else:
            yield (token := _token(line, at))
            at = token.end


def short(message: str) -> str:
    """Return a message with what it quotes at a length that people read."""
    return _LONG_QUOTE.sub(lambda found: f"`{found[1][: _LONGEST_QUOTE - 1]}…`", message)


def quoted_end(text: str, start: int) -> int:
    """Return where the quoted text that begins at `start` ends (after its closing quote)."""
    quote, at = text[start], start + 1
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] != quote:
            at += 1
        elif quote == "'" and text[at + 1 : at + 2] == "'":
            at += 2
        else:
            return at + 1
    raise RequestError(f"the quote in `{text[start:]}` is never closed; put {quote} at its end")


def bracket_end(text: str, start: int) -> int:
    """Return where the bracket that opens at `start` is closed (after it)."""
    open_ones: list[str] = []
    at = start
    while at < len(text):
        letter = text[at]
        if letter in "\"'" and _begins_an_item(text, at):
            at = quoted_end(text, at)
            continue
        if letter in _CLOSING:
            open_ones.append(_CLOSING[letter])
        elif letter in "]}":
            if not open_ones or open_ones.pop() != letter:
                break
            if not open_ones:
                return at + 1
        at += 1
    raise RequestError(
        f"the bracket in `{text[start:]}` is never closed; put `{_CLOSING[text[start]]}` at its end"
    )


def unquoted(text: str) -> str:
    """Return what a quoted text says: JSON's escapes between double quotes, '' for ' between single ones."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text[1:-1].replace('\\"', '"')


def _begins_an_item(text: str, at: int) -> bool:
    """Tell whether a quote opens a text; inside a word it is an apostrophe."""
    before = text[:at].rstrip()
    return not before or before[-1] in "[{,:" or text[at - 1].isspace()


def _token(line: str, start: int) -> Token:
    if line[start] in "\"'":
        end = quoted_end(line, start)
        return Token(unquoted(line[start:end]), start, end, "quoted")
    if line[start] in _CLOSING:
        end = bracket_end(line, start)
        return Token(line[start:end], start, end, "bracket")
    end = start
    while end < len(line) and not line[end].isspace():
        end += 1
    return Token(line[start:end], start, end)
