"""Taking the quiz of a version: beginning an attempt, and handing it in, once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from advocacy.access import Can
from advocacy.audit.recording import Private
from advocacy.charter.events.quizzing import CharterQuizPassed
from advocacy.charter.models import Attempt, AttemptResult, Passing
from advocacy.charter.queries.quizzes import (
    AttemptFacts,
    QuizVersion,
    attempt,
    attempts,
    chances_of,
    passing,
    version_in_force,
    version_of,
)
from advocacy.charter.rules.quizzes import check_begin
from advocacy.people.identity import identity_of
from advocacy.people.models import Person
from advocacy.quizzes.attempts import is_passed
from advocacy.quizzes.quiz import answered, new_seed
from advocacy.work import Work


def begin(work: Work, slug: str, language: str) -> int:
    """Begin an attempt at the quiz of the version in force of the document `slug`; returns its id.

    One that was begun and not handed in goes on: two tabs, the back button and a repeated POST give the same.
    Raises NotVisible: nothing in force; Refused: no quiz, passed already, or all attempts used up.
    """
    work.actor.require(Can.ACKNOWLEDGE_CHARTER)
    person_id = work.actor.id
    assert person_id is not None
    work.hold(Person, person_id)
    version = version_in_force(work.session, slug, at=work.now)
    known = attempts(work.session, person_id, version.id)
    pending = [one.id for one in known if one.at is None]
    if pending:
        return pending[0]
    check_begin(
        passing(work.session, person_id, version.id),
        chances_of(known, version.terms.attempts, work.now),
        has_quiz=version.quiz_sha256 is not None,
        allowed=version.terms.attempts,
    )
    begun = Attempt(
        person_id=person_id,
        version_id=version.id,
        language=version.text_in(language).language,
        number=len(known) + 1,
        seed=new_seed(),
        begun_at=work.now,
    )
    work.session.add(begun)
    work.session.flush()
    return begun.id


def hand_in(work: Work, attempt_id: int, ticked: Mapping[str, Collection[str]]) -> AttemptFacts:
    """Mark an attempt of the actor's; the first one passed is kept as the passing, in the ledger too.

    Handed in again, by whichever tab, it gives the first result. Raises NotVisible for somebody else's,
    Refused while a question has no answer.
    """
    work.actor.require(Can.ACKNOWLEDGE_CHARTER)
    assert work.actor.id is not None
    work.hold(Person, work.actor.id)
    begun = attempt(work.session, attempt_id, visible_to=work.actor.id)
    if begun.is_handed_in:
        return begun
    version = version_of(work.session, begun.version_id)
    answers, marked = answered(version.text_in(begun.language).quiz, ticked)
    passed = is_passed(marked.right, version.terms.pass_mark)
    work.session.add(
        AttemptResult(
            attempt_id=begun.id,
            answers=answers,
            right=marked.right,
            questions=marked.questions,
            passed=passed,
            at=work.now,
        )
    )
    work.session.flush()
    if passed and passing(work.session, work.actor.id, version.id) is None:
        _keep_passing(work, version, begun, questions=marked.questions)
    return attempt(work.session, attempt_id, visible_to=work.actor.id)


def _keep_passing(work: Work, version: QuizVersion, begun: AttemptFacts, *, questions: int) -> None:
    text = version.text_in(begun.language)
    assert version.quiz_sha256 is not None
    event = CharterQuizPassed(
        document=version.slug,
        number=version.number,
        language=text.language,
        manifest=version.manifest,
        sha256=text.sha256,
        quiz_sha256=version.quiz_sha256,
        pass_mark=version.terms.pass_mark,
        questions=questions,
    )
    assert work.actor.id is not None
    identity = Private(identity_of(work.session, work.actor.id, work.today))
    work.session.add(
        Passing(
            person_id=work.actor.id,
            version_id=version.id,
            attempt_id=begun.id,
            at=work.now,
            event_id=work.record(
                event, subject=work.actor.party, documents=[text.sha256], private={"identity": identity}
            ),
        )
    )
    work.session.flush()
