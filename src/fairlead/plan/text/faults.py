"""What the YAML parser complains about, in the words of somebody who writes plans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from fairlead.plan.findings import Finding, Severity


@dataclass(frozen=True)
class _Fault:
    code: str
    message: str
    remedy: str
    at_opening: bool = False  # point at where the thing began, not at where the parser gave up


def explained(error: yaml.YAMLError, text: str, name: str) -> Finding:
    """Return what is wrong with the text, where, and what to do, for an error of the parser; `text` has no mark."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    at_end = mark is not None and mark.index >= len(text.rstrip())
    fault = _fault(problem, context, _line(text, mark), mark, at_end)
    if fault.at_opening:
        mark = getattr(error, "context_mark", None) or mark
    return Finding(
        Severity.ERROR,
        fault.code,
        fault.message,
        fault.remedy,
        file=name,
        line=None if mark is None else mark.line + 1,
        column=None if mark is None else mark.column + 1,
    )


def _fault(problem: str, context: str, line: str, mark: Any, at_end: bool) -> _Fault:
    found = line[mark.column : mark.column + 1] if mark is not None else ""
    if found == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    if "cannot start any token" in problem:
        return _unquoted(found)
    if "mapping values are not allowed" in problem:
        return _COLON_IN_TEXT if len(_COLON.findall(line)) > 1 else _INDENTATION
    if "node content" in problem and at_end:
        return _CUT_OFF
    if "end of stream" in problem and "quoted" in context:
        return _OPEN_QUOTE
    return next((fault for words, fault in _FAULTS if words in f"{context}: {problem}"), _other(problem))


def _unquoted(found: str) -> _Fault:
    return _Fault("unquoted", f'a text can\'t begin with "{found}"', "Put quotes round the whole text")


def _other(problem: str) -> _Fault:
    return _Fault(
        "bad-syntax", f"this is not valid YAML: {problem}", "Compare with the lines above and below"
    )


def _line(text: str, mark: Any) -> str:
    if mark is None:
        return ""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text)  # the line ends that the parser counts
    return lines[mark.line] if mark.line < len(lines) else ""


_COLON = re.compile(r":(?:\s|$)")

_TAB = _Fault(
    "tab", "the line is indented with a tab", "Use spaces: set your editor to insert spaces for tabs"
)
_COLON_IN_TEXT = _Fault(
    "colon-in-text",
    'a text holds ": ", which would start another value',
    'Put quotes round the text, as in name: "Phase 2: build"',
)
_INDENTATION = _Fault(
    "indentation",
    "the line doesn't fit the indentation of the lines above it",
    "Line it up with its neighbours: two spaces deeper than what it belongs to",
)
_CUT_OFF = _Fault(
    "cut-off",
    "the text ends in the middle of brackets: it is cut off, or a bracket is never closed",
    "Close the bracket, or fetch the whole file again",
)
_OPEN_QUOTE = _Fault("open-quote", "a quote opens here and is never closed", "Close it", at_opening=True)
_FAULTS = (
    (
        "did not find expected ',' or '}'",
        _Fault(
            "open-bracket",
            "a brace { opens here, and its entries don't end with a comma or }",
            "Close it with }, put commas between the entries, and quotes round a text that holds , : # or brackets",
            at_opening=True,
        ),
    ),
    (
        "did not find expected ',' or ']'",
        _Fault(
            "open-bracket",
            "a bracket [ opens here, and its entries don't end with a comma or ]",
            "Close it with ], put commas between the entries, and quotes round a text that holds , : # or brackets",
            at_opening=True,
        ),
    ),
    (
        "could not find expected ':'",
        _Fault(
            "colon-missing",
            "a colon is missing: this line is no `key: value`",
            "Write a colon and a space after the key, or put the text behind a key",
        ),
    ),
    ("did not find expected key", _INDENTATION),
    ("did not find expected '-' indicator", _INDENTATION),
    (
        "block sequence entries are not allowed",
        _Fault(
            "dash",
            "a list item (a dash and a space) can't stand here",
            "Put every `- item` on a line of its own, or write [a, b]; quote a text that begins with a dash",
        ),
    ),
    ("block collection", _INDENTATION),
    (
        "did not find expected node content",
        _Fault(
            "entry-missing",
            "an entry is missing here",
            "Delete the comma or bracket that is too much, or write the entry",
        ),
    ),
    (
        "found unknown escape character",
        _Fault(
            "backslash",
            "a backslash in double quotes means something special, and not with this letter",
            "Use single quotes, or write the backslash twice",
        ),
    ),
    (
        "did not find expected alphabetic or numeric character",
        _Fault("unquoted", "a text can't begin with * or &", "Put quotes round the whole text"),
    ),
    (
        "did not find expected <document start>",
        _Fault(
            "after-end",
            "there is more text after the end of the plan",
            "Check that keys start in the first column, and that brackets are not closed too early",
        ),
    ),
    (
        "mapping keys are not allowed",
        _Fault(
            "question-mark",
            "a text can't begin with a question mark and a space",
            "Put quotes round the whole text",
        ),
    ),
)
