"""What is typed to begin a content, to keep one as a template, and about words to think twice about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField

from advocacy.library import spoken
from advocacy.library.rules.phrases import LONGEST_PHRASE, LONGEST_REASON
from advocacy.library.rules.writing import LONGEST, LONGEST_TEMPLATE_NAME
from advocacy.numbers import whole_number
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.rules import Language

_LANGUAGES = tuple((one.value, name) for one, name in spoken.LANGUAGES.items())


class StartForm(AnsweringForm):
    """A new content: its working title, and what it begins from."""

    language = RadioField(
        _l("Language of the title"), choices=options(then=_LANGUAGES), validators=[chosen()]
    )
    title = StringField(
        _l("Title"),
        filters=[without_blanks],
        validators=[
            needed(_l("Give it a title: colleagues find it by that.")),
            not_longer_than(LONGEST["title"]),
        ],
        description=_l("For colleagues; it is not posted."),
    )
    link = StringField(
        _l("Link"),
        filters=[without_blanks],
        description=_l("The page it leads to, if there is one. It begins with https://."),
        render_kw={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"},
    )
    topic = SelectField(_l("Topic"))
    template = SelectField(_l("Begin from"))

    def offer(self, topics: Iterable[tuple[int, str]], templates: Iterable[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.topic.choices = options(("", _l("None yet")), then=((str(key), name) for key, name in topics))
        self.template.choices = options(
            ("", _l("An empty page")), then=((str(key), name) for key, name in templates)
        )

    def values(self) -> dict[str, Any]:
        """What `actions.starting.create_content` asks for."""
        return {
            "language": Language(self.language.data),
            "title": self.title.data or "",
            "link": self.link.data or "",
            "topic_id": whole_number(self.topic.data),
        }


class TemplateForm(AnsweringForm):
    """The name of a template."""

    name = StringField(
        _l("Name of the template"),
        filters=[without_blanks],
        validators=[needed(_l("Give the template a name.")), not_longer_than(LONGEST_TEMPLATE_NAME)],
        description=_l("Such as “New product” or “Open position”."),
    )


class PhraseForm(AnsweringForm):
    """Words to think twice about, and why."""

    phrase = StringField(
        _l("Word or words"),
        filters=[without_blanks],
        validators=[needed(_l("Write a word or several words.")), not_longer_than(LONGEST_PHRASE)],
        description=_l("Whole words are found, with or without accents and capitals."),
    )
    language = SelectField(
        _l("In texts in"), choices=options(("", _l("French and English")), then=_LANGUAGES)
    )
    reason_fr = TextAreaField(
        _l("Why, in French"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why: whoever types these words reads it.")),
            not_longer_than(LONGEST_REASON),
        ],
        render_kw={"lang": "fr", "class": "few-lines"},
    )
    reason_en = TextAreaField(
        _l("Why, in English"),
        filters=[without_blanks],
        validators=[
            needed(_l("Say why: whoever types these words reads it.")),
            not_longer_than(LONGEST_REASON),
        ],
        render_kw={"lang": "en", "class": "few-lines"},
    )

    def chosen_language(self) -> Language | None:
        """The language of the texts that are held against it; None for both."""
        return Language(self.language.data) if self.language.data else None
