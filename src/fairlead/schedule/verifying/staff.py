"""Who is on a task for what: those assigned, matched with what the task asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Person, Supplier, Task
from fairlead.plan.values import Need, Percent, Skill
from fairlead.schedule.verifying.plan_hours import WITH_HOURS

ALL = Decimal(1)
_PLENTY = 1000
_FEW = 10  # posts up to which all ways of filling places are tried
_NEAR = Decimal("0.0011")  # shares may be kept in thousandths


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a task: whom it takes, for which share (None: all of it); it may stay empty unless `must`.

    `asked` is the entry of the task that asks for it, `entry` its number: those of `who`, then those of `needs`. In a
    `named` place somebody is decided, else chosen.
    """

    eligible: frozenset[str]
    share: Percent | None
    must: bool
    asked: str
    entry: int
    named: bool = False

    def rate(self, plan: Plan, who: str) -> Decimal:
        """Return what part of one at full time somebody gives here: the share asked for, of the share they have."""
        own = own_share(plan, who)
        if self.named:
            return self.part * (own if own <= 1 or self.share is None else ALL)
        return self.part * min(own, ALL)

    @property
    def part(self) -> Decimal:
        """The share asked for."""
        return self.share.fraction if self.share is not None and self.share.fraction > 0 else ALL


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody or something on a task: `share` as the schedule says it, `rate` of a whole one as the plan means it."""

    who: str
    share: Decimal
    rate: Decimal
    place: int | None


@dataclass(frozen=True, slots=True)
class Staff:
    """The people and things on a task: `posts` with their places, and the places that nobody fills but should."""

    posts: tuple[Post, ...]
    places: tuple[Place, ...]
    empty: tuple[Place, ...]
    unfillable: tuple[Need, ...]

    @property
    def ids(self) -> list[str]:
        """Everybody and everything on it, once each."""
        return list(dict.fromkeys(post.who for post in self.posts))


Able = dict[Need, tuple[frozenset[str], int]]
"""Who fills a need, and how many places of it they fill together; looked into once."""


def staff_of(
    plan: Plan, task: Task, assigned: Sequence[tuple[str, Decimal]], able: Able | None = None
) -> Staff:
    """Return how those assigned fill a task's places: as many of the necessary ones as can be, then as many posts.

    A matching that fills every necessary place and one that uses every post can be made one that does both
    (Mendelsohn and Dulmage 1958), so that it is enough to look for augmenting paths from both sides in turn.
    """
    places, unfillable = _places(plan, task, {} if able is None else able)
    posts = [
        pair
        for who, share in assigned
        if not _is_used_up(plan, who)
        for pair in _each(plan, who, share, places)
    ]
    fits = [[p for p, place in enumerate(places) if _fits(plan, place, *post)] for post in posts]
    by_place: dict[int, int] = {}
    by_post: dict[int, int] = {}
    for p, place in enumerate(places):
        if place.must:
            _fill(p, fits, by_place, by_post, set())
    for post in range(len(posts)):
        if post not in by_post:
            _use(post, fits, by_place, by_post, set())
    if _somebody_is_twice(plan, posts, places, by_post) and len(posts) <= _FEW:
        by_post = _all_apart(plan, posts, places, fits) or by_post
        by_place = {place: post for post, place in by_post.items()}
    found = [
        Post(who, share, _rate(plan, who, share, places, by_post.get(i)), by_post.get(i))
        for i, (who, share) in enumerate(posts)
    ]
    empty = [place for p, place in enumerate(places) if place.must and p not in by_place]
    return Staff(tuple(found), tuple(places), tuple(empty), tuple(unfillable))


def own_share(plan: Plan, who: str) -> Decimal:
    """Return the share of their hours that somebody is there for; more than one means several."""
    share = getattr(plan.people.get(who), "share", None)
    return share.fraction if share is not None else ALL


def capacity_of(plan: Plan, who: str) -> Decimal:
    """Return how many at full time somebody or something counts for; firms, unless they say it, for no end."""
    party = plan.find(who, WITH_HOURS)
    if isinstance(party, Supplier) and "count" not in party.model_fields_set:
        return Decimal("Infinity")
    return Decimal(getattr(plan.find(who, WITH_HOURS), "count", 1)) * own_share(plan, who)


def heads_of(plan: Plan, who: str) -> int:
    """Return on how many places of one task somebody or something may be at once."""
    capacity = min(capacity_of(plan, who), Decimal(_PLENTY))
    return max(int(getattr(plan.find(who, WITH_HOURS), "count", 1)), int(capacity), 1)


def is_human(plan: Plan, who: str) -> bool:
    """Tell whether an id is somebody rather than something."""
    return isinstance(plan.find(who, WITH_HOURS), Person | Candidate)


def shares_work(plan: Plan, who: str) -> bool:
    """Tell whether somebody takes part of a task's `work`: people and firms do, things don't."""
    return isinstance(plan.find(who, WITH_HOURS), Person | Candidate | Supplier)


def members(plan: Plan, team: str) -> Iterator[str]:
    """Yield the people of a team and of the teams within it, its lead and deputy among them."""
    inner = {team}
    for each in plan.teams.values():
        above: str | None = each.id
        seen: set[str] = set()
        while above is not None and above not in seen:
            seen.add(above)
            if above == team:
                inner.add(each.id)
            above = plan.teams[above].parent if above in plan.teams else None
    yield from (person.id for person in plan.people.values() if person.team in inner)
    if (known := plan.teams.get(team)) is not None:
        yield from (id for id in (known.lead, known.deputy) if id is not None and id in plan.people)


def _is_used_up(plan: Plan, who: str) -> bool:
    return who in plan.materials


# What a task asks for


def _places(plan: Plan, task: Task, able: Able) -> tuple[list[Place], list[Need]]:
    places: list[Place] = []
    unfillable: list[Need] = []
    for entry, who in enumerate(task.who):
        if plan.find(who.id, WITH_HOURS):
            places.append(Place(frozenset([who.id]), who.share, True, str(who), entry, named=True))
        elif who.id in plan.teams and (people := frozenset(members(plan, who.id))):
            places.append(Place(people, who.share, True, str(who), entry))
    for entry, need in enumerate(task.needs, len(task.who)):
        if all(each.what in plan.materials for each in need.alternatives):
            continue
        low, high = int(need.count[0]), int(need.count[1])
        # A material among the alternatives may be used up instead.
        must = low if not any(each.what in plan.materials for each in need.alternatives) else 0
        if need not in able:
            ids = frozenset(id for each in need.alternatives for id in _eligible(plan, each))
            able[need] = ids, sum(heads_of(plan, id) for id in ids)
        eligible, possible = able[need]
        if possible < low:
            unfillable.append(need)
        places += [
            Place(eligible, need.share, number < must <= possible, str(need), entry)
            for number in range(min(high, max(possible, low)))
        ]
    return places, unfillable


def _eligible(plan: Plan, wanted: Skill) -> Iterator[str]:
    """Yield who fills a need: who is called so, has the skill at that level, or is of the team of that name.

    A name that a skill and a team share is the skill's.
    """
    if wanted.level is None and plan.find(wanted.what, WITH_HOURS) is not None:
        yield wanted.what
        return
    levels = {
        each.id: each.skills[wanted.what] for each in plan.people.values() if wanted.what in each.skills
    }
    if levels or wanted.level is not None:
        yield from (id for id, level in levels.items() if level >= (wanted.level or 0))
    elif wanted.what in plan.teams:
        yield from members(plan, wanted.what)


# Who is there for it


def _each(plan: Plan, who: str, share: Decimal, places: Sequence[Place]) -> Iterator[tuple[str, Decimal]]:
    """Yield a post for each of several alike, where a schedule says them in one word (`2 of the crew`)."""
    if any(_fits(plan, place, who, share) for place in places):
        yield who, share
        return
    one = [part for place in places if who in place.eligible for part in (place.part, place.rate(plan, who))]
    fitting = [
        n for part in one for n in range(2, heads_of(plan, who) + 1) if abs(share - n * part) <= _NEAR * n
    ]
    many = min(fitting, default=1)
    yield from [(who, share / many)] * many


def _fits(plan: Plan, place: Place, who: str, share: Decimal) -> bool:
    """Tell whether somebody may take a place; schedules may say the share of a whole one or of their own share."""
    if who not in place.eligible:
        return False
    return min(abs(share - place.part), abs(share - place.rate(plan, who))) <= _NEAR


def _rate(plan: Plan, who: str, share: Decimal, places: Sequence[Place], place: int | None) -> Decimal:
    return places[place].rate(plan, who) if place is not None else share * min(own_share(plan, who), ALL)


def _somebody_is_twice(
    plan: Plan, posts: Sequence[tuple[str, Decimal]], places: Sequence[Place], by_post: Mapping[int, int]
) -> bool:
    on = Counter((posts[post][0], places[place].entry) for post, place in by_post.items())
    return any(times > heads_of(plan, who) for (who, _), times in on.items())


def _all_apart(
    plan: Plan, posts: Sequence[tuple[str, Decimal]], places: Sequence[Place], fits: Sequence[list[int]]
) -> dict[int, int] | None:
    """Return a place for every post in which nobody fills two of one entry; None where there is none."""
    necessary = {p for p, place in enumerate(places) if place.must}

    def placed(post: int, taken: dict[int, int]) -> dict[int, int] | None:
        if _somebody_is_twice(plan, posts, places, taken):
            return None
        if post == len(posts):
            return taken if necessary <= set(taken.values()) else None
        free = (place for place in fits[post] if place not in taken.values())
        return next((found for place in free if (found := placed(post + 1, taken | {post: place}))), None)

    return placed(0, {})


def _fill(
    place: int, fits: Sequence[list[int]], by_place: dict[int, int], by_post: dict[int, int], seen: set[int]
) -> bool:
    """Find a post for a place, moving others where that helps; return whether there is one."""
    for post, possible in enumerate(fits):
        if place in possible and post not in seen:
            seen.add(post)
            if post not in by_post or _fill(by_post[post], fits, by_place, by_post, seen):
                by_place[place], by_post[post] = post, place
                return True
    return False


def _use(
    post: int, fits: Sequence[list[int]], by_place: dict[int, int], by_post: dict[int, int], seen: set[int]
) -> bool:
    """Find a place for a post, moving others where that helps; places that are filled stay filled."""
    for place in fits[post]:
        if place not in seen:
            seen.add(place)
            if place not in by_place or _use(by_place[place], fits, by_place, by_post, seen):
                by_place[place], by_post[post] = post, place
                return True
    return False
