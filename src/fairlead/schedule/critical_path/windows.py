"""Kernel: how far back a maximum lag lets a predecessor lie."""

from __future__ import annotations

from fairlead.schedule.codes import FF, FS, SS
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.critical_path.working import start_from, start_reading, subtract_on
from fairlead.schedule.jit import kernel


@kernel
def held_by_maximum(net: Net, row: int, most: int) -> int:
    """Return the first start of a link's predecessor from which its successor is at most `most` minutes away."""
    before, after, kind = net.links[row, at.BEFORE], net.links[row, at.AFTER], net.links[row, at.KIND]
    moment = net.found[after, at.START if kind == FS or kind == SS else at.FINISH]
    least = subtract_on(net, net.links[row, at.LAG_CALENDAR], moment, most)
    if kind == FS or kind == FF:
        least = start_from(net, before, least, at.PART_MINUTES)
    return start_reading(net, before, least)
