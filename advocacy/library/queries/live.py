"""What may be passed on at an instant: pages of cards, and one content whole.

Only approved revisions within their window are read, neither held back nor recalled, on networks that are on.
Lists are Core selects, a page at a time by keyset; the number of statements never depends on how many
contents there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from advocacy.keyset import window
from advocacy.library.feed import EVERYTHING, CardImage, LiveCard, LivePage, Place, Wanted
from advocacy.library.models import (
    Content,
    Feature,
    LiveContent,
    MediaFile,
    NetworkSheet,
    Objective,
    Revision,
    RevisionMedia,
    RevisionText,
    RevisionTopic,
    RevisionWording,
)
from advocacy.library.rules.live import FIRST_PLACES
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language

__all__ = ["EVERYTHING", "CardImage", "LiveCard", "LivePage", "Place", "Wanted", "is_open", "live", "newest"]

ROWS = 25
_ORDER = (LiveContent.opens_at.expression, LiveContent.content_id.expression)


def live(
    session: Session,
    *,
    at: datetime,
    language: Language,
    wanted: Wanted = EVERYTHING,
    after: Place | None = None,
    before: Place | None = None,
    size: int = ROWS,
) -> LivePage:
    """A page of what may be passed on at `at`, the latest window first; on the first page, first those shown
    first. One query, on the first page two."""
    first = _features(session, at, language, wanted) if after is None and before is None else ()
    found = window(
        session,
        _others().where(*_filters(wanted)),
        _ORDER,
        size=size,
        after=after.key if after else None,
        before=before.key if before else None,
        descending=True,
        values={"at": at, "language": language},
    )
    return LivePage(first, found.map(lambda row: _card(row, language)))


def newest(
    session: Session, *, at: datetime, since: datetime, language: Language, wanted: Wanted, most: int
) -> list[LiveCard]:
    """What may be passed on at `at` and became so after `since`, latest first: for a digest. One query."""
    statement = _cards().where(
        *_filters(wanted), or_(LiveContent.opens_at > since, LiveContent.since > since)
    )
    rows = session.execute(
        statement.order_by(*(column.desc() for column in _ORDER)).limit(most),
        {"at": at, "language": language},
    )
    return [_card(row, language) for row in rows]


def _features(session: Session, at: datetime, language: Language, wanted: Wanted) -> Sequence[LiveCard]:
    statement = _firsts().where(*_filters(wanted))
    rows = session.execute(statement, {"at": at, "language": language})
    return [_card(row, language) for row in rows]


def is_open(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a row of `live_content` may be passed on at `at`: its window is open, and a network of it is
    on."""
    return and_(
        LiveContent.opens_at <= at,
        or_(LiveContent.closes_at.is_(None), LiveContent.closes_at > at),
        exists().where(
            RevisionWording.revision_id == LiveContent.revision_id,
            RevisionWording.network.in_(_on()),
        ),
    )


def _on() -> Select[Network]:
    return select(NetworkSheet.network).where(NetworkSheet.is_on.is_(True))


# A statement of so many columns takes longer to put together than to answer: it is put together once, and
# given the parameters `at` and `language` when it is asked.
_AT = bindparam("at", type_=LiveContent.opens_at.type)
_LANGUAGE = bindparam("language", type_=RevisionText.language.type)


@cache
def _firsts() -> Select[*tuple[Any, ...]]:
    """The cards shown first, in their places."""
    return _cards(is_first=True).order_by(Feature.place).limit(FIRST_PLACES)


@cache
def _others() -> Select[*tuple[Any, ...]]:
    """The cards that are not among those shown first."""
    first = aliased(Feature)
    return _cards().where(
        ~exists().where(first.content_id == LiveContent.content_id, first.ended_at.is_(None))
    )


@cache
def _cards(*, is_first: bool = False) -> Select[*tuple[Any, ...]]:
    mine, other = aliased(RevisionText, name="mine"), aliased(RevisionText, name="other")
    image = aliased(RevisionMedia, name="image")
    of_revision = LiveContent.revision_id
    statement = (
        select(
            LiveContent.content_id,
            LiveContent.revision_id,
            LiveContent.opens_at,
            LiveContent.closes_at,
            Revision.kind,
            Revision.link,
            Revision.stage,
            *(getattr(mine, name).label(f"mine_{name}") for name in _TOLD),
            *(getattr(other, name).label(f"other_{name}") for name in _TOLD),
            Objective.name_fr,
            Objective.name_en,
            Objective.aim,
            *name_columns(Person, "credited"),
            (Feature.place if is_first else null()).label("place"),
            MediaFile.sha256,
            MediaFile.kind.label("media_kind"),
            MediaFile.width,
            MediaFile.height,
            image.alt_fr,
            image.alt_en,
            _networks().label("networks"),
            _topics().label("topics"),
        )
        .select_from(LiveContent)
        .join(Revision, Revision.id == of_revision)
        .join(Content, Content.id == LiveContent.content_id)
        .outerjoin(mine, and_(mine.revision_id == of_revision, mine.language == _LANGUAGE))
        .outerjoin(other, and_(other.revision_id == of_revision, other.language != _LANGUAGE))
        .outerjoin(Objective, Objective.id == Revision.objective_id)
        .outerjoin(Person, and_(Person.id == Content.suggested_by_id, Person.erased_at.is_(None)))
        .outerjoin(image, and_(image.revision_id == of_revision, image.position == 1))
        .outerjoin(MediaFile, MediaFile.id == image.media_file_id)
        .where(is_open(_AT))
    )
    if not is_first:
        return statement
    first = and_(Feature.content_id == LiveContent.content_id, Feature.ended_at.is_(None))
    return statement.join(Feature, first)


_TOLD = ("title", "why", "audience", "next_step")


def _networks() -> ColumnElement[str]:
    """The networks of a revision that are on, as one text."""
    found = select(func.aggregate_strings(RevisionWording.network, ",")).where(
        RevisionWording.revision_id == LiveContent.revision_id, RevisionWording.network.in_(_on())
    )
    return found.correlate(LiveContent).scalar_subquery()


def _topics() -> ColumnElement[str]:
    """The topics of a revision by number, as one text."""
    found = select(func.aggregate_strings(cast(RevisionTopic.topic_id, String), ",")).where(
        RevisionTopic.revision_id == LiveContent.revision_id
    )
    return found.correlate(LiveContent).scalar_subquery()


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    of_revision = RevisionTopic.revision_id == LiveContent.revision_id
    found: list[ColumnElement[bool]] = []
    if wanted.topics:
        found.append(
            or_(
                exists().where(of_revision, RevisionTopic.topic_id.in_(wanted.topics)),
                ~exists().where(of_revision),
            )
        )
    if wanted.languages or wanted.network:
        said = [RevisionWording.revision_id == LiveContent.revision_id]
        if wanted.languages:
            said.append(RevisionWording.language.in_(wanted.languages))
        if wanted.network:
            said.append(RevisionWording.network == wanted.network)
        found.append(exists().where(*said))
    if wanted.objective_id is not None:
        found.append(Revision.objective_id == wanted.objective_id)
    if wanted.kind is not None:
        found.append(Revision.kind == wanted.kind)
    return found


def _card(row: Any, language: Language) -> LiveCard:
    is_mine = row.mine_title is not None
    told = {name: getattr(row, f"{'mine' if is_mine else 'other'}_{name}") or "" for name in _TOLD}
    spoken = set((row.networks or "").split(","))
    return LiveCard(
        content_id=row.content_id,
        revision_id=row.revision_id,
        kind=row.kind,
        link=row.link,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        language=language if is_mine else next(one for one in Language if one is not language),
        **told,
        networks=tuple(one for one in Network if one.value in spoken),
        topics=tuple(sorted(int(one) for one in (row.topics or "").split(",") if one)),
        objective_fr=row.name_fr or "",
        objective_en=row.name_en or "",
        aim=row.aim,
        stage=row.stage,
        credited=name_in(row, "credited"),
        featured=row.place,
        image=_image(row),
    )


def _image(row: Any) -> CardImage | None:
    if row.sha256 is None:
        return None
    return CardImage(row.sha256, row.media_kind, row.width, row.height, row.alt_fr, row.alt_en)
