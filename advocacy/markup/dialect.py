"""How Markdown is read here: Python-Markdown with its extensions, less what a charter has no use for.

Raw HTML is text, not HTML. A heading is ``## Title`` at the very start of a line, with the space, so that a
line starting with ``#hashtag`` stays a sentence, and a line of dashes under a paragraph is a rule and not a
heading. Thus one regular expression, `HEADING`, tells headings from the source exactly as the reader does.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.preprocessors import Preprocessor

from advocacy.markup.labels import BOXES, Labels

HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>\S.*)")


def reader(labels: Labels, slug: Callable[[str], str]) -> Markdown:
    """Return a Markdown reader for one text; ``slug`` makes the id of a heading that has none of its own."""

    def slugify(value: str, _separator: str) -> str:
        return slug(value)

    markdown = Markdown(
        output_format="html",
        extensions=[
            # Markers that no canonical text can hold: neither a contents list nor footnotes are placed by the
            # author.
            TocExtension(slugify=slugify, marker="", toc_depth="2-6"),
            FootnoteExtension(BACKLINK_TITLE="", PLACE_MARKER="\x00"),
            TableExtension(use_align_attribute=True),
            AttrListExtension(),
            SaneListExtension(),
            AbbrExtension(),
            DefListExtension(),
        ],
    )
    for registry, unused in (
        (markdown.preprocessors, "html_block"),
        (markdown.inlinePatterns, "html"),
        (markdown.inlinePatterns, "entity"),
        (markdown.parser.blockprocessors, "setextheader"),
    ):
        registry.deregister(unused)
    markdown.preprocessors.register(_Apart(markdown), "headings-apart", 25)
    markdown.parser.blockprocessors.register(_Headings(markdown.parser), "hashheader", 110)
    markdown.parser.blockprocessors.register(_Boxes(markdown.parser, labels), "admonition", 105)
    return markdown


class _Apart(Preprocessor):
    """Gives each heading a block of its own, so that nothing above or below can take it in."""

    def run(self, lines: list[str]) -> list[str]:
        apart: list[str] = []
        for line in lines:
            apart += ["", line, ""] if HEADING.match(line) else [line]
        return apart


class _Headings(BlockProcessor):
    """Reads ``## Title`` where a line starts with it."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the base class passes it
        return block.startswith("#") or "\n#" in block

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        lines = blocks[0].split("\n")
        at = next((index for index, line in enumerate(lines) if HEADING.match(line)), None)
        if at is None:
            return False
        blocks.pop(0)
        if at > 0:
            self.parser.parseBlocks(parent, ["\n".join(lines[:at])])
        level = len(lines[at]) - len(lines[at].lstrip("#"))
        SubElement(parent, f"h{level}").text = _without_closing_marks(lines[at][level:].strip())
        if lines[at + 1 :]:
            blocks.insert(0, "\n".join(lines[at + 1 :]))
        return True


def _without_closing_marks(title: str) -> str:
    """``Title ##`` is ``Title``; ``C#`` stays."""
    bare = title.rstrip("#")
    return bare.rstrip() if bare.endswith(" ") else title


class _Boxes(AdmonitionProcessor):
    """``!!! do``: boxes of the kinds we know, always with a label in words; other kinds read as notes."""

    def __init__(self, parser: BlockParser, labels: Labels) -> None:
        super().__init__(parser)
        self.labels = labels

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind = match.group(1).lower()
        kind = kind if kind in BOXES else "note"
        label = self.labels.boxes[kind]
        own = (match.group(2) or "").strip()
        return kind, f"{label} – {own}" if own else label
