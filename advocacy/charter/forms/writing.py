"""What is typed when a version is written: documents, texts, settings, audience, folders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from advocacy.charter.rules.audience import AUDIENCE_ROLES, MOST_LINES, AudienceLine
from advocacy.charter.rules.drafting import LONGEST_TERM
from advocacy.charter.rules.texts import LONGEST, TextParts
from advocacy.charter.rules.words import Force
from advocacy.charter.spoken import FORCES, LANGUAGES
from advocacy.numbers import whole_number
from advocacy.people.forms.answering import AnsweringForm, needed, options, without_blanks
from advocacy.people.rules import Language
from advocacy.quizzes.reading import MOST_QUESTIONS
from advocacy.quizzes.terms import MOST_ATTEMPTS, Terms
from advocacy.roles import Role

PARTS = ("title", "statement", "change_note", "source", "summary", "quiz")


class DocumentForm(AnsweringForm):
    """A new document."""

    slug = StringField(
        _l("Short name"),
        filters=[without_blanks],
        validators=[needed(_l("Give the document a short name, such as “social-media”."))],
        description=_l("It stands in addresses and file names: small letters, digits and hyphens."),
    )


class FolderForm(AnsweringForm):
    """A version as a zip of its folder."""

    archive = FileField(
        _l("Zip of a folder"),
        validators=[InputRequired(_l("Choose a zip file first."))],
        description=_l("A folder with fr.md and en.md, as a version downloads as."),
    )


class NeededForReview:
    """A mark and no check: an author may save an unfinished draft, but the field is not called optional."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Accept whatever was typed; `rules.texts.missing_parts` tells what review needs."""


def _longest(part: str) -> Length:
    return Length(max=LONGEST[part], message=_l("At most %(max)d characters."))


def _parts_in(language: Language) -> tuple[Any, ...]:
    """Title, statement, change note, text, summary and quiz in one language, in the order of PARTS."""
    spoken = {"lang": language.value}
    return (
        StringField(_l("Title"), validators=[NeededForReview(), _longest("title")], render_kw=spoken),
        TextAreaField(
            _l("Statement to acknowledge"),
            validators=[NeededForReview(), _longest("statement")],
            description=_l("The sentence under the text that people confirm. It is kept with the text."),
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Change note"),
            validators=[NeededForReview(), _longest("change_note")],
            description=_l("One or two sentences for the reader: what is new, or what the text is for."),
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Text"),
            validators=[NeededForReview(), _longest("source")],
            description=_l(
                "In Markdown. A clause starts with a line such as “## You may speak {#you-may-speak}”."
            ),
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Summary on one page"),
            validators=[_longest("summary")],
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Quiz"),
            validators=[_longest("quiz")],
            description=_l(
                "A question is “## The question? {#its-key section=id-of-a-clause}”; below “- [x] right”, "
                "“- [ ] wrong” and, if wished, “> why”."
            ),
            render_kw=spoken,
        ),
    )


class TextsForm(AnsweringForm):
    """Both languages of a draft with their quiz and its terms, and the edition they were opened at."""

    edition = HiddenField()
    fr_title, fr_statement, fr_change_note, fr_source, fr_summary, fr_quiz = _parts_in(Language.FRENCH)
    en_title, en_statement, en_change_note, en_source, en_summary, en_quiz = _parts_in(Language.ENGLISH)
    pass_mark = IntegerField(
        _l("Right answers needed"),
        validators=[Optional(), NumberRange(0, MOST_QUESTIONS, _l("Between %(min)d and %(max)d."))],
        description=_l("How many questions must be answered right to pass."),
    )
    attempts = IntegerField(
        _l("How often the quiz can be tried"),
        validators=[Optional(), NumberRange(1, MOST_ATTEMPTS, _l("Between %(min)d and %(max)d times."))],
        description=_l("Leave it empty for any number of times."),
    )

    @classmethod
    def of(cls, texts: Mapping[Language, TextParts], terms: Terms, edition: int) -> TextsForm:
        """A form that shows these texts and terms."""
        shown: dict[str, Any] = {
            "edition": str(edition),
            "pass_mark": terms.pass_mark or None,
            "attempts": terms.attempts,
        }
        for language, text in texts.items():
            shown |= {f"{language.value}_{part}": getattr(text, part) for part in PARTS}
        return cls(formdata=None, data=shown)

    def texts(self) -> list[TextParts]:
        """What was typed, by language; one without a single word is left out."""
        typed = [TextParts(language, *self._typed(language)) for language in Language]
        return [text for text in typed if any(getattr(text, part).strip() for part in PARTS)]

    def all_texts(self) -> list[TextParts]:
        """What was typed, every language: an emptied one empties the draft's too."""
        return [TextParts(language, *self._typed(language)) for language in Language]

    def terms(self) -> Terms:
        """The terms typed; what is no number yet counts as none."""
        return Terms(self.pass_mark.data or 0, self.attempts.data)

    def has_quiz(self) -> bool:
        """Whether anything of a quiz was typed, or is wrong with it."""
        fields = [self[name] for name in ("fr_quiz", "en_quiz", "pass_mark", "attempts")]
        return any(field.data or field.errors for field in fields)

    def _typed(self, language: Language) -> list[str]:
        return [str(self[f"{language.value}_{part}"].data or "") for part in PARTS]

    def opened_at(self) -> int:
        """The edition the form was opened at; 0, which no draft has, when it was tampered with."""
        return whole_number(self.edition.data) or 0


class SettingsForm(AnsweringForm):
    """Force, language with authority, term for joiners. The audience's lines are read by `lines_typed`."""

    edition = HiddenField()
    force = RadioField(
        _l("What the text is"),
        choices=options(then=((force.value, label) for force, label in FORCES.items())),
        validators=[InputRequired(_l("Choose one."))],
    )
    authoritative = RadioField(
        _l("Which language prevails"),
        choices=options(then=((language.value, label) for language, label in LANGUAGES.items())),
        validators=[InputRequired(_l("Choose one."))],
        description=_l("French wherever the text creates duties for people in France."),
    )
    days_to_acknowledge = IntegerField(
        _l("Days to acknowledge for people who join"),
        validators=[
            InputRequired(_l("Write a number of days.")),
            NumberRange(1, LONGEST_TERM, _l("Between %(min)d and %(max)d days.")),
        ],
        description=_l("Counted from the day they are concerned; absences do not count."),
    )

    def opened_at(self) -> int:
        """The edition the form was opened at."""
        return whole_number(self.edition.data) or 0

    def chosen_force(self) -> Force:
        """The force chosen."""
        return Force(self.force.data)

    def chosen_language(self) -> Language:
        """The language with authority."""
        return Language(self.authoritative.data)


def lines_typed(form: MultiDict[str, str]) -> list[AudienceLine]:
    """The audience's lines as they were chosen; what is no choice counts as none. Empty lines stay empty."""
    columns = [form.getlist(name)[: MOST_LINES + 1] for name in ("employer", "site", "department", "role")]
    rows = zip(*columns, strict=False)
    return [
        AudienceLine(whole_number(employer), whole_number(site), whole_number(department), _role(role))
        for employer, site, department, role in rows
    ]


def _role(typed: str) -> Role | None:
    return next((role for role in AUDIENCE_ROLES if role.value == typed), None)
