"""Which addresses are on the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_ALSO_INSIDE = tuple(ip_network(one) for one in ("fec0::/10", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24"))
"""What Python takes for global: the site-local addresses of old, and others of IANA's special-purpose
lists."""


def is_public(text: str) -> bool:
    """Whether an address is on the public internet: not private, loopback, link-local (where clouds answer
    metadata), shared, reserved or multicast – nor one of these wrapped into an IPv6 address."""
    try:
        ip = ip_address(text.split("%")[0])
    except ValueError:
        return False
    inner = _inner(ip)
    return all(
        one.is_global
        and not one.is_multicast
        and not one.is_reserved
        and not any(one in network for network in _ALSO_INSIDE)
        for one in inner
    )


def _inner(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and the IPv4 addresses that it carries (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(ip, IPv4Address):
        return [ip]
    found: list[IPv4Address | IPv6Address] = [
        one for one in (ip.ipv4_mapped, ip.sixtofour) if one is not None
    ]
    if ip.teredo is not None:
        found.extend(ip.teredo)
    if ip.packed.startswith(b"\x00\x64\xff\x9b"):
        found.append(IPv4Address(ip.packed[-4:]))
    return found if ip.ipv4_mapped is not None else [ip, *found]
