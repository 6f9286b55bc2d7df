"""Recalling a content: for good, everywhere, with its reason."""

from __future__ import annotations

from sqlalchemy import delete

from advocacy.errors import NotVisible, Refused
from advocacy.library.actions.featuring import end
from advocacy.library.actions.showing import locked, person_id, show
from advocacy.library.events.reviewing import ContentRecalled, ContentUnfeatured
from advocacy.library.models import ContentRecall, RecallWords, WaitingRevision
from advocacy.library.queries.drafts import own_hosts
from advocacy.library.queries.recalls import approved_of
from advocacy.library.queries.rights import content_row
from advocacy.library.queries.standing import stand
from advocacy.library.rules import live as rules
from advocacy.library.rules.live import RecallWording
from advocacy.roles import Can
from advocacy.work import Work

TELL = "relay.tell_recall"
"""The kind of the job that tells whoever opened or declared a share; the relay does it."""

REDIRECT = "relay.redirect_links"
"""The kind of the job that sends the content's links to another page; the relay does it."""


def recall(work: Work, content_id: int, words: RecallWording, *, correction_id: int | None = None) -> int:
    """Withdraw the content everywhere; the recall's id. Nobody passes it on from this instant on.

    Raises Refused when it was never approved or is recalled, without a reason in both languages, for a page
    that is no address, or a correction that cannot be passed on.
    """
    locked(work, content_id, Can.RECALL_CONTENT)
    hosts = own_hosts(work.wiring.settings)
    rules.check_recall(stand(work.session, content_id).passed, words, own_hosts=hosts)
    _check_lengths(words)
    if correction_id is not None:
        _check_correction(work, content_id, correction_id)
    seen = approved_of(work.session, content_id)
    event_id = work.record(
        ContentRecalled(content_id=content_id, number=seen.number, revision=seen.sha256),
        documents=[seen.sha256],
    )
    made = ContentRecall(
        content_id=content_id, revision_id=seen.id, by_id=person_id(work), at=work.now, event_id=event_id
    )
    work.session.add(made)
    work.session.flush()
    work.session.add(
        RecallWords(
            recall_id=made.id,
            reason_fr=words.reason_fr.strip(),
            reason_en=words.reason_en.strip(),
            correction_id=correction_id,
            page=words.page.strip(),
        )
    )
    work.session.execute(delete(WaitingRevision).where(WaitingRevision.content_id == content_id))
    for ended in end(work, content_id):
        work.record(ContentUnfeatured(content_id=content_id, place=ended.place))
    show(work, content_id)
    for kind in (TELL, REDIRECT):
        work.later(kind, {"recall_id": made.id}, dedup_key=f"{kind}:{made.id}")
    return made.id


def _check_lengths(words: RecallWording) -> None:
    if max(len(words.reason_fr), len(words.reason_en)) > rules.LONGEST_RECALL_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=rules.LONGEST_RECALL_REASON)


def _check_correction(work: Work, content_id: int, correction_id: int) -> None:
    try:
        content_row(work.session, correction_id, visible_to=work.actor)
    except NotVisible:
        raise Refused("There is no content %(number)s to correct it with.", number=correction_id) from None
    rules.check_correction(
        is_itself=correction_id == content_id,
        is_live=stand(work.session, correction_id).live_id is not None,
    )
