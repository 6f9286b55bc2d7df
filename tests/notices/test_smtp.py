"""The mail transport against a real server on loopback."""

import socket
from contextlib import closing
from email.message import EmailMessage

import pytest

from advocacy.notices.transport import FolderMail, SmtpMail, TransportError
from advocacy.settings import read_settings
from tests.support.smtp import a_sink


@pytest.fixture
def sink():
    with a_sink() as running:
        yield running


def mail_through(port, timeout=5.0):
    settings = read_settings(
        {"secret_key": "x" * 32, "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    )
    return SmtpMail(settings, timeout=timeout)


def a_message(to="lea@verdier.example"):
    message = EmailMessage()
    message["From"] = "portal@verdier.example"
    message["To"] = to
    message["Subject"] = "Grüße – à bientôt"
    message.set_content("Voilà.", cte="quoted-printable")
    return message


def refusal(mail, message):
    with pytest.raises(TransportError) as caught:
        mail.send(message)
    assert "verdier" not in str(caught.value)
    return caught.value


def test_a_message_arrives_whole(sink):
    mail_through(sink.port).send(a_message())
    (arrived,) = sink.messages
    assert arrived["Subject"] == "Grüße – à bientôt"
    assert arrived.get_content().strip() == "Voilà."


def test_an_address_refused_for_good_is_permanent(sink):
    sink.answers["gone@verdier.example"] = "550 no such user"
    error = refusal(mail_through(sink.port), a_message("gone@verdier.example"))
    assert (error.permanent, error.in_doubt, str(error)) == (True, False, "recipient refused (550)")


def test_an_address_refused_for_now_is_not(sink):
    sink.answers["full@verdier.example"] = "452 mailbox full"
    error = refusal(mail_through(sink.port), a_message("full@verdier.example"))
    assert (error.permanent, error.in_doubt) == (False, False)


def test_no_server_at_all_is_for_now():
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    error = refusal(mail_through(port), a_message())
    assert (error.permanent, error.in_doubt) == (False, False)


def test_a_server_that_says_nothing_is_for_now():
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        error = refusal(mail_through(mute.getsockname()[1], timeout=0.3), a_message())
    assert (error.permanent, error.in_doubt) == (False, False)


def test_a_server_that_vanishes_with_the_message_leaves_doubt(sink):
    sink.silent = True
    error = refusal(mail_through(sink.port), a_message())
    assert (error.permanent, error.in_doubt) == (False, True)
    assert len(sink.messages) == 1


def test_without_a_server_messages_are_files(tmp_path):
    FolderMail(tmp_path / "mail").send(a_message())
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert b"lea@verdier.example" in file.read_bytes()
