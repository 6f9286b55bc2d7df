"""The quiz that may be attached to a version: written, frozen, taken, and passed before acknowledging."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from advocacy.audit.models import EventRow
from advocacy.charter.freezing import VersionParts, freeze, quiz_sha256_of
from advocacy.charter.models import (
    Acknowledgement,
    Attempt,
    AttemptResult,
    Document,
    Draft,
    DraftText,
    Passing,
    Question,
    Version,
)
from advocacy.charter.proofreading import proofread
from advocacy.charter.rules import Act, Force, Weight
from advocacy.db import db
from advocacy.people.rules import Language
from advocacy.quizzes.reading import QuizProblems
from advocacy.quizzes.terms import NO_TERMS, Terms
from advocacy.roles import Role
from tests.support.charter_makers import (
    ENGLISH_QUIZ,
    FRENCH_QUIZ,
    RIGHT,
    a_document,
    a_draft,
    a_published_version,
    a_quizzed_version,
    english_text,
    french_text,
    quizzed_texts,
    text_of,
)
from tests.support.client import field
from tests.support.makers import a_person, sign_in, somebody
from tests.support.queries import count_queries

PAGE = "/charter/charter"
TWO = Terms(2)
BOTH = {"speak": ["a"], "silence": ["b", "c"]}


@pytest.fixture
def reader(client):
    """Somebody signed in, who owes what is published."""
    person = a_person()
    sign_in(client, person)
    return person


def page_of(answer):
    return answer.get_data(as_text=True)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def form_of(client):
    """What the acknowledgement's form would send, whether the page shows that form or not."""
    html = page_of(client.get(PAGE))
    return {name: field(html, name) for name in ("csrf_token", "shown", "text", "language")}


def acknowledge(client):
    return client.post(f"{PAGE}/acknowledgement", data=form_of(client))


def begin(client):
    """The address of the attempt that the page's button begins."""
    answer = client.submit(f"{PAGE}/attempts", page=PAGE, language="en")
    assert answer.status_code == 303, page_of(answer)
    return answer.headers["Location"].partition("?")[0]


def hand_in(client, ticked, attempt=None):
    address = attempt or begin(client)
    values = {f"q-{key}": keys for key, keys in ticked.items()}
    return client.submit(f"{address}/answers", page=address, language="en", **values)


def parts(french=None, english=None, terms=NO_TERMS):
    texts = (french or french_text(), english or english_text())
    return VersionParts(
        document="charter",
        number=1,
        force=Force.INFORMATIVE,
        authoritative=Language.FRENCH,
        days_to_acknowledge=30,
        audience=(),
        texts={text.language: text for text in texts},
        terms=terms,
    )


def told(terms=TWO, **quizzes):
    quizzes = {"french": FRENCH_QUIZ, "english": ENGLISH_QUIZ} | quizzes
    texts = {
        Language.FRENCH: french_text(quiz=quizzes["french"]),
        Language.ENGLISH: english_text(quiz=quizzes["english"]),
    }
    return [str(finding.problem) for finding in proofread(texts, terms)]


# What is written


def test_a_good_quiz_has_nothing_to_mend_and_neither_has_none():
    assert told() == []
    assert told(NO_TERMS, french="", english="") == []


@pytest.mark.parametrize(
    ("changed", "into", "sentence"),
    [
        ("- [x] Yes", "- [ ] Yes", "Line 1: the question “May you speak about your work?” has no right"),
        ("=confidentiality", "=nowhere", "Line 8: the question “What do you not speak about?” leads to the "),
        ("- [ ] My", "* My", "Line 10: below a question stand its options"),
        ("#silence", "#quiet", "(silence, line 8 in “fr”) is missing in “en”."),
        (ENGLISH_QUIZ, "", "This quiz has no question."),
    ],
)
def test_what_is_wrong_with_a_quiz_is_told_with_its_line(changed, into, sentence):
    assert any(sentence in one for one in told(english=ENGLISH_QUIZ.replace(changed, into)))


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (NO_TERMS, "Say how many questions must be answered right: 1 at least."),
        (Terms(3), "3 right answers are needed, but the quiz has 2 questions only."),
    ],
)
def test_the_mark_fits_the_quiz(terms, sentence):
    assert told(terms) == [sentence]


def test_a_mark_without_a_quiz_is_told():
    assert told(Terms(1), french="", english="") == [
        "There is no quiz: write one, or empty the number of right answers."
    ]


def test_the_quiz_is_part_of_what_is_hashed_and_without_one_the_bytes_say_nothing_of_it():
    plain, quizzed = freeze(parts()), freeze(parts(*quizzed_texts(), Terms(2)))
    assert plain.quiz_sha256 is None
    assert b"quiz" not in plain.manifest_bytes + plain.texts[0].canonical
    assert plain.manifest == freeze(parts(terms=Terms(1, 3))).manifest
    assert quizzed.texts[0].canonical.endswith(f"----- quiz -----\n\n{FRENCH_QUIZ}".encode())
    assert b'"quiz":{"attempts":null,"pass_mark":2}' in quizzed.manifest_bytes
    assert (
        len({frozen.manifest for frozen in (plain, quizzed, freeze(parts(*quizzed_texts(), Terms(1))))}) == 3
    )
    assert len({frozen.manifest for frozen in (quizzed, freeze(parts(*quizzed_texts(), Terms(2, 5))))}) == 2


def test_a_quiz_stays_the_same_quiz_whatever_the_text_and_the_attempts():
    first = quiz_sha256_of(parts(*quizzed_texts(), Terms(2)))
    assert (
        quiz_sha256_of(parts(french_text(title="Autre", quiz=FRENCH_QUIZ), quizzed_texts()[1], Terms(2, 4)))
        == first
    )
    assert quiz_sha256_of(parts(*quizzed_texts(), Terms(1))) != first
    assert (
        quiz_sha256_of(parts(quizzed_texts()[0], english_text(quiz=ENGLISH_QUIZ + "- [ ] Rain.\n"), Terms(2)))
        != first
    )


def test_an_unreadable_quiz_cannot_be_frozen():
    with pytest.raises(QuizProblems):
        freeze(parts(french_text(quiz="No question"), terms=Terms(1)))


def test_the_quiz_of_a_published_text_cannot_be_altered(app):
    version = a_quizzed_version()
    for change in (
        update(Version).where(Version.id == version.id).values(pass_mark=1),
        update(type(text_of(version))).values(quiz="", questions={}),
    ):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(change)


def test_an_owner_attaches_a_quiz_and_the_reviewer_sees_it_and_its_change(app, client, world):
    document = a_document("charter")
    a_published_version(document)
    owner = somebody(Role.CHARTER_OWNER)
    sign_in(client, owner)
    draft = a_draft(document, author=owner)
    address = f"/charter/manage/drafts/{draft.id}"
    assert "Quiz before the acknowledgement (none unless you write one)" in page_of(client.get(address))
    values = {"edition": "1", "pass_mark": "2", "attempts": "3"}
    for text in quizzed_texts():
        for part in ("title", "statement", "change_note", "source", "summary", "quiz"):
            values[f"{text.language.value}_{part}"] = getattr(text, part)
    assert client.submit(address, **values).status_code == 303
    db.session.expire_all()
    kept = db.session.get_one(Draft, draft.id)
    assert (kept.pass_mark, kept.attempts, kept.edition) == (2, 3, 2)
    assert db.session.get_one(DraftText, (draft.id, Language.ENGLISH)).quiz == ENGLISH_QUIZ
    assert "A wrong answer leads back to:" in page_of(client.get(address))
    review = page_of(client.get(f"{address}/review"))
    assert "Version 1 has no quiz." in review
    assert "Quiz: 2 questions" in review
    assert "<ins" in review
    assert "Right answers needed" in review
    with client.get(f"{address}/folder") as folder:
        assert b"quiz.fr.md" in folder.data
    again = client.submit(address, **{**values, "edition": "2", "pass_mark": "99"})
    assert again.status_code == 422
    assert client.submit(address, **{**values, "edition": "2", "pass_mark": "1"}).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Draft, draft.id).edition == 3


# What is taken


def test_off_by_default_no_page_and_no_acknowledgement_asks_for_a_quiz(client, reader):
    a_published_version(a_document("charter"))
    with count_queries() as of_page:
        html = page_of(client.get(PAGE))
    assert "quiz" not in html.lower()
    form = form_of(client)
    with count_queries() as of_post:
        answer = client.post(f"{PAGE}/acknowledgement", data=form)
    assert answer.status_code == 303
    for statements in (of_page, of_post):
        assert not [one for one in statements if "charter_attempt" in one or "FROM charter_passing" in one]
    assert db.session.scalars(select(Acknowledgement.passing_id)).all() == [None]
    assert "quiz" not in page_of(client.get(answer.headers["Location"])).lower()


def test_a_quiz_costs_the_act_one_query_and_its_absence_none(client, reader):
    """Without a quiz it is what it was (docs/decisions/the-acknowledgement-path.md)."""
    costs = []
    for slug, make in (("plain", a_published_version), ("quizzed", a_quizzed_version)):
        make(a_document(slug))
        page = f"/charter/{slug}"
        if make is a_quizzed_version:
            address = client.submit(f"{page}/attempts", page=page, language="en").headers["Location"]
            hand_in(client, RIGHT, address.partition("?")[0])
        html = page_of(client.get(page))
        form = {name: field(html, name) for name in ("csrf_token", "shown", "text", "language")}
        with count_queries() as statements:
            assert client.post(f"{page}/acknowledgement", data=form).status_code == 303
        costs.append(statements)
    assert len(costs[0]) <= 9
    assert len(costs[1]) == len(costs[0]) + 1


def test_without_a_quiz_there_is_none_to_begin(client, reader):
    a_published_version(a_document("charter"))
    answer = client.submit(f"{PAGE}/attempts", page=PAGE)
    assert answer.status_code == 409
    assert "This version has no quiz" in page_of(answer)
    assert client.submit("/charter/nothing/attempts", page=PAGE).status_code == 404


def test_the_acknowledgement_is_refused_until_the_quiz_is_passed_by_direct_post_too(client, reader):
    a_quizzed_version(a_document("charter"))
    html = page_of(client.get(PAGE))
    assert "Begin the quiz" in html
    assert f'action="{PAGE}/acknowledgement"' not in html
    answer = acknowledge(client)
    assert answer.status_code == 409
    assert "Pass it first, then acknowledge the text." in page_of(answer)
    assert hand_in(client, {**BOTH, "speak": ["b"]}).status_code == 303
    assert acknowledge(client).status_code == 409
    assert count(Acknowledgement) == count(Passing) == 0


def test_a_wrong_answer_leads_back_to_its_clause_and_a_right_one_to_the_acknowledgement(
    client, reader, world
):
    version = a_quizzed_version(a_document("charter"))
    result = page_of(client.get(hand_in(client, {**BOTH, "speak": ["b"]}).headers["Location"]))
    assert "Not passed yet" in result
    assert f"{PAGE}?language=en#clause-you-may-speak" in result
    assert "#clause-confidentiality" not in result
    assert "You may, in your own name." in result
    world.clock.advance(minutes=5)
    passed_at = world.clock.now()
    result = page_of(client.get(hand_in(client, RIGHT).headers["Location"]))
    assert "You have passed the quiz, and that stays on record." in result
    (passing,) = db.session.scalars(select(Passing)).all()
    assert (passing.person_id, passing.version_id, passing.at) == (reader.id, version.id, passed_at)
    (event,) = db.session.scalars(select(EventRow).where(EventRow.name == "charter_quiz_passed")).all()
    assert passing.event_id == event.id
    assert version.quiz_sha256.encode() in event.leaf
    assert text_of(version, Language.ENGLISH).sha256.encode() in event.leaf
    assert "You passed the quiz on" in page_of(client.get(PAGE))
    answer = acknowledge(client)
    assert answer.status_code == 303
    assert db.session.scalars(select(Acknowledgement.passing_id)).one() == passing.id
    recorded = page_of(client.get(answer.headers["Location"]))
    assert "Quiz passed at" in recorded
    assert "quiz" not in page_of(client.get(PAGE)).lower()


def test_objecting_and_asking_need_no_quiz(client, reader):
    a_quizzed_version(a_document("charter"))
    answer = client.submit(f"{PAGE}/questions", page=PAGE, question="May I?", clause="", language="en")
    assert answer.status_code == 303
    assert count(Question) == 1
    form = form_of(client)
    assert client.post(f"{PAGE}/objection", data={**form, "reason": ""}).status_code == 303
    assert db.session.scalars(select(Acknowledgement.act)).all() == [Act.OBJECTED]
    assert "Begin the quiz" in page_of(client.get(PAGE))
    assert client.post(f"{PAGE}/acknowledgement", data=form).status_code == 409


def test_attempts_used_up_say_whom_to_ask_and_from_when_on_to_try_again(client, reader, world):
    a_quizzed_version(a_document("charter"), attempts=2)
    wrong = {**BOTH, "speak": ["b"]}
    hand_in(client, wrong)
    assert "1 attempt is left." in page_of(client.get(PAGE))
    result = page_of(client.get(hand_in(client, wrong).headers["Location"]))
    assert "You have used all 2 attempts." in result
    assert "You can try again from" in result
    html = page_of(client.get(PAGE))
    assert "You have used all 2 attempts at the quiz." in html
    assert 'href="#questions"' in html
    assert "I have read it, and I object" in html
    refused = client.submit(f"{PAGE}/attempts", page=PAGE)
    assert refused.status_code == 409
    assert "You have used all 2 attempts." in page_of(refused)
    world.clock.advance(hours=24)
    sign_in(client, reader)
    assert hand_in(client, RIGHT).status_code == 303
    assert acknowledge(client).status_code == 303


def test_an_attempt_is_begun_once_handed_in_once_and_keeps_its_order(client, reader):
    a_quizzed_version(a_document("charter"))
    address = begin(client)
    assert begin(client) == address
    assert "Go on with the quiz" in page_of(client.get(PAGE))
    assert page_of(client.get(address)).count("<fieldset") == 2
    assert 'lang="fr"' in page_of(client.submit(f"{address}/answers", page=address, show_in="fr"))
    half = client.submit(f"{address}/answers", page=address, language="en", **{"q-speak": "a"})
    assert half.status_code == 422
    assert "One question has no answer yet." in page_of(half)
    assert "checked" in page_of(half)
    assert hand_in(client, {**BOTH, "speak": ["b"]}, address).status_code == 303
    token = field(page_of(client.get(PAGE)), "csrf_token")
    again = client.post(
        f"{address}/answers", data={"csrf_token": token, "q-speak": "a", "q-silence": ["b", "c"]}
    )
    assert again.status_code == 303
    assert db.session.scalars(select(AttemptResult.passed)).all() == [False]
    assert client.get(address).status_code == 303


def test_nobody_sees_or_hands_in_the_attempt_of_somebody_else(client, reader):
    a_quizzed_version(a_document("charter"))
    address = begin(client)
    sign_in(client, a_person())
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/result").status_code == 404
    assert client.submit(f"{address}/answers", page=PAGE, **{"q-speak": "a"}).status_code == 404
    assert count(AttemptResult) == 0


def test_what_is_passed_stays_passed_and_is_not_asked_twice(client, reader):
    a_quizzed_version(a_document("charter"))
    hand_in(client, RIGHT)
    refused = client.submit(f"{PAGE}/attempts", page=PAGE)
    assert refused.status_code == 409
    assert "You passed this quiz already" in page_of(refused)
    assert (count(Attempt), count(Passing)) == (1, 1)


@pytest.mark.parametrize(
    ("weight", "changes", "status"),
    [
        (Weight.MINOR, {}, 303),
        (Weight.MINOR, {"attempts": 7}, 303),
        (Weight.MINOR, {"terms": Terms(1)}, 409),
        (Weight.MATERIAL, {}, 409),
    ],
)
def test_a_new_version_asks_again_only_if_it_is_material_or_its_quiz_another(
    client, reader, weight, changes, status
):
    version = a_quizzed_version(a_document("charter"))
    hand_in(client, RIGHT)
    document = db.session.get_one(Document, version.document_id)
    a_quizzed_version(document, weight=weight, **changes)
    assert acknowledge(client).status_code == status


def test_who_acknowledged_owes_nothing_after_a_minor_change_of_the_quiz(client, reader):
    version = a_quizzed_version(a_document("charter"))
    hand_in(client, RIGHT)
    assert acknowledge(client).status_code == 303
    document = db.session.get_one(Document, version.document_id)
    a_quizzed_version(document, weight=Weight.MINOR, terms=Terms(1))
    assert "Nothing is asked of you today" in page_of(client.get("/"))


def test_a_quiz_handed_in_after_a_material_version_is_kept_and_leads_to_the_new_text(client, reader):
    version = a_quizzed_version(a_document("charter"))
    address = begin(client)
    a_quizzed_version(db.session.get_one(Document, version.document_id), weight=Weight.MATERIAL)
    result = page_of(client.get(hand_in(client, RIGHT, address).headers["Location"]))
    assert "This version is no longer in force." in result
    assert count(Passing) == 1
    assert acknowledge(client).status_code == 409


def test_the_evidence_of_passing_cannot_be_altered(client, reader):
    a_quizzed_version(a_document("charter"))
    hand_in(client, RIGHT)
    for change in (
        update(Passing).values(at=Passing.at),
        update(AttemptResult).values(right=0),
        update(Attempt).values(seed="0"),
    ):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(change)
