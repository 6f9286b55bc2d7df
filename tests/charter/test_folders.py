"""Folders in and out, as the commands take and give them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from advocacy.charter.models import Draft
from advocacy.commands.charter import give_out, take_in
from advocacy.db import db
from advocacy.errors import Problems, Refused
from tests.support.charter_makers import a_document, a_published_version

STARTER = Path(__file__).resolve().parents[2] / "charter" / "social-media"


def test_the_starter_charter_is_taken_in_as_a_draft(app):
    draft = db.session.get_one(Draft, take_in(STARTER))
    assert (draft.number, draft.author_id) == (1, None)
    with pytest.raises(Refused, match="being written already"):
        take_in(STARTER)


def test_every_problem_of_a_folder_is_named_with_its_file(app, tmp_path):
    (tmp_path / "fr.md").write_text("no head\n", encoding="utf-8")
    (tmp_path / "de.md").write_text("---\n---\n", encoding="utf-8")
    with pytest.raises(Problems) as refusal:
        take_in(tmp_path)
    assert {problem.values["file"] for problem in refusal.value.problems} == {"fr.md", "de.md"}
    assert not db.session.scalars(select(Draft)).all()


def test_a_folder_that_is_not_there_is_said(app, tmp_path):
    with pytest.raises(Refused, match="is not a folder"):
        take_in(tmp_path / "nowhere")


def test_what_was_given_out_is_taken_in_again(app, tmp_path):
    a_published_version(a_document("charter"))
    folder = tmp_path / "out"
    assert give_out("charter", folder) == 1
    assert sorted(path.name for path in folder.iterdir()) == [
        "en.md",
        "fr.md",
        "summary.en.md",
        "summary.fr.md",
    ]
    assert take_in(folder)
    for document, number, target in (
        ("charter", None, folder),
        ("charter", 7, tmp_path / "b"),
        ("other", None, tmp_path / "b"),
    ):
        with pytest.raises(Refused):
            give_out(document, target, number)
    assert not (tmp_path / "b").exists()
