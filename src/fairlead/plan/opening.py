"""A plan opened from its file: the document, what it includes, and where everything stands."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlead.plan.document import Key, Plan
from fairlead.plan.entities import PARTIES, Confidential, Entity, Settings
from fairlead.plan.errors import PlanError, ReadError
from fairlead.plan.files import read_limited
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.reading import INCLUDABLE, Reading, read_document
from fairlead.plan.templates import origin_of
from fairlead.plan.text.loading import load

if TYPE_CHECKING:
    from fairlead.plan.text.marks import Marks

LIMIT_BYTES = 256 * 2**20
"""A larger plan file is refused; a million one-line tasks take about half of it."""


@dataclass(frozen=True)
class Source:
    """One file that a plan was read from: its name as people typed it, its text, and where its entities stand."""

    name: str
    path: Path | None
    text: str
    content: Any
    reading: Reading

    @property
    def is_json(self) -> bool:
        """Whether the text is JSON, in which keys and texts stand in double quotes."""
        from fairlead.plan.text.json_reading import is_json

        return is_json(self.text)

    @cached_property
    def marks(self) -> Marks:
        """The positions of everything in the text, composed when first asked for."""
        from fairlead.plan.text.marks import Marks

        return Marks(self.text)

    def located(self, finding: Finding, path: tuple[str | int, ...]) -> Finding:
        """Return the finding with file, line and column of the nearest thing at or above `path`."""
        for end in range(len(path), -1, -1):
            try:
                mark = (
                    self.marks.key(path[:end])
                    if end and isinstance(path[end - 1], str)
                    else self.marks.value(path[:end])
                )
            except KeyError:
                continue
            return replace(finding, file=self.name, line=mark.line, column=mark.column)
        return replace(finding, file=self.name)


@dataclass(frozen=True)
class Opened:
    """A plan with its sources (the plan's own file first) and what reading found wrong."""

    plan: Plan
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...] = ()
    origins: dict[Key, Source] = field(default_factory=dict, repr=False)

    def source(self, name: str) -> Source:
        """Return the source of this name; raises KeyError for another."""
        found = next((source for source in self.sources if source.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def source_of(self, key: Key) -> Source:
        """Return the file in which an entity stands, the plan's own for those that stand nowhere yet."""
        return self.origins.get(key, self.sources[0])

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with the file, line and column where their entity and field stand in the text."""
        return [self._located(finding) for finding in findings]

    def _located(self, finding: Finding) -> Finding:
        if finding.line is not None or not self.sources:
            return finding
        source, path = self._place(finding)
        if path is None:
            return finding
        return source.located(finding, (*path, finding.field) if finding.field else path)

    def _place(self, finding: Finding) -> tuple[Source, tuple[str | int, ...] | None]:
        key = (finding.kind or "", finding.id or "")
        source = self.origins.get(key, self.sources[0])
        if finding.kind == "plan" or finding.kind is None:
            return source, ()
        path = source.reading.places.get(key)
        if path is None and (origin := origin_of(self.plan, key[1])):
            path = source.reading.places.get((f"template {key[0]}", ".".join(origin)))
        return source, path

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop the work."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def open_plan(path: Path | str) -> Opened:
    """Return the plan in a YAML or JSON file together with the files it includes.

    Raises `ReadError` where the text can't be read at all; everything wrong inside it is in `findings`, those of
    the whole plan's rules not yet among them (see `plan.rules`).
    """
    path = Path(path)
    return open_text(read_limited(path, LIMIT_BYTES), name=str(path), path=path)


def open_text(data: bytes | str, *, name: str = "plan", path: Path | None = None) -> Opened:
    """Return the plan in a text; `path` is where its includes are looked for."""
    with _without_collecting():
        return _assembled(_source(data, name, path), {})


def reopened(opened: Opened, texts: Mapping[str, str]) -> Opened:
    """Return the plan as it would be opened if the sources of these names said these texts."""
    source = opened.sources[0]
    known = {each.name: each for each in opened.sources[1:]}
    with _without_collecting():
        for name, text in texts.items():
            if name in known:
                known[name] = _source(text, name, known[name].path)
        if source.name in texts:
            source = _source(texts[source.name], source.name, source.path)
        return _assembled(source, known)


def _assembled(source: Source, known: Mapping[str, Source]) -> Opened:
    sources = [source]
    findings = _located_findings(source)
    entities: list[Entity] = list(source.reading.entities)
    origins: dict[Key, Source] = {}
    for document in _includes(source, known, findings):
        sources.append(document)
        findings.extend(_located_findings(document))
        entities.extend(_shared(document, source, origins, findings))
    entities = [
        _with_shared_words(each, sources[1:]) if isinstance(each, Settings) else each for each in entities
    ]
    names = {key: document.name for key, document in origins.items()}
    return Opened(Plan.of(*entities, origins=names), tuple(sources), tuple(findings), origins)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Reading makes many objects and no garbage; looking for it again and again costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_plan(path: Path | str) -> Plan:
    """Return the plan in a file after checking all of it.

    Raises `ReadError` where the file can't be read and `PlanError`, with everything that is wrong, where the plan is.
    """
    return checked(open_plan(path))


def checked(opened: Opened) -> Plan:
    """Return the plan when nothing in it is an error; raises `PlanError` with every finding otherwise."""
    from fairlead.plan.rules import check

    found = [*opened.findings, *opened.locate(check(opened.plan))]
    if any(finding.severity is Severity.ERROR for finding in found):
        raise PlanError(found)
    return opened.plan


def _source(data: bytes | str, name: str, path: Path | None) -> Source:
    loaded = load(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data, name=name)
    return Source(name, path, loaded.text, loaded.content, read_document(loaded.content, name))


def _located_findings(source: Source) -> list[Finding]:
    reading = source.reading
    return [
        source.located(finding, reading.paths.get(index, ()))
        for index, finding in enumerate(reading.findings)
    ]


def _includes(source: Source, known: Mapping[str, Source], findings: list[Finding]) -> Iterator[Source]:
    settings = next((each for each in source.reading.entities if isinstance(each, Settings)), Settings())
    for index, include in enumerate(settings.include):
        if include in settings.include[:index]:
            continue
        try:
            yield known[include] if include in known else _included(source, include)
        except (ReadError, PlanError) as error:
            for finding in error.findings:
                message = f"the included file `{include}` can't be used: {finding.message}"
                # Without a file that isn't there the plan may still stand; what it lacks, other rules name.
                severity = Severity.WARNING if finding.code == "missing-file" else Severity.ERROR
                complaint = Finding(severity, "include", message, finding.remedy, "plan", "plan", "include")
                findings.append(source.located(complaint, ("include", index)))


def _included(source: Source, include: str) -> Source:
    path = _beside(source, include)
    if source.path is not None and path.resolve() == source.path.resolve():
        raise ReadError.at("a plan can't include itself", "Take it out of `include`", code="include")
    return _source(read_limited(path, LIMIT_BYTES), include, path)


def _beside(source: Source, include: str) -> Path:
    """Return the included path; only files below the plan's own folder or beside it may be read."""
    relative = Path(include)
    if relative.is_absolute() or ".." in relative.parts:
        message = "only a path relative to the plan, below its folder, can be included"
        raise ReadError.at(
            message, f"Write `include: [{relative.name}]` and put the file beside the plan", code="include"
        )
    return (source.path.parent if source.path else Path()) / relative


def _shared(
    document: Source, plan: Source, origins: dict[Key, Source], findings: list[Finding]
) -> Iterator[Entity]:
    for section in document.content if isinstance(document.content, dict) else ():
        if section not in INCLUDABLE:
            message = (
                f"`{section}` can't be shared; an included file holds people, things, calendars and templates"
            )
            complaint = Finding(Severity.ERROR, "include", message, f"Move `{section}` into the plan itself")
            findings.append(document.located(complaint, (section,)))
    for entity in document.reading.entities:
        key = (entity.kind, entity.id)
        if isinstance(entity, Settings) or (entity.section and entity.section not in INCLUDABLE):
            # The head of a shared document is not the plan's head.
            continue
        if _is_said_in(plan, entity):
            # The plan's own word beats the shared one.
            continue
        if key not in origins:
            origins[key] = document
            yield entity


def _with_shared_words(settings: Settings, documents: Sequence[Source]) -> Settings:
    """Return the plan's head with the glossary and the exchange rates it shares; its own word beats the shared one."""
    heads = [
        each for document in documents for each in document.reading.entities if isinstance(each, Settings)
    ]
    if not any(head.glossary or head.exchange for head in heads):
        return settings
    said = [*reversed(heads), settings]
    glossary = {term: sentence for head in said for term, sentence in head.glossary.items()}
    exchange = {currency: rates for head in said for currency, rates in head.exchange.items()}
    return settings.model_copy(update={"glossary": glossary, "exchange": exchange})


def _is_said_in(plan: Source, entity: Entity) -> bool:
    places = plan.reading.places
    if isinstance(entity, Confidential):
        # A rate comes from where its owner comes from.
        return any((kind, entity.id) in places for kind in PARTIES)
    return (entity.kind, entity.id) in places
