"""Text on its way into a drawing: made harmless, measured, shortened."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

FONTS = "DejaVu Sans, Liberation Sans, Arial, sans-serif"

# Direction marks could turn the text after them around; an unpaired one would reach into its neighbours.
_DIRECTIONS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_SHOWN_FORMATS = {0xAD, *range(0x600, 0x606), 0x61C, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
_WIDE_SINCE_UNICODE_16 = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
_WidthOf = Callable[[str], float]
_ZERO_WIDTH_JOINER, _EMOJI_SELECTOR = "\u200d", "\ufe0f"


def clean(text: str) -> str:
    """Return the text on one line, without anything that XML or a terminal can't show.

    Blanks of all kinds become spaces, direction marks go, control characters and halves of surrogate pairs
    become the replacement character.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_clean_character, text))


def _clean_character(character: str) -> str:
    code = ord(character)
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if code in _DIRECTIONS:
        return ""
    harmful = unicodedata.category(character) in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE
    return "\ufffd" if harmful else character


def escaped(text: str) -> str:
    """Return the cleaned text with the five characters that mean something in XML and HTML written as entities."""
    plain = clean(text)
    for character, entity in _ENTITIES:
        plain = plain.replace(character, entity)
    return plain


_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"))


def escaped_lines(lines: tuple[str, ...]) -> str:
    """Return the lines escaped one by one and joined by line ends that survive in an attribute."""
    return "&#10;".join(escaped(line) for line in lines)


def pixels(text: str, size: float, *, bold: bool = False) -> float:
    """Return a width in pixels that the text won't exceed in any font of the stack.

    Measured as in DejaVu Sans, the widest of them; scripts it lacks are taken as wide as they usually get.
    """
    return sum(_em_width(character) for character in text) * size * (1.13 if bold else 1.0)


# Hundredths of an em, from space to tilde: the advance widths of DejaVu Sans.
_ASCII_WIDTHS = (
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
    84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99,
    69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52,
    39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
)  # fmt: skip


@lru_cache(maxsize=8192)
def _em_width(character: str) -> float:
    code = ord(character)
    if 32 <= code < 127:
        return _ASCII_WIDTHS[code - 32] / 100
    if _takes_no_room(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.35 if unicodedata.category(character) == "So" else 1.05
    if code < 0x250 and unicodedata.category(character) == "Ll":
        return 0.68
    return 1.0 if code >= 0x2000 else 0.9


def _takes_no_room(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return the cleaned text, ended by an ellipsis where it would be wider than `width` pixels."""
    factor = size * (1.13 if bold else 1.0)
    return _cut(clean(text), width / factor, _em_width, "…")


def cells(text: str) -> int:
    """Return how many columns of a terminal the cleaned text takes; wide characters take two."""
    return sum(_cell_width(character) for character in text)


@lru_cache(maxsize=8192)
def _cell_width(character: str) -> int:
    # The selector makes a symbol an emoji, which most terminals then draw two columns wide.
    # Soft hyphens and the signs set over numbers are format characters that terminals show.
    if character == _EMOJI_SELECTOR or ord(character) in _SHOWN_FORMATS:
        return 1
    if _takes_no_room(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" or _is_too_new(character) else 1


def _is_too_new(character: str) -> bool:
    """Whether the character became wide, or a character at all, after this Python's tables were made."""
    code = ord(character)
    if 0x17000 <= code < 0x19000 or 0x1F000 <= code < 0x1FC00:
        return unicodedata.category(character) == "Cn"
    return any(first <= code <= last for first, last in _WIDE_SINCE_UNICODE_16)


def shortened_cells(text: str, width: int, *, ellipsis: str = "…") -> str:
    """Return the cleaned text, shortened to `width` columns of a terminal."""
    return _cut(clean(text), width, _cell_width, ellipsis)


def padded(text: str, width: int, *, ellipsis: str = "…", right: bool = False) -> str:
    """Return the text shortened or filled with spaces to exactly `width` columns of a terminal."""
    short = shortened_cells(text, width, ellipsis=ellipsis)
    blanks = " " * max(width - cells(short), 0)
    return blanks + short if right else short + blanks


def _cut(text: str, room: float, width_of: _WidthOf, ellipsis: str) -> str:
    kept_room = room - sum(width_of(character) for character in ellipsis)
    used, kept = 0.0, 0
    for position, character in enumerate(text):
        used += width_of(character)
        if used <= kept_room:
            kept = position + 1
        if used > room:
            return _whole_characters(text, kept) + ellipsis if kept_room >= 0 else ""
    return text


def _whole_characters(text: str, end: int) -> str:
    """Return the beginning up to `end`, or a little less where an accent or a joined emoji would be torn apart."""
    while 0 < end < len(text) and (_takes_no_room(text[end]) or text[end - 1] == _ZERO_WIDTH_JOINER):
        end -= 1
    return text[:end].rstrip()
