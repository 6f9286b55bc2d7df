"""A company to measure on: the starter charter in force, and people who are signed in and owe it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import update

from advocacy.charter.actions.folders import files_in
from advocacy.charter.folder import read_folder
from advocacy.charter.rules.texts import TextParts
from advocacy.db import db
from advocacy.paths import shipped
from advocacy.people.models import Person
from advocacy.people.rules import Language
from bench.scratch import Scratch
from tests.support.charter_makers import a_document, a_published_version
from tests.support.crowds import a_crowd
from tests.support.makers import a_department
from tests.support.readers import Reader, sign_in_all
from tests.support.served import Served, an_installation

SLUG = "social-media"


@dataclass
class Company:
    """An installation that is not yet served, and its readers."""

    served: Served
    readers: list[Reader]

    def some(self, count: int) -> list[Reader]:
        """So many readers whom nobody has had yet. Raises IndexError when there are not enough."""
        if len(self.readers) < count:
            raise IndexError(f"{count} readers are wanted, {len(self.readers)} are left")
        taken, self.readers = self.readers[:count], self.readers[count:]
        return taken


@contextmanager
def a_company(place: Scratch, engine: str, people: int) -> Iterator[Company]:
    """A company of so many people in a dozen departments, on an empty database of this engine.

    Nobody has an address: a worker would write thousands of reminders in working hours, and these are not
    what is measured.
    """
    with an_installation(place.new_folder(engine), place.database(engine)) as served:
        with served.app.app_context():
            version = a_published_version(a_document(SLUG), texts=starter_texts())
            ids = a_crowd(people, departments=[a_department() for _each in range(12)])
            db.session.execute(update(Person).values(email=None, email_key=None))
            readers = sign_in_all(served.app, ids, version, port=served.port)
            db.session.remove()
        yield Company(served, readers)


def starter_texts() -> Sequence[TextParts]:
    """The charter that every organisation starts from, in both languages: a text of a real length."""
    folder = read_folder(files_in(shipped("charter") / SLUG))
    return [
        TextParts(
            language=Language(text.language),
            title=text.title,
            statement=text.statement,
            change_note=text.change_note,
            source=text.source,
            summary=text.summary,
        )
        for text in folder.texts
    ]
