"""Employers and sites: entering and changing them."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.errors import Refused
from advocacy.people.events.organisation import EmployerAdded, EmployerChanged, SiteAdded, SiteChanged
from advocacy.people.imports.names import place_key, place_name
from advocacy.people.imports.values import siren as checked_siren
from advocacy.people.models import Employer, Site
from advocacy.people.queries import organisation
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Can
from advocacy.work import Work
from advocacy.zones import all_zones


def add_employer(work: Work, name: str, siren: str | None) -> Employer:
    """Enter a legal entity. Refused when its name or number is taken or impossible."""
    _check_may(work)
    employer = Employer(name=place_name(name), siren=_siren(siren))
    _check_employer(work, employer.name, employer.siren, but=None)
    work.session.add(employer)
    work.session.flush()
    work.record(EmployerAdded(employer_id=employer.id, called=employer.name))
    return employer


def change_employer(work: Work, employer: Employer, name: str, siren: str | None) -> None:
    """Correct a legal entity's name or number. Raises Refused."""
    _check_may(work)
    new_name, new_siren = place_name(name), _siren(siren)
    _check_employer(work, new_name, new_siren, but=employer.id)
    if (employer.name, employer.siren) == (new_name, new_siren):
        return
    employer.name, employer.siren = new_name, new_siren
    work.record(EmployerChanged(employer_id=employer.id, called=new_name))


def add_site(work: Work, employer_id: int, name: str, time_zone: str) -> Site:
    """Enter an establishment. Raises Refused."""
    _check_may(work)
    employer = organisation.employer(work.session, employer_id)
    site = Site(employer_id=employer.id, name=place_name(name), time_zone=_zone(time_zone))
    _check_site(work, employer.id, site.name, but=None)
    work.session.add(site)
    work.session.flush()
    work.record(SiteAdded(site_id=site.id, called=site.name))
    return site


def change_site(work: Work, site: Site, name: str, time_zone: str) -> None:
    """Correct an establishment's name or zone. Raises Refused."""
    _check_may(work)
    new_name, new_zone = place_name(name), _zone(time_zone)
    _check_site(work, site.employer_id, new_name, but=site.id)
    if (site.name, site.time_zone) == (new_name, new_zone):
        return
    site.name, site.time_zone = new_name, new_zone
    work.record(SiteChanged(site_id=site.id, called=new_name))


def _check_may(work: Work) -> None:
    work.actor.require(Can.MANAGE_ORGANISATION)
    check_whole_company(work.actor.scope(Can.MANAGE_ORGANISATION))


def _siren(typed: str | None) -> str | None:
    return checked_siren(typed) if typed and typed.strip() else None


def _zone(typed: str) -> str:
    if typed not in all_zones():
        raise Refused("This time zone is not known. Choose one of the list.")
    return typed


def _check_employer(work: Work, name: str, siren: str | None, *, but: int | None) -> None:
    key = place_key(name)
    for other in organisation.employers(work.session):
        if other.id != but and place_key(other.name) == key:
            raise Refused("There is an employer of this name already.")
        if other.id != but and siren is not None and other.siren == siren:
            raise Refused("Another employer has this SIREN already.")


def _check_site(work: Work, employer_id: int, name: str, *, but: int | None) -> None:
    key = place_key(name)
    names = work.session.execute(select(Site.id, Site.name).where(Site.employer_id == employer_id))
    if any(site_id != but and place_key(other) == key for site_id, other in names):
        raise Refused("This employer has a site of this name already.")
