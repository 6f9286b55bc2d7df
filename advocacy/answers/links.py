"""The link of an answer in its one canonical form, so that the same answer never enters the log twice.

Networks write the address of one post in many ways: for phones, with who shared it, under an old name. What
names the post (or the comment on it) is kept, all else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from advocacy.errors import Refused
from advocacy.networks.words import NETWORK_NAMES, Network
from advocacy.roster.rules.work_accounts import HOSTS

LONGEST_LINK = 600

SHORT = frozenset({"t.co", "lnkd.in", "fb.me", "bit.ly", "tinyurl.com", "vm.tiktok.com", "vt.tiktok.com"})
"""Hosts of short links: what they lead to is known only by following them."""

ALSO = {"youtu.be": Network.YOUTUBE, "fb.com": Network.FACEBOOK}
"""Other hosts of a network, beside those on which its accounts are."""

_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
_ABOUT_WHO_SHARED = re.compile(
    r"utm_.*|mc_[ce]id|(fb|g|dc|tt|y|msclk|tw|wbra|gbra|li_fat_)(cl)?id|igshid?|igsh|gclsrc|ref(_.*)?|referrer"
    r"|source|share(d|_id)?|si|s|trk|trackingid|_ga|_gl|__.*|mibextid|rdid|feature|pp|context|lang|hl|locale"
)
_NAMES_A_POST = re.compile(r"[a-z]*[-_]?\d+")
_SAFE = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True)
class Link:
    """An address in its canonical form, and the network it leads to (None: none that we know)."""

    url: str
    network: Network | None

    @property
    def key(self) -> str:
        """What is unique among answers: SHA-256 of the canonical form, in hexadecimal."""
        return sha256(self.url.encode()).hexdigest()


@dataclass(frozen=True)
class _Parts:
    host: str
    path: str
    query: Mapping[str, str]
    fragment: str

    def first(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, self.path)


def canonical(typed: str) -> Link:
    """The one form of a link. Raises Refused for what is no https address of one answer."""
    parts = _parts(typed)
    if parts.host in SHORT:
        raise Refused("This is a short link. Open it, and copy the address that it leads to.")
    network = network_at(parts.host)
    host, path, query = _FORMS[network](parts) if network in _FORMS else _elsewhere(parts)
    fragment = ""
    if network is None and _NAMES_A_POST.fullmatch(parts.fragment.lower()):
        fragment = f"#{parts.fragment.lower()}"  # forums number the posts of one page there
    if path in {"", "/"} and not query and not fragment:
        raise Refused("This link leads to a whole site. Copy the address of the answer itself.")
    kept = f"?{urlencode(sorted(query.items()))}" if query else ""
    return Link(f"https://{host}{path or '/'}{kept}{fragment}", network)


def check_network(link: Link, network: Network) -> None:
    """Raise Refused when the link leads to another network than the one that was chosen."""
    if link.network is not None and link.network is not network:
        raise Refused(
            "This link leads to %(network)s. Choose that network, or correct the link.",
            network=NETWORK_NAMES[link.network],
        )
    if link.network is None and network in HOSTS:
        raise Refused(
            "This link does not lead to %(network)s. Correct it, or choose another network.",
            network=NETWORK_NAMES[network],
        )


def network_at(host: str) -> Network | None:
    """The network whose posts are at `host`, which has no `www.`; None when it is none that we know."""
    if host in ALSO:
        return ALSO[host]
    found = (one for one, hosts in HOSTS.items() for home in hosts if f".{host}".endswith(f".{home}"))
    return next(found, None)


def _parts(typed: str) -> _Parts:
    link = typed.strip()
    if len(link) > LONGEST_LINK:
        raise Refused("This link is too long: at most %(most)s characters.", most=LONGEST_LINK)
    plain = link.isprintable() and not re.search(r"[\s\\<>\"]", link)
    try:
        found = urlsplit(link)
        port, host = found.port, _host(found.hostname or "")
    except (ValueError, UnicodeError):
        port, host, plain = None, "", False
    if not plain or found.scheme != "https" or not _HOST.fullmatch(host):
        raise Refused("The link must be a whole address that begins with https://.")
    if port not in (None, 443) or found.username is not None or found.password is not None:
        raise Refused("The link must lead to the answer without a port, a name or a password in it.")
    path = quote(unquote(re.sub(r"/{2,}", "/", found.path)), safe=_SAFE)
    return _Parts(host, path.rstrip("/"), dict(parse_qsl(found.query)), found.fragment)


def _host(host: str) -> str:
    """The host in small letters and ASCII, without what stands before it for phones and browsers."""
    ascii_host = host.rstrip(".").encode("idna").decode() if not host.isascii() else host.rstrip(".")
    return re.sub(r"^(www|m|mobile|mbasic|touch|amp)\.(?=[^.]+\.)", "", ascii_host.lower())


_Form = tuple[str, str, Mapping[str, str]]


def _kept(parts: _Parts, *names: str) -> Mapping[str, str]:
    return {name: parts.query[name] for name in names if parts.query.get(name)}


def _lower_first(path: str) -> str:
    """The path with its first part, a name, in small letters; codes of posts keep theirs."""
    head, slash, rest = path.lstrip("/").partition("/")
    return f"/{head.lower()}{slash}{rest}"


def _x(parts: _Parts) -> _Form:
    post = parts.first(r"/(?:status|statuses)/(\d+)")
    if post is None:
        raise Refused("Copy the address of the post itself: it has /status/ and a number in it.")
    return "x.com", f"/i/status/{post[1]}", {}


def _bluesky(parts: _Parts) -> _Form:
    post = parts.first(r"^/profile/([^/]+)/post/([^/]+)")
    path = f"/profile/{post[1].lower()}/post/{post[2]}" if post else parts.path
    return "bsky.app", path, {}


def _linkedin(parts: _Parts) -> _Form:
    post = re.search(r"(activity|ugcpost|share)[-:](\d{6,})", unquote(parts.path), re.IGNORECASE)
    path = f"/feed/update/urn:li:{post[1].lower()}:{post[2]}" if post else _lower_first(parts.path)
    named = re.findall(r"(?:fsd_comment|comment):\((?:[^,()]+,)?(\d+)", " ".join(_comments(parts)))
    numbers = [*dict.fromkeys(named)]
    return "linkedin.com", path, {"comment": "-".join(numbers)} if numbers else {}


def _comments(parts: _Parts) -> list[str]:
    names = ("commentUrn", "dashCommentUrn", "replyUrn", "dashReplyUrn")
    return [parts.query[name] for name in names if name in parts.query]


def _facebook(parts: _Parts) -> _Form:
    names = ("story_fbid", "id", "fbid", "v", "comment_id", "reply_comment_id")
    return "facebook.com", _lower_first(parts.path), _kept(parts, *names)


def _instagram(parts: _Parts) -> _Form:
    post = parts.first(r"/(?:p|reel|reels|tv)/([\w-]+)(?:/c/(\d+))?(?:/r/(\d+))?")
    if post is None:
        return "instagram.com", _lower_first(parts.path), {}
    comment = f"/c/{post[2]}" if post[2] else ""
    reply = f"/r/{post[3]}" if post[3] else ""
    return "instagram.com", f"/p/{post[1]}{comment}{reply}", {}


def _threads(parts: _Parts) -> _Form:
    post = parts.first(r"/(?:post|t)/([\w-]+)")
    return "threads.com", f"/t/{post[1]}" if post else _lower_first(parts.path), {}


def _youtube(parts: _Parts) -> _Form:
    video = parts.first(r"^/(?:shorts|live|embed|v)/([\w-]+)")
    if parts.host == "youtu.be":
        video = parts.first(r"^/([\w-]+)")
    watched = video[1] if video else parts.query.get("v")
    if watched:
        return "youtube.com", "/watch", {"v": watched, **_kept(parts, "lc")}
    return "youtube.com", parts.path, _kept(parts, "lc")


def _tiktok(parts: _Parts) -> _Form:
    post = parts.first(r"/(?:video|photo)/(\d+)")
    path = f"/video/{post[1]}" if post else _lower_first(parts.path)
    return "tiktok.com", path, _kept(parts, "cid", "share_comment_id")


def _elsewhere(parts: _Parts) -> _Form:
    """Any other site: a server of Mastodon, a forum, a page of reviews."""
    kept = {
        name: value for name, value in parts.query.items() if not _ABOUT_WHO_SHARED.fullmatch(name.lower())
    }
    post = parts.first(r"^/(?:@|users/)([\w.@-]+)/(?:statuses/)?(\d{6,})$")
    path = f"/@{post[1].lower()}/{post[2]}" if post else parts.path
    return parts.host, path, {} if post else kept


_FORMS: Mapping[Network | None, Callable[[_Parts], _Form]] = {
    Network.X: _x,
    Network.BLUESKY: _bluesky,
    Network.LINKEDIN: _linkedin,
    Network.FACEBOOK: _facebook,
    Network.INSTAGRAM: _instagram,
    Network.THREADS: _threads,
    Network.YOUTUBE: _youtube,
    Network.TIKTOK: _tiktok,
}
