"""What is typed when content is reviewed, held back and recalled; and comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from advocacy.errors import Problems, Refused
from advocacy.languages import say
from advocacy.library.actions.commenting import LONGEST_COMMENT
from advocacy.library.actions.reviewing import LONGEST_NOTE
from advocacy.library.rules.live import LONGEST_PAGE, LONGEST_REASON, LONGEST_RECALL_REASON, RecallWording
from advocacy.library.rules.words import Decision
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)


class HandingInForm(AnsweringForm):
    """The edition that was on the page. Everything to mend is said, one thing after the other."""

    edition = HiddenField()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turn a refusal inside the block into errors of the form."""
        try:
            yield
        except Problems as found:
            self.form_errors = [say(problem) for problem in found.problems]
        except Refused as refused:
            self.form_errors = [say(refused)]


class DecisionForm(AnsweringForm):
    """A reviewer's decision on exactly the revision whose hash was on the page."""

    sha256 = HiddenField()
    decision = RadioField(
        _l("Your decision"),
        choices=options(
            (Decision.APPROVED.value, _l("Approve this content exactly as it stands here")),
            (Decision.RETURNED.value, _l("Return this content to its author")),
        ),
        validators=[InputRequired(_l("Approve or return the content."))],
    )
    note = TextAreaField(
        _l("Note to the author"),
        filters=[without_blanks],
        validators=[not_longer_than(LONGEST_NOTE)],
        description=_l("Needed when you return the content."),
    )


class CommentForm(AnsweringForm):
    """A comment."""

    text = TextAreaField(
        _l("Your comment"),
        filters=[without_blanks],
        validators=[needed(_l("Write something first.")), not_longer_than(LONGEST_COMMENT)],
    )


class HoldForm(AnsweringForm):
    """Why a content is held back."""

    reason = StringField(
        _l("Why hold it back"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why it is held back: its author will ask.")),
            not_longer_than(LONGEST_REASON),
        ],
    )


class RecallForm(AnsweringForm):
    """Why a content is recalled, in both languages, and what comes instead."""

    reason_fr = TextAreaField(
        _l("The reason, in French"),
        filters=[without_blanks],
        validators=[
            needed(_l("Give the reason in French: everyone who shared it is told.")),
            not_longer_than(LONGEST_RECALL_REASON),
        ],
    )
    reason_en = TextAreaField(
        _l("The reason, in English"),
        filters=[without_blanks],
        validators=[
            needed(_l("Give the reason in English: everyone who shared it is told.")),
            not_longer_than(LONGEST_RECALL_REASON),
        ],
    )
    correction = IntegerField(
        _l("Number of the content that corrects it"),
        validators=[Optional()],
        description=_l("It stands in the address of its page. It must be approved."),
    )
    leads_to = StringField(
        _l("Where its links lead from now on"),
        filters=[without_blanks],
        validators=[not_longer_than(LONGEST_PAGE)],
        description=_l("The address of a page. Left empty, they lead to a page of the portal that says so."),
    )

    def words(self) -> RecallWording:
        """What is told of the recall."""
        return RecallWording(
            self.reason_fr.data or "", self.reason_en.data or "", (self.leads_to.data or "").strip()
        )


class RightForm(AnsweringForm):
    """Whom to limit to which topic."""

    person = SelectField(_l("Who"), coerce=int, validators=[chosen()])
    topic = SelectField(_l("Topic"), coerce=int, validators=[chosen()])

    def offer(self, people: list[tuple[int, str]], topics: list[tuple[int, str]]) -> None:
        """What can be chosen."""
        self.person.choices = options(then=people)
        self.topic.choices = options(then=topics)
