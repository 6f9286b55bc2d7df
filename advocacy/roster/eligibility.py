"""Eligibility: may somebody answer on a topic at an instant, and who may?

Called inside the caller's transaction, with the second of its decision: at claim, at submit, at send, and
when an answer is recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.roster.queries.eligibility import People, eligibility_facts
from advocacy.roster.rules.eligibility import Eligibility, decide, decide_all


def eligibility(session: Session, *, person_id: int, topic_id: int, at: datetime) -> Eligibility:
    """Whether the person may answer on the topic at `at`, or every reason why not.

    Six queries. Raises NotVisible when there is no such person.
    """
    facts = eligibility_facts(session, at=at, people=[person_id]).get(person_id)
    if facts is None:
        raise NotVisible
    return decide(facts, topic_id, at)


def eligibilities(
    session: Session, *, at: datetime, people: People, topics: Collection[int]
) -> Mapping[int, Mapping[int, Eligibility]]:
    """The same for many people and topics: by person id, by topic id. Six queries, however many they are."""
    facts = eligibility_facts(session, at=at, people=people)
    return {person_id: decide_all(one, topics, at) for person_id, one in facts.items()}


def eligible_members(
    session: Session, *, at: datetime, people: People = None
) -> Mapping[int, frozenset[int]]:
    """Who may answer at `at`, of these people (ids, a select of ids, None: everybody), and on which topics.

    By person id; whoever may answer on no topic is not in it. Six queries, however many people there are.
    """
    found = {}
    for person_id, facts in eligibility_facts(session, at=at, people=people).items():
        decided = decide_all(facts, facts.topics_at(at), at)
        topics = frozenset(topic_id for topic_id, one in decided.items() if one.is_eligible)
        if topics:
            found[person_id] = topics
    return found
