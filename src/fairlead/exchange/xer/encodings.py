"""In which characters an export is written: it takes those of its computer, and doesn't say which."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"E\0R\0", "utf-16-le"),
    (b"\0E\0R", "utf-16-be"),
)
_LOOKED_AT = 2**20
_HIGH = re.compile(rb"[\x80-\xff]+").findall
_KANA = re.compile(rb"[\x82\x83][\x40-\xf1]").findall
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was taken for, and how many of its characters could not be read."""

    text: str
    encoding: str
    unreadable: int = 0


def decoded(data: bytes) -> Decoded:
    """Return an export as text: by its mark, as UTF-8 where it is that, else in the code page its letters suggest.

    What can't be read even so is replaced and counted; nothing is raised.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replaced(data, encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 and error.end == len(data):  # cut within its last character
            return Decoded(data[: error.start].decode("utf-8"), "utf-8", 1)
    return _replaced(data, code_page_of(data))


def code_page_of(data: bytes) -> str:
    """Return the code page that bytes beyond ASCII suggest; Western European where they say nothing else.

    Chinese and Korean write letters as pairs of high bytes, Korean only the first third of them; Cyrillic words are
    long runs of high bytes; Western accents mostly stand alone.
    """
    runs = _HIGH(data[:_LOOKED_AT])
    high = sum(map(len, runs))
    pairs = [run[i : i + 2] for run in runs if len(run) % 2 == 0 for i in range(0, len(run), 2)]
    if 2 * len(pairs) > 0.8 * high and _share(pairs, 0xA1, 0xF7) > 0.95 and _share(pairs, 0xB0, 0xD7) > 0.6:
        korean = len(pairs) >= _ENOUGH and _share(pairs, 0xB0, 0xC8) > 0.97
        return "cp949" if korean else "gb18030"
    if len(_KANA(data[:_LOOKED_AT])) > 0.3 * max(high / 2, _ENOUGH):
        return "cp932"
    letters = sum(byte >= 0xC0 for run in runs for byte in run)
    if runs and high / len(runs) > 2.5 and letters > 0.9 * high:
        return "cp1251"
    return "cp1252"


def _share(pairs: list[bytes], first: int, last: int) -> float:
    """Return the share of pairs whose first byte lies in a range, and whose second is high."""
    inside = sum(first <= pair[0] <= last and pair[1] >= 0xA1 for pair in pairs)
    return inside / len(pairs) if pairs else 0.0


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text.removeprefix("\ufeff"), encoding.removesuffix("-sig"), text.count("\ufffd"))
