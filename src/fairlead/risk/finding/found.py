"""A risk that the plan itself shows: what is so, by which facts, and an entry for the register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fairlead.plan.changes import Add
from fairlead.plan.document import Plan
from fairlead.plan.entities import Risk
from fairlead.plan.text.dumping import in_brackets


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `code` says what kind it is, `sentence` what is so, `evidence` by which tasks, people and dates.

    `draft` is the body of an entry as the plan writes it, its probability and impact a proposal of which `why` tells
    the reason. A register holds it already where a risk keeps all of `people` away, delays one of `tasks` itself, or
    speaks of what `words` match.
    """

    code: str
    sentence: str
    evidence: tuple[str, ...]
    draft: Mapping[str, Any]
    why: str
    people: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """The id of the drafted entry."""
        return str(self.draft["id"])

    @property
    def line(self) -> str:
        """The drafted entry as one line of YAML to paste below `risks:`."""
        return f"- {in_brackets(dict(self.draft))}"

    def change(self) -> Add:
        """Return the change that adds the drafted entry to the plan."""
        return Add("risk", self.id, {key: value for key, value in self.draft.items() if key != "id"})

    def is_held_by(self, plan: Plan) -> bool:
        """Tell whether the register has this already, closed entries included: somebody has thought of it."""
        return any(risk.id == self.id or self._is_spoken_of(risk) for risk in plan.risks.values())

    def _is_spoken_of(self, risk: Risk) -> bool:
        if self.people and self.people <= risk.away.keys():
            return True
        if not self.tasks.isdisjoint(risk.delays):
            return True
        said = " ".join(filter(None, (risk.name, risk.event, risk.category, risk.trigger, risk.note)))
        return self.words is not None and self.words.search(said) is not None

    def to_json(self) -> dict[str, Any]:
        """Return the finding as `--json` prints it."""
        return {
            "code": self.code,
            "sentence": self.sentence,
            "evidence": list(self.evidence),
            "draft": dict(self.draft),
            "line": self.line,
            "why": self.why,
        }
