from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.jobs.models import Job, JobState
from advocacy.notices.actions import begin, notify
from advocacy.notices.jobs import SEND_ATTEMPTS
from advocacy.notices.models import Notice, NoticeBody
from advocacy.notices.rules import TOO_OFTEN, UNKNOWN, NoticeState
from advocacy.notices.transport import TransportError
from advocacy.people.rules import Language
from advocacy.work import unit_of_work
from tests.support.jobs import run_jobs
from tests.support.makers import a_person

LINK = "3f9c-secret-of-the-link"
ITEM = {
    "key": "k",
    "title": "The charter",
    "due_on": date(2026, 5, 20),
    "is_late": False,
    "path": "/charter/",
}


def say(person, key="one", secret=None, due=None, **values):
    with unit_of_work(SYSTEM) as work:
        notify(
            work,
            kind="news",
            person=person,
            template="reminder",
            values={"name": person.display_name, "items": [ITEM], **values},
            dedup_key=key,
            secret=secret,
            due=due,
        )


def the_notice():
    db.session.expire_all()
    return db.session.scalars(select(Notice)).one()


def bodies():
    return db.session.scalars(select(NoticeBody)).all()


def test_a_notice_is_sent_and_its_body_goes(app, world):
    say(a_person("Léa", "Martin", email="lea@verdier.example"))
    assert the_notice().state is NoticeState.DUE
    assert world.mail.sent == []
    run_jobs()
    (message,) = world.mail.sent
    assert message["To"] == "lea@verdier.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith(f"<notice-{the_notice().id}-")
    assert the_notice().state is NoticeState.SENT
    assert the_notice().ended_at == world.clock.now()
    assert bodies() == []


def test_a_mail_has_both_forms_and_links_to_the_portal(app, world):
    say(a_person("Léa", "O'Neil <b>"))
    run_jobs()
    (message,) = world.mail.sent
    plain = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert "http://localhost/charter/" in plain
    assert "Hello Léa O'Neil <b>," in plain
    assert 'href="http://localhost/charter/"' in html
    assert "O&#39;Neil &lt;b&gt;" in html
    assert "Wednesday, 20 May 2026" in plain


def test_a_mail_speaks_the_readers_language(app, world):
    say(a_person(language=Language.FRENCH))
    run_jobs()
    (message,) = world.mail.sent
    assert message["Content-Language"] == "fr"
    assert "mercredi 20 mai 2026" in message.get_body(("plain",)).get_content()
    assert '<html lang="fr"' in message.get_body(("html",)).get_content()


def test_somebody_without_an_address_gets_none(app, world):
    say(a_person(email=None))
    assert run_jobs() == 0
    assert db.session.scalars(select(Notice)).all() == []


def test_the_same_key_writes_once(app, world):
    person = a_person()
    say(person)
    say(person)
    run_jobs()
    say(person)
    run_jobs()
    assert len(world.mail.sent) == 1


def test_a_notice_waits_for_its_time(app, world):
    say(a_person(), due=world.clock.now() + timedelta(days=1))
    run_jobs()
    assert world.mail.sent == []
    world.clock.advance(days=1)
    run_jobs()
    assert len(world.mail.sent) == 1


def test_a_secret_cannot_be_read_in_the_database(app, world):
    say(a_person(), secret=LINK)
    (body,) = bodies()
    assert LINK not in body.secret
    rows = db.session.execute(text("SELECT arguments FROM job")).all()
    assert LINK not in str(rows)


def test_a_title_cannot_slip_a_header_in(app, world):
    say(a_person(), items=[{**ITEM, "title": "x\r\nBcc: everyone@example.com"}])
    run_jobs()
    (message,) = world.mail.sent
    assert message["Bcc"] is None
    assert message["Subject"] == "Waiting for you: x Bcc: everyone@example.com"


@pytest.mark.parametrize("address", ["lea@a\r\nBcc: x@y.example", "no address", "@verdier.example", "a@"])
def test_what_is_no_address_fails_at_once(app, world, address):
    say(a_person(email=address))
    run_jobs()
    assert world.mail.sent == []
    assert the_notice().state is NoticeState.FAILED
    assert bodies() == []


def test_an_address_refused_for_good_fails_once(app, world):
    world.mail.refuse["gone@"] = TransportError("recipient refused (550)", permanent=True)
    say(a_person(email="gone@verdier.example"))
    run_jobs()
    assert the_notice().state is NoticeState.FAILED
    assert the_notice().detail == "recipient refused (550)"
    assert bodies() == []
    world.clock.advance(days=1)
    assert run_jobs() == 0


def test_a_server_that_is_down_is_tried_until_it_is_up(app, world):
    world.mail.refuse["@"] = TransportError("ConnectionRefusedError", permanent=False)
    say(a_person())
    run_jobs()
    assert the_notice().state is NoticeState.DUE
    assert the_notice().detail == "ConnectionRefusedError"
    world.mail.refuse.clear()
    world.clock.advance(minutes=1)
    run_jobs()
    assert the_notice().state is NoticeState.SENT
    assert the_notice().detail is None
    assert the_notice().attempts == 2


def test_after_three_days_it_is_enough(app, world):
    world.mail.refuse["@"] = TransportError("recipient refused (452)", permanent=False)
    say(a_person())
    began = world.clock.now()
    for _attempt in range(SEND_ATTEMPTS):
        assert run_jobs() == 1
        world.clock.advance(minutes=80)
    assert (the_notice().state, the_notice().detail) == (NoticeState.FAILED, TOO_OFTEN)
    assert world.clock.now() - began > timedelta(days=3)
    assert bodies() == []
    assert db.session.scalars(select(Job)).one().state is JobState.DONE


def test_nobody_is_written_to_twice_when_a_worker_was_ended_while_it_sent(app, world):
    say(a_person())
    with unit_of_work(SYSTEM) as work:
        assert begin(work, the_notice().id, carries_secret=False)
    run_jobs()
    assert world.mail.sent == []
    assert (the_notice().state, the_notice().detail) == (NoticeState.FAILED, UNKNOWN)
    assert bodies() == []


def test_an_invitation_is_sent_again_when_nobody_knows_whether_it_left(app, world):
    say(a_person(), secret=LINK)
    with unit_of_work(SYSTEM) as work:
        assert begin(work, the_notice().id, carries_secret=True)
    run_jobs()
    assert len(world.mail.sent) == 1
    assert the_notice().state is NoticeState.SENT
    assert the_notice().attempts == 2


def test_a_server_that_vanished_with_the_message_counts_as_unknown(app, world):
    world.mail.refuse["@"] = TransportError("SMTPServerDisconnected", permanent=False, in_doubt=True)
    say(a_person())
    run_jobs()
    assert (the_notice().state, the_notice().detail) == (NoticeState.FAILED, UNKNOWN)


def test_every_attempt_bears_the_same_message_id(app, world):
    seen = []

    class Twice:
        def send(self, message):
            seen.append(message["Message-ID"])
            if len(seen) == 1:
                raise TransportError("server said 451", permanent=False)

    from dataclasses import replace

    kept = app.extensions["advocacy"]
    app.extensions["advocacy"] = replace(kept, mail=Twice())
    try:
        say(a_person())
        run_jobs()
        world.clock.advance(minutes=1)
        run_jobs()
    finally:
        app.extensions["advocacy"] = kept
    assert len(seen) == 2
    assert seen[0] == seen[1]


def test_a_broken_template_leaves_the_notice_due(app, world):
    say(a_person(), items=[{**ITEM, "path": "https://elsewhere.example/"}])
    run_jobs()
    assert the_notice().state is NoticeState.DUE
    assert db.session.scalars(select(Job)).one().last_error.startswith("ValueError at mail.py")
    assert world.mail.sent == []
