"""Writing: starting a draft, saving its texts and settings, giving it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from advocacy.access import Can
from advocacy.charter.events import CharterDraftDiscarded, CharterDraftSaved, CharterDraftStarted
from advocacy.charter.freezing import line_of
from advocacy.charter.models import Document, Draft, DraftAudience, DraftText, DraftWriter, Version
from advocacy.charter.queries import drafts as queries
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.queries.previous import Previous
from advocacy.charter.rules import drafting as rules
from advocacy.charter.rules.audience import AudienceLine, audience_of
from advocacy.charter.rules.texts import LONGEST, TextParts, check_length
from advocacy.charter.rules.words import Force
from advocacy.errors import NotVisible
from advocacy.markup import canonical_text
from advocacy.people.rules import Language
from advocacy.quizzes.terms import NO_TERMS, Terms, check_terms
from advocacy.work import Work


@dataclass(frozen=True)
class Beginning:
    """What a draft starts from; `origin` is said in the journal: blank, version, starter, upload, folder."""

    origin: str = "blank"
    force: Force = Force.INFORMATIVE
    authoritative: Language = Language.FRENCH
    days_to_acknowledge: int = 30
    audience: tuple[AudienceLine, ...] = ()
    texts: tuple[TextParts, ...] = ()
    terms: Terms = NO_TERMS


def from_version(old: Previous, audience: tuple[AudienceLine, ...]) -> Beginning:
    """A beginning with texts and settings of a published version; its change note is to be written anew."""
    return Beginning(
        origin="version",
        force=old.force,
        authoritative=old.authoritative,
        days_to_acknowledge=old.days_to_acknowledge,
        audience=audience,
        texts=tuple(replace(text, change_note="") for text in old.texts.values()),
        terms=old.terms,
    )


def start(work: Work, slug: str, beginning: Beginning) -> int:
    """Begin the next version of the document `slug`; returns the draft's id.

    Raises NotVisible when there is no such document, Refused when it has an open draft already.
    """
    work.actor.require(Can.WRITE_CHARTER)
    document = _lock(work, slug)
    rules.check_start(_open_number(work.session, document.id))
    rules.check_settings(
        force=beginning.force,
        authoritative=beginning.authoritative,
        days_to_acknowledge=beginning.days_to_acknowledge,
    )
    check_terms(beginning.terms.pass_mark, beginning.terms.attempts)
    latest = work.session.scalar(select(func.max(Version.number)).where(Version.document_id == document.id))
    draft = Draft(
        document_id=document.id,
        number=(latest or 0) + 1,
        author_id=work.actor.id,
        force=beginning.force,
        authoritative=beginning.authoritative,
        days_to_acknowledge=beginning.days_to_acknowledge,
        pass_mark=beginning.terms.pass_mark,
        attempts=beginning.terms.attempts,
        edition=1,
        created_at=work.now,
        edited_at=work.now,
    )
    work.session.add(draft)
    work.session.flush()
    _put_texts(work.session, draft.id, beginning.texts)
    _put_audience(work.session, draft.id, audience_of(list(beginning.audience)))
    _wrote(work, draft.id)
    work.record(CharterDraftStarted(document=slug, number=draft.number, origin=beginning.origin))
    return draft.id


def save_texts(
    work: Work, draft_id: int, texts: Sequence[TextParts], *, edition: int, terms: Terms | None = None
) -> DraftView:
    """Keep `texts` as they were typed over the edition shown in the form; returns the draft as it is now.

    `terms` are those of the quiz; None leaves them as they are.

    Problems in them are told, not refused: a draft may be wrong while it is written. Raises Refused for a
    draft that cannot be edited, was saved elsewhere meanwhile, or a part longer than it may be.
    """
    draft = _editable(work, draft_id, edition)
    for text in texts:
        for part in LONGEST:
            check_length(part, getattr(text, part))
    kept = draft.terms if terms is None else terms
    check_terms(kept.pass_mark, kept.attempts)
    return _saved(work, draft, {text.language: text for text in map(_spelled, texts)}, kept)


def save_settings(
    work: Work,
    draft_id: int,
    *,
    edition: int,
    force: Force,
    authoritative: Language,
    days_to_acknowledge: int,
    audience: Sequence[AudienceLine],
) -> DraftView:
    """Keep the settings and the audience over the edition shown; returns the draft as it is now.

    Raises Refused as `save_texts`, and for settings that do not go together.
    """
    view = _editable(work, draft_id, edition)
    rules.check_settings(force=force, authoritative=authoritative, days_to_acknowledge=days_to_acknowledge)
    lines = audience_of(list(audience))
    settings = (force, authoritative, days_to_acknowledge, lines)
    if settings == (view.force, view.authoritative, view.days_to_acknowledge, view.audience):
        return view
    draft = work.session.get_one(Draft, draft_id)
    draft.force, draft.authoritative = force, authoritative
    draft.days_to_acknowledge = days_to_acknowledge
    _put_audience(work.session, draft_id, lines)
    return _next_edition(work, view)


def discard(work: Work, draft_id: int) -> None:
    """Give a draft up; its number is free again. Raises Refused for one that is published or discarded."""
    view = _editable(work, draft_id, None)
    work.session.get_one(Draft, draft_id).discarded_at = work.now
    work.record(CharterDraftDiscarded(document=view.slug, number=view.number))


def _lock(work: Work, slug: str) -> Document:
    """The document, locked: two drafts begun or published at once would take the same number."""
    found = work.session.scalar(select(Document.id).where(Document.slug == slug))
    document = work.lock(Document, found) if found is not None else None
    if document is None:
        raise NotVisible
    return document


def _open_number(session: Session, document_id: int) -> int | None:
    return session.scalar(
        select(Draft.number)
        .outerjoin(Version, Version.draft_id == Draft.id)
        .where(Draft.document_id == document_id, Draft.discarded_at.is_(None), Version.id.is_(None))
        .limit(1)
    )


def _editable(work: Work, draft_id: int, edition: int | None) -> DraftView:
    work.actor.require(Can.WRITE_CHARTER)
    work.lock(Draft, draft_id)
    view = queries.draft(work.session, draft_id, visible_to=work.actor)
    rules.check_editable(view.stage)
    if edition is not None:
        rules.check_edition(view.edition, edition)
    return view


def _spelled(text: TextParts) -> TextParts:
    """The one spelling of what was typed, so that the same words are the same draft."""
    return TextParts(
        language=text.language,
        title=line_of(text.title),
        statement=line_of(text.statement),
        change_note=canonical_text(text.change_note).strip(),
        source=canonical_text(text.source),
        summary=canonical_text(text.summary),
        quiz=canonical_text(text.quiz),
    )


def _saved(work: Work, view: DraftView, texts: Mapping[Language, TextParts], terms: Terms) -> DraftView:
    if terms == view.terms and all(view.texts.get(language) == text for language, text in texts.items()):
        return view
    draft = work.session.get_one(Draft, view.id)
    draft.pass_mark, draft.attempts = terms.pass_mark, terms.attempts
    work.session.execute(
        delete(DraftText).where(DraftText.draft_id == view.id, DraftText.language.in_(list(texts)))
    )
    _put_texts(work.session, view.id, list(texts.values()))
    return _next_edition(work, view)


def _next_edition(work: Work, view: DraftView) -> DraftView:
    draft = work.session.get_one(Draft, view.id)
    draft.edition += 1
    draft.edited_at = work.now
    _wrote(work, view.id)
    work.record(CharterDraftSaved(document=view.slug, number=view.number, edition=draft.edition))
    work.session.flush()
    return queries.draft(work.session, view.id, visible_to=work.actor)


def _put_texts(session: Session, draft_id: int, texts: Sequence[TextParts]) -> None:
    session.add_all(DraftText(draft_id=draft_id, **vars(text)) for text in map(_spelled, texts))


def _put_audience(session: Session, draft_id: int, lines: Sequence[AudienceLine]) -> None:
    session.execute(delete(DraftAudience).where(DraftAudience.draft_id == draft_id))
    for line in lines:
        session.add(DraftAudience(draft_id=draft_id, **vars(line)))
        # One by one, so that ids keep the order of the lines.
        session.flush()


def _wrote(work: Work, draft_id: int) -> None:
    """Remember that the actor had a hand in the draft. The system writes for nobody."""
    if work.actor.id is None:
        return
    if work.session.get(DraftWriter, (draft_id, work.actor.id)) is None:
        work.session.add(DraftWriter(draft_id=draft_id, person_id=work.actor.id, first_at=work.now))
