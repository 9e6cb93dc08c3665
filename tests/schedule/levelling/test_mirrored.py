"""A plan and the same plan read backwards."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.levelling.mirrored import Mirror, mirror_of
from fairlead.schedule.staffing import staffed
from tests.plans import a_plan

# Friday the 26th of March 2027 is the end.
CHAIN = """
    finish: 2027-03-26
    schedule_from: finish
    people: [{id: ana}, {id: tom, hours: Mon-Wed 09:00-15:00}]
    tasks:
      - {id: weld, estimate: 3d, who: [ana]}
      - {id: paint, estimate: 10h, who: [tom], after: [weld +1d]}
      - {id: wire, estimate: 1d, after: [weld SS +4h]%s}
"""


def mirror(text: str) -> Mirror | None:
    return mirror_of(staffed(compile_plan(a_plan(text))))


def test_an_early_start_of_the_plan_read_backwards_is_a_late_finish_of_the_plan() -> None:
    found = mirror(CHAIN % "")

    assert found is not None
    network, turned = found.plan.compiled.network, found.staffed.compiled.network
    path, back = critical_path(network), critical_path(turned)
    assert (found.both - back.early_start[::-1]).tolist() == path.late_finish.tolist()
    assert (found.both - back.early_finish[::-1]).tolist() == path.late_start.tolist()


def test_tasks_are_not_later_than_their_deadlines_where_dates_count() -> None:
    found = mirror(CHAIN % ", deadline: 2027-03-19")

    assert found is not None
    assert not found.is_exact
    place = found.plan.place_of("wire")
    assert place is not None
    late = critical_path(found.plan.compiled.network).late_finish[place]
    early = critical_path(found.dated.compiled.network).early_start[found.place(place)]
    # 17:00 on the 19th and 08:00 on the 22nd are one instant.
    hours = found.plan.compiled.hours.calendar(0)
    assert np.diff(hours.work_before([int(late), found.moment(early)])).tolist() == [0]
    assert mirror(CHAIN % "").is_exact  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "said",
    [
        ", start: fixed 2027-03-01",
        ", max: 1",
    ],
)
def test_what_is_fixed_or_comes_only_so_long_after_something_is_not_read_backwards(said: str) -> None:
    text = CHAIN % said if "max" not in said else (CHAIN % "").replace("weld +1d]", "weld +1d..+2d]")

    assert mirror(text) is None
