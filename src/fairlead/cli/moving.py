"""What one schedule changes against another, in words: the finish, the tasks that move, those who do them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlead.cli.screen import counted, say, say_heading, toned, wrapped
from fairlead.cli.wording import Words

if TYPE_CHECKING:
    from fairlead.schedule.levelling.placed import PeopleSchedule
    from fairlead.schedule.moves import Moved
    from fairlead.schedule.outlook import Outlook

_MOST = 12


def say_moves(
    outlook: Outlook, before: PeopleSchedule, after: PeopleSchedule, words: Words, *, against: str
) -> None:
    """Print what a schedule changes against the one before it: the finish first, then the tasks that move most."""
    from fairlead.schedule.moves import moves

    say_heading(f"Against {against}")
    found = moves(before, after)
    if not found and before.finish == after.finish:
        say("Nothing changes.")
        return
    say(f"Finish: {_shift(outlook, before.finish, after.finish, words, finish=True)}")
    people = sum(each.in_people for each in found)
    others = f", {people} of them to other people" if people else ""
    say(
        f"{counted(len(found), 'task')} {'moves' if len(found) == 1 else 'move'}{others}{':' if found else '.'}"
    )
    farthest = sorted(found, key=lambda each: -abs(each.start_after - each.start_before))
    for each in farthest[:_MOST]:
        for number, line in enumerate(wrapped(_in_words(outlook, each, words), first=2, indent=4)):
            say(line if number else f"  {line}")
    if len(found) > _MOST:
        say(toned(f"  and {len(found) - _MOST:,} more", "quiet"))


def _in_words(outlook: Outlook, moved: Moved, words: Words) -> str:
    said = []
    if moved.start_before != moved.start_after:
        said.append(f"starts {_shift(outlook, moved.start_before, moved.start_after, words)}")
    elif moved.finish_before != moved.finish_after:
        said.append(
            f"finishes {_shift(outlook, moved.finish_before, moved.finish_after, words, finish=True)}"
        )
    if moved.in_people:
        was, now = (
            ", ".join(map(outlook.called, each)) or "nobody"
            for each in (moved.people_before, moved.people_after)
        )
        said.append(f"{was} → {now}")
    return f"{moved.id}: {'; '.join(said)}"


def _shift(outlook: Outlook, was: int, now: int, words: Words, *, finish: bool = False) -> str:
    moment = outlook.schedule.moment
    text = words.reached if finish else words.started
    if was == now:
        return f"{text(moment(now))}, as before"
    minutes = outlook.schedule.working_minutes(was, now)
    said = f"{text(moment(was))} → {text(moment(now))}"
    return f"{said}, {words.about(minutes)} {'later' if now > was else 'earlier'}" if minutes else said
