"""Signed notes and checkpoints: the published vectors, and everything malformed or false is refused."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.audit.notes import (
    BadNote,
    CheckpointBody,
    Note,
    SignerKey,
    VerifierKey,
    open_checkpoint,
    sign,
    sign_checkpoint,
)

# The example keys and note of the Go package golang.org/x/mod/sumdb/note.
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
SIGNED = f"{TEXT}\n— PeterNeumann {SIGNATURE}\n"

ORIGIN = "portal.example/ledger"
KEY = SignerKey(ORIGIN, bytes(range(32)))
OTHER = SignerKey(ORIGIN, bytes(32))
BODY = CheckpointBody(ORIGIN, 7, sha256(b"root").digest())
NOTE = sign_checkpoint(BODY, KEY)


def test_the_published_note_is_made_and_read() -> None:
    key = SignerKey.parse(PRIVATE)
    assert key.verifier.text == PUBLIC
    assert sign(TEXT, key) == SIGNED
    assert Note.parse(SIGNED).signers([VerifierKey.parse(PUBLIC)]) == (key.verifier,)


def test_keys_written_are_keys_read_and_the_secret_is_not_printed() -> None:
    key = SignerKey.generate(ORIGIN)
    assert SignerKey.parse(key.text) == key
    assert VerifierKey.parse(key.verifier.text) == key.verifier
    assert str(key.seed) not in repr(key)


def test_the_fingerprint_is_the_hash_of_the_key_as_written() -> None:
    assert KEY.verifier.fingerprint == sha256(KEY.verifier.text.encode()).hexdigest()


def test_a_checkpoint_is_three_lines_and_says_what_was_signed() -> None:
    assert NOTE.split("\n")[:2] == [ORIGIN, "7"]
    assert open_checkpoint(NOTE, [KEY.verifier]) == BODY


def test_two_keys_may_sign_and_either_is_enough() -> None:
    note = sign_checkpoint(BODY, KEY, OTHER)
    assert open_checkpoint(note, [KEY.verifier]) == open_checkpoint(note, [OTHER.verifier]) == BODY
    assert Note.parse(note).signers([OTHER.verifier, KEY.verifier]) == (KEY.verifier, OTHER.verifier)


def test_a_note_that_no_known_key_signed_is_refused() -> None:
    with pytest.raises(BadNote, match="No known key"):
        open_checkpoint(NOTE, [OTHER.verifier])


def test_one_false_signature_of_a_known_key_spoils_the_note() -> None:
    line = OTHER.signature_line("another text\n")
    with pytest.raises(BadNote, match="does not belong"):
        open_checkpoint(NOTE + line, [KEY.verifier, OTHER.verifier])
    assert open_checkpoint(NOTE + line, [KEY.verifier]) == BODY


def test_a_key_named_otherwise_neither_signs_nor_vouches_for_a_checkpoint() -> None:
    stranger = SignerKey("other.example", bytes(range(32)))
    with pytest.raises(BadNote):
        sign_checkpoint(BODY, stranger)
    with pytest.raises(BadNote):
        open_checkpoint(sign(BODY.text, stranger), [stranger.verifier])


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
def test_no_byte_of_a_checkpoint_can_change(place: int, by: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[place] ^= by
    with pytest.raises(ValueError, match=r".+"):
        open_checkpoint(raw.decode(), [KEY.verifier])


MALFORMED_NOTES = [
    *("", "\n", "text\n", "text\n\n", "text\n\n— name AAAAAAA=", "text\n\n- name AAAAAAA=\n"),
    *(
        "text\n\n— name AAAA\n",
        "text\n\n— na me AAAAAAA=\n",
        "text\n\n— AAAAAAA=\n",
        "a\tb\n\n— name AAAAAAA=\n",
    ),
    *("text\n\n— name AAAAAAB=\n", "text\r\n\n— name AAAAAAA=\n", "text\n\n" + "— name AAAAAAA=\n" * 17),
]


@pytest.mark.parametrize("note", MALFORMED_NOTES)
def test_a_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        Note.parse(note)


MALFORMED_BODIES = [
    *("", "x\n1\nAAAA\n", BODY.text + "extension\n", BODY.text[:-1], "a b\n" + BODY.text.split("\n", 1)[1]),
    *(BODY.text.replace("\n7\n", f"\n{size}\n") for size in ("07", "-7", "٧", "", "7" * 30)),
]


@pytest.mark.parametrize("text", MALFORMED_BODIES)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        CheckpointBody.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        PUBLIC.replace("c7", "c8"),
        PUBLIC.replace("+ARp", "+AhpA"),
        PUBLIC + "=",
        PUBLIC[:-4],
        " " + PUBLIC,
    ],
)
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        VerifierKey.parse(text)
    with pytest.raises(BadNote):
        SignerKey.parse("PRIVATE+KEY+" + text)


def test_a_text_that_cannot_be_a_note_is_not_signed() -> None:
    for text in ["no newline", "tab\t\n"]:
        with pytest.raises(BadNote):
            sign(text, KEY)
    with pytest.raises(ValueError, match="signer"):
        sign("text\n")
