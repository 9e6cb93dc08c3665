"""Bytes into text: UTF-8, or UTF-16 and UTF-32 that say so themselves; everything else gets a clear refusal."""

from __future__ import annotations

import codecs
import re

from fairlead.plan.errors import ReadError

_MARKED_ENCODINGS = (  # the longer marks first: the one of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_FOREIGN_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "a Microsoft Project or Office file in binary form", "Save it from there as XML"),
    (b"PK\x03\x04", "a zip archive or an Office file", "Unpack it, or save it from there as XML or text"),
    (b"%PDF", "a PDF document", "Give the plan it was made from"),
    (b"\x89PNG", "a picture", "Give the plan itself"),
    (b"\xff\xd8\xff", "a picture", "Give the plan itself"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
    (b"SQLite format 3", "a database", "Export the plan from the program that wrote it"),
    (b"\x7fELF", "a program", "Give a plan"),
)

_ASCII_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n")) + b"\x7f"
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]|(?!^)\ufeff")


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file; a UTF-8 byte order mark stays its first character, so that nothing is lost.

    Raises ReadError for binary files, wrong encodings and control characters, with line and column.
    """
    for mark, encoding in _MARKED_ENCODINGS:
        if data.startswith(mark):
            text = _wide(data, encoding, name)
            break
    else:
        _refuse_binary(data, name)
        text = _utf8(data, name)
    refuse_control_characters(text, name)
    return text


def refuse_control_characters(text: str, name: str) -> None:
    """Raise ReadError at the first character that no text holds: NUL, escape codes, a mark of byte order inside."""
    # Deleting is far faster than searching, and nearly every text is plain ASCII without control characters.
    if text.isascii() and len(text.encode().translate(None, _ASCII_CONTROLS)) == len(text):
        return
    found = _NOT_TEXT.search(text)
    if found is None:
        return
    line, column = place(text, found.start())
    message = f"a control character (U+{ord(found.group()):04X}) stands in the text"
    remedy = 'Delete it; where it is meant, write it as an escape in double quotes ("\\t")'
    raise ReadError.at(message, remedy, code="control-character", file=name, line=line, column=column)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of the character at this offset, as an editor counts them."""
    line_start = text.rfind("\n", 0, offset) + 1
    hidden = 1 if line_start == 0 and text.startswith("\ufeff") and offset else 0
    return text.count("\n", 0, offset) + 1, offset - line_start + 1 - hidden


def _wide(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"the file starts as {encoding.upper()} but breaks off or is damaged at byte {error.start}"
        remedy = "Save it again as UTF-8"
        raise ReadError.at(message, remedy, code="wrong-encoding", file=name) from error


def _refuse_binary(data: bytes, name: str) -> None:
    for beginning, what, remedy in _FOREIGN_BEGINNINGS:
        if data.startswith(beginning):
            raise ReadError.at(f"this is {what}, not a text", remedy, code="not-text", file=name)
    if b"\0" in data:
        message = "this is a binary file or a text in an unmarked encoding (it holds NUL bytes)"
        remedy = "Give a text file, saved as UTF-8"
        raise ReadError.at(message, remedy, code="not-text", file=name)


def _utf8(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
        guess = data[error.start : error.start + 1].decode("latin-1")
        seems = f', it would be "{guess}" in Latin-1' if guess.isprintable() else ""
        raise ReadError.at(
            f"the text isn't UTF-8: the byte 0x{data[error.start]:02X} can't stand here{seems}",
            "Save the file as UTF-8 in your editor",
            code="wrong-encoding",
            file=name,
            line=data.count(b"\n", 0, error.start) + 1,
            column=column,
        ) from error
