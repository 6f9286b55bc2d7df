"""Beginning a content: blank, from a link, or from a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.actions.showing import person_id
from advocacy.library.actions.targets import look_at
from advocacy.library.actions.wording import put_wordings
from advocacy.library.events.writing import ContentStarted
from advocacy.library.freezing import spelt
from advocacy.library.models import (
    Content,
    ContentMedia,
    ContentTemplate,
    ContentText,
    ContentTopic,
    ContentWriter,
    Evidence,
    MediaFile,
    Objective,
)
from advocacy.library.queries.drafts import own_hosts
from advocacy.library.queries.rights import rights_of
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.links import check_link
from advocacy.library.rules.rights import check_topics
from advocacy.library.rules.templates import Template, template_from
from advocacy.library.rules.words import ContentKind, Stage
from advocacy.library.rules.writing import LONGEST, TypedWording
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.topics.models import Topic
from advocacy.work import Work


@dataclass(frozen=True)
class Beginning:
    """What a content begins with; `origin` is said in the journal: blank, link, template.

    `written_by` is whose words these are, if not the author's: they may not approve them either.
    """

    origin: str
    texts: Mapping[Language, Told]
    link: str = ""
    topics: Sequence[int] = ()
    kind: ContentKind = ContentKind.POST
    objective_id: int | None = None
    stage: Stage | None = None
    contest_rules: str = ""
    wordings: Sequence[TypedWording] = ()
    claims: Sequence[tuple[str, str, date | None]] = ()
    media: Sequence[tuple[int, str, str]] = field(default_factory=tuple)
    written_by: int | None = None


def create_content(
    work: Work,
    *,
    language: Language,
    title: str,
    link: str,
    why: str = "",
    topic_id: int | None = None,
    suggested_by: int | None = None,
    author_id: int | None = None,
) -> Content:
    """Begin a draft with what is known of it; titles and whys too long are cut. The row, flushed.

    `author_id` is who is written down when the program itself works for somebody. Raises Refused for a link
    that readers cannot open, and for a topic that is not the actor's, or none, when theirs are limited.
    """
    told = Told(title=_line(title)[: LONGEST["title"]], why=spelt(why)[: LONGEST["why"]])
    beginning = Beginning(
        origin="link" if link else "blank",
        texts={language: told},
        link=link.strip(),
        topics=() if topic_id is None else (topic_id,),
    )
    return begin(work, beginning, suggested_by=suggested_by, author_id=author_id)


def create_from_template(
    work: Work,
    template_id: int,
    *,
    title: str,
    language: Language,
    link: str = "",
    topic_id: int | None = None,
) -> Content:
    """Begin a draft with what a template holds; a `link` takes the place of its own, a topic comes with them.

    What is no longer there (a closed objective or topic, a file) is left out. Raises NotVisible for one that
    is retired or was never.
    """
    row = work.session.get(ContentTemplate, template_id)
    if row is None or row.retired_at is not None:
        raise NotVisible
    held = template_from(row.body)
    mine = rights_of(work.session, work.actor.id)
    wanted = held.topics if topic_id is None else [*held.topics, topic_id]
    topics = _open_topics(work.session, wanted)
    beginning = Beginning(
        origin="template",
        texts=_titled(held, language, title),
        link=link.strip() or held.link,
        topics=[one for one in topics if not mine or one in mine],
        kind=held.kind,
        objective_id=_open_objective(work.session, held.objective_id),
        stage=held.stage,
        contest_rules=held.contest_rules,
        wordings=[TypedWording(None, *one) for one in held.wordings],
        claims=held.claims,
        media=_known_media(work.session, held.media),
        written_by=row.by_id,
    )
    return begin(work, beginning)


def begin(
    work: Work, beginning: Beginning, *, suggested_by: int | None = None, author_id: int | None = None
) -> Content:
    """Write the rows of a new draft. Raises Refused as `create_content`."""
    work.actor.require(Can.WRITE_CONTENT)
    author = person_id(work) if author_id is None or not work.actor.is_system else author_id
    if beginning.link:
        check_link(beginning.link, own_hosts=own_hosts(work.wiring.settings), plain_http=True)
    check_topics(rights_of(work.session, author), beginning.topics)
    content = Content(
        kind=beginning.kind,
        author_id=author,
        objective_id=beginning.objective_id,
        stage=beginning.stage,
        link=beginning.link,
        zone=work.actor.zone if not work.actor.is_system else work.wiring.settings.time_zone,
        contest_rules=beginning.contest_rules,
        suggested_by_id=suggested_by,
        edition=1,
        created_at=work.now,
        edited_at=work.now,
    )
    work.session.add(content)
    work.session.flush()
    _put_parts(work, content.id, author, beginning)
    put_wordings(work.session, content.id, beginning.wordings)
    look_at(work, beginning.link)
    work.record(ContentStarted(content_id=content.id, origin=beginning.origin))
    return content


def _put_parts(work: Work, content_id: int, author: int, beginning: Beginning) -> None:
    writers = {author, beginning.written_by or author}
    rows: list[Any] = [
        ContentWriter(content_id=content_id, person_id=one, first_at=work.now) for one in sorted(writers)
    ]
    for language, told in beginning.texts.items():
        rows.append(ContentText(content_id=content_id, language=language, **vars(told)))
    rows += [ContentTopic(content_id=content_id, topic_id=one) for one in sorted(set(beginning.topics))]
    for position, (statement, evidence, ends) in enumerate(beginning.claims, 1):
        rows.append(
            Evidence(
                content_id=content_id,
                position=position,
                statement=statement,
                evidence=evidence,
                expires_on=ends,
            )
        )
    for position, (file_id, alt_fr, alt_en) in enumerate(beginning.media, 1):
        rows.append(
            ContentMedia(
                content_id=content_id,
                media_file_id=file_id,
                position=position,
                alt_fr=alt_fr,
                alt_en=alt_en,
            )
        )
    work.session.add_all(rows)
    work.session.flush()


def _titled(held: Template, language: Language, title: str) -> Mapping[Language, Told]:
    """The template's texts, with the new title in the language it was typed in."""
    old = held.texts.get(language, Told())
    line = _line(title)[: LONGEST["title"]]
    if not line:
        return held.texts
    return {**held.texts, language: Told(line, old.why, old.audience, old.next_step)}


def _open_topics(session: Session, topics: Sequence[int]) -> list[int]:
    found = select(Topic.id).where(Topic.id.in_(topics), Topic.closed_at.is_(None))
    return list(session.scalars(found.order_by(Topic.id))) if topics else []


def _open_objective(session: Session, objective_id: int | None) -> int | None:
    if objective_id is None:
        return None
    found = select(Objective.id).where(Objective.id == objective_id, Objective.closed_at.is_(None))
    return session.scalar(found)


def _known_media(session: Session, media: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    if not media:
        return []
    known = set(session.scalars(select(MediaFile.id).where(MediaFile.id.in_([one[0] for one in media]))))
    return [one for one in media if one[0] in known]


def _line(typed: str) -> str:
    return " ".join(spelt(typed).split())
