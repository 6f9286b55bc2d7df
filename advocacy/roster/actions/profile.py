"""How a member appears and when they work: alias, languages, hours, capacity, the topics they ask for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import select, update

from advocacy.audit.party import Party
from advocacy.errors import NotVisible
from advocacy.folding import fold
from advocacy.insert_once import insert_once
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.roster.actions.whom import member_of, oneself_as_member
from advocacy.roster.events import AliasChosen, MemberProfileChanged, TopicAsked, TopicDeclined
from advocacy.roster.models import (
    Alias,
    AliasLook,
    MemberHours,
    MemberLanguage,
    MemberProfile,
    TopicWish,
)
from advocacy.roster.queries import mine
from advocacy.roster.rules import alias as naming
from advocacy.roster.rules.hours import Hours, check_overlaps, check_zone, read_week
from advocacy.roster.rules.member import check_capacity, check_languages
from advocacy.roster.rules.pausing import check_not_oneself
from advocacy.topics import actions as topic_actions
from advocacy.topics import queries as topics
from advocacy.topics.rules import check_open
from advocacy.work import Work


def choose_alias(work: Work, typed: str) -> str:
    """Let the actor appear under an alias; returns it as it is kept. The former one stays theirs for good.

    Raises Refused: how it is written, one too many in a year, or it looks like somebody else's, of now or of
    the past.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    alias = naming.checked_alias(typed, organisation=work.wiring.settings.organisation)
    if facts.alias == alias:
        return alias
    naming.check_number(mine.aliases_since(work.session, person.id, work.now - timedelta(days=365)))
    looks = sorted(naming.looks(alias))
    # The primary key decides: whoever else chooses a look-alike at this moment waits here, or is first.
    insert_once(
        work.session,
        AliasLook,
        [{"look": look, "person_id": person.id} for look in looks],
        unique=["look"],
    )
    owners = work.session.scalars(select(AliasLook.person_id).where(AliasLook.look.in_(looks))).all()
    naming.check_free(owners=owners, person_id=person.id)
    work.session.execute(
        update(Alias).where(Alias.person_id == person.id, Alias.to_at.is_(None)).values(to_at=work.now)
    )
    work.session.add(
        Alias(
            person_id=person.id,
            alias=alias,
            slug=naming.slug_of(alias),
            skeleton=naming.skeleton(alias),
            sort_key=fold(alias),
            from_at=work.now,
        )
    )
    work.session.flush()
    work.record(AliasChosen(), subject=work.actor.party)
    return alias


def change_answering(work: Work, *, languages: Collection[Language], capacity: int) -> None:
    """Change in which languages the actor answers, and how many questions they hold at once.

    Raises Refused: no language, a capacity that nobody has.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    wanted = check_languages(languages)
    check_capacity(capacity)
    profile = _profile(work, person)
    changed: list[str] = []
    if wanted != facts.languages:
        _change_languages(work, person, wanted, facts.languages)
        changed.append("languages")
    if capacity != profile.capacity:
        profile.capacity, profile.edited_at = capacity, work.now
        changed.append("capacity")
    if changed:
        work.record(MemberProfileChanged(fields=tuple(changed)), subject=work.actor.party)


def change_hours(work: Work, typed: Sequence[str], zone: str) -> tuple[Hours, ...]:
    """Change the actor's hours of the week, typed Monday first, in a zone; returns them as they are kept.

    Raises Refused: an unknown zone; Problems: days that cannot be read, or whose hours overlap.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    hours = read_week(typed, check_zone(zone))
    check_overlaps(hours)
    profile = _profile(work, person)
    changed = [
        *(["hours"] if hours != facts.hours else []),
        *(["zone"] if zone != profile.zone else []),
    ]
    if not changed:
        return hours
    work.session.execute(
        update(MemberHours)
        .where(MemberHours.person_id == person.id, MemberHours.to_at.is_(None))
        .values(to_at=work.now)
    )
    work.session.add_all(
        MemberHours(
            person_id=person.id,
            weekday=one.weekday,
            starts=one.starts,
            ends=one.ends,
            zone=one.zone,
            from_at=work.now,
        )
        for one in hours
    )
    profile.zone, profile.edited_at = zone, work.now
    work.session.flush()
    work.record(MemberProfileChanged(fields=tuple(changed)), subject=work.actor.party)
    return hours


def ask_for_topic(work: Work, slug: str) -> None:
    """Let the actor ask HR for a topic; asked twice it is asked once, and one that is held is not asked for.

    Raises Refused for a closed topic, NotVisible for none.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    topic = topics.topic(work.session, slug)
    check_open(closed=topic.closed_at is not None)
    if topic.id in facts.topics or mine.open_wish(work.session, person.id, topic.id):
        return
    work.session.add(TopicWish(person_id=person.id, topic_id=topic.id, asked_at=work.now))
    work.session.flush()
    work.record(TopicAsked(topic_id=topic.id, called=topic.name_en), subject=work.actor.party)


def ask_no_more(work: Work, slug: str) -> None:
    """Let the actor take a wish back, or give up a topic they hold."""
    work.actor.require(Can.JOIN_ROSTER)
    person, facts = oneself_as_member(work)
    topic = topics.topic(work.session, slug)
    if topic.id in facts.topics:
        topic_actions.give_up(work, topic.id)
    _close_wish(work, person, topic)


def give_topic(work: Work, person_id: int, slug: str) -> None:
    """Give a member a topic for HR. Raises Refused: oneself, no member, a closed topic; NotVisible."""
    work.actor.require(Can.MANAGE_ROSTER)
    check_not_oneself(actor_id=work.actor.id, person_id=person_id)
    person = member_of(work, person_id, Can.MANAGE_ROSTER)
    topic = topics.topic(work.session, slug)
    topic_actions.give(work, person.id, topic.id)
    wish = mine.open_wish(work.session, person.id, topic.id)
    if wish is not None:
        wish.closed_at = work.now


def decline_topic(work: Work, person_id: int, slug: str) -> None:
    """Take a topic from a member for HR, or say no to their wish. Raises NotVisible."""
    work.actor.require(Can.MANAGE_ROSTER)
    person = member_of(work, person_id, Can.MANAGE_ROSTER)
    topic = topics.topic(work.session, slug)
    topic_actions.take(work, person.id, topic.id)
    _close_wish(work, person, topic)


def _close_wish(work: Work, person: Person, topic: topics.TopicLine) -> None:
    wish = mine.open_wish(work.session, person.id, topic.id)
    if wish is None:
        return
    wish.closed_at = work.now
    event = TopicDeclined(topic_id=topic.id, called=topic.name_en)
    work.record(event, subject=Party(person.id, person.subject))


def _profile(work: Work, person: Person) -> MemberProfile:
    found = work.session.get(MemberProfile, person.id, populate_existing=True)
    if found is None:
        raise NotVisible
    return found


def _change_languages(
    work: Work, person: Person, wanted: Collection[Language], held: Collection[Language]
) -> None:
    work.session.execute(
        update(MemberLanguage)
        .where(
            MemberLanguage.person_id == person.id,
            MemberLanguage.to_at.is_(None),
            MemberLanguage.language.not_in(wanted),
        )
        .values(to_at=work.now)
    )
    work.session.add_all(
        MemberLanguage(person_id=person.id, language=language, from_at=work.now)
        for language in sorted(set(wanted) - set(held))
    )
    work.session.flush()
