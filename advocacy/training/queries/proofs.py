"""Proofs from elsewhere: one's own with what became of them, and those HR has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.roles import Actor, Can
from advocacy.training.models import Module, Proof, ProofDecision, ProofFile

PAGE = 25
MOST_OF_MINE = 20


@dataclass(frozen=True)
class ProofLine:
    """A proof; `accepted`, `note`, `decided_at` and `decided_by` are None while it waits.

    `file_name`, `size` and `media_type` are None once its file was deleted.
    """

    id: int
    person_id: int
    name: str
    number: str | None
    module_id: int
    slug: str
    obtained_on: date
    expires_on: date | None
    handed_in_at: datetime
    file_name: str | None
    size: int | None
    media_type: str | None
    accepted: bool | None
    note: str | None
    decided_at: datetime | None
    decided_by: str | None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.accepted is None

    @property
    def kilobytes(self) -> int:
        """The size of the file, rounded up."""
        return -(-(self.size or 0) // 1024)


@dataclass(frozen=True)
class ProofContent:
    """The bytes of a proof, and what they are."""

    id: int
    content: bytes
    media_type: str


def mine(session: Session, person_id: int, module_id: int) -> list[ProofLine]:
    """The latest proofs that somebody handed in for a module. One query."""
    statement = (
        _proofs()
        .where(Proof.person_id == person_id, Proof.module_id == module_id)
        .order_by(Proof.id.desc())
        .limit(MOST_OF_MINE)
    )
    return [ProofLine(*row) for row in session.execute(statement)]


def proofs(
    session: Session, *, visible_to: Actor, day: date, decided: bool, before: int | None = None
) -> Window[ProofLine]:
    """A page of the proofs that wait (or are decided) of people in sight, the latest first. One query."""
    visible_to.require(Can.CHECK_PROOF)
    is_decided = ProofDecision.proof_id.is_not(None)
    statement = _proofs().where(
        is_decided if decided else ~is_decided, visible(visible_to, Can.CHECK_PROOF, day)
    )
    found = latest_first(session, statement, Proof.id, size=PAGE, older_than=before)
    return found.map(lambda row: ProofLine(*row))


def one_proof(session: Session, proof_id: int, *, visible_to: Actor, day: date) -> ProofLine:
    """A proof of somebody in sight. One query. Raises NotVisible."""
    statement = _proofs().where(Proof.id == proof_id, _in_sight(visible_to, day))
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    return ProofLine(*row)


def content_to_check(session: Session, proof_id: int, *, visible_to: Actor, day: date) -> ProofContent:
    """The file of a proof of somebody in sight. One query. Raises NotVisible, and once it was deleted."""
    return _content(session, proof_id, _in_sight(visible_to, day))


def my_content(session: Session, proof_id: int, *, visible_to: int | None) -> ProofContent:
    """The file of a proof of one's own. One query. Raises NotVisible, and once it was deleted."""
    return _content(session, proof_id, Person.id == visible_to)


def _in_sight(actor: Actor, day: date) -> ColumnElement[bool]:
    actor.require(Can.CHECK_PROOF)
    return visible(actor, Can.CHECK_PROOF, day)


def _content(session: Session, proof_id: int, condition: ColumnElement[bool]) -> ProofContent:
    row = session.execute(
        select(Proof.id, ProofFile.content, ProofFile.media_type)
        .join(ProofFile, ProofFile.proof_id == Proof.id)
        .join(Person, Person.id == Proof.person_id)
        .where(Proof.id == proof_id, condition)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return ProofContent(row.id, row.content, row.media_type)


def _proofs() -> Select[*tuple[Any, ...]]:
    decider = aliased(Person)
    return (
        select(
            Proof.id,
            Proof.person_id,
            Person.given_name + literal(" ") + Person.family_name,
            Person.number,
            Proof.module_id,
            Module.slug,
            Proof.obtained_on,
            Proof.expires_on,
            Proof.handed_in_at,
            ProofFile.file_name,
            ProofFile.size,
            ProofFile.media_type,
            ProofDecision.accepted,
            ProofDecision.note,
            ProofDecision.at,
            (decider.given_name + literal(" ") + decider.family_name).label("decided_by"),
        )
        .join(Person, Person.id == Proof.person_id)
        .join(Module, Module.id == Proof.module_id)
        .outerjoin(ProofFile, ProofFile.proof_id == Proof.id)
        .outerjoin(ProofDecision, ProofDecision.proof_id == Proof.id)
        .outerjoin(decider, decider.id == ProofDecision.by_id)
    )
