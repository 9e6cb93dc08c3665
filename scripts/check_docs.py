"""Checks what the documents refer to: links, pictures, headings, folders and files, make's targets.

Prints one line for each thing that isn't there and exits 1 then. The tour's commands are run by the tests.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"`((?:src|tests|benchmarks|examples|docs|scripts|\.ci)/[\w./-]*)`")
TARGET = re.compile(r"\bmake ([a-z]+(?:-[a-z]+)*)\b")
CODE = re.compile(r"`[^`\n]+`")


def main() -> int:
    """0 where everything referred to exists, else 1."""
    documents = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    complaints = [complaint for document in documents for complaint in complaints_about(document)]
    print(*complaints, sep="\n", end="\n" if complaints else "")
    print(f"{len(documents)} documents, {len(complaints)} complaints")
    return 1 if complaints else 0


def complaints_about(document: Path) -> Iterator[str]:
    """One sentence for each thing the document refers to in vain."""
    text = document.read_text(encoding="utf-8")
    name = document.relative_to(ROOT)
    for target in broken_links(document, text):
        yield f"{name}: the link {target} leads nowhere"
    for place in PLACE.findall(text):
        if not (ROOT / place).exists():
            yield f"{name}: there is no {place}"
    for target in sorted(targets_named(text) - targets_made()):
        yield f"{name}: the Makefile has no target {target}"


def broken_links(document: Path, text: str) -> Iterator[str]:
    """The links to files and headings of ours that don't exist; other people's pages are not fetched."""
    for groups in LINK.findall(CODE.sub("", FENCED.sub("", text))):
        target = next(filter(None, groups))
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        there = (document.parent / path) if path else document
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            yield target


def anchors(document: Path) -> set[str]:
    """The anchors that a document's headings get where Markdown is shown: lower case, hyphens for spaces."""
    headings = HEADING.findall(FENCED.sub("", document.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def targets_named(text: str) -> set[str]:
    """The targets of make that a document names in code."""
    code = [*CODE.findall(text), *(block.group() for block in FENCED.finditer(text))]
    return {target for piece in code for target in TARGET.findall(piece)}


def targets_made() -> set[str]:
    """The targets that the Makefile has."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


if __name__ == "__main__":
    sys.exit(main())
