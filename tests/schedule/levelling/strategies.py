"""Small random plans in which people, things, stock, dates and ties get into each other's way."""

from __future__ import annotations

from hypothesis import strategies as st

_TOM = (
    "",
    ", hours: Mon-Wed 09:00-15:00",
    ", away: [2027-01-05..2027-01-06]",
    ", share: 50%",
    ", limit: 20h/w",
    ", wip: 1",
    ", setup: 2h",
)
_MEI = ("", ", share: 70%", ", count: 2", ", hours: Mon-Fri 13:00-21:00", ", limit: 6h/d")
_RIG = ("", ", count: 2", ", setup: 1h", ", away: [2027-01-07..2027-01-08]")
_STEEL = ("stock: 4", "stock: 1, lead_time: 3d")
_OPTIONS = ("split_when_levelling: yes", "honour_constraints: yes", "lag_calendar: predecessor")
_WHO = (
    "needs: [a]",
    "needs: [2 a]",
    "needs: [a, rig]",
    "needs: [b at 50%]",
    "needs: [1..2 b]",
    "needs: [a >= 2 | b >= 3]",
    "needs: [rig]",
    "needs: [2 steel, b]",
    "who: [ana]",
    "who: [ana at 50%, tom]",
    "who: [mei], needs: [a]",
)
_LAGS = ("", " +4h", " SS +2h", " FF", " +1ed", " -4h", " SS +50%")
_TIES = ("same_as", "not_as", "apart_from")


@st.composite
def plans(draw: st.DrawFn, most: int = 6) -> str:
    """Plans of two to `most` tasks for Ana, Tom and Mei, one or two rigs and a little steel."""
    chosen = draw(st.lists(st.sampled_from(_OPTIONS), unique=True, max_size=2))
    tasks = [_task(draw, number) for number in range(draw(st.integers(2, most)))]
    return "\n".join(
        [
            f"options: {{{', '.join(chosen)}}}",
            "people:",
            "  - {id: ana, skills: {a: 2, b: 1}}",
            f"  - {{id: tom, skills: {{a: 1}}{draw(st.sampled_from(_TOM))}}}",
            f"  - {{id: mei, skills: {{b: 3}}{draw(st.sampled_from(_MEI))}}}",
            f"equipment: [{{id: rig{draw(st.sampled_from(_RIG))}}}]",
            f"materials: [{{id: steel, {draw(st.sampled_from(_STEEL))}}}]",
            "tasks:",
            *(f"  - {{{task}}}" for task in tasks),
            "",
        ]
    )


def _task(draw: st.DrawFn, number: int) -> str:
    said = [f"id: t{number}"]
    kind = draw(st.integers(0, 9))
    if kind == 0:
        said.append("milestone: yes")
    elif kind == 1:
        said.append(f"modes: [{{{_way(draw)}}}, {{{_way(draw)}}}]")
    elif kind == 2:
        said.append(_time(draw))
    else:
        said.append(_way(draw))
    before = st.integers(0, number - 1)
    if number and draw(st.booleans()):
        said.append(f"after: [t{draw(before)}{draw(st.sampled_from(_LAGS))}]")
    if number and kind and draw(st.integers(0, 2)) == 0:
        said.append(f"{draw(st.sampled_from(_TIES))}: [t{draw(before)}]")
    rare = draw(st.integers(0, 9))
    said += {0: ["start: from 2027-01-07"], 1: ["finish: by 2027-01-12"], 2: ["split: no"]}.get(rare, [])
    if draw(st.integers(0, 2)) == 0:
        said.append(f"setup: {draw(st.sampled_from('xy'))}")
    return ", ".join(said)


def _way(draw: st.DrawFn) -> str:
    return f"{_time(draw)}, {draw(st.sampled_from(_WHO))}"


def _time(draw: st.DrawFn) -> str:
    hours = draw(st.integers(1, 24))
    unit = draw(st.sampled_from(("estimate: {}h", "work: {}h", "duration: {}eh")))
    return unit.format(hours)
