"""People at their browsers, many at once: each signed in, each with the form that acknowledges a text."""

from __future__ import annotations

import http.client
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert, select

from advocacy.charter.display import sign
from advocacy.charter.models import Document, Text, Version
from advocacy.charter.rules.reading import Shown
from advocacy.db import db
from advocacy.people.models import PrivacyNoticeSeen, SignIn
from advocacy.people.rules.privacy import EDITION
from advocacy.people.signing_in import hash_of
from advocacy.wiring import wiring
from tests.support.charter_makers import text_of

_FIELD = re.compile(r'<input type="hidden"[^>]* name="(csrf_token|shown|text)"[^>]* value="([^"]*)"')
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    """What a server answered; status 0 when it did not."""

    status: int
    place: str
    body: str = ""

    @property
    def is_promise(self) -> bool:
        """Whether the server said that it was done."""
        return 200 <= self.status < 400


NO_ANSWER = Answer(0, "")


@dataclass(frozen=True)
class Form:
    """The hidden fields of the form that acknowledges a text."""

    slug: str
    fields: dict[str, str]

    @property
    def address(self) -> str:
        """Where it is posted."""
        return f"/charter/{self.slug}/acknowledgement"


@dataclass(frozen=True, eq=False)
class Reader:
    """Somebody signed in on a browser of their own."""

    person_id: int
    port: int
    token: str
    """The secret of the sign-in, of which the row has the SHA-256."""

    cookie: str
    minted: Form
    """The form as the page would show it, made beforehand: for loads whose pages nobody wants to measure."""

    def get(self, address: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", address, None)

    def read(self, slug: str) -> Form:
        """Open the charter's page and take the form from it. Raises AssertionError for any other answer."""
        answer = self.get(f"/charter/{slug}")
        assert answer.status == 200, f"the page answered {answer.status}"
        start = answer.body.index('id="acknowledge"')
        fields = dict(_FIELD.findall(answer.body[start : answer.body.index("</form>", start)]))
        assert set(fields) == {"csrf_token", "shown", "text"}, fields
        return Form(slug, fields)

    def acknowledge(self, form: Form | None = None) -> Answer:
        """Post the form once; NO_ANSWER when the connection broke or nothing came back."""
        sent = form or self.minted
        return self._ask("POST", sent.address, urlencode({**sent.fields, "reached_end": "1"}))

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        headers = {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}{address}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8")
            return Answer(answer.status, answer.headers.get("Location", ""), text)
        except (OSError, http.client.HTTPException):
            return NO_ANSWER
        finally:
            connection.close()


def sign_in_all(app: Flask, people: Sequence[int], version: Version, *, port: int) -> list[Reader]:
    """Sign all these people in, each with the authoritative text of `version` just shown. Commits.

    Needs an application context. What it writes is what a sign-in and the privacy notice would.
    """
    now = wiring().clock.now()
    tokens = {person_id: secrets.token_urlsafe(32) for person_id in people}
    rows = [
        {
            "token_hash": hash_of(token),
            "person_id": person_id,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + timedelta(days=1),
            "device": "Firefox · Linux",
        }
        for person_id, token in tokens.items()
    ]
    if rows:
        db.session.execute(insert(SignIn), rows)
        seen = select(PrivacyNoticeSeen.person_id).where(PrivacyNoticeSeen.edition == EDITION)
        unseen = set(people) - set(db.session.scalars(seen))
        notices = [{"person_id": person_id, "edition": EDITION, "at": now} for person_id in sorted(unseen)]
        if notices:
            db.session.execute(insert(PrivacyNoticeSeen), notices)
    db.session.commit()
    found = db.session.execute(select(SignIn.person_id, SignIn.id).order_by(SignIn.id)).all()
    numbers: dict[int, int] = {row.person_id: row.id for row in found}
    slug = db.session.get_one(Document, version.document_id).slug
    text = text_of(version, version.authoritative)
    made = [
        _reader(app, person_id, tokens[person_id], numbers[person_id], slug, text, port)
        for person_id in people
    ]
    db.session.rollback()
    return made


def _reader(
    app: Flask, person_id: int, token: str, sign_in_id: int, slug: str, text: Text, port: int
) -> Reader:
    world = wiring()
    secret = world.settings.secret_key.get_secret_value()
    csrf = secrets.token_hex(20)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = serializer.dumps({"_user_id": token, "_fresh": True, "csrf_token": csrf})
    shown = Shown(
        person_id=person_id,
        sign_in_id=sign_in_id,
        text_id=text.id,
        sha256=text.sha256,
        language=text.language.value,
        at=world.clock.now(),
    )
    fields = {
        "csrf_token": URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(csrf),
        "shown": sign(shown, secret),
        "text": text.sha256,
    }
    name = app.config["SESSION_COOKIE_NAME"]
    return Reader(person_id, port, token, f"{name}={cookie}", Form(slug, fields))
