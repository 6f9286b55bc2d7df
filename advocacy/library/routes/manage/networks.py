"""The sheets of networks: what the company does where, and where it is not."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import NotVisible, Refused
from advocacy.htmx import go
from advocacy.languages import say
from advocacy.library import spoken
from advocacy.library.actions import networks as actions
from advocacy.library.forms.networks import SheetForm
from advocacy.library.queries import networks as queries
from advocacy.library.queries.owners import EDITORS, owners
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.sheets import SHEETS
from advocacy.networks.words import Network
from advocacy.work import unit_of_work


@bp.get("/networks")
@access(Can.MANAGE_NETWORKS)
def networks() -> Response:
    """Every network with its sheet, and the official accounts."""
    who = reader()
    found = queries.sheets(who.session)
    return page(
        "networks.html",
        sheets=[found.get(one, queries.Sheet(one)) for one in SHEETS],
        accounts=queries.official_accounts(who.session, today=who.today, zone=who.zone),
        language=who.language.value,
    )


@bp.get("/networks/<network_name>")
@access(Can.MANAGE_NETWORKS)
def network(network_name: str) -> Response:
    """One sheet, to write and to switch on or off."""
    return _page(_network(network_name))


@bp.post("/networks/<network_name>")
@access(Can.MANAGE_NETWORKS)
def save_network(network_name: str) -> Response:
    """Keep what was written."""
    which, form = _network(network_name), _form()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.save_sheet(work, which, form.texts(), owner_id=form.owner.data)
        if not form.errors:
            flash(_("Saved."), "ok")
            return go(url_for(".network", network_name=network_name))
    return _page(which, form)


@bp.post("/networks/<network_name>/presence")
@access(Can.MANAGE_NETWORKS)
def switch_on(network_name: str) -> Response:
    """Be there from now on."""
    which = _network(network_name)
    try:
        with unit_of_work() as work:
            actions.switch_on(work, which)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(_("%(network)s is on: posts for it are offered.", network=spoken.network(which)), "ok")
    return go(url_for(".network", network_name=network_name))


@bp.post("/networks/<network_name>/absence")
@access(Can.MANAGE_NETWORKS)
def switch_off(network_name: str) -> Response:
    """Be there no longer."""
    which = _network(network_name)
    with unit_of_work() as work:
        actions.switch_off(work, which)
    flash(_("%(network)s is off: no post for it is offered any more.", network=spoken.network(which)), "ok")
    return go(url_for(".network", network_name=network_name))


def _page(which: Network, form: SheetForm | None = None) -> Response:
    who = reader()
    sheet = queries.sheets(who.session).get(which, queries.Sheet(which))
    shown = form or _form(sheet)
    return page(
        "network.html",
        sheet=sheet,
        form=shown,
        concerned=queries.concerned(who.session, which, who.now),
        language=who.language.value,
        status=shown.status,
    )


def _form(sheet: queries.Sheet | None = None) -> SheetForm:
    who = reader()
    values = {**vars(sheet), "owner": sheet.owner_id} if sheet else None
    form = SheetForm() if values is None else SheetForm(formdata=None, data=values)
    form.offer_owners(owners(who.session, EDITORS, day=who.today))
    return form


def _network(name: str) -> Network:
    """The network that an address names. Raises NotVisible for one without a sheet."""
    found = next((one for one in SHEETS if one.value == name), None)
    if found is None:
        raise NotVisible
    return found
