"""The words of HR's pages and files as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from advocacy.charter.rules.gate import Passage
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import VersionState
from advocacy.charter.rules.words import Act
from advocacy.hr.queries.versions import Choice
from advocacy.hr.rules.wanted import Sort, Who
from advocacy.languages import title_in
from advocacy.notices.rules import NoticeState
from advocacy.people.rules import Kind, Language

STANDINGS = {
    Standing.ACKNOWLEDGED: (_l("Acknowledged"), "ok"),
    Standing.OBJECTED: (_l("Objected"), "info"),
    Standing.OWED: (_l("Owed"), "warn"),
    Standing.OVERDUE: (_l("Overdue"), "danger"),
    Standing.EXEMPT: (_l("Exempt"), "neutral"),
    Standing.LEFT: (_l("Left"), "neutral"),
}
"""What each standing is called, and how it is marked."""

WHO = {
    Who.TO_DO: _l("Owed or overdue"),
    Who.ACKNOWLEDGED: _l("Acknowledged"),
    Who.OBJECTED: _l("Objected"),
    Who.OWED: _l("Owed"),
    Who.OVERDUE: _l("Overdue"),
    Who.EXEMPT: _l("Exempt"),
    Who.LEFT: _l("Left"),
}
SORTS = {
    Sort.NAME: _l("Name, from A"),
    Sort.NAME_FROM_Z: _l("Name, from Z"),
    Sort.DUE: _l("Last day, earliest first"),
}
KINDS = {Kind.EMPLOYEE: _l("Employee"), Kind.EXTERNAL: _l("External")}
ACTS = {Act.ACKNOWLEDGED: (_l("Acknowledged"), "ok"), Act.OBJECTED: (_l("Objected"), "info")}
LANGUAGES = {Language.FRENCH: _l("French"), Language.ENGLISH: _l("English")}
VERSION_STATES = {
    VersionState.PUBLISHED: _l("in force"),
    VersionState.SUPERSEDED: _l("superseded"),
    VersionState.WITHDRAWN: _l("withdrawn"),
}
NOTICE_STATES = {
    NoticeState.DUE: (_l("Waiting"), "neutral"),
    NoticeState.SENDING: (_l("Being sent"), "neutral"),
    NoticeState.SENT: (_l("Sent"), "ok"),
    NoticeState.FAILED: (_l("Failed"), "danger"),
    NoticeState.BOUNCED: (_l("Bounced"), "danger"),
    NoticeState.DROPPED: (_l("Not needed any more"), "neutral"),
}
NOTICE_KINDS = {
    "reminder": _l("Reminder"),
    "invitation": _l("Invitation"),
    "reset": _l("Link for a new password"),
    "charter_answer": _l("Answer to a question"),
    "charter_submitted": _l("Draft to review"),
    "charter_decided": _l("Decision on a draft"),
    "training_submitted": _l("Draft to review"),
    "training_decided": _l("Decision on a draft"),
    "training_session_cancelled": _l("Session cancelled"),
    "training_proof_decided": _l("Decision on a proof"),
    "content_waiting": _l("Content to review"),
    "content_decided": _l("Decision on content"),
    "roster_alias_withdrawn": _l("Alias withdrawn"),
}


def version_name(choice: Choice) -> str:
    """A version in a list: title, number, where it stands."""
    return _(
        "%(title)s – version %(number)s (%(state)s)",
        title=choice.title,
        number=choice.number,
        state=VERSION_STATES[choice.state],
    )


def version_options(choices: Sequence[Choice]) -> list[tuple[int, str]]:
    """What a select of versions offers."""
    return [(choice.id, version_name(choice)) for choice in choices]


def options(words: Mapping[str, object], everyone: str) -> list[tuple[str, object]]:
    """What a select offers: everyone, then each word of an enumeration."""
    return [("", everyone), *((str(key), name) for key, name in words.items())]


def reasons(passage: Passage) -> list[str]:
    """Why the gate is shut, about the person (not to them): one sentence each."""
    return [_about(reason.why, title_in(reason.title)) for reason in passage.reasons]


def _about(why: str, title: str) -> str:
    return {
        "nothing_published": _("No charter is in force yet."),
        "never_acted": _("Neither acknowledged nor objected so far; “%(title)s” comes first.", title=title),
        "not_acknowledged": _("“%(title)s” is not acknowledged.", title=title),
        "overdue": _("“%(title)s” is overdue.", title=title),
        "objected": _("There is an objection to “%(title)s”.", title=title),
        "not_employed": _("Does not work here today."),
    }[why]
