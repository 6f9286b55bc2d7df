"""Counting the time spent on a module: what its page tells, and what happens without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advocacy.access import Can
from advocacy.charter.rules.reading import Shown
from advocacy.insert_once import insertion
from advocacy.people.models import Person
from advocacy.training.actions.cycles import begin_cycle, open_now
from advocacy.training.models import SectionTime
from advocacy.training.queries.published import PublishedModule, PublishedText
from advocacy.training.queries.taking import time_spent
from advocacy.training.rules import CycleCause
from advocacy.training.rules.attempts import check_takeable, check_text_shown
from advocacy.training.rules.time import credited, section_caps
from advocacy.work import Work


def tell_time(
    work: Work, module: PublishedModule, shown: Shown | None, claims: Sequence[tuple[str, int]]
) -> int:
    """Add what a page claims to have shown, (section, seconds) each, as far as it can be.

    Returns all seconds of the cycle. It begins the cycle that is needed, and counts nothing for somebody who
    only reads again what they have completed. Raises Refused when this version was not shown to the actor.
    """
    work.actor.require(Can.TAKE_TRAINING)
    check_takeable(module.kind, retired=module.retired)
    actor = work.actor
    assert actor.id is not None
    proof = check_text_shown(shown, person_id=actor.id, sign_in_id=actor.sign_in_id, texts=hashes_of(module))
    work.hold(Person, actor.id)
    cycle = open_now(work.session, actor.id, module.id) or begin_cycle(
        work, actor.id, module, unless=CycleCause.WISH
    )
    if cycle is None:
        return 0
    spent = time_spent(work.session, cycle.id, module.version.id)
    caps = section_caps(words_of(module.text_in(proof.language)), module.version.minutes)
    added = credited(claims, spent.of_version, caps, opened_at=proof.at, now=work.now)
    add_time(work, cycle.id, module.version.id, added)
    return spent.total + sum(added.values())


def add_time(work: Work, cycle_id: int, version_id: int, added: Mapping[str, int]) -> None:
    """Add so many seconds to each section of a cycle. The caller holds the person's row."""
    for section, seconds in added.items():
        row = insertion(work.session, SectionTime).values(
            cycle_id=cycle_id,
            version_id=version_id,
            section=section,
            seconds=seconds,
            first_at=work.now,
            last_at=work.now,
        )
        work.session.execute(
            row.on_conflict_do_update(
                index_elements=["cycle_id", "version_id", "section"],
                set_={"seconds": SectionTime.seconds + row.excluded.seconds, "last_at": work.now},
            )
        )


def hashes_of(module: PublishedModule) -> frozenset[str]:
    """The SHA-256 of every text of the version."""
    return frozenset(text.sha256 for text in module.texts.values())


def words_of(text: PublishedText) -> dict[str, int]:
    """How many words each section of a text has."""
    return {section.id: len(section.html.striptags().split()) for section in text.sections}
