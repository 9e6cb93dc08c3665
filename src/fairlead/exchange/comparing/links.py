"""Links between compared tasks, and what each asks for by dates of one side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.exchange.comparing.sides import Sides
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at

_SAID = {codes.FS: "FS", codes.SS: "SS", codes.FF: "FF", codes.SF: "SF"}


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link between two tasks; `lag` in minutes of the calendar in row `calendar` of the network, or of the clock."""

    before: str
    after: str
    kind: int
    lag: int
    calendar: int

    @property
    def from_end(self) -> str:
        """Which end of the predecessor it starts from."""
        return "start" if self.kind in (codes.SS, codes.SF) else "finish"

    @property
    def to_end(self) -> str:
        """Which end of the successor it holds."""
        return "finish" if self.kind in (codes.FF, codes.SF) else "start"

    @property
    def said(self) -> str:
        """The link's type."""
        return _SAID[self.kind]


def links_of(sides: Sides) -> Iterator[FileLink]:
    """Yield the links between tasks; those through summaries are left out."""
    for row in sides.network.links:
        before, after = sides.ids.get(int(row[at.BEFORE])), sides.ids.get(int(row[at.AFTER]))
        if before is not None and after is not None:
            yield FileLink(before, after, int(row[at.KIND]), int(row[at.LAG]), int(row[at.LAG_CALENDAR]))


def asked_by(sides: Sides, link: FileLink, moment: int) -> int | None:
    """Return the moment at which the successor's end may be at the earliest, when the predecessor's is at `moment`.

    None where the lag's calendar doesn't reach that far.
    """
    if not link.lag:
        return moment
    if link.calendar == CLOCK:
        return moment + link.lag
    table = sides.network.calendars
    first, last = int(table.first[link.calendar]), int(table.first[link.calendar + 1])
    asked = int(kernels.add_work(table.starts, table.ends, table.cum, first, last, moment, link.lag))
    return None if kernels.is_beyond(asked) else asked
