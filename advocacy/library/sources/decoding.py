"""The text of a feed or a page, whatever encoding it claims: decoded here, so that no parser is surprised.

RFC 7303 and XML 1.0 (appendix F): a byte-order mark, what the headers say, what the document says. Many
feeds are written in another encoding than they claim, and most of these in Windows-1252.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0r\0", "utf-16-le"))
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_META = re.compile(rb"<meta\b[^<>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,400}\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TEXTS = (
    "utf",
    "iso",
    "iso8859",
    "cp",
    "windows",
    "latin",
    "koi8",
    "gb",
    "big5",
    "euc",
    "shift",
    "mac",
    "ascii",
)
_LETTERS = b"<?xml version"
_REFERENCE = re.compile(r"&#(x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)


def decoded(content: bytes, charset: str | None) -> str:
    """`content` as text without a byte-order mark, XML declaration and characters that XML excludes.

    `charset` is what the headers say. What nobody can decode is read as Windows-1252.
    """
    text = next(
        (found for name in _names(content, charset) if (found := _as(content, name)) is not None), None
    )
    if text is None:
        text = content.decode("cp1252", errors="replace")
    text = _REFERENCE.sub(_allowed, _NO_XML.sub(" ", text.lstrip("\ufeff")))
    return _DECLARATION.sub("", text, count=1)


def _allowed(reference: re.Match[str]) -> str:
    """A reference to a character that XML has; a space for any other (parsers stumble over them)."""
    number = reference[1].lower()
    if len(number) <= 8:
        code = int(number[1:], 16) if number.startswith("x") else int(number)
        if code <= 0x10FFFF and not _NO_XML.match(chr(code)):
            return reference[0]
    return " "


def decoded_page(content: bytes, charset: str | None) -> str:
    """A web page as text, by its headers, its own `meta`, else UTF-8 or Windows-1252 (HTML, 13.2.3)."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    meta = _META.search(content[:4_096])
    names = [marked or "", charset or "", meta[1].decode("ascii") if meta else "", "utf-8"]
    for name in names:
        found = _as(content, name) if name else None
        if found is not None:
            return _NO_XML.sub(" ", found.lstrip("\ufeff"))
    return content.decode("cp1252", errors="replace")


def _names(content: bytes, charset: str | None) -> list[str]:
    marked = next((name for mark, name in (*_MARKS, *_UNMARKED) if content.startswith(mark)), None)
    if marked is not None:
        return [marked]
    declared = _DECLARED.search(content[:400])
    told = [charset or "", declared[1].decode("ascii") if declared else ""]
    return [name for name in told if name] + ["utf-8"]


def _as(content: bytes, name: str) -> str | None:
    """`content` decoded by `name`; None where that fails, or is no encoding in which ASCII is ASCII."""
    try:
        encoding = codecs.lookup(name).name
        if not encoding.startswith(_TEXTS):
            return None
        if not encoding.startswith(("utf-16", "utf-32")) and _LETTERS.decode(encoding) != _LETTERS.decode():
            return None
        return content.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None
