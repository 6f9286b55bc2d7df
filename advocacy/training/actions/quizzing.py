"""Taking a quiz: beginning an attempt, and handing it in, once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from advocacy.access import Can
from advocacy.charter.rules.reading import Shown
from advocacy.errors import Refused
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.quizzes.attempts import Chances, chances, is_passed
from advocacy.quizzes.quiz import answered, new_seed
from advocacy.training.actions.completing import complete
from advocacy.training.actions.cycles import begin_cycle, open_now
from advocacy.training.actions.reading import add_time, hashes_of
from advocacy.training.models import Cycle, QuizAttempt, QuizResult
from advocacy.training.queries.published import PublishedModule, module_of_version
from advocacy.training.queries.taking import (
    AttemptFacts,
    AttemptLine,
    attempt,
    attempts,
    time_spent,
)
from advocacy.training.rules import Way
from advocacy.training.rules.attempts import check_chances, check_takeable, check_text_shown
from advocacy.training.rules.time import QUIZ, WHOLE, in_quiz, minutes_of, without_scripts
from advocacy.work import Work


def begin(work: Work, module: PublishedModule, shown: Shown | None, language: str) -> int:
    """Begin an attempt at the quiz of the version in force; returns its id.

    One that was begun and not handed in goes on: two tabs, the back button and a repeated POST give the same.
    A text without questions is handed in at once. Raises Refused: not by quiz, retired, never shown to the
    actor, or all attempts used up.
    """
    work.actor.require(Can.TAKE_TRAINING)
    check_takeable(module.kind, retired=module.retired)
    person_id = work.actor.id
    assert person_id is not None
    work.hold(Person, person_id)
    cycle = open_now(work.session, person_id, module.id)
    known = attempts(work.session, cycle.id if cycle else None, module.version.id)
    pending = [one for one in known if one.at is None]
    if pending:
        return pending[-1].id
    proof = _proof(work, module, shown, is_known=bool(known))
    check_chances(chances_of(known, module, work.now), allowed=module.version.attempts)
    cycle = cycle or begin_cycle(work, person_id, module)
    assert cycle is not None
    if proof is not None:
        _count_reading(work, module, cycle, proof)
    begun = QuizAttempt(
        cycle_id=cycle.id,
        version_id=module.version.id,
        language=module.text_in(language).language,
        number=len(known) + 1,
        seed=new_seed(),
        begun_at=work.now,
    )
    work.session.add(begun)
    work.session.flush()
    if not module.text_in(language).quiz.questions:
        hand_in(work, begun.id, {})
    return begun.id


def hand_in(work: Work, attempt_id: int, ticked: Mapping[str, Collection[str]]) -> AttemptFacts:
    """Mark an attempt of the actor's; passed, it completes its cycle, with the certificate.

    Handed in again, by whichever tab, it gives the first result. Raises NotVisible for somebody else's,
    Refused while a question has no answer.
    """
    work.actor.require(Can.TAKE_TRAINING)
    assert work.actor.id is not None
    work.hold(Person, work.actor.id)
    begun = attempt(work.session, attempt_id, visible_to=work.actor.id)
    if begun.is_handed_in:
        return begun
    module = module_of_version(work.session, begun.version_id, at=work.now)
    quiz = module.text_in(begun.language).quiz
    answers, marked = answered(quiz, ticked)
    passed = is_passed(marked.right, module.version.pass_mark)
    work.session.add(
        QuizResult(
            attempt_id=begun.id,
            answers=answers,
            right=marked.right,
            questions=marked.questions,
            passed=passed,
            at=work.now,
        )
    )
    seconds = in_quiz(begun_at=begun.begun_at, handed_in_at=work.now, questions=marked.questions)
    add_time(work, begun.cycle_id, begun.version_id, {QUIZ: seconds} if seconds else {})
    work.session.flush()
    if passed and begun.completion_id is None:
        _complete(work, module, begun)
    return attempt(work.session, attempt_id, visible_to=work.actor.id)


def chances_of(known: Collection[AttemptLine], module: PublishedModule, now: datetime) -> Chances:
    """How many attempts are left after the `known` ones."""
    handed_in = [one.at for one in known if one.at is not None]
    return chances(len(handed_in), max(handed_in, default=None), module.version.attempts, now)


def _proof(work: Work, module: PublishedModule, shown: Shown | None, *, is_known: bool) -> Shown | None:
    """The proof of showing; whoever tries again in the same cycle was shown the text before."""
    try:
        return check_text_shown(
            shown,
            person_id=work.actor.id,
            sign_in_id=work.actor.sign_in_id,
            texts=hashes_of(module),
        )
    except Refused:
        if is_known:
            return None
        raise


def _count_reading(work: Work, module: PublishedModule, cycle: Cycle, proof: Shown) -> None:
    """Without scripts, the time from opening the text to here counts."""
    spent = time_spent(work.session, cycle.id, module.version.id)
    seconds = without_scripts(
        spent.of_version, opened_at=proof.at, begun_at=work.now, minutes=module.version.minutes
    )
    if seconds:
        add_time(work, cycle.id, module.version.id, {WHOLE: seconds})


def _complete(work: Work, module: PublishedModule, begun: AttemptFacts) -> None:
    spent = time_spent(work.session, begun.cycle_id, begun.version_id)
    complete(
        work,
        person=begun.person_id,
        module_id=module.id,
        version_id=begun.version_id,
        way=Way.QUIZ,
        completed_at=work.now,
        minutes=minutes_of(spent.total),
        documents=[module.texts[Language(begun.language)].sha256],
    )
