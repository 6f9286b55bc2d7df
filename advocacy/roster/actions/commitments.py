"""Publishing the sentence that members commit to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advocacy.insert_once import insert_once
from advocacy.people.rules import Language
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Can
from advocacy.roster.events import CommitmentPublished
from advocacy.roster.models import Commitment
from advocacy.roster.queries import commitments
from advocacy.roster.rules import enrolling as rules
from advocacy.roster.starter import starter_texts
from advocacy.work import Work


def publish(work: Work, texts: Sequence[tuple[Language, str]]) -> int:
    """Publish a version of the sentence, in force at once for who joins from now on; returns its number.

    Who has joined stays committed to what they read. Raises Refused: a language is missing, nothing changed.
    """
    work.actor.require(Can.MANAGE_ROSTER)
    check_whole_company(work.actor.scope(Can.MANAGE_ROSTER))
    kept = rules.checked_texts(texts)
    before = commitments.in_force(work.session)
    if before.published_at is not None:
        rules.check_changed(dict(before.texts), kept)
    number = before.number + 1 if before.published_at is not None else 1
    rules.check_next(published=_publish(work, number, kept, by_id=work.actor.id))
    return number


def publish_starter(work: Work) -> None:
    """Publish the sentence that ships as version 1, because somebody joins and HR has published none.

    Of two who join first at the same moment, one publishes it.
    """
    _publish(work, 1, starter_texts(), by_id=None)


def _publish(work: Work, number: int, texts: Mapping[Language, str], *, by_id: int | None) -> bool:
    """Whether this version is new; False when somebody else published one of this number meanwhile."""
    hashes = {language: rules.hash_of(text) for language, text in texts.items()}
    rows = [
        {
            "number": number,
            "language": language,
            "text": text,
            "sha256": hashes[language],
            "published_at": work.now,
            "by_id": by_id,
        }
        for language, text in sorted(texts.items())
    ]
    if not insert_once(work.session, Commitment, rows, Commitment.id, unique=["number", "language"]):
        return False
    event = CommitmentPublished(
        number=number, sha256_fr=hashes[Language.FRENCH], sha256_en=hashes[Language.ENGLISH]
    )
    work.record(event, documents=list(hashes.values()))
    return True
