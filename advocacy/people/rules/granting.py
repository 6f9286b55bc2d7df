"""Who may hold which role, and whose account may be touched by whom."""

from __future__ import annotations

from advocacy.errors import Refused
from advocacy.people.rules.kinds import Kind
from advocacy.roles import GRANTABLE, LIMITABLE, Role

FOR_EXTERNALS = (Role.EDITOR,)
"""What an agency may be: it drafts content, and somebody who works here approves it."""


def check_grant(
    role: Role, *, limited: bool, to: int, kind: Kind, held: bool, by: int | None, active: bool
) -> None:
    """Refuse a grant that must not be: of a role that is not granted, to oneself, to an outsider, twice."""
    if role not in GRANTABLE:
        raise Refused("This role follows from the facts and cannot be granted.")
    if limited and role not in LIMITABLE:
        raise Refused("Only the role HR can be limited to a department.")
    if to == by:
        raise Refused("Nobody grants a role to themselves. Ask another administrator.")
    if kind is Kind.EXTERNAL and role not in FOR_EXTERNALS:
        raise Refused("An external person can be an editor, who drafts and never approves, and nothing else.")
    if kind is Kind.SERVICE:
        raise Refused("A service account holds no role.")
    if not active:
        raise Refused("Somebody who has left or whose account is disabled cannot be given a role.")
    if held:
        raise Refused("This person holds this role already.")


def check_administrators(others: int) -> None:
    """Refuse what would leave nobody to administer the portal: `others` is how many would remain."""
    if others < 1:
        raise Refused("This is the last administrator. Make somebody else an administrator first.")


def check_may_touch_account(*, by_administrator: bool, holds_role: bool) -> None:
    """Refuse HR a hand on the account of somebody who holds a role: it would be a way to that role."""
    if holds_role and not by_administrator:
        raise Refused("This person holds a role, so only an administrator may do this.")
