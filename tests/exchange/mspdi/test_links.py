from __future__ import annotations

import pytest

from tests.exchange.mspdi.projects import read, task


def link(uid: int, more: str) -> str:
    return f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID>{more}</PredecessorLink>"


def the_link(more: str) -> str:
    plan = read(task(1, "Weld"), task(2, "Paint", link(1, more))).plan
    return ", ".join(map(str, plan.tasks["paint"].after))


@pytest.mark.parametrize(("number", "said"), [(0, "weld FF"), (1, "weld"), (2, "weld SF"), (3, "weld SS")])
def test_types(number: int, said: str) -> None:
    assert the_link(f"<Type>{number}</Type>") == said


@pytest.mark.parametrize(
    ("lag", "format", "said"),
    [
        (4800, 7, "weld +8h"),  # tenths of a minute
        (-2400, 5, "weld -4h"),
        (200, 3, "weld +20m"),
        (28800, 8, "weld +2ed"),
        (600, 6, "weld +1eh"),
        (50, 19, "weld +50%"),
        (-25, 20, "weld -25e%"),
        (0, 7, "weld"),
    ],
)
def test_lags(lag: int, format: int, said: str) -> None:
    assert the_link(f"<Type>1</Type><LinkLag>{lag}</LinkLag><LagFormat>{format}</LagFormat>") == said


def test_a_link_may_point_forward() -> None:
    plan = read(task(2, "Paint", link(1, "<Type>1</Type>")), task(1, "Weld")).plan
    assert str(plan.tasks["paint"].after[0]) == "weld"


def test_two_links_between_one_pair_are_kept() -> None:
    more = link(1, "<Type>3</Type>") + link(1, "<Type>0</Type>")
    plan = read(task(1, "Weld"), task(2, "Paint", more)).plan
    assert [str(each) for each in plan.tasks["paint"].after] == ["weld SS", "weld FF"]


def test_a_link_into_another_project_refers_to_it() -> None:
    more = "<Type>1</Type><CrossProject>1</CrossProject><CrossProjectName>C:\\plans\\Steel Works.mpp\\12</CrossProjectName>"
    plan = read(task(2, "Paint", link(99, more))).plan
    assert [str(each) for each in plan.tasks["paint"].after] == ["steel-works:task-12"]


def test_a_link_to_nowhere_is_counted_as_lost() -> None:
    imported = read(task(2, "Paint", link(99, "<Type>1</Type>")))
    assert imported.lost["links to tasks that are not in the file"] == 1


def test_a_circle_stays_an_error() -> None:
    imported = read(task(1, "Weld", link(2, "<Type>1</Type>")), task(2, "Paint", link(1, "<Type>1</Type>")))
    assert [(each.code, each.severity.value) for each in imported.findings] == [("cycle", "error")]
