"""The overview, a module with its versions, what a draft can be started from, and retiring."""

from __future__ import annotations

from pathlib import Path

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions.folders import files_in
from advocacy.charter.archive import from_zip
from advocacy.charter.forms.writing import FolderForm
from advocacy.charter.reader import reader
from advocacy.errors import Refused
from advocacy.htmx import go
from advocacy.languages import ngettext
from advocacy.paths import shipped
from advocacy.training.actions import drafts as writing
from advocacy.training.actions import retiring
from advocacy.training.actions.drafts import Beginning
from advocacy.training.actions.folders import import_folder
from advocacy.training.forms.writing import ModuleForm
from advocacy.training.queries import written as queries
from advocacy.training.routes.manage.blueprint import bp, page
from advocacy.training.spoken import problems_of
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.SEE_TRAINING_DRAFTS)
def index() -> Response:
    """Every module with its open draft."""
    return _index(ModuleForm(formdata=None), FolderForm(formdata=None))


@bp.post("/modules")
@access(Can.WRITE_TRAINING)
def open_module() -> Response:
    """Open a module, and begin its first draft from a blank page."""
    form = ModuleForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            writing.open_module(work, form.slug.data, form.chosen_kind())
            draft_id = writing.start(work, form.slug.data, Beginning())
        if not form.errors:
            return go(url_for(".draft", module_draft_id=draft_id))
    return _index(form, FolderForm(formdata=None), status=form.status)


@bp.post("/starter")
@access(Can.WRITE_TRAINING)
def start_from_starter() -> Response:
    """Begin a draft of each training that this release ships and that is not there yet."""
    with unit_of_work() as work:
        missing = _starters(queries.slugs(work.session))
        drafts = [import_folder(work, files_in(folder), origin="starter") for folder in missing]
    count = len(drafts)
    flash(ngettext("%(num)s training is now a draft.", "%(num)s trainings are now drafts.", count), "ok")
    return go(url_for(".index"))


@bp.post("/upload")
@access(Can.WRITE_TRAINING)
def upload() -> Response:
    """Begin a draft from the zip of a folder; whatever is wrong with it is listed by file and line."""
    form = FolderForm()
    problems: list[str] = []
    if form.validate_on_submit():
        try:
            with unit_of_work() as work:
                draft_id = import_folder(work, from_zip(form.archive.data.read()), origin="upload")
        except Refused as refused:
            problems = problems_of(refused)
        else:
            return go(url_for(".draft", module_draft_id=draft_id))
    return _index(ModuleForm(formdata=None), form, problems=problems, status=409 if problems else 422)


@bp.get("/modules/<module_slug>")
@access(Can.SEE_TRAINING_DRAFTS)
def module(module_slug: str) -> Response:
    """One module: its open draft, its versions, and ways to start the next one."""
    who = reader()
    found = queries.module(who.session, module_slug, visible_to=who.actor, language=who.language)
    return page("module.html", module=found, may_publish=who.actor.can(Can.PUBLISH_TRAINING))


@bp.post("/modules/<module_slug>/drafts")
@access(Can.WRITE_TRAINING)
def start(module_slug: str) -> Response:
    """Begin the next version from a blank page."""
    with unit_of_work() as work:
        draft_id = writing.start(work, module_slug, Beginning())
    return go(url_for(".draft", module_draft_id=draft_id))


@bp.post("/modules/<module_slug>/retirement")
@access(Can.PUBLISH_TRAINING)
def retire(module_slug: str) -> Response:
    """Retire the module."""
    with unit_of_work() as work:
        retiring.retire(work, module_slug)
    flash(_("Retired. Nobody can take it any more; what was completed stays."), "ok")
    return go(url_for(".module", module_slug=module_slug))


@bp.post("/modules/<module_slug>/return")
@access(Can.PUBLISH_TRAINING)
def bring_back(module_slug: str) -> Response:
    """Bring a retired module back."""
    with unit_of_work() as work:
        retiring.bring_back(work, module_slug)
    flash(_("It can be taken and required again."), "ok")
    return go(url_for(".module", module_slug=module_slug))


def _starters(taken: frozenset[str]) -> list[Path]:
    """The folders of the trainings that come along and are not there yet."""
    folder = shipped("charter") / "training"
    return sorted(path for path in folder.glob("*") if path.is_dir() and path.name not in taken)


def _index(
    form: ModuleForm, folder: FolderForm, *, problems: list[str] | None = None, status: int = 200
) -> Response:
    who = reader()
    found = queries.modules(who.session, visible_to=who.actor, language=who.language)
    return page(
        "index.html",
        modules=found,
        form=form,
        folder=folder,
        problems=problems or [],
        starters=len(_starters(frozenset(module.slug for module in found))),
        status=status,
    )
