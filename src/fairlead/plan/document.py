"""The plan: an immutable set of entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Self, TypeVar, cast

from fairlead.plan.entities import (
    KINDS,
    PARTIES,
    WORK,
    Baseline,
    Calendar,
    Candidate,
    Confidential,
    Correlation,
    Cost,
    Decision,
    Duty,
    Entity,
    Equipment,
    Goal,
    Material,
    Meeting,
    Person,
    Risk,
    Scenario,
    Settings,
    Stakeholder,
    Supplier,
    Task,
    Team,
    Template,
)

Key = tuple[str, str]
"""An entity's address: its kind and its id."""

E = TypeVar("E", bound=Entity)
_EMPTY: Mapping[str, Entity] = MappingProxyType({})


@dataclass(frozen=True)
class Outline:
    """The tree of tasks: `children[None]` are the roots; `order` is the whole tree, parents before children."""

    children: Mapping[str | None, tuple[str, ...]]
    order: tuple[str, ...]
    depth: Mapping[str, int]

    def is_summary(self, task: str) -> bool:
        """Tell whether other tasks stand below this one."""
        return task in self.children

    def below(self, task: str) -> Iterator[str]:
        """Yield everything below a task, in outline order."""
        for child in self.children.get(task, ()):
            yield child
            yield from self.below(child)

    def leaves(self, task: str) -> Iterator[str]:
        """Yield the tasks without children at or below a task, in outline order."""
        if task not in self.children:
            yield task
        for child in self.children.get(task, ()):
            yield from self.leaves(child)


@dataclass(frozen=True)
class Plan:
    """A plan as plain data: what people decided or observed, nothing that follows from it.

    `entities` maps kind to id to entity, in the document's order; tasks stand in outline order. `origins` names the
    included file that an entity came from; what is not in it stands in the plan's own file. Two plans are equal
    when they say the same in the same order, wherever it stands; a task's rank counts for nothing but the order.
    """

    settings: Settings = field(default_factory=Settings)
    entities: Mapping[str, Mapping[str, Entity]] = field(default_factory=dict)
    origins: Mapping[Key, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, *entities: Entity, origins: Mapping[Key, str] | None = None) -> Self:
        """Return the plan of these entities; tasks may come in any order, the outline follows parent and rank."""
        settings = Settings()
        kinds: dict[str, dict[str, Entity]] = {kind: {} for kind in KINDS if kind != "plan"}
        for entity in entities:
            if isinstance(entity, Settings):
                settings = entity
            else:
                kinds[entity.kind][entity.id] = entity
        kinds["task"] = _in_outline_order(kinds["task"])
        return cls(settings, {kind: found for kind, found in kinds.items() if found}, origins or {})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plan):
            return NotImplemented
        same_kinds = self.entities.keys() == other.entities.keys() and self.settings == other.settings
        return same_kinds and all(
            _say_the_same(kind, self.of_kind(kind), other.of_kind(kind)) for kind in self.entities
        )

    __hash__ = None  # type: ignore[assignment] # equality looks into mappings

    def __iter__(self) -> Iterator[Entity]:
        yield self.settings
        for found in self.entities.values():
            yield from found.values()

    def __len__(self) -> int:
        return 1 + sum(map(len, self.entities.values()))

    def of_kind(self, kind: str) -> Mapping[str, Entity]:
        """Return the entities of one kind by id, in the document's order."""
        return self.entities.get(kind, _EMPTY)

    def get(self, kind: str, id: str) -> Entity | None:
        """Return one entity, or None."""
        return self.settings if kind == "plan" else self.of_kind(kind).get(id)

    def find(self, id: str, kinds: Iterable[str]) -> Entity | None:
        """Return the first entity with this id among these kinds, or None."""
        return next((found for kind in kinds if (found := self.of_kind(kind).get(id))), None)

    def work(self, id: str) -> Entity | None:
        """Return the task, goal, decision, risk or meeting with this id, or None."""
        return self.find(id, WORK)

    def party(self, id: str) -> Entity | None:
        """Return the person, team, thing, firm or stakeholder with this id, or None."""
        return self.find(id, PARTIES)

    def with_entities(self, *changed: Entity, without: Iterable[Key] = ()) -> Plan:
        """Return the plan with these entities added or put in the place of their namesakes, and others taken out."""
        kinds = {kind: dict(found) for kind, found in self.entities.items()}
        settings = self.settings
        for kind, id in without:
            kinds.get(kind, {}).pop(id, None)
        for entity in changed:
            if isinstance(entity, Settings):
                settings = entity
            else:
                kinds.setdefault(entity.kind, {})[entity.id] = entity
        if "task" in kinds:
            kinds["task"] = _in_outline_order(kinds["task"])
        ordered = {kind: kinds[kind] for kind in KINDS if kinds.get(kind)}
        return replace(self, settings=settings, entities=ordered)

    @cached_property
    def outline(self) -> Outline:
        """The tree of tasks."""
        children = _children(self.tasks)
        depth: dict[str, int] = {}
        for id, task in self.tasks.items():
            depth[id] = depth.get(task.parent, -1) + 1 if task.parent else 0
        return Outline({parent: tuple(ids) for parent, ids in children.items()}, tuple(self.tasks), depth)

    @property
    def title(self) -> str:
        """What people call the plan."""
        return self.settings.name or "Untitled plan"

    @property
    def tasks(self) -> Mapping[str, Task]:
        """The tasks by id, in outline order."""
        return self._typed(Task)

    @property
    def goals(self) -> Mapping[str, Goal]:
        """The goals by id, most important first."""
        return self._typed(Goal)

    @property
    def people(self) -> Mapping[str, Person]:
        """The people by id."""
        return self._typed(Person)

    @property
    def teams(self) -> Mapping[str, Team]:
        """The teams by id."""
        return self._typed(Team)

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars by id, without the plan's own."""
        return self._typed(Calendar)

    @property
    def duties(self) -> Mapping[str, Duty]:
        """The standing duties by id."""
        return self._typed(Duty)

    @property
    def equipment(self) -> Mapping[str, Equipment]:
        """The equipment by id."""
        return self._typed(Equipment)

    @property
    def materials(self) -> Mapping[str, Material]:
        """The materials by id."""
        return self._typed(Material)

    @property
    def suppliers(self) -> Mapping[str, Supplier]:
        """The suppliers by id."""
        return self._typed(Supplier)

    @property
    def candidates(self) -> Mapping[str, Candidate]:
        """The people outside who could be brought in, by id."""
        return self._typed(Candidate)

    @property
    def templates(self) -> Mapping[str, Template]:
        """The templates by id."""
        return self._typed(Template)

    @property
    def costs(self) -> Mapping[str, Cost]:
        """The plan's own costs by id."""
        return self._typed(Cost)

    @property
    def risks(self) -> Mapping[str, Risk]:
        """The risks by id."""
        return self._typed(Risk)

    @property
    def correlations(self) -> Mapping[str, Correlation]:
        """The correlations by id."""
        return self._typed(Correlation)

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions by id."""
        return self._typed(Decision)

    @property
    def stakeholders(self) -> Mapping[str, Stakeholder]:
        """The stakeholders by id."""
        return self._typed(Stakeholder)

    @property
    def meetings(self) -> Mapping[str, Meeting]:
        """The meetings by id."""
        return self._typed(Meeting)

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by id."""
        return self._typed(Scenario)

    @property
    def baselines(self) -> Mapping[str, Baseline]:
        """The baselines by id."""
        return self._typed(Baseline)

    def confidential(self, owner: str) -> dict[str, Confidential]:
        """Return what is held apart from an entity: `rate`, `salary`, `offer`, as far as the plan says it."""
        found = {kind: self.of_kind(kind).get(owner) for kind in ("rate", "salary", "offer")}
        return {kind: cast(Confidential, fact) for kind, fact in found.items() if fact is not None}

    def _typed(self, kind: type[E]) -> Mapping[str, E]:
        return cast("Mapping[str, E]", self.entities.get(kind.kind, _EMPTY))  # asked for in every rule's loop


def _say_the_same(kind: str, one: Mapping[str, Entity], other: Mapping[str, Entity]) -> bool:
    # What is confidential has no order of its own, only that of its owners.
    if one.keys() != other.keys() or (KINDS[kind].section and list(one) != list(other)):
        return False
    return all(_equal(entity, other[id]) for id, entity in one.items())


def _equal(one: Entity, other: Entity) -> bool:
    if one is other:
        return True
    if isinstance(one, Task) and isinstance(other, Task) and one.rank != other.rank:
        return one == other.model_copy(update={"rank": one.rank})
    return one == other


def _children(tasks: Mapping[str, Task]) -> dict[str | None, list[str]]:
    """Return the ids of each parent's children, by rank and then in the order given."""
    children: dict[str | None, list[str]] = {}
    for id, task in tasks.items():
        # A task whose parent is missing is shown as a root, so that it isn't lost; a rule reports it.
        children.setdefault(task.parent if task.parent in tasks else None, []).append(id)
    for ids in children.values():
        ids.sort(key=lambda id: tasks[id].rank)
    return children


def _in_outline_order(tasks: Mapping[str, Entity]) -> dict[str, Entity]:
    typed = cast(Mapping[str, Task], tasks)
    children = _children(typed)
    ordered: dict[str, Entity] = {}
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        id = waiting.pop()
        ordered[id] = typed[id]
        waiting.extend(reversed(children.get(id, [])))
    # Tasks that are their own ancestors hang below nobody; they stay, for a rule to report.
    ordered.update((id, task) for id, task in typed.items() if id not in ordered)
    return ordered
