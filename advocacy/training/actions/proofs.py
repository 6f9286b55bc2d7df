"""Proofs from elsewhere: handed in by people, accepted or refused by HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from advocacy.access import Can
from advocacy.audit.party import Party
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.notices.actions import notify
from advocacy.people.imports.names import made_visible
from advocacy.people.models import Person
from advocacy.people.queries.directory import person as person_seen
from advocacy.people.queries.recipients import among
from advocacy.training.actions.completing import complete
from advocacy.training.events.proofs import (
    TrainingProofAccepted,
    TrainingProofHandedIn,
    TrainingProofRefused,
)
from advocacy.training.models import Module, Proof, ProofDecision, ProofFile
from advocacy.training.queries.hired import hired_on
from advocacy.training.queries.published import module, titles, version_on
from advocacy.training.rules import ModuleKind, Way
from advocacy.training.rules import proofs as rules
from advocacy.training.rules.recording import instant_on
from advocacy.work import Work

DECIDED = "training_proof_decided"
"""The kind of the mail that says what became of a proof, and its template."""

LONGEST_FILE_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in."""

    name: str
    content: bytes


def hand_in(work: Work, slug: str, upload: Upload, *, obtained_on: date, expires_on: date | None) -> int:
    """Keep the actor's proof of the module for HR to look at; returns its id.

    The same file, while it waits, is the same proof. Raises NotVisible for a module that is not published,
    Refused for one that needs no proof, for impossible days, and for a file that is none of those taken.
    """
    work.actor.require(Can.TAKE_TRAINING)
    person_id = work.actor.id
    if person_id is None:
        raise Forbidden("only a person hands in")
    found = module(work.session, slug, at=work.now)
    if found.kind is not ModuleKind.PROOF or found.retired:
        raise Refused("This training is not shown by a proof, or is no longer offered.")
    media = rules.media_of(upload.content)
    rules.check_days(
        obtained_on=obtained_on,
        expires_on=expires_on,
        today=work.today,
        hired_on=hired_on(work.session, person_id),
    )
    work.hold(Person, person_id)
    digest = sha256(upload.content).hexdigest()
    waiting = _waiting(work, person_id, found.id)
    if waiting is not None and waiting.sha256 == digest and waiting.obtained_on == obtained_on:
        return waiting.id
    rules.check_handing_in(is_waiting=waiting is not None)
    proof = Proof(
        person_id=person_id,
        module_id=found.id,
        obtained_on=obtained_on,
        expires_on=expires_on,
        sha256=digest,
        handed_in_at=work.now,
    )
    work.session.add(proof)
    work.session.flush()
    work.session.add(
        ProofFile(
            proof_id=proof.id,
            file_name=made_visible(upload.name, LONGEST_FILE_NAME),
            media_type=media.media_type,
            size=len(upload.content),
            content=upload.content,
        )
    )
    event = TrainingProofHandedIn(
        proof_id=proof.id, module=slug, obtained_on=obtained_on, expires_on=expires_on, sha256=digest
    )
    work.record(event, subject=work.actor.party)
    return proof.id


def accept(work: Work, proof_id: int) -> None:
    """Find a proof good: the person has completed the module on the day it was obtained.

    Raises NotVisible for one out of sight, Refused for one's own, a decided one, and impossible days.
    Accepting twice changes nothing.
    """
    decided = _decide(work, proof_id, "", accepted=True)
    if decided is None:
        return
    proof, person, found = decided
    at = instant_on(proof.obtained_on, work.wiring.settings.time_zone, work.now)
    complete(
        work,
        person=person,
        module_id=found.id,
        version_id=version_on(work.session, found.id, at=at),
        way=Way.PROOF,
        completed_at=at,
        minutes=0,
        evidence=f"proof {proof.id}",
        expires_on=proof.expires_on,
    )
    work.record(TrainingProofAccepted(proof_id=proof.id, module=found.slug), subject=_party(person))


def refuse(work: Work, proof_id: int, note: str) -> None:
    """Find a proof not good, and tell the person why in `note`. Refusing twice changes nothing.

    Raises NotVisible for one out of sight, Refused for one's own, a decided one, and no note.
    """
    decided = _decide(work, proof_id, note, accepted=False)
    if decided is None:
        return
    proof, person, found = decided
    work.record(TrainingProofRefused(proof_id=proof.id, module=found.slug), subject=_party(person))


def _decide(work: Work, proof_id: int, note: str, *, accepted: bool) -> tuple[Proof, Person, Module] | None:
    """Write the decision and the mail about it; None when the same was decided before."""
    work.actor.require(Can.CHECK_PROOF)
    proof = work.lock(Proof, proof_id)
    if proof is None or work.actor.id is None:
        raise NotVisible
    person = person_seen(
        work.session, proof.person_id, visible_to=work.actor, day=work.today, permission=Can.CHECK_PROOF
    )
    rules.check_decision(note, accepted=accepted, is_oneself=person.id == work.actor.id)
    known = work.session.get(ProofDecision, proof.id, populate_existing=True)
    if known is not None:
        if known.accepted is accepted:
            return None
        raise Refused("Somebody decided about this proof already. Look at it again.")
    work.session.add(
        ProofDecision(proof_id=proof.id, accepted=accepted, note=note, by_id=work.actor.id, at=work.now)
    )
    work.session.flush()
    found = work.session.get_one(Module, proof.module_id)
    _tell(work, proof, person, found, note, accepted=accepted)
    return proof, person, found


def _tell(work: Work, proof: Proof, person: Person, found: Module, note: str, *, accepted: bool) -> None:
    title = titles(work.session, [found.id])[found.id]
    for one in among(work.session, [person.id], day=work.today):
        notify(
            work,
            kind=DECIDED,
            person=one,
            template=DECIDED,
            values={
                "name": one.display_name,
                "title": title[one.language.value],
                "accepted": accepted,
                "note": note,
                "path": f"/training/{found.slug}",
            },
            dedup_key=f"{DECIDED}:{proof.id}",
        )


def _waiting(work: Work, person_id: int, module_id: int) -> Proof | None:
    statement = (
        select(Proof)
        .outerjoin(ProofDecision, ProofDecision.proof_id == Proof.id)
        .where(Proof.person_id == person_id, Proof.module_id == module_id, ProofDecision.proof_id.is_(None))
        .limit(1)
    )
    return work.session.scalar(statement)


def _party(person: Person) -> Party:
    return Party(person.id, person.subject)
