"""Random documents: contents, and texts that hold them in any style a person may write, with comments anywhere."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from fairlead.plan.text import scalars
from fairlead.plan.text.structure import Node

TRICKY = (
    *(
        "NO",
        "on",
        "12:30",
        "1.10",
        "007",
        "1_000",
        "0x10",
        "~",
        "null",
        "true",
        "false",
        "",
        " ",
        "-",
        "?",
        ":",
    ),
    *(
        "- a",
        "a: b",
        "a #b",
        "#a",
        "a, b",
        "[a]",
        "{a}",
        "}",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "'a'",
    ),
    *(
        '"a"',
        "a\\b",
        "it's",
        'say "no"',
        "a\nb",
        "a\nb\n",
        "\n",
        "a\n\n  b\n",
        " a",
        "a ",
        "\ta",
        "a\tb",
        ".5",
    ),
    *("5.", "+3", "-3", "-007", "1e5", "nan", ".inf", "<<", "---", "...", "=", "ü", "\U0001f600", "a\u2028b"),
    *(
        "\x85",
        "\ufeff",
        "\x7f",
        "x:",
        ":x",
        "-x",
        "?x",
        "http://x.y/z",
        "2027-01-11..2027-02-01",
        "a\r\nb",
        "\0",
    ),
    *("firmware >= 2 | testing >= 2", "98% of it", "R & D", "bench SS +50%", "Null", "1 2", "inf", "a" * 200),
)

texts = st.one_of(
    st.sampled_from(TRICKY), st.text(max_size=12), st.text("ab:#,-[]{} '\"\n|>&*!?%1.\\", max_size=8)
)
keys = st.one_of(
    st.sampled_from(
        ["id", "name", "tasks", "after", "true", "1", "a b", "x-y", "a:b", "null", "a,b", "<<", ""]
    ),
    st.text("abc: #,-[]{}'\"?", max_size=5),
)


def nodes(leaves: st.SearchStrategy[Any] | None = None, *, max_leaves: int = 12) -> st.SearchStrategy[Any]:
    """Contents of every shape; an empty value stands only in mappings, unless `leaves` brings it."""
    basic: st.SearchStrategy[Any] = texts if leaves is None else leaves
    return st.recursive(
        basic,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(keys, st.one_of(inner, st.none()), max_size=4)
        ),
        max_leaves=max_leaves,
    )


contents = st.one_of(
    st.dictionaries(keys, st.one_of(nodes(), st.none()), max_size=4), st.lists(nodes(), max_size=4)
)
contents_with_empty_items = st.dictionaries(keys, nodes(st.one_of(texts, st.none())), max_size=4)


class Writer:
    """Writes a content as YAML, drawing every choice of style: dashes or brackets, quotes, margins, comments."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def document(self, node: Node) -> str:
        if isinstance(node, dict | list) and node and not self._chance(6):
            text = "\n".join(self._comments(0) + self._block(node, 0)) + "\n"
        else:
            text = self._flow(node) + "\n"
        if self._chance(4):
            text = text.rstrip("\n") if not self._ends_in_block_text(text) else text
        if self._chance(4):
            text = text.replace("\n", "\r\n")
        return ("\ufeff" if self._chance(6) else "") + text

    def _ends_in_block_text(self, text: str) -> bool:
        return "|" in text

    def _block(self, node: Any, indent: int) -> list[str]:
        entries = node.items() if isinstance(node, dict) else ((None, item) for item in node)
        lines: list[str] = []
        for key, value in entries:
            lines += self._comments(indent)
            lines += self._entry(key, value, indent)
        return lines + self._comments(indent)

    def _entry(self, key: str | None, value: Any, indent: int) -> list[str]:
        margin = " " * indent
        start = f"{margin}-" if key is None else f"{margin}{self._key(key)}:"
        if isinstance(value, dict | list) and value and not self._chance(3):
            return self._nested(key, start, value, indent)
        block_text = scalars.block_text(value) if isinstance(value, str) else None
        if block_text and self._chance(2):
            return [
                f"{start} {block_text[0]}",
                *(f"{margin}   {line}" if line else "" for line in block_text[1:]),
            ]
        if value is None:
            return [start + self._comment()]
        return [f"{start}{self._gap()}{self._value(value)}{self._comment()}"]

    def _nested(self, key: str | None, start: str, value: Any, indent: int) -> list[str]:
        if key is None and self._chance(2):  # compact: the first entry stands behind the dash
            deeper = indent + self._draw(st.integers(2, 4))
            first, *rest = [line for line in self._block(value, deeper) if not line.startswith("#")]
            while first.strip().startswith("#") or not first.strip():
                first, *rest = rest
            return [start + " " * (deeper - indent - 1) + first[deeper:], *rest]
        hangs = isinstance(value, list) and key is not None and self._chance(3)
        deeper = indent if hangs else indent + self._draw(st.integers(1, 4))
        return [start + self._comment(), *self._block(value, deeper)]

    def _flow(self, node: Any) -> str:
        if isinstance(node, str):
            return self._scalar(node, scalars.in_brackets)
        if isinstance(node, dict):
            parts = [
                f"{self._key(key)}: {self._flow(value) if value is not None else ''}"
                for key, value in node.items()
            ]
            return "{" + self._joined(parts) + "}"
        return "[" + self._joined([self._flow(item) for item in node]) + "]"

    def _joined(self, parts: list[str]) -> str:
        edge = self._draw(st.sampled_from(["", "", " "])) if parts else ""
        separator = self._draw(st.sampled_from([", ", ",  "]))
        return edge + separator.join(parts) + edge

    def _value(self, value: Any) -> str:
        return self._scalar(value, scalars.in_block) if isinstance(value, str) else self._flow(value)

    def _scalar(self, text: str, usual: Any) -> str:
        return str(scalars.quoted(text) if self._chance(5) else usual(text))

    def _key(self, key: str) -> str:
        return scalars.quoted(key) if self._chance(8) else scalars.as_key(key)

    def _comments(self, indent: int) -> list[str]:
        if not self._chance(5):
            return []
        lines = ["", "# top, [x", f"{' ' * indent}# a: [note], {{b}}", "  "]
        return [self._draw(st.sampled_from(lines))]

    def _comment(self) -> str:
        return self._draw(st.sampled_from(["  # why: {a, b", " #x"])) if self._chance(5) else ""

    def _gap(self) -> str:
        return "   " if self._chance(6) else " "

    def _chance(self, one_in: int) -> bool:
        return bool(self._draw(st.integers(1, one_in)) == one_in)


@st.composite
def documents(draw: Any, shapes: st.SearchStrategy[Any] = contents) -> tuple[str, Node]:
    """A text in some style, and the content it holds."""
    node = draw(shapes)
    return Writer(draw).document(node), node
