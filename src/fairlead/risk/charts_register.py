"""The heat map of a register: probability by impact, before the response and after it."""

from __future__ import annotations

from collections.abc import Callable

from fairlead.draw.matrix import Board, Heading, Level, Mark, Matrix, MatrixCell
from fairlead.risk.register import Entry, Register, Stage
from fairlead.risk.register_scales import LEVELS, STEPS, level_of

_NAMES: dict[Stage, str] = {
    "before": "Before any response",
    "now": "With what is done",
    "planned": "With all that is planned",
}
_BRIEF = ("v.low", "low", "medium", "high", "v.high")

Said = Callable[[float], str]
"""Says a length of working minutes, or a sum."""


def stages_shown(register: Register) -> tuple[Stage, ...]:
    """Return the stages that differ: before, with what is done where anything is, and as planned where more is."""
    shown: list[Stage] = ["before"]
    if any(each.actions_done for each in register):
        shown.append("now")
    if any(each.actions_done < len(each.risk.actions) for each in register):
        shown.append("planned")
    return tuple(shown)


def risk_matrix(register: Register, title: str, length: Said, money: Said, *, brief: bool = False) -> Matrix:
    """Return the heat map of all risks that aren't closed, numbered as the register lists them.

    `length` and `money` say minutes and sums; `brief` names the steps in few characters, as a terminal has room for.
    """
    scales = register.scales
    numbers = {each.id: number for number, each in enumerate(register, 1)}
    names = _BRIEF if brief else STEPS
    columns = tuple(
        Heading(
            name,
            _up_to(scales.delay, step, length),
            _up_to(scales.money, step, money) if scales.money else "",
        )
        for step, name in enumerate(names)
    )
    rows = tuple(
        Heading(STEPS[step], _up_to(scales.probability, step, lambda each: f"{each * 100:.3g}%"))
        for step in reversed(range(5))
    )
    return Matrix(
        title,
        rows,
        columns,
        tuple(_board(register, stage, numbers, length, money) for stage in stages_shown(register)),
        tuple(_levels()),  # type: ignore[arg-type]
        "Probability",
        "Impact, the worse of delay and money",
        "Risks and opportunities by probability and impact",
    )


def _levels() -> list[str]:
    ends = {level: [score for score in range(1, 26) if level_of(score) == level] for level in LEVELS}
    return [f"{level} ({scores[0]}–{scores[-1]})" for level, scores in ends.items()]


def _up_to(ends: tuple[float, ...], step: int, said: Said) -> str:
    return f"≤ {said(ends[step])}" if step < 4 else f"> {said(ends[3])}"


def _board(register: Register, stage: Stage, numbers: dict[str, int], length: Said, money: Said) -> Board:
    heat = register.heat(stage)
    cells = tuple(
        tuple(
            MatrixCell(
                _level(probability * impact),
                tuple(
                    Mark(numbers[each.id], each.id, _facts(each, stage, length, money))
                    for each in heat.get((probability, impact), ())
                ),
            )
            for impact in range(1, 6)
        )
        for probability in range(5, 0, -1)
    )
    delay, sum_ = register.expected(stage)
    expected = f"Expected of all together: {length(delay)} of delay at most, {money(sum_)}"
    return Board(_NAMES[stage], cells, (expected,))


def _level(score: int) -> Level:
    place = LEVELS.index(level_of(score))
    return 0 if place == 0 else 1 if place == 1 else 2 if place == 2 else 3


def _facts(each: Entry, stage: Stage, length: Said, money: Said) -> tuple[str, ...]:
    exposure = each.at(stage).exposure
    facts = [each.name]
    if exposure.probability is not None:
        facts.append(f"{exposure.probability:.0%} likely, score {each.at(stage).grade.score}")
    if exposure.delay:
        facts.append(f"{length(exposure.delay.mean)} of delay on average")
    if exposure.money:
        facts.append(f"{money(exposure.money.mean)} on average")
    if each.owner:
        facts.append(each.owner)
    return tuple(facts)
