"""From Markdown to HTML, in one call."""

from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup

from advocacy.errors import Refused
from advocacy.markup.bounds import check_bounds
from advocacy.markup.canonical import canonical_text
from advocacy.markup.dialect import reader
from advocacy.markup.gate import let_out
from advocacy.markup.labels import labels
from advocacy.markup.tree import plant, slug


@dataclass(frozen=True)
class Heading:
    """A heading of the text: its level (2 to 6), its id without prefix, its words.

    An id ending in ``_2`` (``_3``, …) repeats one that came before: authors cannot type the underscore.
    """

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class Rendered:
    """Safe HTML, and the headings in it, in order. The anchor of a heading is ``#{prefix}clause-{id}``."""

    html: Markup
    outline: tuple[Heading, ...]


def render(source: str, *, language: str, prefix: str = "") -> Rendered:
    """Return ``source``, Markdown in ``language``, as HTML that is safe to put into a page of ours.

    ``prefix`` starts every id, for a page that shows two texts. Raises Refused when the text is too long, too
    deeply nested, or otherwise unreadable. The page owns h1: one in the source becomes an h2.
    """
    text = canonical_text(source)
    check_bounds(text)
    words = labels(language)
    markdown = reader(words, slug)
    plant(markdown, words, prefix)
    try:
        markup = markdown.convert(text)
    except RecursionError as error:
        raise Refused(
            "This text is nested too deeply: use fewer lists within lists or quotes within quotes."
        ) from error
    safe = let_out(markup, prefix)
    outline = _Outline(prefix)
    outline.feed(safe)
    outline.close()
    return Rendered(Markup(safe), tuple(outline.headings))  # noqa: S704 - this is the sanitised HTML


class _Outline(HTMLParser):
    """Reads the headings back from the HTML that is shown, so that title and id are what the reader meets."""

    def __init__(self, prefix: str) -> None:
        super().__init__(convert_charrefs=True)
        self.start = len(prefix) + len("clause-")
        self.headings: list[Heading] = []
        self.open: tuple[int, str] | None = None
        self.notes = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h2", "h3", "h4", "h5", "h6"):
            self.open = int(tag[1]), (dict(attrs).get("id") or "")[self.start :]
            self.words = []
        self.notes += tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        self.notes -= tag == "sup"
        if self.open is not None and tag == f"h{self.open[0]}":
            self.headings.append(Heading(*self.open, " ".join("".join(self.words).split())))
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.open is not None and not self.notes:
            self.words.append(data)
