"""Finding addresses in a text as twitter-text does, which X and Mastodon count by.

Written from the published rules and conformance examples of twitter-text 3 (Apache License 2.0,
https://github.com/twitter/twitter-text), as a walk over the labels of a name rather than one expression: its
time grows with the length of the text and no faster. The browser's counter walks the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from advocacy.networks.top_level_domains import ASCII, LONGEST, UNICODE

LONGEST_URL = 4096
_LONGEST_SLUG = 40

_INVALID = "\ufffe\ufeff\uffff"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = "\\x09-\\x0d \\x85\\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LATIN = (
    "À-ÖØ-öø-ÿ\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb"
    "\u0300-\u036f\u1e00-\u1eff"
)
_CYRILLIC = "\u0400-\u04ff"

_NAME = re.compile(rf"[^!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${_SPACES}{_INVALID}{_DIRECTIONS}]+")
"""A stretch of letters that names are made of, with `.`, `-` and `_`."""

_SCHEME = re.compile(r"https?://$", re.IGNORECASE | re.ASCII)
_GLUED = re.compile(rf"[A-Za-z0-9@＠$#＃{_INVALID}]")
"""After one of these no address begins."""

_NO_START = re.compile(r"[-_./]")
"""After one of these an address needs its https://."""

_PLAIN = re.compile(rf"[-a-zA-Z0-9{_LATIN}]")
"""What a label of an address without https:// is made of: a sentence in Chinese may stand before it."""

_LETTERS = re.compile(r"[0-9A-Za-z]+")
_PUNYCODE = re.compile(r"xn--[-0-9a-z]+", re.IGNORECASE | re.ASCII)
_PORT = re.compile(r":[0-9]+")
_SHORT = re.compile(r"https?://t\.co/([a-z0-9]+)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Address:
    """Where in the text an address stands."""

    start: int
    end: int


@dataclass(frozen=True)
class Dialect:
    """What may follow the name in an address: letters of the path, those it may end with, and both for what
    comes after a question mark – classes of a regular expression, without brackets – and whether an address
    begins with http:// or https:// only."""

    path: str
    path_end: str
    query: str
    query_end: str
    needs_scheme: bool

    def expressions(self) -> _Tail:
        """The same, ready to be used."""
        inside = f"[{self.path}]"
        parens = rf"\((?:{inside}+|{inside}*\({inside}+\){inside}*)\)"
        return _Tail(
            path=re.compile(rf"(?:{inside}|{parens})*"),
            path_end=re.compile(rf"[{self.path_end}]|[/)]"),
            query=re.compile(rf"\?[{self.query}]*"),
            query_end=re.compile(rf"[{self.query_end}]"),
        )


@dataclass(frozen=True)
class _Tail:
    path: re.Pattern[str]
    path_end: re.Pattern[str]
    query: re.Pattern[str]
    query_end: re.Pattern[str]

    def end(self, text: str, at: int) -> tuple[int, bool]:
        """Where the address ends whose name ends at `at`, and whether it has a path."""
        if port := _PORT.match(text, at):
            at = port.end()
        has_path = text.startswith("/", at)
        if has_path:
            at = _last(self.path_end, text, at + 1, _reach(self.path, text, at + 1))
        return self.asked(text, at), has_path

    def asked(self, text: str, at: int) -> int:
        """Where what is asked with a question mark ends, if something is."""
        end = _last(self.query_end, text, at + 1, _reach(self.query, text, at))
        return end if end > at + 1 else at


def _reach(expression: re.Pattern[str], text: str, at: int) -> int:
    found = expression.match(text, at)
    return found.end() if found else at


def _last(ends: re.Pattern[str], text: str, start: int, end: int) -> int:
    """The end of `text[start:end]` once what an address does not end with is left out."""
    while end > start and not ends.match(text, end - 1):
        end -= 1
    return end


TWITTER = Dialect(
    path=rf"a-zA-Z{_CYRILLIC}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}",
    path_end=rf"+\-a-zA-Z{_CYRILLIC}0-9=_#{_LATIN}",
    query=r"a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|",
    query_end=r"a-zA-Z0-9\-_&=#/",
    needs_scheme=False,
)

_WHITE = "\\x09-\\x0d \\x85\\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WIDE = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dfffd\U000e1000-\U000efffd"
MASTODON = Dialect(
    path=rf"^{_WHITE}<>()?",
    path_end=rf"^{_WHITE}()?!*\"'「」<>;:=,.$%\[\]~&|@",
    query=rf"a-zA-Z0-9!?*'();:&=+$/%#\[\]\-_.,~|@\^{_WIDE}",
    query_end=rf"a-zA-Z0-9_&=#/\-{_WIDE}",
    needs_scheme=True,
)
"""Of Mastodon's own changes (config/initializers/twitter_regex.rb), those to http and https."""


def addresses(text: str, dialect: Dialect) -> list[Address]:
    """The addresses in `text`, in order, none overlapping another."""
    walk = _Walk(text, dialect)
    for run in _NAME.finditer(text):
        if run.end() > walk.done and "." in run.group():
            walk.through(run.start(), run.end())
    return [one for one in walk.found if one.end - one.start <= LONGEST_URL]


class _Walk:
    """From one stretch of letters that names are made of to the next. What ends at `done` is read; the sign
    there stands before the next address, so that none begins at it."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self._text = text
        self._needs_scheme = dialect.needs_scheme
        self._tail = dialect.expressions()
        self.done = -1
        self.found: list[Address] = []

    def through(self, start: int, stop: int) -> None:
        """Find the addresses whose names stand in `text[start:stop]`."""
        scheme = _scheme_before(self._text, start)
        if scheme is not None and scheme > self.done:
            self._with_scheme(scheme, start, stop)
        while (begun := _begin(self._text, max(start, self.done + 1), stop)) is not None:
            end = _name_end(self._text, begun, stop)
            if end is None:
                return
            self._without_scheme(begun, end)

    def _with_scheme(self, scheme: int, start: int, stop: int) -> None:
        name_end = _name_end(self._text, start, stop)
        if name_end is None:
            return
        self.done, _has_path = self._tail.end(self._text, name_end)
        short = _SHORT.match(self._text, scheme, self.done)
        if short is None:
            self.found.append(Address(scheme, self.done))
        elif len(short.group(1)) <= _LONGEST_SLUG:
            self.found.append(Address(scheme, self._tail.asked(self._text, short.end())))

    def _without_scheme(self, begun: int, name_end: int) -> None:
        self.done, has_path = self._tail.end(self._text, name_end)
        if self._needs_scheme or (begun and _NO_START.match(self._text, begun - 1)):
            return
        found = list(_plain_names(self._text, begun, name_end))
        if found and has_path:  # it belongs to the last address in the name
            found[-1] = Address(found[-1].start, self.done)
        self.found += found


def _scheme_before(text: str, start: int) -> int | None:
    """Where the http:// or https:// begins that ends at `start`."""
    found = _SCHEME.search(text[max(0, start - 8) : start])
    if found is None:
        return None
    at = max(0, start - 8) + found.start()
    return None if at and _GLUED.match(text, at - 1) else at


def _begin(text: str, start: int, stop: int) -> int | None:
    """The first place from `start` where a name may begin."""
    if start == 0 and stop > 1 and _may_begin(text, 1) and _name_end(text, 1, stop) is not None:
        return 1  # the first sign of a text rather stands before an address than in it
    return next((at for at in range(start, stop) if _may_begin(text, at)), None)


def _may_begin(text: str, at: int) -> bool:
    return text[at] not in ".-_" and not (at and _GLUED.match(text, at - 1))


def _name_end(text: str, start: int, stop: int) -> int | None:
    """Where the longest name ends that begins at `start`, within a known top level; None when none begins."""
    longest: int | None = None
    at, holds_name = start, False
    while at < stop:
        end = _label_end(text, at, stop)
        if holds_name and (top := _top_level(text, at, end)) is not None:
            longest = top
        if end == at or text[at] in "-_" or text[end - 1] in "-_":
            break
        holds_name = "_" not in text[at:end]  # allowed further to the left, not in the name itself
        at = end + 1
    return longest


def _label_end(text: str, start: int, stop: int) -> int:
    dot = text.find(".", start, stop)
    return stop if dot < 0 else dot


def _top_level(text: str, start: int, stop: int) -> int | None:
    """Where the known top level ends with which the label `text[start:stop]` begins, if it does."""
    if punycode := _PUNYCODE.match(text, start, stop):
        return punycode.end()
    letters = _LETTERS.match(text, start, stop)
    if letters and letters.group().lower() in _TOP_LEVELS and _ends(text, letters.end()):
        return letters.end()
    for length in range(min(LONGEST, stop - start), 1, -1):
        if text[start : start + length].lower() in UNICODE and _ends(text, start + length):
            return start + length
    return None


_TOP_LEVELS = ASCII | {"onion"}
_GOES_ON = re.compile(r"[0-9a-zA-Z@+-]")


def _ends(text: str, at: int) -> bool:
    return not _GOES_ON.match(text, at)


def _plain_names(text: str, start: int, end: int) -> Iterator[Address]:
    """The names in letters of the Latin alphabet within the name `text[start:end]`: without https:// only
    they are addresses."""
    begun: int | None = None
    best: int | None = None
    at = start
    while at < end:
        stop = _label_end(text, at, end)
        if begun is not None and (top := _top_level(text, at, stop)) is not None:
            best = top
        plain = _plain_start(text, at, stop)
        if begun is None or plain > at:
            if begun is not None and best is not None:
                yield Address(begun, best)
            begun, best = (plain if plain < stop < end else None), None
        at = stop + 1
    if begun is not None and best is not None:
        yield Address(begun, best)


def _plain_start(text: str, start: int, stop: int) -> int:
    """Where the letters of the Latin alphabet begin with which the label `text[start:stop]` ends."""
    while stop > start and _PLAIN.match(text, stop - 1):
        stop -= 1
    return stop
