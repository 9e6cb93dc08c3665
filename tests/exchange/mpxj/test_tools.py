from __future__ import annotations

import pytest

from fairlead.exchange.mpxj.tools import tool_of


@pytest.mark.parametrize(
    ("application", "tool"),
    [
        ("Microsoft", "msproject"),
        ("Primavera", "p6"),
        ("GanttProject", "ganttproject"),
        ("Project Commander", "project-commander"),
        ("SureTrak", "suretrak"),
        (None, "mpxj"),
    ],
)
def test_tools_have_short_names(application: str | None, tool: str) -> None:
    assert tool_of(application) == tool
