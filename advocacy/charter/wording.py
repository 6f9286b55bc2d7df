"""What an author should mend in a text before it goes to review: every problem at once, each with its line.

Most would not break the page, since rendering is safe whatever is typed; they would make it say something
else than the author meant: a heading that is none, a box of an unknown kind, a link that leads nowhere.
"""

import re
from collections.abc import Callable, Iterator

from advocacy.charter.clauses import OF_CLAUSES, Clause, Sentences, split, structural_problems
from advocacy.errors import Refused
from advocacy.markup import Heading, canonical_text, render
from advocacy.markup.canonical import INVISIBLE
from advocacy.markup.dialect import HEADING
from advocacy.markup.gate import is_safe_link
from advocacy.markup.labels import BOXES
from advocacy.markup.tree import CHOSEN_ID

_ALMOST_HEADING = re.compile(r" {1,3}#{1,6}[ \t]+\S|#{2,6}[^#\s]|#{1,6}\s*$")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_BOX = re.compile(r" *!!!(?P<kind>.*)")
_KIND = re.compile(r" ?(?P<kind>[\w-]+)(?: +\"[^\"]*\")? *")
_CURLY = re.compile(r"[ \t]\{:?[ \t]*(?P<attributes>[^{}]*)\}[ \t]*$")
_ID = re.compile(rf"#{CHOSEN_ID.pattern}")
_LINK = re.compile(r"(?P<picture>!?)\[[^\[\]]*\]\((?P<address><[^<>]*>|[^\s()]*)")
_TAG = re.compile(
    r"</?(?:a|b|br|button|div|em|embed|font|form|h[1-6]|i|iframe|img|input|li|link|meta|object|ol|p|script|span|strong"
    r"|style|svg|table|td|th|tr|u|ul|video)\b[^<]{0,200}>|<!--",
    re.IGNORECASE,
)


def check_text(source: str, language: str, sentences: Sentences = OF_CLAUSES) -> tuple[Refused, ...]:
    """Return all that is wrong with a text, by line; nothing when it may go to review.

    Each problem's values hold ``line`` where there is one, and ``clause``, the title it falls under.
    """
    text = canonical_text(source)
    try:
        outline = render(text, language=language).outline
        found = split(text)
    except Refused as unreadable:
        return (unreadable,)
    lines = text.split("\n")
    problems = [*structural_problems(found, sentences), *_jumps(lines, outline)]
    targets = {heading.id for heading in outline}
    for number, line in enumerate(lines, start=1):
        problems += [judged for judge in _JUDGES for judged in judge(number, line)]
        problems += _links(number, line, targets)
        if number > 1 and _UNDERLINE.fullmatch(line) and lines[number - 2].strip():
            problems.append(
                Refused(
                    "Line %(line)s: leave a blank line before a rule; headings are written with ##.",
                    line=number,
                )
            )
    for problem in problems:
        problem.values.setdefault("clause", _clause_at(found, problem.values.get("line", 1)))
    return tuple(sorted(problems, key=lambda problem: int(problem.values.get("line", 0))))


def _clause_at(found: tuple[Clause, ...], line: int) -> str:
    return next((clause.title for clause in reversed(found) if clause.line <= line), "")


def _jumps(lines: list[str], outline: tuple[Heading, ...]) -> Iterator[Refused]:
    """A heading two levels below the one before: whoever listens to the page looks for what lies between."""
    numbers = [number for number, line in enumerate(lines, start=1) if HEADING.match(line)]
    before = 1
    for number, heading in zip(numbers, outline, strict=True):
        if heading.level > before + 1:
            yield Refused(
                "Line %(line)s: the heading “%(title)s” skips a level.", line=number, title=heading.title
            )
        before = heading.level


def _headings(number: int, line: str) -> Iterator[Refused]:
    heading = HEADING.match(line)
    if heading is None:
        if _ALMOST_HEADING.match(line):
            yield Refused(
                "Line %(line)s: a heading starts the line and has a space and a title after its #.",
                line=number,
            )
        return
    if len(heading["level"]) == 1:
        yield Refused(
            "Line %(line)s: the title of the text is not part of it; clauses start with ##.", line=number
        )
    curly = _CURLY.search(line)
    if curly and not _ID.fullmatch(curly["attributes"].strip()):
        yield Refused(
            "Line %(line)s: an id is written {#like-this}: small letters without accents, digits, hyphens.",
            line=number,
        )


def _boxes(number: int, line: str) -> Iterator[Refused]:
    box = _BOX.match(line)
    if box is None:
        return
    kind = _KIND.fullmatch(box["kind"])
    if kind is None or kind["kind"].lower() not in BOXES:
        yield Refused("Line %(line)s: a box starts with !!! and one of do, dont, note, warning.", line=number)


def _tags(number: int, line: str) -> Iterator[Refused]:
    tag = _TAG.search(line)
    if tag:
        yield Refused(
            "Line %(line)s: %(tag)s is HTML, which readers would see as typed; use Markdown.",
            line=number,
            tag=tag.group()[:40],
        )


def _invisible(number: int, line: str) -> Iterator[Refused]:
    unseen = INVISIBLE.search(line)
    if unseen:
        yield Refused(
            "Line %(line)s holds an invisible character, %(code)s, at place %(place)s.",
            line=number,
            code=f"U+{ord(unseen.group()):04X}",
            place=unseen.start() + 1,
        )


def _links(number: int, line: str, targets: set[str]) -> Iterator[Refused]:
    for link in _LINK.finditer(line):
        address = link["address"].strip("<>")
        if link["picture"]:
            yield Refused(
                "Line %(line)s: a text here shows no picture; only its words would stay.", line=number
            )
        elif address.startswith("#"):
            if address[1:] not in targets:
                yield Refused(
                    "Line %(line)s: no heading of this text has the id %(id)s.", line=number, id=address[1:60]
                )
        elif not is_safe_link(address):
            yield Refused(
                "Line %(line)s: %(address)s is not a full address; start it with https:// or mailto:.",
                line=number,
                address=address[:80] or "()",
            )


_JUDGES: tuple[Callable[[int, str], Iterator[Refused]], ...] = (_headings, _boxes, _tags, _invisible)
