"""The verdict as one page, for a terminal, for mail and wikis, and to send."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.document import Block, Bullets, Heading, Paragraph
from fairlead.draw.tables import Cell, Column, Table, Tone, Toned
from fairlead.feasibility.reasons import money, percent
from fairlead.feasibility.verdict import Answer, Assessment
from fairlead.risk.forecast import NEVER
from fairlead.schedule.why.words import Words, listed

_TONES: dict[Answer, Tone] = {"yes": "good", "at risk": "warning", "no": "critical"}
_MOST_REASONS = 8


def subtitle(found: Assessment) -> str:
    """Return on what the verdict rests."""
    basis = {
        "agreed": "with your people, as agreed",
        "levelled": "with your people, levelled",
        "logic": "by logic alone: nobody is asked for",
    }[found.score.basis]
    return f"{found.score.iterations:,} iterations (seed {found.score.seed}), {basis}; {_asked(found)}."


def _asked(found: Assessment) -> str:
    return f"{percent(found.confidence)} confidence asked for"


def headline(found: Assessment) -> str:
    """Return the verdict in a sentence."""
    if found.feasible is False:
        answers = [found.budget.verdict, found.people.verdict, *(each.verdict for each in found.goals)]
        if found.goals and "no" not in answers:
            return (
                "No: each goal and the budget may be kept, but not all that the plan demands, even with luck."
            )
        return "No: it can't be met, even with luck."
    if found.verdict is None:
        return "Nothing is promised yet, so nothing can be judged."
    at_all = "" if found.feasible else " Whether it can be met at all isn't known."
    both = found.score.chance_of_all
    chance = "" if both is None else f" All that is promised together has a chance of {percent(both)}."
    said = {
        "yes": "Yes: it can be done.",
        "at risk": "At risk: more likely than not, but not as surely as asked for.",
        "no": "No: it can be met with luck, but the odds are against it."
        if found.feasible
        else "No: the odds are against it.",
    }[found.verdict]
    return f"{said}{chance}{at_all}"


def verdicts(found: Assessment, words: Words, *, narrow: bool = False) -> Table:
    """Return the answers on goals, budget and people, with the odds behind them."""
    rows: list[tuple[Cell, ...]] = []
    for goal in found.goals:
        moments = (goal.planned, goal.likely, goal.deadline)
        row = tuple("" if each is None else _date(found, each, words, brief=narrow) for each in moments)
        rows.append((goal.name, *row, _chance(goal.probability), _answer(goal.verdict)))
    budget = found.budget
    if budget.total is not None or budget.planned:
        total = "" if budget.total is None else money(budget.total, found.plan)
        row = (money(budget.planned, found.plan), money(budget.likely, found.plan), total)
        rows.append(("Budget", *row, _chance(budget.probability), _answer(budget.verdict)))
    people = found.people
    if people.verdict is not None:
        free = people.probability_by_logic
        said = "" if free is None else f"{percent(free)} if all were free"
        rows.append(("People, all goals", "", said, "", _chance(people.probability), _answer(people.verdict)))
    alike = all(abs(goal.confidence - found.confidence) < 1e-9 for goal in found.goals)
    sure = f"With {percent(found.confidence)}" if alike else "Sure enough"  # each as sure as it has to be
    titles = ("", "As planned", sure, "Asked for", "Chance", "Verdict")
    columns = [Column(title, "right" if 0 < k < 5 else "left", wrap=k == 0) for k, title in enumerate(titles)]
    keep = (0, 2, 3, 4, 5) if narrow else range(6)
    return Table(tuple(columns[k] for k in keep), tuple(tuple(row[k] for k in keep) for row in rows))


def _date(found: Assessment, minute: int, words: Words, *, brief: bool) -> str:
    """Return a date; a `brief` one goes without its day of the week."""
    if minute >= NEVER:
        return "never"
    said = words.finished(found.score.forecast.local(minute))
    return said.partition(" ")[2] if brief else said


def _chance(probability: float | None) -> str:
    return "" if probability is None else percent(probability)


def _answer(answer: Answer | None) -> Cell:
    return None if answer is None else Toned(answer, _TONES[answer])


def blocks(found: Assessment, words: Words, *, narrow: bool = False) -> Iterator[Block]:
    """Yield the page from the verdict down."""
    yield Paragraph(headline(found), strong=True)
    table = verdicts(found, words, narrow=narrow)
    if table.rows:
        yield table
    if found.reasons:
        yield Heading("Why")
        yield Bullets(tuple(each.sentence for each in found.reasons[:_MOST_REASONS]))
    if found.contradictions:
        yield Heading("What contradicts one another")
        yield Bullets(
            tuple((each.sentence, (each.cures,) if each.cures else ()) for each in found.contradictions)
        )
    if found.unsettled:
        names = listed([found.plan.goals[id].title for id in found.unsettled])
        yield Paragraph(
            f"Whether {names} can be met with luck couldn't be told in the time; --why-not gives more."
        )
    if found.missing:
        yield Heading("What the plan doesn't say" if found.plan.tasks else "What is missing")
        yield Bullets(tuple(each.sentence for each in found.missing))
