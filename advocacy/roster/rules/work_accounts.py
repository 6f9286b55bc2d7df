"""Accounts on networks that a member uses for this work only: how they are written, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import unquote, urlsplit

from advocacy.errors import Refused
from advocacy.networks.words import NETWORK_NAMES, Network

MOST_ACCOUNTS = 10
LOOK_EVERY = timedelta(minutes=1)
"""How often we go and look at the accounts of one member."""

LONGEST_HANDLE = 120
LONGEST_LINK = 400

HOSTS = {
    Network.X: ("x.com", "twitter.com"),
    Network.BLUESKY: ("bsky.app",),
    Network.LINKEDIN: ("linkedin.com",),
    Network.FACEBOOK: ("facebook.com",),
    Network.INSTAGRAM: ("instagram.com",),
    Network.THREADS: ("threads.com", "threads.net"),
    Network.YOUTUBE: ("youtube.com",),
    Network.TIKTOK: ("tiktok.com",),
}
"""Where the accounts of a network are. Mastodon has many servers: there the handle names one."""

BEFORE = {
    Network.X: ("",),
    Network.BLUESKY: ("profile/",),
    Network.MASTODON: ("@", "users/"),
    Network.LINKEDIN: ("in/", "company/"),
    Network.FACEBOOK: ("",),
    Network.INSTAGRAM: ("",),
    Network.THREADS: ("@",),
    Network.YOUTUBE: ("@", "c/", "user/"),
    Network.TIKTOK: ("@",),
}
"""What stands before the handle in the address of an account. Nothing stands behind it: the page of a post,
or of somebody else, never proves whose account it is."""

BY_CODE = frozenset(Network) - {Network.OTHER, Network.FACEBOOK}
"""Where a code on the account's page proves whose it is: on Facebook visitors may write there too."""

_HANDLE = re.compile(r"[\w.+-]{1,80}(@[A-Za-z0-9.-]+\.[A-Za-z]{2,63})?")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True)
class Account:
    """An account as it is kept: `key` is what two writings of one handle have in common."""

    network: Network
    handle: str
    key: str
    url: str


def checked_account(network: Network, handle: str, link: str) -> Account:
    """The account, from what was typed. Raises Refused: its handle, its link, one that is not the other's."""
    name, host = _handle(network, handle)
    url = _link(link)
    parts = urlsplit(url)
    _check_host(network, str(parts.hostname), host)
    if network is Network.OTHER:
        return Account(network, name, f"{name}@{parts.hostname}".casefold(), url)
    if _name_in(network, parts.path) != name.casefold():
        raise Refused(
            "This link does not lead to that account. It must end with the handle: %(example)s.",
            example=f"https://{parts.hostname}/{BEFORE[network][0]}{name}",
        )
    shown = f"{name}@{host}" if host else name
    return Account(network, shown, shown.casefold(), url)


def network_name(network: Network, url: str) -> str:
    """What the network of an account is called: for one that we do not know, its host."""
    return NETWORK_NAMES[network] if network is not Network.OTHER else urlsplit(url).hostname or "–"


def handle_key(typed: str) -> str:
    """What a handle is looked for by: without the signs before it and without case."""
    return typed.strip().strip("/").lstrip("@").casefold()[:LONGEST_HANDLE]


def key_of_link(typed: str) -> tuple[Network, str] | None:
    """The network and the handle's key that the address of an account speaks of, or None."""
    try:
        parts = urlsplit(typed if "//" in typed else f"https://{typed}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not _HOST.fullmatch(host):
        return None
    network = next((one for one, hosts in HOSTS.items() if _is_at(host, hosts)), Network.MASTODON)
    name = _name_in(network, parts.path)
    if name is None:
        return None
    return network, f"{name}@{host}" if network is Network.MASTODON else name


def is_at_home(account: Account, address: str) -> bool:
    """Whether `address`, to which the account's page led, is still that network's."""
    return _is_on(account.network, urlsplit(address).hostname or "", account.handle.partition("@")[2])


def _is_on(network: Network, host: str, server: str) -> bool:
    """Whether `host` is where accounts of the network are. What stands before the name of a Mastodon server
    may be somebody else's server: only its www is the same."""
    plain = host.removeprefix("www.")
    if network is Network.MASTODON:
        return plain == server.removeprefix("www.")
    return _is_at(plain, HOSTS.get(network, ()))


def _is_at(host: str, hosts: Iterable[str]) -> bool:
    """Whether `host` is one of `hosts`, as phones or a country see it."""
    return any(
        host == one or re.fullmatch(rf"(www|m|mobile|[a-z]{{2}})\.{re.escape(one)}", host) for one in hosts
    )


def _name_in(network: Network, path: str) -> str | None:
    """The handle, in small letters, that the path of an account's address ends with."""
    rest = unquote(path).removeprefix("/").removesuffix("/")
    for before in BEFORE.get(network, ()):
        name = rest.removeprefix(before)
        if rest.startswith(before) and name and "/" not in name:
            return name.casefold()
    return None


def _handle(network: Network, typed: str) -> tuple[str, str]:
    """The name and the server of a handle; the server is empty but for Mastodon."""
    handle = typed.strip().lstrip("@")
    if len(handle) > LONGEST_HANDLE or not handle.isascii() or not _HANDLE.fullmatch(handle):
        raise Refused(
            "“%(handle)s” is no handle. Write it as the network shows it, such as @lea_answers.",
            handle=typed[:60],
        )
    name, _at, server = handle.partition("@")
    if network is Network.MASTODON and not server:
        raise Refused("A Mastodon handle names its server: @lea@social.example.")
    if network is not Network.MASTODON and server:
        raise Refused("On this network a handle names no server. Write it as the network shows it.")
    return name, server.lower()


def _link(typed: str) -> str:
    link = typed.strip()
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = (parts.hostname or "").removeprefix("www.")
    plain = link.isascii() and link.isprintable() and " " not in link and "\\" not in link
    if not plain or len(link) > LONGEST_LINK or parts.scheme != "https" or not _HOST.fullmatch(host):
        raise Refused("The link must begin with https:// and lead to the account’s page.")
    if port not in (None, 443) or parts.username is not None or parts.password is not None:
        raise Refused("The link must lead to the account’s page, without a port, name or password.")
    return f"https://{parts.hostname}{parts.path or '/'}"


def _check_host(network: Network, host: str, server: str) -> None:
    if network is Network.OTHER:
        return
    allowed = (server,) if network is Network.MASTODON else HOSTS[network]
    if not _is_on(network, host, server):
        raise Refused(
            "This link leads to %(host)s, which is not where this network’s accounts are (%(hosts)s).",
            host=host,
            hosts=", ".join(allowed),
        )


def shows_code(page: str, code: str) -> bool:
    """Whether the page of the account says the code, as the text of a page or inside its data."""
    return code.casefold() in unescape(page).casefold()


def check_number(count: int) -> None:
    """Raise Refused for more accounts than one person looks after."""
    if count >= MOST_ACCOUNTS:
        raise Refused("You have %(most)s work accounts already. End one first.", most=MOST_ACCOUNTS)


def check_only_work(*, only_work: bool) -> None:
    """Raise Refused unless the member says that the account is used for this work only."""
    if not only_work:
        raise Refused(
            "Only an account that you use for this work and nothing else may be registered. Personal "
            "accounts are never linked with the company in public."
        )


def check_free(*, owner_id: int | None, person_id: int) -> None:
    """Raise Refused when the account is confirmed for somebody else who is on the roster."""
    if owner_id is not None and owner_id != person_id:
        raise Refused("This account is confirmed for somebody else. They must end it first.")


def check_by_code(network: Network) -> None:
    """Raise Refused where a code on the page would prove nothing."""
    if network not in BY_CODE:
        raise Refused("On this network a code proves nothing. Ask an administrator to confirm the account.")


def check_pause(last: datetime | None, *, now: datetime) -> None:
    """Raise Refused when another account of the member was looked at a moment ago: each look keeps a worker
    busy for as long as that server likes, up to a bound."""
    if last is not None and now - last < LOOK_EVERY:
        raise Refused("We looked at another account of yours just now. Try again in a minute.")


def check_not_own(*, owner_id: int, actor_id: int | None) -> None:
    """Raise Refused for an administrator who would confirm an account of their own."""
    if owner_id == actor_id:
        raise Refused("Another administrator must confirm an account of yours.")
