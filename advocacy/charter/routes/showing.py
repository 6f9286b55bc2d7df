"""Showing a text: the page with its proof of display, as it is read and as it comes back with a refusal."""

from __future__ import annotations

from flask import Response, current_app, request, url_for

from advocacy.access import current_actor
from advocacy.charter.banner import mine
from advocacy.charter.display import sign
from advocacy.charter.queries.page import ReadingPage, reading_page
from advocacy.charter.queries.quizzes import QuizStanding, quiz_standing
from advocacy.charter.rules.gate import may_answer, may_relay
from advocacy.charter.rules.reading import LONGEST_QUESTION, LONGEST_REASON, Shown
from advocacy.charter.rules.words import Act
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language as my_language
from advocacy.moment import today
from advocacy.settings import LANGUAGES
from advocacy.wiring import wiring


def person_id() -> int:
    """The person who asks; every route here is for people."""
    found = current_actor().id
    assert found is not None
    return found


def preferred() -> str:
    """The language asked for on this page (which changes nothing else), else the reader's own.

    What is no language of ours counts as not asked for.
    """
    asked = request.values.get("language")
    return asked if asked in LANGUAGES else my_language()


def show_page(
    slug: str,
    *,
    language: str,
    words: str = "",
    refusal: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The reading page of the document `slug`; with a `refusal`, what was `typed` stands in its forms."""
    shown = reading_page(db.session(), mine(), person_id(), slug, language=language, words=words)
    facts = mine().gate
    asks = shown.text.quiz_sha256 is not None and shown.mine.act is not Act.ACKNOWLEDGED
    return page(
        "charter/show.html",
        status=status,
        shown=shown,
        quiz=_quiz(shown) if asks else None,
        token=_token(shown),
        today=today(),
        refusal=refusal,
        typed=typed or {},
        relay=may_relay(facts),
        answer=may_answer(facts),
        longest_question=LONGEST_QUESTION,
        longest_reason=LONGEST_REASON,
    )


def _quiz(shown: ReadingPage) -> QuizStanding:
    text = shown.text
    return quiz_standing(db.session(), person_id(), text.version_id, text.attempts, at=wiring().clock.now())


def receipt_url(event_id: int) -> str | None:
    """Where the receipt of an event is; None in an installation without receipts."""
    known = "audit.receipt" in current_app.view_functions
    return url_for("audit.receipt", event_id=event_id) if known else None


def _token(shown: ReadingPage) -> str:
    world, actor, text = wiring(), current_actor(), shown.text
    proof = Shown(
        person_id=person_id(),
        sign_in_id=actor.sign_in_id,
        text_id=text.id,
        sha256=text.sha256,
        language=text.language.value,
        at=world.clock.now(),
    )
    return sign(proof, world.settings.secret_key.get_secret_value())
