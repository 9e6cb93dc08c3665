"""The plain values of an export: hours, amounts, flags, ids, notes; None where a text doesn't say one."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from functools import lru_cache

from fairlead.exchange import scalars as plain
from fairlead.plan.values import Duration, Moment

_BREAKS = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,500}>")
_ITEMS = re.compile(r"(?i)<li\b[^<>]{0,500}>")
_TAGS = re.compile(r"<[/!?a-zA-Z][^<>]{0,2000}>")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_HIDDEN = ("style", "script", "head")
_MOST_HOURS = 10**9


@lru_cache(maxsize=65_536)
def decimal(text: str | None) -> Decimal | None:
    """Return a number; a comma is a decimal point in exports of some countries."""
    if text is not None and "," in text:
        text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text.replace(",", "")
    return plain.decimal(text)


@lru_cache(maxsize=65_536)
def minutes(text: str | None) -> int | None:
    """Return the minutes of a number of hours, whole as Primavera P6 calculates; None beyond a thousand centuries."""
    hours = decimal(text)
    return None if hours is None or abs(hours) > _MOST_HOURS else round(hours * 60)


@lru_cache(maxsize=8192)
def length(minutes: int) -> Duration:
    """Return working minutes as people read them."""
    return plain.duration(Decimal(minutes))


def truth(text: str | None) -> bool:
    """Return whether a flag is set."""
    return text is not None and text.strip().upper() in ("Y", "1", "TRUE")


def moment(text: str | None) -> Moment | None:
    """Return a moment; dates before 1970 are Primavera P6's way of saying none."""
    if text is None:
        return None
    found = plain.moment(text)
    return None if found is None or found.date.year < 1970 else found


def words(text: str | None) -> str | None:
    """Return a text as a plan can hold it; Primavera P6 writes ends of lines as two characters 127."""
    return plain.words(text.replace("\x7f\x7f", "\n").replace("\x7f", "\n")) if text is not None else None


def line(text: str | None) -> str | None:
    """Return a text on one line."""
    if text is not None and text.isprintable():  # the ordinary case, told quickly
        return " ".join(text.split()) or None
    found = words(text)
    return " ".join(found.split()) if found else None


def note(text: str | None) -> str | None:
    """Return the words of a note that is written in HTML, one line a paragraph."""
    if text is None:
        return None
    if "<" in text:
        for tag in _HIDDEN:
            text = _without(text, tag)
        text = _TAGS.sub("", _BREAKS.sub("\n", _ITEMS.sub("- ", text)))
    found = words(html.unescape(text).replace("\xa0", " "))
    return _BLANK_LINES.sub("\n", found).strip() or None if found else None


def _without(text: str, tag: str) -> str:
    """Cut elements of a tag with what stands in them; one search forwards, so that hostile text costs no more."""
    lowered, kept, at = text.lower(), [], 0
    if len(lowered) != len(text):
        return text
    while (begin := lowered.find(f"<{tag}", at)) >= 0 and (end := lowered.find(f"</{tag}", begin)) >= 0:
        kept.append(text[at:begin])
        at = end
    return "".join((*kept, text[at:]))
