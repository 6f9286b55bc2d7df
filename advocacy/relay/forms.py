"""What is typed in the library by those who read it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms import TimeField as ClockField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from advocacy.networks.words import Network
from advocacy.people.forms.answering import (
    AnsweringForm,
    chosen,
    needed,
    not_longer_than,
    options,
    without_blanks,
)
from advocacy.people.forms.people import Choices
from advocacy.people.rules import Language
from advocacy.relay.rules.sharing import LONGEST_DECLARED, LONGEST_TEXT
from advocacy.relay.rules.stopping import LONGEST_CALL, LONGEST_TOLD

LONGEST_HOST_TYPED = 300


class ShareForm(AnsweringForm):
    """A post to pass on. `warned` says of which text its writer was warned already."""

    network = HiddenField(validators=[needed()])
    language = HiddenField(validators=[needed()])
    warned = HiddenField()
    text = TextAreaField(
        _l("Your post"),
        filters=[without_blanks],
        validators=[
            needed(_l("Write what you want to say, or take one of the wordings.")),
            not_longer_than(LONGEST_TEXT),
        ],
    )
    host = StringField(
        _l("Your Mastodon server"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_HOST_TYPED)],
        description=_l("Such as mastodon.social. It is remembered for you."),
    )

    def validate_network(self, _field: HiddenField) -> None:
        """Refuse a network or a language that no page of ours offers."""
        if self.place() is None:
            raise ValidationError(_("Choose one of the networks and languages of this post."))

    def place(self) -> tuple[Network, Language] | None:
        """The network and language of the post; None for what no page of ours sends."""
        try:
            return Network(self.network.data or ""), Language(self.language.data or "")
        except ValueError:
            return None


class DeclarationForm(AnsweringForm):
    """A share was posted."""

    link = URLField(
        _l("Link to your post"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_DECLARED)],
        description=_l("Only if you wish. Only you see it."),
    )


class PostedForm(DeclarationForm):
    """A post was made, or the company's own was reposted, without the share box."""

    network = SelectField(_l("Network"), validators=[chosen()])

    def offer(self, networks: Choices | list[tuple[str, str]]) -> PostedForm:
        """Fill in the networks, and return the form."""
        self.network.choices = options(("", _l("Choose")), then=networks)
        return self


class ReminderForm(AnsweringForm):
    """When to be reminded."""

    day = DateField(_l("Day"), validators=[Optional()])
    clock = ClockField(_l("Time"), validators=[InputRequired(_l("Type a time, such as 17:30."))])


class WishesForm(AnsweringForm):
    """Topics, digest, server."""

    topics = SelectMultipleField(
        _l("Topics I follow"),
        coerce=str,
        choices=[],
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Tick none to see them all."),
    )
    digest = BooleanField(
        _l("Send me a digest every week"),
        description=_l("One mail at the beginning of the week, in working hours. None when nothing is new."),
    )
    mastodon = StringField(
        _l("My Mastodon server"),
        filters=[without_blanks],
        validators=[Optional(), not_longer_than(LONGEST_HOST_TYPED)],
        description=_l("Such as mastodon.social. Posts for Mastodon open there."),
    )

    def offer(self, topics: list[tuple[str, str]]) -> WishesForm:
        """Fill in the topics, and return the form."""
        self.topics.choices = options(then=topics)
        return self


def _told(label: str) -> TextAreaField:
    return TextAreaField(
        label, filters=[without_blanks], validators=[needed(), not_longer_than(LONGEST_TOLD)]
    )


class StopForm(AnsweringForm):
    """Why all relaying is stopped, what to say meanwhile, whom to call."""

    reason_fr = _told(_l("Reason, in French"))
    reason_en = _told(_l("Reason, in English"))
    holding_fr = _told(_l("What to say when asked, in French"))
    holding_en = _told(_l("What to say when asked, in English"))
    call = StringField(
        _l("Whom to call"),
        filters=[without_blanks],
        validators=[needed(), not_longer_than(LONGEST_CALL)],
        description=_l("A name and a number, or an address."),
    )
