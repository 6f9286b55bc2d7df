"""The employers and sites that the register can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.people.models import Employer, Site

MOST = 1_000


@dataclass(frozen=True)
class Places:
    """What is offered, as (id, name)."""

    employers: tuple[tuple[int, str], ...]
    sites: tuple[tuple[int, str], ...]


def places(session: Session) -> Places:
    """Every employer, and every site with its employer's name where there are several. One query."""
    rows = session.execute(
        select(Employer.id, Employer.name, Site.id.label("site_id"), Site.name.label("site"))
        .outerjoin(Site, Site.employer_id == Employer.id)
        .order_by(func.lower(Employer.name), Employer.id, func.lower(Site.name), Site.id)
        .limit(MOST)
    ).all()
    employers = {row.id: row.name for row in rows}
    sites = [(row.site_id, row.site, row.name) for row in rows if row.site_id is not None]
    one = len(employers) < 2
    return Places(
        tuple(employers.items()),
        tuple((site_id, site if one else f"{site} – {employer}") for site_id, site, employer in sites),
    )
