"""What is typed when a module is written: the module, its texts with their quizzes, its settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from advocacy.charter.forms.publishing import ReviewForm as CharterReviewForm
from advocacy.charter.forms.writing import NeededForReview
from advocacy.numbers import whole_number
from advocacy.people.forms.answering import AnsweringForm, needed, options, without_blanks
from advocacy.people.rules import Language
from advocacy.quizzes.reading import MOST_QUESTIONS
from advocacy.quizzes.terms import MOST_ATTEMPTS
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.drafting import LONGEST_MINUTES, ModuleSettings
from advocacy.training.rules.texts import LONGEST, LessonParts
from advocacy.training.spoken import KINDS, LANGUAGES, WEIGHTS

PARTS = ("title", "lead", "change_note", "source", "quiz")


class ModuleForm(AnsweringForm):
    """A new module."""

    slug = StringField(
        _l("Short name"),
        filters=[without_blanks],
        validators=[needed(_l("Give the training a short name, such as “answering-a-customer”."))],
        description=_l("It stands in addresses and file names: small letters, digits and hyphens."),
    )
    kind = RadioField(
        _l("How it is done"),
        choices=options(then=((kind.value, label) for kind, label in KINDS.items())),
        validators=[InputRequired(_l("Choose one."))],
    )

    def chosen_kind(self) -> ModuleKind:
        """The kind chosen."""
        return ModuleKind(self.kind.data)


def _longest(part: str) -> Length:
    return Length(max=LONGEST[part], message=_l("At most %(max)d characters."))


def _parts_in(language: Language) -> tuple[Any, ...]:
    """Title, lead, change note, lesson and quiz in one language, in the order of PARTS."""
    spoken = {"lang": language.value}
    return (
        StringField(_l("Title"), validators=[NeededForReview(), _longest("title")], render_kw=spoken),
        TextAreaField(
            _l("Lead"),
            validators=[NeededForReview(), _longest("lead")],
            description=_l("One or two sentences: what is learnt."),
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Change note"),
            validators=[NeededForReview(), _longest("change_note")],
            description=_l("One or two sentences for the reader: what is new, or what the module is for."),
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Lesson"),
            validators=[NeededForReview(), _longest("source")],
            description=_l(
                "In Markdown. A section starts with a line such as “## Say who you are {#say-who-you-are}”."
            ),
            render_kw=spoken,
        ),
        TextAreaField(
            _l("Quiz"),
            validators=[NeededForReview(), _longest("quiz")],
            description=_l(
                "A question is “## The question? {#its-key section=id-of-a-section}”; below “- [x] right”, "
                "“- [ ] wrong” and, if wished, “> why”."
            ),
            render_kw=spoken,
        ),
    )


class LessonForm(AnsweringForm):
    """Settings and both languages of a draft, and the edition they were opened at."""

    edition = HiddenField()
    pass_mark = IntegerField(
        _l("Right answers needed"),
        validators=[
            NeededForReview(),
            Optional(),
            NumberRange(0, MOST_QUESTIONS, _l("Between %(min)d and %(max)d.")),
        ],
        description=_l("How many questions must be answered right to pass."),
    )
    attempts = IntegerField(
        _l("How often the quiz can be tried"),
        validators=[Optional(), NumberRange(1, MOST_ATTEMPTS, _l("Between %(min)d and %(max)d times."))],
        description=_l("Leave it empty for any number of times."),
    )
    minutes = IntegerField(
        _l("Minutes it takes"),
        validators=[
            InputRequired(_l("Say how many minutes it takes.")),
            NumberRange(1, LONGEST_MINUTES, _l("Between %(min)d and %(max)d minutes.")),
        ],
        description=_l("People are told, and it is counted as working time."),
    )
    authoritative = RadioField(
        _l("Which language prevails"),
        choices=options(then=((language.value, label) for language, label in LANGUAGES.items())),
        validators=[InputRequired(_l("Choose one."))],
    )
    fr_title, fr_lead, fr_change_note, fr_source, fr_quiz = _parts_in(Language.FRENCH)
    en_title, en_lead, en_change_note, en_source, en_quiz = _parts_in(Language.ENGLISH)

    @classmethod
    def of(cls, texts: Mapping[Language, LessonParts], settings: ModuleSettings, edition: int) -> LessonForm:
        """A form that shows these texts and settings."""
        shown: dict[str, Any] = {**vars(settings), "authoritative": settings.authoritative.value}
        shown["edition"] = str(edition)
        for language, text in texts.items():
            shown |= {f"{language.value}_{part}": getattr(text, part) for part in PARTS}
        return cls(formdata=None, data=shown)

    def texts(self) -> list[LessonParts]:
        """What was typed, by language; one without a single word is left out."""
        return [text for text in self.all_texts() if any(getattr(text, part).strip() for part in PARTS)]

    def all_texts(self) -> list[LessonParts]:
        """What was typed, every language: an emptied one empties the draft's too."""
        return [LessonParts(language, *self._typed(language)) for language in Language]

    def settings(self) -> ModuleSettings:
        """The settings typed; what is no number yet counts as the usual one."""
        usual = ModuleSettings()
        known = {language.value for language in Language}
        return ModuleSettings(
            authoritative=(
                Language(self.authoritative.data) if self.authoritative.data in known else usual.authoritative
            ),
            pass_mark=self.pass_mark.data or 0,
            attempts=self.attempts.data,
            minutes=usual.minutes if self.minutes.data is None else self.minutes.data,
        )

    def opened_at(self) -> int:
        """The edition the form was opened at; 0, which no draft has, when it was tampered with."""
        return whole_number(self.edition.data) or 0

    def _typed(self, language: Language) -> list[str]:
        return [str(self[f"{language.value}_{part}"].data or "") for part in PARTS]


class ReviewForm(CharterReviewForm):
    """A reviewer's decision on exactly the manifest that was on the page."""

    weight = RadioField(
        _l("How much it changes"),
        choices=options(then=((weight.value, label) for weight, label in WEIGHTS.items())),
        validators=[Optional()],
    )


class PublicationForm(AnsweringForm):
    """The confirmation: exactly that manifest."""

    manifest = HiddenField()
