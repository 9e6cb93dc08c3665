"""Every other tool's files, through MPXJ: Microsoft Project's own, Primavera's XML, Asta, GanttProject and more."""

from __future__ import annotations

from fairlead.exchange.mpxj.reading import read_with_mpxj

__all__ = ["read_with_mpxj"]
