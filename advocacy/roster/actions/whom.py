"""Whom an act is about: oneself, or a member whom the actor looks after – locked, so that acts take turns."""

from __future__ import annotations

from advocacy.errors import NotVisible
from advocacy.people.models import Person
from advocacy.people.queries import directory
from advocacy.roles import Can
from advocacy.roster.queries.members import member
from advocacy.roster.rules.enrolling import check_is_member
from advocacy.roster.rules.member import MemberFacts
from advocacy.work import Work


def oneself(work: Work) -> Person:
    """The actor's own row, locked. Raises NotVisible for whoever is no person."""
    found = work.lock(Person, work.actor.id) if work.actor.id is not None else None
    if found is None:
        raise NotVisible
    return found


def member_of(work: Work, person_id: int, permission: Can) -> Person:
    """A person for whom the actor holds `permission`, locked. Raises NotVisible."""
    directory.person(work.session, person_id, visible_to=work.actor, day=work.today, permission=permission)
    found = work.lock(Person, person_id)
    if found is None:
        raise NotVisible
    return found


def facts_of(work: Work, person: Person) -> MemberFacts:
    """What is known of somebody now."""
    return member(work.session, person.id, at=work.now, zone=work.wiring.settings.time_zone)


def oneself_as_member(work: Work) -> tuple[Person, MemberFacts]:
    """The actor's own row, locked, and what is known of them. Refused for who is no member."""
    person = oneself(work)
    facts = facts_of(work, person)
    check_is_member(enrolled=facts.is_enrolled)
    return person, facts
