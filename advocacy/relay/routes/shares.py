"""What I passed on: the list, one share, saying that it was posted, deleting it. Nobody else sees it."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.relay.actions import passing_on as acts
from advocacy.relay.forms import DeclarationForm, PostedForm
from advocacy.relay.queries.shares import share, shares_of, shares_of_content
from advocacy.relay.routes.blueprint import bp, mine, page
from advocacy.relay.routes.showing import post_page
from advocacy.work import unit_of_work


@bp.get("/shares")
@access(Can.RELAY)
def shares() -> Response:
    """What I passed on, the latest first."""
    found = shares_of(
        db.session(),
        current_actor(),
        language=mine(),
        older_than=whole_number(request.args.get("older"), most=LARGEST_ID),
        newer_than=whole_number(request.args.get("newer"), most=LARGEST_ID),
    )
    newer, older = found.edges(lambda line: line.id)
    return page(
        "relay/shares.html",
        rows=found.rows,
        newer_url=url_for(".shares", newer=newer) if newer else None,
        older_url=url_for(".shares", older=older) if older else None,
        network_names=NETWORK_NAMES,
    )


@bp.get("/<int:post_id>/shares")
@access(Can.RELAY)
def shares_of_post(post_id: int) -> Response:
    """What I did with one post: asked again whenever the window comes back from a network."""
    found = shares_of_content(db.session(), post_id, current_actor(), language=mine())
    return page(
        "relay/shares_of_post.html",
        fragment="relay/_passed_on.html",
        tells=False,
        post_id=post_id,
        shares=found,
        network_names=NETWORK_NAMES,
    )


@bp.get("/shares/<id:share_id>")
@access(Can.RELAY)
def one_share(share_id: int) -> Response:
    """One share of mine."""
    return _share_page(share_id, None)


@bp.post("/shares/<id:share_id>/declaration")
@access(Can.RELAY)
def declare(share_id: int) -> Response:
    """Say that it was posted, with its link if wished."""
    form = DeclarationForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.declare_share(work, share_id, form.link.data or "")
    if form.errors:
        return _share_page(share_id, form)
    flash(_("Thank you. It counts, and nobody sees that it was you."), "ok")
    return go(url_for(".one_share", share_id=share_id))


@bp.post("/<int:post_id>/declarations")
@access(Can.RELAY)
def declare_posted(post_id: int) -> Response:
    """Say that I posted it, or reposted the company's own post, without the share box."""
    found = _offered(PostedForm())
    share_id = None
    if found.validate_on_submit():
        with found.refusing(), unit_of_work() as work:
            network = Network(found.network.data)
            share_id = acts.declare_posted(work, post_id, network, mine(), found.link.data or "")
    if share_id is None:
        return post_page(post_id, posted=found)
    flash(_("Thank you. It counts, and nobody sees that it was you."), "ok")
    return go(url_for(".one_share", share_id=share_id))


@bp.post("/shares/<id:share_id>/deletion")
@access(Can.RELAY)
def delete_share(share_id: int) -> Response:
    """Delete what is noted of one share of mine."""
    with unit_of_work() as work:
        acts.delete_share(work, share_id)
    flash(_("It is deleted. Only the count remains, which names nobody."), "ok")
    return go(url_for(".shares"))


def _share_page(share_id: int, form: DeclarationForm | None) -> Response:
    found = share(db.session(), share_id, visible_to=current_actor(), language=mine())
    return page(
        "relay/one_share.html",
        status=form.status if form else 200,
        form=form,
        declaration=form or DeclarationForm(formdata=None, data={"link": found.link}),
        share=found,
        network_name=_(NETWORK_NAMES[found.network]),
    )


def _offered(form: PostedForm) -> PostedForm:
    """The form with every network: whether the post is meant for it is decided when it is declared."""
    return form.offer([(one.value, NETWORK_NAMES[one]) for one in Network])
