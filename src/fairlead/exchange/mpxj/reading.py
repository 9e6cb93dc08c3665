"""A project in any format that MPXJ knows, read into a plan.

MPXJ passes it on in a form that is read natively: programs of Primavera's as XER, all others as Microsoft Project's
XML with what that can't say beside it. So everything has one meaning, whatever file it comes from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from fairlead.exchange.imported import Imported
from fairlead.exchange.mpxj.beside import complete_entities, complete_records
from fairlead.exchange.mpxj.pmxml import with_decimal_points
from fairlead.exchange.mpxj.running import Passed, pass_through
from fairlead.exchange.mpxj.surroundings import find_surroundings
from fairlead.exchange.mpxj.tools import tool_of
from fairlead.exchange.mspdi.collecting import TOOL, Collected
from fairlead.exchange.mspdi.parsing import parse
from fairlead.exchange.mspdi.reading import collect, imported_from


def read_with_mpxj(
    data: bytes, name: str = "project", what: str = "a project of another tool", remedy: str = ""
) -> Imported:
    """Return the project in the content of a file that MPXJ can read; `what` and `remedy` serve the messages.

    Raises ReadError for a file that can't be read, SurroundingsError where the extra or Java is missing.
    """
    passed = pass_through(find_surroundings(name, what, remedy), with_decimal_points(data), name)
    imported = _from_xer(passed, name) if passed.said["carrier"] == "xer" else _from_xml(passed, name)
    return replace(imported, lost=imported.lost + _lost(passed), tool=tool_of(passed.said.get("application")))


def _from_xml(passed: Passed, name: str) -> Imported:
    sections = parse(passed.project, name)
    complete_records(sections, passed.said)
    collected = collect(sections)
    complete_entities(collected, passed.said)
    _name_tool(collected, tool_of(passed.said.get("application")))
    return imported_from(collected, name)


def _from_xer(passed: Passed, name: str) -> Imported:
    from fairlead.exchange.xer import read_xer

    imported = read_xer(passed.project, name)
    return replace(imported, lines={}, findings=tuple(replace(each, line=None) for each in imported.findings))


def _name_tool(collected: Collected, tool: str) -> None:
    if tool == TOOL:
        return
    for place, entity in enumerate(collected.entities):
        if entity.source is not None:
            source = entity.source.model_copy(update={"tool": tool})
            collected.entities[place] = entity.model_copy(update={"source": source})


def _lost(passed: Passed) -> Counter[str]:
    others = passed.said.get("others") or ()
    lost = Counter(f"the other project in the file, {other}" for other in others)
    if ignored := int(passed.said.get("ignored") or 0):
        lost["entries of the file that make no sense"] = ignored
    return lost
