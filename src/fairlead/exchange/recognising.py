"""What kind of file this is, told by its content; the ending of its name is never asked."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from fairlead.plan.errors import ReadError

Kind = Literal[
    "plan", "mspdi", "xer", "mpxj", "foreign",
    "psplib", "patterson", "progen/max", "mplib", "mspsp", "imopse",
]  # fmt: skip

_LOOKED_AT = 16_384
"""Bytes from the beginning that decide; XML comments longer than that before the root are nobody's habit."""

_SAVE_AS_XML = (
    "Open it in Microsoft Project and save it as XML (File, Save As, XML Format), then give that file"
)
_XER_OR_XML = "Export the project from P6 as XER or as Microsoft Project XML"
_EXPORT_PLAN = "Give the plan itself, or the project saved by Microsoft Project as XML"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's kind; `what` says in words what a foreign file is, `remedy` what to do about it."""

    kind: Kind
    what: str = ""
    remedy: str = ""


PLAN = Recognised("plan", "a Fairlead plan")
MSPDI = Recognised("mspdi", "a project saved by Microsoft Project as XML")
XER = Recognised("xer", "a project exported by Primavera P6 (XER)")


PSPLIB = Recognised("psplib", "a scheduling problem of PSPLIB or MMLIB (.sm, .mm)")
PATTERSON = Recognised("patterson", "a scheduling problem in Patterson's format (.rcp)")
PROGEN_MAX = Recognised("progen/max", "a scheduling problem of ProGen/max (.sch)")
MPLIB = Recognised("mplib", "a multi-project scheduling problem of MPLIB (.rcmp)")
MSPSP = Recognised("mspsp", "a multi-skill scheduling problem for MiniZinc (.dzn)")
IMOPSE = Recognised("imopse", "a multi-skill scheduling problem of iMOPSE (.def)")


def recognise(data: bytes) -> Recognised:
    """Return what a file is by its first bytes; whatever nothing else claims is taken for a plan.

    A plan of Fairlead is YAML or JSON; XML is told apart by its root element and the root's namespace.
    """
    return _by_signature(data) or _by_text(_beginning(data)) or PLAN


def refuse_foreign(found: Recognised, name: str) -> None:
    """Raise ReadError for a file that is clearly something that can't be read, saying what it is."""
    if found.kind == "foreign":
        message = f"this is {found.what}, which can't be read as it is"
        raise ReadError.at(message, found.remedy, code="foreign-file", file=name)


def _foreign(what: str, remedy: str) -> Recognised:
    return Recognised("foreign", what, remedy)


def _by_mpxj(what: str, remedy: str = "Save it there as Microsoft Project XML") -> Recognised:
    return Recognised("mpxj", what, remedy)


_SIGNATURES = (
    (b"PK\x05\x06", "an empty zip archive", _EXPORT_PLAN),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
    (b"%PDF", "a PDF document", "Give the plan it was made from"),
    (b"\x89PNG", "a picture", _EXPORT_PLAN),
    (b"\xff\xd8\xff", "a picture", _EXPORT_PLAN),
    (b"\x7fELF", "a program", _EXPORT_PLAN),
)
_SIGNATURES_OF_MPXJ = (
    (b"\x00\x01\x00\x00Standard Jet DB", "a database of Microsoft Access, perhaps with a project"),
    (b"SQLite format 3\x00", "a database (SQLite), perhaps with a project of Primavera, Asta or Merlin"),
    (b"\xac\xed\x00\x05", "a project in ProjectLibre's own form (.pod)"),
    (b"\x00\x00000000", "a project of Asta Powerproject (.pp)"),
    (b"PPX!!!!", "a project of Phoenix Project Manager (.ppx)"),
    (b"bplist00", "a project of Merlin, or another property list"),
    (b"\x1c\x00\x00\x00", "a project of FastTrack Schedule (.fts)"),
    (b"\xb6\x17", "a project of Synchro (.sp)"),
    (b"FC\x00\x00", "a database of Primavera P3 or SureTrak"),
    (b"STW\x00", "a project of SureTrak (.stw)"),
    (b"PRX3", "a project of Primavera P3 (.prx)"),
    (b"**** Schedule Grid", "a schedule grid of Sage 100 Contractor"),
    (b"\x00\x80\x01\x00", "a project of Project Commander (.pc)"),
    (b"\x02\x80\x01\x00", "a project of Project Commander (.pc)"),
)
"""Beginnings of files that MPXJ reads, as its documentation and the files themselves tell them."""
_OF_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/")


def _by_signature(data: bytes) -> Recognised | None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    if data.startswith(b"PK\x03\x04"):
        return _archive(data[:_LOOKED_AT])
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            return _foreign(what, remedy)
    for signature, what in _SIGNATURES_OF_MPXJ:
        if data.startswith(signature):
            return _by_mpxj(what)
    if data.startswith(b"MZ") and b"\0" in data[:64]:
        return _by_mpxj("a program, perhaps a project of Primavera P3 or SureTrak that unpacks itself")
    if b"dWBSTAB" in data[:512]:
        return _by_mpxj("a project of TurboProject (.pep)")
    return None


def _archive(head: bytes) -> Recognised:
    if any(name in head for name in _OF_OFFICE):
        return _foreign("an Office document or a program in a zip archive", _EXPORT_PLAN)
    return _by_mpxj("a zip archive", "Unpack it and give the project in it")


def _compound(data: bytes) -> Recognised:
    """Tell a project from other documents by the names in the compound file's directory (UTF-16)."""
    names = ("MSProject", "Props", "SourceInfo")
    if b"MSProject" in data or any(name.encode("utf-16-le") in data for name in names):
        return _by_mpxj("a Microsoft Project file in binary form (.mpp)", _SAVE_AS_XML)
    return _foreign("a document of Microsoft Office in binary form", _SAVE_AS_XML)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"E\x00R\x00M\x00", "utf-16-le"),
    (b"\x00E\x00R\x00M", "utf-16-be"),
    (b"\x00<", "utf-16-be"),
)


def _beginning(data: bytes) -> str:
    """Return the beginning as text, wrong characters and all; only ASCII in it is looked at."""
    head = data[:_LOOKED_AT]
    encoding = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "latin-1")
    return head.decode(encoding, "replace").lstrip("\ufeff").removeprefix("ï»¿").lstrip()


def _by_text(text: str) -> Recognised | None:
    if text.startswith("ERMHDR"):
        return XER
    if re.match(r"MPX[,;\t]", text):
        return _by_mpxj("a project in Microsoft Project's old exchange format (MPX)", _SAVE_AS_XML)
    if re.match(r"VOLM\s+\d", text):
        return _by_mpxj("a project in the Standard Data Exchange Format (SDEF)")
    if re.match(r'project\s+\S+\s+"[^"]*"', text):
        return _foreign(
            "a TaskJuggler project", "Write the plan anew, or export it as Microsoft Project XML there"
        )
    return _by_root(text) if text.startswith("<") else _benchmark(text)


_PSPLIB_HEAD = re.compile(
    r"^(?:PRECEDENCE RELATIONS:|file with basedata\s*:|jobs\s+\(incl\. supersource/sink)", re.MULTILINE
)
_IMOPSE_HEAD = re.compile(r"={20,}\s*^File name\s*:|^ResourceID\s+Salary\b", re.MULTILINE)
_MSPSP_HEAD = re.compile(r"^(?:nActs|nSkills|sreq|mastery)\s*=", re.MULTILINE)
_NUMBERS_FIRST = re.compile(r"\d+(?:\s+\d+){3}(?:\s|$)")
_ENTRY = re.compile(r"[^\n]*:\s")


def _benchmark(text: str) -> Recognised | None:
    """Tell the formats of scheduling benchmarks by their headings; those of nothing but numbers by how they link.

    A plan begins with an entry, which has a space behind its colon.
    """
    if _PSPLIB_HEAD.search(text):
        return PSPLIB
    if _MSPSP_HEAD.search(text):
        return MSPSP
    if _IMOPSE_HEAD.search(text):
        return IMOPSE
    if not _NUMBERS_FIRST.match(text) or _ENTRY.match(text):
        return None
    return PROGEN_MAX if "[" in text else MPLIB if ":" in text else PATTERSON


_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_ROOTS = {
    "APIBusinessObjects": _by_mpxj("a Primavera P6 export (PMXML)", _XER_OR_XML),
    "BusinessObjects": _by_mpxj("a Primavera P6 export (PMXML)", _XER_OR_XML),
    "project": _by_mpxj("an XML project of GanttProject, Planner, Phoenix or another tool"),
    "Gantt": _by_mpxj("a project of Gantt Designer (.gnt)"),
    "Document": _by_mpxj("an XML document, perhaps a project of ConceptDraw or Edraw"),
    "html": _foreign("a web page", _EXPORT_PLAN),
    "svg": _foreign("a picture", _EXPORT_PLAN),
}


def _by_root(text: str) -> Recognised | None:
    at = 0
    while found := _BEFORE_ROOT.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    if root is None:
        # It begins like XML; the XML reader says what is wrong with it, line by line.
        return MSPDI if text.startswith("<?xml") else None
    name = root[1]
    if name == "Project":
        return MSPDI
    known = _ROOTS.get(name)
    return known or _foreign(f"an XML file of another kind (its root is <{name[:40]}>)", _EXPORT_PLAN)
