"""Checks: those on a task are those it asks for, each of them free to do it, and tied to others as it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fairlead.schedule.verifying.case import Case
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.saying import named, percent
from fairlead.schedule.verifying.staff import Place, Post, heads_of, is_human
from fairlead.schedule.verifying.violation import Violation


def are_who_is_asked_for(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks without whom they ask for, or with others."""
    for doing in doings.values():
        if doing.job.state in ("planned", "begun") and not _holds_nobody(doing):
            yield from _missing(doing)
            yield from _uninvited(case, doing)
            yield from _twice(case, doing)


def keep_to_the_same_people(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that should be done by those of another task, and aren't."""
    for doing, others in _tied(case, doings, "same_as"):
        if _holds_nobody(doing):
            continue
        mine = _people(case, doing)
        theirs = {who for other in others for who in _people(case, other)}
        places = doing.staff.places
        if places:
            # Who of them can't do it, nobody can put on it; a task that asks for things alone may do without.
            theirs &= {who for place in places for who in place.eligible}
        if theirs and len(mine & theirs) < min(len(mine) or 1, _most_of(theirs, places)):
            wrong = sorted(mine - theirs)
            said = (
                f"{named(wrong)} {'is' if len(wrong) == 1 else 'are'} on it" if wrong else "nobody is on it"
            )
            ids = [other.id for other in others]
            message = f"`{doing.id}` is for those of {named(ids)}, {named(sorted(theirs))}, but {said}."
            yield Violation("same-as", message, (doing.id, *ids), tuple(wrong))


def _most_of(people: set[str], places: Sequence[Place]) -> int:
    """Return how many of these people the places can hold, each in one of them; all where it has no places."""
    holder: dict[int, str] = {}

    def placed(who: str, seen: set[int]) -> bool:
        for number, place in enumerate(places):
            if who in place.eligible and number not in seen:
                seen.add(number)
                if number not in holder or placed(holder[number], seen):
                    holder[number] = who
                    return True
        return False

    return sum(placed(who, set()) for who in people) if places else len(people)


def keep_to_other_people(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that somebody does who is on a task that others should have done."""
    for doing, others in _tied(case, doings, "not_as"):
        for other in others:
            # Of several alike it may be others who do it; whom the plan itself names on both, no schedule chose.
            decided = {who.id for who in doing.job.task.who} & {who.id for who in other.job.task.who}
            shared = (_people(case, doing) & _people(case, other)) - decided
            both = sorted(id for id in shared if heads_of(case.plan, id) == 1)
            if both:
                message = (
                    f"`{doing.id}` is for others than those of `{other.id}`, but {named(both)} is on both."
                )
                yield Violation("not-as", message, (doing.id, other.id), tuple(both))


def _tied(case: Case, doings: Doings, field: str) -> Iterator[tuple[Doing, list[Doing]]]:
    """Yield each task that names others in a field, with those of them that are in the schedule."""
    for doing in doings.values():
        if doing.job.state != "planned":
            continue
        for id in getattr(doing.job.task, field):
            if id not in case.plan.tasks:
                continue
            others = [doings[job.id] for job in case.jobs_of(id) if job.id != doing.id]
            if others:
                yield doing, others


def _people(case: Case, doing: Doing) -> set[str]:
    return {id for id in doing.staff.ids if is_human(case.plan, id)}


def _holds_nobody(doing: Doing) -> bool:
    """Tell whether a task takes no time, so that nobody has to be there for it."""
    return not any(portion.minutes for portion in doing.effort)


def _missing(doing: Doing) -> Iterator[Violation]:
    for asked in dict.fromkeys(place.asked for place in doing.staff.empty):
        places = [place for place in doing.staff.places if place.asked == asked and place.must]
        filled = len(places) - sum(place.asked == asked for place in doing.staff.empty)
        there = f"only {filled} of {len(places)} is" if filled else "nobody who can is"
        message = f"`{doing.id}` asks for `{asked}`, but {there} on it for that share: {_said(doing)}."
        yield Violation(
            "needs" if not places[0].named else "who", message, (doing.id,), tuple(doing.staff.ids)
        )


def _uninvited(case: Case, doing: Doing) -> Iterator[Violation]:
    for post in doing.staff.posts:
        if post.place is not None or case.plan.find(post.who, ("stakeholder",)):
            continue
        if doing.staff.unfillable or _is_same_people(case, doing):
            continue
        wanted = [place for place in doing.staff.places if post.who in place.eligible]
        yield Violation("not-asked", _why_not(doing, post, wanted), (doing.id,), (post.who,))


def _is_same_people(case: Case, doing: Doing) -> bool:
    """Tell whether a task asks for nobody itself, because it is for those of another."""
    return bool(doing.job.task.same_as) and not any(place for place in doing.staff.places)


def _why_not(doing: Doing, post: Post, wanted: list[Place]) -> str:
    if not wanted:
        return f"`{post.who}` is on `{doing.id}`, which asks for no such person or thing."
    shares = " or ".join(dict.fromkeys(percent(place.part) for place in wanted))
    if post.share not in {place.part for place in wanted}:
        return f"`{post.who}` is on `{doing.id}` for {percent(post.share)} of their time, but it asks for {shares}."
    return f"`{post.who}` is on `{doing.id}`, which needs no more of them: {_said(doing)}."


def _twice(case: Case, doing: Doing) -> Iterator[Violation]:
    """Yield who fills more places of one entry than there are of them: two are asked for, not one twice."""
    on = Counter(
        (post.who, doing.staff.places[post.place].entry)
        for post in doing.staff.posts
        if post.place is not None
    )
    for (who, entry), times in on.items():
        if times > heads_of(case.plan, who):
            asked = next(place.asked for place in doing.staff.places if place.entry == entry)
            there_are = _are(heads_of(case.plan, who))
            message = f"`{who}` is on `{doing.id}` {times} times for `{asked}`, but there {there_are}."
            yield Violation("twice", message, (doing.id,), (who,))


def _are(number: int) -> str:
    return "is only one" if number == 1 else f"are only {number}"


def _said(doing: Doing) -> str:
    posts = [f"`{post.who}` at {percent(post.share)}" for post in doing.staff.posts]
    return ", ".join(posts) if posts else "nobody is on it"
