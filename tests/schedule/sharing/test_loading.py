"""What several plans ask of everybody, added up."""

from __future__ import annotations

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.load import Load, PartyLoad, asked_of
from fairlead.schedule.sharing.loading import load_together, side_by_side
from tests.plans import a_plan

HOURS = "calendar: {hours: Mon-Fri 08:00-16:00}"


def loads(**texts: str) -> Load:
    return load_together(
        {name: asked_of(levelled(a_plan(text))) for name, text in texts.items()}, "people", "day"
    )


def of(load: Load, who: str) -> PartyLoad:
    return next(each for each in load.parties if each.id == who)


def a_day(task: str, who: str = "ana", people: str = "{id: ana, team: wood}") -> str:
    return f"{HOURS}\nteams: [{{id: wood}}]\npeople: [{people}]\ntasks: [{{id: {task}, estimate: 1d, who: [{who}]}}]"


def test_what_two_plans_ask_at_once_is_too_much_though_neither_does() -> None:
    found = loads(bench=a_day("saw"), frame=a_day("glue"))
    cell = of(found, "ana").cells[0]

    assert (cell.work, cell.capacity, cell.over) == (960, 480, 480)
    assert cell.crowded == ("bench:saw", "frame:glue")
    assert [team.whole.over for team in found.teams] == [480]


def test_halves_of_a_person_fit_beside_each_other() -> None:
    found = loads(bench=a_day("saw", "ana at 50%"), frame=a_day("glue", "ana at 50%"))

    assert [(cell.work, cell.over) for cell in of(found, "ana").cells] == [(480, 0), (480, 0)]


def test_people_of_one_plan_alone_are_as_they_are_there() -> None:
    found = loads(bench=a_day("saw"), frame=a_day("glue", "tom", "{id: tom}"))

    assert [(party.id, party.cells[0].work, party.cells[0].over) for party in found.parties] == [
        ("ana", 480, 0),
        ("tom", 480, 0),
    ]


def test_capacity_is_there_in_the_hours_of_any_of_the_plans() -> None:
    early = a_day("saw").replace("08:00-16:00", "06:00-14:00")
    found = loads(bench=early, frame=a_day("glue"))
    cell = of(found, "ana").cells[0]

    # From 6 to 16; from 8 to 14 both ask for her.
    assert (cell.capacity, cell.over) == (600, 360)


def test_zones_are_laid_on_one_clock() -> None:
    london = a_day("saw").replace("{hours:", "{zone: Europe/London, hours:")
    berlin = a_day("glue").replace("{hours:", "{zone: Europe/Berlin, hours:")

    # 8 to 16 in London is 9 to 17 in Berlin.
    assert of(loads(bench=london, frame=berlin), "ana").whole.over == 420


def test_names_are_looked_up_in_one_plan() -> None:
    plans = {
        "bench": a_plan(f"name: Bench\n{a_day('saw')}"),
        "frame": a_plan(f"name: Frame\n{a_day('glue')}"),
    }
    found = side_by_side(plans)

    assert found.title == "Bench + Frame"
    assert [*found.tasks] == ["bench:saw", "frame:glue"]
    assert [*found.people] == ["ana"]
