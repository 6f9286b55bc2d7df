"""What becomes of a text once read, before it is HTML: headings, ids, links, pictures, tables, notes."""

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from advocacy.folding import fold
from advocacy.markup.gate import is_safe_link
from advocacy.markup.labels import Labels

CHOSEN_ID = re.compile(r"(?!fn-|fnref-)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ALIGNED = {"center": "center", "right": "end"}


def slug(title: str) -> str:
    """Return an id made of ``title``: unaccented letters and digits joined by hyphens, at most 64."""
    words = re.findall(r"[a-z0-9]+", fold(html.unescape(title)))
    return "-".join(words)[:64].strip("-") or "section"


def plant(markdown: Markdown, labels: Labels, prefix: str) -> None:
    """Register, between and after the reader's own steps, what the house does to the tree."""
    keep = _Remember(markdown)
    steps = markdown.treeprocessors
    steps.register(keep, "remember", 9)  # attr_list, at 8, lets an author set any attribute …
    steps.register(_Restore(markdown, keep), "restore", 7.5)  # … here all but a plain id are taken back
    steps.register(_Flatten(markdown), "flatten", 6)  # toc, at 5, gives the remaining headings their ids
    steps.register(_Finish(markdown, labels, prefix), "finish", -10)  # after "unescape", at 0


class _Remember(Treeprocessor):
    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.attributes: dict[Element, dict[str, str]] = {}

    def run(self, root: Element) -> None:
        self.attributes = {element: dict(element.attrib) for element in root.iter()}


class _Restore(Treeprocessor):
    def __init__(self, markdown: Markdown, remembered: _Remember) -> None:
        super().__init__(markdown)
        self.remembered = remembered

    def run(self, root: Element) -> None:
        for element in root.iter():
            own = self.remembered.attributes[element]
            chosen = element.get("id")
            element.attrib.clear()
            element.attrib.update(own)
            if "id" not in own and chosen is not None and CHOSEN_ID.fullmatch(chosen):
                element.set("id", chosen)


class _Flatten(Treeprocessor):
    """The page owns h1, clauses own h2: a heading in a list or box is a bold line, a picture its words."""

    def run(self, root: Element) -> None:
        top = set(root)
        for element in list(root.iter()):
            if element.tag == "h1":
                element.tag = "h2"
            if element.tag in _HEADINGS and element not in top:
                _make_bold_line(element)
            elif element.tag == "img":
                _replace_by_text(element, element.get("alt") or "")


def _make_bold_line(heading: Element) -> None:
    strong = Element("strong")
    strong.text, heading.text = heading.text, None
    strong.extend(list(heading))
    for child in list(heading):
        heading.remove(child)
    heading.append(strong)
    heading.tag = "p"
    heading.attrib.clear()


def _replace_by_text(element: Element, text: str) -> None:
    """Turn ``element`` into a span, which the gate unwraps: only ``text`` is left of it."""
    for child in list(element):
        element.remove(child)
    element.tag, element.text = "span", text
    element.attrib.clear()


class _Finish(Treeprocessor):
    def __init__(self, markdown: Markdown, labels: Labels, prefix: str) -> None:
        super().__init__(markdown)
        self.labels = labels
        self.prefix = prefix

    def run(self, root: Element) -> None:
        self._settle_footnotes(root)
        self._settle_ids(root)
        self._settle_links(root)
        self._settle_tables(root)

    def _settle_footnotes(self, root: Element) -> None:
        """Number the notes: an author's label may hold any character, ids and spoken names may not."""
        numbers: dict[str, int] = {}
        for number, note in enumerate(root.findall("./div[@class='footnote']/ol/li"), start=1):
            numbers[note.get("id", "").partition(":")[2]] = number
        for element in root.iter():
            for name in ("id", "href"):
                kind, colon, label = element.get(name, "").lstrip("#").partition(":")
                if colon and label in numbers and kind.startswith("fn"):
                    element.set(name, ("#" if name == "href" else "") + _note_id(kind, numbers[label]))
            self._name_note_link(element)

    def _name_note_link(self, element: Element) -> None:
        role = element.get("class")
        if role not in ("footnote-ref", "footnote-backref"):
            return
        words = self.labels.footnote if role == "footnote-ref" else self.labels.back
        # A note called from within another note may be left out; the link is then turned into plain words.
        number = element.get("href", "").partition("-")[2].partition("-")[0]
        element.set("aria-label", words.format(number))
        element.attrib.pop("title", None)

    def _settle_ids(self, root: Element) -> None:
        used: set[str] = set()
        counts: dict[str, int] = {}
        for element in root.iter():
            wanted = element.get("id")
            if wanted is None:
                continue
            # toc numbers repeats of its own ids the same way; nobody can type the underscore, so it means
            # "repeat".
            unique, stem = wanted, wanted.partition("_")[0]
            while unique in used:
                counts[stem] = counts.get(stem, 1) + 1
                unique = f"{stem}_{counts[stem]}"
            used.add(unique)
            ours = unique if element.tag in ("li", "sup") and unique.startswith("fn") else f"clause-{unique}"
            element.set("id", self.prefix + ours)

    def _settle_links(self, root: Element) -> None:
        ids = {element.get("id") for element in root.iter()}
        for link in list(root.iter("a")):
            address = link.get("href", "").replace(AMP_SUBSTITUTE, "&")
            if address.startswith("#"):
                ours = "" if link.get("class") else "clause-"
                target = f"{self.prefix}{ours}{address[1:]}"
                safe = target in ids
                link.set("href", f"#{target}")
            else:
                safe = is_safe_link(address)
            if not safe:
                # The way back from a note that nothing calls is an arrow to nowhere: it goes altogether.
                words = "" if link.get("class") == "footnote-backref" else "".join(link.itertext())
                _replace_by_text(link, words)

    def _settle_tables(self, root: Element) -> None:
        for number, (parent, position, table) in enumerate(list(_tables(root)), start=1):
            words = self.labels.table.format(number)
            # A wide table scrolls in its own box on a phone; the keyboard must reach the box, so it needs a
            # name.
            box = Element(
                "div", {"class": "table-scroll", "role": "group", "tabindex": "0", "aria-label": words}
            )
            parent[position] = box
            box.tail, table.tail = table.tail, None
            box.append(table)
            for cell in [*table.iter("th"), *table.iter("td")]:
                _settle_cell(cell)


def _note_id(kind: str, number: int) -> str:
    """``fn`` 1 → fn-1; ``fnref`` 1 → fnref-1; ``fnref3`` (the third reference to a note) 1 → fnref-1-3."""
    stem = kind.rstrip("0123456789")
    nth = kind[len(stem) :]
    return f"{stem}-{number}-{nth}" if nth else f"{stem}-{number}"


def _tables(root: Element) -> Iterator[tuple[Element, int, Element]]:
    for parent in root.iter():
        for position, child in enumerate(parent):
            if child.tag == "table":
                yield parent, position, child


def _settle_cell(cell: Element) -> None:
    aligned = _ALIGNED.get(cell.attrib.pop("align", ""))
    if aligned:
        cell.set("class", aligned)
    if cell.tag == "th":
        cell.set("scope", "col")
