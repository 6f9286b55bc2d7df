"""What changed between two texts, clause by clause, as someone reads it who read the earlier one.

Clauses are matched by id, so a new title is a change and not another clause. What is compared is the words as
shown, not their Markdown; paragraphs, list items and table rows are matched first, then the words inside
them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape

from advocacy.charter.clauses import PREAMBLE, clauses
from advocacy.charter.worddiff import Effort, added, diff, removed, spans, words_of
from advocacy.markup.blocks import Block, blocks
from advocacy.markup.labels import Labels, labels

# Paragraphs that share less than this part of their words are told apart rather than merged word by word.
_ALIKE = 0.4
_MOST_PAIRS = 2_500


class ChangeKind(StrEnum):
    """What happened to a clause."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MOVED = "moved"


@dataclass(frozen=True)
class ClauseChange:
    """One clause in both texts.

    ``title`` is the new one (the old one of a removed clause). ``moved`` is true of a changed clause that
    moved too. ``words_changed`` is false when only emphasis or layout changed. ``html`` shows the clause with
    its changes; it is empty for a clause that is unchanged or only moved. A change of title is shown in
    ``title_html``.
    """

    id: str
    title: str
    kind: ChangeKind
    moved: bool
    words_changed: bool
    title_html: Markup
    html: Markup


@dataclass(frozen=True)
class _Part:
    """A clause as it is compared."""

    title: str
    blocks: tuple[Block, ...]


def changes(old: str, new: str, *, language: str) -> tuple[ClauseChange, ...]:
    """Return every clause of both texts, in the order of the new one, removed ones where they used to stand.

    Both are Markdown in ``language``. Raises Problems or Refused when one of them cannot be split into
    clauses.
    """
    olds, news = _parts(old, language), _parts(new, language)
    words, effort = labels(language), Effort()
    moved = _moved(list(olds), list(news))
    return tuple(
        _change(clause_id, olds.get(clause_id), news.get(clause_id), clause_id in moved, words, effort)
        for clause_id in _order(list(olds), list(news))
    )


def _parts(source: str, language: str) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    known = clauses(source)
    texts: list[list[Block]] = [[]]
    for block in blocks(source, language=language):
        if block.kind == "h2":
            texts.append([])
        else:
            texts[-1].append(block)
    if known[0].id != PREAMBLE or known[0].title:
        texts = texts[1:]
    for clause, text in zip(known, texts, strict=True):
        parts[clause.id] = _Part(clause.title, tuple(text))
    return parts


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The clauses that changed places: as few as explain the new order."""
    places = {clause_id: place for place, clause_id in enumerate(old)}
    common = [clause_id for clause_id in new if clause_id in places]
    best: list[list[str]] = []
    for index, clause_id in enumerate(common):
        before = (
            run for other, run in zip(common[:index], best, strict=True) if places[other] < places[clause_id]
        )
        best.append([*_longest(before), clause_id])
    return set(common) - set(_longest(best))


def _longest(runs: Iterable[list[str]]) -> list[str]:
    return max(runs, key=len, default=[])


def _order(old: list[str], new: list[str]) -> list[str]:
    order = list(new)
    for place, clause_id in enumerate(old):
        if clause_id not in new:
            before = next((other for other in reversed(old[:place]) if other in order), None)
            order.insert(order.index(before) + 1 if before else 0, clause_id)
    return order


def _change(
    clause_id: str, old: _Part | None, new: _Part | None, moved: bool, words: Labels, effort: Effort
) -> ClauseChange:
    if old is None or new is None:
        part, kind = (new, ChangeKind.ADDED) if old is None else (old, ChangeKind.REMOVED)
        assert part is not None
        mark = added if old is None else removed
        whole = _page((block.kind, mark(block.words, words)) for block in part.blocks)
        title = mark(part.title, words) if part.title else Markup("")
        return ClauseChange(clause_id, part.title, kind, False, True, title, whole)
    if old == new:
        kind = ChangeKind.MOVED if moved else ChangeKind.UNCHANGED
        return ClauseChange(clause_id, new.title, kind, moved, False, escape(new.title), Markup(""))
    worded = _words(old) != _words(new)
    title = diff(old.title, new.title, words, effort)
    compared = _page(_compared(old.blocks, new.blocks, words, effort))
    return ClauseChange(clause_id, new.title, ChangeKind.CHANGED, moved, worded, title, compared)


def _words(part: _Part) -> list[str]:
    return [part.title, *(block.words for block in part.blocks)]


def _compared(
    old: Sequence[Block], new: Sequence[Block], words: Labels, effort: Effort
) -> Iterator[tuple[str, Markup]]:
    """Each block with its changes, and of what kind it is shown."""
    keys = [block.words for block in old], [block.words for block in new]
    for tag, a, b, c, d in spans(*keys, effort):
        if tag == "equal":
            yield from ((block.kind, escape(block.words)) for block in new[c:d])
            continue
        for one, other in _paired(old[a:b], new[c:d], effort):
            if one is None and other is not None:
                yield other.kind, added(other.words, words)
            elif other is None and one is not None:
                yield one.kind, removed(one.words, words)
            elif one is not None and other is not None:
                yield other.kind, diff(one.words, other.words, words, effort)


def _paired(
    old: Sequence[Block], new: Sequence[Block], effort: Effort
) -> Iterator[tuple[Block | None, Block | None]]:
    """Match the blocks that are most alike, in order; the others are removed or added."""
    ours, theirs = _bags(old), _bags(new)
    cost = sum(map(len, ours)) * len(theirs) + sum(map(len, theirs)) * len(ours)
    if not old or not new or len(old) * len(new) > _MOST_PAIRS or not effort.spend(cost):
        yield from ((block, None) for block in old)
        yield from ((None, block) for block in new)
        return
    alike = [[_likeness(one, other) for other in theirs] for one in ours]
    best = _best(alike)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _best(alike: list[list[float]]) -> list[list[float]]:
    """At [i][j], the most likeness that old blocks from i on and new ones from j on can have, in order."""
    rows, columns = len(alike), len(alike[0])
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1])
    return best


def _bags(found: Sequence[Block]) -> list[Counter[str]]:
    return [Counter(words_of(block.words.lower())) for block in found]


def _likeness(ours: Counter[str], theirs: Counter[str]) -> float:
    """The part of their words that two blocks share, 0 to 1; 0 when it is too little to speak of a change."""
    shared = 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())
    return shared if shared >= _ALIKE else 0.0


def _page(shown: Iterable[tuple[str, Markup]]) -> Markup:
    """Blocks as HTML: list items in a list, headings and labels of boxes in bold, the rest as paragraphs."""
    lines: list[Markup] = []
    in_list = False
    for kind, inner in shown:
        item = kind in ("li", "note")
        if item != in_list:
            lines.append(Markup("<ul>") if item else Markup("</ul>"))
            in_list = item
        lines.append(_SHAPES.get(kind, _PARAGRAPH).format(inner))
    if in_list:
        lines.append(Markup("</ul>"))
    return Markup("\n").join(lines)


_PARAGRAPH = Markup("<p>{}</p>")
_ITEM = Markup("<li>{}</li>")
_BOLD = Markup("<p><strong>{}</strong></p>")
_QUOTE = Markup("<blockquote><p>{}</p></blockquote>")
_SHAPES = {"li": _ITEM, "note": _ITEM, "label": _BOLD, "dt": _BOLD, "quote": _QUOTE}
_SHAPES |= dict.fromkeys(("h3", "h4", "h5", "h6"), _BOLD)
