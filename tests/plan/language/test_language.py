"""The one-line language: every sentence, both ways, and help for those that go wrong."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.changes import Add, Change, Remove, Rename, Set
from fairlead.plan.difference import difference
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError, PlanError, RequestError
from fairlead.plan.language import parse_line, say
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.language.renaming import renamed_line
from tests.plan.plans import ROBOT, a_plan, changes_to, names, plans

PLAN = a_plan(ROBOT)

SENTENCES: list[tuple[str, list[Change]]] = [
    ("arm-fw left 3d", [Set("task", "arm-fw", "left", "3d")]),
    ("arm-fw done 2027-02-03", [Set("task", "arm-fw", "done", "2027-02-03")]),
    ("arm-fw done", [Set("task", "arm-fw", "done", "2027-02-01")]),
    ("arm-fw done status", [Set("task", "arm-fw", "done", "2027-02-01")]),
    ("arm-fw estimate none", [Set("task", "arm-fw", "estimate", None)]),
    ("arm-fw estimate   12d ", [Set("task", "arm-fw", "estimate", "12d")]),
    ("bench after +spec", [Set("task", "bench", "after", ["arm-fw +1d", "gripper", "spec"])]),
    ("bench after +spec SS +1d -gripper", [Set("task", "bench", "after", ["arm-fw +1d", "spec SS +1d"])]),
    ("bench after -arm-fw", [Set("task", "bench", "after", ["gripper"])]),
    ("bench after +arm-fw", [Set("task", "bench", "after", ["arm-fw +1d", "gripper", "arm-fw"])]),
    ("bench after spec, cdr SS +1d", [Set("task", "bench", "after", ["spec", "cdr SS +1d"])]),
    ("bench after []", [Set("task", "bench", "after", [])]),
    ("ana away 2027-03-01..2027-03-14", [
        Set("person", "ana", "away", ["2027-02-15..2027-02-19", "2027-03-01..2027-03-14"]),
    ]),
    ("ana away [2027-03-01]", [Set("person", "ana", "away", ["2027-03-01"])]),
    ("ana rate 90/h", [Set("rate", "ana", "value", "90/h")]),
    ("ana rate none", [Set("rate", "ana", "value", None)]),
    ("ana skills ros 3", [Set("person", "ana", "skills.ros", "3")]),
    ("ana skills.ros none", [Set("person", "ana", "skills.ros", None)]),
    ("ana skills {ros: 3, c: 1}", [Set("person", "ana", "skills", {"ros": "3", "c": "1"})]),
    ('tom "fields.Cost centre" 12', [Set("person", "tom", "fields.Cost centre", "12")]),
    ('tom fields "Cost centre" 12', [Set("person", "tom", "fields.Cost centre", "12")]),
    ("plan budget.total 700000", [Set("plan", "plan", "budget.total", "700000")]),
    ("plan budget accounts hardware 7", [Set("plan", "plan", "budget.accounts.hardware", "7")]),
    ("plan status_date 2027-03-01", [Set("plan", "plan", "status_date", "2027-03-01")]),
    ("plan calendar always", [Set("plan", "plan", "calendar", "always")]),
    ("pilot deadline 2027-08-31", [Set("goal", "pilot", "deadline", "2027-08-31")]),
    ("pilot due 2027-08-31", [Set("goal", "pilot", "deadline", "2027-08-31")]),
    ("gripper due 2027-08-31", [Set("decision", "gripper", "due", "2027-08-31")]),
    ("drop bench", [Remove("task", "bench", unlink=True)]),
    ("remove bench, arm-fw", [Remove("task", "bench"), Remove("task", "arm-fw")]),
    ("bench chance 70%", [Set("task", "bench", "chance", "70%")]),
    ("bench outcomes 4d at 60%, 8d at 40%", [Set("task", "bench", "outcomes", ["4d at 60%", "8d at 40%"])]),
    ("bench only_if +r-motor", [Set("task", "bench", "only_if", ["r-motor"])]),
    ("bench unless gripper.suction", [Set("task", "bench", "unless", ["gripper.suction"])]),
    ("gripper odds suction 60%", [Set("decision", "gripper", "odds.suction", "60%")]),
    ("r-motor every week", [Set("risk", "r-motor", "every", "week")]),
    ("r-motor triggered", [Set("risk", "r-motor", "triggered", "2027-02-01")]),
    ("r-motor watch bench 2027-03-01", [Set("risk", "r-motor", "watch.bench", "2027-03-01")]),
    ("plan history.use yes", [Set("plan", "plan", "history.use", "yes")]),
    ("plan certainties rough 50%..200%", [Set("plan", "plan", "certainties.rough", "50%..200%")]),
    ("plan risk_scales.delay [1w, 2w]", [Set("plan", "plan", "risk_scales.delay", ["1w", "2w"])]),
    ("add correlation Motors among [bench, arm-fw] strength 60%", [
        Add("correlation", "motors", {"name": "Motors", "among": ["bench", "arm-fw"], "strength": "60%"}),
    ]),
    ("gripper decided suction", [
        Set("decision", "gripper", "chosen", "suction"), Set("decision", "gripper", "decided", "2027-02-01"),
    ]),
    ("gripper decided suction 2027-02-10", [
        Set("decision", "gripper", "chosen", "suction"), Set("decision", "gripper", "decided", "2027-02-10"),
    ]),
    ("gripper decided 2027-02-10", [Set("decision", "gripper", "decided", "2027-02-10")]),
    ("r-motor struck", [Set("risk", "r-motor", "struck", "2027-02-01")]),
    ("r-motor delays arm-fw 3d..5d", [Set("risk", "r-motor", "delays.arm-fw", "3d..5d")]),
    ("r-motor actions.0.done 2027-02-20", [Set("risk", "r-motor", "actions.0.done", "2027-02-20")]),
    ("build tasks.wire.estimate 2d", [Set("template", "build", "tasks.wire.estimate", "2d")]),
    ("rename arm-fw arm-firmware", [Rename("task", "arm-fw", "arm-firmware")]),
    ("rename arm-fw to arm-firmware", [Rename("task", "arm-fw", "arm-firmware")]),
    ("arm-fw id arm-firmware", [Rename("task", "arm-fw", "arm-firmware")]),
    ('arm-fw name "Arm controller v2"', [Set("task", "arm-fw", "name", "Arm controller v2")]),
    ("arm-fw name It's [new], # 1", [Set("task", "arm-fw", "name", "It's [new], # 1")]),
    ('arm-fw note "none"', [Set("task", "arm-fw", "note", "none")]),
    ("cdr milestone", [Set("task", "cdr", "milestone", "yes")]),
    ("bench under concept", [Set("task", "bench", "place", {"parent": "concept"})]),
    ("bench under none", [Set("task", "bench", "place", {})]),
    ("bench before cdr", [Set("task", "bench", "place", {"parent": "concept", "before": "cdr"})]),
    ("spec last", [Set("task", "spec", "place", {"parent": "concept"})]),
    ("arm-fw @tom @ana at 50%", [Set("task", "arm-fw", "who", ["tom", "ana at 50%"])]),
    ("spec who +tom -ana", [Set("task", "spec", "who", ["tom"])]),
    ("concept raci {A: tom, C: [ana]}", [Set("task", "concept", "raci", {"A": "tom", "C": ["ana"]})]),
    ("concept raci C ana, tom", [Set("task", "concept", "raci.C", ["ana", "tom"])]),
    ("person ana role Lead", [Set("person", "ana", "role", "Lead")]),
    ('add "Bench fixture" 3d after arm-fw @tom', [
        Add("task", "bench-fixture", {"name": "Bench fixture", "estimate": "3d", "after": ["arm-fw"], "who": ["tom"]}),
    ]),
    ("add Bench fixture M", [Add("task", "bench-fixture", {"name": "Bench fixture", "estimate": "M"})]),
    ('add "Jig" in concept before cdr work 12d needs 2 firmware >= 2, ana id jig2 due 2027-05-01', [
        Add("task", "jig2",
            {"name": "Jig", "work": "12d", "needs": ["2 firmware >= 2", "ana"], "deadline": "2027-05-01"},
            "concept", "cdr"),
    ]),
    ('add "Ready" milestone after bench', [Add("task", "ready", {"name": "Ready", "milestone": "yes", "after": ["bench"]})]),
    ('add person "Jo Doe" team firmware rate 60/h skills {ros: 2}', [
        Add("person", "jo-doe", {"name": "Jo Doe", "team": "firmware", "skills": {"ros": "2"}}),
        Set("rate", "jo-doe", "value", "60/h"),
    ]),
    ('add goal "Second" deadline 2027-12-01 done_when bench, cdr', [
        Add("goal", "second", {"name": "Second", "deadline": "2027-12-01", "done_when": ["bench", "cdr"]}),
    ]),
    ('add risk "Fire" probability 1% delays bench 5d', [
        Add("risk", "fire", {"event": "Fire", "probability": "1%", "delays": {"bench": "5d"}}),
    ]),
    ('add decision "Now?" options now, later due 2027-03-01', [
        Add("decision", "now", {"question": "Now?", "options": ["now", "later"], "due": "2027-03-01"}),
    ]),
    ('add stakeholder "Ruth" power high', [Add("stakeholder", "ruth", {"name": "Ruth", "power": "high"})]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "changes"), SENTENCES, ids=[line for line, _ in SENTENCES])
def test_a_sentence_says_its_changes(line: str, changes: list[Change]) -> None:
    assert parse_line(line, PLAN) == changes


@pytest.mark.parametrize("line", [line for line, _ in SENTENCES])
def test_what_a_sentence_says_can_be_said_and_done(line: str) -> None:
    changes = parse_line(line, PLAN)
    plan = PLAN
    for change in changes:
        assert parse_line(say(change, plan), plan) == [change]
        plan = apply(plan, [change])


@settings(max_examples=100)
@given(plan=plans, data=st.data())
def test_every_change_can_be_said_and_read_back(plan: Plan, data: st.DataObject) -> None:
    for change in data.draw(changes_to(plan)):
        assert parse_line(say(change, plan), plan) == [change]
        plan = apply(plan, [change])


@settings(max_examples=100)
@given(
    body=st.fixed_dictionaries(
        {
            "name": names,
            "note": st.text(min_size=1),
            "fields": st.dictionaries(st.text(min_size=1), st.text(), min_size=1),
        },
        optional={
            "delivers": st.lists(st.text(min_size=1)),
            "accept": st.lists(st.text("after @in,+- x", min_size=1)),
        },
    )
)
@example({"name": "a,", "note": "x, y,", "fields": {"": "none"}, "delivers": ["+a", "-b", "none", "[", "@"]})
@example(
    {"name": "after", "note": "wait after @tom", "fields": {"a: b": "{"}, "accept": ["x 'y", "in", "a, b"]}
)
@example({"name": "x", "note": "it 'x", "fields": {"a 'b": "it 'x", "c": 'the "y'}})
def test_any_text_survives_in_a_line(body: dict[str, Any]) -> None:
    added = Add("task", "new", body)
    assert parse_line(say(added, PLAN), PLAN) == [added]
    for field, value in body.items():
        change = Set("task", "spec", field, value)
        assert parse_line(say(change, PLAN), PLAN) == [change]


@settings(max_examples=100)
@given(
    st.text()
    | st.lists(st.sampled_from(["add", "arm-fw", "after", "+", "-x", "[", "}", '"', "@", ","])).map(" ".join)
)
def test_nothing_but_a_clear_refusal_comes_of_nonsense(line: str) -> None:
    with suppress(FairleadError):
        apply(PLAN, parse_line(line, PLAN))


WORDS = [
    "add", "drop", "remove", "rename", "budget", "person", "task", "arm-fw", "bench", "robot1", "ana", "pilot", "gripper",
    "r-motor", "always", "after", "estimate", "who", "needs", "away", "closed", "deadline", "decided", "struck", "done",
    "id", "under", "before", "last", "note", "skills", "delays", "rate", "none", "status", "3d..5d", "2027-03-01", "-15%",
    "20000", "+bench", "-gripper", "@tom", "at", "50%", "'a b'", "'x", '"y"', "[a", "b]", "{c: d}", "é", "a,", "{", "]",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join))
def test_whatever_is_understood_can_be_said_again(line: str) -> None:
    plan = PLAN
    with suppress(FairleadError):
        for change in parse_line(line, plan):
            after = apply(plan, [change])
            assert parse_line(say(change, plan), plan) == [change]
            plan = after


def test_what_is_wrong_is_quoted_at_a_length_that_people_read() -> None:
    for line in (
        "x" * 10_000,
        "bench after " + "[" * 10_000,
        "bench " + "y" * 10_000,
        "bench after " + "x, " * 3_000,
    ):
        with pytest.raises(RequestError) as raised:
            parse_lines([line, line], PLAN)
        assert len(str(raised.value)) < 400


def test_a_meeting_has_a_place_and_can_be_moved() -> None:
    plan = a_plan("meetings: [{id: a, place: Hall}, {id: b}]")
    told = apply(plan, parse_line("b place Room 5", plan))
    moved = apply(told, parse_line("b before a", told))
    bare = apply(moved, parse_line("a place none", moved))

    assert [(each.id, each.place) for each in bare.meetings.values()] == [("b", "Room 5"), ("a", None)]
    assert say(Set("meeting", "b", "place", "Room 5"), plan) == "b place Room 5"
    assert apply(plan, difference(plan, bare)) == bare


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("arm-fw takes 12d", "arm-fw estimate 12d"),
        ("set arm-fw estimate to 12d", "arm-fw estimate 12d"),
        ("arm-fw estimate = 12 days", "arm-fw estimate 12d"),
        ("arm-fw estimte 12d", "arm-fw estimate 12d"),
        ("arm-fv estimate 12d", "arm-fw estimate 12d"),
        ("arm-fw is finished", "arm-fw done 2027-02-01"),
        ("delete bench", "remove bench"),
        ("cancel bench", "drop bench"),
        ("cancel the bench", "drop bench"),
        ("budget is 540000", "plan budget.total 540000"),
        ("cut the budget by 15%", "plan budget.total 544000"),
        ("raise budget 10%", "plan budget.total 704000"),
        ("reduce the budget to 500000", "plan budget.total 500000"),
        ("gripper decide suction", "gripper decided suction"),
        ("ana ill 2027-03-01..2027-03-14", "ana away 2027-03-01..2027-03-14"),
        ("ana is out from 2027-03-01", "ana away 2027-03-01"),
        ("ANA away 2027-03-01 to 2027-03-14", "ana away 2027-03-01..2027-03-14"),
        ("ana away 2027-03-01 - 2027-03-14", "ana away 2027-03-01..2027-03-14"),
        ("ana away 2027-03-01\N{HORIZONTAL ELLIPSIS}2027-03-14", "ana away 2027-03-01..2027-03-14"),
        ("ana away 2027\N{NON-BREAKING HYPHEN}03\N{NON-BREAKING HYPHEN}01", "ana away 2027-03-01"),
        ("drop \N{LEFT DOUBLE QUOTATION MARK}bench\N{RIGHT DOUBLE QUOTATION MARK}", "drop bench"),
        ("bench depends on arm-fw", "bench after arm-fw"),
        ("create 'Jig' 2d", 'add "Jig" id jig estimate 2d'),
    ],
)
def test_a_slip_is_answered_with_the_nearest_sentence(line: str, nearest: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_line(line, PLAN)
    assert str(raised.value).endswith(f"Did you mean: {nearest}")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "one line"),
        ("arm-fw", "arm-fw left 3d"),
        ("arm-fw estimate", "say what"),
        ("add", "say what to add"),
        ("drop", "say what to drop"),
        ("rename bench", "rename OLD NEW"),
        ("bench after [spec", "never closed"),
        ('add "Jig', "never closed"),
        ("bench after -spec", "no `spec` to take out"),
        ("bench after spec, -cdr", "mixes"),
        ("bench before", "no place"),
        ('add cat "Tom"', "can't be added"),
        ('add "Jig" note', "no value"),
        ("add person", "say what the person is called"),
        ("pilot deadline", "say what `deadline`"),
        ("gripper due", "say what `due`"),
        ("ana id jo doe", "one word"),
        ("gripper decided succion", "`gripper` has no option `succion`; did you mean `suction`?"),
        ("gripper decided magnets 2027-02-10", "there are `suction`, `fingers`"),
        ("ana under tom", "stands below nothing"),
        ("bench after " + "[" * 900 + "]" * 900, "nothing needs that"),
        ('add "Jig" 2d estimate 3d', "said twice"),
    ],
)
def test_a_line_that_lacks_something_says_what(line: str, words: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_line(line, PLAN)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ana away 2027-03-14..2027-03-01", '"2027-03-14..2027-03-01" ends before it begins'),
        ("ana away 2027-02-30..2027-03-14", '"2027-02-30" is not a date: 2027-02 has 28 days'),
    ],
)
def test_an_absence_that_cannot_be_is_told_as_the_period_that_it_is(line: str, why: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_line(line, PLAN)
    assert f"`ana away`: {why}" in str(raised.value)
    assert "rhythm" not in str(raised.value)


def test_a_period_that_cannot_be_is_told_so_where_a_plan_says_it() -> None:
    with pytest.raises(PlanError) as raised:
        apply(PLAN, [Set("person", "ana", "away", ["2027-03-14..2027-03-01"])])
    assert '`away`, entry 1: "2027-03-14..2027-03-01" ends before it begins' in str(raised.value)
    assert "rhythm" not in str(raised.value)


def test_without_a_status_date_a_fact_needs_its_date() -> None:
    with pytest.raises(RequestError, match="status date"):
        parse_line("a done", a_plan("tasks: [{id: a, estimate: 1d}]"))


def test_an_id_that_means_two_things_is_asked_for() -> None:
    plan = a_plan("people: [{id: x}]\ntasks: [{id: x, estimate: 1d}]")
    assert parse_line("x estimate 2d", plan) == [Set("task", "x", "estimate", "2d")]
    assert parse_line("person x name X", plan) == [Set("person", "x", "name", "X")]
    with pytest.raises(RequestError, match="`person x` or `task x`"):
        parse_line("x name X", plan)


def test_a_task_may_be_called_like_a_verb_or_a_kind() -> None:
    plan = a_plan("tasks: [{id: add, estimate: 1d}, {id: task, estimate: 1d}, {id: estimate, estimate: 1d}]")
    for id in plan.tasks:
        change = Set("task", id, "estimate", "2d")
        assert parse_line(say(change, plan), plan) == [change]
    added = Add("task", "new", {"name": "in", "after": ["estimate", "add", "task"]})
    assert parse_line(say(added, plan), plan) == [added]


def test_a_line_is_understood_after_the_lines_before_it() -> None:
    lines = [
        'add "Jig" 2d id jig',
        "",
        "# then",
        "jig after bench",
        "bench after +jig FF",
        "bench after -gripper",
    ]
    assert parse_lines(lines, PLAN)[-1] == Set("task", "bench", "after", ["arm-fw +1d", "jig FF"])


def test_a_line_that_fails_is_named() -> None:
    with pytest.raises(RequestError, match="line 2, `nobody left 3d`"):
        parse_lines(["bench left 1d", "nobody left 3d"], PLAN)


@pytest.mark.parametrize(
    ("line", "renamed"),
    [
        ("bench estimate 2d", "table estimate 2d"),
        ("drop arm-fw, bench", "drop arm-fw, table"),
        ("robot1 after +bench -cdr", "robot1 after +table -cdr"),
        ("robot1 note the bench is full", "robot1 note the bench is full"),
        ("arm-fw before bench", "arm-fw before table"),
        ('add "bench x" 2d after bench SS note bench', 'add "bench x" 2d after table SS note bench'),
        ("spec after bench.x, bench-y, bench", "spec after bench.x, bench-y, table"),
        ("what is bench", "what is bench"),
    ],
)
def test_a_rename_changes_lines_only_where_the_entity_is_meant(line: str, renamed: str) -> None:
    assert renamed_line(line, PLAN, "task", "bench", "table") == renamed


def test_a_fact_about_one_copy_of_a_template_makes_tasks_of_the_copies() -> None:
    plan = apply(PLAN, parse_line("robot1.wire done 2027-03-01", PLAN))
    assert list(plan.outline.below("robot1")) == ["robot1.frame", "robot1.wire"]
    assert str(plan.tasks["robot1.wire"].done) == "2027-03-01"
    assert plan.tasks["robot1"].use is None
