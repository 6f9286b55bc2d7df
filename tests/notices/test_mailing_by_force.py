"""A mailing whose worker is ended by force while the mail server has a message in its hands."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.notices.actions import notify
from advocacy.notices.models import Notice, NoticeBody
from advocacy.notices.rules import UNKNOWN, NoticeState
from advocacy.work import unit_of_work
from tests.jobs.places import Place
from tests.notices.test_sending import ITEM
from tests.support.postgres import a_ready_database
from tests.support.smtp import a_sink
from tests.support.waiting import until

pytestmark = pytest.mark.commits

PEOPLE = 8


@dataclass
class Reader:
    """Somebody a notice can be written to."""

    id: int
    email: str
    language: str = "en"
    time_zone: str | None = None


@pytest.fixture
def sink():
    with a_sink() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path, sink):
    server = request.param == "postgresql" and request.getfixturevalue("postgresql_server")
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(sink.port), "SMTP_SECURITY": "none"}
    env = {f"ADVOCACY_{name}": value for name, value in mail.items()}
    made = Place(tmp_path, a_ready_database(server) if server else "", **env)
    yield made
    sink.holding = False
    made.close()


def write(number, secret=None):
    reader = Reader(number, f"reader{number}@verdier.example")
    with unit_of_work(SYSTEM) as work:
        notify(
            work,
            kind="news",
            person=reader,
            template="reminder",
            values={"name": "Léa", "items": [ITEM]},
            dedup_key=f"news:{number}",
            secret=secret,
        )


def test_nobody_is_written_to_twice_and_nobody_is_forgotten(place, sink):
    with place.app.app_context():
        for number in range(PEOPLE):
            write(number)
    sink.holding = True
    killed = place.start()
    sink.wait_for(1, seconds=60)
    killed.kill()
    killed.wait(30)
    sink.holding = False
    worker = place.start()
    until(lambda: place.all_done(PEOPLE), "the rest of the mailing")
    worker.terminate()
    assert worker.wait(30) == 0
    arrived = [str(message["To"]) for message in sink.messages]
    assert len(arrived) == len(set(arrived))
    with place.app.app_context():
        notices = db.session.scalars(select(Notice)).all()
        assert {notice.state for notice in notices} <= {NoticeState.SENT, NoticeState.FAILED}
        sent = {notice.address for notice in notices if notice.state is NoticeState.SENT}
        doubtful = {notice.address for notice in notices if notice.detail == UNKNOWN}
        assert sent <= set(arrived) <= sent | doubtful
        assert len(sent) + len(doubtful) == PEOPLE
        assert 1 <= len(doubtful) <= 3
        assert db.session.scalars(select(NoticeBody)).all() == []


def test_an_invitation_is_sent_again_with_the_same_message_id(place, sink):
    with place.app.app_context():
        write(1, secret="the-only-way-in")
    sink.holding = True
    killed = place.start()
    sink.wait_for(1, seconds=60)
    killed.kill()
    killed.wait(30)
    sink.holding = False
    place.start()
    until(lambda: place.all_done(1), "the invitation")
    first, second = sink.messages
    assert first["Message-ID"] == second["Message-ID"]
