"""Hyperlinks of tasks and resources."""

from __future__ import annotations

from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.scalars import line
from fairlead.plan.entities import Hyperlink


def urls_of(record: Record) -> tuple[Hyperlink, ...]:
    """Return the hyperlink of a task or resource, none or one."""
    address, inside = line(record.get("HyperlinkAddress")), line(record.get("HyperlinkSubAddress"))
    url = f"{address or ''}#{inside}" if inside else address
    if not url:
        return ()
    title = line(record.get("Hyperlink"))
    return (Hyperlink(url=url, title=title if title != url else None),)
