"""Writing a content: saving what was typed over the edition that was shown, and giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from advocacy.errors import Refused
from advocacy.insert_once import insert_once, insertion
from advocacy.library.actions.media import keep
from advocacy.library.actions.showing import locked, person_id
from advocacy.library.actions.targets import look_at
from advocacy.library.actions.wording import most_wordings, put_wordings
from advocacy.library.events.writing import ContentDiscarded, ContentEdited
from advocacy.library.freezing import spelt
from advocacy.library.media import Taken
from advocacy.library.models import (
    Content,
    ContentMedia,
    ContentText,
    ContentTopic,
    ContentWriter,
    Evidence,
    FindingAnswer,
    Objective,
    WaitingRevision,
)
from advocacy.library.queries.drafts import own_hosts
from advocacy.library.queries.rights import rights_of
from advocacy.library.queries.standing import stand
from advocacy.library.queries.written import ClaimLine, Written, written
from advocacy.library.rules import writing as rules
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.links import check_link
from advocacy.library.rules.media import MOST_FILES
from advocacy.library.rules.rights import check_topics
from advocacy.library.rules.standing import Standing
from advocacy.library.rules.words import ContentKind
from advocacy.library.rules.writing import Typed
from advocacy.roles import Can
from advocacy.topics.models import Topic
from advocacy.work import Work


def edit(work: Work, content_id: int, typed: Typed, *, edition: int, added: Sequence[Taken] = ()) -> int:
    """Keep what was typed over the edition shown on the page; the edition it is now.

    Answers to warnings change no edition. Whatever may be mended later is told, not refused. Raises Refused
    for content that is recalled, discarded or was saved elsewhere meanwhile; for a link that readers cannot
    open, a window that ends before it starts, a closed objective, topics that are not the actor's, too much.
    """
    content = _editable(work, content_id)
    rules.check_edition(content.edition, edition)
    before, link = written(work.session, content_id), content.link
    clean = _spelled(typed)
    _check(work, content, before, clean, files=len(added))
    changes = [
        _row(content, clean),
        _texts(work.session, content_id, before, clean),
        _topics(work.session, content_id, before, clean),
        put_wordings(work.session, content_id, clean.wordings),
        _claims(work.session, content_id, before, clean),
        _media(work, content_id, before, clean, added),
    ]
    has_answered = _answers(work, content_id, before, clean)
    if clean.link != link:
        look_at(work, clean.link)
    if has_answered or any(changes):
        # Whoever explains a warning away had a hand in it as much as whoever wrote: somebody else approves.
        hand = {"content_id": content_id, "person_id": person_id(work), "first_at": work.now}
        insert_once(work.session, ContentWriter, hand, unique=["content_id", "person_id"])
    if not any(changes):
        return content.edition
    content.edition += 1
    content.edited_at = work.now
    work.session.execute(delete(WaitingRevision).where(WaitingRevision.content_id == content_id))
    work.record(ContentEdited(content_id=content_id, edition=content.edition))
    return content.edition


def discard(work: Work, content_id: int) -> None:
    """Give up a content that was never approved. Raises Refused for any other."""
    content = locked(work, content_id, Can.WRITE_CONTENT)
    now = stand(work.session, content_id)
    rules.check_discarding(
        is_approved=now.approved_id is not None,
        is_recalled=now.standing is Standing.RECALLED,
        is_discarded=now.standing is Standing.DISCARDED,
    )
    content.discarded_at = work.now
    work.session.execute(delete(WaitingRevision).where(WaitingRevision.content_id == content_id))
    work.record(ContentDiscarded(content_id=content_id))


def _editable(work: Work, content_id: int) -> Content:
    content = locked(work, content_id, Can.WRITE_CONTENT)
    now = stand(work.session, content_id).standing
    rules.check_editable(is_recalled=now is Standing.RECALLED, is_discarded=now is Standing.DISCARDED)
    return content


def _spelled(typed: Typed) -> Typed:
    """What was typed in its one spelling, so that the same words are the same edition."""
    return replace(
        typed,
        link=typed.link.strip(),
        contest_rules=spelt(typed.contest_rules) if typed.kind is ContentKind.CONTEST else "",
        contest_ends_at=typed.contest_ends_at if typed.kind is ContentKind.CONTEST else None,
        texts={
            one: Told(
                " ".join(spelt(told.title).split()), *map(spelt, (told.why, told.audience, told.next_step))
            )
            for one, told in typed.texts.items()
        },
        claims=[
            replace(one, statement=spelt(one.statement), evidence=spelt(one.evidence)) for one in typed.claims
        ],
        media=[replace(one, alt_fr=spelt(one.alt_fr), alt_en=spelt(one.alt_en)) for one in typed.media],
    )


def _check(work: Work, content: Content, before: Written, typed: Typed, *, files: int) -> None:
    if typed.link and typed.link != content.link:
        check_link(typed.link, own_hosts=own_hosts(work.wiring.settings))
    rules.check_window(typed.plan)
    check_topics(rights_of(work.session, work.actor.id), typed.topics)
    _check_choices(work.session, content, before, typed)
    places = [(one.id, (one.network, one.language)) for one in before.wordings]
    named = {one.id for one in typed.claims}
    rules.check_amounts(
        typed,
        wordings=most_wordings(places, typed.wordings),
        claims=sum(1 for one in typed.claims if one.statement)
        + sum(1 for one in before.claims if one.id not in named),
    )
    removed = {one.id for one in typed.media if one.is_removed}
    if sum(1 for one in before.media if one.id not in removed) + files > MOST_FILES:
        raise Refused("A content shows at most %(most)s files.", most=MOST_FILES)


def _check_choices(session: Session, content: Content, before: Written, typed: Typed) -> None:
    """Raise Refused for an objective or topic that cannot be chosen any more; what was chosen may stay."""
    if typed.objective_id not in (None, content.objective_id):
        found = select(Objective.id).where(Objective.id == typed.objective_id, Objective.closed_at.is_(None))
        if session.scalar(found) is None:
            raise Refused("This objective is closed. Choose another one.")
    new = typed.topics - set(before.topics)
    if new:
        open_ones = set(session.scalars(select(Topic.id).where(Topic.id.in_(new), Topic.closed_at.is_(None))))
        if new != open_ones:
            raise Refused("A topic you chose is closed. Choose another one.")


def _row(content: Content, typed: Typed) -> bool:
    values = {
        "kind": typed.kind,
        "objective_id": typed.objective_id,
        "stage": typed.stage,
        "link": typed.link,
        "opens_at": typed.plan.opens_at,
        "closes_at": typed.plan.closes_at,
        "zone": typed.plan.zone,
        "contest_rules": typed.contest_rules,
        "contest_ends_at": typed.contest_ends_at,
    }
    changed = {name: value for name, value in values.items() if getattr(content, name) != value}
    for name, value in changed.items():
        setattr(content, name, value)
    return bool(changed)


def _texts(session: Session, content_id: int, before: Written, typed: Typed) -> bool:
    changed = False
    for language, told in typed.texts.items():
        old = before.texts.get(language)
        if told == (old or Told()):
            continue
        changed = True
        statement = insertion(session, ContentText).values(
            content_id=content_id, language=language, **vars(told)
        )
        session.execute(
            statement.on_conflict_do_update(index_elements=["content_id", "language"], set_=vars(told))
        )
    return changed


def _topics(session: Session, content_id: int, before: Written, typed: Typed) -> bool:
    if typed.topics == set(before.topics):
        return False
    session.execute(
        delete(ContentTopic).where(
            ContentTopic.content_id == content_id, ContentTopic.topic_id.not_in(typed.topics)
        )
    )
    for topic in sorted(typed.topics - set(before.topics)):
        session.add(ContentTopic(content_id=content_id, topic_id=topic))
    session.flush()
    return True


def _claims(session: Session, content_id: int, before: Written, typed: Typed) -> bool:
    known = {one.id: one for one in before.claims}
    changed = False
    for one in typed.claims:
        old = known.get(one.id or 0)
        values = {"statement": one.statement, "evidence": one.evidence, "expires_on": one.expires_on}
        if old is None:
            if one.statement:
                session.add(Evidence(content_id=content_id, position=_behind(before.claims), **values))
                session.flush()
                changed = True
        elif not one.statement:
            session.delete(session.get_one(Evidence, old.id))
            changed = True
        elif values != {name: getattr(old, name) for name in values}:
            row = session.get_one(Evidence, old.id)
            row.statement, row.evidence, row.expires_on = one.statement, one.evidence, one.expires_on
            changed = True
    session.flush()
    return changed


def _behind(claims: Sequence[ClaimLine]) -> int:
    """A position behind those there are; of two new ones the id decides."""
    return max((one.position for one in claims), default=0) + 1


def _media(work: Work, content_id: int, before: Written, typed: Typed, added: Sequence[Taken]) -> bool:
    known = {one.id: one for one in before.media}
    changed = False
    for one in typed.media:
        old = known.get(one.id)
        if old is None or (not one.is_removed and (one.alt_fr, one.alt_en) == (old.alt_fr, old.alt_en)):
            continue
        row = work.session.get_one(ContentMedia, one.id)
        changed = True
        if one.is_removed:
            work.session.delete(row)
        else:
            row.alt_fr, row.alt_en = one.alt_fr, one.alt_en
    last = max((one.position for one in before.media), default=0)
    for place, taken in enumerate(added, last + 1):
        file = keep(work, taken)
        work.session.add(ContentMedia(content_id=content_id, media_file_id=file.id, position=place))
    work.session.flush()
    return changed or bool(added)


def _answers(work: Work, content_id: int, before: Written, typed: Typed) -> bool:
    """Write the answers that are new or changed; an emptied one is taken back. Whether any was."""
    changed = False
    for (finding, about), text in typed.answers.items():
        answer = spelt(text)
        if answer == before.answers.get((finding, about), ""):
            continue
        changed = True
        if not answer:
            work.session.execute(
                delete(FindingAnswer).where(
                    FindingAnswer.content_id == content_id,
                    FindingAnswer.finding == finding,
                    FindingAnswer.about == about,
                )
            )
            continue
        given = {"answer": answer, "by_id": person_id(work), "at": work.now}
        statement = insertion(work.session, FindingAnswer).values(
            content_id=content_id, finding=finding, about=about, **given
        )
        work.session.execute(
            statement.on_conflict_do_update(index_elements=["content_id", "finding", "about"], set_=given)
        )
    return changed
