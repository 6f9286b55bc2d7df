"""A person's account: closing and opening it, what somebody chose for themselves, the notice they were
shown."""

from __future__ import annotations

from advocacy.audit.party import Party
from advocacy.errors import Refused
from advocacy.people.actions import sign_ins
from advocacy.people.events.accounts import (
    PersonDisabled,
    PersonEnabled,
    PreferencesChosen,
    PrivacyNoticeRead,
)
from advocacy.people.models import Person, PrivacyNoticeSeen
from advocacy.people.queries import history, known
from advocacy.people.rules import Language, granting
from advocacy.people.rules.privacy import EDITION
from advocacy.roles import Can, Role
from advocacy.work import Work
from advocacy.zones import all_zones


def disable(work: Work, person: Person) -> None:
    """Close an account: every sign-in ends at once. Refused for one's own and for the last
    administrator's."""
    _check_may_touch(work, person)
    if person.id == work.actor.id:
        raise Refused("You cannot disable your own account.")
    if person.disabled:
        return
    check_not_last_administrator(work, person.id)
    person.disabled = True
    sign_ins.end_all(work, person.id)
    work.record(PersonDisabled(), subject=Party(person.id, person.subject))


def enable(work: Work, person: Person) -> None:
    """Open a closed account again; its password is the same as before."""
    _check_may_touch(work, person)
    if not person.disabled:
        return
    person.disabled = False
    work.record(PersonEnabled(), subject=Party(person.id, person.subject))


def choose(work: Work, *, language: Language, time_zone: str | None) -> None:
    """Keep the actor's language and time zone (None: that of the site). Refused for an unknown zone."""
    work.actor.require(Can.USE_ACCOUNT)
    if time_zone is not None and time_zone not in all_zones():
        raise Refused("This time zone is not known. Choose one of the list.")
    person = _own(work)
    if (person.language, person.time_zone) == (language, time_zone):
        return
    person.language, person.time_zone = language, time_zone
    work.record(PreferencesChosen(language=language.value, time_zone=time_zone))


def choose_language(work: Work, language: Language) -> None:
    """Keep the actor's language."""
    choose(work, language=language, time_zone=_own(work).time_zone)


def read_notice(work: Work) -> None:
    """Keep that the actor was shown today's edition of the privacy notice; a second time changes nothing."""
    work.actor.require(Can.USE_ACCOUNT)
    person = _own(work)
    if work.session.get(PrivacyNoticeSeen, (person.id, EDITION)) is None:
        work.session.add(PrivacyNoticeSeen(person_id=person.id, edition=EDITION, at=work.now))
        work.record(PrivacyNoticeRead(edition=EDITION))


def check_not_last_administrator(work: Work, person_id: int) -> None:
    """Refuse what would leave nobody to administer the portal."""
    day = work.today
    others = known.other_administrators(work.session, person_id, day)
    if known.is_administrator(work.session, person_id, day):
        granting.check_administrators(others)


def _check_may_touch(work: Work, person: Person) -> None:
    work.actor.require(Can.MANAGE_PEOPLE)
    granting.check_may_touch_account(
        by_administrator=work.actor.is_system or Role.ADMIN in work.actor.roles,
        holds_role=history.holds_role(work.session, person.id, work.today),
    )


def _own(work: Work) -> Person:
    person = work.lock(Person, work.actor.id or 0)
    assert person is not None, "whoever is signed in is somebody"
    return person
