"""What one person did with the texts they were shown, as HR reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from advocacy.charter.models import Acknowledgement, Document, ObjectionReason, Text, Version
from advocacy.charter.rules.words import Act
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can

MOST_ACTS = 100


@dataclass(frozen=True)
class ActLine:
    """One act. `reason` is why somebody objected, for who may read it; `gave_reason` that there is one."""

    event_id: int
    act: Act
    at: datetime
    slug: str
    number: int
    title: str
    language: Language
    opened_at: datetime
    reached_end: bool
    gave_reason: bool
    reason: str | None


def acts(session: Session, person_id: int, *, visible_to: Actor, day: date) -> Sequence[ActLine]:
    """The latest acts of a person, the last one first, each with its text's own title. One query.

    The reason of an objection is read only where `visible_to` holds SEE_OBJECTION_REASON for this person.
    """
    may_read = visible(visible_to, Can.SEE_OBJECTION_REASON, day)
    statement = (
        select(
            Acknowledgement.event_id,
            Acknowledgement.act,
            Acknowledgement.at,
            Document.slug,
            Version.number,
            Text.title,
            Text.language,
            Acknowledgement.opened_at,
            Acknowledgement.reached_end,
            ObjectionReason.acknowledgement_id.is_not(None).label("gave_reason"),
            case((may_read, ObjectionReason.reason)).label("reason"),
        )
        .select_from(Person)
        .join(Acknowledgement, Acknowledgement.person_id == Person.id)
        .join(Text, Text.id == Acknowledgement.text_id)
        .join(Version, Version.id == Acknowledgement.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(
            ObjectionReason,
            and_(
                ObjectionReason.acknowledgement_id == Acknowledgement.id, Acknowledgement.act == Act.OBJECTED
            ),
        )
        .where(Person.id == person_id)
        .order_by(Acknowledgement.at.desc(), Acknowledgement.id.desc())
        .limit(MOST_ACTS)
    )
    return [ActLine(*row) for row in session.execute(statement)]
