"""Shares and chances as people read them."""

from __future__ import annotations


def percent(share: float) -> str:
    """Return a share in whole percent; what is rare or nearly sure keeps from being called never or always."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"
