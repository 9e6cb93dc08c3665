"""What varies together: the correlations of a plan as weights of independent normals.

A plan speaks of rank correlations (Spearman's), which no choice of distributions changes. Behind them stand normals
that correlate by 2 sin(pi r / 6): Pearson, On further methods of determining correlation, Drapers' Company Research
Memoirs, Biometric Series IV, 1907. That ranks are what to correlate: Iman and Conover, A distribution-free approach to
inducing rank correlation among input variables, Communications in Statistics B 11(3), 1982. Correlations that can't
hold together are replaced by the nearest that can: Higham, Computing the nearest correlation matrix: a problem from
finance, IMA Journal of Numerical Analysis 22(3), 2002.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fairlead.plan.document import Plan
from fairlead.plan.entities import Correlation
from fairlead.plan.findings import Finding, Severity
from fairlead.risk.families import Floats

Weights = tuple[tuple[int, float], ...]
"""Pairs of a normal and its weight: k from 0 is the own normal of uniform k, ~f (below 0) that of factor f."""

_DENSE = 200  # variables that one matrix is made for; of more only common factors are kept
_TOLD = 0.005  # a rank correlation that changed by less than that is not worth a word
_ALMOST_ONE = 1 - 1e-9


@dataclass(frozen=True)
class Loadings:
    """From which independent normals each correlated uniform is mixed.

    `factors` are the names of the common normals. `rows` hold, for each uniform that correlates with another, its
    weights, whose squares are 1 together; all other uniforms are alone. A uniform with higher values goes with
    higher values of the other where the correlation is positive, so events have to lie at the upper end of theirs.
    """

    factors: tuple[str, ...] = ()
    rows: Mapping[int, Weights] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def rank_correlation(self, one: int, other: int) -> float:
        """Return the rank correlation of two uniforms."""
        if one == other:
            return 1.0
        first, second = (dict(self.rows.get(each, ((each, 1.0),))) for each in (one, other))
        return spearman(math.fsum(weight * second.get(normal, 0.0) for normal, weight in first.items()))

    def mixing(self, uniforms: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Return the rows as tables: the first row of each uniform (and an end), the normals, their weights.

        The normals are numbered as the uniforms, and behind them the factors: factor f is `uniforms` + f.
        """
        counts = np.zeros(uniforms + 1, np.int64)
        normals: list[int] = []
        weights: list[float] = []
        for uniform in range(uniforms):
            row = self.rows.get(uniform, ())
            counts[uniform + 1] = len(row)
            normals.extend(uniforms + ~normal if normal < 0 else normal for normal, _ in row)
            weights.extend(weight for _, weight in row)
        return np.cumsum(counts), np.array(normals, np.int64), np.array(weights, np.float64)


def loadings_of(plan: Plan, estimated: Mapping[str, int], risks: Mapping[str, int]) -> Loadings:
    """Return how the uncertain estimates and risks of a plan correlate.

    `estimated` and `risks` give the uniform of each task (those of a rhythm as `task#1`, `task#2`) and risk. The plan's
    `correlation` holds between all estimates; what `correlations` say of two goes before it, and of several the last.
    Where one entry of a matrix stands for several tasks, these move as one. Findings say what had to be changed to make
    the correlations possible.
    """
    return _Loading(plan, estimated, risks).loadings()


def pearson(rank: float) -> float:
    """Return how two normals correlate whose rank correlation is `rank`."""
    return 2 * math.sin(math.pi * rank / 6)


def spearman(correlation: float) -> float:
    """Return the rank correlation of two normals that correlate like that."""
    return 6 / math.pi * math.asin(min(max(correlation, -1.0), 1.0) / 2)


def nearest_correlation(matrix: Floats) -> Floats:
    """Return the correlation matrix nearest to a symmetric one, in the Frobenius norm; itself if it is one.

    Alternating projections on the positive semi-definite matrices and on those with ones on their diagonal, with
    Dykstra's correction: Higham 2002, algorithm 3.3.
    """
    if _positive(matrix) and np.array_equal(np.diag(matrix), np.ones(len(matrix))):
        return matrix
    found, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(5000):
        corrected = found - correction
        definite = _semi_definite(corrected)
        correction = definite - corrected
        previous, found = found, definite.copy()
        np.fill_diagonal(found, 1.0)
        if np.linalg.norm(found - previous) <= 1e-10 * np.linalg.norm(found):
            break
    found = _semi_definite(found)
    scale = np.sqrt(np.diag(found))
    found = np.asarray(found / np.outer(scale, scale), dtype=np.float64)
    np.fill_diagonal(found, 1.0)
    return found


def _positive(matrix: Floats) -> bool:
    return bool(np.linalg.eigvalsh(matrix)[0] >= -1e-12)


def _semi_definite(matrix: Floats) -> Floats:
    """Return the positive semi-definite matrix nearest to a symmetric one: its negative eigenvalues become 0."""
    values, vectors = np.linalg.eigh(matrix)
    found = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return np.asarray((found + found.T) / 2, dtype=np.float64)


def _triangle(matrix: Floats) -> Floats:
    """Return a lower triangle L with L Lᵀ equal to a positive semi-definite matrix, singular ones too."""
    values, vectors = np.linalg.eigh(matrix)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    return np.asarray(np.linalg.qr(root.T)[1].T, dtype=np.float64)


@dataclass(frozen=True)
class _Said:
    """A correlation of the plan among uniforms: the entry that each stands for, and the rank correlations of entries.

    With `strength`, every uniform is an entry of its own.
    """

    id: str
    entry_of: Mapping[int, int]
    matrix: Floats | None
    strength: float

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Yield each two uniforms with their rank correlation."""
        uniforms = list(self.entry_of)
        for place, one in enumerate(uniforms):
            for other in uniforms[:place]:
                yield one, other, self.between(one, other)

    def between(self, one: int, other: int) -> float:
        """Return the rank correlation of two uniforms."""
        if self.matrix is None:
            return self.strength
        return float(self.matrix[self.entry_of[one], self.entry_of[other]])


class _Loading:
    def __init__(self, plan: Plan, estimated: Mapping[str, int], risks: Mapping[str, int]) -> None:
        self.plan, self.estimated, self.risks = plan, estimated, risks
        self.name_of = {uniform: id for named in (estimated, risks) for id, uniform in named.items()}
        self.uniforms_of: dict[str, list[int]] = {}
        for name, uniform in estimated.items():
            self.uniforms_of.setdefault(name.partition("#")[0], []).append(uniform)
        said = plan.settings.correlation
        self.common = min(pearson(float(said.fraction)), _ALMOST_ONE) if said is not None else 0.0
        self.factors: list[str] = []
        self.rows: dict[int, dict[int, float]] = {}
        self.findings: list[Finding] = []

    def loadings(self) -> Loadings:
        if self.common > 0 and len(self.estimated) > 1:
            self._load_common()
        for group in _joined(
            [said for each in self.plan.correlations.values() if (said := self._said(each))]
        ):
            self._load(group)
        rows = {
            uniform: tuple((normal, weight) for normal, weight in row.items() if weight)
            for uniform, row in self.rows.items()
        }
        return Loadings(tuple(self.factors), rows, tuple(self.findings))

    def _load_common(self) -> None:
        factor = self._factor("correlation")
        weight, rest = math.sqrt(self.common), math.sqrt(1 - self.common)
        for uniform in self.estimated.values():
            self.rows[uniform] = {factor: weight, uniform: rest}

    def _factor(self, name: str) -> int:
        self.factors.append(name)
        return ~(len(self.factors) - 1)

    def _load(self, group: Sequence[_Said]) -> None:
        """Load correlations that have uniforms in common, or a single one."""
        uniforms = list(dict.fromkeys(uniform for said in group for uniform in said.entry_of))
        if len(group) == 1 and self._is_factor(group[0]):
            self._load_factor(group[0])
        elif len(uniforms) <= _DENSE:
            self._load_matrix(group, uniforms)
        else:
            self._load_factors(group, uniforms)

    # One factor more

    def _is_factor(self, said: _Said) -> bool:
        """Tell whether a correlation is of one strength that a factor beside the common one can bring about."""
        alike = all(uniform in self.rows for uniform in said.entry_of) or not any(
            uniform in self.rows for uniform in said.entry_of
        )
        return said.matrix is None and alike and pearson(said.strength) >= self._shared(said)

    def _shared(self, said: _Said) -> float:
        return self.common if next(iter(said.entry_of)) in self.rows else 0.0

    def _load_factor(self, said: _Said) -> None:
        wanted = min(pearson(said.strength), _ALMOST_ONE)
        weight, rest = math.sqrt(wanted - self._shared(said)), math.sqrt(1 - wanted)
        factor = self._factor(f"correlation {said.id}")
        for uniform in said.entry_of:
            self.rows.setdefault(uniform, {}).update({factor: weight, uniform: rest})

    # A matrix

    def _load_matrix(self, group: Sequence[_Said], uniforms: Sequence[int]) -> None:
        """Load a whole matrix onto the own normals of its uniforms, beside the common factor.

        What the common factor brings is taken off before, and the rest brought to ones on its diagonal. Where that is
        no correlation matrix, the nearest takes its place.
        """
        wanted = self._wanted(group, uniforms)
        common = np.array([math.sqrt(self.common) if uniform in self.rows else 0.0 for uniform in uniforms])
        scale = np.sqrt(1 - common**2)
        rest = (wanted - np.outer(common, common)) / np.outer(scale, scale)
        np.fill_diagonal(rest, 1.0)
        possible = nearest_correlation(rest)
        triangle = _triangle(possible) * scale[:, None]
        for row, uniform in enumerate(uniforms):
            loaded = self.rows.setdefault(uniform, {})
            loaded.pop(uniform, None)
            loaded.update(zip(uniforms[: row + 1], triangle[row, : row + 1].tolist(), strict=True))
        got = possible * np.outer(scale, scale) + np.outer(common, common)
        self._tell(group, uniforms, wanted, got)

    def _wanted(self, group: Sequence[_Said], uniforms: Sequence[int]) -> Floats:
        place_of = {uniform: place for place, uniform in enumerate(uniforms)}
        estimates = np.array([uniform in self.rows for uniform in uniforms])
        wanted = np.where(np.outer(estimates, estimates), self.common, 0.0)
        for said in group:
            for one, other, rank in said.pairs():
                row, column = place_of[one], place_of[other]
                wanted[row, column] = wanted[column, row] = pearson(rank)
        np.fill_diagonal(wanted, 1.0)
        return wanted

    def _tell(self, group: Sequence[_Said], uniforms: Sequence[int], wanted: Floats, got: Floats) -> None:
        ranks = [6 / np.pi * np.arcsin(np.clip(each, -1, 1) / 2) for each in (wanted, got)]
        off = np.triu(np.abs(ranks[1] - ranks[0]), 1)
        row, column = np.unravel_index(int(np.argmax(off)), off.shape)
        if off[row, column] < _TOLD:
            return
        one, other = (self.name_of[uniforms[int(place)]] for place in (row, column))
        changed, pairs = int(np.sum(off >= _TOLD)), len(uniforms) * (len(uniforms) - 1) // 2
        message = (
            f"the correlations can't all hold at once; the nearest that can were taken: `{one}` with `{other}` "
            f"{float(ranks[1][row, column]):.2f} instead of {float(ranks[0][row, column]):.2f}"
        )
        if changed > 1:
            message += f", the largest of {changed} changes in {pairs} pairs"
        self._warn(group, message, "Write weaker correlations, or none where nothing is known")

    def _warn(self, group: Sequence[_Said], message: str, remedy: str) -> None:
        field = "matrix" if group[-1].matrix is not None else "strength"
        self.findings.append(
            Finding(
                Severity.WARNING, "correlation-repaired", message, remedy, "correlation", group[-1].id, field
            )
        )

    # More than a matrix is made for

    def _load_factors(self, group: Sequence[_Said], uniforms: Sequence[int]) -> None:
        """Load each positive strength as a factor; where a uniform has more of them than fit, all of them less."""
        left_out = [said.id for said in group if said.matrix is not None or said.strength < 0]
        for said in group:
            if said.id in left_out:
                continue
            factor = self._factor(f"correlation {said.id}")
            weight = math.sqrt(min(pearson(said.strength), _ALMOST_ONE))
            for uniform in said.entry_of:
                self.rows.setdefault(uniform, {})[factor] = weight
        most = 1.0
        for uniform in uniforms:
            row = self.rows.get(uniform, {})
            row.pop(uniform, None)
            shared = math.fsum(weight**2 for weight in row.values())
            most = max(most, shared)
            if shared > _ALMOST_ONE:
                row.update({normal: weight / math.sqrt(shared) for normal, weight in row.items()})
                shared = 1.0
            if row:
                row[uniform] = math.sqrt(max(1 - shared, 0.0))
        message = (
            f"the correlations join {len(uniforms)} tasks and risks, too many for a matrix ({_DENSE}): "
            "each is a common factor instead, and strengths add up where they overlap"
        )
        if left_out:
            message += (
                f"; left out, since no factor can be like them: {', '.join(f'`{id}`' for id in left_out)}"
            )
        if most > 1:
            message += f"; scaled down where they came to {most:.0%}"
        self._warn(group, message, "Let correlations overlap less, or name fewer tasks")

    # What is said

    def _said(self, each: Correlation) -> _Said | None:
        """Return a correlation among uniforms; None where it is among fewer than two of them."""
        entry_of: dict[int, int] = {}
        for entry, id in enumerate(each.among):
            for uniform in self._meant(id):
                entry_of.setdefault(uniform, entry)
        if len(entry_of) < 2 or (each.strength is None and not each.matrix):
            return None
        matrix = np.array(each.matrix, dtype=np.float64) if each.matrix else None
        if matrix is not None and matrix.shape != (len(each.among),) * 2:
            return None
        return _Said(each.id, entry_of, matrix, float(each.strength.fraction) if each.strength else 0.0)

    def _meant(self, id: str) -> Iterator[int]:
        """Yield the uniforms of a task, of all tasks below a summary, of a person's tasks, or of a risk."""
        if id in self.plan.tasks:
            for leaf in self.plan.outline.leaves(id):
                yield from self.uniforms_of.get(leaf, ())
        elif id in self.risks:
            yield self.risks[id]
        elif id in self.plan.people:
            for task in self.plan.tasks.values():
                only = [need.alternatives[0].what for need in task.needs if len(need.alternatives) == 1]
                if id in only or any(who.id == id for who in task.who):
                    yield from self.uniforms_of.get(task.id, ())


def _joined(all_said: Sequence[_Said]) -> list[list[_Said]]:
    """Return correlations in groups that have uniforms in common, each in the order of the plan."""
    group_of: dict[int, list[int]] = {}
    groups: list[list[int]] = []
    for number, said in enumerate(all_said):
        merged = [number]
        for uniform in said.entry_of:
            found = group_of.get(uniform)
            if found is not None and found is not merged:
                for moved in [each for number in found for each in all_said[number].entry_of]:
                    group_of[moved] = merged
                merged.extend(found)
                groups.remove(found)
            group_of[uniform] = merged
        groups.append(merged)
    return [[all_said[number] for number in sorted(group)] for group in groups]
