"""The starter trainings and the roster's commitment, as this release ships them: real, whole, and the same
in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from advocacy.charter.clauses import split
from advocacy.commands.training import take_in
from advocacy.db import db
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import parse
from advocacy.training.folder import ModuleFolder, read_folder
from advocacy.training.models import ModuleDraft, ModuleDraftText
from advocacy.training.proofreading import proofread
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.texts import LessonParts

TEXTS = Path(__file__).resolve().parents[2] / "charter"
MODULES = ["answering-a-customer", "bad-buzz", "speaking-in-public"]

FEWEST_WORDS = 1_500
"""What fills the twenty minutes that people are told, with its quiz."""

_WORD = re.compile(r"\S*[^\W\d_]\S*")
_MARKS = re.compile(r"\{#[a-z-]+\}|^!!! \w+", re.MULTILINE)


def words(source: str) -> int:
    """Words a reader sees: not quotation marks standing apart, numbers, ids or the names of boxes."""
    return len(_WORD.findall(_MARKS.sub("", source)))


def folder(slug: str) -> ModuleFolder:
    return read_folder({path.name: path.read_bytes() for path in (TEXTS / "training" / slug).glob("*.md")})


def texts(slug: str) -> dict[Language, LessonParts]:
    return {text.language: text for text in folder(slug).texts}


def sections(text: LessonParts) -> list[str]:
    return [clause.id for clause in split(text.source)]


def test_three_trainings_are_shipped() -> None:
    assert sorted(path.name for path in (TEXTS / "training").iterdir() if path.is_dir()) == MODULES


@pytest.mark.parametrize("slug", MODULES)
def test_a_starter_training_needs_no_mending_before_its_review(slug: str) -> None:
    module = folder(slug)
    assert (module.module, module.kind) == (slug, ModuleKind.TEXT)
    assert module.settings.authoritative is Language.FRENCH
    assert (module.settings.minutes, module.settings.attempts) == (20, None)
    assert [str(found.problem) for found in proofread(module.kind, module.settings, texts(slug))] == []


@pytest.mark.parametrize("slug", MODULES)
def test_both_languages_have_the_same_sections_each_with_an_example_of_both_kinds(slug: str) -> None:
    written = texts(slug)
    assert set(written) == set(Language)
    assert sections(written[Language.FRENCH]) == sections(written[Language.ENGLISH])
    for text in written.values():
        for part in re.split(r"^## ", text.source, flags=re.MULTILINE)[1:]:
            assert re.findall(r"^!!! (\w+)$", part, re.MULTILINE) == ["do", "dont"], part.splitlines()[0]


@pytest.mark.parametrize("slug", MODULES)
def test_a_lesson_is_long_enough_for_its_twenty_minutes(slug: str) -> None:
    for language, text in texts(slug).items():
        assert words(text.source) >= FEWEST_WORDS, language


@pytest.mark.parametrize("slug", MODULES)
def test_every_question_leads_to_a_section_and_every_section_is_asked_about(slug: str) -> None:
    for text in texts(slug).values():
        questions = parse(text.quiz).questions
        assert {question.section for question in questions} == set(sections(text))
        assert all(question.explanation for question in questions)
        assert all(3 <= len(question.options) <= 4 for question in questions)


@pytest.mark.parametrize("slug", MODULES)
def test_the_pass_mark_leaves_room_for_a_mistake_but_not_for_luck(slug: str) -> None:
    for text in texts(slug).values():
        questions = parse(text.quiz).questions
        assert 8 <= len(questions) <= 10
        assert len(questions) * 3 / 4 <= folder(slug).settings.pass_mark < len(questions)


@pytest.mark.parametrize("slug", MODULES)
def test_a_right_answer_is_told_neither_by_its_length_nor_by_its_place(slug: str) -> None:
    for text in texts(slug).values():
        questions = parse(text.quiz).questions
        longest = [max(question.options, key=lambda option: len(option.text)) for question in questions]
        assert sum(option.right for option in longest) <= len(questions) / 2
        first = [question.options[0].right for question in questions]
        assert any(first)
        assert sum(first) <= len(questions) / 2


def test_the_three_are_taken_in_as_drafts_together(app: Flask) -> None:
    drafts = take_in(tuple(TEXTS / "training" / slug for slug in MODULES))
    assert [db.session.get_one(ModuleDraft, draft).pass_mark for draft in drafts] == [8, 8, 8]
    for draft in drafts:
        english = db.session.get_one(ModuleDraftText, (draft, Language.ENGLISH))
        assert words(english.source) >= FEWEST_WORDS


def test_no_place_is_left_to_complete() -> None:
    for path in (*(TEXTS / "training").rglob("*.md"), *(TEXTS / "roster").rglob("*.md")):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\[(?:à compléter|to complete)", source), path


def test_the_commitment_has_as_many_promises_in_both_languages() -> None:
    promises = {
        language: re.findall(
            r"\S.*?[.](?= |$)",
            (TEXTS / "roster" / f"commitment.{language}.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        for language in Language
    }
    assert len(promises[Language.FRENCH]) == len(promises[Language.ENGLISH])
    assert 5 <= len(promises[Language.FRENCH]) <= 7
