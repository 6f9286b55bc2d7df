"""A rendered text as plain words, block by block: what comparison and search look at.

Comparing what is read, rather than the Markdown, leaves out marks nobody sees; a link's address is seen, so
it is part of the words, and bold or italic are kept beside them.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

from advocacy.markup.rendering import render

_BLOCKS = {"p", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "tr", "pre"}
_HOLDERS = ("li", "dd", "blockquote")
_MARKS = {"strong", "em", "code", "abbr"}


@dataclass(frozen=True)
class Block:
    """``kind``: p, h2 to h6, li, dt, dd, tr, pre, quote, label (of a box) or note; ``words``: one plain line;
    ``marked``: the same with its inline tags, to tell a change of emphasis; ``id`` of a heading or note."""

    kind: str
    words: str
    marked: str
    id: str = ""


def blocks(source: str, *, language: str) -> tuple[Block, ...]:
    """Return the blocks of ``source`` in reading order, footnotes under the heading that calls them.

    Raises Refused like `render`.
    """
    reader = _Blocks()
    reader.feed(render(source, language=language).html)
    reader.close()
    reader.flush()
    return reader.in_order()


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body: list[Block] = []
        self.notes: dict[str, list[Block]] = {}
        self.calls: dict[str, int] = {}  # note → how many blocks came before the one that calls it
        self.open: list[str] = []
        self.kind, self.id, self.note = "p", "", ""
        self.words: list[str] = []
        self.marked: list[str] = []
        self.address = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self.flush()
            self.id = attributes.get("id", "").removeprefix("clause-")
            self.kind = "label" if attributes.get("class") == "admonition-title" else self._kind(tag)
        if attributes.get("id", "").startswith("fn-") and tag == "li":
            self.note = self.id
        self._inline(tag, attributes)
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def _kind(self, tag: str) -> str:
        """A paragraph in a list item reads as the item, one in a quote as a quote."""
        if tag != "p":
            return tag
        holder = next((outer for outer in reversed(self.open) if outer in _HOLDERS), "p")
        return "quote" if holder == "blockquote" else holder

    def _inline(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "a" and attributes.get("class", "").startswith("footnote"):
            self.silent += 1
            self.calls.setdefault(attributes.get("href", "").removeprefix("#"), len(self.body))
        elif tag == "a":
            self.address = attributes.get("href", "")
        elif tag in _MARKS:
            self.marked.append(f"<{tag} {attributes.get('title', '')}>")
        elif tag == "br" or (
            tag in ("td", "th") and self.open[-1:] == ["tr"] and "".join(self.words).strip()
        ):
            self.handle_data(" " if tag == "br" else " | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag in _BLOCKS:
            self.flush()
        elif tag in _MARKS:
            self.marked.append(f"</{tag}>")
        elif tag == "a":
            self._end_link()
        if tag == "li" and self.note and "li" not in self.open:
            self.note = ""

    def _end_link(self) -> None:
        if self.silent:
            self.silent -= 1
        elif self.address and self.address.removeprefix("mailto:") not in "".join(self.words):
            self.handle_data(f" ({self.address})")
        self.address = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
            self.marked.append(data)

    def flush(self) -> None:
        """Close the block being read, if it has words."""
        words, marked = (" ".join("".join(parts).split()) for parts in (self.words, self.marked))
        if words:
            place = self.notes.setdefault(self.note, []) if self.note else self.body
            place.append(Block("note" if self.note else self.kind, words, marked, self.id))
        self.words, self.marked, self.id = [], [], ""

    def in_order(self) -> tuple[Block, ...]:
        """The body, each heading's notes before the next heading of the second level."""
        sections: list[list[Block]] = [[]]
        section_of: list[int] = []
        for block in self.body:
            if block.kind == "h2":
                sections.append([])
            sections[-1].append(block)
            section_of.append(len(sections) - 1)
        for note, lines in self.notes.items():
            caller = self.calls.get(note, len(self.body))
            home = section_of[caller] if caller < len(section_of) else -1
            sections[home] += lines
        return tuple(block for section in sections for block in section)
