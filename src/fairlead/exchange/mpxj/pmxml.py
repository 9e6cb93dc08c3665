"""P6's XML, where it was written with decimal commas."""

from __future__ import annotations

import re

_NUMBERS = rb"Duration|Units|UnitsPerTime|Cost|Lag|Percent|PercentComplete|Float|Rate|PricePerUnit|Weight|Amount|Factor"
_WITH_COMMA = re.compile(rb"<((?:\w+:)?\w*(?:" + _NUMBERS + rb"))>\s*(-?[0-9]+),([0-9]+)\s*</\1>")


def with_decimal_points(data: bytes) -> bytes:
    """Return P6's XML with decimal points in its numbers.

    P6 writes them by the language of its machine, which MPXJ takes for no number at all: 70,583333 hours would be none.
    Whatever isn't such XML, in an encoding that keeps ASCII, comes back as it is.
    """
    if b"BusinessObjects" not in data[:4096]:
        return data
    return _WITH_COMMA.sub(rb"<\1>\2.\3</\1>", data)
