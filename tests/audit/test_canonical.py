"""Canonical JSON: one spelling for a value, and refusals for what has none."""

from __future__ import annotations

import json
import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.audit.canonical import canonical, commitment
from advocacy.audit.verify_ledger import read_canonical

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


def one_key_in_nfc(value: object) -> bool:
    if isinstance(value, list):
        return all(map(one_key_in_nfc, value))
    if isinstance(value, dict):
        names = {unicodedata.normalize("NFC", key) for key in value}
        return len(names) == len(value) and all(map(one_key_in_nfc, value.values()))
    return True


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


def test_decomposed_accents_are_composed_in_values_and_keys() -> None:
    assert canonical({"e\u0301": "e\u0301"}) == canonical({"é": "é"})


def test_a_line_separator_and_a_newline_stay_on_one_line() -> None:
    assert b"\n" not in canonical("a\nb\r\u0085")


@pytest.mark.parametrize("value", [1.0, float("nan"), (1,), {1: "x"}, b"x", object(), {"x": {2}}])
def test_what_has_no_single_spelling_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}, 2**63, -(2**63) - 1, {"é": 1, "e\u0301": 2}])
def test_surrogates_huge_numbers_and_keys_that_fall_together_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical(value)


@given(values.filter(one_key_in_nfc))
def test_reading_and_writing_again_gives_the_same_bytes_and_the_verifier_agrees(value: object) -> None:
    raw = canonical(value)
    assert canonical(json.loads(raw)) == raw
    assert read_canonical(raw) == json.loads(raw)


@given(values.filter(one_key_in_nfc))
def test_no_other_spelling_passes_the_verifier(value: object) -> None:
    raw = canonical(value)
    other = json.dumps(json.loads(raw), indent=1).encode()
    if other != raw:
        with pytest.raises(ValueError, match="canonical"):
            read_canonical(other)


OTHER_SPELLINGS = [
    *(b"-0", b"01", b"1.5", b"1e3", b"NaN", b"", b" 1", b"[1, 2]", b"[1]x", b"[" * 100_000),
    *(b'{"a":1,"a":1}', b'{"b":1,"a":2}', b'"\\u0041"', b'"\\/"', b'"\\ud800"', b'"\xff"', b'"e\xcc\x81"'),
]


@pytest.mark.parametrize("raw", OTHER_SPELLINGS)
def test_the_verifier_refuses_other_spellings(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_canonical(raw)


def test_an_escape_before_a_combining_mark_is_not_taken_for_an_accent() -> None:
    raw = canonical("\n\u0301")
    assert read_canonical(raw) == "\n\u0301"


def test_a_commitment_hashes_the_salt_and_the_canonical_values() -> None:
    salt = bytes(range(32))
    assert commitment(salt, {"name": "Zoë"}) == sha256(salt + '{"name":"Zoë"}'.encode()).hexdigest()


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        commitment(b"123", {"name": "Zoë"})
