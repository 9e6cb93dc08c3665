"""Where somebody is, and whether that lies inside the regions that a plan allows."""

from __future__ import annotations

from collections.abc import Iterable

_COUNTRIES = """
    austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany greece hungary ireland italy
    latvia lithuania luxembourg malta netherlands poland portugal romania slovakia slovenia spain sweden
    at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se
"""
_EU = frozenset(_COUNTRIES.split())
"""The countries of the European Union, by name and by code (ISO 3166)."""


def is_inside(location: str, regions: Iterable[str]) -> bool:
    """Tell whether a location, as people write it (`Krakow, PL`), is in one of the regions: words of it, or `EU`."""
    place = location.casefold()
    words = {word.strip() for word in place.replace("(", ",").replace(")", ",").split(",")}
    words |= {word.strip(",()") for word in place.split()}
    if words & _EU:
        words |= {"eu", "european union"}
    return any(region.casefold() in words for region in regions)
