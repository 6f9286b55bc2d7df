"""What was written for the demonstration's library can be handed in: nothing left out, nothing too long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from advocacy.demonstration import invented
from advocacy.demonstration.company import PARTS
from advocacy.demonstration.drawing import DRAWINGS, SIZE, drawn
from advocacy.demonstration.muster import TOPICS
from advocacy.library.media import take_image
from advocacy.library.rules.links import tracked_example
from advocacy.library.rules.live import FIRST_PLACES
from advocacy.library.rules.sheets import LONGEST_SHEET_TEXT
from advocacy.library.rules.words import Stage
from advocacy.library.rules.writing import LONGEST
from advocacy.networks.counting import count
from advocacy.networks.disclosing import composed, disclosure
from advocacy.networks.words import RELAYED, Network
from advocacy.people.rules import Language

CONTENTS = invented.contents()
HANDED_IN = {key: said for key, said in CONTENTS.items() if said.get("state") != "draft"}
LINK = tracked_example("https://advocacy.maison-verdier.example")


def wordings(key: str) -> Iterator[tuple[Network, Language, str]]:
    """Every wording of a content."""
    for language in Language:
        for network, texts in CONTENTS[key][language.value].items():
            if network not in invented.PARTS:
                yield from ((Network(network), language, text) for text in texts)


def test_there_are_forty_in_both_languages_with_contests_and_every_state() -> None:
    assert len(CONTENTS) == 40
    assert sum(said.get("kind") == "contest" for said in CONTENTS.values()) == 2
    states = {said.get("state", "approved") for said in CONTENTS.values()}
    assert states == {"approved", "draft", "waiting", "returned", "held", "recalled"}


@pytest.mark.parametrize("key", CONTENTS)
def test_every_wording_fits_its_network_with_disclosure_and_link(key: str) -> None:
    for network, language, text in wordings(key):
        told = disclosure(network, language.value, "Maison Verdier")
        assert count(network, composed(text, told, LINK, network)).fits, (network, language, text)


@pytest.mark.parametrize("key", HANDED_IN)
def test_nothing_is_left_out_of_what_is_handed_in(key: str) -> None:
    said = HANDED_IN[key]
    for language in Language:
        for part in invented.PARTS:
            assert 0 < len(said[language.value][part].strip()) <= LONGEST[part], (language, part)
    assert {language for _network, language, _text in wordings(key)} == set(Language)
    assert said["objective"] in invented.read("objectives")
    assert said["stage"] in set(Stage)


def test_contents_open_on_days_of_their_own() -> None:
    """Two of one day would open within the same hour, and their editor would have to answer for it."""
    days = [said["opens"] for said in CONTENTS.values() if "opens" in said]
    assert len(days) == len(set(days))


def test_no_more_are_shown_first_than_there_are_places() -> None:
    shown = [said for said in CONTENTS.values() if "featured" in said and "days" not in said["featured"]]
    assert len(shown) == FIRST_PLACES


def test_every_network_has_its_sheet() -> None:
    sheets = invented.read("networks")["sheets"]
    assert {Network(name) for name in sheets} >= set(RELAYED)
    used = {network for key in CONTENTS for network, _language, _text in wordings(key)}
    assert used <= {Network(name) for name, sheet in sheets.items() if sheet["used"]}
    for sheet in sheets.values():
        for part in ("mission", "offer", "expect"):
            assert all(len(text) <= LONGEST_SHEET_TEXT for text in sheet.get(part, {}).values())


def test_what_one_file_says_of_another_is_there() -> None:
    said = invented.read("sources")
    named = [one["answered"]["used"] for one in said["suggestions"] if "used" in one.get("answered", {})]
    named += [one["of"] for one in said["verbatims"]]
    named += [one["of"] for goal in invented.read("objectives").values() for one in goal.get("lessons", ())]
    assert set(named) <= set(CONTENTS)
    parts = {part.key for part in PARTS}
    assert {account["owner"] for account in invented.read("networks")["accounts"]} <= parts
    topics = {topic for content in CONTENTS.values() for topic in content["topics"]}
    assert len(topics) == len(TOPICS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_is_drawn_the_same_every_time(name: str) -> None:
    taken = take_image(drawn(name))
    assert (taken.width, taken.height) == SIZE
    assert drawn(name) == drawn(name)


def test_every_picture_that_is_named_can_be_drawn_and_is_told_in_words() -> None:
    pictures = [said["picture"] for said in CONTENTS.values() if "picture" in said]
    assert {one["drawing"] for one in pictures} == set(DRAWINGS)
    assert all(one["fr"] and one["en"] for one in pictures)
