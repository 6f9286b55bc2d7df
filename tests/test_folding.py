"""Folding: what is typed without accents finds what is written with them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.folding import fold, fold_character


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élodie ŒUVRARD", "elodie oeuvrard"),
        ("cœur", "coeur"),
        ("Straße", "strasse"),
        ("L’Été", "l'ete"),
        ("l´ete", "l'ete"),
        ("Jean‑Paul", "jean-paul"),
        ("« oui »", '" oui "'),
        ("  deux\u00a0\u202f mots\n", "deux mots"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("co\u00adopérer", "cooperer"),
        ("\u202egnirts", "gnirts"),
        ("a\x00b", "ab"),
        ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
        ("ﬁche", "fiche"),
        ("Ｆｕｌｌ", "full"),
        ("Łódź, Ærø", "lodz, aero"),
        ("", ""),
    ],
)
def test_accents_case_and_typography_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_composed_and_decomposed_letters_fold_alike() -> None:
    assert fold(unicodedata.normalize("NFD", "Éléonore Çà")) == fold("Éléonore Çà") == "eleonore ca"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_to_something_that_stays() -> None:
    folded = {chr(code): fold(chr(code)) for code in range(0x110000)}
    changed = {written for written, once in folded.items() if once != written and fold(once) != once}
    assert changed == set()


def test_one_character_may_become_nothing_or_several() -> None:
    assert [fold_character(letter) for letter in "É\u0301œ\u00a0"] == ["e", "", "oe", " "]
