"""What the columns of a spreadsheet mean, by the names that other systems give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from advocacy.errors import Refused
from advocacy.folding import fold

F = TypeVar("F")


@dataclass(frozen=True)
class Matched(Generic[F]):
    """Where each field stands (counted from 0), and the headers that mean nothing here."""

    places: Mapping[F, int]
    ignored: tuple[str, ...]


def plain(header: str) -> str:
    """Return a header without case, accents, spaces, underscores and punctuation."""
    return "".join(character for character in fold(header) if character.isalnum())


def meanings(*languages: Mapping[F, Sequence[str]]) -> Mapping[str, F]:
    """The field by each plain name that it has in these languages."""
    return {
        plain(name): field for names in languages for field, synonyms in names.items() for name in synonyms
    }


def match(headers: Sequence[str], known: Mapping[str, F], required: Mapping[F, str]) -> Matched[F]:
    """Return what the headers mean; `required` says what each field that must be there is called.

    Raises Refused for two columns with one meaning, and naming all required columns that are missing.
    """
    places: dict[F, int] = {}
    ignored = []
    for place, header in enumerate(headers):
        field = known.get(plain(header))
        if field is None:
            ignored.append(header)
        elif field in places:
            raise Refused(
                "The columns “%(first)s” and “%(second)s” mean the same. Remove one of them.",
                first=headers[places[field]],
                second=header,
            )
        else:
            places[field] = place
    missing = [name for field, name in required.items() if field not in places]
    if missing:
        raise Refused(
            "Required columns are missing: %(missing)s. The first line of the file must name the columns.",
            missing=", ".join(missing),
        )
    return Matched(places, tuple(ignored))
