"""Handing in a proof, and seeing what became of those before."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.routes.showing import person_id
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.htmx import go, page
from advocacy.languages import language
from advocacy.moment import now
from advocacy.training.actions import proofs as actions
from advocacy.training.forms.proofs import ProofForm
from advocacy.training.queries import proofs as queries
from advocacy.training.queries.published import module
from advocacy.training.routes.proofs.blueprint import bp, given_out
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.proofs import MOST_BYTES
from advocacy.work import unit_of_work


@bp.get("/modules/<proof_slug>")
@access(Can.TAKE_TRAINING)
def mine(proof_slug: str) -> Response:
    """A form for a proof of this module, and mine so far."""
    return _page(proof_slug, ProofForm(formdata=None))


@bp.post("/modules/<proof_slug>")
@access(Can.TAKE_TRAINING)
def hand_in(proof_slug: str) -> Response:
    """Hand it in."""
    form = ProofForm()
    if form.validate_on_submit():
        name = request.files["file"].filename or ""
        upload = actions.Upload(_last_part(name) or _("file"), form.file.data.read(MOST_BYTES + 1))
        with form.refusing(), unit_of_work() as work:
            actions.hand_in(
                work,
                proof_slug,
                upload,
                obtained_on=form.obtained_on.data,
                expires_on=form.expires_on.data,
            )
        if not form.errors:
            flash(_("Handed in. HR looks at it; you will be written to, and see it here."), "ok")
            return go(url_for(".mine", proof_slug=proof_slug))
    return _page(proof_slug, form)


@bp.get("/<id:proof_id>/mine/file")
@access(Can.TAKE_TRAINING)
def my_file(proof_id: int) -> Response:
    """The file I handed in."""
    return given_out(queries.my_content(db.session(), proof_id, visible_to=person_id()))


def _page(slug: str, form: ProofForm) -> Response:
    found = module(db.session(), slug, at=now())
    if found.kind is not ModuleKind.PROOF:
        raise NotVisible
    return page(
        "training/proofs/mine.html",
        module=found,
        title=found.text_in(language()).title,
        form=form,
        proofs=queries.mine(db.session(), person_id(), found.id),
        status=form.status,
    )


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]
