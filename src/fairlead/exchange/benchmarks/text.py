"""The text of a benchmark file: lines and tokens that know where they stand, and errors in one form."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from fairlead.plan.errors import ReadError

MOST_PERIODS = 10_000_000
"""A thousand years of hours; plans end in the year 9999."""
MOST = 999_999_999
MOST_RESOURCES = 10_000
MOST_JOBS = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII).fullmatch
_COMPLETE = "Check that the file is complete, or fetch it again"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number from 1."""

    number: int
    text: str


def lines_of(data: bytes) -> list[Line]:
    """Return the lines of a file, whatever ends them; letters beyond ASCII only occur in what isn't read."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "latin-1")
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return [Line(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)]


def refusal(message: str, remedy: str, file: str, line: int | None = None) -> ReadError:
    """Return the error for a file that isn't what its format asks for."""
    return ReadError.at(message, remedy, code="wrong-benchmark", file=file, line=line)


def whole_number(text: str, what: str, file: str, line: int, *, least: int = 0, most: int = MOST) -> int:
    """Return a whole number; raises ReadError that says what it should have been, and between which bounds."""
    if not _WHOLE(text):
        message = f"{_shown(text)} stands where {what} should be, a whole number"
        raise refusal(message, _COMPLETE, file, line)
    number = int(text) if len(text) < 12 else 10**12 * (-1 if text[0] == "-" else 1)
    if not least <= number <= most:
        bound = f"at least {least:,}" if number < least else f"at most {most:,}"
        raise refusal(f"{what} is {_shown(text)}, but can be {bound}", "Correct the number", file, line)
    return number


@dataclass
class Tokens:
    """Tokens one by one: in several formats records wrap over lines, so that ends of lines mean nothing.

    `what` is what the tokens make, for messages.
    """

    what: str
    file: str
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    at: int = 0

    @classmethod
    def of(cls, lines: list[Line], what: str, file: str, pattern: str = r"\S+") -> Tokens:
        """Return the tokens of some lines; `pattern` is what one token is."""
        tokens, find = cls(what, file), re.compile(pattern).findall
        for line in lines:
            found = find(line.text)
            tokens.texts += found
            tokens.lines += [line.number] * len(found)
        return tokens

    @property
    def line(self) -> int | None:
        """The line of the next token, of the last one at the end; None where there are none at all."""
        return self.lines[min(self.at, len(self.lines) - 1)] if self.lines else None

    @property
    def left(self) -> int:
        """How many tokens are still to come."""
        return len(self.texts) - self.at

    def text(self, what: str) -> str:
        """Return the next token as it is."""
        if self.at >= len(self.texts):
            raise self.refusal(f"{self.what} ends where {what} should be", _COMPLETE)
        self.at += 1
        return self.texts[self.at - 1]

    def number(self, what: str, *, least: int = 0, most: int = MOST) -> int:
        """Return the next token as a whole number; raises ReadError, naming `what`, for anything else."""
        text = self.text(what)
        return whole_number(text, what, self.file, self.lines[self.at - 1], least=least, most=most)

    def numbers(self, count: int, what: str, *, least: int = 0, most: int = MOST) -> list[int]:
        """Return so many whole numbers."""
        if count > self.left:
            said = f"{count} number{'s' if count > 1 else ''}"
            self.at = len(self.texts)
            raise self.refusal(f"{self.what} ends within {what} ({said} should be there)", _COMPLETE)
        return [self.number(f"one of {what}", least=least, most=most) for _ in range(count)]

    def finish(self, after: str) -> None:
        """Raise ReadError where something is left over."""
        if self.left:
            message = f"{self.left} token{'s' if self.left > 1 else ''} too many after {after}"
            remedy = "A count before it is too small, or the file is of another format"
            raise self.refusal(f"{message}, from {_shown(self.texts[self.at])} on", remedy)

    def refusal(self, message: str, remedy: str) -> ReadError:
        """Return the error for what stands here."""
        return refusal(message, remedy, self.file, self.line)


def _shown(text: str) -> str:
    return f"`{text if len(text) <= 20 else text[:17] + '...'}`"
