"""Keeping the wordings of a content: each keeps its number while its text changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from advocacy.library.freezing import spelt
from advocacy.library.models import Variant, Wording
from advocacy.library.rules.writing import TypedWording
from advocacy.networks.words import Network
from advocacy.people.rules import Language

Place = tuple[Network, Language]


def put_wordings(session: Session, content_id: int, typed: Sequence[TypedWording]) -> bool:
    """Write the wordings as typed over those of the content; whether anything changed.

    A known one keeps its number, an emptied one goes, one whose number is not of this content is new: another
    editor took it out meanwhile, and what was typed is not lost. Those that are not named stay.
    """
    variants = {
        (row.network, row.language): row
        for row in session.scalars(select(Variant).where(Variant.content_id == content_id))
    }
    places = {row.id: place for place, row in variants.items()}
    known = {
        row.id: row
        for row in session.scalars(
            select(Wording).where(Wording.variant_id.in_(places)).order_by(Wording.position, Wording.id)
        )
    }
    changed = False
    for one in typed:
        row = known.get(one.id or 0)
        text = spelt(one.text)
        if row is None:
            if text:
                _add(session, content_id, variants, one, text)
                changed = True
        elif not text:
            session.delete(row)
            changed = True
        elif row.text != text:
            row.text = text
            changed = True
    if changed:
        session.flush()
        _tidy(session, [row.id for row in variants.values()])
    return changed


def most_wordings(kept: Iterable[tuple[int, Place]], typed: Sequence[TypedWording]) -> int:
    """The most wordings that one network and language would have; `kept` are those there are, by number."""
    places = dict(kept)
    numbers: Counter[Place] = Counter(places.values())
    for one in typed:
        has_text = bool(spelt(one.text))
        if one.id in places:
            numbers[places[one.id]] -= 0 if has_text else 1
        else:
            numbers[one.network, one.language] += 1 if has_text else 0
    return max(numbers.values(), default=0)


def _add(
    session: Session, content_id: int, variants: dict[Place, Variant], one: TypedWording, text: str
) -> None:
    place = (one.network, one.language)
    if place not in variants:
        variants[place] = Variant(content_id=content_id, network=one.network, language=one.language)
        session.add(variants[place])
        session.flush()
    # Behind all others; `_tidy` gives it its place.
    session.add(Wording(variant_id=variants[place].id, position=1_000, text=text))
    session.flush()


def _tidy(session: Session, variants: Sequence[int]) -> None:
    """Number the wordings of each variant from 1 on, and take out variants that say nothing."""
    left = session.scalars(
        select(Wording).where(Wording.variant_id.in_(variants)).order_by(Wording.position, Wording.id)
    ).all()
    seen: Counter[int] = Counter()
    for row in left:
        seen[row.variant_id] += 1
        row.position = seen[row.variant_id]
    session.flush()
    empty = [one for one in variants if one not in seen]
    if empty:
        session.execute(delete(Variant).where(Variant.id.in_(empty)))
