"""Releases that wait for no test, or for no review of security or safety."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, counted, slug

RELEASES = re.compile(
    r"\breleas|\bgo(?:es|ing)?[- ]?live|\blaunch|\broll[- ]?out|\bopen for everybody|\bdeploy|\bgold master"
    r"|\bfleet update|\bship(?:ped|ping)?\b|inbetriebnahme|auslieferung|\bfreigabe",
    re.IGNORECASE,
)
TESTS = re.compile(
    r"\btest|\bregress|\bQA\b|\baccept|\bverif|\bvalidat|\btrial|\brehears|\bpilot|\bbeta\b|\bproof\b|\bprüf|\babnahme",
    re.IGNORECASE,
)
SECURITY = re.compile(
    r"\bsecur|\bpenetration|\bpen[- ]?test|\bthreat|\bvulnerab|\bcryptograph|\bsafety\b|\bhazard|\bprivacy|sicherheit"
    r"|schwachstell",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Proof:
    code: str
    words: re.Pattern[str]
    what: str
    event: str
    why: str
    probability: str
    delay: str
    action: str


_PROOFS = (
    _Proof(
        "release-without-test",
        TESTS,
        "a test",
        "faults are found only after the release",
        "likely where nobody looks before: a proposal",
        "40%",
        "3d..10d",
        "Test before, and let the release wait for it",
    ),
    _Proof(
        "release-without-security-review",
        SECURITY,
        "a review of security or safety",
        "a hole in security is found only after the release",
        "one release in five that nobody has reviewed: a proposal",
        "20%",
        "5d..10d..20d",
        "Review before, and let the release wait for it",
    ),
)


def releases_without_proof(look: Look) -> Iterator[Found]:
    """Yield what no release waits for: a test, a review of security or safety; one finding for each of the two."""
    # The last release is what counts: what comes before may be a trial itself.
    releases = [
        id for id in look.matching(RELEASES, look.work) if not TESTS.search(look.plan.tasks[id].title)
    ]
    for proof in _PROOFS:
        proven = look.behind(look.matching(proof.words, look.plan.tasks))
        bare = [id for id in releases if id not in proven]
        if bare and not any(id not in bare for id in releases):
            yield _found(look, proof, bare)


def _found(look: Look, proof: _Proof, bare: list[str]) -> Found:
    unlinked = look.matching(proof.words, look.work)
    evidence = [f"released: {look.named(bare)}"]
    if unlinked:
        verb = "is" if len(unlinked) == 1 else "are"
        evidence.append(f"{look.named(unlinked)} {verb} in the plan, but nothing released waits for it")
    else:
        evidence.append(f"no task speaks of {proof.what}")
    last = max((look.open[id] for id in bare), key=lambda each: each.finish)
    return Found(
        proof.code,
        f"{counted(len(bare), 'release')} {'waits' if len(bare) == 1 else 'wait'} for no {proof.what.split(' ', 1)[1]}",
        tuple(evidence),
        {
            "id": f"r-{proof.code.removeprefix('release-')}-{slug(last.id)}",
            "event": f"{last.name}: {proof.event}",
            "category": "quality",
            "probability": proof.probability,
            "delays": {last.id: proof.delay},
            "response": "mitigate",
            "actions": [{"name": proof.action}],
        },
        proof.why,
        words=re.compile(re.escape(proof.event), re.IGNORECASE),
    )
