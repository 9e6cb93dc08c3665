"""Public problems of scheduling research as plans.

A period is an hour round the clock, a job's number its `source.uid`.

| format | file | as a plan |
|---|---|---|
| PSPLIB, MMLIB | `.sm`, `.mm` | equipment, materials whose stock is a limit, `modes` |
| Patterson | `.rcp` | equipment |
| ProGen/max | `.sch` | links from start to start with least and greatest lags |
| MPLIB | `.rcmp` | a summary for each project, equipment that all share |
| MSPSP | `.dzn` | people with skills, `needs` for several at once |
| iMOPSE | `.def` | people with levels and rates, one on each task |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fairlead.exchange.benchmarks.imopse import read_imopse
from fairlead.exchange.benchmarks.mplib import read_mplib
from fairlead.exchange.benchmarks.mspsp import read_mspsp
from fairlead.exchange.benchmarks.patterson import read_patterson
from fairlead.exchange.benchmarks.progen_max import read_progen_max
from fairlead.exchange.benchmarks.psplib import read_psplib
from fairlead.exchange.imported import Imported

READERS: Mapping[str, Callable[[bytes, str], Imported]] = {
    "psplib": read_psplib,
    "patterson": read_patterson,
    "progen/max": read_progen_max,
    "mplib": read_mplib,
    "mspsp": read_mspsp,
    "imopse": read_imopse,
}
"""The reader of each format, by the kind that `recognise` gives its files."""

__all__ = ["READERS"]
