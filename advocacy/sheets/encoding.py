"""In which encoding a text file is written, and at which line its bytes make no sense."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

from advocacy.errors import Refused
from advocacy.sheets.rows import nul_on

UTF8, UTF8_WITH_MARK, UTF16_LE, UTF16_BE, WINDOWS = "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"

_PIECE = 1 << 16
_HEAD = 512


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of the whole file, one of the names above; the file is left at its start.

    UTF-8 and UTF-16 with or without a byte-order mark; anything else is taken as Windows-1252. Raises
    Refused, naming the line, for bytes that fit none, for a UTF-8 file with damaged bytes in it, and for NUL
    characters.
    """
    file.seek(0)
    marked = _by_mark_or_pattern(file.read(_HEAD))
    if marked is not None:
        return _checked(file, marked)
    if _is_utf8(file):
        return _checked(file, UTF8)
    return _checked(file, WINDOWS)


def _by_mark_or_pattern(head: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, UTF8_WITH_MARK),
        (codecs.BOM_UTF16_LE, UTF16_LE),
        (codecs.BOM_UTF16_BE, UTF16_BE),
    ):
        if head.startswith(mark):
            return encoding
    # A header in a Latin alphabet: in UTF-16 nearly every second byte is zero, and never the others.
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.7 * len(odd) and 0 not in even:
        return UTF16_LE
    if even.count(0) > 0.7 * len(even) and 0 not in odd:
        return UTF16_BE
    return None


def _is_utf8(file: BinaryIO) -> bool:
    """Whether to read the file as UTF-8: it decodes, or its beginning shows that it should.

    Text in Windows-1252 hardly ever holds a valid UTF-8 sequence of several bytes, so a file that has one and
    then a bad byte is a damaged UTF-8 file; reading it as Windows-1252 would import "Ã©" for "é" without a
    word.
    """
    file.seek(0)
    decoder = codecs.getincrementaldecoder(UTF8)()
    ascii_so_far = True
    while True:
        piece = file.read(_PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            return not (ascii_so_far and error.object[: error.start].isascii())
        ascii_so_far = ascii_so_far and text.isascii()
        if not piece:
            return True


def _checked(file: BinaryIO, encoding: str) -> str:
    """Return `encoding` if the whole file decodes with it and holds no NUL; Refused names the line."""
    file.seek(0)
    bytes_decoder = codecs.getincrementaldecoder(encoding)()
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    line = 1
    while True:
        piece = file.read(_PIECE)
        try:
            text = newlines.decode(bytes_decoder.decode(piece, final=not piece), final=not piece)
        except UnicodeDecodeError as error:
            before = newlines.decode(error.object[: error.start].decode(encoding), final=True)
            raise Refused(
                "Line %(line)s holds bytes that are not %(encoding)s text. Export the file again, as UTF-8.",
                line=line + before.count("\n"),
                encoding=_SHOWN[encoding],
            ) from error
        if "\0" in text:
            raise nul_on(line + text[: text.index("\0")].count("\n"))
        line += text.count("\n")
        if not piece:
            file.seek(0)
            return encoding


_SHOWN = {
    UTF8: "UTF-8",
    UTF8_WITH_MARK: "UTF-8",
    UTF16_LE: "UTF-16",
    UTF16_BE: "UTF-16",
    WINDOWS: "Windows-1252",
}
