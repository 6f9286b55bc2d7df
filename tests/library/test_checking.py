"""What keeps a draft from being handed in, and what its editor is warned of: every case, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from advocacy.errors import Problems, Refused
from advocacy.folding import fold
from advocacy.library.rules.checking import Place, check, findings, problems
from advocacy.library.rules.drafts import Claimed, Clash, DraftFacts, Pictured, Told, Worded
from advocacy.library.rules.links import check_link
from advocacy.library.rules.phrases import Phrase
from advocacy.library.rules.words import ContentKind, Finding, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language

FR, EN = Language.FRENCH, Language.ENGLISH
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
TOLD = Told("Title", "Why", "Whom", "Next")

GOOD = DraftFacts(
    content_id=1,
    edition=1,
    kind=ContentKind.POST,
    objective_id=1,
    objective_is_open=True,
    stage=Stage.AWARE,
    link="https://example.org/boots",
    opens_at=NOW + timedelta(days=1),
    closes_at=NOW + timedelta(days=9),
    zone="Europe/Paris",
    contest_rules="",
    contest_ends_at=None,
    texts={FR: TOLD, EN: TOLD},
    wordings=(Worded(1, Network.X, FR, 1, "Bonjour."), Worded(2, Network.X, EN, 1, "Hello.")),
    media=(Pictured(1, {FR: "Une botte.", EN: "A boot."}),),
    claims=(Claimed("We resole for ten years.", "Report 12.", None),),
    networks_on={Network.X, Network.BLUESKY},
    own_hosts={"portal.example.com"},
    now=NOW,
    today=date(2026, 5, 4),
)


def told(**changed: Any) -> list[tuple[Place, str]]:
    """What is to be mended in the good draft with these changes."""
    return [(one.place, str(one)) for one in problems(replace(GOOD, **changed))]


def test_a_whole_draft_needs_nothing() -> None:
    assert told() == []
    assert findings(GOOD) == []
    check(GOOD)


@pytest.mark.parametrize(
    ("language", "part", "sentence"),
    [
        (FR, "why", "The why in French is left out: what use is this to the reader?"),
        (EN, "why", "The why in English is left out: what use is this to the reader?"),
        (EN, "title", "The title in English is left out."),
        (FR, "audience", "Say in French whom this is for."),
        (FR, "next_step", "Say in French what the reader should do next."),
    ],
)
def test_what_staff_are_told_is_whole_in_each_language_of_the_texts(
    language: Language, part: str, sentence: str
) -> None:
    emptied = replace(TOLD, **{part: " \n"})
    assert told(texts={FR: TOLD, EN: TOLD, language: emptied}) == [(Place.ABOUT, sentence)]


def test_a_language_without_a_text_needs_no_why() -> None:
    assert told(texts={FR: TOLD}, wordings=GOOD.wordings[:1]) == []


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"objective_is_open": None}, Place.ABOUT, "Choose the objective"),
        ({"objective_is_open": False}, Place.ABOUT, "is closed"),
        ({"stage": None}, Place.ABOUT, "where the reader stands"),
        ({"opens_at": None}, Place.PLAN, "from when on"),
        ({"opens_at": NOW + timedelta(days=9)}, Place.PLAN, "ends before it starts"),
        ({"opens_at": NOW - timedelta(days=9), "closes_at": NOW}, Place.PLAN, "is over"),
        ({"link": "javascript:alert(1)"}, Place.LINK, "begins with https://"),
        ({"link": "https://portal.example.com/library/"}, Place.LINK, "into the portal"),
        ({"wordings": ()}, Place.WORDINGS, "one network at least"),
        ({"networks_on": ()}, Place.WORDINGS, "The company is not on X"),
        ({"kind": ContentKind.CONTEST}, Place.CONTEST, "A contest has rules"),
    ],
)
def test_each_thing_to_mend_is_told_with_its_place(changed: dict[str, Any], place: Place, words: str) -> None:
    found = told(**changed)
    assert (found[0][0], words in found[0][1]) == (place, True), found


def test_a_text_one_sign_too_long_on_one_network_is_told_of_that_one() -> None:
    long = replace(GOOD.wordings[0], id=3, network=Network.BLUESKY, over=1)
    [(place, sentence)] = told(wordings=(*GOOD.wordings, long))
    assert place is Place.WORDINGS
    assert sentence == ("The French wording 1 for Bluesky is too long by 1, with disclosure and link.")


def test_a_text_that_fits_in_signs_may_be_too_long_in_bytes() -> None:
    long = replace(GOOD.wordings[0], network=Network.BLUESKY, over_bytes=25)
    assert told(wordings=(long, GOOD.wordings[1])) == [
        (Place.WORDINGS, "The French wording 1 for Bluesky is too long by 25 bytes.")
    ]


def test_a_picture_is_told_in_words_in_each_language_of_the_texts() -> None:
    bare = (Pictured(1, {FR: "Une botte.", EN: " "}),)
    assert told(media=bare) == [
        (Place.MEDIA, "Say in English what file 1 shows, for those who do not see it.")
    ]
    assert told(media=bare, wordings=GOOD.wordings[:1]) == []


def test_an_expired_claim_is_to_be_mended() -> None:
    [(place, sentence)] = told(claims=(Claimed("We resole.", "Report.", date(2026, 5, 3)),))
    assert place is Place.CLAIMS
    assert "“We resole.” ended on 2026-05-03" in sentence
    assert told(claims=(Claimed("We resole.", "Report.", date(2026, 5, 4)),)) == []


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (None, "Say when the contest ends."),
        (NOW, "over already"),
        (NOW + timedelta(hours=5), "before its share window starts"),
    ],
)
def test_a_contest_ends_after_it_begins(ends: datetime | None, words: str) -> None:
    found = told(kind=ContentKind.CONTEST, contest_rules="Rules.", contest_ends_at=ends)
    assert len(found) == 1
    assert words in found[0][1]


def test_the_same_text_on_two_networks_is_warned_of_once_for_each_language() -> None:
    same = [
        Worded(number, network, FR, 1, text)
        for number, (network, text) in enumerate(
            [(Network.X, "Bonjour !"), (Network.BLUESKY, "bonjour  !"), (Network.X, "Bonjour !")]
        )
    ]
    [one] = findings(replace(GOOD, wordings=same))
    assert one.finding is Finding.SAME_TEXT
    assert "X, Bluesky" in str(one.said)
    # Another language says something else, whatever its letters.
    apart = [same[0], replace(same[1], language=EN)]
    assert findings(replace(GOOD, wordings=apart)) == []


def test_a_claim_without_evidence_is_warned_of() -> None:
    [one] = findings(replace(GOOD, claims=(Claimed("Nine in ten come back.", " ", None),)))
    assert (one.finding, str(one.said)) == (
        Finding.NO_EVIDENCE,
        "Nothing shows that “Nine in ten come back.” is true.",
    )


@pytest.mark.parametrize(("days", "warned"), [(8, True), (9, False), (20, False)])
def test_evidence_that_ends_inside_the_window_is_warned_of(days: int, warned: bool) -> None:
    claims = (Claimed("We resole.", "Report.", GOOD.today + timedelta(days=days)),)
    found = [one.finding for one in findings(replace(GOOD, claims=claims))]
    assert found == ([Finding.EVIDENCE_ENDS] if warned else [])
    assert len(findings(replace(GOOD, claims=claims, closes_at=None))) == 1


def test_words_to_think_twice_about_are_warned_of_once_whatever_the_networks() -> None:
    phrases = [Phrase(7, "Bonjour", fold("Bonjour"), FR, "Trop courant.", "Too common.")]
    said = (*GOOD.wordings, replace(GOOD.wordings[0], id=3, network=Network.BLUESKY, text="bonjour à tous"))
    [one] = findings(replace(GOOD, wordings=said, phrases=phrases))
    assert one.finding is Finding.FORBIDDEN_WORDS
    assert "X, Bluesky" in str(one.said)


def test_another_content_at_the_same_hour_is_warned_of() -> None:
    clash = Clash(12, Network.X, NOW + timedelta(days=1, minutes=20))
    [one] = findings(replace(GOOD, clashes=[clash]))
    assert "Content 12 opens on X within the same hour." in str(one.said)


def test_an_answer_counts_for_exactly_what_was_found() -> None:
    bare = replace(GOOD, claims=(Claimed("Nine in ten come back.", "", None),))
    [one] = findings(bare)
    answered = replace(bare, answers={(one.finding, one.about): "Survey is under way."})
    assert findings(answered)[0].answer == "Survey is under way."
    check(answered)
    changed = replace(answered, claims=(Claimed("Ten in ten come back.", "", None),))
    assert findings(changed)[0].answer is None
    with pytest.raises(Problems, match="Answer the warnings first"):
        check(changed)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("javascript:alert(1)", "begins with https://"),
        ("JavaScript:alert(1)", "begins with https://"),
        ("java\nscript:alert(1)", "cannot be read"),
        ("data:text/html,x", "begins with https://"),
        ("//example.org/", "begins with https://"),
        ("example.org", "begins with https://"),
        ("http://example.org/", "http://"),
        ("https://", "no site"),
        ("https://localhost/", "no site"),
        ("https://intranet/", "no site"),
        ("https://127.0.0.1/", "no site"),
        ("https://[::1]/", "no site"),
        ("https://0x7f.1/", "no site"),
        ("https://printer.local/", "no site"),
        ("https://lea:secret@example.org/", "name or password"),
        ("https://example.org\\@evil.example/", "cannot be read"),
        ("https://example.org:99999/", "cannot be read"),
        ("https://example.org/a b", "cannot be read"),
        ("https://PORTAL.example.com./x", "into the portal"),
        ("https://example.org/" + "x" * 2000, "at most 2,000"),
    ],
)
def test_a_link_that_readers_cannot_open_is_refused(address: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_link(address, own_hosts={"portal.example.com"})


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://example.org:8443/a?b=c#d",
        "https://münchen.example/",
        "HTTPS://EXAMPLE.ORG",
    ],
)
def test_a_page_of_the_web_is_taken(address: str) -> None:
    check_link(address, own_hosts={"portal.example.com"})


def test_a_draft_may_hold_an_address_of_old_until_it_is_handed_in() -> None:
    check_link("http://example.org/", plain_http=True)
    with pytest.raises(Refused):
        check_link("javascript:alert(1)", plain_http=True)
