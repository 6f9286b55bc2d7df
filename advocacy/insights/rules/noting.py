"""What may be noted of what people outside said, and of what was learnt."""

from __future__ import annotations

from advocacy.errors import Refused
from advocacy.library.rules.links import check_link

LONGEST_QUOTE = 600
LONGEST_LESSON = 1000


def checked_quote(typed: str) -> str:
    """What was said, as it is kept. Raises Refused for nothing, and for more than 600 characters."""
    return _checked(typed, LONGEST_QUOTE)


def checked_lesson(typed: str) -> str:
    """What was learnt, as it is kept. Raises Refused for nothing, and for more than 1,000 characters."""
    return _checked(typed, LONGEST_LESSON)


def checked_link(typed: str) -> str:
    """The link to what was said, "" for none. Raises Refused for what is no public page of the web."""
    link = typed.strip()
    if link:
        check_link(link, plain_http=True)
    return link


def _checked(typed: str, most: int) -> str:
    text = typed.strip()
    if not text:
        raise Refused("Write something first.")
    if len(text) > most:
        raise Refused("This is too long: at most %(most)s characters.", most=most)
    return text
