"""More of a skill for a while: the smallest share and the shortest time that are enough, and who could give it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.judgement import Judgement
from fairlead.feasibility.why_not.repairs.trying import Trial, smallest
from fairlead.feasibility.why_not.words import may_be_on, quoted
from fairlead.plan.changes import Add, Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Person, Task
from fairlead.plan.hiring import earliest, hours_cost
from fairlead.plan.regions import is_inside
from fairlead.plan.values import said_money, slug
from fairlead.schedule.why.words import listed

SHARES = (25, 50, 75, 100)
_MOST_CANDIDATES = 3
_MOST_TASKS = 3
_WEEK = timedelta(days=7)
_SAID = {
    25: "a quarter of a person",
    50: "half a person",
    75: "three quarters of a person",
    100: "one more person",
}


@dataclass(frozen=True)
class _Newcomer:
    """Somebody who could come: `id`, the skills they bring, and the tasks they would take over by name."""

    id: str
    title: str
    skills: dict[str, int]
    takes: tuple[tuple[Task, str], ...] = ()
    candidate: Candidate | None = None
    like: str | None = None


@dataclass(frozen=True, slots=True)
class _Stay:
    """From when to when somebody is there, in weeks since that of the plan's start, and at what share."""

    first: int
    last: int
    share: int


def more_staff(trial: Trial) -> Iterator[Repair]:
    """Yield the cheapest stay of somebody more that cures the contradiction, and of a candidate if there is one."""
    if not trial.aims:
        return
    weeks = _weeks(trial)
    if weeks is None:
        return
    for group in (_candidates(trial), _newcomers(trial)):
        found = [repair for each in group if (repair := _cheapest(trial, each, weeks)) is not None]
        if found:
            yield min(found, key=lambda each: (each.cost is None, each.cost or Decimal(0)))


def hourly(plan: Plan, who: str, day: date) -> Decimal | None:
    """Return what an hour of somebody costs on a day; None where the plan doesn't say."""
    money = hours_cost(plan, who, Decimal(6000), day)
    return None if money is None else money.most_likely() / 100


# Who


def _candidates(trial: Trial) -> list[_Newcomer]:
    plan, levers = trial.plan, trial.plan.settings.levers
    if levers is not None and 0 in (levers.hires, levers.contractors):
        return []
    wanted = _skills(trial)
    found = []
    for each in plan.candidates.values():
        enough = any(each.skills.get(skill, -1) >= level for skill, level in wanted.items())
        place = each.location if levers is not None and levers.regions else None
        away = levers is not None and place is not None and not is_inside(place, levers.regions)
        if each.hired is None and enough and not away and not (levers and each.id in levers.never):
            found.append(_Newcomer(each.id, each.title, dict(each.skills), candidate=each))
    return found[:_MOST_CANDIDATES]


def _newcomers(trial: Trial) -> list[_Newcomer]:
    """Return one more for each skill that is short, and for tasks given to somebody by name one who takes them over."""
    plan = trial.best.plan
    scarce = [plan.people[each.id] for each in trial.contradiction.members
              if each.kind == "capacity" and each.id in plan.people]  # fmt: skip
    taken = {
        *plan.people,
        *plan.equipment,
        *plan.suppliers,
        *plan.candidates,
        *plan.teams,
        *plan.tasks,
        *plan.goals,
    }
    found: list[_Newcomer] = []
    for skill, level in _skills(trial).items():
        like = min((each.id for each in scarce if each.skills.get(skill, -1) >= level), default=None)
        id = slug(f"extra-{skill}", taken, fallback="extra")
        found.append(_Newcomer(id, f"Extra for {skill}", {skill: level}, like=like))
    for person in scarce:
        id = slug(f"extra-{person.id}", taken, fallback="extra")
        for task in _given_to(trial, person)[:_MOST_TASKS]:
            found.append(
                _Newcomer(
                    id, f"Extra for {task.title}", dict(person.skills), ((task, person.id),), like=person.id
                )
            )
    return found


def _skills(trial: Trial) -> dict[str, int]:
    """Return the skills, with the level asked for, that the scarce people of the contradiction give to its tasks."""
    plan = trial.best.plan
    scarce = [
        each.id for each in trial.contradiction.members if each.kind == "capacity" and each.id in plan.people
    ]
    found: dict[str, int] = {}
    for task in _tasks(trial):
        for need in (need for way in task.ways for need in way.needs):
            if any(may_be_on(plan, task, id) for id in scarce):
                for each in need.alternatives:
                    if any(each.what in plan.people[id].skills for id in scarce):
                        found[each.what] = max(found.get(each.what, 1), each.level or 1)
    return found


def _tasks(trial: Trial) -> list[Task]:
    plan = trial.best.plan
    return [
        plan.tasks[each.id]
        for each in trial.contradiction.members
        if each.kind == "work" and each.id in plan.tasks
    ]


def _given_to(trial: Trial, person: Person) -> list[Task]:
    named = [
        task
        for task in _tasks(trial)
        if any(who.id == person.id for who in task.who) and task.started is None
    ]
    return sorted(named, key=lambda task: task.id in trial.plan.tasks, reverse=True)


# When and how much


def _weeks(trial: Trial) -> int | None:
    """Return the last week that counts, that of the plan's start being 1; None where all dates are past."""
    last = max(aim.moment.date for aim in trial.aims)
    first = _monday(trial)
    return None if last < trial.today else (last - first).days // 7 + 1


def _monday(trial: Trial) -> date:
    start = trial.plan.settings.start
    day = start.date if start is not None else trial.today
    return day - timedelta(days=day.weekday())


def _first_week(trial: Trial, who: _Newcomer) -> int:
    day = trial.today
    if who.candidate is not None:
        day = max(earliest(trial.plan, who.candidate) or day, day)
    return max((day - _monday(trial)).days // 7 + 1, 1)


def _cheapest(trial: Trial, who: _Newcomer, weeks: int) -> Repair | None:
    """Return the stay with the least share for which there is one, shortened week by week from both ends."""
    first = _first_week(trial, who)
    if first > weeks:
        return None
    shares = smallest(0, len(SHARES) - 1, lambda n: _try(trial, who, _Stay(first, weeks, SHARES[n])))
    if shares is None:
        return None
    best: Repair | None = None
    for share in dict.fromkeys((SHARES[shares[0]], SHARES[-1])):
        repair = _shortest(trial, who, _Stay(first, weeks, share), shares[2])
        if repair is not None and (best is None or (repair.cost or 0) < (best.cost or 0)):
            best = repair
        if trial.clock.left < trial.clock.seconds:
            break
    return best


def _shortest(trial: Trial, who: _Newcomer, whole: _Stay, proven: bool) -> Repair | None:
    """Return the shorter of two stays: shortened from its end and then its beginning, and the other way round."""
    found: list[tuple[int, _Stay, bool]] = []
    for order in ("end", "beginning"):
        stay, sure = whole, proven
        for end in (order, "beginning" if order == "end" else "end"):
            stay, known = _shortened(trial, who, stay, end)
            sure &= known
        found.append((stay.last - stay.first, stay, sure))
        if stay == whole or trial.clock.left < trial.clock.seconds:
            break
    _, stay, sure = min(found, key=lambda each: each[0])
    judgement = _try(trial, who, stay)
    if not judgement.fits:
        return None
    cost = _price(trial, who, stay)
    return Repair(
        "hire" if who.candidate is not None else "staff",
        _lines(trial, who, stay),
        _said(trial, who, stay, cost),
        cost,
        None,
        sure,
        judgement.schedule,
    )


def _shortened(trial: Trial, who: _Newcomer, stay: _Stay, end: str) -> tuple[_Stay, bool]:
    length = stay.last - stay.first + 1
    if length <= 1:
        return stay, True

    def of(weeks: int) -> _Stay:
        if end == "end":
            return replace(stay, last=stay.first + weeks - 1)
        return replace(stay, first=stay.last - weeks + 1)

    found = smallest(1, length, lambda weeks: _try(trial, who, of(weeks)))
    return (of(found[0]), found[2]) if found is not None else (stay, False)


def _try(trial: Trial, who: _Newcomer, stay: _Stay) -> Judgement:
    return trial.tried(_lines(trial, who, stay))


def _dates(trial: Trial, who: _Newcomer, stay: _Stay) -> tuple[date, date]:
    monday = _monday(trial)
    first = max(monday + (stay.first - 1) * _WEEK, trial.today)
    if who.candidate is not None:
        first = max(first, earliest(trial.plan, who.candidate) or first)
    return first, monday + stay.last * _WEEK - timedelta(days=1)


def _lines(trial: Trial, who: _Newcomer, stay: _Stay) -> tuple[str, ...]:
    first, last = _dates(trial, who, stay)
    if who.candidate is not None:
        share = f" at {stay.share}%" if stay.share < 100 else ""
        return (f"hire {who.id} from {first.isoformat()} until {last.isoformat()}{share}",)
    body = {
        "name": who.title,
        "skills": {skill: str(level) for skill, level in who.skills.items()},
        "from": first.isoformat(),
        "until": last.isoformat(),
        "share": f"{stay.share}%",
    }
    if not who.skills:
        body.pop("skills")
    changes: list[Change] = [Add("person", who.id, body)]
    rate = hourly(trial.plan, who.like, first) if who.like is not None else None
    if rate is not None:
        changes.append(Set("rate", who.id, "value", f"{rate.normalize():f}/h"))
    for task, given in who.takes:
        crew = [str(each).replace(given, who.id, 1) if each.id == given else str(each) for each in task.who]
        changes.append(Set("task", task.id, "who", crew))
    return trial.lines(changes)


def _price(trial: Trial, who: _Newcomer, stay: _Stay) -> Decimal | None:
    """Return what all hours of the stay cost; None without a rate."""
    first, last = _dates(trial, who, stay)
    rate = hourly(trial.plan, who.id if who.candidate is not None else who.like or "", first)
    if rate is None:
        return None
    hours = Decimal(trial.minutes_between(first, last)) / 60 * stay.share / 100
    return (rate * hours).quantize(Decimal("0.01"))


def _said(trial: Trial, who: _Newcomer, stay: _Stay, cost: Decimal | None) -> str:
    when = f"in week {stay.first}" if stay.first == stay.last else f"in weeks {stay.first} to {stay.last}"
    price = f" ({said_money(cost, trial.plan.settings.currency)})" if cost is not None else ""
    if who.candidate is not None:
        share = f" at {stay.share}%" if stay.share < 100 else ""
        return f"hire {who.title}{share} {when}{price}"
    what = listed([quoted(task.title) for task, _ in who.takes]) if who.takes else listed(list(who.skills))
    return f"{_SAID[stay.share]} more for {what} {when}{price}".replace(
        "one more person more", "one more person"
    )


__all__ = ["SHARES", "hourly", "more_staff"]
