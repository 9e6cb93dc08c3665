"""Names that machines use: what an id may look like, making one from a name, and guessing the one meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

from ._text import refusal

# No ".." inside (it means a range), no dot or hyphen at the ends ("a -2d" is a lead, "a." a slip of the pen).
ID_REGEX = r"[A-Za-z0-9_]+(?:(?:\.|-+)[A-Za-z0-9_]+)*"
REFERENCE_REGEX = rf"{ID_REGEX}(?::{ID_REGEX})?"
ID_PATTERN = f"^(?:{ID_REGEX})$"
REFERENCE_PATTERN = f"^(?:{REFERENCE_REGEX})$"

PATTERN = ID_PATTERN
EXAMPLES = ("arm-fw", "robot1.frame", "A1000", "tom")

_ID = re.compile(ID_REGEX).fullmatch
_REFERENCE = re.compile(REFERENCE_REGEX).fullmatch

_SLUG_LENGTH = 24
_MANY = 5000

_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
          "&": " and ", "+": " plus "}  # fmt: skip
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LETTERS = str.maketrans(_LATIN | _GERMAN | _CYRILLIC | _GREEK)


def valid_id(text: str) -> bool:
    """Whether a text may be an id of this plan: letters, digits and _, with single dots or hyphens inside."""
    return _ID(text) is not None


def valid_reference(text: str) -> bool:
    """Whether a text may refer to something: an id, or an id in another plan ("other-plan:task")."""
    return _REFERENCE(text) is not None


def parse_id(text: str) -> str:
    """Return the id in a text; raises ValueError with an id that would do."""
    stripped = text.strip()
    if not _ID(stripped):
        raise refusal(text, "an id", f"use letters, digits, _ and - or . between them, like {slug(text)}")
    return stripped


def parse_reference(text: str) -> str:
    """Return the id, or the id in another plan, in a text; raises ValueError otherwise."""
    stripped = text.strip()
    if not _REFERENCE(stripped):
        raise refusal(text, "an id", "write it like arm-fw, or other-plan:arm-fw for one in another plan")
    return stripped


def slug(name: str, taken: Container[str] = (), fallback: str = "item") -> str:
    """Return a short id for a name: ASCII, lower case, whole words up to 24 characters, not in `taken`.

    Latin, Greek and Cyrillic letters are transliterated; a name without any such letter becomes `fallback`.
    """
    base = _shortened(re.findall(r"[a-z0-9]+", _ascii(name))) or fallback
    return base if base not in taken else f"{base}-{_free_number(base, taken)}"


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a misspelt word most likely means, None if nothing is near.

    Case is ignored. Among thousands of candidates only those with the same first letter are looked at.
    """
    import difflib

    known = {candidate.lower(): candidate for candidate in reversed(list(candidates))}
    wanted = word.strip().lower()
    if wanted in known:
        return known[wanted]
    pool = list(known) if len(known) <= _MANY else [each for each in known if each[:1] == wanted[:1]][:_MANY]
    near = difflib.get_close_matches(wanted, pool, n=1, cutoff=0.6)
    return known[near[0]] if near else None


def _ascii(name: str) -> str:
    lowered = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    # A second pass, because an accented Greek letter is in the table only without its accent.
    return bare.translate(_LETTERS).replace("'", "").replace("’", "").lower()


def _shortened(words: list[str]) -> str:
    chosen = ""
    for word in words:
        longer = f"{chosen}-{word}" if chosen else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        chosen = longer
    return chosen


def _free_number(base: str, taken: Container[str]) -> int:
    """Return a free number behind `base`, found by doubling: an import may hold 100,000 tasks of one name."""
    high = 2
    while f"{base}-{high}" in taken:
        high *= 2
    low = high // 2  # taken, or 1: the bare name
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{base}-{middle}" in taken else (low, middle)
    return high
