"""The entries of the navigation, in order: each shown to whoever holds its permission."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext
from flask_login import current_user

from advocacy.access import Can
from advocacy.errors import N_


@dataclass(frozen=True)
class Entry:
    """One entry: where it leads, what it is called, who sees it, and the blueprints it is current on."""

    endpoint: str
    label: str
    permission: Can
    under: tuple[str, ...]


_TRAINING = (
    "training",
    "training_manage",
    "training_sessions",
    "training_proofs",
    "training_recording",
    "training_requirements",
    "training_imports",
)

_LIBRARY = ("relay", "library_manage", "suggestions", "sightings")

ENTRIES = (
    Entry("today.show", N_("Today"), Can.SEE_TODAY, ("today",)),
    Entry("charter.index", N_("Charter"), Can.READ_CHARTER, ("charter",)),
    Entry("training.index", N_("Training"), Can.TAKE_TRAINING, _TRAINING),
    Entry("roster.index", N_("Roster"), Can.SEE_ROSTER, ("roster", "answers")),
    Entry("relay.index", N_("Library"), Can.READ_LIBRARY, _LIBRARY),
    Entry("charter_manage.index", N_("Write"), Can.SEE_CHARTER_DRAFTS, ("charter_manage",)),
    Entry("insights.index", N_("Insights"), Can.SEE_INSIGHTS, ("insights",)),
    Entry("hr.team", N_("My team"), Can.SEE_TEAM, ()),
    Entry("hr.index", N_("HR"), Can.SEE_HR, ("hr",)),
    Entry("audit.journal", N_("Journal"), Can.SEE_JOURNAL, ("audit",)),
    Entry("admin.index", N_("Administration"), Can.MANAGE_PEOPLE, ("admin", "people_imports", "topics")),
)


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    label: str
    url: str
    current: bool
    badge: int | None = None


def navigation() -> list[Link]:
    """The entries of whoever asks."""
    if not current_user.is_authenticated:
        return []
    here = _here()
    return [
        Link(gettext(entry.label), url_for(entry.endpoint), entry is here)
        for entry in ENTRIES
        if current_user.actor.can(entry.permission)
    ]


def init_navigation(app: Flask) -> None:
    """Give templates the navigation."""
    app.jinja_env.globals["navigation"] = navigation


def _here() -> Entry | None:
    """The entry of the page asked for: its own address first, else the first one of its blueprint."""
    exact = [entry for entry in ENTRIES if entry.endpoint == request.endpoint]
    under = [entry for entry in ENTRIES if request.blueprint in entry.under]
    return next(iter(exact + under), None)
