from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select

from advocacy.access import SYSTEM
from advocacy.answers.models import AnswerThanks, AnswerWords, PublicAnswer
from advocacy.audit.events import Event
from advocacy.audit.models import EventRow, Opening
from advocacy.db import db
from advocacy.jobs.models import Job
from advocacy.notices.models import Notice
from advocacy.people.models import OneTimeLink, SignIn, SignInFailure
from advocacy.people.models.signing_in import LinkPurpose
from advocacy.privacy import retention, rules
from advocacy.privacy.events import RetentionApplied
from advocacy.relay.models import ClickSalt, ClickSeen
from advocacy.work import unit_of_work
from tests.jobs import kinds  # noqa: F401 - its kinds of jobs are used
from tests.support.answer_makers import a_thanks, an_answer
from tests.support.jobs import run_jobs
from tests.support.makers import a_person, save


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def a_sign_in(person, **values):
    now = values.pop("now")
    token = f"{person.id}-{len(values)}-{values.get('ended_at')}"
    row = {"created_at": now, "seen_at": now, "expires_at": now + timedelta(days=14), "device": "x"}
    return SignIn(token_hash=token, person_id=person.id, **{**row, **values})


def test_what_an_answer_says_of_the_customer_goes_and_the_answer_stays(app, world):
    a_thanks(an_answer(a_person()), note="Thank you from Mrs Martin")
    world.clock.advance(days=730)
    an_answer(a_person())
    assert retention.apply_retention() == {}
    world.clock.advance(days=2)
    assert retention.apply_retention() == {"words of answers": 1, "notes of thanks": 1}
    assert retention.apply_retention() == {}
    assert (count(AnswerWords), count(PublicAnswer)) == (1, 2)
    assert db.session.scalars(select(AnswerThanks.note)).all() == [""]


def test_nothing_young_is_dropped(app, world):
    now = world.clock.now()
    person = a_person()
    save(
        a_sign_in(person, now=now),
        a_sign_in(person, now=now, ended_at=now - rules.SIGN_INS_ENDED + timedelta(minutes=1)),
        SignInFailure(account="x", at=now),
    )
    with unit_of_work(SYSTEM) as work:
        work.later("test.note", {})
    run_jobs()
    assert retention.apply_retention() == {}
    assert (count(SignIn), count(SignInFailure), count(Job)) == (2, 1, 1)


def test_what_was_kept_long_enough_goes_and_the_journal_says_how_much(app, world):
    now = world.clock.now()
    person = a_person()
    link = {"person_id": person.id, "purpose": LinkPurpose.RESET, "created_at": now}
    save(
        a_sign_in(person, now=now, ended_at=now),
        SignInFailure(account="x", at=now),
        OneTimeLink(token_hash="a", expires_at=now, **link),
    )
    with unit_of_work(SYSTEM) as work:
        work.later("test.note", {})
    run_jobs()
    world.clock.advance(days=100)
    assert retention.apply_retention() == {
        "jobs done": 1,
        "sign-ins ended": 1,
        "failed sign-ins": 1,
        "one-time links": 1,
    }
    assert (count(SignIn), count(SignInFailure), count(OneTimeLink), count(Job)) == (0, 0, 0, 0)
    said = select(EventRow.payload).where(EventRow.name == "retention_applied")
    assert sum(payload["count"] for payload in db.session.scalars(said)) == 4


def test_a_trace_ends_at_the_moment_written_with_it(app, world):
    now = world.clock.now()
    row = EventRow(id=1, name="x", version=1, at=now, payload={})
    save(row)
    for days in (1, 2, None):
        until = None if days is None else now + timedelta(days=days)
        save(
            Opening(
                event_id=1, kind="trace", commitment="c", salt=b"s", values_={"ip": "x"}, expires_at=until
            )
        )
    world.clock.advance(days=1)
    assert retention.apply_retention() == {"technical traces": 1}
    assert count(Opening) == 2


def test_a_notice_stays_without_its_address(app, world):
    from tests.notices.test_sending import say

    say(a_person(email="lea@verdier.example"))
    run_jobs()
    world.clock.advance(days=90)
    assert retention.apply_retention()["addresses of notices"] == 1
    db.session.expire_all()
    notice = db.session.scalars(select(Notice)).one()
    assert (notice.address, notice.state.value) == ("", "sent")
    assert "addresses of notices" not in retention.apply_retention()


def test_many_rows_go_in_batches(app, world):
    now = world.clock.now()
    save(*[SignInFailure(account=str(number), at=now) for number in range(retention.BATCH + 5)])
    world.clock.advance(days=2)
    assert retention.apply_retention() == {"failed sign-ins": retention.BATCH + 5}
    assert count(SignInFailure) == 0


def test_a_day_is_over_who_followed_a_link_is_forgotten(app, world):
    today = world.clock.now().date()
    save(
        ClickSalt(day=today, salt=b"s" * 32),
        *(ClickSeen(day=today, link_id=link_id, visitor=bytes([link_id]) * 16) for link_id in (1, 2)),
    )
    world.clock.at = datetime.combine(today + timedelta(days=1), time(0, 4), UTC)
    assert retention.apply_retention() == {}, "the last clicks of the day may still come"
    world.clock.advance(minutes=2)
    save(ClickSeen(day=world.clock.now().date(), link_id=1, visitor=b"v" * 16))
    assert retention.apply_retention() == {"secrets of days": 1, "visits to links": 2}
    assert (count(ClickSalt), count(ClickSeen)) == (0, 1)


def test_every_kind_says_what_it_is():
    assert len({kept.what for kept in retention.KEPT}) == len(retention.KEPT)


def test_every_kind_has_words_for_the_journal() -> None:
    assert {kept.what for kept in retention.KEPT} == set(RetentionApplied.words["what"])
    assert issubclass(retention.RetentionApplied, Event)
