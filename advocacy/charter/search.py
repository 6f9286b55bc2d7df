"""Finding words in a text, whatever their accents and case."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from advocacy.charter.clauses import Clause
from advocacy.folding import fold, fold_character
from advocacy.markup.blocks import blocks

_AROUND = 90
_MOST_WORDS = 8


@dataclass(frozen=True)
class Hit:
    """A clause that holds all the words, and a piece of it with them marked."""

    clause: Clause
    snippet: Markup


def search(clauses: tuple[Clause, ...], words: str, *, language: str) -> tuple[Hit, ...]:
    """Return the clauses that hold every word of ``words``, in the order of the text; none for no words.

    The beginning or any other piece of a word finds it. At most eight words count.
    """
    wanted = [word for word in fold(words).split(" ") if re.search(r"\w", word)][:_MOST_WORDS]
    if not wanted:
        return ()
    hits = []
    for clause in clauses:
        text = " ".join(block.words for block in blocks(clause.source, language=language))
        whole = fold(f"{clause.title} {text}")
        if all(word in whole for word in wanted):
            hits.append(Hit(clause, _snippet(text, wanted)))
    return tuple(hits)


def _snippet(text: str, wanted: list[str]) -> Markup:
    """The surroundings of the first place that holds a word, else the beginning, cut between words."""
    found = _places(text, wanted)
    first = found[0][0] if found else 0
    start = text.rfind(" ", 0, max(0, first - _AROUND)) + 1
    end = text.find(" ", min(len(text), first + 2 * _AROUND))
    end = len(text) if end == -1 else end
    parts = [Markup("… ") if start else Markup("")]
    at = start
    for left, right in found:
        if left >= at and right <= end:
            parts += [escape(text[at:left]), Markup("<mark>{}</mark>").format(text[left:right])]
            at = right
    parts += [escape(text[at:end]), Markup(" …") if end < len(text) else Markup("")]
    return Markup("").join(parts)


def _places(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where the words stand in ``text`` as written, left to right, none within another."""
    folded, origin = [], []
    for index, character in enumerate(text):
        for letter in fold_character(character):
            folded.append(letter)
            origin.append(index)
    alternatives = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    return [
        (origin[match.start()], origin[match.end() - 1] + 1)
        for match in re.finditer(alternatives, "".join(folded))
    ]
