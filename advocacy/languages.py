"""Which language and zone a request speaks; sentences, their numbers and refusals in that language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import flask_babel
from babel import Locale, dates
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, format_number, get_locale, gettext
from flask_login import current_user
from jinja2 import pass_context
from markupsafe import Markup

from advocacy.errors import Problems, Refused
from advocacy.numbers import is_amount
from advocacy.paths import shipped
from advocacy.settings import LANGUAGES
from advocacy.wiring import wiring

COOKIE_KEY = "language"
_LOCALES = {"en": "en_GB"}
"""Where a language is written in several ways, the one of this portal: days before months, 24 hours."""

_MOMENT = "d MMM y, HH:mm"
"""A moment as people read it, in either language: to the minute. The exact one is in `datetime` and files."""

_FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d])")


def init_languages(app: Flask) -> None:
    """Let `app` speak French and English."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(shipped("translations"))
    formats = {**Babel.default_date_formats, "datetime.medium": _MOMENT}
    Babel(app, date_formats=formats, locale_selector=_locale, timezone_selector=zone)
    app.jinja_env.filters.update(dateformat=format_date, datetimeformat=format_datetime)
    app.jinja_env.globals.update(languages=LANGUAGES, current_language=language, get_locale=get_locale)
    _write_amounts(app)


@dataclass(frozen=True)
class Voice:
    """In which language and zone somebody is spoken to: found once for a request.

    `kept` are the sentences without a gap that pages have said in this language already.
    """

    language: str
    zone: str
    locale: Locale
    translations: Any
    kept: dict[str, Markup] = field(repr=False)


_kept: dict[str, dict[str, Markup]] = {}
_MOST_KEPT = 20_000
_VOICE = "advocacy.voice"


def voice() -> Voice:
    """How whoever asks is spoken to."""
    if "voice" in g:
        return cast(Voice, g.voice)
    if not has_request_context():
        return _voice(*_asking())
    found = request.environ.get(_VOICE)
    if found is None:
        found = request.environ[_VOICE] = _voice(*_asking())
    return cast(Voice, found)


def forget_voice() -> None:
    """Look again in which language to speak: the person of this request, or their choice, has changed."""
    if has_request_context():
        request.environ.pop(_VOICE, None)
    flask_babel.refresh()


def _voice(language: str, zone: str) -> Voice:
    locale = Locale.parse(_LOCALES.get(language, language))
    with flask_babel.force_locale(str(locale)):
        translations = flask_babel.get_domain().get_translations()
    return Voice(language, zone, locale, translations, _kept.setdefault(language, {}))


def _write_amounts(app: Flask) -> None:
    """Let the sentences of templates write how many as `ngettext` does here, and find them fast.

    As with Jinja's own, the sentence itself is markup – it is ours – and what fills its gaps is escaped.
    """

    def markup(sentence: str) -> Markup:
        return Markup(sentence)  # noqa: S704 - a sentence of ours

    @pass_context
    def one(context: Any, sentence: str, **values: Any) -> Any:
        speaks = voice()
        if not context.eval_ctx.autoescape:
            return speaks.translations.ugettext(sentence) % spoken(values)
        if values:
            return markup(speaks.translations.ugettext(sentence)) % spoken(values)
        said = speaks.kept.get(sentence)
        if said is None:
            said = markup(speaks.translations.ugettext(sentence)) % {}
            if len(speaks.kept) < _MOST_KEPT:
                speaks.kept[sentence] = said
        return said

    @pass_context
    def several(context: Any, singular: str, plural: str, number: int, **values: Any) -> Any:
        said = voice().translations.ungettext(singular, plural, number)
        gaps = spoken({"num": number, **values})
        return (markup(said) if context.eval_ctx.autoescape else said) % gaps

    app.jinja_env.globals.update(_=one, gettext=one, ngettext=several)


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """The sentence for so many, with `%(num)s` as people write it: 12,345 in English, in French with a narrow
    no-break space."""
    sentence: str = voice().translations.ungettext(singular, plural, number)
    return sentence % spoken({"num": number, **values})


def spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence's gaps as people write them: days, and how many; the rest as it is."""
    return {gap: _said(gap, value) for gap, value in values.items()}


def format_date(day: date, format: str = "medium") -> str:
    """A day in the reader's language: `format` is short, medium, long or full. Of an instant, its day where
    the reader lives."""
    speaks = voice()
    if isinstance(day, datetime):
        day = day.astimezone(ZoneInfo(speaks.zone)).date()
    return _first_of_month(dates.format_date(day, format, locale=speaks.locale))


def format_datetime(at: datetime, format: str = "medium") -> str:
    """An instant in the reader's language and zone."""
    speaks = voice()
    pattern = _MOMENT if format == "medium" else format
    return _first_of_month(
        dates.format_datetime(at, pattern, tzinfo=ZoneInfo(speaks.zone), locale=speaks.locale)
    )


def _first_of_month(words: str) -> str:
    """The first day of a month is an ordinal in French: “1er décembre”; CLDR's patterns cannot say so."""
    return _FIRST.sub("1er ", words) if language() == "fr" else words


def _locale() -> str:
    return _LOCALES.get(language(), language())


@contextmanager
def speaking(language: str, zone: str) -> Iterator[None]:
    """Meanwhile speak this language and live in this zone, whoever asks: a mail is for its reader."""
    with current_app.app_context():
        g.voice = _voice(language, zone)
        yield


def _asking() -> tuple[str, str]:
    """The language and zone of whoever asks.

    The person's choice, then the choice made before signing in, then the browser's, then the setting.
    """
    settings = wiring().settings
    if not has_request_context():
        return settings.language, settings.time_zone
    if current_user.is_authenticated:
        return str(current_user.actor.language), str(current_user.actor.zone)
    chosen = session.get(COOKIE_KEY)
    if chosen not in LANGUAGES:
        chosen = request.accept_languages.best_match(LANGUAGES) or settings.language
    return str(chosen), settings.time_zone


def language() -> str:
    """In which language whoever asks is spoken to."""
    return voice().language


def title_in(words: Mapping[str, str]) -> str:
    """A title, or another name, that is known by language: in the reader's language, else in any."""
    return words.get(language()) or next(iter(words.values()), "")


def zone() -> str:
    """The zone of the person who asks, else the installation's."""
    return voice().zone


def zone_info() -> ZoneInfo:
    """The same as a ZoneInfo."""
    return ZoneInfo(zone())


def say(refused: Refused) -> str:
    """The refusal's sentence in the language of whoever asks; several problems are joined by a space."""
    if isinstance(refused, Problems):
        return " ".join(say(problem) for problem in refused.problems)
    return gettext(refused.sentence, **spoken(refused.values))


def _said(gap: str, value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date(value, "long")
    return format_number(value) if is_amount(gap, value) else value
