"""`fairlead risks`: the register with scores and heat map, what wants attention, and what the plan itself shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import force_option, json_option, plan_argument, workers_option
from fairlead.cli.forecasting import Asked
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.pictures import picture
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.scenarios import must_be_the_plan_itself
from fairlead.cli.schedules import outlook_of, today
from fairlead.cli.screen import (
    at_terminal,
    counted,
    listed,
    narrow,
    say,
    say_heading,
    say_json,
    say_table,
    toned,
    width,
    wrapped,
)
from fairlead.cli.wording import Words, said_date
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically
from fairlead.plan.values import said_money

if TYPE_CHECKING:
    from fairlead.draw.matrix import Matrix
    from fairlead.draw.tables import Cell, Column, Table, Tone
    from fairlead.risk.finding import Found
    from fairlead.risk.forecast import Forecast
    from fairlead.risk.register import Entry, Register, Standing
    from fairlead.schedule.outlook import Outlook

_STATUSES = ("open", "triggered", "struck", "closed")
_ARROWS = {"up": "▲", "down": "▼", "same": "=", "new": "new"}


@taught(
    "risks",
    ("fairlead risks robotics.yaml", "the register, its heat map, what wants attention"),
    ("fairlead risks robotics.yaml --owner mei --status open", "some of it; --category likewise"),
    ("fairlead risks robotics.yaml --keep", "keep it, so that the next time shows the trend"),
    ("fairlead risks robotics.yaml -o heat.svg", "the heat map; .png .pdf .html likewise"),
    ("fairlead risks robotics.yaml --worth --budget 15000", "what each action is worth; the best for a sum"),
    ("fairlead risks robotics.yaml --find", "risks that the plan itself shows, drafted as entries"),
    (
        "fairlead risks robotics.yaml --find --add --only foreign-currency",
        "write some of the drafts into the plan",
    ),
)
@plan_argument
@click.option("--owner", metavar="WHO", help="Only the risks of one owner; `none`: without an owner.")
@click.option("--category", metavar="C", help="Only one category; `none`: without a category.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only risks that are so.")
@click.option("--find", is_flag=True, help="Find risks that the plan shows and the register hasn't.")
@click.option("--only", metavar="KIND|ID", multiple=True, help="With --find: only drafts of this kind or id.")
@click.option("--add", is_flag=True, help="With --find: write the drafts into the plan.")
@click.option("--worth", is_flag=True, help="Say what each open action is worth, by simulation.")
@click.option("--budget", metavar="SUM", help="With --worth: find the best actions that this pays for.")
@click.option(
    "--iterations", metavar="N", type=click.IntRange(100), default=5_000, help="For --worth and --find."
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Draw other numbers.")
@workers_option
@click.option("--keep", is_flag=True, help="Keep the register beside the plan, to compare with later.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write .svg, .png, .pdf or .html.")
@force_option
@json_option
def command(
    plan: str | None,
    owner: str | None,
    category: str | None,
    status: str | None,
    find: bool,
    only: tuple[str, ...],
    add: bool,
    worth: bool,
    budget: str | None,
    iterations: int,
    seed: int,
    workers: str | None,
    keep: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Show the register, what the plan shows beyond it, or what its actions are worth."""
    name = named(plan)
    _must_go_together(find, add, only, owner, status, keep, output)
    if budget is not None and not worth:
        raise RequestError("--budget belongs to --worth; add that as well")
    if worth and (find or keep or output is not None or owner or category or status):
        raise RequestError(
            "--worth stands alone, with --budget, --iterations, --seed and --workers; leave the other options out"
        )
    if workers is not None and not (worth or find):
        raise RequestError("--workers belongs to --worth and --find, which simulate; add one of them as well")
    if output is not None:
        must_be_writable(output, force)
    given = sound(name)
    if add or keep:
        _must_be_a_file(given)
    if worth:
        from fairlead.cli.worth import say_worth

        say_worth(given, budget, Asked(iterations, seed, workers=workers), as_json=as_json)
        return
    outlook = outlook_of(given.plan, given.opened, name=name)
    if find:
        odds = _odds(given, Asked(iterations, seed, workers=workers))
        _find(given, outlook, category, only, odds, add=add, as_json=as_json)
        return
    whole = _register(given, outlook)
    shown = whole.only(owner, category, status)
    _must_be_known(whole, owner, category)
    if as_json:
        say_json({"plan": outlook.plan.title, "basis": outlook.basis, **shown.to_json()})
    elif output is None:
        _say(outlook, shown, whole)
    if output is not None:
        words = Words.of(outlook.plan)
        write_atomically(
            output, _drawn(_matrix(outlook, shown, words), Path(output).suffix.lower()), force=force
        )
        if not as_json:
            say(f"{toned('Wrote', 'good')} {output}.")
    if keep:
        _keep(given, whole, quiet=as_json)


def _must_go_together(
    find: bool,
    add: bool,
    only: Sequence[str],
    owner: str | None,
    status: str | None,
    keep: bool,
    output: str | None,
) -> None:
    if not find and (add or only):
        raise RequestError(f"{'--add' if add else '--only'} belongs to --find; add that as well")
    if find and (owner or status):
        raise RequestError("what --find drafts has no owner and no status yet; leave them out")
    if find and (keep or output is not None):
        raise RequestError(
            f"{'--keep' if keep else '-o'} is of the register; leave --find out, or do both in turn"
        )


def _must_be_a_file(given: Given) -> None:
    from fairlead.exchange.importing import OpenedImport

    must_be_the_plan_itself("the register")
    name = given.name
    if isinstance(given.opened, OpenedImport):
        raise RequestError(
            f"{name} is another tool's file; `fairlead import {name} -o plan.yaml` makes a plan of it"
        )
    if not Path(name).is_file():
        raise RequestError(f"{name} is no file that can be written to or beside; name the plan's file itself")


def _must_be_known(whole: Register, owner: str | None, category: str | None) -> None:
    """Raise RequestError where a filter names an owner or category that no risk has: a slip, and no empty answer."""
    for what, asked, known in (
        ("owner", owner, sorted({each.owner or "none" for each in whole})),
        ("category", category, sorted({each.risk.category or "none" for each in whole})),
    ):
        alone = whole.only(owner=asked) if what == "owner" else whole.only(category=asked)
        if asked is not None and len(whole) and not len(alone):
            raise RequestError(f"no risk has the {what} `{asked}`; there are {listed(known)}")


def _register(given: Given, outlook: Outlook) -> Register:
    from fairlead.risk.register import register
    from fairlead.risk.register_trend import last_before
    from fairlead.store.kept_risks import read_kept_risks

    kept = read_kept_risks(given.name) if Path(given.name).is_file() else []
    status = outlook.plan.settings.status_date
    return register(outlook, last_before(kept, status.date if status else today()))


def _keep(given: Given, whole: Register, *, quiet: bool) -> None:
    from fairlead.store.kept_risks import keep_risks

    kept = whole.kept(today())
    path = keep_risks(given.name, kept)
    if not quiet:
        say(f"{toned('Kept', 'good')} {counted(len(whole), 'risk')} for {said_date(kept.day)} in {path}.")


def _drawn(matrix: Matrix, ending: str) -> bytes | str:
    from fairlead.draw.matrix_html import matrix_html
    from fairlead.draw.matrix_svg import matrix_svg

    return picture(ending, svg=lambda: matrix_svg(matrix), html=lambda: matrix_html(matrix))


def _matrix(outlook: Outlook, shown: Register, words: Words, *, brief: bool = False) -> Matrix:
    from fairlead.risk.charts_register import risk_matrix

    return risk_matrix(
        shown,
        outlook.plan.title,
        words.length,
        lambda amount: said_money(amount, shown.currency),
        brief=brief,
    )


# ---------------------------------------------------------------- the page


def _say(outlook: Outlook, shown: Register, whole: Register) -> None:
    from fairlead.draw.matrix_terminal import print_matrix

    words = Words.of(outlook.plan, brief=narrow())
    say(toned(outlook.plan.title, "heading"))
    for line in wrapped(_counted(shown, words)):
        say(line)
    if not len(whole):
        say(f"`fairlead risks PLAN --find` names {toned('what the plan itself shows', 'strong')}.")
        return
    if len(shown):
        say_table(_table(shown, words))
        say()
        print_matrix(_matrix(outlook, shown, words, brief=True), width=width())
    _say_sums(shown, words)
    _say_attention(shown)
    _say_gone(shown)
    _say_scales(shown, words)


def _counted(shown: Register, words: Words) -> str:
    number = {status: sum(each.status == status for each in shown) for status in _STATUSES}
    parts = [f"{count} {status}" for status, count in number.items() if count]
    when = f" on {words.date(shown.as_of)}" if shown.as_of else ""
    since = f"; trend since {words.date(shown.since.day)}" if shown.since else ""
    return f"{counted(len(shown), 'risk')}{when}{': ' + ', '.join(parts) if parts else ''}{since}"


def _table(shown: Register, words: Words) -> Table:
    from fairlead.draw.tables import Column, Table, Toned

    brief = narrow()
    columns = [Column("#", "right"), Column("Risk"), Column("Status", wrap=False), Column("Likely", "right")]
    columns += [Column("Delay", "right"), Column("Money", "right")]
    columns += [Column("Score", wrap=False)]
    trends = any(each.trend is not None for each in shown)
    columns += [Column("Trend", wrap=False)] if trends else []
    columns += [] if brief else [Column("Owner"), Column("Category")]
    rows: list[tuple[Cell, ...]] = []
    for number, each in enumerate(shown, 1):
        now = each.now.exposure
        name = each.id if brief and width() < 60 else f"{each.name} [{each.id}]"
        row: list[Cell] = [number, Toned(name, "quiet") if each.status == "closed" else name]
        row += [Toned(each.status, _TONES.get(each.status, ""))]
        row += [_likely(now.probability) if now.probability is not None and each.now.there else None]
        row += [words.length(now.delay.mean) if now.delay else None]
        row += [said_money(now.money.mean, None) if now.money else None]
        row += [_score(each)]
        row += [_trend(each)] if trends else []
        row += [] if brief else [each.owner or None, each.risk.category]
        rows.append(tuple(row))
    return _without_empty(Table(tuple(columns), tuple(rows)))


_TONES: dict[str, Tone] = {"triggered": "warning", "struck": "critical", "closed": "quiet"}
_LEVEL_TONES: dict[str | None, Tone] = {"severe": "critical", "high": "warning", "medium": "", "low": "good"}


def _without_empty(table: Table) -> Table:
    """Return the table without columns in which nobody says anything."""
    from fairlead.draw.tables import Table

    kept = [n for n in range(len(table.columns)) if any(row[n] is not None for row in table.rows)]
    columns: tuple[Column, ...] = tuple(table.columns[n] for n in kept)
    return Table(columns, tuple(tuple(row[n] for n in kept) for row in table.rows))


def _likely(probability: float) -> str:
    return f"{probability:.0%}" if probability >= 0.1 else f"{probability * 100:.2g}%"


def _score(each: Entry) -> Cell:
    """Return the score before any response, with what is done, and with what is planned, as far as they differ."""
    from fairlead.draw.tables import Toned

    if each.status == "closed":
        return None
    scores = [_said_score(each.before), _said_score(each.now)]
    if each.actions_done < len(each.risk.actions) or not each.now.there:
        scores.append(_said_score(each.planned))
    told = [score for n, score in enumerate(scores) if n == 0 or score != scores[n - 1]]
    level = each.now.grade.level
    return Toned(
        " → ".join(told), _LEVEL_TONES["low" if each.opportunity and level else level] if level else "quiet"
    )


def _said_score(standing: Standing) -> str:
    return "–" if not standing.there or standing.grade.score is None else str(standing.grade.score)


def _trend(each: Entry) -> Cell:
    if each.trend is None or each.status == "closed":
        return None
    arrow = _ARROWS[each.trend.direction] if at_terminal() else each.trend.direction
    before = each.trend.before.score if each.trend.before else None
    return f"{arrow} from {before}" if before is not None and before != each.now.grade.score else arrow


def _say_sums(shown: Register, words: Words) -> None:
    from fairlead.risk.charts_register import stages_shown

    names = {"before": "before any response", "now": "with what is done", "planned": "with what is planned"}
    said = []
    for stage in stages_shown(shown):
        delay, money = shown.expected(stage)
        said.append(f"{words.length(delay)} and {said_money(money, shown.currency)} {names[stage]}")
    costs = sum(each.response_cost for each in shown if each.status != "closed")
    if len(shown):
        say()
        cost = f"; the responses cost {said_money(costs, shown.currency)}" if costs else ""
        text = f"Probability times impact, of all together: {', '.join(said)}{cost}. Delays add up only in a row."
        for line in wrapped(text):
            say(line)


def _say_attention(shown: Register) -> None:
    from fairlead.risk.register_signs import FIRED

    signs = [(each, sign) for each in shown for sign in each.signs]
    if not signs:
        return
    say_heading("Wants attention")
    for each, sign in sorted(signs, key=lambda pair: (pair[1].kind not in FIRED, pair[1].day)):
        tone = "bad" if sign.kind in FIRED else "doubtful"
        first, *rest = wrapped(f"{each.name} [{each.id}]: {sign.text}", first=2, indent=4)
        say(f"  {toned(first, tone)}")
        for line in rest:
            say(toned(line, tone))


def _say_gone(shown: Register) -> None:
    if shown.gone and shown.since is not None:
        names = listed(f"{each.name} [{each.id}]" for each in shown.gone[:8])
        more = f" and {len(shown.gone) - 8} more" if len(shown.gone) > 8 else ""
        say()
        for line in wrapped(f"No longer in the register since {said_date(shown.since.day)}: {names}{more}"):
            say(line)


def _say_scales(shown: Register, words: Words) -> None:
    """Print where the steps come from, as far as the plan doesn't say them."""
    scales = shown.scales
    if not scales.derived or not len(shown):
        return
    parts = []
    if "probability" in scales.derived:
        parts.append("of probability are the usual ones")
    if "delay" in scales.derived:
        ends = ", ".join(words.length(each) for each in scales.delay)
        parts.append(f"of delay follow from the plan's length ({ends})")
    if "money" in scales.derived and scales.money is not None:
        ends = ", ".join(said_money(each, None) for each in scales.money)
        parts.append(f"of money from its budget ({ends})")
    unscored = "" if scales.money is not None else " Without a budget money isn't scored."
    say()
    text = (
        f"Delay and money are averages where it strikes. Steps {listed(parts)}; `risk_scales:` sets your own."
    )
    for line in wrapped(f"{text}{unscored}"):
        say(toned(line, "quiet"))


# ---------------------------------------------------------------- what the plan shows


def _odds(given: Given, asked: Asked) -> Forecast | None:
    """Return the plan's forecast, for what the odds show; None without a budget, which is all they are asked about."""
    from fairlead.cli.forecasting import forecast_of

    budget = given.plan.settings.budget
    if budget is None or budget.total is None:
        return None
    return forecast_of(given, asked, agreed_for(given.name, given.plan, quiet=True))


def _find(
    given: Given,
    outlook: Outlook,
    category: str | None,
    only: Sequence[str],
    odds: Forecast | None,
    *,
    add: bool,
    as_json: bool,
) -> None:
    from fairlead.risk.finding import found_in

    found = _chosen(found_in(outlook, odds), category, only)
    written = bool(add and found)
    if written:
        _add(given, found)
    if as_json:
        findings = [each.to_json() for each in found]
        say_json(
            {"plan": outlook.plan.title, "basis": outlook.basis, "findings": findings, "written": written}
        )
        return
    _say_found(given, outlook, found, written=written)


def _chosen(found: list[Found], category: str | None, only: Sequence[str]) -> list[Found]:
    known = {each.code for each in found} | {each.id for each in found}
    for each in only:
        if each not in known:
            kinds = listed(sorted({one.code for one in found}), "or") if found else "nothing"
            raise RequestError(f"nothing of the kind or id `{each}` was found; there is {kinds}")
    if category is not None:
        found = [
            each for each in found if str(each.draft.get("category", "")).casefold() == category.casefold()
        ]
    return [each for each in found if not only or each.code in only or each.id in only]


def _add(given: Given, found: Sequence[Found]) -> None:
    from fairlead.plan.editing import edit
    from fairlead.plan.rules import check

    edit(given.opened, [each.change() for each in found], check=check).write()


def _say_found(given: Given, outlook: Outlook, found: Sequence[Found], *, written: bool) -> None:
    say(toned(outlook.plan.title, "heading"))
    if not found:
        say("The plan shows no risk that the register doesn't hold already.")
        return
    say(
        f"{counted(len(found), 'risk')} that the plan shows and the register doesn't hold, {outlook.with_whom}"
    )
    for number, each in enumerate(found, 1):
        say()
        first, *rest = wrapped(each.sentence, first=len(f"{number}. "), indent=len(f"{number}. "))
        say(f"{number}. {toned(first, 'strong')}")
        for line in rest:
            say(toned(line, "strong"))
        for fact in each.evidence:
            for place, line in enumerate(wrapped(f"- {fact}", first=4, indent=6)):
                say(line if place else f"    {line}")
        say()
        for line in _yaml_lines(each.line):
            say(toned(line, "command"))
        probability = each.draft.get("probability", "")
        for place, line in enumerate(wrapped(f"{probability}: {each.why}", first=4, indent=6)):
            say(toned(line if place else f"    {line}", "quiet"))
    say()
    if written:
        say(f"{toned('Added', 'good')} {counted(len(found), 'entry', 'entries')} to {given.name}.")
    else:
        all_of_it = f"`fairlead risks {given.name} --find --add`"
        text = f"Paste what you agree with below `risks:`, or let {all_of_it} write all of it."
        for line in wrapped(text):
            say(line)


def _yaml_lines(line: str) -> list[str]:
    """Return a flow line as it can be pasted: whole in a pipe, broken after commas where a terminal is too narrow."""
    if not at_terminal():
        return [f"  {line}"]
    lines, current = [], "  "
    for part in line.replace(", ", ",\0").split("\0"):
        if len(current) + len(part) + 1 > width() and current.strip():
            lines.append(current)
            current = "    "
        current += f"{' ' if current.strip() else ''}{part}"
    return [*lines, current]
