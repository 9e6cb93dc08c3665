"""What plans say about odds: distributions, outcomes, branches, correlations; written, renamed, removed, copied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.changes import Change, Remove, Rename, Set
from fairlead.plan.document import Plan
from fairlead.plan.editing import edit
from fairlead.plan.formatting import format_text
from fairlead.plan.opening import open_text
from fairlead.plan.rules import check
from fairlead.plan.templates import expanded, unfolded
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from tests.plan.plans import plans
from tests.plans import a_plan, codes, everything_found, opened

EVERYTHING = """
    status_date: 2027-02-01
    currency: EUR
    budget: {total: 640000, accounts: {hardware: 140000}}
    distribution: pert
    range_ends: P10-P90
    certainties: {rough: 50%..100%..200%, sure: 95%..110%}
    certainty: rough
    correlation: 20%
    history: {team: [1.1, 0.9, 1.6], industry: software, use: yes}
    escalation: 2%..3%..5%
    escalations: {hardware: 3%..6%}
    risk_scales:
      probability: [10%, 30%, 50%, 70%]
      delay: [1w, 2w, 1mo, 2mo]
      money: [5000, 20000, 50000, 100000]
    people: [{id: ana}]
    templates:
      - id: build
        tasks: [{id: wire, estimate: 2d, only_if: [short]}, {id: frame, outcomes: [1d at 40%, 3d at 60%]}]
        risks:
          - {id: short, probability: 5%, delays: {wire: 2d}, watch: {wire: 2027-05-01},
             actions: [{name: Fuses, task: frame, delays: {wire: 1d}, brings: [fuse]}]}
          - {id: fuse, probability: 1%, costs: 20}
        correlations: [{id: hands, among: [wire, frame, motor], strength: 50%}]
    tasks:
      - {id: motor, outcomes: [8d at 30%, 4d at 60%, 20d at 10%], distribution: weibull, certainty: sure}
      - {id: pilot, estimate: 3d..5d, chance: 70%}
      - {id: second, estimate: 3d, only_if: [slip, gripper.suction], unless: pilot}
      - {id: robot1, use: build}
    risks:
      - {id: slip, probability: 30%, delays: {motor: 5d}, triggered: 2027-01-29, watch: {motor: 2027-02-20},
         actions: [{name: Other firm, brings: [cheap]}]}
      - {id: cheap, probability: 10%, every: week, window: 2027-02-01..2027-04-30, costs: 300}
    correlations:
      - {id: firms, among: [motor, pilot, slip], matrix: [[1, 0.3, 0.2], [0.3, 1, -0.5], [0.2, -0.5, 1]]}
      - {id: ana-work, among: ana, strength: 60%}
    decisions:
      - {id: gripper, options: [suction, two fingers], odds: {suction: 60%, two fingers: 40%}}
"""


def numbers(plan: Plan, id: str = "firms") -> list[list[float]]:
    return [[float(number) for number in row] for row in plan.correlations[id].matrix]


def changed(*changes: Change) -> Plan:
    return apply(a_plan(EVERYTHING), list(changes))


def test_a_sound_plan_with_everything_has_no_findings() -> None:
    assert everything_found(EVERYTHING) == []


def test_a_plan_with_everything_is_written_as_it_was_read() -> None:
    plan = a_plan(EVERYTHING)
    assert open_text(dump(document_of(plan))).plan == plan


@given(plans)
def test_any_plan_is_written_as_it_was_read(plan: Plan) -> None:
    assert open_text(dump(document_of(plan))).plan == plan


def test_a_task_with_outcomes_is_scheduled_with_the_likeliest() -> None:
    whole = expanded(a_plan(EVERYTHING))
    assert [str(whole.tasks[id].estimate) for id in ("motor", "robot1.frame")] == ["4d", "3d"]


def test_an_estimate_beside_outcomes_is_what_is_scheduled() -> None:
    plan = a_plan("tasks: [{id: a, estimate: 5d, outcomes: [4d at 60%, 8d at 40%]}]")
    assert str(expanded(plan).tasks["a"].estimate) == "5d"


def test_the_likeliest_outcome_is_never_written_down() -> None:
    plan = unfolded(a_plan(EVERYTHING), "robot1")
    assert (plan.tasks["motor"].estimate, plan.tasks["robot1.frame"].estimate) == (None, None)


class TestCopies:
    copies = expanded(a_plan(EVERYTHING))

    def test_conditions_of_copies_name_copies(self) -> None:
        assert self.copies.tasks["robot1.wire"].only_if == ("robot1.short",)

    def test_risks_of_copies_watch_copies_and_their_actions_bring_copies(self) -> None:
        risk = self.copies.risks["robot1.short"]
        (action,) = risk.actions
        assert list(risk.watch) == list(action.delays) == ["robot1.wire"]
        assert (action.brings, action.task) == (("robot1.fuse",), "robot1.frame")

    def test_correlations_are_among_copies_and_what_stands_outside(self) -> None:
        assert self.copies.correlations["robot1.hands"].among == ("robot1.wire", "robot1.frame", "motor")


class TestRenaming:
    def test_a_task_is_renamed_in_conditions_correlations_and_what_is_watched(self) -> None:
        plan = changed(Rename("task", "motor", "drive"), Rename("task", "pilot", "trial"))
        assert plan.correlations["firms"].among == ("drive", "trial", "slip")
        assert plan.templates["build"].correlations[0].among == ("wire", "frame", "drive")
        assert (plan.tasks["second"].unless, list(plan.risks["slip"].watch)) == (("trial",), ["drive"])

    def test_a_decision_is_renamed_in_front_of_its_options(self) -> None:
        assert changed(Rename("decision", "gripper", "hand")).tasks["second"].only_if == (
            "slip",
            "hand.suction",
        )

    def test_a_risk_is_renamed_where_it_is_a_condition_and_where_an_action_brings_it(self) -> None:
        plan = changed(Rename("risk", "slip", "late"), Rename("risk", "cheap", "poor"))
        assert plan.tasks["second"].only_if == ("late", "gripper.suction")
        assert plan.risks["late"].actions[0].brings == ("poor",)

    def test_a_person_is_renamed_in_correlations(self) -> None:
        assert changed(Rename("person", "ana", "anna")).correlations["ana-work"].among == ("anna",)

    def test_the_user_of_a_template_is_renamed_in_front_of_its_copies(self) -> None:
        text = EVERYTHING.replace("among: ana,", "among: [ana, robot1.wire],")
        plan = apply(a_plan(text), [Rename("task", "robot1", "r1")])
        assert plan.correlations["ana-work"].among == ("ana", "r1.wire")

    def test_a_task_whose_id_begins_like_a_decision_keeps_it(self) -> None:
        text = "decisions: [{id: d, options: [x]}]\ntasks: [{id: d.x, estimate: 1d, chance: 5%}, {id: b, only_if: d.x}]"
        assert apply(a_plan(text), [Rename("decision", "d", "e")]).tasks["b"].only_if == ("d.x",)

    def test_a_scenario_speaks_of_the_option_of_the_renamed_decision(self) -> None:
        text = f"{EVERYTHING}\n    scenarios: [{{id: s, changes: [motor only_if gripper.suction]}}]\n"
        plan = apply(a_plan(text), [Rename("decision", "gripper", "hand")])
        assert plan.scenarios["s"].changes == ("motor only_if hand.suction",)


class TestRemoving:
    def test_what_is_removed_takes_its_row_and_column_along(self) -> None:
        plan = changed(Remove("task", "pilot", unlink=True))
        assert plan.correlations["firms"].among == ("motor", "slip")
        assert numbers(plan) == [[1, 0.2], [0.2, 1]]

    def test_a_matrix_that_does_not_fit_is_left_alone(self) -> None:
        plan = changed(Set("correlation", "firms", "matrix", [["1"]]), Remove("task", "pilot", unlink=True))
        assert numbers(plan) == [[1]]

    def test_the_options_of_a_decision_go_with_it(self) -> None:
        assert changed(Remove("decision", "gripper", unlink=True)).tasks["second"].only_if == ("slip",)

    def test_a_risk_goes_from_conditions_and_from_what_actions_bring(self) -> None:
        plan = changed(Remove("risk", "cheap", unlink=True), Set("risk", "slip", "note", "x"))
        assert plan.risks["slip"].actions[0].brings == ()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("wrong-value", "range_ends: P10-P40\ntasks: []"),
        ("wrong-value", "distribution: gamma\ntasks: []"),
        ("wrong-value", "history: {team: [0]}\ntasks: []"),
        ("wrong-value", "history: {industry: mining}\ntasks: []"),
        ("wrong-value", "certainties: {rough: 200%..50%}\ntasks: []"),
        ("percent-range", "certainties: {rough: -50%..50%}\ntasks: []"),
        ("percent-range", "escalation: -100%..3%\ntasks: []"),
        ("unknown-certainty", "certainty: rough\ntasks: []"),
        ("unknown-account", "escalations: {hardware: 3%}\ntasks: []"),
        ("no-currency", "risk_scales: {money: [1 EUR, 2 EUR, 3 EUR, 4 EUR]}\ntasks: []"),
        ("risk-scale", "risk_scales: {probability: [10%, 30%, 50%]}\ntasks: []"),
        ("risk-scale", "risk_scales: {probability: [10%, 30%, 50%, 120%]}\ntasks: []"),
        (
            "risk-scale",
            "currency: EUR\nexchange: {USD: 1}\nrisk_scales: {money: [1, 2, 3, 4 USD]}\ntasks: []",
        ),
        ("wrong-value", "tasks: [{id: a, outcomes: [4d at 120%]}]"),
        ("how-long", "tasks: [{id: a, estimate: 3d..5d, outcomes: [4d at 100%]}]"),
        ("how-long", "tasks: [{id: a, work: 3d, outcomes: [4d at 100%]}]"),
        ("how-long", "tasks: [{id: a, modes: [{estimate: 2d}], outcomes: [4d at 100%]}]"),
        ("summary-estimate", "tasks: [{id: a, outcomes: [4d at 100%], tasks: [{id: b, estimate: 1d}]}]"),
        ("probability-range", "tasks: [{id: a, estimate: 4d, chance: 130%}]"),
        ("unknown-id", "tasks: [{id: a, estimate: 4d, only_if: [ghost]}]"),
        ("wrong-kind", "people: [{id: ana}]\ntasks: [{id: a, estimate: 4d, unless: [ana]}]"),
        (
            "unknown-option",
            "decisions: [{id: d, options: [x]}]\ntasks: [{id: a, estimate: 4d, only_if: [d]}]",
        ),
        ("unknown-option", "decisions: [{id: d, options: [x], odds: {y: 100%}}]\ntasks: []"),
        ("probability-range", "decisions: [{id: d, options: [x, y], odds: {x: 130%, y: -30%}}]\ntasks: []"),
        (
            "never-there",
            "decisions: [{id: d, options: [x, y]}]\ntasks: [{id: a, estimate: 4d, only_if: [d.x, d.y]}]",
        ),
        ("condition-cycle", "tasks: [{id: a, estimate: 1d, only_if: [a]}]"),
        ("condition-cycle", "tasks: [{id: s, only_if: [a], tasks: [{id: a, estimate: 1d, chance: 5%}]}]"),
        ("unknown-id", "risks: [{id: r, probability: 5%, costs: 5, watch: {ghost: 2027-03-01}}]\ntasks: []"),
        (
            "unknown-id",
            "name: P\nrisks: [{id: r, probability: 5%, costs: 5, actions: [{name: A, brings: [x]}]}]\ntasks: []",
        ),
        (
            "unknown-id",
            "name: P\nrisks: [{id: r, probability: 5%, costs: 5, actions: [{name: A, delays: {x: 1d}}]}]\ntasks: []",
        ),
        (
            "fact-in-the-future",
            "status_date: 2027-01-05\nrisks: [{id: r, triggered: 2027-01-06, costs: 5}]\ntasks: []",
        ),
        ("impossible-date", "risks: [{id: r, triggered: 9998-01-06, costs: 5}]\ntasks: []"),
        ("probability-range", "risks: [{id: r, costs: 5, triggers: {r: 120%}}]\ntasks: []"),
        ("range-order", "risks: [{id: r, costs: 5, delays: {a: 20h..2d}}]\ntasks: [{id: a, estimate: 1d}]"),
        ("unknown-id", "correlations: [{id: c, among: [x, y], strength: 5%}]\ntasks: []"),
        ("correlation-range", "correlations: [{id: c, among: [x, y], strength: 130%}]\ntasks: []"),
        ("correlation-how", "correlations: [{id: c, among: [x], strength: 5%, matrix: [[1]]}]\ntasks: []"),
        ("wrong-value", "correlations: [{id: c, among: [x, y], matrix: [[1, 1.5], [1.5, 1]]}]\ntasks: []"),
        (
            "ambiguous-name",
            "people: [{id: a}]\ntasks: [{id: a, estimate: 1d}]\ncorrelations: [{id: c, among: a, strength: 5%}]",
        ),
    ],
)
def test_what_is_wrong_is_found(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ("[[1, 0.3]]", "1 rows for 2 entries"),
        ("[[1, 0.3], [0.3]]", "the row of `b` has 1 numbers"),
        ("[[1, 0.3], [0.2, 1]]", "`a` with `b` is 0.3 in one row and 0.2 in the other"),
        ("[[1, 0.3], [0.3, 0.9]]", "`b` has 0.9 with itself"),
    ],
)
def test_a_matrix_that_is_none_says_where(matrix: str, said: str) -> None:
    tasks = "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d}]"
    (finding,) = everything_found(f"correlations: [{{id: c, among: [a, b], matrix: {matrix}}}]\n{tasks}")
    assert said in finding.message
    assert (finding.kind, finding.id, finding.field) == ("correlation", "c", "matrix")


def test_a_circle_of_conditions_is_told_as_a_path() -> None:
    text = """
        tasks:
          - {id: a, estimate: 1d, only_if: [b]}
          - {id: s, unless: [a], tasks: [{id: b, estimate: 1d, chance: 5%}]}
    """
    (finding,) = everything_found(text)
    assert finding.message == "is there only if it is there: a -> b -> s -> a"


def test_a_chain_of_conditions_is_no_circle() -> None:
    chain = [f"{{id: t{number}, estimate: 1d, only_if: [t{number + 1}]}}" for number in range(3000)]
    assert codes(f"tasks: [{', '.join(chain)}, {{id: t3000, estimate: 1d, chance: 5%}}]") == set()


def test_a_task_below_a_branch_may_be_missing() -> None:
    text = "tasks: [{id: s, chance: 5%, tasks: [{id: a, estimate: 1d}]}, {id: b, estimate: 1d, only_if: [a]}]"
    assert codes(text) == set()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=9))
def test_a_circle_is_found_exactly_where_conditions_lead_back(pairs: list[tuple[int, int]]) -> None:
    named = {task: [f"t{other}" for one, other in pairs if one == task] for task in range(6)}
    tasks = [f"{{id: t{task}, estimate: 1d, chance: 50%, only_if: {names}}}" for task, names in named.items()]
    found = {each.code for each in check(a_plan(f"tasks: [{', '.join(tasks)}]".replace("'", "")))}
    reached = set(pairs)
    for middle in range(6):
        reached |= {
            (one, other)
            for one, via in reached
            if via == middle
            for start, other in reached
            if start == middle
        }
    assert ("condition-cycle" in found) == any(one == other for one, other in reached)


def test_a_correlation_inside_a_template_is_edited_in_the_text() -> None:
    before = opened(EVERYTHING)
    change = Set("template", "build", "correlations.hands.strength", "40%")
    after = edit(before, [change])
    assert after.after.plan == apply(before.plan, [change])
    assert "{id: hands, among: [wire, frame, motor], strength: 40%}" in after.texts["plan"]


def test_formatting_names_correlations_wherever_they_stand() -> None:
    text = (
        "templates: [{id: t, correlations: [{name: In, among: x}]}]\ncorrelations: [{among: y}]\ntasks: []\n"
    )
    formatted = format_text(open_text(text))
    assert "{id: in, name: In, among: x}" in formatted
    assert "{id: correlation, among: y}" in formatted
