"""Multi-skill problems as data for MiniZinc (.dzn): activities that need people with skills.

Source: K. D. Young, T. Feydy, A. Schutt, Constraint programming applied to the multi-skill project scheduling
problem, CP 2017. Somebody serves one skill of one activity at a time, and all its people are on an activity from start
to finish.
"""

from __future__ import annotations

from fairlead.exchange.benchmarks.building import Building, Way, job_id, needs
from fairlead.exchange.benchmarks.minizinc import Assignments
from fairlead.exchange.benchmarks.text import MOST_JOBS, MOST_PERIODS, MOST_RESOURCES, lines_of
from fairlead.exchange.imported import Imported
from fairlead.plan.values import Link

TOOL = "mspsp"


def read_mspsp(data: bytes, name: str) -> Imported:
    """Return the project in a .dzn file of MSPSP: people with skills at level 1, activities that need so many of each.

    What the file repeats for the model's sake (pairs without an order, useful people, a range for the makespan) follows
    from the rest. Raises ReadError, with line and remedy, where the file contradicts itself.
    """
    given = Assignments.of(lines_of(data), name)
    building = Building(tool=TOOL, file=name)
    jobs = given.number("nActs", least=1, most=MOST_JOBS)
    skills = tuple(f"s{number}" for number in range(1, given.number("nSkills", most=MOST_RESOURCES) + 1))
    mastery = given.table(
        "mastery", given.number("nResources", most=MOST_RESOURCES), len(skills), least=0, most=1
    )
    for number, row in enumerate(mastery, 1):
        mastered = {skill: 1 for skill, has in zip(skills, row, strict=True) if has}
        building.add_person(number, mastered, given.line("mastery") + number - 1)
    durations = given.numbers("dur", most=MOST_PERIODS)
    if len(durations) != jobs:
        raise given.refusal(f"`dur` has {len(durations)} durations for {jobs} activities", "dur")
    required = given.table("sreq", jobs, len(skills), most=MOST_RESOURCES)
    after = _predecessors(given, jobs)
    line = given.line("sreq")
    for number, (duration, counts) in enumerate(zip(durations, required, strict=True), 1):
        way = Way(duration, needs(counts, skills))
        links = [Link(job_id(before)) for before in after.get(number, ())]
        building.add_job(job_id(number), str(number), [way], links, line + number - 1)
    return building.imported()


def _predecessors(given: Assignments, jobs: int) -> dict[int, list[int]]:
    before = given.numbers("pred", least=1, most=jobs)
    after = given.numbers("succ", least=1, most=jobs)
    if len(before) != len(after):
        message = f"`pred` has {len(before)} activities, `succ` {len(after)}; they should make pairs"
        raise given.refusal(message, "succ")
    found: dict[int, list[int]] = {}
    for one, other in dict.fromkeys(zip(before, after, strict=True)):
        found.setdefault(other, []).append(one)
    return found
