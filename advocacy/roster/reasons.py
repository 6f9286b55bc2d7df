"""Reasons against answering in words: to the person, with the next step, and about the person, for HR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from advocacy.errors import N_
from advocacy.languages import spoken, title_in
from advocacy.people.rules import Language
from advocacy.roster.rules.why import Reason, Why

ABOUT: Mapping[Why, str] = {
    Why.NOT_EMPLOYED: N_("Did not work here on that day."),
    Why.EXTERNAL: N_("External people do not answer customers for the company."),
    Why.ABSENT: N_("Away until %(day)s."),
    Why.NO_CHARTER: N_("No charter was in force."),
    Why.CHARTER_NOT_ACKNOWLEDGED: N_("“%(title)s” was not acknowledged."),
    Why.CHARTER_OVERDUE: N_("“%(title)s” was to be read by %(day)s, and was not."),
    Why.CHARTER_OBJECTED: N_("There was an objection to “%(title)s”."),
    Why.NOT_ENROLLED: N_("Not on the roster."),
    Why.ENROLMENT_ENDED: N_("The place on the roster had ended on %(day)s."),
    Why.LEFT_SINCE: N_("Had left the company on %(day)s, which ended the place on the roster."),
    Why.PAUSED: N_("On pause until %(day)s."),
    Why.SUSPENDED: N_("Suspended by HR."),
    Why.TRAINING_MISSING: N_("“%(title)s” was required and not completed."),
    Why.TRAINING_LAPSED: N_("“%(title)s” held until %(day)s."),
    Why.TOPIC_NOT_HELD: N_("Did not hold this topic."),
}
"""What to tell whoever looks after the person, about any moment: the past one that was asked for, or now."""

ABOUT_WITHOUT_A_DAY: Mapping[Why, str] = {
    Why.ABSENT: N_("Away, with no end known."),
    Why.CHARTER_OVERDUE: N_("“%(title)s” was overdue."),
    Why.PAUSED: N_("On pause, with no end."),
}

NAMES = {
    Why.NOT_EMPLOYED: _l("Does not work here"),
    Why.EXTERNAL: _l("External"),
    Why.ABSENT: _l("Away"),
    Why.NO_CHARTER: _l("No charter in force"),
    Why.CHARTER_NOT_ACKNOWLEDGED: _l("Charter not acknowledged"),
    Why.CHARTER_OVERDUE: _l("Charter overdue"),
    Why.CHARTER_OBJECTED: _l("Objection to the charter"),
    Why.NOT_ENROLLED: _l("Not on the roster"),
    Why.ENROLMENT_ENDED: _l("Place on the roster ended"),
    Why.LEFT_SINCE: _l("Left the company in between"),
    Why.PAUSED: _l("On pause"),
    Why.SUSPENDED: _l("Suspended"),
    Why.TRAINING_MISSING: _l("Training not completed"),
    Why.TRAINING_LAPSED: _l("Training lapsed"),
    Why.TOPIC_NOT_HELD: _l("Holds no topic"),
}
"""Each reason in a few words, for counting."""


LANGUAGES = {Language.FRENCH: _l("French"), Language.ENGLISH: _l("English")}


@dataclass(frozen=True)
class Told:
    """A reason in words: its name, the sentence, and where the next step is."""

    name: str
    sentence: str
    path: str | None


def to_the_person(reason: Reason) -> Told:
    """What the person reads, in the language of the request."""
    return Told(str(NAMES[reason.why]), _say(reason.sentence, reason), reason.path)


def asked_for_already(reason: Reason) -> Told:
    """The same about a topic the person has asked for."""
    if reason.why is not Why.TOPIC_NOT_HELD:
        return to_the_person(reason)
    return Told(str(NAMES[reason.why]), gettext("You asked for this topic. HR gives it, or says no."), None)


def about_the_person(reason: Reason) -> str:
    """What HR reads about the person, in the language of the request."""
    words = ABOUT if reason.day else {**ABOUT, **ABOUT_WITHOUT_A_DAY}
    return _say(words[reason.why], reason)


def _say(sentence: str, reason: Reason) -> str:
    given = {"title": title_in(reason.title), "day": reason.day, "due_on": reason.day}
    return str(gettext(sentence)) % spoken({key: value for key, value in given.items() if value})
