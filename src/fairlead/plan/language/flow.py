"""Values inside a line: bare and quoted texts, `[a, b]`, `{key: value}`, and lists without brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from fairlead.plan.changes import Plain
from fairlead.plan.errors import RequestError
from fairlead.plan.language.tokens import bracket_end, quoted_end, unquoted
from fairlead.plan.shapes import Shape

NONE = "none"
"""The word that takes a key away; as a text it is quoted."""

_DEEPEST = 20
"""Brackets inside brackets; the plan's own keys go three levels deep, custom fields of other tools a few more."""

_LIKE_A_SIGN = re.compile(r"[+\-@]\S").match
_LAG = re.compile(r"[+-][0-9.]+(?:min|emo|em|eh|ed|ew|mo|m|h|d|w|e?%)(?=\.\.|[\s,]|$)").match
_SIGNED_ITEM = re.compile(r"""[+-][\w"']""").match
_OPENS = re.compile(r"(?<!\w)[\"']").search
"""Between brackets a quote begins a text, unless it is an apostrophe."""
_SIGNED = re.compile(r"\s(?=[+-][\w\"'])")


def value_in(text: str, shape: Shape) -> Plain:
    """Return the plain value that a text says, where a value of this shape is expected."""
    text = text.strip()
    if shape.form == "list":
        return list_in(text, shape)
    if shape.form in ("mapping", "part") and text.startswith("{"):
        return _whole(text)
    return unquoted(text) if _is_quoted(text) else text


def list_in(text: str, shape: Shape) -> list[Plain]:
    """Return the items of `a, b` or `[a, b]`."""
    if text.startswith("[") and bracket_end(text, 0) == len(text):
        whole = _whole(text)
        assert isinstance(whole, list)
        return whole
    return [_item(part) for part in parts_of(text)]


def signed_in(text: str) -> list[tuple[str, Plain]] | None:
    """Return [(+ or -, item)] when the text adds to a list and takes from it; None when it says a whole list."""
    if text.startswith("[") or not ("+" in text or "-" in text):
        return None
    whole: list[str] = []
    signed: list[str] = []
    for part in parts_of(text):
        if _SIGNED_ITEM(part):
            signed.extend(_apart(part))
        else:
            whole.append(part)
    if not signed:
        return None
    if whole:
        raise RequestError(
            f"`{text}` mixes a whole list with additions; write +{whole[0]} or leave out the signs"
        )
    return [(part[0], _item(part[1:])) for part in signed]


def said(value: Any, shape: Shape | None = None, keywords: Iterable[str] = ()) -> str:
    """Return a value as a line says it; `keywords` are words that would end it and are hidden in quotes."""
    words = frozenset(keywords)
    if value is None:
        return NONE
    if isinstance(value, list | tuple):
        return ", ".join(_said_item(item, words) for item in value) or "[]"
    if isinstance(value, dict):
        return _said_inside(value)
    return _said_text(_scalar(value), words)


def bracketed(value: Any) -> str:
    """Return a value as it stands between brackets."""
    return _said_inside(value)


def parts_of(text: str) -> list[str]:
    """Return the parts between commas that stand outside quotes and brackets."""
    parts: list[str] = []
    start = at = 0
    while at < len(text):
        if text[at] in "\"'" and not text[start:at].strip(" +-@"):
            at = quoted_end(text, at)
        elif text[at] in "[{" and not text[start:at].strip():
            at = bracket_end(text, at)
        elif text[at] == ",":
            parts.append(text[start:at].strip())
            start = at = at + 1
        else:
            at += 1
    parts.append(text[start:].strip())
    if "" in parts:
        raise RequestError(f"an entry is missing in `{text}`; write entries with commas between them")
    return parts


def _apart(part: str) -> Iterator[str]:
    """Yield `+a` and `-b` of `+a -b`; a lag such as `+1d` belongs to the entry before it."""
    start = 0
    for found in _SIGNED.finditer(part):
        if not _LAG(part, found.end()):
            yield part[start : found.start()].strip()
            start = found.end()
    yield part[start:].strip()


def _item(text: str) -> Plain:
    if text.startswith(("[", "{")):
        return _whole(text)
    return unquoted(text) if _is_quoted(text) else text


def _is_quoted(text: str) -> bool:
    return text[:1] in ('"', "'") and len(text) > 1 and _ends_at(text)


def _ends_at(text: str) -> bool:
    try:
        return quoted_end(text, 0) == len(text)
    except RequestError:
        return False


def _whole(text: str) -> Plain:
    value, end = _value(text, 0, "", _DEEPEST)
    if text[end:].strip():
        raise RequestError(f"`{text[end:].strip()}` stands behind the closing bracket of `{text[:end]}`")
    return value


def _value(text: str, at: int, stops: str, levels: int) -> tuple[Plain, int]:
    at = _skipped(text, at)
    if text.startswith(("[", "{"), at) and not levels:
        raise RequestError(f"`{text}` has brackets inside one another {_DEEPEST} times; nothing needs that")
    if text.startswith("[", at):
        return _list(text, at + 1, levels - 1)
    if text.startswith("{", at):
        return _mapping(text, at + 1, levels - 1)
    return _text(text, at, stops)


def _text(text: str, at: int, stops: str) -> tuple[str, int]:
    if text[at : at + 1] in ('"', "'") and text[at : at + 1]:
        end = quoted_end(text, at)
        return unquoted(text[at:end]), end
    end = at
    while end < len(text) and text[end] not in stops and not (":" in stops and text[end : end + 2] == ": "):
        end += 1
    return text[at:end].strip(), end


def _list(text: str, at: int, levels: int) -> tuple[list[Plain], int]:
    items: list[Plain] = []
    while True:
        at = _skipped(text, at)
        if text.startswith("]", at):
            return items, at + 1
        item, at = _value(text, at, ",]", levels)
        items.append(item)
        at = _after_item(text, at, "]")


def _mapping(text: str, at: int, levels: int) -> tuple[dict[str, Plain], int]:
    found: dict[str, Plain] = {}
    while True:
        at = _skipped(text, at)
        if text.startswith("}", at):
            return found, at + 1
        key, at = _text(text, at, ",}:" if text[at : at + 1] not in "\"'" else "")
        at = _skipped(text, at)
        if not text.startswith(":", at):
            raise RequestError(f"`{key}` has no value in `{text}`; write {{key: value}}")
        found[key], at = _value(text, at + 1, ",}", levels)
        at = _after_item(text, at, "}")


def _after_item(text: str, at: int, closing: str) -> int:
    at = _skipped(text, at)
    if text.startswith(",", at):
        return at + 1
    if not text.startswith(closing, at):
        raise RequestError(f"`{text}` lacks a comma or a closing `{closing}` before `{text[at:]}`")
    return at


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _scalar(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _said_text(text: str, keywords: frozenset[str]) -> str:
    return _quoted(text) if text == NONE or not _is_bare(text) or _hides(text, keywords) else text


def _said_item(item: Any, keywords: frozenset[str]) -> str:
    if isinstance(item, dict | list | tuple):
        return _said_inside(item)
    text = _scalar(item)
    bare = _is_bare(text) and "," not in text and text[:1] not in "[{" and not _LIKE_A_SIGN(text)
    return text if bare and text != NONE and not _hides(text, keywords) else _quoted(text)


def _said_inside(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_said_key(key)}: {_said_inside(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_said_inside, value)) + "]"
    text = _scalar(value)
    return text if _is_bare(text) and not _OPENS(text) and not set(text) & set(",[]{}") else _quoted(text)


def _said_key(key: str) -> str:
    return key if _is_bare(key) and not _OPENS(key) and not set(key) & set(",:[]{}") else _quoted(key)


def _is_bare(text: str) -> bool:
    """Tell whether a text can stand without quotes and be read back letter by letter."""
    return bool(text) and text == text.strip() and text[0] not in "\"'" and text.isprintable()


def _hides(text: str, keywords: frozenset[str]) -> bool:
    """Tell whether a word of the text would be taken for the beginning of something else."""
    if not keywords:
        return False
    words = text.split()
    return (
        text[0] in "@[{"
        or any(word in keywords or word[0] in "@\"'[{" for word in words[1:])
        or any(word.endswith(",") for word in words)
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
