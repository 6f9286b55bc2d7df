"""The name of a Mastodon server as somebody typed it, checked before anybody is sent there."""

from __future__ import annotations

import re
from ipaddress import ip_address

from advocacy.errors import Refused
from advocacy.networks.public import is_public
from advocacy.networks.top_level_domains import is_top_level

LONGEST_HOST = 253
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_HANDLE = re.compile(r"@?[A-Za-z0-9_.-]+@([^@/]+)")


def checked_host(text: str) -> str:
    """The host of a Mastodon server, lower case and in ASCII, from its name, its address, or a handle like
    @lea@example.org.

    Raises Refused for what is no public name reached by https on its usual port: http, a port, a name or
    password before the host, an IP address, localhost, or a name of an inner network.
    """
    typed = text.strip()
    scheme, apart, rest = typed.rpartition("://")
    if apart and scheme.lower() != "https":
        raise Refused("A Mastodon server is reached by https: type its name, such as mastodon.social.")
    name = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    if not apart and (handle := _HANDLE.fullmatch(name)):
        name = handle.group(1)
    if "@" in name:
        raise Refused("Leave out what stands before the @: the name of the server is enough.")
    _check_no_number(name)
    if ":" in name:
        raise Refused("Leave out the port: a Mastodon server is reached by https on its usual one.")
    return _public_name(name)


def _check_no_number(name: str) -> None:
    """Raise Refused for an IP address."""
    try:
        ip = ip_address(name.strip("[]"))
    except ValueError:
        return
    if not is_public(str(ip)):
        raise Refused("This is an address inside a network. Type the public name of your Mastodon server.")
    raise Refused("Type the name of your Mastodon server rather than its number.")


def _public_name(name: str) -> str:
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    labels = host.split(".")
    if len(host) > LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused("This is not the name of a server. It looks like mastodon.social.")
    if len(labels) < 2 or not is_top_level(labels[-1]):
        raise Refused(
            "“%(host)s” is no name on the public internet. It looks like mastodon.social.", host=host
        )
    return host
