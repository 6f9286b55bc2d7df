"""People by name: their order, finding them, and the name of one of several people in a row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import aliased

from advocacy.folding import fold
from advocacy.keyset import Order
from advocacy.people.models import Person

BY_NAME: Order = (Person.sort_key.expression, Person.id.expression)
"""By name, accents aside; by id where names are the same."""


def place_of(person_id: int) -> list[ColumnElement[Any]]:
    """Where a person stands in BY_NAME; NULLs, behind which nothing comes, when there is no such person."""
    at = aliased(Person)
    return [select(column).where(at.id == person_id).scalar_subquery() for column in (at.sort_key, at.id)]


def is_named(words: str, who: Any = Person) -> ColumnElement[bool]:
    """Whether somebody's name has each of these words in it, accents aside; false without a word.

    `who` is Person or an alias of it.
    """
    found = fold(words).split()
    if not found:
        return false()
    return and_(*(who.search_key.contains(word, autoescape=True) for word in found))


def name_columns(who: type[Person], label: str) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """The columns that `name_in` reads for an alias of Person, called after what they are in the row."""
    return who.given_name.label(f"{label}_given_name"), who.family_name.label(f"{label}_family_name")


def name_in(row: Any, label: str) -> str:
    """The name of the person whom the row calls `label`; empty when there is nobody."""
    given, family = getattr(row, f"{label}_given_name"), getattr(row, f"{label}_family_name")
    return f"{given or ''} {family or ''}".strip()
