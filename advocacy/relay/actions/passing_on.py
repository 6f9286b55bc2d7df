"""Passing a post on: opening a network's dialog with its words, declaring it, deleting what was noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from advocacy.charter.queries.mine import my_documents
from advocacy.charter.rules.gate import Passage, may_relay
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.insert_once import insert_once
from advocacy.library.freezing import Said
from advocacy.library.models import Content
from advocacy.library.queries.live_post import LivePost, live_content
from advocacy.networks.counting import count, rule_of
from advocacy.networks.disclosing import composed, disclosed, disclosure
from advocacy.networks.rule import Limits
from advocacy.networks.sharing import ShareWay, share_way
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.people.rules import Language
from advocacy.relay.actions.links import tracked_link
from advocacy.relay.actions.servers import server_of
from advocacy.relay.actions.tallying import count_declared, count_opened, take_back
from advocacy.relay.models import Share, ShareDeclaration
from advocacy.relay.queries.links import link_url
from advocacy.relay.queries.stop import stop_now
from advocacy.relay.rules import sharing as rules
from advocacy.relay.rules.sharing import OWN_WORDS, Proposed
from advocacy.roles import Can
from advocacy.work import Work

DEVICE = Network.OTHER
"""What stands for an app of the person's own device: which one they chose is not told."""


@dataclass(frozen=True)
class Words:
    """What somebody wants to pass on. `host` is a Mastodon server typed anew, "" for the one remembered."""

    network: Network
    language: Language
    text: str
    host: str = ""


@dataclass(frozen=True)
class Handover:
    """A post on its way: the text as it is to be posted, with its disclosure; its tracked link; the way
    there."""

    share_id: int
    network: Network
    text: str
    link: str
    way: ShareWay
    host: str


def open_share(work: Work, content_id: int, words: Words) -> Handover:
    """Note that the actor opens the dialog of a network with these words, and say how to get there.

    The same again is noted once and gives the same. Raises NotVisible for what cannot be passed on now;
    Refused while relaying is stopped, by the gate, for a network that is off, a text that is empty or too
    long, and a Mastodon server that is none.
    """
    person_id = check_may(work)
    found = _live(work, content_id)
    said = _said(found, words.network, words.language)
    rules.check_words(words.text)
    host, limits = _server(work, words)
    wording_id = rules.wording_of(words.text, [Proposed(s.wording_id, s.text, s.disclosure) for s in said])
    link = link_to(work, found, words.network, wording_id)
    statement = _disclosure(work, words, said)
    text = _text(words, statement, link)
    rules.check_fits(words.network, count(words.network, text, limits=limits))
    share_id = _note(work, person_id, found, wording_id, words.network, words.language)
    subject = found.text_in(words.language)[1].title
    spoken = disclosed(words.text, statement)
    way = share_way(words.network, text=spoken, link=link, subject=subject, host=host)
    return Handover(share_id, words.network, text, link, way, host)


def link_for_device(work: Work, content_id: int) -> str:
    """The link that an app of the actor's own device is given; nothing is noted yet, for they may cancel.

    Raises what `open_share` raises.
    """
    check_may(work)
    return link_to(work, _live(work, content_id), DEVICE, OWN_WORDS)


def note_device_share(work: Work, content_id: int, language: Language) -> None:
    """Note that the actor handed the link to an app of their device. Raises what `open_share` raises."""
    person_id = check_may(work)
    _note(work, person_id, _live(work, content_id), OWN_WORDS, DEVICE, language)


def declare_share(work: Work, share_id: int, link: str) -> None:
    """Note that a share of the actor's own was posted, with its link if wished; again, the link is replaced.

    Raises NotVisible for anybody else's, Refused for a link that is none.
    """
    work.actor.require(Can.RELAY)
    share = work.lock(Share, share_id)
    if share is None or share.person_id != work.actor.id:
        raise NotVisible
    place = {"content_id": share.content_id, "wording_id": share.wording_id, "network": share.network}
    _declare(work, share_id, share.person_id, place, rules.declared_link(link))


def declare_posted(work: Work, content_id: int, network: Network, language: Language, link: str) -> int:
    """Note that the actor posted or reposted a content in their own way; the share's id.

    Raises what `open_share` raises, and Refused for a link that is none.
    """
    person_id = check_may(work)
    checked = rules.declared_link(link)
    found = _live(work, content_id)
    if network not in found.networks:
        raise Refused("This post is not meant for %(network)s.", network=NETWORK_NAMES[network])
    share_id = _note(work, person_id, found, OWN_WORDS, network, language)
    place = {"content_id": content_id, "wording_id": OWN_WORDS, "network": network}
    _declare(work, share_id, person_id, place, checked)
    return share_id


def delete_share(work: Work, share_id: int) -> None:
    """Delete what is noted of a share of the actor's own, its count too. Raises NotVisible."""
    work.actor.require(Can.RELAY)
    mine = (Share.id == share_id, Share.person_id == work.actor.id)
    share = work.session.scalar(select(Share).where(*mine).with_for_update())
    if share is None:
        raise NotVisible
    declared_at = work.session.scalar(
        select(ShareDeclaration.at).where(ShareDeclaration.share_id == share_id)
    )
    place = {"content_id": share.content_id, "wording_id": share.wording_id, "network": share.network}
    take_back(work, place, opened_at=share.opened_at, declared_at=declared_at)
    work.session.execute(delete(ShareDeclaration).where(ShareDeclaration.share_id == share_id))
    work.session.execute(delete(Share).where(*mine))


def check_may(work: Work) -> int:
    """Who passes on. Raises Forbidden, and Refused while relaying is stopped or the gate is shut."""
    work.actor.require(Can.RELAY)
    if work.actor.id is None:
        raise Forbidden("only a person passes posts on")
    stop = stop_now(work.session)
    if stop is not None:
        raise Refused(
            "All relaying is stopped: “%(reason)s” If you are asked, turn to: %(call)s",
            reason=stop.reason(work.actor.language),
            call=stop.call,
        )
    _check_gate(work, work.actor.id)
    return work.actor.id


def _check_gate(work: Work, person_id: int) -> None:
    zone = work.wiring.settings.time_zone
    mine = my_documents(work.session, person_id, at=work.now, day=work.today, zone=zone)
    passage: Passage = may_relay(mine.gate)
    for reason in passage.reasons:
        title = reason.title.get(work.actor.language) or next(iter(reason.title.values()), "")
        raise Refused(reason.sentence, title=title, due_on=reason.due_on)


def _live(work: Work, content_id: int) -> LivePost:
    """The content, which nobody recalls before this is done: whoever opened it will be told."""
    work.session.execute(select(Content.id).where(Content.id == content_id).with_for_update(read=True))
    return live_content(work.session, content_id, at=work.now)


def _said(found: LivePost, network: Network, language: Language) -> tuple[Said, ...]:
    said = found.said_on(network, language)
    if not said:
        raise Refused("This post is not meant for %(network)s.", network=NETWORK_NAMES[network])
    return said


def _server(work: Work, words: Words) -> tuple[str, Limits | None]:
    return server_of(work, words.host) if words.network is Network.MASTODON else ("", None)


def link_to(work: Work, found: LivePost, network: Network, wording_id: int) -> str:
    """The tracked link of a wording on a network; "" for a content that links nowhere."""
    if not found.link:
        return ""
    made = tracked_link(
        work, content_id=found.content_id, wording_id=wording_id, network=network, target=found.link
    )
    return link_url(made.slug)


def _disclosure(work: Work, words: Words, said: tuple[Said, ...]) -> str:
    """What says for whom the actor works; as it was approved."""
    organisation = work.wiring.settings.organisation
    approved = next((one.disclosure for one in said if one.disclosure), "")
    return approved or disclosure(words.network, words.language, organisation)


def _text(words: Words, statement: str, link: str) -> str:
    rule = rule_of(words.network)
    inside = link if rule is None or rule.holds_link else ""
    return composed(words.text, statement, inside, words.network)


def _note(
    work: Work, person_id: int, found: LivePost, wording_id: int, network: Network, language: Language
) -> int:
    """The id of the share, and its counts when it is new."""
    place = {"content_id": found.content_id, "wording_id": wording_id, "network": network}
    values = {
        **place,
        "person_id": person_id,
        "revision_id": found.revision_id,
        "language": language,
        "opened_at": work.now,
    }
    unique = ["person_id", *place]
    made = insert_once(work.session, Share, values, Share.id, unique=unique)
    if made:
        count_opened(work, person_id, place)
        return int(made[0].id)
    return _known(work, person_id, place)


def _known(work: Work, person_id: int, place: dict[str, Any]) -> int:
    mine = (getattr(Share, column) == value for column, value in place.items())
    return work.session.scalars(select(Share.id).where(Share.person_id == person_id, *mine)).one()


def _declare(work: Work, share_id: int, person_id: int, place: dict[str, Any], link: str) -> None:
    values = {"share_id": share_id, "link": link, "at": work.now}
    if insert_once(work.session, ShareDeclaration, values, ShareDeclaration.share_id, unique=["share_id"]):
        count_declared(work, person_id, place)
    elif link:
        known = work.session.get_one(ShareDeclaration, share_id)
        known.link = link
