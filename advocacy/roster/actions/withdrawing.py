"""HR takes a public name from a member, whose enrolment goes on."""

from __future__ import annotations

from sqlalchemy import update

from advocacy.audit.party import Party
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among
from advocacy.roles import Can
from advocacy.roster.actions.whom import member_of
from advocacy.roster.events import AliasWithdrawn
from advocacy.roster.models import Alias, AliasLook
from advocacy.roster.queries.mine import alias_of
from advocacy.roster.rules.alias import check_seen, looks
from advocacy.work import Work

WITHDRAWN = "roster_alias_withdrawn"
"""The kind of the mail that asks the member for another alias, and its template."""


def withdraw_alias(work: Work, person_id: int, seen: str) -> None:
    """Take the alias `seen` from a member, and ask them by mail to choose another.

    From now on /verify says no to it, and nobody takes it again, the member no more than others. Withdrawn
    twice it is withdrawn once. Raises NotVisible, and Refused when they have another alias by now.
    """
    work.actor.require(Can.MANAGE_ROSTER)
    person = member_of(work, person_id, Can.MANAGE_ROSTER)
    alias = alias_of(work.session, person.id)
    if alias is None:
        return
    check_seen(seen=seen, alias=alias.alias)
    alias.to_at, alias.withdrawn_by_id = work.now, work.actor.id
    work.session.execute(
        update(AliasLook).where(AliasLook.look.in_(sorted(looks(alias.alias)))).values(person_id=None)
    )
    work.session.flush()
    work.record(AliasWithdrawn(), subject=Party(person.id, person.subject))
    _tell(work, person, alias)


def _tell(work: Work, person: Person, alias: Alias) -> None:
    for one in among(work.session, [person.id], day=work.today):
        notify(
            work,
            kind=WITHDRAWN,
            person=one,
            template=WITHDRAWN,
            values={"name": one.display_name, "alias": alias.alias, "path": "/roster/mine"},
            dedup_key=f"{WITHDRAWN}:{alias.id}",
        )
