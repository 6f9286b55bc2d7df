"""The one spelling of a text."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.markup import canonical_text, sha256_of


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("a", "a\n"),
        ("a\n\n\n", "a\n"),
        ("\n\n  a", "\n\n  a\n"),
        ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne\n"),
        ("\ufeffa", "a\n"),
        ("\x00\ufeff\ufeffa\ufeff", "a\ufeff\n"),
        ("e\u0301", "é\n"),
        ("line break  \nnext", "line break  \nnext\n"),
        ("a\x00b\x1bc\ud800d\te", "abcd\te\n"),
    ],
)
def test_a_text_has_one_spelling(source: str, canonical: str) -> None:
    assert canonical_text(source) == canonical


@given(st.text(st.characters(codec=None, categories=None)))
def test_the_spelling_of_a_spelling_is_itself_and_can_be_stored(source: str) -> None:
    once = canonical_text(source)
    assert canonical_text(once) == once
    assert "\x00" not in once
    assert once.encode().decode() == once


def test_texts_that_differ_only_in_spelling_have_one_hash() -> None:
    assert sha256_of("\ufeffe\u0301\r\n") == sha256_of("é") == hashlib.sha256("é\n".encode()).hexdigest()


def test_texts_that_differ_in_a_line_break_have_two_hashes() -> None:
    assert sha256_of("a  \nb") != sha256_of("a\nb")
