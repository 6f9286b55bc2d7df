"""Modules that travel as folders of Markdown: taken in as drafts, given out as files."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from advocacy.access import Can
from advocacy.errors import Refused
from advocacy.training.actions.drafts import Beginning, open_module, start
from advocacy.training.folder import ModuleFolder, read_folder, write_folder
from advocacy.training.freezing import ModuleParts
from advocacy.training.models import Module
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings
from advocacy.work import Work


def import_folder(work: Work, files: Mapping[str, bytes], *, origin: str) -> int:
    """Begin a draft with the version that `files` hold; returns the draft's id. Never publishes.

    The module is the one the folder names; it is opened when it does not exist yet. Raises Problems naming
    file and line for a folder that cannot be read, Refused when the module has an open draft or is of
    another kind.
    """
    work.actor.require(Can.WRITE_TRAINING)
    folder = read_folder(files)
    known = work.session.scalar(select(Module.kind).where(Module.slug == folder.module))
    if known is None:
        open_module(work, folder.module, folder.kind)
    elif ModuleKind(known) is not folder.kind:
        raise Refused(
            "The training “%(module)s” exists already and is of another kind: give the folder another name.",
            module=folder.module,
        )
    return start(work, folder.module, Beginning(origin, folder.settings, folder.texts))


def export_folder(parts: ModuleParts) -> dict[str, bytes]:
    """The files of a version or a draft, contents by name."""
    return write_folder(
        ModuleFolder(
            module=parts.module,
            kind=parts.kind,
            settings=ModuleSettings(parts.authoritative, parts.pass_mark, parts.attempts, parts.minutes),
            texts=tuple(parts.texts.values()),
        )
    )
