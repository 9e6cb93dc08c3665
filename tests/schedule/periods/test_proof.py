"""CP-SAT on a whole problem: what is proven of it."""

from __future__ import annotations

from threading import Event

import numpy as np

from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.proof import Proof, whole_model
from tests.schedule.periods.checking import a_problem, faults

# One thing; who has 10 periods behind it must be first: 2 + 10 = 12. In the other order 5 + 2 + 10 = 17.
TAILS = a_problem([5, 2], [[1], [1]], [1], tail=[0, 10])


def proven(problem: PeriodProblem, known: list[int]) -> tuple[int, list[list[int]]]:
    """The last bound, and the schedules found on the way."""
    bounds: list[int] = [0]
    found: list[list[int]] = []
    over = Event()

    def schedule(start: Ints) -> None:
        found.append(start.tolist())

    proof = Proof(problem, np.array(known, np.int64), bounds.append, schedule, workers=1, seed=1)
    proof.start(30)
    while proof.is_alive:
        over.wait(0.01)
    return max(bounds), found


def test_the_best_is_proven_to_be_the_best() -> None:
    assert proven(TAILS, [2, 0]) == (12, [])


def test_what_is_better_than_the_known_is_found_on_the_way() -> None:
    bound, found = proven(TAILS, [0, 5])

    assert bound == 12
    assert faults(TAILS, found[-1]) == []
    assert TAILS.makespan(np.array(found[-1])) == 12


def test_a_proof_that_is_stopped_is_over() -> None:
    proof = Proof(TAILS, np.array([0, 5]), lambda bound: None, lambda start: None, workers=1, seed=1)
    assert not proof.is_alive

    proof.start(600)
    proof.stop(patience=60)
    assert not proof.is_alive


def test_no_schedule_of_the_model_ends_too_late() -> None:
    from ortools.sat.python import cp_model

    def status(latest: int) -> str:
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False
        return str(solver.status_name(solver.solve(whole_model(TAILS, latest)[0])))

    # Links and tails alone already need 12; with 11 nothing is left to search.
    assert (status(12), status(11)) == ("OPTIMAL", "INFEASIBLE")
