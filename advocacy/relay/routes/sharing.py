"""The share box: warning of words, handing a post over to its network, sharing with an app of the device."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, jsonify, url_for

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.htmx import go
from advocacy.library.queries.phrases import phrases
from advocacy.library.rules.phrases import Match, matches
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.people.rules import Language
from advocacy.relay.actions import passing_on as acts
from advocacy.relay.forms import ShareForm
from advocacy.relay.routes.blueprint import bp, mine, page
from advocacy.relay.routes.showing import post_page
from advocacy.relay.rules.sharing import LONGEST_TEXT, warned_of
from advocacy.work import unit_of_work


@bp.post("/<int:post_id>/shares")
@access(Can.RELAY)
def open_share(post_id: int) -> Response:
    """Hand a post over to its network: note it, then lead to the network's own dialog.

    Words to think twice about are told of once, and never stand in the way. The answer is a page that leads
    on at once, for a redirect from a form would be stopped by our own content policy (form-action).
    """
    form = ShareForm()
    place = form.place() if form.validate_on_submit() else None
    if place is None:
        return post_page(post_id, form)
    warnings = _warnings(form, place[1])
    if warnings and form.warned.data != warned_of(form.text.data or ""):
        return post_page(post_id, form, warnings=warnings)
    handover = None
    try:
        with form.refusing(), unit_of_work() as work:
            words = acts.Words(*place, form.text.data or "", form.host.data or "")
            handover = acts.open_share(work, post_id, words)
    except NotVisible:  # recalled while it was written, perhaps: its page says so
        return go(url_for(".show", post_id=post_id))
    if handover is None:
        return post_page(post_id, form)
    return page(
        "relay/open_share.html",
        handover=handover,
        post_id=post_id,
        network_name=NETWORK_NAMES[handover.network],
        is_instagram=handover.network is Network.INSTAGRAM,
    )


@bp.post("/<int:post_id>/words")
@access(Can.READ_LIBRARY)
def words(post_id: int) -> Response:  # noqa: ARG001 - the address names the post
    """The words to think twice about in what is being typed: asked now and then while it is."""
    form = ShareForm()
    place = form.place()
    return page(
        "relay/words.html",
        fragment="relay/_warnings.html",
        tells=False,
        warnings=_warnings(form, place[1] if place else None),
        warned="",
    )


@bp.post("/<int:post_id>/device-link")
@access(Can.RELAY)
def device_link(post_id: int) -> Response:
    """The link that an app of the person's device is given; they may still think better of it."""
    with unit_of_work() as work:
        link = acts.link_for_device(work, post_id)
    return jsonify(url=link)


@bp.post("/<int:post_id>/device-shares")
@access(Can.RELAY)
def device_share(post_id: int) -> Response:
    """The device said that the link was handed to an app."""
    with unit_of_work() as work:
        acts.note_device_share(work, post_id, mine())
    return go(url_for(".show", post_id=post_id))


def _warnings(form: ShareForm, language: Language | None) -> Sequence[Match]:
    # What is being typed was not checked yet: no longer a text is looked through than could be posted.
    return matches((form.text.data or "")[:LONGEST_TEXT], phrases(db.session()), language=language)
