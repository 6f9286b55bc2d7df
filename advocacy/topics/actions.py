"""Opening, renaming and closing topics; giving one to somebody and taking it back."""

from __future__ import annotations

from advocacy.audit.party import Party
from advocacy.errors import NotVisible
from advocacy.folding import fold
from advocacy.people.models import Department, Person
from advocacy.people.queries import directory
from advocacy.people.rules.placing import check_scope
from advocacy.roles import Can
from advocacy.topics import queries, rules
from advocacy.topics.events import TopicAdded, TopicChanged, TopicClosed, TopicGiven, TopicTaken
from advocacy.topics.models import Topic, TopicHolding
from advocacy.work import Work


def add(work: Work, *, name_fr: str, name_en: str, department_id: int) -> Topic:
    """Enter a topic owned by a department. Raises Refused: its name, its owner."""
    french, english = _checked(work, name_fr, name_en, department_id, but=None)
    made = Topic(
        slug=queries.free_slug(work.session, rules.slug_of(english)),
        name_fr=french,
        name_en=english,
        sort_key=fold(english),
        department_id=department_id,
        created_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.record(TopicAdded(topic_id=made.id, called=english, department_id=department_id))
    return made


def change(work: Work, topic_id: int, *, name_fr: str, name_en: str, department_id: int) -> None:
    """Give a topic other names or another owner; its address stays. Raises Refused."""
    topic = _own(work, topic_id)
    rules.check_open(closed=topic.closed_at is not None)
    french, english = _checked(work, name_fr, name_en, department_id, but=topic.id)
    if (topic.name_fr, topic.name_en, topic.department_id) == (french, english, department_id):
        return
    topic.name_fr, topic.name_en, topic.sort_key = french, english, fold(english)
    topic.department_id = department_id
    work.record(TopicChanged(topic_id=topic.id, called=english, department_id=department_id))


def close(work: Work, topic_id: int) -> None:
    """Close a topic: from now on nobody holds it, and nobody answers on it. It keeps its history."""
    topic = _own(work, topic_id)
    if topic.closed_at is not None:
        return
    held_by = len(queries.holders(work.session, topic.id, work.now))
    topic.closed_at = work.now
    work.record(TopicClosed(topic_id=topic.id, called=topic.name_en, holders=held_by))


def give(work: Work, person_id: int, topic_id: int) -> TopicHolding:
    """Let somebody answer on a topic; given twice it is held once.

    Raises NotVisible for a person outside the departments the actor looks after, Refused for a closed topic.
    """
    person, topic = _person(work, person_id), queries.row(work.session, topic_id)
    work.hold(Person, person.id)
    held = queries.current_holding(work.session, person.id, topic.id)
    if held is not None and topic.closed_at is None:
        return held
    rules.check_open(closed=topic.closed_at is not None)
    made = TopicHolding(person_id=person.id, topic_id=topic.id, from_at=work.now, given_by_id=work.actor.id)
    work.session.add(made)
    work.session.flush()
    work.record(TopicGiven(topic_id=topic.id, called=topic.name_en), subject=_party(person))
    return made


def take(work: Work, person_id: int, topic_id: int) -> None:
    """Take a topic back; what was not held is not taken. Raises NotVisible as `give` does."""
    person, topic = _person(work, person_id), queries.row(work.session, topic_id)
    work.hold(Person, person.id)
    held = queries.current_holding(work.session, person.id, topic.id)
    if held is None:
        return
    held.to_at, held.ended_by_id = work.now, work.actor.id
    work.record(TopicTaken(topic_id=topic.id, called=topic.name_en), subject=_party(person))


def give_up(work: Work, topic_id: int) -> None:
    """Let the actor no longer answer on a topic they hold."""
    work.actor.require(Can.JOIN_ROSTER)
    topic = queries.row(work.session, topic_id)
    held = queries.current_holding(work.session, work.actor.id, topic.id) if work.actor.id else None
    if held is None:
        return
    held.to_at, held.ended_by_id = work.now, work.actor.id
    work.record(TopicTaken(topic_id=topic.id, called=topic.name_en), subject=work.actor.party)


def _person(work: Work, person_id: int) -> Person:
    work.actor.require(Can.MANAGE_ROSTER)
    return directory.person(
        work.session, person_id, visible_to=work.actor, day=work.today, permission=Can.MANAGE_ROSTER
    )


def _own(work: Work, topic_id: int) -> Topic:
    """The topic, locked, if the actor looks after its department."""
    work.actor.require(Can.MANAGE_TOPIC)
    topic = work.lock(Topic, topic_id)
    if topic is None:
        raise NotVisible
    check_scope(work.actor.scope(Can.MANAGE_TOPIC), topic.department_id)
    return topic


def _checked(
    work: Work, name_fr: str, name_en: str, department_id: int, *, but: int | None
) -> tuple[str, str]:
    """The two names as they are kept. Raises Refused: the names, the owner, both."""
    work.actor.require(Can.MANAGE_TOPIC)
    check_scope(work.actor.scope(Can.MANAGE_TOPIC), department_id)
    owner = work.session.get(Department, department_id, with_for_update=True)
    if owner is None:
        raise NotVisible
    rules.check_department(closed=owner.closed)
    french, english = rules.topic_name(name_fr), rules.topic_name(name_en)
    rules.check_name(taken=queries.is_called(work.session, {fold(french), fold(english)}, but=but))
    return french, english


def _party(person: Person) -> Party:
    return Party(person.id, person.subject)
