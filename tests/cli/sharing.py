"""Two small plans that share Ana: three days of her work, and the frame goes first."""

from __future__ import annotations

from pathlib import Path

BENCH = """\
name: Bench
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-16:00}
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: saw, name: Saw, estimate: 2d, who: [ana]}
  - {id: glue, name: Glue, estimate: 1d, after: [saw]}
"""

FRAME = """\
name: Frame
start: 2027-01-04
priority: 800
calendar: {hours: Mon-Fri 08:00-16:00}
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: sketch, name: Sketch, estimate: 1d, who: [ana]}
"""


def bench_and_frame(folder: Path) -> Path:
    """Write both plans into a folder; returns it."""
    (folder / "bench.yaml").write_text(BENCH, encoding="utf-8")
    (folder / "frame.yaml").write_text(FRAME, encoding="utf-8")
    return folder
