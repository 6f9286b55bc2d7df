"""What a server outside answers: taken up to a size, of the kinds that were asked for, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import httpx2

from advocacy.networks.patience import End
from advocacy.networks.unfetched import NotFetched, Why

MOST_BYTES = 2_000_000
LONGEST_VALIDATOR = 400
"""Characters of an ETag that are kept; a longer one is left out, and the whole answer is read again."""

TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "application/activity+json")
ANY_KIND: tuple[str, ...] = ("*/*",)
NOT_MODIFIED = 304


@dataclass(frozen=True)
class Wanted:
    """What is asked for: of which kinds (types without their parameters), at most so many bytes.

    `cut`: of what is longer, its beginning is enough. The validators are those of the answer that is known.
    """

    kinds: Collection[str] = TEXTS
    most_bytes: int = MOST_BYTES
    cut: bool = False
    if_none_match: str = ""
    if_modified_since: str = ""

    @property
    def headers(self) -> Mapping[str, str]:
        """What the request says of it (RFC 9110, 12.5.1 and 13.1)."""
        told = {
            "Accept": ", ".join(one for one in self.kinds if one),
            "If-None-Match": self.if_none_match,
            "If-Modified-Since": self.if_modified_since,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def is_conditional(self) -> bool:
        """Whether “not modified” is an answer."""
        return bool(self.if_none_match or self.if_modified_since)


@dataclass(frozen=True)
class Document:
    """What was fetched: at which address it was found after redirects, and what its headers say of it.

    `moved_to` is the address that every redirect up to it called the new one for good (301, 308). With the
    status 304 nothing has changed and `body` is empty. `is_cut`: there is more of it.
    """

    address: str
    status: int
    type: str
    body: bytes = field(repr=False)
    charset: str | None = None
    etag: str = ""
    last_modified: str = ""
    moved_to: str | None = None
    is_cut: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Whether it is still what the validators named."""
        return self.status == NOT_MODIFIED

    @property
    def text(self) -> str:
        """The body as its headers say that it is written, else as UTF-8; what cannot be read is marked."""
        try:
            return self.body.decode(self.charset or "utf-8", errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")


def taken(
    answer: httpx2.Response, address: str, wanted: Wanted, end: End, *, moved_to: str | None
) -> Document:
    """What `answer` brings from `address`. Raises NotFetched for another status or kind, and for too much."""
    _check_status(answer, wanted)
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    body, is_cut = b"", False
    if answer.status_code != NOT_MODIFIED:
        _check_kind(answer, kind, wanted)
        body, is_cut = _body(answer, wanted, end)
    return Document(
        address=address,
        status=answer.status_code,
        type=kind,
        body=body,
        charset=answer.charset_encoding,
        etag=_validator(answer, "etag"),
        last_modified=_validator(answer, "last-modified"),
        moved_to=moved_to,
        is_cut=is_cut,
    )


def _check_status(answer: httpx2.Response, wanted: Wanted) -> None:
    status = answer.status_code
    if status == 410:
        raise NotFetched(Why.GONE, "status 410")
    if status != 200 and not (status == NOT_MODIFIED and wanted.is_conditional):
        raise NotFetched(Why.REFUSED, f"status {status}")


def _check_kind(answer: httpx2.Response, kind: str, wanted: Wanted) -> None:
    if wanted.kinds is not ANY_KIND and kind not in wanted.kinds:
        raise NotFetched(Why.OTHER_KIND, "another kind")
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        # We asked for none: what is packed could be unpacked to any size.
        raise NotFetched(Why.REFUSED, "packed")


def _body(answer: httpx2.Response, wanted: Wanted, end: End) -> tuple[bytes, bool]:
    found = bytearray()
    for part in answer.iter_bytes():
        found += part
        if len(found) > wanted.most_bytes:
            if wanted.cut:
                return bytes(found[: wanted.most_bytes]), True
            raise NotFetched(Why.TOO_MUCH, "too long")
        end.check()
    end.check()  # cut off, a text without a length looks whole
    return bytes(found), False


def _validator(answer: httpx2.Response, name: str) -> str:
    """A validator that can be sent back as it is; empty for any other."""
    value: str = answer.headers.get(name, "").strip()
    if len(value) > LONGEST_VALIDATOR or not (value.isascii() and value.isprintable()):
        return ""
    return value
