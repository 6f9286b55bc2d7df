"""Which language and zone a request speaks, and refusals in that language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, format_date, get_locale, gettext
from flask_login import current_user

from advocacy.errors import Problems, Refused
from advocacy.paths import shipped
from advocacy.settings import LANGUAGES
from advocacy.wiring import wiring

COOKIE_KEY = "language"


def init_languages(app: Flask) -> None:
    """Let `app` speak French and English."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(shipped("translations"))
    Babel(app, locale_selector=language, timezone_selector=zone)
    app.jinja_env.globals.update(languages=LANGUAGES, current_language=language, get_locale=get_locale)


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
    return gettext(refused.sentence, **{name: _said(value) for name, value in refused.values.items()})


def _said(value: object) -> object:
    """A day as people write one; everything else as it is."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date(value, "long")
    return value
