"""A file as its owner handed it in, and its content as it is kept."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from hashlib import sha256

LONGEST_NAME = 200
"""Characters of a file's name that are kept."""


@dataclass(frozen=True)
class File:
    """A file as its owner handed it in."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content, in hexadecimal."""
        return sha256(self.content).hexdigest()


def pack(content: bytes) -> bytes:
    """The content as it is kept; done before the write gate is taken."""
    return zlib.compress(content, 1)


def unpack(content: bytes) -> bytes:
    """The content as it was handed in."""
    return zlib.decompress(content)
