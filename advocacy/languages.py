"""Which language and zone a request speaks; sentences, their numbers and refusals in that language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import flask_babel
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, format_number, get_locale, gettext
from flask_login import current_user
from jinja2 import pass_context

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


def _write_amounts(app: Flask) -> None:
    """Let the sentences of templates write how many as `ngettext` does here."""
    texts: dict[str, Any] = app.jinja_env.globals
    one, several = texts["gettext"], texts["ngettext"]

    @pass_context
    def gettext_with_amounts(context: Any, sentence: str, **values: Any) -> Any:
        return one(context, sentence, **spoken(values))

    @pass_context
    def ngettext_with_amounts(context: Any, singular: str, plural: str, number: int, **values: Any) -> Any:
        return several(context, singular, plural, number, **spoken({"num": number, **values}))

    texts.update(gettext=gettext_with_amounts, ngettext=ngettext_with_amounts)


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """The sentence for so many, with `%(num)s` as people write it: 12,345 in English, in French with a narrow
    no-break space."""
    sentence: str = flask_babel.get_domain().get_translations().ungettext(singular, plural, number)
    return sentence % spoken({"num": number, **values})


def spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence's gaps as people write them: days, and how many; the rest as it is."""
    return {gap: _said(gap, value) for gap, value in values.items()}


def format_date(day: date, format: str = "medium") -> str:
    """A day in the reader's language: `format` is short, medium, long or full."""
    return _first_of_month(flask_babel.format_date(day, format))


def format_datetime(at: datetime, format: str = "medium") -> str:
    """An instant in the reader's language and zone."""
    return _first_of_month(flask_babel.format_datetime(at, format))


def _first_of_month(words: str) -> str:
    """The first day of a month is an ordinal in French: “1er décembre”; CLDR's patterns cannot say so."""
    return _FIRST.sub("1er ", words) if language() == "fr" else words


def _locale() -> str:
    return _LOCALES.get(language(), language())


@contextmanager
def speaking(language: str, zone: str) -> Iterator[None]:
    """Meanwhile speak this language and live in this zone, whoever asks: a mail is for its reader."""
    with current_app.app_context():
        g.spoken = (language, zone)
        yield


def language() -> str:
    """The person's choice, then the choice made before signing in, then the browser's, then the setting."""
    if "spoken" in g:
        return str(g.spoken[0])
    fallback = wiring().settings.language
    if not has_request_context():
        return fallback
    if current_user.is_authenticated:
        return str(current_user.actor.language)
    chosen = session.get(COOKIE_KEY)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or fallback


def title_in(words: Mapping[str, str]) -> str:
    """A title, or another name, that is known by language: in the reader's language, else in any."""
    return words.get(language()) or next(iter(words.values()), "")


def zone() -> str:
    """The zone of the person who asks, else the installation's."""
    if "spoken" in g:
        return str(g.spoken[1])
    if has_request_context() and current_user.is_authenticated:
        return str(current_user.actor.zone)
    return wiring().settings.time_zone


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
