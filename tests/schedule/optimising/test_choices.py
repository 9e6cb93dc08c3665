"""What CP-SAT finds and proves for plans on one calendar in which people and ways can be chosen."""

from __future__ import annotations

from dataclasses import replace

from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.optimising.choices import Chosen, chosen
from fairlead.schedule.optimising.one_calendar import activities_of
from fairlead.schedule.staffing import AMOUNT, Consumable, Use
from tests.schedule.optimising.laying import Laid, in_order

PEOPLE = "people: [{id: ana, skills: {code: 1, steel: 1}}, {id: tom, skills: {code: 1}}]"


def solved(tasks: str, head: str = PEOPLE) -> tuple[Laid, Chosen]:
    laid = in_order(f"{head}\ntasks: [{tasks}]")
    activities = activities_of(laid.limits, Frame(laid.limits).heads().start)
    assert activities is not None
    return laid, chosen(laid.limits, activities, time_limit=10)


def hours(tasks: str, head: str = PEOPLE) -> float:
    """The least time in which a plan can be done, which must be proven."""
    _, found = solved(tasks, head)
    assert found.status == "optimal"
    return found.lower_bound / 60


def test_who_can_do_less_does_what_others_need_not() -> None:
    # Only Ana can weld: Tom writes beside her.
    laid, found = solved("{id: a, estimate: 8h, needs: [code]}, {id: b, estimate: 8h, needs: [steel]}")

    assert (found.status, found.lower_bound) == ("optimal", 480)
    assert found.picks[laid.place("a")] == ((1,),)
    assert found.picks[laid.place("b")] == ((0,),)


def test_two_places_of_a_slot_are_two_people() -> None:
    assert hours("{id: a, estimate: 8h, needs: [2 code]}, {id: b, estimate: 8h, needs: [code]}") == 16


def test_the_slower_way_is_taken_where_the_quicker_one_is_busy() -> None:
    # Both by the robot take 4 + 4 hours; one of them by hand beside it takes 6.
    modes = "modes: [{duration: 4h, needs: [robot]}, {duration: 6h, who: [%s]}]"
    tasks = f"{{id: a, {modes % 'ana'}}}, {{id: b, {modes % 'tom'}}}"

    assert hours(tasks, f"{PEOPLE}\nequipment: [{{id: robot}}]") == 6


def test_a_stock_is_shared_by_all_who_use_it_up() -> None:
    # Either way of 4 hours uses one piece of steel, of which there is one: one of the two tasks takes 6 hours.
    modes = "modes: [{duration: 4h, who: [%s]}, {duration: 6h, who: [%s]}]"
    laid = in_order(
        f"{PEOPLE}\ntasks: [{{id: a, {modes % ('ana', 'ana')}}}, {{id: b, {modes % ('tom', 'tom')}}}]"
    )
    limits = replace(laid.limits, consumables=(Consumable("steel", "Steel", ((0, AMOUNT),)),), demands={
        place: replace(demand, modes=(replace(demand.modes[0], uses=(Use(0, AMOUNT),)), demand.modes[1]))
        for place, demand in laid.limits.demands.items()
    })  # fmt: skip
    activities = activities_of(limits, Frame(limits).heads().start)
    assert activities is not None

    found = chosen(limits, activities, time_limit=10)
    assert (found.status, found.lower_bound) == ("optimal", 360)


def test_whoever_is_shared_or_avoided_is_the_same_or_another() -> None:
    two = "{{id: a, estimate: 8h, needs: [code]}}, {{id: b, estimate: 8h, needs: [code]{}}}"

    assert hours(two.format("")) == 8
    assert hours(two.format(", not_as: [a]")) == 8
    assert hours(two.format(", same_as: [a]")) == 16


def test_nothing_is_sought_beyond_a_known_makespan() -> None:
    laid, first = solved("{id: a, estimate: 8h, needs: [code]}, {id: b, estimate: 4h, needs: [steel]}")
    activities = activities_of(laid.limits, Frame(laid.limits).heads().start)
    assert activities is not None
    assert first.start is not None

    again = chosen(laid.limits, activities, time_limit=10, horizon=480, hint=first.start)
    assert (again.status, again.lower_bound) == ("optimal", 480)
    assert chosen(laid.limits, activities, time_limit=10, horizon=240).status == "infeasible"
