"""Freezing: the same content gives the same bytes, and every change of what people see another hash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from advocacy.audit.documents import content_of, document_sources, titles_of
from advocacy.db import db
from advocacy.library.freezing import (
    Claim,
    ContentParts,
    Contest,
    Media,
    Said,
    Text,
    freeze,
    thawed,
)
from advocacy.library.models import Revision
from advocacy.library.rules.words import ContentKind, MediaKind, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from tests.support.library_makers import a_live_content

OPENS = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
PARTS = ContentParts(
    content_id=7,
    number=1,
    kind=ContentKind.CONTEST,
    objective_id=3,
    stage=Stage.INTERESTED,
    link="https://example.org/boots",
    card="a" * 64,
    opens_at=OPENS,
    closes_at=OPENS + timedelta(days=3),
    zone="Europe/Paris",
    topics=(4, 2),
    texts={
        Language.FRENCH: Text("Bottes d’automne", "Elles durent.", "Les marcheurs", "Passer en boutique"),
        Language.ENGLISH: Text("Autumn boots", "They last.", "Walkers", "Come to a shop"),
    },
    wordings=(
        Said(11, Network.LINKEDIN, Language.ENGLISH, 1, "Boots that last.", "I work for Maison Verdier"),
        Said(10, Network.X, Language.FRENCH, 1, "Des bottes qui durent.", "#JeTravailleChezMaisonVerdier"),
    ),
    media=(
        Media(
            1,
            "b" * 64,
            MediaKind.IMAGE,
            "image/jpeg",
            1200,
            630,
            84_211,
            {Language.FRENCH: "Une botte.", Language.ENGLISH: "A boot."},
        ),
    ),
    claims=(Claim("Resoled for life", "Report 12", date(2027, 1, 1)),),
    contest=Contest("Draw on Friday.", OPENS + timedelta(days=5)),
)


def test_what_is_frozen_thaws_to_the_same() -> None:
    frozen = freeze(PARTS)
    assert thawed(frozen.canonical) == frozen.parts
    assert freeze(frozen.parts) == frozen
    assert frozen.sha256 == sha256(frozen.canonical).hexdigest()
    assert frozen.parts.topics == (2, 4)
    assert [said.wording_id for said in frozen.parts.wordings] == [10, 11]


def test_the_order_in_which_rows_are_read_does_not_matter() -> None:
    other = replace(
        PARTS,
        wordings=PARTS.wordings[::-1],
        topics=(2, 4),
        texts=dict(reversed(list(PARTS.texts.items()))),
    )
    assert freeze(other).sha256 == freeze(PARTS).sha256


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 2},
        {"kind": ContentKind.POST},
        {"objective_id": None},
        {"stage": Stage.CUSTOMER},
        {"link": "https://example.org/other"},
        {"card": "c" * 64},
        {"card": None},
        {"opens_at": OPENS + timedelta(seconds=1)},
        {"closes_at": None},
        {"zone": "UTC"},
        {"topics": (2,)},
        {"texts": {**PARTS.texts, Language.ENGLISH: Text("Autumn boots", "They last long.")}},
        {"wordings": (replace(PARTS.wordings[0], text="Boots that last!"), PARTS.wordings[1])},
        {"wordings": (replace(PARTS.wordings[0], disclosure="I work here"), PARTS.wordings[1])},
        {"wordings": PARTS.wordings[:1]},
        {"media": ()},
        {"media": (replace(PARTS.media[0], sha256="d" * 64),)},
        {"media": (replace(PARTS.media[0], alt={Language.FRENCH: "Une botte.", Language.ENGLISH: ""}),)},
        {"claims": (replace(PARTS.claims[0], expires_on=None),)},
        {"contest": None},
        {"contest": Contest("Draw on Monday.", OPENS + timedelta(days=5))},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_every_change_of_what_people_see_is_another_hash(changed: dict[str, Any]) -> None:
    assert freeze(replace(PARTS, **changed)).sha256 != freeze(PARTS).sha256


def test_spellings_that_look_alike_are_the_same_bytes() -> None:
    typed = replace(PARTS.wordings[0], text="Des souliers d'e\u0301te\u0301\r\n")
    kept = replace(PARTS.wordings[0], text="Des souliers d'été")
    first, second = (freeze(replace(PARTS, wordings=(one,))) for one in (typed, kept))
    assert first == second


@given(st.text(), st.text())
def test_any_text_can_be_frozen_and_read_back(title: str, said: str) -> None:
    texts = {Language.ENGLISH: Text(title, said)}
    frozen = freeze(replace(PARTS, texts=texts, wordings=(replace(PARTS.wordings[0], text=said),)))
    assert freeze(thawed(frozen.canonical)) == frozen


def test_the_bytes_name_nobody() -> None:
    assert set(json.loads(freeze(PARTS).canonical)) == {
        *("format", "content", "number", "kind", "objective", "stage", "link", "window", "topics", "texts"),
        *("wordings", "media", "claims", "contest"),
    }


@pytest.mark.usefixtures("app")
def test_the_export_of_the_ledger_finds_the_bytes_of_an_approved_revision() -> None:
    content = a_live_content(title="Autumn boots")
    kept = db.session.scalars(select(Revision).where(Revision.content_id == content.id)).one()
    found = content_of(db.session(), kept.sha256, document_sources())
    assert found == kept.canonical
    assert sha256(found).hexdigest() == kept.sha256
    assert titles_of(db.session(), [kept.sha256], document_sources())[kept.sha256].title == "Autumn boots"
