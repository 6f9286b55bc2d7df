"""The page of one post: everything its share box shows, whoever asks for it and whatever went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TypeVar

from flask import Response, request
from flask_babel import gettext as _

from advocacy.access import Can, current_actor
from advocacy.charter import banner
from advocacy.charter.rules.gate import Passage, may_relay
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.languages import zone, zone_info
from advocacy.library.freezing import Said
from advocacy.library.queries.live_post import LivePost, live_content
from advocacy.library.rules.phrases import Match
from advocacy.moment import now
from advocacy.networks.counter import Counter, counter
from advocacy.networks.sharing import share_way
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.numbers import whole_number
from advocacy.people.rules import Language
from advocacy.relay.forms import PostedForm, ReminderForm, ShareForm
from advocacy.relay.queries.around import Around, around
from advocacy.relay.queries.links import link_url
from advocacy.relay.queries.shares import shares_of_content
from advocacy.relay.queries.tallies import uses_of
from advocacy.relay.routes.blueprint import me, mine, page
from advocacy.relay.rules.reminding import proposed
from advocacy.relay.rules.rotating import Used, rotated
from advocacy.relay.rules.sharing import LONGEST_TEXT, told, warned_of
from advocacy.relay.rules.slugs import LENGTH

E = TypeVar("E", Network, Language)

_SOME_HOST = "mastodon.social"


@dataclass(frozen=True)
class Chosen:
    """What stands in the share box: the wordings of a network and language in this person's order, and which
    of them. `used` is how many colleagues used it, None for fewer than five."""

    network: Network
    language: Language
    languages: Sequence[Language]
    said: Sequence[Said]
    number: int
    used: int | None

    @property
    def wording(self) -> Said:
        """The wording in the box."""
        return self.said[self.number]

    @property
    def next(self) -> Said | None:
        """Another wording, None when there is one only."""
        return self.said[(self.number + 1) % len(self.said)] if len(self.said) > 1 else None


def post_page(
    content_id: int,
    form: ShareForm | None = None,
    *,
    warnings: Sequence[Match] = (),
    reminder: ReminderForm | None = None,
    posted: PostedForm | None = None,
) -> Response:
    """The page of a post, with a form that was refused if there is one. Raises NotVisible. Ten queries."""
    session, at = db.session(), now()
    known = around(session, me(), content_id=content_id)
    post = live_content(session, content_id, at=at)
    typed = form.place() if form else None
    chosen = _chosen(post, *(typed or (None, None)))
    box = form or ShareForm(formdata=None, data=_begun(chosen))
    refused = next((one for one in (form, reminder, posted) if one is not None and one.errors), None)
    return page(
        "relay/show.html",
        fragment="relay/_share_box.html",
        known=known,
        tells=False,
        status=refused.status if refused else 200,
        form=refused,
        post=post,
        text_language=post.text_in(mine())[0],
        text=post.text_in(mine())[1],
        chosen=chosen,
        box=box,
        counter=_counter(post, chosen, (box.text.data or "")[: LONGEST_TEXT + 1], known),
        carries_text=_carries_text(chosen.network),
        accounts=known.accounts.get(chosen.network, ()),
        warnings=warnings,
        warned=warned_of(box.text.data or "") if warnings else "",
        passage=_passage(),
        can_relay=current_actor().can(Can.RELAY),
        may_edit=current_actor().can(Can.SEE_CONTENT),
        shares=shares_of_content(session, content_id, current_actor(), language=mine()),
        reminder=reminder or _reminder(post),
        posted=_offered(posted or PostedForm(formdata=None), post),
        zone=zone(),
        network_names=NETWORK_NAMES,
    )


def _chosen(post: LivePost, network: Network | None, language: Language | None) -> Chosen:
    """What the address asks for, else what this person is offered first. Raises NotVisible for a post that is
    for networks on which nothing is passed on."""
    if not post.networks:
        raise NotVisible
    on = _one_of(post.networks, network, request.args.get("network"))
    languages = [one for one in Language if post.said_on(on, one)]
    spoken_in = _one_of(languages, language, request.args.get("language") or mine())
    by_id = {one.wording_id: one for one in post.said_on(on, spoken_in)}
    uses = uses_of(db.session(), post.content_id, today=now().astimezone(UTC).date())
    used = [uses[one].before if one in uses else Used(one, 0) for one in by_id]
    order = rotated(used, person_id=me(), day=now().astimezone(zone_info()).date())
    asked = whole_number(request.args.get("wording", ""))
    first = asked if asked in by_id else order[0]
    return Chosen(
        network=on,
        language=spoken_in,
        languages=languages,
        said=[by_id[one] for one in order],
        number=order.index(first),
        used=told(uses[first].in_all) if first in uses else None,
    )


def _one_of(offered: Sequence[E], typed: E | None, asked: str | None) -> E:
    """What was typed, else what the address asks for, else the first; whichever is offered."""
    return next((one for one in offered if one == typed), None) or next(
        (one for one in offered if one == asked), offered[0]
    )


def _begun(chosen: Chosen) -> dict[str, str]:
    return {
        "network": chosen.network.value,
        "language": chosen.language.value,
        "text": chosen.wording.text,
    }


def _counter(post: LivePost, chosen: Chosen, text: str, known: Around) -> Counter:
    """The count of the box. A tracked link is as long as any other, and is made when it is needed."""
    link = link_url("x" * LENGTH) if post.link else ""
    limits = known.limits if chosen.network is Network.MASTODON else None
    return counter(chosen.network, text, disclosure=chosen.wording.disclosure, link=link, limits=limits)


def _carries_text(network: Network) -> bool:
    """Whether the network's own dialog takes the text: it then opens in a window of its own."""
    return share_way(network, text="…", link="", host=_SOME_HOST).carries_text


def _passage() -> Passage:
    return may_relay(banner.mine().gate)


def _reminder(post: LivePost) -> ReminderForm | None:
    """The form with half past five, or the next working day's; None when the window is over by then."""
    at = proposed(zone(), now=now(), closes_at=post.closes_at)
    if at is None:
        return None
    return ReminderForm(formdata=None, data={"day": at.date(), "clock": at.time()})


def _offered(form: PostedForm, post: LivePost) -> PostedForm:
    return form.offer([(one.value, _(NETWORK_NAMES[one])) for one in post.networks])
