"""How a text is written as a YAML scalar: plain where it may be, in quotes exactly where it must be."""

from __future__ import annotations

import json
import re

from fairlead.plan.errors import RequestError

KEY_LIMIT = 1000
"""Characters; YAML looks no further than 1024 for the colon behind a key."""

_BAD_BEGINNING = re.compile(r"""[\s,\[\]{}#&*!|>'"%@`?:=]|-(?:\s|$)|---|\.\.\.|<<""")
_BAD_ANYWHERE = re.compile(
    r":(?:\s|$)|\s#|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BAD_IN_BRACKETS = re.compile(r"[,\[\]{}]|:\?")
_NEEDS_ESCAPES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_NOT_IN_BLOCK_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def in_block(text: str) -> str:
    """Return the text on one line as it may stand behind `key: ` or `- `."""
    return text if _is_plain(text) else quoted(text)


def in_brackets(text: str) -> str:
    """Return the text on one line as it may stand inside [ ] and { }.

    A text of brackets alone may be JSON as it stands, where `null` is no text.
    """
    plain = _is_plain(text) and not _BAD_IN_BRACKETS.search(text) and text != "null"
    return text if plain else quoted(text)


def as_key(text: str) -> str:
    """Return the text as a key, in brackets or outside; raises RequestError for one that is too long."""
    if len(text) > KEY_LIMIT:
        raise RequestError(f"a key of {len(text)} characters is too long; use fewer than {KEY_LIMIT}")
    return in_brackets(text)


def as_json(text: str) -> str:
    """Return the text as a JSON string."""
    return json.dumps(text, ensure_ascii=False).translate(_JSON_ESCAPES)


def quoted(text: str) -> str:
    """Return the text in double quotes, or in single ones where that saves escapes."""
    if _NEEDS_ESCAPES.search(text):
        return '"' + "".join(map(_escaped, text)) + '"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def block_text(text: str) -> list[str] | None:
    """Return header and lines (not indented) of a text in literal style, or None where it needs quotes.

    Only texts of several lines without tabs, control characters and blanks at the edges are worth it.
    """
    body = text.removesuffix("\n")
    lines = body.split("\n")
    plain_edges = bool(lines[0].strip()) and lines[0][0] != " " and bool(lines[-1].strip())
    if "\n" not in text or not plain_edges or _NOT_IN_BLOCK_TEXT.search(text):
        return None
    return ["|" if text.endswith("\n") else "|-", *lines]


def _is_plain(text: str) -> bool:
    return bool(text) and not _BAD_BEGINNING.match(text) and not _BAD_ANYWHERE.search(text)


_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}
_JSON_ESCAPES = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
}


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if not _NEEDS_ESCAPES.match(character):
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise RequestError(
            f"a text holds half a character (U+{code:04X}) and can't be written; type it again"
        )
    return f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}"
