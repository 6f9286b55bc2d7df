"""Employers and their sites."""

from __future__ import annotations

from flask import Response, url_for

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.people.actions import organisation as acts
from advocacy.people.forms.organisation import EmployerForm, NewSiteForm, SiteForm
from advocacy.people.queries import organisation as queries
from advocacy.people.routes.admin import bp
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/organisation")
@access(Can.MANAGE_ORGANISATION)
def organisation() -> Response:
    """Employers and sites."""
    session = db.session()
    employers, sites = queries.employers(session), queries.sites(session)
    return page("admin/organisation.html", employers=employers, sites=sites)


@bp.get("/employers/new")
@access(Can.MANAGE_ORGANISATION)
def new_employer() -> Response:
    """Enter an employer."""
    return page("admin/new_employer.html", form=EmployerForm())


@bp.post("/employers")
@access(Can.MANAGE_ORGANISATION)
def add_employer() -> Response:
    """Keep the employer."""
    form = EmployerForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.add_employer(work, form.name.data, form.siren.data)
    if form.errors:
        return page("admin/new_employer.html", form=form, status=form.status)
    return go(url_for(".organisation"))


@bp.get("/employers/<int:employer_id>")
@access(Can.MANAGE_ORGANISATION)
def employer(employer_id: int) -> Response:
    """Change an employer."""
    one = queries.employer(db.session(), employer_id)
    return page("admin/employer.html", form=EmployerForm(obj=one), employer=one)


@bp.post("/employers/<int:employer_id>")
@access(Can.MANAGE_ORGANISATION)
def change_employer(employer_id: int) -> Response:
    """Keep the change."""
    form = EmployerForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.change_employer(
                work, queries.employer(work.session, employer_id), form.name.data, form.siren.data
            )
    if form.errors:
        one = queries.employer(db.session(), employer_id)
        return page("admin/employer.html", form=form, employer=one, status=form.status)
    return go(url_for(".organisation"))


@bp.get("/sites/new")
@access(Can.MANAGE_ORGANISATION)
def new_site() -> Response:
    """Enter a site."""
    return page("admin/new_site.html", form=_new_site(NewSiteForm(data={"time_zone": _zone()})))


@bp.post("/sites")
@access(Can.MANAGE_ORGANISATION)
def add_site() -> Response:
    """Keep the site."""
    form = _new_site(NewSiteForm())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.add_site(work, form.employer.data, form.name.data, form.time_zone.data)
    if form.errors:
        return page("admin/new_site.html", form=form, status=form.status)
    return go(url_for(".organisation"))


@bp.get("/sites/<int:site_id>")
@access(Can.MANAGE_ORGANISATION)
def site(site_id: int) -> Response:
    """Change a site."""
    one = queries.site(db.session(), site_id)
    form = SiteForm(obj=one)
    form.offer()
    return page("admin/site.html", form=form, site=one)


@bp.post("/sites/<int:site_id>")
@access(Can.MANAGE_ORGANISATION)
def change_site(site_id: int) -> Response:
    """Keep the change."""
    form = SiteForm()
    form.offer()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.change_site(work, queries.site(work.session, site_id), form.name.data, form.time_zone.data)
    if form.errors:
        one = queries.site(db.session(), site_id)
        return page("admin/site.html", form=form, site=one, status=form.status)
    return go(url_for(".organisation"))


def _new_site(form: NewSiteForm) -> NewSiteForm:
    form.offer()
    form.offer_employers([(one.id, one.name) for one in queries.employers(db.session())])
    return form


def _zone() -> str:
    return wiring().settings.time_zone
