"""Every plan shown in the documents is a plan: it reads and checks without an error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fairlead.plan.findings import Severity
from fairlead.plan.opening import open_text
from fairlead.plan.rules import check

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
PLANS = [
    pytest.param(block, id=f"{path.name}-{number}")
    for path in DOCUMENTS
    for number, block in enumerate(BLOCK.findall(path.read_text(encoding="utf-8")), start=1)
]


@pytest.mark.parametrize("block", PLANS)
def test_a_plan_in_the_documents_is_sound(block: str) -> None:
    opened = open_text(block)
    found = [*opened.findings, *check(opened.plan)]
    assert [str(finding) for finding in found if finding.severity is Severity.ERROR] == []


def test_the_format_is_documented_with_plans() -> None:
    assert len(PLANS) >= 8
