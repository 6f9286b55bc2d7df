"""Everything the program says is said in French too, whole and with the same gaps."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message

from tests.house.catalogues import FOLDER, TRANSLATED, catalogue, extracted, is_translated, messages

_GAP = re.compile(r"%\((\w+)\)[a-z]|%%|%(?![(%])")


def gaps(text: str) -> set[str]:
    """The named gaps of a text. A lone % would break it when it is filled."""
    return {found.group(1) or found.group(0) for found in _GAP.finditer(text)} - {"%%"}


def forms(value: str | tuple[str, ...] | list[str]) -> list[str]:
    """The forms of a text: one, or one for each number."""
    return [value] if isinstance(value, str) else list(value)


def numbered(message: Message) -> bool:
    """Whether the text has forms for one and for many."""
    return not isinstance(message.id, str)


def test_texts_are_found_in_code_pages_and_mails() -> None:
    places = {name.rsplit(".", 1)[-1] for message in extracted() for name, _line in message.locations}
    assert places == {"py", "html", "txt"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    known = messages(catalogue(language))
    missing = [
        f"{message.locations[0][0]}: {key[0]}"
        for key, message in messages(extracted()).items()
        if key not in known or not is_translated(known[key])
    ]
    assert not missing, f"{len(missing)} texts (make catalogues, then translate):\n" + "\n".join(missing)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_over(language: str) -> None:
    left = set(messages(catalogue(language))) - set(messages(extracted()))
    assert not left, "the program no longer says this (make catalogues drops it)"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_gaps_of_its_text(language: str) -> None:
    wrong = []
    for (text, _context), message in messages(catalogue(language)).items():
        wanted = set().union(*map(gaps, forms(message.id)))
        # With forms for one and for many, the one may leave out its number: "a day", "%(num)s days".
        least = set.intersection(*map(gaps, forms(message.id)))
        if numbered(message):
            least = least - {"num"}
        for translation in filter(None, forms(message.string)):
            if not least <= gaps(translation) <= wanted:
                wrong.append(f"{text!r} → {translation!r}")
    assert not wrong, "\n".join(wrong)


def test_english_is_what_the_source_says() -> None:
    for message in catalogue("en") if (FOLDER / "en").exists() else ():
        assert not message.string or forms(message.string) == forms(message.id)
