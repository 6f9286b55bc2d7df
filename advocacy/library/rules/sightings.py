"""Posts seen outside: what may be reported, and when those who look after worrying ones are written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from advocacy.errors import N_, Refused
from advocacy.library.rules.words import SightingKind

LONGEST_LINK, LONGEST_ANSWER = 2_000, 1_000
MOST_A_DAY = 30
MOST_IN_A_MAIL = 20
GATHERED = timedelta(minutes=15)
"""After a mail about worrying posts, further ones are gathered so long into the next one."""

KIND_NAMES = {
    SightingKind.WORRYING: N_("Worrying"),
    SightingKind.PRAISE: N_("Praise"),
    SightingKind.COMPETITOR: N_("A competitor"),
    SightingKind.IDEA: N_("An idea for us"),
}
"""What each kind is called, to be translated when shown."""


def checked_link(typed: str) -> str:
    """The address of a post seen outside. Raises Refused for what is no address of the web."""
    link = typed.strip()
    try:
        parts = urlsplit(link)
        readable = parts.port is None or parts.port > 0
    except ValueError:
        readable = False
    if not readable or len(link) > LONGEST_LINK or not link.isprintable() or " " in link:
        raise Refused("This link cannot be read. Copy it again from the post.")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise Refused("Copy the address of the post: it begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise Refused("Leave out what stands before the @ in this link.")
    return link


def check_another(today: int) -> None:
    """Raise Refused when somebody has reported very many posts today."""
    if today >= MOST_A_DAY:
        raise Refused(
            "You have reported %(count)s posts today. If there are more, write to the communications team.",
            count=today,
        )


def tell_at(now: datetime, last_told: datetime | None) -> datetime:
    """When those who look after worrying posts are written to: at once, or with others a little later."""
    return now if last_told is None else max(now, last_told + GATHERED)


def check_handling(answer: str, *, handled: bool) -> None:
    """Raise Refused for a post that was looked after before, and for too long an answer."""
    if handled:
        raise Refused("Somebody has looked after this post already.")
    if len(answer) > LONGEST_ANSWER:
        raise Refused("An answer has at most %(most)s characters.", most=LONGEST_ANSWER)
