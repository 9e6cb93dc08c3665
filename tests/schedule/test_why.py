"""Why a task is where it is, step by step, and what would move it."""

from __future__ import annotations

import json

import pytest

from fairlead.plan.errors import RequestError
from fairlead.schedule.schedule import Schedule
from fairlead.schedule.why import Why, why
from tests.schedule.asking import scheduled, tasks


def _sentences(found: Schedule, id: str) -> list[str]:
    return [step.sentence for step in why(found, id).steps]


def _moves(answer: Why) -> dict[str, int]:
    return {mover.change: mover.moves for mover in answer.movers}


_CHAIN = """
    tasks:
      - {id: dig, name: Dig, estimate: 2d}
      - {id: pour, name: Pour, estimate: 3d, after: [dig]}
      - {id: order, name: Order, estimate: 1d}
      - {id: build, name: Build, estimate: 2d, after: [pour +1d, order]}
"""


def test_the_way_back_ends_at_the_plans_start() -> None:
    answer = why(scheduled(_CHAIN), "build")

    assert [(step.id, step.binds, step.by, step.link) for step in answer.steps] == [
        ("build", "link", "pour", "link +1d"),
        ("pour", "link", "dig", "link"),
        ("dig", "plan start", None, None),
    ]
    assert _sentences(scheduled(_CHAIN), "pour") == [
        "Pour (pour) starts Wed 6 Jan 2027, because Dig finishes Tue 5 Jan 2027 (link)",
        "Dig (dig) starts Mon 4 Jan 2027, when the plan starts",
    ]


def test_what_would_move_it_is_found_by_scheduling_again() -> None:
    answer = why(scheduled(_CHAIN), "build")

    assert _moves(answer) == {"no lag (+1d) after Pour": -480, "1d off Pour": -480, "1d off Dig": -480}
    assert answer.movers[1].date == answer.movers[0].date
    assert all(mover.then is None for mover in answer.movers)


def test_what_binds_then_is_named() -> None:
    found = tasks(
        "id: a, name: Motors, estimate: 5d",
        "id: b, name: Firmware, estimate: 4.5d",
        "id: c, estimate: 1d, after: [a, b]",
    )

    (mover,) = why(found, "c").movers
    assert mover.sentence == "1d off Motors moves it to Fri 8 Jan 2027 13:00, 4h earlier; then Firmware binds"


def test_two_that_bind_alike_leave_nothing_to_gain_alone() -> None:
    found = tasks("id: a, estimate: 5d", "id: b, estimate: 5d", "id: c, estimate: 1d, after: [a, b]")
    answer = why(found, "c")

    assert [mover.moves for mover in answer.movers] == [0]
    assert answer.movers[0].then == "b"
    assert [(each.id, each.slack) for each in answer.near] == [("b", 0)]


def test_what_is_near_says_how_far_it_is_from_binding() -> None:
    answer = why(scheduled(_CHAIN), "build")

    assert [(each.id, each.slack, each.sentence) for each in answer.near] == [
        ("order", 5 * 480, "Order: 5d before it would bind")
    ]


def test_what_a_slip_moves() -> None:
    answer = why(scheduled(_CHAIN), "dig")

    assert [(each.id, each.moves) for each in answer.drives] == [("pour", 480), ("build", 480)]
    assert answer.moves_plan == 480
    assert why(scheduled(_CHAIN), "order").drives == ()


def test_float_is_said_in_words() -> None:
    found = tasks(
        "id: a, estimate: 1d", "id: b, estimate: 1d, after: [a]", "id: c, estimate: 5d, deadline: 2027-01-06"
    )

    assert why(found, "a").room == (
        "it can slip 3d before it moves the plan's finish, any slip moves what comes next"
    )
    assert why(found, "c").room == "critical: 2d too late for the deadline of c"
    assert why(found, "c").deadline == "deadline Wed 6 Jan 2027: missed by 2d"


def test_the_date_a_plan_must_finish_by_limits_its_float() -> None:
    found = tasks("id: a, estimate: 5d", head="must_finish: 2027-01-06")

    assert why(found, "a").room == "critical: 2d too late for the date the plan must finish by"


# ---------------------------------------------------------------- what lies between


@pytest.mark.parametrize(
    ("head", "line", "reason", "text"),
    [
        ("", "estimate: 1d, start: from 2027-01-09", "weekend", "the weekend"),
        (
            "calendar: {country: DE, region: BY}",
            "estimate: 1d, start: from 2027-01-06",
            "holiday",
            "Heilige Drei Könige (Wed 6 Jan 2027)",
        ),
        (
            "people: [{id: ana, name: Ana, away: [2027-01-04..2027-01-06]}]",
            "estimate: 1d, who: [ana]",
            "away",
            "Ana is away 4 to 6 Jan 2027",
        ),
        (
            "people: [{id: tom, name: Tom, hours: Wed-Fri 09:00-15:00}]",
            "estimate: 1h, who: [tom]",
            "hours",
            "Tom works only Wed-Fri 09:00-15:00",
        ),
        (
            "suppliers: [{id: lab, name: Lab, available: [2027-01-06..2027-01-08]}]",
            "estimate: 1d, needs: [lab]",
            "availability",
            "Lab has time only 6 to 8 Jan 2027",
        ),
        (
            "people: [{id: hire, name: Hire, from: 2027-01-06}]",
            "estimate: 1d, who: [hire]",
            "availability",
            "Hire comes only on Wed 6 Jan 2027",
        ),
        (
            "calendars: [{id: shop, hours: Wed-Fri 08:00-16:00}]",
            "duration: 1h, calendar: shop",
            "hours",
            "the calendar shop has only Wed-Fri 08:00-16:00",
        ),
        (
            "calendar: {closed: [2027-01-04..2027-01-05]}",
            "estimate: 1d",
            "closed",
            "the plan's calendar is closed 4 to 5 Jan 2027",
        ),
        (
            "stakeholders: [{id: boss, name: Boss, available: [month on last Thu]}]",
            "milestone: yes, gate: [boss]",
            "availability",
            "Boss has time only every month on last Thu",
        ),
    ],
)
def test_what_keeps_a_task_waiting_is_named(head: str, line: str, reason: str, text: str) -> None:
    (step,) = why(tasks(f"id: a, {line}", head=head), "a").steps

    assert [(wait.reason, wait.text) for wait in step.waits if wait.reason != "weekend"] == (
        [(reason, text)] if reason != "weekend" else []
    )
    assert text in step.sentence


def test_a_night_is_nothing_to_speak_of() -> None:
    assert all(not step.waits for step in why(scheduled(_CHAIN), "pour").steps)


def test_leave_that_is_given_up_moves_the_task() -> None:
    found = tasks(
        "id: a, estimate: 1d, who: [ana]",
        head="people: [{id: ana, name: Ana, away: [2027-01-04..2027-01-06]}]",
    )

    assert _moves(why(found, "a")) == {"Ana there from 4 to 6 Jan 2027": -3 * 480}


# ---------------------------------------------------------------- what else binds


@pytest.mark.parametrize(
    ("head", "line", "binds", "words", "moves"),
    [
        (
            "",
            "start: from 2027-01-13, estimate: 1d",
            "constraint",
            "may not start before Wed 13 Jan 2027",
            -7 * 480,
        ),
        (
            "",
            "finish: from 2027-01-13, estimate: 1d",
            "constraint",
            "may not finish before Wed 13 Jan 2027",
            -7 * 480,
        ),
        ("", "start: on 2027-01-13, manual: yes, estimate: 1d", "by hand", "set by hand", -7 * 480),
        ("", "levelling_delay: 2ed, estimate: 1d", "delay", "levelling delays it", -2 * 480),
        ("status_date: 2027-01-05", "estimate: 1d", "status date", "can only be done after it", None),
        (
            "status_date: 2027-01-05",
            "estimate: 4d, started: 2027-01-04, left: 1d, resumed: 2027-01-13",
            "progress",
            "set aside until then",
            -5 * 480,
        ),
        (
            "status_date: 2027-01-05",
            "estimate: 1d, done: 2027-01-05",
            "done",
            "was finished Tue 5 Jan 2027",
            None,
        ),
        ("", "estimate: 1h, every: week on Wed for 2 times", "rhythm", "comes round every week on Wed", None),
    ],
)
def test_every_kind_of_bond_is_explained(
    head: str, line: str, binds: str, words: str, moves: int | None
) -> None:
    answer = why(tasks(f"id: a, {line}", "id: z, estimate: 30d", head=head), "a")

    assert answer.steps[0].binds == binds
    assert words in answer.steps[0].sentence
    assert [mover.moves for mover in answer.movers] == ([] if moves is None else [moves])


def test_a_decision_that_waits_is_the_end_of_the_way_and_deciding_it_helps() -> None:
    found = scheduled("""
        decisions: [{id: d, question: Suction or fingers?, due: 2027-01-13}]
        tasks: [{id: a, estimate: 1d, after: [d]}]
    """)
    answer = why(found, "a")

    assert [(step.id, step.binds) for step in answer.steps] == [("a", "link"), ("d", "decision")]
    assert _moves(answer) == {"deciding Suction or fingers? at once": -8 * 480}
    assert why(found, "d").kind == "decision"


def test_a_maximum_lag_is_explained_by_the_one_who_comes_late() -> None:
    found = tasks(
        "id: mix, estimate: 1d",
        "id: form, estimate: 5d",
        "id: pour, estimate: 1d, after: [mix +0d..+1d, form]",
    )

    assert [(step.id, step.binds) for step in why(found, "mix").steps] == [
        ("mix", "maximum lag"),
        ("pour", "link"),
        ("form", "plan start"),
    ]


def test_as_late_as_possible_is_explained_by_what_comes_after() -> None:
    found = tasks(
        "id: pass, estimate: 1d, as_late_as_possible: yes",
        "id: dig, estimate: 4d",
        "id: go, estimate: 1d, after: [pass, dig]",
    )
    steps = why(found, "pass").steps

    assert [(step.id, step.binds) for step in steps] == [
        ("pass", "as late as possible"),
        ("go", "link"),
        ("dig", "plan start"),
    ]


def test_a_plan_scheduled_from_its_finish_is_explained_forwards() -> None:
    found = tasks(
        "id: a, estimate: 2d",
        "id: b, estimate: 3d, after: [a]",
        head="schedule_from: finish\nfinish: 2027-01-29",
    )

    assert [(step.id, step.binds) for step in why(found, "a").steps] == [("a", "link"), ("b", "plan finish")]


def test_a_link_of_the_summary_above_says_by_way_of_it() -> None:
    found = scheduled("""
        tasks:
          - {id: first, estimate: 2d}
          - {id: s, name: Second, after: [first], tasks: [{id: a, estimate: 1d}]}
          - {id: last, estimate: 1d, after: [s]}
    """)
    answer = why(found, "last")

    assert [step.id for step in answer.steps] == ["last", "a", "first"]
    assert answer.steps[0].through == ("s",)
    assert "by way of Second" in answer.steps[1].sentence


def test_a_date_of_the_summary_above_binds_and_can_be_taken_away() -> None:
    found = scheduled("tasks: [{id: s, name: Sum, start: from 2027-01-13, tasks: [{id: a, estimate: 1d}]}]")
    answer = why(found, "a")

    assert answer.steps[0].binds == "constraint"
    assert "it belongs to Sum, which may not start before Wed 13 Jan 2027" in answer.steps[0].sentence
    assert _moves(answer) == {"taking away the date asked for Sum": -7 * 480}


# ---------------------------------------------------------------- summaries, goals, and who has no dates


def test_a_summary_is_explained_by_its_first_and_its_last_task() -> None:
    found = scheduled("""
        tasks:
          - {id: z, estimate: 1d}
          - {id: s, name: Sum, tasks: [{id: a, estimate: 1d, after: [z]}, {id: b, estimate: 3d, after: [a]}]}
    """)
    answer = why(found, "s")

    assert answer.kind == "summary"
    assert [step.id for step in answer.begins] == ["s", "a", "z"]
    assert [step.id for step in answer.steps] == ["s", "b", "a", "z"]
    assert _moves(answer) == {"1d off b": -480, "4h off a": -240, "4h off z": -240}


def test_a_goal_is_explained_by_what_is_done_last() -> None:
    found = scheduled("""
        name: Test
        goals: [{id: pilot, name: Pilot, deadline: 2027-01-08, done_when: [a, b]}]
        tasks: [{id: a, estimate: 2d}, {id: b, estimate: 6d}]
    """)
    answer = why(found, "pilot")

    assert answer.kind == "goal"
    assert [step.id for step in answer.steps] == ["pilot", "b"]
    assert answer.deadline == "deadline Fri 8 Jan 2027: missed by 1d"
    assert _moves(answer) == {"1d off b": -480}


def test_an_inactive_task_says_so() -> None:
    found = tasks("id: a, estimate: 1d, inactive: yes", "id: b, estimate: 1d")

    assert why(found, "a").dates == "inactive: it takes no part and holds nothing up"
    assert why(found, "a").steps == ()


def test_an_id_without_dates_is_refused_with_a_hint() -> None:
    found = tasks("id: bench, estimate: 1d", head="people: [{id: ana}]")

    with pytest.raises(RequestError, match="Did you mean bench"):
        why(found, "bensh")
    with pytest.raises(RequestError, match="`ana` is a person"):
        why(found, "ana")


# ---------------------------------------------------------------- how it is said


def test_lines_are_plain_text_with_a_paragraph_a_question() -> None:
    lines = why(scheduled(_CHAIN), "build").lines()

    assert lines[:5] == [
        "Build (build)",
        "Tue 12 Jan 2027 to Wed 13 Jan 2027",
        "critical: whatever it slips moves the plan's finish",
        "",
        "Why then?",
    ]
    assert "What would move it?" in lines
    assert "  Order: 5d before it would bind" in lines


def test_json_is_plain_data_with_lengths_in_minutes() -> None:
    said = why(scheduled(_CHAIN), "build").to_json()

    assert json.loads(json.dumps(said)) == said
    assert said["start"] == "2027-01-12T08:00:00"
    assert said["total_float_minutes"] == 0
    assert said["movers"][0]["moves_minutes"] == -480
    assert said["near"][0]["slack_minutes"] == 2400
