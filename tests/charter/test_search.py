"""Finding words in a text without their accents."""

import html5lib
import pytest

from advocacy.charter.clauses import clauses
from advocacy.charter.search import search

TEXT = """Préambule.

## Parler en ligne

Chaque salarié·e peut parler de son **métier**, à cœur ouvert.

## Réseaux

L’été, on relaie librement : <b>toujours</b> libre & volontaire.

- cœur
- Cœurs et carreaux
"""


def found(words: str) -> list[tuple[str, str]]:
    return [(hit.clause.id, hit.snippet) for hit in search(clauses(TEXT), words, language="fr")]


def test_words_are_found_without_their_accents_and_shown_with_them() -> None:
    assert found("METIER") == [
        ("parler-en-ligne", "Chaque salarié·e peut parler de son <mark>métier</mark>, à cœur ouvert.")
    ]


def test_a_ligature_is_found_by_its_letters_and_marked_whole() -> None:
    assert [clause for clause, _snippet in found("coeur")] == ["parler-en-ligne", "reseaux"]
    assert "<mark>cœur</mark> <mark>Cœur</mark>s et carreaux" in found("coeur")[1][1]


def test_every_word_must_occur_somewhere_in_the_clause_or_its_title() -> None:
    assert [clause for clause, _snippet in found("ligne salarie")] == ["parler-en-ligne"]
    assert found("ligne carreaux") == []


def test_a_typographic_apostrophe_is_found_by_the_plain_one() -> None:
    assert "<mark>L’été</mark>, on" in found("l'ete")[0][1]


@pytest.mark.parametrize("words", ["", "  ", "\u200b", "' -", "zzz"])
def test_no_words_find_nothing(words: str) -> None:
    assert found(words) == []


def test_what_is_typed_and_what_is_found_stay_text() -> None:
    snippet = found("<b>toujours</b>")[0][1]
    root = html5lib.parseFragment(snippet, treebuilder="etree", namespaceHTMLElements=False)
    assert {element.tag for element in root.iter()} == {"DOCUMENT_FRAGMENT", "mark"}
    assert "<b>toujours</b> libre & volontaire" in "".join(root.itertext())


def test_a_long_clause_shows_the_words_around_the_first_find() -> None:
    text = "## A\n\n" + "mot " * 200 + "aiguille " + "mot " * 200
    (hit,) = search(clauses(text), "aiguille", language="fr")
    assert hit.snippet.startswith("… mot")
    assert hit.snippet.endswith("mot …")
    assert "<mark>aiguille</mark>" in hit.snippet
    assert len(hit.snippet) < 350
