"""Releases without a test or a review."""

from __future__ import annotations

from tests.risk.looking import findings

PLAN = """
tasks:
  - {id: code, name: Code, estimate: 5d}
  - {id: check, name: CHECKED, estimate: 2d, after: [code]}
  - {id: out, name: Release, estimate: 1d, after: [LINK]}
"""


def unproven(check: str, link: str = "check") -> list[str]:
    text = PLAN.replace("CHECKED", check).replace("LINK", link)
    return [each.code for each in findings(text) if each.code.startswith("release-")]


def test_a_release_waits_for_both() -> None:
    assert unproven("Have lunch") == ["release-without-test", "release-without-security-review"]
    assert unproven("Regression test") == ["release-without-security-review"]
    assert unproven("Penetration test") == []


def test_a_test_that_nothing_waits_for_proves_nothing() -> None:
    text = PLAN.replace("CHECKED", "Penetration test").replace("LINK", "code")
    first = next(each for each in findings(text) if each.code == "release-without-test")
    assert first.evidence[1] == "Penetration test [check] is in the plan, but nothing released waits for it"


def test_links_are_followed_through_summaries_and_decisions() -> None:
    text = """
        decisions: [{id: go, question: "Go?", due: 2027-01-29, after: [proof]}]
        tasks:
          - {id: proof, name: Proof, tasks: [{id: t, name: Security test, estimate: 2d}]}
          - {id: out, name: Release, estimate: 1d, after: [go]}
    """
    assert [each.code for each in findings(text) if each.code.startswith("release-")] == []


def test_without_a_release_nothing_is_missing() -> None:
    assert [
        each.code
        for each in findings("tasks: [{id: a, name: Paint, estimate: 1d}]")
        if "release" in each.code
    ] == []
