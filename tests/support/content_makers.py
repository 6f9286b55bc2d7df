"""Makers of what content is made of: objectives, network sheets, files, rights, drafts as rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from advocacy.db import db
from advocacy.library.models import (
    Content,
    ContentMedia,
    ContentText,
    ContentTopic,
    ContentWriter,
    Evidence,
    LibraryRight,
    LinkTarget,
    MediaFile,
    NetworkSheet,
    Objective,
    Variant,
    Wording,
)
from advocacy.library.rules.words import Aim, ContentKind, Measure, MediaKind, Stage, TargetState
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.topics.models import Topic
from advocacy.wiring import wiring
from tests.support.makers import save, somebody

_numbers = itertools.count(1)
BOTH = (Language.FRENCH, Language.ENGLISH)
NETWORKS = (Network.LINKEDIN, Network.BLUESKY)


def _now() -> datetime:
    return wiring().clock.now()


def an_objective(aim: Aim = Aim.TRAFFIC, *, owner: Person | None = None, **values: Any) -> Objective:
    """An objective with a target figure, open for the ninety days around today."""
    number, now = next(_numbers), _now()
    day = now.date()
    objective = Objective(
        aim=aim,
        owner_id=(owner or somebody(Role.APPROVER)).id,
        **{
            "name_fr": f"Faire venir en boutique {number}",
            "name_en": f"Bring people to the shops {number}",
            "measure": Measure.CLICKS,
            "target": 2000,
            "starts_on": day - timedelta(days=30),
            "ends_on": day + timedelta(days=60),
            "review_on": day + timedelta(days=61),
            "created_at": now - timedelta(days=30),
            "closed_at": None,
            **values,
        },
    )
    save(objective)
    return objective


def a_sheet(network: Network, on: bool = True, *, owner: Person | None = None, **values: Any) -> NetworkSheet:
    """What the company does on one network; the sheet that is there already is changed."""
    sheet = db.session.get(NetworkSheet, network) or NetworkSheet(network=network)
    name = NETWORK_NAMES[network]
    given = {
        "mission_fr": f"Montrer notre métier sur {name}.",
        "mission_en": f"Show our craft on {name}.",
        "offer_fr": "Des conseils d’entretien.",
        "offer_en": "Advice on care.",
        "expect_fr": "Des visites en boutique.",
        "expect_en": "Visits to the shops.",
        "owner_id": owner.id if owner else None,
        "edited_at": _now(),
        **values,
    }
    sheet.is_on = on
    for field, value in given.items():
        setattr(sheet, field, value)
    save(sheet)
    return sheet


def a_media_file(kind: MediaKind = MediaKind.IMAGE, **values: Any) -> MediaFile:
    """A file as it is known, an image of 1200 × 630 unless told otherwise. No bytes are written."""
    types = {MediaKind.IMAGE: "image/jpeg", MediaKind.VIDEO: "video/mp4", MediaKind.PDF: "application/pdf"}
    media = MediaFile(
        kind=kind,
        **{
            "sha256": sha256(f"media {next(_numbers)}".encode()).hexdigest(),
            "type": types[kind],
            "width": 1200 if kind is MediaKind.IMAGE else None,
            "height": 630 if kind is MediaKind.IMAGE else None,
            "size": 84_211,
            "at": _now(),
            **values,
        },
    )
    save(media)
    return media


def a_link_target(address: str, **values: Any) -> LinkTarget:
    """A page that content links to, alive; the one that is there already is given back."""
    known = sha256(address.encode()).hexdigest()
    found = db.session.scalar(select(LinkTarget).where(LinkTarget.address_sha256 == known))
    if found is not None:
        return found
    target = LinkTarget(
        address_sha256=known,
        address=address,
        **{
            "state": TargetState.ALIVE,
            "title": "Autumn boots",
            "description": "Made in Romans, resoled for life.",
            "site": "Maison Verdier",
            "seen_sha256": sha256(f"card of {address}".encode()).hexdigest(),
            "seen_at": _now(),
            **values,
        },
    )
    save(target)
    return target


def a_right(person: Person, topic: Topic, *, to_at: datetime | None = None) -> LibraryRight:
    """Somebody works on this topic (and, with the others they have, on these only)."""
    right = LibraryRight(
        person_id=person.id, topic_id=topic.id, from_at=_now() - timedelta(days=1), to_at=to_at
    )
    save(right)
    return right


def a_content(
    author: Person | None = None,
    networks: Sequence[Network] = NETWORKS,
    languages: Iterable[Language] = BOTH,
    topics: Iterable[Topic] = (),
    link: str | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    *,
    title: str | None = None,
    why: str | None = None,
    wordings: int = 1,
    media: Sequence[MediaFile] = (),
    claims: Sequence[str] = (),
    kind: ContentKind = ContentKind.POST,
    objective: Objective | None = None,
    **values: Any,
) -> Content:
    """A complete draft as rows: open now for thirty days, no text twice. `values` go to the row of `content`.

    The networks' sheets are on and the link's page was looked at. Texts are short enough for every network.
    """
    number, now = next(_numbers), _now()
    author = author or somebody(Role.EDITOR)
    address = f"https://example.org/boots/{number}" if link is None else link
    opens = opens_at or now
    content = Content(
        kind=kind,
        author_id=author.id,
        objective_id=(objective or an_objective()).id,
        link=address,
        opens_at=opens,
        closes_at=closes_at or opens + timedelta(days=30),
        **{
            "stage": Stage.INTERESTED,
            "zone": "Europe/Paris",
            "created_at": now,
            "edited_at": now,
            "edition": 1,
            **values,
        },
    )
    save(content)
    if address:
        a_link_target(address)
    _tell(content, languages, title or f"Autumn boots {number}", why)
    save(
        ContentWriter(content_id=content.id, person_id=author.id, first_at=now),
        *(ContentTopic(content_id=content.id, topic_id=topic.id) for topic in topics),
    )
    for network in networks:
        if db.session.get(NetworkSheet, network) is None:
            a_sheet(network)
        for language in languages:
            a_variant(content, network, language, wordings)
    for position, media_file in enumerate(media, 1):
        show(content, media_file, position)
    for position, claim in enumerate(claims, 1):
        save(
            Evidence(
                content_id=content.id,
                position=position,
                statement=claim,
                evidence="Measured in the workshop, report 12.",
            )
        )
    return content


def a_variant(content: Content, network: Network, language: Language, wordings: int = 1) -> Variant:
    """What a content says on one network in one language, in so many wordings."""
    variant = Variant(content_id=content.id, network=network, language=language)
    save(variant)
    for position in range(1, wordings + 1):
        number = next(_numbers)
        said = (
            f"Nos bottes d’automne, ressemelées à vie ({number})."
            if language is Language.FRENCH
            else f"Our autumn boots, resoled for life ({number})."
        )
        save(Wording(variant_id=variant.id, position=position, text=said))
    return variant


def show(
    content: Content, media: MediaFile, position: int = 1, *, fr: str | None = None, en: str | None = None
) -> None:
    """The content shows this file, with its words in both languages."""
    save(
        ContentMedia(
            content_id=content.id,
            media_file_id=media.id,
            position=position,
            alt_fr="Une botte sur un établi." if fr is None else fr,
            alt_en="A boot on a workbench." if en is None else en,
        )
    )


def _tell(content: Content, languages: Iterable[Language], title: str, why: str | None) -> None:
    for language in languages:
        french = language is Language.FRENCH
        save(
            ContentText(
                content_id=content.id,
                language=language,
                title=title,
                why=why
                or (
                    "Le lecteur apprend à faire durer ses bottes."
                    if french
                    else "The reader learns how to make boots last."
                ),
                audience="Ceux qui marchent." if french else "People who walk.",
                next_step="Passer en boutique." if french else "Come to a shop.",
            )
        )
