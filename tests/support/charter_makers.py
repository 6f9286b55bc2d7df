"""Makers of the charter: documents, drafts and published versions, consistent to the last hash."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from advocacy.charter.freezing import FrozenVersion, VersionParts, freeze
from advocacy.charter.models import (
    Attempt,
    AttemptResult,
    Audience,
    Document,
    Draft,
    DraftAudience,
    DraftText,
    Question,
    Text,
    Version,
    Withdrawal,
)
from advocacy.charter.rules import Force, Weight
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.texts import TextParts
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.quizzes.terms import NO_TERMS, Terms
from advocacy.wiring import wiring
from tests.support.makers import a_person, save

_serial = itertools.count(1)

FRENCH = """## Vous pouvez parler {#you-may-speak}

Oui, vous pouvez parler de votre travail en ligne, en votre nom.

!!! do
    Dites que vous travaillez ici.

## Ce qui reste entre nous {#confidentiality}

Un projet qui n’est pas annoncé reste entre nous.
"""

ENGLISH = """## You may speak {#you-may-speak}

Yes, you may speak about your work online, in your own name.

!!! do
    Say that you work here.

## What stays between us {#confidentiality}

A project that is not announced stays between us.
"""

FRENCH_QUIZ = """## Pouvez-vous parler de votre travail ? {#speak section=you-may-speak}

- [x] Oui, en mon nom.
- [ ] Non, jamais.

> Vous le pouvez, en votre nom.

## De quoi ne parlez-vous pas ? {#silence section=confidentiality}

- [ ] De mes collègues de bureau.
- [x] D’un projet qui n’est pas annoncé.
- [x] D’un projet arrêté avant son annonce.
"""

ENGLISH_QUIZ = """## May you speak about your work? {#speak section=you-may-speak}

- [x] Yes, in my own name.
- [ ] No, never.

> You may, in your own name.

## What do you not speak about? {#silence section=confidentiality}

- [ ] My office.
- [x] A project that is not announced.
- [x] A project that was stopped before it was announced.
"""

RIGHT = {"speak": ["a"], "silence": ["b", "c"]}
"""What must be ticked in this quiz."""


def quizzed_texts() -> tuple[TextParts, TextParts]:
    """Both texts with a quiz of two questions."""
    return french_text(quiz=FRENCH_QUIZ), english_text(quiz=ENGLISH_QUIZ)


def french_text(**values: str) -> TextParts:
    """A French text of two clauses."""
    return _text(
        Language.FRENCH,
        title="Charte des réseaux sociaux",
        statement="J’ai lu et compris la charte des réseaux sociaux.",
        change_note="Première version de la charte.",
        source=FRENCH,
        summary="Vous pouvez parler, en votre nom.\n",
        values=values,
    )


def english_text(**values: str) -> TextParts:
    """The same in English."""
    return _text(
        Language.ENGLISH,
        title="Social media charter",
        statement="I have read and understood the social media charter.",
        change_note="First version of the charter.",
        source=ENGLISH,
        summary="You may speak, in your own name.\n",
        values=values,
    )


def _text(language: Language, *, values: Mapping[str, str], **usual: str) -> TextParts:
    return TextParts(language=language, **{**usual, **values})


def a_document(slug: str | None = None) -> Document:
    """A document without a version."""
    document = Document(slug=slug or f"charter-{next(_serial)}", created_at=wiring().clock.now())
    save(document)
    return document


def a_draft(
    document: Document | None = None,
    *,
    author: Person | None = None,
    number: int | None = None,
    texts: Sequence[TextParts] | None = None,
    audience: Sequence[AudienceLine] = (),
    **values: Any,
) -> Draft:
    """A draft whose two texts have nothing wrong with them."""
    document = document or a_document()
    now = wiring().clock.now()
    draft = Draft(
        document_id=document.id,
        number=number or _next_number(document),
        created_at=now,
        edited_at=now,
        **{
            "author_id": (author or a_person()).id,
            "force": Force.INFORMATIVE,
            "authoritative": Language.FRENCH,
            "edition": 1,
            **values,
        },
    )
    save(draft)
    given = (french_text(), english_text()) if texts is None else texts
    save(
        *(
            DraftText(
                draft_id=draft.id,
                language=text.language,
                title=text.title,
                statement=text.statement,
                change_note=text.change_note,
                source=text.source,
                summary=text.summary,
                quiz=text.quiz,
            )
            for text in given
        ),
        *(
            DraftAudience(
                draft_id=draft.id,
                employer_id=line.employer_id,
                site_id=line.site_id,
                department_id=line.department_id,
                role=line.role,
            )
            for line in audience
        ),
    )
    return draft


def a_published_version(
    document: Document | None = None,
    *,
    number: int | None = None,
    force: Force = Force.INFORMATIVE,
    weight: Weight = Weight.MATERIAL,
    live_at: datetime | None = None,
    due_on: date | None = None,
    days_to_acknowledge: int = 30,
    audience: Sequence[AudienceLine] = (),
    binding_on: Mapping[int, date] | None = None,
    texts: Sequence[TextParts] | None = None,
    authoritative: Language = Language.FRENCH,
    withdrawn_at: datetime | None = None,
    terms: Terms = NO_TERMS,
) -> Version:
    """A version published at `live_at` (a second ago unless given; later: scheduled), for `audience`.

    Its deadline is `days_to_acknowledge` days after it went live unless `due_on` says otherwise. Several
    versions of one document get the numbers 1, 2, 3 …; give `texts` to change what they say.
    """
    document = document or a_document()
    number = number or _next_number(document)
    world = wiring()
    live_at = live_at or world.clock.now() - timedelta(seconds=1)
    live_on = day_in(live_at, world.settings.time_zone)
    recorded_at = min(live_at, world.clock.now())
    given = (french_text(), english_text()) if texts is None else texts
    frozen = freeze(
        VersionParts(
            document=document.slug,
            number=number,
            force=force,
            authoritative=authoritative,
            days_to_acknowledge=days_to_acknowledge,
            audience=tuple(audience),
            texts={text.language: text for text in given},
            terms=terms,
        )
    )
    version = Version(
        document_id=document.id,
        number=number,
        force=force,
        weight=weight,
        authoritative=authoritative,
        manifest=frozen.manifest,
        manifest_bytes=frozen.manifest_bytes,
        days_to_acknowledge=days_to_acknowledge,
        pass_mark=terms.pass_mark,
        attempts=terms.attempts,
        quiz_sha256=frozen.quiz_sha256,
        live_at=live_at,
        due_on=due_on or live_on + timedelta(days=days_to_acknowledge),
        binding_on={str(employer): day.isoformat() for employer, day in (binding_on or {}).items()},
        recorded_at=recorded_at,
    )
    save(version)
    _keep(version, frozen, audience, live_on)
    if withdrawn_at is not None:
        save(Withdrawal(version_id=version.id, at=withdrawn_at, reason="A mistake"))
    return version


def _keep(version: Version, frozen: FrozenVersion, audience: Sequence[AudienceLine], live_on: date) -> None:
    save(
        *(Text(version_id=version.id, **vars(text)) for text in frozen.texts),
        *(
            Audience(
                version_id=version.id,
                employer_id=line.employer_id,
                site_id=line.site_id,
                department_id=line.department_id,
                role=line.role,
                valid_from=live_on,
                recorded_at=version.recorded_at,
            )
            for line in audience
        ),
    )


def text_of(version: Version, language: Language = Language.FRENCH) -> Text:
    """One language of a published version."""
    return db.session.scalars(
        select(Text).where(Text.version_id == version.id, Text.language == language)
    ).one()


def a_question(version: Version, person: Person | None = None, **values: Any) -> Question:
    """A question asked from the page, unanswered unless `values` say otherwise."""
    question = Question(
        person_id=(person or a_person()).id,
        version_id=version.id,
        **{
            "language": Language.ENGLISH,
            "clause": "you-may-speak",
            "question": "May I say where I work?",
            "asked_at": wiring().clock.now(),
            **values,
        },
    )
    save(question)
    return question


def a_quizzed_version(
    document: Document | None = None, *, attempts: int | None = None, **values: Any
) -> Version:
    """A published version with the quiz above: both questions must be right."""
    return a_published_version(document, **{"texts": quizzed_texts(), "terms": Terms(2, attempts), **values})


def a_quiz_attempt(version: Version, person: Person) -> Attempt:
    """An attempt of somebody at the quiz of a version, in English, not handed in."""
    attempt = Attempt(
        person_id=person.id,
        version_id=version.id,
        language=Language.ENGLISH,
        number=1,
        seed="5eed",
        begun_at=wiring().clock.now(),
    )
    save(attempt)
    return attempt


def a_failed_result(attempt: Attempt) -> AttemptResult:
    """The attempt handed in with one answer wrong."""
    result = AttemptResult(
        attempt_id=attempt.id,
        answers={**RIGHT, "speak": ["b"]},
        right=1,
        questions=2,
        passed=False,
        at=wiring().clock.now(),
    )
    save(result)
    return result


def _next_number(document: Document) -> int:
    published = db.session.scalar(select(func.max(Version.number)).where(Version.document_id == document.id))
    drafted = db.session.scalar(select(func.max(Draft.number)).where(Draft.document_id == document.id))
    return max(published or 0, drafted or 0) + 1
