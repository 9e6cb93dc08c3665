"""The plan as a set of entities: equality, outline, order."""

from __future__ import annotations

from hypothesis import given

from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal, Rates, Settings, Task
from tests.plan.plans import ROBOT, a_plan, plans


def task(id: str, parent: str | None = None, rank: float = 0.0) -> Task:
    return Task.model_validate({"id": id, "rank": rank} | ({"parent": parent} if parent else {}))


def test_tasks_stand_in_outline_order_however_they_came() -> None:
    plan = Plan.of(task("c", "a", 2), task("b", rank=1), task("d", "a", 1), task("a"))
    assert list(plan.tasks) == ["a", "d", "c", "b"]
    assert plan.outline.depth == {"a": 0, "d": 1, "c": 1, "b": 0}


def test_the_outline_knows_summaries_and_leaves() -> None:
    outline = a_plan(ROBOT).outline
    assert outline.is_summary("concept")
    assert not outline.is_summary("bench")
    assert list(outline.leaves("concept")) == ["spec", "cdr"]


def test_a_task_without_its_parent_is_not_lost() -> None:
    assert list(Plan.of(task("a", "nobody")).tasks) == ["a"]


def test_tasks_that_are_their_own_ancestors_are_not_lost() -> None:
    assert set(Plan.of(task("a", "b"), task("b", "a")).tasks) == {"a", "b"}


def test_rank_counts_only_for_the_order() -> None:
    assert Plan.of(task("a", rank=1), task("b", rank=2)) == Plan.of(task("a", rank=0.5), task("b", rank=7))
    assert Plan.of(task("a", rank=1), task("b", rank=2)) != Plan.of(task("a", rank=3), task("b", rank=2))


def test_the_order_of_goals_counts_and_that_of_rates_does_not() -> None:
    one, two = Goal(id="one"), Goal(id="two")
    assert Plan.of(one, two) != Plan.of(two, one)
    rates = [Rates.model_validate({"id": id, "value": "1/h"}) for id in "ab"]
    assert Plan.of(*rates) == Plan.of(*reversed(rates))


def test_where_an_entity_stands_does_not_count() -> None:
    goal = Goal(id="g")
    assert Plan.of(goal, origins={("goal", "g"): "people.yaml"}) == Plan.of(goal)


def test_an_entity_takes_the_place_of_its_namesake() -> None:
    plan = a_plan(ROBOT)
    changed = plan.with_entities(
        Goal(id="pilot", name="Other"), Settings(name="New"), without=[("task", "bench")]
    )
    assert (changed.goals["pilot"].name, changed.title, "bench" in changed.tasks) == ("Other", "New", False)
    assert "bench" in plan.tasks


@given(plans)
def test_every_task_stands_behind_its_parent(plan: Plan) -> None:
    order = list(plan.tasks)
    assert all(order.index(each.parent) < order.index(each.id) for each in plan.tasks.values() if each.parent)
    assert sorted(plan.outline.order) == sorted(plan.tasks)
    assert len(plan) == len(list(plan))
