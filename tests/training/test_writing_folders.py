"""Modules as folders: read, written, refused by file and line; and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from advocacy.commands.training import give_out, take_in
from advocacy.db import db
from advocacy.errors import Problems, Refused
from advocacy.people.rules import Language
from advocacy.training.folder import FolderProblems, ModuleFolder, read_folder, write_folder
from advocacy.training.models import Module, ModuleDraft, ModuleVersion
from advocacy.training.proofreading import proofread
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import ModuleSettings
from tests.support.training_makers import a_module, a_module_version, english_lesson, french_lesson

STARTERS = Path(__file__).resolve().parents[2] / "charter" / "training"

FOLDER = ModuleFolder(
    "answering",
    ModuleKind.TEXT,
    ModuleSettings(Language.FRENCH, pass_mark=2, attempts=3, minutes=25),
    (french_lesson(), english_lesson()),
)


def files(**changed):
    found = {name: content.decode() for name, content in write_folder(FOLDER).items()}
    for name, (old, new) in changed.items():
        file = f"{name.replace('_', '.')}.md"
        assert old in found[file]
        found[file] = found[file].replace(old, new, 1)
    return {name: content.encode() for name, content in found.items()}


def told(found):
    with pytest.raises(FolderProblems) as refusal:
        read_folder(found)
    return [str(problem) for problem in refusal.value.problems]


def test_what_is_written_is_read_back():
    assert sorted(files()) == ["en.md", "fr.md", "quiz.en.md", "quiz.fr.md"]
    assert read_folder(files()) == FOLDER


def test_any_number_of_attempts_is_written_as_nought():
    found = files(fr=("attempts: 3", "attempts: 0"))
    assert read_folder(found).settings.attempts is None


def test_numbers_may_be_quoted():
    assert read_folder(files(fr=("pass_mark: 2", 'pass_mark: "2"'))) == FOLDER


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"fr": ("pass_mark: 2", "pass_mark: two")}, "“pass_mark” must be a whole number, not “two”."),
        ({"fr": ("pass_mark: 2", "pass_mark: -2")}, "“pass_mark” must be a whole number, not “-2”."),
        ({"fr": ("pass_mark: 2", "pass_mark: 2.5")}, "“pass_mark”"),
        ({"fr": ("minutes: 25\n", "")}, "“minutes” is missing in the head."),
        ({"fr": ("kind: text", "kind: film")}, "the kind is text, session or proof, not “film”."),
        ({"en": ("lead:", "led:")}, "“led” is not known here."),
        ({"en": ("module: answering", "module: other")}, "“module” is “other”, but fr.md says “answering”."),
        ({"quiz_en": ("language: en", "language: fr")}, "quiz.en.md, line 3: the language is “fr”"),
        ({"fr": ("authoritative: true", "authoritative: false")}, "one language must be authoritative."),
        ({"en": ("module: answering", "module: A b")}, "a module is named in small letters"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(changed, sentence):
    said = told(files(**changed))
    assert any(sentence in one for one in said), said


def test_a_quiz_without_its_text_and_an_empty_folder_are_refused():
    found = files()
    del found["en.md"]
    assert "quiz.en.md asks about a text that is missing." in told(found)
    assert "fr.md is missing: a module needs a text to begin with." in told({})


@pytest.mark.parametrize("folder", sorted(path.name for path in STARTERS.iterdir() if path.is_dir()))
def test_the_trainings_that_come_along_have_nothing_to_mend(folder):
    read = read_folder({path.name: path.read_bytes() for path in (STARTERS / folder).glob("*.md")})
    assert read.module == folder
    assert not proofread(read.kind, read.settings, {text.language: text for text in read.texts})


def test_folders_are_taken_in_as_drafts_and_never_published(app):
    drafts = take_in(tuple(sorted(path for path in STARTERS.iterdir() if path.is_dir())))
    assert len(drafts) == 3
    assert not db.session.scalars(select(ModuleVersion)).all()
    assert {draft.author_id for draft in db.session.scalars(select(ModuleDraft))} == {None}


def test_of_several_folders_all_are_taken_in_or_none_and_the_wrong_one_is_named(app, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "fr.md").write_text("no head", encoding="utf-8")
    with pytest.raises(Problems) as refusal:
        take_in((STARTERS / "bad-buzz", wrong))
    assert str(refusal.value).startswith("wrong: fr.md, line 1")
    db.session.rollback()
    assert not db.session.scalars(select(Module)).all()


def test_a_folder_of_another_kind_is_refused(app, tmp_path):
    a_module("bad-buzz", kind=ModuleKind.PROOF)
    with pytest.raises(Refused, match="of another kind"):
        take_in((STARTERS / "bad-buzz",))


def test_a_version_goes_out_as_a_folder_and_comes_in_the_same(app, tmp_path):
    made = a_module("answering")
    a_module_version(made, texts=[french_lesson(title="Deux"), english_lesson(title="Two")])
    assert give_out("answering", tmp_path / "first", 1) == 1
    assert give_out("answering", tmp_path / "newest") == 2
    read = read_folder({path.name: path.read_bytes() for path in (tmp_path / "newest").iterdir()})
    assert [text.title for text in read.texts] == ["Deux", "Two"]
    with pytest.raises(Refused, match="not an empty folder"):
        give_out("answering", tmp_path / "first")
    with pytest.raises(Refused, match="no such published version"):
        give_out("answering", tmp_path / "third", 3)
    with pytest.raises(Refused, match="no such published version"):
        give_out("nothing", tmp_path / "third")
