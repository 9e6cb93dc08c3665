"""Circles of waiting, against networkx on the graph of starts and finishes."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.rules import Context
from fairlead.plan.rules.links import no_cycles, summary_and_its_own


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A forest of up to nine tasks with links anywhere."""
    count = draw(st.integers(1, 9))
    ids = [f"t{number}" for number in range(count)]
    tasks = []
    for number, id in enumerate(ids):
        parent = draw(st.sampled_from([None, *ids[:number]]))
        after = draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))
        in_order = draw(st.booleans())
        tasks.append(Task(id=id, parent=parent, rank=float(number), after=after, in_order=in_order))
    return Plan.of(*tasks)


def waits_in_a_circle(plan: Plan) -> bool:
    graph = nx.DiGraph()
    children = plan.outline.children
    for id, task in plan.tasks.items():
        graph.add_edge((id, "start"), (id, "finish"))
        graph.add_edges_from(((link.id, "finish"), (id, "start")) for link in task.after)
        if task.parent:
            graph.add_edge((task.parent, "start"), (id, "start"))
            graph.add_edge((id, "finish"), (task.parent, "finish"))
        if task.in_order:
            below = children.get(id, ())
            graph.add_edges_from(((a, "finish"), (b, "start")) for a, b in pairwise(below))
    return not nx.is_directed_acyclic_graph(graph)


@given(plans())
def test_a_circle_is_found_exactly_when_there_is_one(plan: Plan) -> None:
    context = Context(plan)
    found = [*no_cycles(context), *summary_and_its_own(context)]
    assert bool(found) == waits_in_a_circle(plan)


@given(plans())
def test_the_path_of_a_circle_consists_of_tasks_that_are_there(plan: Plan) -> None:
    for finding in no_cycles(Context(plan)):
        path = finding.message.removeprefix("waits for itself: ").split(" -> ")
        assert path[0] == path[-1]
        assert set(path) <= set(plan.tasks)
