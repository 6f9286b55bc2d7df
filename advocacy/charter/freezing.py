"""Freezing a version: from what was typed to exact bytes, HTML, hashes, and the manifest of them all.

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
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.texts import TextParts
from advocacy.charter.rules.words import Force
from advocacy.markup import canonical_text, render, sha256_of
from advocacy.people.rules import Language
from advocacy.quizzes.quiz import parse, plain
from advocacy.quizzes.terms import NO_TERMS, Terms

SUMMARY_PREFIX = "summary-"
"""What the ids in a summary's HTML begin with, so that text and summary can stand on one page."""

_SUMMARY_LINE = "\n----- summary -----\n\n"
_QUIZ_LINE = "\n----- quiz -----\n\n"


@dataclass(frozen=True)
class VersionParts:
    """All that is handed in for review."""

    document: str
    number: int
    force: Force
    authoritative: Language
    days_to_acknowledge: int
    audience: tuple[AudienceLine, ...]
    texts: Mapping[Language, TextParts]
    terms: Terms = NO_TERMS

    @property
    def has_quiz(self) -> bool:
        """Whether a quiz is attached; without one, its terms mean nothing."""
        return any(text.quiz.strip() for text in self.texts.values())


@dataclass(frozen=True)
class FrozenText:
    """One language, as it is kept for good. `sha256` is of `canonical`, `html_sha256` of `html`."""

    language: Language
    title: str
    statement: str
    change_note: str
    source: str
    summary: str
    html: str
    summary_html: str
    quiz: str
    questions: dict[str, Any]
    canonical: bytes
    sha256: str
    html_sha256: str


@dataclass(frozen=True)
class FrozenVersion:
    """Every text, and the manifest: `manifest` is the SHA-256 of `manifest_bytes`.

    `quiz_sha256` tells whether the quiz is that of another version; None when there is none.
    """

    texts: tuple[FrozenText, ...]
    manifest_bytes: bytes
    manifest: str
    quiz_sha256: str | None


def freeze(parts: VersionParts) -> FrozenVersion:
    """The bytes of every text, the HTML shown, the quiz and the manifest.

    Raises Refused for an unreadable text, QuizProblems for an unreadable quiz.
    """
    texts = tuple(
        _freeze_text(parts, parts.texts[language]) for language in Language if language in parts.texts
    )
    content = _manifest(parts, {text.language: text.sha256 for text in texts})
    return FrozenVersion(texts, content, sha256(content).hexdigest(), quiz_sha256_of(parts))


def manifest_of(parts: VersionParts) -> str:
    """The SHA-256 of the manifest, without rendering anything."""
    hashes = {
        language: sha256(_text_bytes(parts, text)).hexdigest() for language, text in parts.texts.items()
    }
    return sha256(_manifest(parts, hashes)).hexdigest()


def quiz_sha256_of(parts: VersionParts) -> str | None:
    """The SHA-256 of the questions in every language with the mark; None without a quiz.

    How often it can be tried is left out: to change that asks nobody again.
    """
    if not parts.has_quiz:
        return None
    quizzes = {language.value: sha256_of(text.quiz) for language, text in parts.texts.items()}
    return sha256(canonical({"pass_mark": parts.terms.pass_mark, "quizzes": quizzes})).hexdigest()


def _manifest(parts: VersionParts, hashes: Mapping[Language, str]) -> bytes:
    """Canonical JSON of all that is reviewed: the texts by their hashes, the settings, the audience.

    The terms of a quiz stand in it only where there is a quiz.
    """
    terms = {"pass_mark": parts.terms.pass_mark, "attempts": parts.terms.attempts}
    lines = sorted((line.plain() for line in parts.audience), key=canonical)
    return canonical(
        {
            "format": 1,
            "document": parts.document,
            "number": parts.number,
            "force": parts.force.value,
            "authoritative": parts.authoritative.value,
            "days_to_acknowledge": parts.days_to_acknowledge,
            "audience": lines,
            "texts": {language.value: digest for language, digest in hashes.items()},
            **({"quiz": terms} if parts.has_quiz else {}),
        }
    )


def _freeze_text(parts: VersionParts, text: TextParts) -> FrozenText:
    content = _text_bytes(parts, text)
    source, summary = canonical_text(text.source), canonical_text(text.summary)
    html = str(render(source, language=text.language.value).html)
    summary_html = str(render(summary, language=text.language.value, prefix=SUMMARY_PREFIX).html)
    return FrozenText(
        language=text.language,
        title=line_of(text.title),
        statement=line_of(text.statement),
        change_note=canonical_text(text.change_note).strip(),
        source=source,
        summary=summary,
        html=html,
        summary_html=summary_html,
        quiz=canonical_text(text.quiz),
        questions=plain(parse(text.quiz)) if text.quiz.strip() else {},
        canonical=content,
        sha256=sha256(content).hexdigest(),
        html_sha256=sha256(html.encode()).hexdigest(),
    )


def line_of(typed: str) -> str:
    """A title or statement in its one spelling: one line, single spaces between words.

    No-break spaces stay, since French typography asks for them.
    """
    return " ".join(part for part in canonical_text(typed).replace("\n", " ").split(" ") if part)


def _text_bytes(parts: VersionParts, text: TextParts) -> bytes:
    """The exact bytes that are hashed: front matter whose values are JSON, the text, then its summary.

    The hashes of both in the front matter make it impossible to move words from one to the other unseen.
    A quiz comes last, told in the same way; without one, nothing is said of it.
    """
    source, summary, quiz = map(canonical_text, (text.source, text.summary, text.quiz))
    matter = {
        "document": parts.document,
        "version": parts.number,
        "language": text.language.value,
        "authoritative": text.language is parts.authoritative,
        "force": parts.force.value,
        "title": line_of(text.title),
        "statement": line_of(text.statement),
        "change_note": canonical_text(text.change_note).strip(),
        "source_sha256": sha256_of(source),
        "summary_sha256": sha256_of(summary),
        **({"quiz_sha256": sha256_of(quiz)} if quiz else {}),
    }
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
    return f"---\n{head}---\n\n{source}{_SUMMARY_LINE}{summary}{_QUIZ_LINE + quiz if quiz else ''}".encode()
