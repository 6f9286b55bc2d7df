"""Two lines of words held against each other, as HTML with what was added and removed marked and said."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from advocacy.markup.labels import Labels

# An address is one word: half an address changed is another address.
_TOKEN = re.compile(r"https?://[^\s()]+|\w+|[^\w\s]")

# difflib's worst case is, roughly, matching pairs times tokens. Real paragraphs stay far below a hundredth of
# this.
_STEPS = 6_000_000

Span = tuple[str, int, int, int, int]


class Effort:
    """How much more one page may compare; past it, texts are shown as replaced whole, so that none hangs."""

    def __init__(self, steps: int = _STEPS) -> None:
        self.left = steps

    def allows(self, old: Sequence[object], new: Sequence[object]) -> bool:
        """May these two be compared? Counts them when they may."""
        olds = Counter(old)
        pairs = sum(count * olds[item] for item, count in Counter(new).items())
        return self.spend(pairs * min(len(old), len(new)) + len(old) + len(new))

    def spend(self, steps: int) -> bool:
        """Take ``steps`` from what is left; no, and nothing taken, when there are not so many."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def spans(old: Sequence[object], new: Sequence[object], effort: Effort) -> list[Span]:
    """Return difflib's opcodes for two sequences; what both ends have in common is set aside first.

    When ``effort`` does not allow the comparison, everything between is one replacement.
    """
    shortest = min(len(old), len(new))
    head = next((index for index in range(shortest) if old[index] != new[index]), shortest)
    rest = shortest - head
    tail = next((index for index in range(rest) if old[-1 - index] != new[-1 - index]), rest)
    old_end, new_end = len(old) - tail, len(new) - tail
    found: list[Span] = [("equal", 0, head, 0, head)]
    middle = old[head:old_end], new[head:new_end]
    if effort.allows(*middle):
        codes = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
        found += [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in codes]
    else:
        found.append(("replace", head, old_end, head, new_end))
    found.append(("equal", old_end, len(old), new_end, len(new)))
    return [span for span in found if span[1] < span[2] or span[3] < span[4]]


def words_of(line: str) -> list[str]:
    """Return the words and marks of ``line``, without the spaces between."""
    return _TOKEN.findall(line)


def diff(old: str, new: str, labels: Labels, effort: Effort) -> Markup:
    """Return ``new`` as HTML: ``<del>`` around the words that went, ``<ins>`` around those that came."""
    olds, news = _Line(old), _Line(new)
    parts: list[Markup] = []
    for tag, a, b, c, d in _calm(spans(olds.words, news.words, effort)):
        if tag == "equal":
            parts += [_gap(olds.apart(a) or news.apart(c)), escape(news.text(c, d))]
            continue
        if a < b:
            parts += [_gap(olds.apart(a)), removed(olds.text(a, b), labels)]
        if c < d:
            parts += [_gap(news.apart(c) or a < b), added(news.text(c, d), labels)]
    return Markup("").join(parts).strip()


def _gap(apart: bool) -> Markup:
    return Markup(" ") if apart else Markup("")


def added(words: str, labels: Labels) -> Markup:
    """Return ``words`` marked as added, said so for those who do not see the mark."""
    return _marked("ins", words, labels.added, labels.added_end)


def removed(words: str, labels: Labels) -> Markup:
    """Return ``words`` marked as removed, said so for those who do not see the mark."""
    return _marked("del", words, labels.removed, labels.removed_end)


def _marked(tag: str, words: str, before: str, after: str) -> Markup:
    return _MARKED.format(tag=tag, before=before, words=words, after=after)


_HIDDEN = '<span class="visually-hidden">{}</span>'
_MARKED = Markup(  # noqa: S704 - constants only; what is put into the gaps is escaped
    "<{tag}>" + _HIDDEN.format("{before}") + "{words}" + _HIDDEN.format("{after}") + "</{tag}>"
)


class _Line:
    """A line as words, each knowing where it stands, so that any stretch can be shown as it was written."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.found = list(_TOKEN.finditer(line))
        self.words = [match.group() for match in self.found]

    def text(self, start: int, end: int) -> str:
        return self.line[self.found[start].start() : self.found[end - 1].end()]

    def apart(self, index: int) -> bool:
        """Is there a space before this word?"""
        start = self.found[index].start()
        return start > 0 and self.line[start - 1].isspace()


def _calm(found: list[Span]) -> Iterator[Span]:
    """Join changes parted by a single word or mark: two long changes read better than many crumbs."""
    held: Span | None = None
    for index, span in enumerate(found):
        tag, _a, b, _c, d = span
        crumb = tag == "equal" and b - span[1] == 1 and 0 < index < len(found) - 1
        if tag == "equal" and not crumb:
            if held:
                yield held
            held = None
            yield span
        else:
            held = ("replace", held[1], b, held[3], d) if held else ("replace", span[1], b, span[3], d)
    if held:
        yield held
