"""A brief of ten lines: goals, rough sizes, team, deadline, budget; and the plan that it amounts to.

name: Delivery robot
start: 2027-03-01
industry: robotics
team: {firmware: 2 at 85/h, mechanics: 1 at 80/h}
deadline: 2027-10-29
budget: 300000 EUR
work:
  - Concept: 20d
  - Arm controller: 40d..90d firmware after Concept
  - Frame: L mechanics after Concept
  - Integration: M after Arm controller, Frame
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.opening import open_text
from fairlead.plan.rules import check
from fairlead.plan.text.dumping import dump
from fairlead.plan.text.loading import load
from fairlead.plan.values import Estimate, Moment, Money, Rate, slug, suggest

KEYS = (
    "name", "start", "industry", "history", "team", "deadline", "goals", "budget", "currency", "exchange", "confidence",
    "focus", "sizes", "work", "country",
)  # fmt: skip
_AS_IN_A_PLAN = ("start", "exchange", "confidence", "focus")

SIZES = {"S": "1w", "M": "1mo", "L": "3mo", "XL": "6mo"}
"""What the letters mean unless the brief says otherwise: person-time, rough."""

CORRELATION = "25%"
"""How strongly rough estimates vary together: a quarter, where nothing better is known. Source: GAO Cost Estimating and
Assessment Guide, GAO-20-195G, 2020, chapter 12.
"""

_WORK = re.compile(r"(?P<size>\S+)(?:\s+(?!after\s)(?P<skills>.+?))?(?:\s+after\s+(?P<after>.+))?")
_TEAM = re.compile(r"(?P<count>\d{1,4})(?:\s+at\s+(?P<rate>.+))?")


def is_brief(data: bytes) -> bool:
    """Tell whether a text is a brief: YAML that says `work` and no `tasks` at its top."""
    lines = data.decode("utf-8", "replace").splitlines()
    return any(line.startswith("work:") for line in lines) and not any(
        line.startswith("tasks:") for line in lines
    )


def plan_of_brief(data: bytes | str, name: str = "brief") -> tuple[Plan, str]:
    """Return the plan that a brief amounts to, and its text, from which planning can go on.

    Raises PlanError or ReadError naming what can't be understood and the remedy.
    """
    said = load(data, name=name).content
    if not isinstance(said, Mapping):
        raise RequestError(f"{name} is no brief: it begins with lines such as `name: ...` and `work:`")
    brief = data.decode("utf-8-sig", "replace") if isinstance(data, bytes) else data
    text = dump(_Brief(said, name, brief.splitlines()).document())
    opened = open_text(text, name=name)
    wrong = [*opened.errors, *(each for each in check(opened.plan) if each.severity is Severity.ERROR)]
    if wrong:
        # Their lines are those of the plan that was made of it.
        raise PlanError(
            [replace(each, file=name, line=_line(brief.splitlines(), each), column=None) for each in wrong]
        )
    return opened.plan, text


def _line(lines: Sequence[str], finding: Finding) -> int | None:
    """Return the line of a brief that says what is wrong with the plan, by its key; None where that isn't clear."""
    key = _KEY_OF.get(finding.field or "", finding.field)
    named = (number for number, line in enumerate(lines, 1) if key and line.startswith(f"{key}:"))
    return next(named, None)


_KEY_OF = {"history.team": "history", "history.industry": "industry", "calendar": "country"}
"""Under which key a brief says what the plan has somewhere else."""


@dataclass
class _Brief:
    said: Mapping[str, Any]
    name: str
    lines: Sequence[str]

    def document(self) -> dict[str, Any]:
        """Return the plan document."""
        for key in self.said:
            if key not in KEYS:
                near = suggest(str(key), KEYS)
                hint = f"did you mean `{near}`?" if near else f"a brief knows {', '.join(KEYS)}"
                raise self._refused(f"`{key}` is no key of a brief; {hint}", str(key))
        team = dict(self._team())
        work = list(self._work(team))
        if not isinstance(self.said.get("name", ""), str):
            raise self._refused("`name` is a text, as in `name: Delivery robot`", "name")
        document: dict[str, Any] = {"name": str(self.said.get("name") or "First look")}
        document |= {key: self.said[key] for key in _AS_IN_A_PLAN if key in self.said}
        if "country" in self.said:
            document["calendar"] = {"country": self.said["country"]}
        document |= self._money()
        history = {"use": "yes"}
        if "industry" in self.said:
            history["industry"] = self.said["industry"]
        if "history" in self.said:
            history["team"] = self.said["history"]
        document |= {"history": history, "correlation": CORRELATION}
        sizes = self.said.get("sizes") or {}
        if not isinstance(sizes, Mapping):
            raise self._refused("`sizes` says what the letters mean, as in `sizes: {S: 3d, M: 3w}`", "sizes")
        document["sizes"] = SIZES | dict(sizes)
        if team:
            document["people"] = list(team.values())
        goals = list(self._goals(work))
        if goals:
            document["goals"] = goals
        document["tasks"] = work
        return document

    def _money(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        currency = self.said.get("currency")
        if "budget" in self.said:
            try:
                money = Money.parse(str(self.said["budget"]))
            except ValueError as problem:
                raise self._refused(f"`budget`: {problem}", "budget") from None
            currency = currency or money.currency
            found["budget"] = {"total": str(self.said["budget"])}
        return {"currency": currency, **found} if currency else found

    def _team(self) -> Iterator[tuple[str, dict[str, Any]]]:
        team = self.said.get("team") or {}
        if not isinstance(team, Mapping):
            raise self._refused(
                "`team` says how many of which skill, as in `team: {firmware: 2 at 85/h}`", "team"
            )
        taken: list[str] = []
        for skill, text in team.items():
            found = _TEAM.fullmatch(str(text).strip())
            if found is None or not int(found["count"]):
                raise self._refused(
                    f"`team`: `{skill}: {text}` is no number of people; write `{skill}: 2 at 85/h`",
                    "team",
                    str(skill),
                )
            id = slug(str(skill), taken, fallback="team")
            taken.append(id)
            # A skill and a person can't share a name.
            person = {
                "id": f"{id}-team",
                "name": f"{skill} team",
                "skills": {id: "1"},
                "count": found["count"],
            }
            if found["rate"]:
                try:
                    person["rate"] = str(Rate.parse(found["rate"]))
                except ValueError as problem:
                    raise self._refused(f"`team`: {problem}", "team", str(skill)) from None
            yield str(skill), person

    def _work(self, team: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        pieces = list(self._pieces())
        if not pieces:
            raise self._refused("`work` lists what is to be done, as in `- Concept: 20d`", "work")
        ids: dict[str, str] = {}
        for title, _ in pieces:
            if title in ids:
                raise self._refused(
                    f"`work` has `{title}` twice; give one of them another name", "work", title
                )
            ids[title] = slug(title, ids.values(), fallback="work")
        for title, text in pieces:
            yield self._task(title, text, ids, team)
        yield {"id": slug("finished", ids.values(), fallback="finished"), "name": "Finished", "milestone": "yes",
               "after": list(ids.values())}  # fmt: skip

    def _pieces(self) -> Iterator[tuple[str, str]]:
        work = self.said.get("work")
        entries = work if isinstance(work, list) else [work] if work else []
        for entry in entries:
            if isinstance(entry, str):
                raise self._refused(
                    f"`work`: `{entry}` says no size; write `{entry}: 20d`, or S, M, L, XL", "work", entry
                )
            for title, text in entry.items():
                yield str(title), str(text or "").strip()

    def _task(
        self, title: str, text: str, ids: Mapping[str, str], team: Mapping[str, dict[str, Any]]
    ) -> dict[str, Any]:
        found = _WORK.fullmatch(text)
        if found is None:
            raise self._refused(
                f"`work`: `{title}` says no size; write `{title}: 20d`, or S, M, L, XL", "work", title
            )
        try:
            Estimate.parse(found["size"])
        except ValueError as problem:
            raise self._refused(f"`work`: `{title}`: {problem}", "work", title) from None
        task: dict[str, Any] = {"id": ids[title], "name": title}
        skills = [each.strip() for each in (found["skills"] or "").split(",") if each.strip()] or list(team)
        task |= (
            {"work": found["size"], "needs": [self._need(title, skills, team)]}
            if team
            else {"estimate": found["size"]}
        )
        if found["after"]:
            task["after"] = [
                self._before("work", title, each.strip(), ids) for each in found["after"].split(",")
            ]
        return task

    def _need(self, title: str, skills: list[str], team: Mapping[str, dict[str, Any]]) -> str:
        for skill in skills:
            if skill not in team:
                near = suggest(skill, team)
                hint = f"did you mean `{near}`?" if near else f"the team has {', '.join(team)}"
                raise self._refused(
                    f"`work`: nobody in the team does `{skill}`, which `{title}` asks for; {hint}",
                    "work",
                    title,
                )
        most = max(int(team[skill]["count"]) for skill in skills)
        whom = " | ".join(f"{next(iter(team[skill]['skills']))} >= 1" for skill in skills)
        return f"1..{most} {whom}" if most > 1 else whom

    def _before(self, key: str, title: str, name: str, ids: Mapping[str, str]) -> str:
        if name in ids:
            return ids[name]
        near = suggest(name, ids)
        hint = f"did you mean `{near}`?" if near else "write it as it is called under `work`"
        raise self._refused(f"`{key}`: `{title}` comes after `{name}`, which isn't there; {hint}", key, title)

    def _goals(self, work: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        last = work[-1]["id"]
        if "deadline" in self.said:
            yield {
                "id": "done",
                "name": "All done",
                "deadline": self._date(self.said["deadline"], "deadline"),
                "done_when": [last],
            }
        goals = self.said.get("goals") or {}
        if not isinstance(goals, Mapping):
            raise self._refused(
                "`goals` says what by when, as in `goals: {Pilot: 2027-10-29 after Integration}`", "goals"
            )
        ids = {str(task["name"]): str(task["id"]) for task in work}
        taken = ["done"]
        for name, text in goals.items():
            date, _, after = str(text).partition(" after ")
            id = slug(str(name), taken, fallback="goal")
            taken.append(id)
            wanted = (
                [self._before("goals", str(name), each.strip(), ids) for each in after.split(",")]
                if after
                else [last]
            )
            yield {
                "id": f"{id}-goal",
                "name": str(name),
                "deadline": self._date(date, "goals", str(name)),
                "done_when": wanted,
            }

    def _date(self, text: Any, key: str, entry: str = "") -> str:
        try:
            return str(Moment.parse(str(text).strip()))
        except ValueError as problem:
            raise self._refused(f"`{key}`{f': `{entry}`' if entry else ''}: {problem}", key, entry) from None

    def _refused(self, message: str, key: str, entry: str = "") -> PlanError:
        """Return the error for what stands under a key, in the line of an entry where it has one."""
        return PlanError(
            [Finding(Severity.ERROR, "brief", message, "", file=self.name, line=self._at(key, entry))]
        )

    def _at(self, key: str, entry: str) -> int | None:
        first = next((n for n, line in enumerate(self.lines) if line.startswith(f"{key}:")), None)
        if first is None:
            return None
        begins = re.compile(rf"(.*[{{,])?[\s\-]*[\"']?{re.escape(entry)}\b[\"']?\s*(:|$)")
        of_entry = (n for n in range(first, len(self.lines)) if entry and begins.match(self.lines[n]))
        return next(of_entry, first) + 1
