"""Words to think twice about: adding them, and taking them out."""

from __future__ import annotations

from sqlalchemy import func, select

from advocacy.errors import NotVisible, Refused
from advocacy.library.actions.showing import person_id
from advocacy.library.events.writing import PhraseAdded, PhraseRetired
from advocacy.library.models import ForbiddenPhrase
from advocacy.library.rules.phrases import MOST_PHRASES, check_phrase
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.work import Work


def add(
    work: Work, phrase: str, *, language: Language | None, reason_fr: str, reason_en: str
) -> ForbiddenPhrase:
    """Warn of these words from now on. Raises Refused for none, no reason, or those that are there."""
    work.actor.require(Can.MANAGE_PHRASES)
    key = check_phrase(phrase.strip(), reason_fr.strip(), reason_en.strip())
    in_use = ForbiddenPhrase.retired_at.is_(None)
    taken = select(ForbiddenPhrase.language).where(ForbiddenPhrase.search_key == key, in_use)
    if any(one in (None, language) or language is None for one in work.session.scalars(taken)):
        raise Refused("These words are in the list already.")
    number = work.session.scalar(select(func.count()).select_from(ForbiddenPhrase).where(in_use)) or 0
    if number >= MOST_PHRASES:
        raise Refused("The list holds %(most)s entries: take some out first.", most=MOST_PHRASES)
    row = ForbiddenPhrase(
        phrase=phrase.strip(),
        search_key=key,
        language=language,
        reason_fr=reason_fr.strip(),
        reason_en=reason_en.strip(),
        by_id=person_id(work),
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(PhraseAdded(phrase_id=row.id))
    return row


def retire(work: Work, phrase_id: int) -> None:
    """Warn of these words no longer. Raises NotVisible for what is not in the list."""
    work.actor.require(Can.MANAGE_PHRASES)
    row = work.lock(ForbiddenPhrase, phrase_id)
    if row is None or row.retired_at is not None:
        raise NotVisible
    row.retired_at = work.now
    work.record(PhraseRetired(phrase_id=phrase_id))
