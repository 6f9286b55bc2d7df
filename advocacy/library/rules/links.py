"""What a content may link to."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from advocacy.errors import Refused

LONGEST_LINK = 2000


def check_link(address: str, *, own_hosts: Collection[str] = (), plain_http: bool = False) -> None:
    """Raise Refused unless `address` is a page of the web that a reader outside can open.

    That is https, a name (no number, no `localhost`) that is none of `own_hosts`: the portal is for staff.
    With `plain_http` an address of old is let pass, for a draft that somebody mends before it is handed in.
    """
    if len(address) > LONGEST_LINK:
        raise Refused("An address has at most %(most)s characters.", most=LONGEST_LINK)
    parts = _parts(address)
    if parts.scheme.lower() == "http" and not plain_http:
        raise Refused("This link begins with http://. Use the page’s https:// address.")
    if parts.scheme.lower() not in {"https", "http"}:
        raise Refused("A link is the address of a web page: it begins with https://.")
    if parts.username or parts.password:
        raise Refused("Leave out the name or password before the @ in this link: everyone would read it.")
    host = _as_browsers_ask((parts.hostname or "").rstrip(".").lower())
    if host in own_hosts:
        raise Refused("This link leads into the portal, which readers outside cannot open.")
    if not _is_public_name(host):
        raise Refused(
            "This link names no site on the public internet. It looks like https://www.example.org/."
        )


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        readable = parts.port is None or parts.port > 0
    except ValueError:
        readable = False
    if not readable or "\\" in address or any(sign.isspace() or not sign.isprintable() for sign in address):
        raise Refused("This link cannot be read. Copy it again from the page it leads to.")
    return parts


def _as_browsers_ask(host: str) -> str:
    """The host as it is looked up: in ASCII, look-alike letters made plain; "" for what is no name.

    Browsers read percent signs in a name, so that one of ours could hide behind them: none has any.
    """
    try:
        return "" if "%" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _is_public_name(host: str) -> bool:
    if "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa")):
        return False
    try:
        ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        return not last.isdigit() and not last.startswith("0x")
    return False


SLUG_LENGTH = 12
"""So long is the part of a tracked link behind `/l/`; a text is counted with a link of that length."""


def tracked_example(base_url: str) -> str:
    """An address as long as the tracked link that will stand in a post."""
    return f"{base_url}/l/{'x' * SLUG_LENGTH}"
