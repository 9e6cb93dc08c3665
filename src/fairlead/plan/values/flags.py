"""Yes or no."""

from __future__ import annotations

from ._text import refusal

_MEANING = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}

PATTERN = r"^(?:[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Oo][Nn]|[Oo][Ff][Ff])$"
EXAMPLES = ("yes", "no", "true", "false")


def flag(text: str) -> bool:
    """Return what yes, no, true, false, on or off (in any case) means; raises ValueError otherwise."""
    meaning = _MEANING.get(text.strip().lower())
    if meaning is None:
        raise refusal(text, "a yes or a no", "write yes or no")
    return meaning


def flag_text(value: bool) -> str:
    """Return the canonical notation: yes or no."""
    return "yes" if value else "no"
