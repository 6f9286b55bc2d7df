"""What a topic may be called, and who may look after it."""

from __future__ import annotations

import unicodedata

from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.imports.names import check_visible

LONGEST_NAME = 120
LONGEST_SLUG = 56
"""The column holds 64: there is room for a number that tells two apart."""


def topic_name(typed: str) -> str:
    """The name in NFC, single-spaced. Raises Refused when nothing can be read in it, or it is too long."""
    name = unicodedata.normalize("NFC", typed).strip()
    check_visible(name)
    name = " ".join(name.split())
    if not any(character.isalnum() for character in name):
        raise Refused("A topic needs a name with at least one letter or digit.")
    if len(name) > LONGEST_NAME:
        raise Refused("The name of a topic has at most %(most)s characters.", most=LONGEST_NAME)
    return name


def slug_of(name: str) -> str:
    """The part of an address that a name gives: unaccented letters and digits, joined by hyphens."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(name)).split()
    return "-".join(words)[:LONGEST_SLUG].strip("-") or "topic"


def check_name(*, taken: bool) -> None:
    """Refuse a name that an open topic has already."""
    if taken:
        raise Refused("An open topic has this name already, in French or in English.")


def check_open(*, closed: bool) -> None:
    """Refuse to give, or to change, a topic that is closed."""
    if closed:
        raise Refused("This topic is closed. Choose another one.")


def check_department(*, closed: bool) -> None:
    """Refuse a closed department as the owner of a topic."""
    if closed:
        raise Refused("This department is closed. Choose another.")
