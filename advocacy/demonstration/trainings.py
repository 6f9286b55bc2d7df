"""How the trainings of the demonstration came about, and those that are no text: workshop, outside proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial

from sqlalchemy import exists, select

from advocacy.charter.actions import folders as charter_folders
from advocacy.charter.rules.words import Decision, Weight
from advocacy.db import db
from advocacy.demonstration.past import PastClock, Planner, as_person, cast
from advocacy.demonstration.staff import Member
from advocacy.paths import shipped
from advocacy.people.rules import Language
from advocacy.training.actions import folders, proofs, publishing, reviewing, sessions
from advocacy.training.actions.proofs import Upload
from advocacy.training.actions.sessions import Plan
from advocacy.training.models import Module, ModuleDraft, Proof, ProofDecision, Session
from advocacy.training.queries import drafts
from advocacy.work import Work, unit_of_work

WORKSHOP, SKILLS = "writing-workshop", "digital-skills"

SCAN = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
"""An empty paper: these certificates do not exist."""


def hand_in(slug: str, folder: str, change: Callable[[bytes], bytes] = bytes) -> None:
    """The trainer takes a module's folder in and hands it in for review."""
    found = charter_folders.files_in(shipped("charter") / folder / slug)
    files = {name: change(data) for name, data in found.items()}
    trainer = cast("trainer")
    with unit_of_work(trainer) as work:
        draft_id = folders.import_folder(work, files, origin="folder")
    with unit_of_work(trainer) as work:
        reviewing.submit(work, draft_id, edition=work.session.get_one(ModuleDraft, draft_id).edition)


def approve(slug: str) -> None:
    """Somebody else finds it good."""
    with unit_of_work(cast("approver")) as work:
        draft = drafts.draft(work.session, _draft_of(slug), visible_to=work.actor)
        reviewing.decide(
            work, draft.id, shown=draft.manifest, decision=Decision.APPROVED, weight=Weight.MATERIAL
        )


def publish(slug: str) -> None:
    """The trainer publishes what was approved."""
    with unit_of_work(cast("trainer")) as work:
        draft = drafts.draft(work.session, _draft_of(slug), visible_to=work.actor)
        publishing.publish(work, draft.id, shown=draft.manifest)


@dataclass
class OtherTrainings:
    """Plans the workshop with its sessions, the outside proofs, and a version that waits for its reviewer."""

    clock: PastClock
    plan: Planner

    def happen_later(self, people: list[Member]) -> None:
        """Plan it all; `people` are eight who take part."""
        for slug in (WORKSHOP, SKILLS):
            self.plan(63, 10, partial(hand_in, slug, "demonstration/training"))
            self.plan(59, 10, partial(approve, slug))
            self.plan(54, 10, partial(publish, slug))
        self.plan(40, 9, partial(self._plan_session, 14))
        self.plan(3, 9, partial(self._plan_session, 9))
        for place, member in enumerate(people[:6]):
            self.plan(39 - place, 12, partial(self._take_place, member))
            self.plan(2, 12 + place, partial(self._take_place, member))
        self.plan(24, 17, partial(self._tick, people[:5]))
        for place, member in enumerate(people[4:8]):
            self.plan(12 - place, 11, partial(self._prove, member))
        self.plan(6, 15, partial(self._decide, accepted=True))
        self.plan(5, 15, partial(self._decide, accepted=False))
        self.plan(4, 10, partial(hand_in, "bad-buzz", "training", _told_again))

    def _plan_session(self, in_days: int) -> None:
        day = self.clock.at.date() + timedelta(days=in_days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        with unit_of_work(cast("trainer")) as work:
            wanted = Plan(
                module_id=module_id(WORKSHOP),
                day=day,
                starts=time(14),
                ends=time(16),
                zone="Europe/Paris",
                place="Siège, salle Jacquard",
                language=Language.FRENCH,
                places=8,
            )
            sessions.plan(work, wanted)

    def _take_place(self, member: Member) -> None:
        _by(member, lambda work: sessions.take_place(work, _newest_session()))

    def _tick(self, people: list[Member]) -> None:
        with unit_of_work(cast("trainer")) as work:
            sessions.attend(work, _newest_session(), {member.id: 120 for member in people})

    def _prove(self, member: Member) -> None:
        obtained = self.clock.at.date() - timedelta(days=40)
        upload = Upload("certificat.pdf", SCAN + str(member.number).encode())
        _by(member, lambda work: proofs.hand_in(work, SKILLS, upload, obtained_on=obtained, expires_on=None))

    def _decide(self, *, accepted: bool) -> None:
        waiting = select(Proof.id).where(~exists().where(ProofDecision.proof_id == Proof.id))
        proof_id = db.session.scalars(waiting.order_by(Proof.id).limit(1)).one_or_none()
        if proof_id is None:
            return
        with unit_of_work(cast("hr")) as work:
            if accepted:
                proofs.accept(work, proof_id)
            else:
                proofs.refuse(work, proof_id, "Le nom ne se lit pas : une photo plus nette suffira.")


def module_id(slug: str) -> int:
    """The id of the module called so."""
    return db.session.scalars(select(Module.id).where(Module.slug == slug)).one()


def _by(member: Member, act: Callable[[Work], object]) -> None:
    actor = as_person(member.id)
    if actor is not None:
        with unit_of_work(actor) as work:
            act(work)


def _newest_session() -> int:
    return db.session.scalars(select(Session.id).order_by(Session.id.desc()).limit(1)).one()


def _draft_of(slug: str) -> int:
    newest = select(ModuleDraft.id).join(Module).where(Module.slug == slug).order_by(ModuleDraft.id.desc())
    return db.session.scalars(newest.limit(1)).one()


def _told_again(data: bytes) -> bytes:
    """The next version: the same, with a word more on whom to call at night."""
    text = data.decode()
    for before, after in (
        ("Première version de cette formation.", "Dit aussi qui appeler la nuit."),
        ("First version of this training.", "Also says whom to call at night."),
    ):
        text = text.replace(before, after)
    return text.encode()
