"""Freezing a module's version: exact bytes, HTML, quiz, hashes, and the manifest of them all.

The same function serves submission, approval and publication, so that what is published is what was approved.
Plain Python: values in, values out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from advocacy.audit.canonical import canonical
from advocacy.charter.freezing import line_of
from advocacy.markup import canonical_text, render, sha256_of
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import Quiz, parse, plain
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.texts import LessonParts

_QUIZ_LINE = "\n----- quiz -----\n\n"


@dataclass(frozen=True)
class ModuleParts:
    """All that is handed in for review. `attempts` is None for any number."""

    module: str
    number: int
    kind: ModuleKind
    authoritative: Language
    pass_mark: int
    attempts: int | None
    minutes: int
    texts: Mapping[Language, LessonParts]


@dataclass(frozen=True)
class FrozenLesson:
    """One language, as it is kept for good. `sha256` is of `canonical`, `html_sha256` of `html`."""

    language: Language
    title: str
    lead: str
    change_note: str
    source: str
    quiz: str
    html: str
    questions: dict[str, Any]
    canonical: bytes
    sha256: str
    html_sha256: str


@dataclass(frozen=True)
class FrozenModule:
    """Every text, and the manifest: `manifest` is the SHA-256 of `manifest_bytes`."""

    texts: tuple[FrozenLesson, ...]
    manifest_bytes: bytes
    manifest: str


def freeze(parts: ModuleParts) -> FrozenModule:
    """The bytes of every text, HTML, questions and manifest.

    Raises Refused for an unreadable text, QuizProblems for an unreadable quiz.
    """
    texts = tuple(
        _freeze_text(parts, parts.texts[language]) for language in Language if language in parts.texts
    )
    content = _manifest(parts, {text.language: text.sha256 for text in texts})
    return FrozenModule(texts, content, sha256(content).hexdigest())


def manifest_of(parts: ModuleParts) -> str:
    """The SHA-256 of the manifest, without rendering anything."""
    hashes = {
        language: sha256(_text_bytes(parts, text)).hexdigest() for language, text in parts.texts.items()
    }
    return sha256(_manifest(parts, hashes)).hexdigest()


def spelled(text: LessonParts) -> LessonParts:
    """The one spelling of what was typed, so that the same words are the same draft."""
    return LessonParts(
        language=text.language,
        title=line_of(text.title),
        lead=line_of(text.lead),
        change_note=canonical_text(text.change_note).strip(),
        source=canonical_text(text.source),
        quiz=canonical_text(text.quiz),
    )


def _manifest(parts: ModuleParts, hashes: Mapping[Language, str]) -> bytes:
    """Canonical JSON of all that is reviewed: the texts by their hashes, and the settings."""
    return canonical(
        {
            "format": 1,
            "module": parts.module,
            "number": parts.number,
            "kind": parts.kind.value,
            "authoritative": parts.authoritative.value,
            "pass_mark": parts.pass_mark,
            "attempts": parts.attempts,
            "minutes": parts.minutes,
            "texts": {language.value: digest for language, digest in hashes.items()},
        }
    )


def _freeze_text(parts: ModuleParts, typed: LessonParts) -> FrozenLesson:
    text, content = spelled(typed), _text_bytes(parts, typed)
    html = str(render(text.source, language=text.language.value).html)
    quiz = parse(text.quiz) if text.quiz else Quiz()
    return FrozenLesson(
        **vars(text),
        html=html,
        questions=plain(quiz),
        canonical=content,
        sha256=sha256(content).hexdigest(),
        html_sha256=sha256(html.encode()).hexdigest(),
    )


def _text_bytes(parts: ModuleParts, typed: LessonParts) -> bytes:
    """The exact bytes that are hashed: front matter whose values are JSON, the lesson, then its quiz.

    The hashes of both in the front matter make it impossible to move words from one to the other unseen.
    """
    text = spelled(typed)
    matter = {
        "module": parts.module,
        "version": parts.number,
        "language": text.language.value,
        "authoritative": text.language is parts.authoritative,
        "kind": parts.kind.value,
        "title": text.title,
        "lead": text.lead,
        "change_note": text.change_note,
        "source_sha256": sha256_of(text.source),
        "quiz_sha256": sha256_of(text.quiz),
    }
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
    return f"---\n{head}---\n\n{text.source}{_QUIZ_LINE}{text.quiz}".encode()
