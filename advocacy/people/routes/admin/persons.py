"""The list of people; one person; entering and correcting."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.moment import now, today
from advocacy.numbers import whole_number
from advocacy.people.actions import persons
from advocacy.people.actions.persons import Identity
from advocacy.people.actions.placements import Employed, Place
from advocacy.people.forms.people import IdentityForm, PersonForm, PlacementForm, ServiceForm
from advocacy.people.models import Person
from advocacy.people.queries import directory, history, organisation
from advocacy.people.queries.directory import Standing, Wanted
from advocacy.people.routes.admin import bp
from advocacy.people.routes.admin.choices import departments, with_places
from advocacy.people.rules import Kind, Language
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work


@bp.get("/")
@access(Can.MANAGE_PEOPLE)
def index() -> Response:
    """Everybody I look after, by name, found and filtered."""
    wanted, session = _wanted(), db.session()
    found = directory.people(session, wanted, visible_to=current_actor(), day=today())
    return page(
        "admin/index.html",
        fragment="admin/_people_list.html",
        people=found,
        wanted=wanted,
        kept={key: value for key, value in request.args.items() if key not in ("after", "before") and value},
        employers=[(employer.id, employer.name) for employer in organisation.employers(session)],
        departments=departments(),
    )


@bp.get("/people/<int:person_id>")
@access(Can.MANAGE_PEOPLE)
def person(person_id: int) -> Response:
    """What is known of one person, now and before."""
    someone, session = seen(person_id), db.session()
    idle = timedelta(hours=wiring().settings.session_idle_hours)
    return page(
        "admin/person.html",
        person=someone,
        facts=history.facts(session, someone.id),
        account=history.account(session, someone.id, now=now(), idle=idle),
        today=today(),
    )


@bp.get("/people/new")
@access(Can.MANAGE_PEOPLE)
def new_person() -> Response:
    """Enter somebody by hand."""
    form = with_places(PersonForm(data={"first": today(), "language": wiring().settings.language}))
    return page("admin/new_person.html", form=form)


@bp.post("/people")
@access(Can.MANAGE_PEOPLE)
def add_person() -> Response:
    """Keep the new person."""
    form, added = with_places(PersonForm()), None
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            employed = Employed(form.first.data, form.last.data)
            added = persons.add(
                work, Kind(form.kind.data), _identity(form), employed=employed, place=place(form)
            )
    if added is None:
        return page("admin/new_person.html", form=form, status=form.status)
    flash(_("%(name)s is entered. Nothing was mailed yet.", name=added.display_name), "success")
    return go(url_for(".person", person_id=added.id))


@bp.get("/services/new")
@access(Can.MANAGE_PEOPLE)
def new_service() -> Response:
    """Enter a service account."""
    return page("admin/new_service.html", form=ServiceForm())


@bp.post("/services")
@access(Can.MANAGE_PEOPLE)
def add_service() -> Response:
    """Keep the new service account."""
    form, added = ServiceForm(), None
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            added = persons.add_service(work, form.name.data, Language(wiring().settings.language))
    if added is None:
        return page("admin/new_service.html", form=form, status=form.status)
    return go(url_for(".person", person_id=added.id))


@bp.get("/people/<int:person_id>/identity")
@access(Can.MANAGE_PEOPLE)
def identity(person_id: int) -> Response:
    """Correct name, number, address or language."""
    someone = seen(person_id)
    form = IdentityForm(obj=someone, data={"language": someone.language.value})
    return page("admin/identity.html", form=form, person=someone)


@bp.post("/people/<int:person_id>/identity")
@access(Can.MANAGE_PEOPLE)
def correct_identity(person_id: int) -> Response:
    """Keep the correction."""
    form = IdentityForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            persons.correct(work, found(work, person_id), _identity(form))
    if form.errors:
        return page("admin/identity.html", form=form, person=seen(person_id), status=form.status)
    return go(url_for(".person", person_id=person_id))


def seen(person_id: int) -> Person:
    """A person whom the actor looks after. Raises NotVisible."""
    return directory.person(db.session(), person_id, visible_to=current_actor(), day=today())


def found(work: Work, person_id: int) -> Person:
    """The same inside a unit of work."""
    return directory.person(work.session, person_id, visible_to=work.actor, day=today())


def place(form: PlacementForm) -> Place:
    """The place that a form says."""
    return Place(form.employer.data, form.site.data, form.department.data, form.manager.data or "")


def _identity(form: IdentityForm) -> Identity:
    return Identity.of(
        form.given_name.data,
        form.family_name.data,
        form.number.data,
        form.email.data,
        Language(form.language.data),
    )


def _wanted() -> Wanted:
    arguments = request.args
    kinds, standings = {kind.value for kind in Kind}, {standing.value for standing in Standing}
    kind, standing = arguments.get("kind", ""), arguments.get("standing", "")
    return Wanted(
        text=arguments.get("text", "").replace("\x00", "")[:120],
        employer_id=whole_number(arguments.get("employer")),
        department_id=whole_number(arguments.get("department")),
        kind=Kind(kind) if kind in kinds else None,
        standing=Standing(standing) if standing in standings else None,
        after=whole_number(arguments.get("after")),
        before=whole_number(arguments.get("before")),
    )
