"""Public holidays by country and region, from the library of the same name."""

from __future__ import annotations

import difflib
import functools
import warnings
from collections.abc import Iterable
from datetime import date
from types import ModuleType

from fairlead.plan.errors import PlanError


def public_holidays(country: str, region: str | None, years: Iterable[int]) -> dict[date, str]:
    """Return the public holidays of these years by date, with their names in the country's first language.

    `country` is an ISO 3166-1 code (`DE`), `region` the part of an ISO 3166-2 code after the hyphen (`BY`),
    or its name in that language (`Bayern`); without one only the holidays of the whole country count. A
    date that two holidays share names both, with `; ` between. Raises PlanError for an unknown country or
    region.
    """
    wanted = tuple(sorted(set(years)))
    return dict(_public_holidays(country.strip(), (region or "").strip() or None, wanted))


@functools.lru_cache(maxsize=512)
def _public_holidays(
    country: str, region: str | None, years: tuple[int, ...]
) -> tuple[tuple[date, str], ...]:
    library = _library()
    code = _country_code(library, country)
    subdivision = None if region is None else _region_code(library, code, region)
    # The library would choose the language by the machine's locale; the same plan must give the same
    # answer everywhere.
    language = getattr(library, code).default_language
    with warnings.catch_warnings():
        # Some countries announce their holidays only a few years ahead; years beyond have none, without a warning.
        warnings.simplefilter("ignore", UserWarning)
        found = library.country_holidays(code, subdiv=subdivision, years=years, language=language)
    in_years = set(years)  # some countries also list the neighbouring year's observed days
    return tuple(sorted((day, name) for day, name in found.items() if day.year in in_years))


def _country_code(library: ModuleType, country: str) -> str:
    # The registry names every country without importing the two hundred modules behind it.
    known = {code for names in library.registry.COUNTRIES.values() for code in names[1:]}
    if country.upper() in known:
        return country.upper()
    names = _country_names(library)
    close = difflib.get_close_matches(country.lower(), names, n=1, cutoff=0.7)
    hint = (
        f"Did you mean {names[close[0]]} ({close[0].title()})?" if close else _countries_like(country, known)
    )
    raise PlanError.at(f"No holidays are known for the country {country!r}.", hint, code="unknown-country")


def _countries_like(country: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(country.upper(), sorted(known), n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(close)}? " if close else ""
    return f"{hint}Countries have two-letter codes, such as DE, US, SG."


def _country_names(library: ModuleType) -> dict[str, str]:
    """Return country codes by lower-case English name: the library's class names, split into words."""
    import re

    registry: dict[str, tuple[str, ...]] = library.registry.COUNTRIES
    return {
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names[0]).lower(): names[1]
        for names in registry.values()
        if len(names) > 1
    }


def _region_code(library: ModuleType, country: str, region: str) -> str:
    regions: list[str] = list(getattr(library, country).subdivisions)
    by_name: dict[str, str] = {code.lower(): code for code in regions}
    by_name |= {alias.lower(): code for alias, code in _region_aliases(library, country).items()}
    wanted = region.lower().removeprefix(f"{country.lower()}-")
    if wanted in by_name:
        return by_name[wanted]
    if not regions:
        remedy = f"{country} has no regions with holidays of their own: leave out `region`."
    else:
        close = difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.6)
        hint = f"Did you mean {by_name[close[0]]} ({close[0].title()})? " if close else ""
        remedy = f"{hint}{country} has {', '.join(regions)}."
    raise PlanError.at(f"{country} has no region {region!r}.", remedy, code="unknown-region")


def _region_aliases(library: ModuleType, country: str) -> dict[str, str]:
    aliases: dict[str, str] = getattr(getattr(library, country), "subdivisions_aliases", {})
    return aliases


def _library() -> ModuleType:
    """Import the library when the first holiday is asked for: it takes a third of a second."""
    import holidays

    return holidays
