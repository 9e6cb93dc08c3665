"""The verdict as one page, for a terminal, for mail and wikis, and to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairlead.draw.document import Block, Bullets, Heading, Paragraph
from fairlead.draw.shares import percent
from fairlead.draw.tables import Cell, Column, Table, Tone, Toned
from fairlead.feasibility.phrases import of_runs, quoted
from fairlead.feasibility.verdict import Answer, Assessment, Reason
from fairlead.plan.values import said_money
from fairlead.risk.forecast import NEVER
from fairlead.schedule.why.words import Words, listed

_MOST_NAMED = 3
_NOBODY = "No: there is work that nobody in the plan can do."
_TONES: dict[Answer, Tone] = {"yes": "good", "at risk": "warning", "no": "critical"}


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
    if not found.plan.tasks:
        return "Nothing can be judged yet: there is nothing to do in the plan."
    if found.is_finished and found.verdict is not None:
        kept = found.verdict == "yes"
        return "Yes: all is done, as promised." if kept else "No: all is done, but not all as promised."
    if found.feasible is False:
        if said := _kept_alone(found):
            return f"No: {said} may be kept, but not all that the plan demands, even with luck."
        reach = _out_of_reach(found)
        if found.people.unfilled and not reach:
            return _NOBODY
        return f"No: it can't be met, even with luck.{reach}"
    if found.verdict is None:
        return "Nothing is promised yet, so nothing can be judged."
    at_all = "" if found.feasible else " Whether it can be met at all isn't known."
    said = {
        "yes": f"Yes: it can be done.{_unjudged(found)}",
        "at risk": "At risk: more likely than not, but not as surely as asked for.",
        "no": _against(found),
    }[found.verdict]
    return f"{said}{_together(found)}{at_all}"


def _kept_alone(found: Assessment) -> str:
    """Return what can be kept for itself where no answer is a no, in words; nothing where one is."""
    goals = [each.verdict for each in found.goals if each.verdict is not None]
    if "no" in (found.budget.verdict, found.people.verdict, *goals):
        return ""
    named = ["each goal" if len(goals) > 1 else "the goal"] if goals else []
    return listed([*named, *(["the budget"] if found.budget.verdict is not None else [])])


def _against(found: Assessment) -> str:
    """Return what speaks against a plan that isn't refuted: the odds, or the staffing alone."""
    if "no" not in (found.budget.verdict, *(each.verdict for each in found.goals)):
        if found.people.unfilled:
            return _NOBODY
        return "No: those who have to do the work have too little time for it."
    return (
        "No: it can be met with luck, but the odds are against it."
        if found.feasible
        else "No: the odds are against it."
    )


def _out_of_reach(found: Assessment) -> str:
    """Return which goals can't be met even with luck, in words, where others can."""
    names = [quoted(each.name) for each in found.goals if not each.possible and not each.done]
    names += ["the budget"] if not found.budget.possible else []
    if not 0 < len(names) <= _MOST_NAMED or len(found.goals) + (found.budget.total is not None) < 2:
        return ""
    said = listed(names)
    return f" {said[0].upper()}{said[1:]} {'are' if len(names) > 1 else 'is'} out of reach."


def _unjudged(found: Assessment) -> str:
    """Return for which goals a yes doesn't hold, since no work is named that they are met by."""
    names = [quoted(goal.name) for goal in found.goals if goal.deadline is not None and not goal.has_work]
    return f" That leaves out {listed(names)}: by what that is met isn't said." if names else ""


def _together(found: Assessment) -> str:
    """Return the chance of all that is promised; that no run kept it is no proof that it can't be kept.

    What didn't happen in n runs has, with 95 % confidence, a chance below 3 / n. Source: Hanley and Lippman-Hand, If
    nothing goes wrong, is everything all right?, JAMA 249(13), 1983.
    """
    both = found.score.chance_of_all
    if both is None:
        return ""
    if not both:
        runs, most = f"{found.score.iterations:,}", f"{found.score.iterations / 3:,.0f}"
        return (
            f" None of {runs} runs kept all that is promised together: its chance is below about 1 in {most}."
        )
    return f" All that is promised together has a chance of {percent(both)}."


def verdicts(found: Assessment, words: Words, *, narrow: bool = False, bare: bool = False) -> Table:
    """Return the answers on goals, budget and people, with the odds behind them; `narrow` ones have brief dates and
    leave out what is planned, `bare` ones also the dates that are sure enough.
    """
    rows: list[tuple[Cell, ...]] = []
    for goal in found.goals:
        moments = (goal.planned, goal.likely)
        known = (*(each if goal.has_work else None for each in moments), goal.deadline)
        row = tuple("" if each is None else _date(found, each, words, brief=narrow or bare) for each in known)
        rows.append((goal.name, *row, _chance(goal.probability, goal.possible), _answer(goal.verdict)))
    budget = found.budget
    if budget.total is not None or budget.planned:
        currency = found.plan.settings.currency
        sums = (budget.planned, budget.likely, budget.total)
        row = tuple("" if each is None else said_money(each, currency) for each in sums)
        name = "Cost" if budget.total is None else "Budget"
        rows.append((name, *row, _chance(budget.probability, budget.possible), _answer(budget.verdict)))
    people = found.people
    if people.verdict is not None:
        free = people.probability_by_logic
        possible = all(goal.possible for goal in found.goals)
        said = "" if free is None else f"{_chance(free, possible)} if all were free"
        chance = _chance(people.probability, possible)
        rows.append(("People, all goals", "", said, "", chance, _answer(people.verdict)))
    alike = all(abs(goal.confidence - found.confidence) < 1e-9 for goal in found.goals)
    sure = f"With {percent(found.confidence)}" if alike else "Sure enough"  # each as sure as it has to be
    titles = ("", "As planned", sure, "Asked for", "Chance", "Verdict")
    columns = [Column(title, "right" if 0 < k < 5 else "left", wrap=k == 0) for k, title in enumerate(titles)]
    keep = (0, 3, 4, 5) if bare else (0, 2, 3, 4, 5) if narrow else range(6)
    return Table(tuple(columns[k] for k in keep), tuple(tuple(row[k] for k in keep) for row in rows))


def _date(found: Assessment, minute: int, words: Words, *, brief: bool) -> str:
    """Return a date; a `brief` one goes without its day of the week."""
    if minute >= NEVER:
        return "never"
    said = words.finished(found.score.forecast.local(minute))
    return said.partition(" ")[2] if brief else said


def _chance(probability: float | None, possible: bool) -> str:
    return "" if probability is None else of_runs(probability, impossible=not possible)


def _answer(answer: Answer | None) -> Cell:
    return None if answer is None else Toned(answer, _TONES[answer])


def _by_goal(reasons: Sequence[Reason]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the reasons, below the odds of each goal what is behind them."""
    for first, *more in _runs_about(reasons):
        yield first.sentence, tuple(each.sentence for each in more)


def _runs_about(reasons: Sequence[Reason]) -> Iterator[list[Reason]]:
    run: list[Reason] = []
    for each in reasons:
        if run and not (run[0].kind == "odds" and each.kind != "odds" and each.about == run[0].about):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def blocks(found: Assessment, words: Words, *, narrow: bool = False, bare: bool = False) -> Iterator[Block]:
    """Yield the page from the verdict down."""
    yield Paragraph(headline(found), strong=True)
    table = verdicts(found, words, narrow=narrow, bare=bare)
    if table.rows:
        yield table
    if found.reasons:
        yield Heading("Why")
        yield Bullets(tuple(_by_goal(found.reasons)))
    if found.contradictions:
        yield Heading("What contradicts one another")
        yield Bullets(
            tuple((each.sentence, (each.cures,) if each.cures else ()) for each in found.contradictions)
        )
    if found.unsettled:
        names = listed([quoted(found.plan.goals[id].title) for id in found.unsettled])
        yield Paragraph(
            f"Whether {names} can be met with luck couldn't be told in the time; a longer --why-not may tell."
        )
    if found.missing:
        yield Heading("What the plan doesn't say" if found.plan.tasks else "What is missing")
        yield Bullets(tuple(each.sentence for each in found.missing))
