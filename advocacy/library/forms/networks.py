"""What is typed about networks: their sheets, and the company's official accounts."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import Optional

from advocacy.library.rules.live import LONGEST_REASON
from advocacy.library.rules.sheets import LONGEST_HELP, LONGEST_SHEET_TEXT
from advocacy.networks.words import NETWORK_NAMES, PUBLIC, Network
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import number_or_nothing
from advocacy.roster.rules.work_accounts import LONGEST_HANDLE, LONGEST_LINK

People = Sequence[tuple[int, str]]


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, filters=[without_blanks], validators=[not_longer_than(LONGEST_SHEET_TEXT)])


class SheetForm(AnsweringForm):
    """A network's sheet."""

    mission_fr = _text(_l("Our mission there, in French"))
    mission_en = _text(_l("Our mission there, in English"))
    offer_fr = _text(_l("What we offer, in French"))
    offer_en = _text(_l("What we offer, in English"))
    expect_fr = _text(_l("What we expect, in French"))
    expect_en = _text(_l("What we expect, in English"))
    owner = SelectField(
        _l("Owner"),
        coerce=number_or_nothing,
        validators=[Optional()],
        description=_l("Who watches over this network: an editor or an approver."),
    )

    def offer_owners(self, people: People) -> None:
        """Who can own it."""
        self.owner.choices = options(("", _l("Nobody yet")), then=people)

    def texts(self) -> dict[str, str]:
        """The texts by the names of their columns."""
        return {
            "mission_fr": self.mission_fr.data or "",
            "mission_en": self.mission_en.data or "",
            "offer_fr": self.offer_fr.data or "",
            "offer_en": self.offer_en.data or "",
            "expect_fr": self.expect_fr.data or "",
            "expect_en": self.expect_en.data or "",
        }


class AccountForm(AnsweringForm):
    """What may change of an official account."""

    owner = SelectField(
        _l("Owner"),
        coerce=number_or_nothing,
        validators=[Optional()],
        description=_l("Who looks after it: an editor or an approver."),
    )
    last_post_on = DateField(
        _l("Last post"),
        validators=[Optional()],
        description=_l("More than 30 days without a post, and the register calls the account dormant."),
    )
    help_address = URLField(
        _l("Link to help"),
        filters=[without_blanks],
        validators=[not_longer_than(LONGEST_HELP)],
        description=_l("A page where customers are helped. It stands beside the account in public."),
    )

    def offer_owners(self, people: People) -> None:
        """Who can own it."""
        self.owner.choices = options(("", _l("Nobody yet")), then=people)


class NewAccountForm(AccountForm):
    """An official account to register."""

    network = SelectField(
        _l("Network"),
        choices=options(
            ("", _l("Choose")),
            *((one.value, NETWORK_NAMES[one]) for one in PUBLIC if one is not Network.OTHER),
            ("other", _l("Another one")),
        ),
        validators=[chosen()],
    )
    handle = StringField(
        _l("Handle"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_HANDLE)],
        description=_l("As the network shows it: @maison_verdier; on Mastodon @verdier@social.example."),
    )
    link = URLField(
        _l("Link to its page"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_LINK)],
        description=_l("It begins with https:// and ends with the handle."),
    )


class ClosingForm(AnsweringForm):
    """The decision to close an official account."""

    close_on = DateField(_l("It closes on"), validators=[needed(_l("On which day? Write it as 2026-05-31."))])
    reason = TextAreaField(
        _l("Why"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_REASON)],
        description=_l("It stays inside the company: the public list says only that the account closes."),
    )
