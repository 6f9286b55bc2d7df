"""What a row says that is not what is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advocacy.people.imports.columns import Field
from advocacy.people.imports.names import path_key, place_key
from advocacy.people.imports.plan import FieldChange
from advocacy.people.imports.rules import CurrentPerson, ImportedPerson


def _place(name: str | None) -> str | None:
    return None if name is None else place_key(name)


# What is compared when it is not the value itself: another spelling of one place is no move, another case of
# one address no new address.
_COMPARED_AS: dict[Field, Callable[[Any], object]] = {
    Field.EMPLOYER: _place,
    Field.SITE: _place,
    Field.DEPARTMENT: path_key,
    Field.EMAIL: lambda address: address.casefold() if address else None,
}
# The number is who it is; a SIREN belongs to the employer and changes with it.
_NOT_COMPARED = (Field.NUMBER, Field.EMPLOYER_SIREN)
_COMPARED = tuple(
    (field, str(field), _COMPARED_AS.get(field)) for field in Field if field not in _NOT_COMPARED
)


def differences(person: ImportedPerson, current: CurrentPerson) -> list[FieldChange]:
    """Return the stated fields whose values are not those known, in the order of `Field`."""
    changes = []
    for field, name, compared_as in _COMPARED:
        if field not in person.stated:
            continue
        new, old = getattr(person, name), getattr(current, name)
        if new == old or (compared_as and compared_as(new) == compared_as(old)):
            continue
        changes.append(FieldChange(field, old, new))
    return changes
