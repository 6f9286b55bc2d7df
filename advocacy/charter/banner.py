"""Where the person who asks stands, read once per request, and the banner that counts the days."""

from __future__ import annotations

from flask import Flask, g, request
from flask_babel import gettext
from flask_login import current_user

from advocacy.access import Can, current_actor
from advocacy.charter.queries.mine import Mine, MyDocuments, my_documents, unanswered
from advocacy.charter.queries.versions import asked_now
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked
from advocacy.db import db
from advocacy.htmx import Banner, see_to_banners
from advocacy.languages import format_date, language, ngettext
from advocacy.moment import now, today
from advocacy.wiring import wiring

SOON = 7
"""From so many days before the deadline the banner is a warning."""


def mine() -> MyDocuments:
    """Where the person signed in stands with every document in force. Two queries, once per request."""
    if "my_documents" not in g:
        g.my_documents = my_documents(
            db.session(),
            _me(),
            at=now(),
            day=today(),
            zone=wiring().settings.time_zone,
            found=asked_today(),
        )
    found: MyDocuments = g.my_documents
    return found


def asked_today() -> tuple[Asked, ...]:
    """What each document asks of people now. One query, once per request: pages share it with the banner."""
    if "asked" not in g:
        g.asked = asked_now(db.session(), at=now(), zone=wiring().settings.time_zone)
    found: tuple[Asked, ...] = g.asked
    return found


def _me() -> int:
    person_id = current_actor().id
    assert person_id is not None
    return person_id


def _may_owe() -> bool:
    """Whether it is worth asking where the person stands: nearly everyone has answered everything."""
    if "my_documents" in g:
        return True
    return bool(unanswered(db.session(), _me(), asked_today(), at=now()))


def forget_mine() -> None:
    """Read it again: something was done in this request."""
    g.pop("my_documents", None)
    g.pop("asked", None)


def banners() -> list[Banner]:
    """A line for each document the person owes, the most urgent first; none on the document's own pages."""
    if not current_user.is_authenticated or not current_user.actor.can(Can.READ_CHARTER) or not _may_owe():
        return []
    owed = [one for one in mine().documents if one.is_owed and one.due_on is not None]
    owed.sort(key=lambda one: (one.due_on, one.asked.version.id))
    return [_banner(one) for one in owed if not request.path.startswith(_path(one))]


def init_banner(app: Flask) -> None:
    """Give whole pages their banners."""
    see_to_banners(app, banners)


def title_of(one: Mine) -> str:
    """The document's title in the reader's language."""
    return one.asked.version.title.get(language(), "") or one.asked.version.slug


def _path(one: Mine) -> str:
    return f"/charter/{one.asked.version.slug}"


def _banner(one: Mine) -> Banner:
    assert one.due_on is not None
    title = title_of(one)
    days = (one.due_on - today()).days
    if one.standing is Standing.OVERDUE:
        text = gettext(
            "“%(title)s” was to be read by %(day)s. Until you have, you cannot pass on posts or answer "
            "customers.",
            title=title,
            day=format_date(one.due_on, "long"),
        )
    elif days == 0:
        text = gettext("Today is the last day to read “%(title)s”.", title=title)
    else:
        text = ngettext(
            "%(num)s day left to read “%(title)s”.",
            "%(num)s days left to read “%(title)s”.",
            days,
            title=title,
        )
    kind = "danger" if one.standing is Standing.OVERDUE else ("warn" if days <= SOON else "info")
    return kind, text, _path(one), gettext("Read it now")
