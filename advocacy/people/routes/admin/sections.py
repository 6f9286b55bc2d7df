"""The parts of the administration, as tabs; and what roles are called in the reader's language."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advocacy.roles import ROLE_NAMES, Can, Role

_IMPORTS = "people_imports.index"
_TOPICS = "topics.index"
_LIBRARY = "library_rights.index"


def role_name(role: str) -> str:
    """What a role is called in the reader's language."""
    return _(ROLE_NAMES[Role(role)])


def admin_sections(current: str) -> list[tuple[str, str, bool]]:
    """The tabs of the administration as (label, address, current), for whoever asks."""
    actor = current_user.actor
    found = [("people", _("People"), url_for("admin.index"))]
    found.append(("invitations", _("Invitations"), url_for("admin.invitations")))
    if _IMPORTS in current_app.view_functions and actor.can(Can.IMPORT_PEOPLE):
        found.append(("imports", _("Imports"), url_for(_IMPORTS)))
    if actor.can(Can.MANAGE_ORGANISATION) and actor.scope(Can.MANAGE_ORGANISATION) is None:
        found.append(("departments", _("Departments"), url_for("admin.departments")))
        found.append(("organisation", _("Employers and sites"), url_for("admin.organisation")))
    if _TOPICS in current_app.view_functions and actor.can(Can.MANAGE_TOPIC):
        found.append(("topics", _("Topics"), url_for(_TOPICS)))
    if _LIBRARY in current_app.view_functions and actor.can(Can.GIVE_LIBRARY_RIGHT):
        found.append(("library", _("Library"), url_for(_LIBRARY)))
    return [(label, address, key == current) for key, label, address in found]
