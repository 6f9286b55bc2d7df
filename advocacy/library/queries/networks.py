"""On which networks the company is: the sheets, read."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import NetworkSheet
from advocacy.networks.words import Network


def networks_on(session: Session) -> frozenset[Network]:
    """The networks whose sheet is on: there the company is, and there posts are passed on. One query."""
    return frozenset(session.scalars(select(NetworkSheet.network).where(NetworkSheet.is_on.is_(True))))
