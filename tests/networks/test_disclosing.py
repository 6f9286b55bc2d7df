"""Saying for whom one works: the words for each network and language, and whether a text has them."""

from __future__ import annotations

import pytest

from advocacy.networks.disclosing import disclosure, is_held, lacks_disclosure
from advocacy.networks.words import Network


@pytest.mark.parametrize(
    ("network", "language", "said"),
    [
        (Network.LINKEDIN, "en", "I work for Maison Verdier"),
        (Network.LINKEDIN, "fr", "Je travaille chez Maison Verdier"),
        (Network.MASTODON, "fr", "Je travaille chez Maison Verdier"),
        (Network.X, "en", "#IWorkForMaisonVerdier"),
        (Network.BLUESKY, "fr", "#JeTravailleChezMaisonVerdier"),
        (Network.THREADS, "de", "#IWorkForMaisonVerdier"),
        (Network.OTHER, "en", "I work for Maison Verdier"),
    ],
)
def test_the_words_are_those_of_the_post_and_short_where_little_fits(
    network: Network, language: str, said: str
) -> None:
    assert disclosure(network, language, "Maison Verdier") == said


@pytest.mark.parametrize(
    ("organisation", "hashtag"),
    [
        ("maison verdier", "#IWorkForMaisonVerdier"),
        ("L’Atelier d’Été", "#IWorkForLAtelierDÉté"),
        ("3M", "#IWorkFor3M"),
        ("A&B – Söhne_Co.", "#IWorkForABSöhneCo"),
        ("  Maison \n Verdier ", "#IWorkForMaisonVerdier"),
        ("メゾン", "#IWorkForメゾン"),
    ],
)
def test_a_name_becomes_one_word_of_a_hashtag(organisation: str, hashtag: str) -> None:
    assert disclosure(Network.X, "en", organisation) == hashtag


def test_a_name_without_letters_stays_a_sentence() -> None:
    assert disclosure(Network.X, "en", "!!!") == "I work for !!!"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I work",
        "I work for Maison",
        "I work for Maison Verdiers",
        "XI work for Maison Verdier",
        "#IWorkFor",
    ],
)
def test_a_text_that_says_less_or_other_lacks_it(text: str) -> None:
    assert lacks_disclosure(text, "I work for Maison Verdier")


@pytest.mark.parametrize(
    "text",
    [
        "I work for Maison Verdier.",
        "(i work for MAISON VERDIER)",
        "Hello!\nI  work for\nMaison Verdier and like it",
    ],
)
def test_a_text_that_says_it_lacks_nothing(text: str) -> None:
    assert not lacks_disclosure(text, "I work for Maison Verdier")


def test_where_nothing_is_to_be_said_nothing_lacks() -> None:
    assert not lacks_disclosure("", "")
    assert not is_held("a b", "")
