"""Limiting an editor or an approver to topics, and lifting a limit."""

from __future__ import annotations

from advocacy.audit.party import Party
from advocacy.errors import NotVisible, Refused
from advocacy.library.events.rights import LibraryRightEnded, LibraryRightGiven
from advocacy.library.models import LibraryRight
from advocacy.library.queries import rights as queries
from advocacy.people.models import Person
from advocacy.roles import Can
from advocacy.topics import queries as topics
from advocacy.topics.rules import check_open
from advocacy.work import Work


def give(work: Work, person_id: int, topic_id: int) -> None:
    """Let somebody work on this topic, and on no other than those given. Given twice it is held once.

    Raises Refused for oneself, for who neither writes nor approves, and for a closed topic.
    """
    person = _person(work, person_id)
    topic = topics.row(work.session, topic_id)
    if person.id == work.actor.id:
        raise Refused("Nobody changes their own rights. Ask another administrator.")
    if person.id not in {one for one, _name in queries.workers(work.session, day=work.today)}:
        raise Refused("Only editors and approvers work on topics. Give this person the role first.")
    if queries.current(work.session, person.id, topic.id) is not None:
        return
    check_open(closed=topic.closed_at is not None)
    work.session.add(
        LibraryRight(person_id=person.id, topic_id=topic.id, from_at=work.now, given_by_id=work.actor.id)
    )
    work.record(
        LibraryRightGiven(topic_id=topic.id, called=topic.name_en), subject=Party(person.id, person.subject)
    )


def end(work: Work, person_id: int, topic_id: int) -> None:
    """Lift the limit to this topic; with the last one the person works on all. Raises Refused for oneself."""
    person = _person(work, person_id)
    topic = topics.row(work.session, topic_id)
    if person.id == work.actor.id:
        raise Refused("Nobody changes their own rights. Ask another administrator.")
    found = queries.current(work.session, person.id, topic.id)
    if found is None:
        return
    found.to_at, found.ended_by_id = work.now, work.actor.id
    work.record(
        LibraryRightEnded(topic_id=topic.id, called=topic.name_en), subject=Party(person.id, person.subject)
    )


def _person(work: Work, person_id: int) -> Person:
    work.actor.require(Can.GIVE_LIBRARY_RIGHT)
    person = work.lock(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotVisible
    return person
