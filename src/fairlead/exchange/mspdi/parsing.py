"""XML into flat records, hardened: no document types and so no entities, bounded size, depth and number of records.

Expat streams through the bytes, and of the tree only the records below are ever kept: memory follows what a project
says, not what a hostile file repeats, and lines are right in files of any length.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from fairlead.plan.errors import ReadError

SIZE_LIMIT = 512 * 2**20
"""Bytes; Microsoft Project writes about 4 kB a task, and timephased data on top."""
MOST_RECORDS = 3_000_000
"""Compound elements; a project of 100,000 tasks with links, baselines and custom fields has about a million."""
DEEPEST = 64
"""Levels of elements; Microsoft Project writes nine."""

_CHUNK = 2**18
_LISTS = {"Calendars": "Calendar", "Tasks": "Task", "Resources": "Resource", "Assignments": "Assignment"}
_TIMEPHASED = "TimephasedData"
_LONGEST_TAG = 2**22
_MOST_NAMES = 20_000
_KNOWN_TEXTS = 100_000
_LONGEST_KNOWN = 32


@dataclass(slots=True)
class Record:
    """One element: the text of its plain children by name, and its compound children as records by name."""

    line: int | None = None
    text: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Record]] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """Return a plain child's text without surrounding space; None when it is absent or empty."""
        value = self.text.get(name)
        return (value.strip() or None) if value is not None else None

    def all(self, name: str) -> list[Record]:
        """Return the compound children of this name."""
        return self.parts.get(name, [])

    def within(self, container: str, name: str) -> list[Record]:
        """Return the compound children of a container, such as `Exceptions` / `Exception`."""
        return [record for each in self.all(container) for record in each.all(name)]


@dataclass(slots=True)
class Sections:
    """A whole document: its head and the records of its four lists."""

    head: Record = field(default_factory=Record)
    calendars: list[Record] = field(default_factory=list)
    tasks: list[Record] = field(default_factory=list)
    resources: list[Record] = field(default_factory=list)
    assignments: list[Record] = field(default_factory=list)


def parse(data: bytes, name: str) -> Sections:
    """Return the records of an MSPDI document, with or without its namespace, in any of the usual encodings.

    Raises ReadError, with the line where it is known, for text that isn't well-formed, is wrongly encoded, nests too
    deeply, holds a document type (and so could define entities), is too large, or has another root.
    """
    _refuse_size(data, name)
    content, encoding = _in_an_encoding_of_expat(data, name)
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.buffer_size = 2**16
    reader = _Reader(parser, name)
    try:
        for start in range(0, len(content), _CHUNK):
            parser.Parse(content[start : start + _CHUNK], False)
            reader.must_stay_small(start + _CHUNK)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _not_well_formed(error, content, name) from error
    except (LookupError, ValueError) as error:
        raise _unknown_encoding(name) from error
    return reader.sections


class _Reader:
    """Takes what the parser says and puts it into records; only elements with children become one."""

    def __init__(self, parser: expat.XMLParserType, name: str) -> None:
        self.sections = Sections()
        self._lists = {
            "Task": self.sections.tasks,
            "Resource": self.sections.resources,
            "Assignment": self.sections.assignments,
            "Calendar": self.sections.calendars,
        }
        self._parser, self._name = parser, name
        self._path: list[str] = []
        self._records: list[Record | None] = []
        self._lines: list[int] = []
        self._text: list[str] = []
        self._known: dict[str, str] = {}
        self._count = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._refuse_document_type

    def must_stay_small(self, read: int) -> None:
        """Raise ReadError where the parser itself hoards: a tag of megabytes, or names that are never the same."""
        if read - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise self._error("the XML has a tag or comment of several megabytes", _SAVE_AGAIN, "broken-xml")
        if len(self._parser.intern) > _MOST_NAMES:
            raise self._error("the XML uses more names than any project", _SAVE_AGAIN, "broken-xml")

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        depth = len(self._path)
        if depth == 0 and tag != "Project":
            message = f"the XML holds <{tag[:40]}> where a project of Microsoft Project begins with <Project>"
            raise self._error(message, "Save the project from Microsoft Project as XML", "not-a-project")
        if depth >= DEEPEST:
            raise self._error("the XML nests deeper than any project does", _SAVE_AGAIN, "broken-xml")
        if depth and self._records[-1] is None:
            self._records[-1] = self._new_record(self._lines[-1])
        self._path.append(tag)
        self._records.append(self.sections.head if depth == 0 else None)
        self._lines.append(self._parser.CurrentLineNumber)
        self._text.clear()

    def _end(self, _tag: str) -> None:
        name, record = self._path.pop(), self._records.pop()
        self._lines.pop()
        above = self._records[-1] if self._records else None
        if above is None:
            return
        if record is None:
            if name not in above.text:
                above.text[name] = self._shared("".join(self._text))
        elif name in self._lists and len(self._path) == 2 and _LISTS.get(self._path[-1]) == name:
            _keep_timephased_gaps(record)
            self._lists[name].append(record)
        elif name != _TIMEPHASED or self._path[-1] == "Assignment":
            above.parts.setdefault(name, []).append(record)
        self._text.clear()

    def _new_record(self, line: int) -> Record:
        self._count += 1
        if self._count > MOST_RECORDS:
            raise self._error("the XML holds more entries than any project", _SAVE_AGAIN, "file-too-large")
        return Record(line)

    def _shared(self, text: str) -> str:
        """Return one object for equal short texts, of which a project repeats thousands."""
        if len(text) > _LONGEST_KNOWN or len(self._known) >= _KNOWN_TEXTS:
            return self._known.get(text, text)
        return self._known.setdefault(text, text)

    def _refuse_document_type(self, *_said: object) -> None:
        message = "the XML declares a document type, which could hide entities; Microsoft Project writes none"
        raise self._error(message, "Remove the line with <!DOCTYPE, if you trust the file", "xml-doctype")

    def _error(self, message: str, remedy: str, code: str) -> ReadError:
        return ReadError.at(message, remedy, code=code, file=self._name, line=self._parser.CurrentLineNumber)


def _keep_timephased_gaps(record: Record) -> None:
    """Keep an assignment's work day by day, most of the file, only where some working time has no work."""
    spans = record.parts.get(_TIMEPHASED)
    if spans and not any(map(_is_gap, spans)):
        del record.parts[_TIMEPHASED]


def _is_gap(span: Record) -> bool:
    return span.text.get("Type") in ("1", "2") and span.text.get("Value", "").startswith("PT0H0M0S")


_SAVE_AGAIN = "Save it again from Microsoft Project as XML, and copy it without changing its encoding"


def _refuse_size(data: bytes, name: str) -> None:
    if len(data) > SIZE_LIMIT:
        message = f"the file is larger than {SIZE_LIMIT / 2**20:g} MB, which no project is"
        raise ReadError.at(message, "Check that this is the right file", code="file-too-large", file=name)
    if not data[:4096].strip(b" \t\r\n\0") and not data.strip(b" \t\r\n\0"):
        raise ReadError.at(
            "the file is empty", "Check that this is the right file", code="empty-file", file=name
        )


_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']").match
_DECODED_FIRST = frozenset(
    {"big5", "cp932", "cp949", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "iso2022_jp", "shift_jis"}
)
"""Encodings with characters of several bytes, which Expat leaves to others."""


def _in_an_encoding_of_expat(data: bytes, name: str) -> tuple[bytes, str | None]:
    """Return the bytes to parse and the encoding to take them for; None: as they say themselves."""
    marks = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
    declared = _DECLARED(data.removeprefix(codecs.BOM_UTF8))
    said = "utf_32" if data.startswith(marks) else declared[1].decode("ascii") if declared else ""
    try:
        known = codecs.lookup(said).name.replace("-", "_") if said else ""
        if known in _DECODED_FIRST or known.startswith("utf_32"):
            return data.decode(known).removeprefix("\ufeff").encode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise _wrong_encoding(data, error, said, name) from error
    except LookupError as error:
        raise _unknown_encoding(name) from error
    return data, None


def _unknown_encoding(name: str) -> ReadError:
    message = "the XML isn't in the encoding that it says, or that encoding is unknown"
    return ReadError.at(message, _SAVE_AGAIN, code="broken-xml", file=name, line=1)


def _wrong_encoding(data: bytes, error: UnicodeDecodeError, said: str, name: str) -> ReadError:
    byte = f"0x{data[error.start]:02X}"
    message = f"the XML isn't in the encoding that it says ({said}; the byte {byte} can't stand here)"
    line = data.count(b"\n", 0, error.start) + 1
    return ReadError.at(message, _SAVE_AGAIN, code="broken-xml", file=name, line=line)


_BREAKS_OFF = frozenset(
    {
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    }
)


def _not_well_formed(error: expat.ExpatError, content: bytes, name: str) -> ReadError:
    said = expat.ErrorString(error.code)
    if said == expat.errors.XML_ERROR_INVALID_TOKEN and not content.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        declared = _DECLARED(content.removeprefix(codecs.BOM_UTF8))
        if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError as problem:
                return _wrong_encoding(content, problem, "utf-8", name)
    if said == expat.errors.XML_ERROR_UNKNOWN_ENCODING or said == expat.errors.XML_ERROR_INCORRECT_ENCODING:
        return _unknown_encoding(name)
    breaks_off = said in _BREAKS_OFF
    message = "the XML breaks off before its end" if breaks_off else f"the XML isn't well-formed ({said})"
    return ReadError.at(
        message, _SAVE_AGAIN, code="broken-xml", file=name, line=error.lineno, column=error.offset + 1
    )
