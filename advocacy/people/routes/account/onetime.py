"""One-time links. Opening one changes nothing, so a mail scanner that opens it spends nothing."""

from __future__ import annotations

from flask import Response, url_for

from advocacy.access import Can, access
from advocacy.htmx import go, page
from advocacy.people import entering
from advocacy.people.forms.account import NewPasswordForm
from advocacy.people.routes.account import bp
from advocacy.people.routes.account.entry import device, end_present
from advocacy.people.rules.links import SENTENCES, LinkState, masked
from advocacy.people.rules.passwords import SHORTEST
from advocacy.people.signing_in import remember

_STATUS = {LinkState.UNKNOWN: 404}
_NO_ADDRESS = {"Referrer-Policy": "origin"}
"""The address opens an account: no further request repeats it, so that it stands in nobody's access log."""


@bp.get("/link/<token>")
@access(Can.ANYONE)
def link(token: str) -> Response:
    """The page of a link: a form while it is good, else a sentence with the next step."""
    return _link_page(token, NewPasswordForm())


@bp.post("/link/<token>")
@access(Can.ANYONE)
def spend(token: str) -> Response:
    """Choose the password; the link is spent and its owner signed in."""
    form = NewPasswordForm()
    secret = ""
    if form.validate_on_submit():
        with form.refusing():
            secret = entering.spend_link(token, form.password.data, device=device())
    if not secret:
        return _link_page(token, form)
    end_present()
    remember(secret, keep=False)
    return go(url_for("today.show"))


def _link_page(token: str, form: NewPasswordForm) -> Response:
    found = entering.link(token)
    state = found.state if found else LinkState.UNKNOWN
    if found is None or state is not LinkState.GOOD:
        return page("account/link.html", sentence=SENTENCES[state], status=_STATUS.get(state, 410))
    answer = page(
        "account/link.html",
        form=form,
        name=masked(found.person.display_name),
        token=token,
        purpose=found.link.purpose.value,
        shortest=SHORTEST,
        status=form.status,
    )
    answer.headers.extend(_NO_ADDRESS)
    return answer
