"""Words to think twice about: finding them in a text, and the list of them."""

from __future__ import annotations

import time

import pytest

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.library.actions.phrases import add, retire
from advocacy.library.queries.phrases import phrases
from advocacy.library.rules.phrases import Phrase, check_phrase, matches
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.makers import acting, sign_in, somebody

PAGE = "/library/manage/phrases"


def a_phrase(words: str, language: Language | None = None) -> Phrase:
    """Words as the list holds them."""
    return Phrase(1, words, fold(words), language, "Parce que.", "Because.")


def finds(words: str, text: str) -> bool:
    """Whether the words are found in a text."""
    return bool(matches(text, [a_phrase(words)]))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("garanti à vie", "Nos bottes sont GARANTIES ? Non : garanti  a vie !"),
        ("miracle", "un miracle."),
        ("miracle", "#miracle_bottes"),
        ("l’arnaque", "C’est l'arnaque."),
        ("arnaque", "l’arnaque"),
        ("œuvre", "une oeuvre"),
        ("n° 1", "Le N° 1 du cuir"),
        ("zero risk", "zero\u00a0risk"),
        ("secret", "sec\u200bret"),
        ("best", "the best"),
        ("best", "“best”"),
    ],
)
def test_words_are_found_as_people_write_them(words: str, text: str) -> None:
    assert finds(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [("risk", "asterisk"), ("risk", "risky"), ("bio", "biographie"), ("n°1", "n°12"), ("best", "")],
)
def test_parts_of_words_are_not(words: str, text: str) -> None:
    assert not finds(words, text)


def test_a_phrase_of_one_language_is_looked_for_in_its_texts_alone() -> None:
    french = a_phrase("pain", Language.FRENCH)
    assert matches("No pain, no gain", [french], language=Language.ENGLISH) == []
    assert [one.times for one in matches("Du pain, encore du pain", [french], language=Language.FRENCH)] == [
        2
    ]
    # Whose own words they are, in whichever language, is not known.
    assert matches("Du pain", [french])[0].reason("en") == "Because."


def test_a_long_text_made_to_be_slow_is_searched_at_once() -> None:
    text = "a" * 200_000
    begins = time.perf_counter()
    assert not finds("a" * 100 + "b", text)
    assert not finds("a" * 100, text)
    assert time.perf_counter() - begins < 5


@pytest.mark.parametrize("words", ["", "  ", "…!", "\u200b"])
def test_words_without_a_letter_are_refused(words: str) -> None:
    with pytest.raises(Refused, match="letters or digits"):
        check_phrase(words, "Raison.", "Reason.")


def test_words_without_their_reason_are_refused() -> None:
    with pytest.raises(Refused, match="in French and in English"):
        check_phrase("miracle", "Raison.", " ")


@pytest.mark.usefixtures("app")
def test_an_approver_keeps_the_list(client: PageClient) -> None:
    sign_in(client, somebody(Role.APPROVER))
    assert "No words yet" in client.get(PAGE).get_data(as_text=True)
    values = {"phrase": "Garanti à vie", "language": "fr", "reason_fr": "Dites dix ans.", "reason_en": "Ten."}
    assert client.submit(PAGE, **values).status_code == 303
    [kept] = phrases(db.session())
    assert (kept.search_key, kept.language) == ("garanti a vie", Language.FRENCH)
    again = client.submit(PAGE, **{**values, "phrase": "garanti a VIE", "language": ""})
    assert again.status_code == 409
    assert "in the list already" in (html := again.get_data(as_text=True))
    assert "garanti a VIE" in html
    assert client.submit(f"{PAGE}/{kept.id}/retirement", page=PAGE).status_code == 303
    assert phrases(db.session()) == []
    assert client.submit(f"{PAGE}/{kept.id}/retirement", page=PAGE).status_code == 404


@pytest.mark.usefixtures("app")
def test_an_editor_does_not(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    assert client.get(PAGE).status_code == 403


@pytest.mark.usefixtures("app")
def test_the_same_words_may_stand_for_each_language() -> None:
    who = acting(somebody(Role.APPROVER))
    for language in Language:
        with unit_of_work(who) as work:
            add(work, "pain", language=language, reason_fr="Pain.", reason_en="Hurt.")
    with unit_of_work(who) as work:
        retire(work, phrases(db.session())[0].id)
    assert len(phrases(db.session())) == 1
