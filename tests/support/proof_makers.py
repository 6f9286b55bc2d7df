"""Makers of proofs from elsewhere, and of files that look like some."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from hashlib import sha256
from typing import Any

from advocacy.people.models import Person
from advocacy.training.models import Module, Proof, ProofFile
from advocacy.training.rules import ModuleKind
from advocacy.wiring import wiring
from tests.support.makers import save
from tests.support.training_makers import a_module

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def a_png(width: int = 2, height: int = 2) -> bytes:
    """A PNG that says it is so large; its data are those of a few points."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 14)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def a_jpeg(width: int = 2, height: int = 2, *, again: tuple[int, int] | None = None) -> bytes:
    """A JPEG that says it is so large, and `again` in a second frame."""
    sizes = [(width, height), *([again] if again else [])]
    frames = b"".join(
        b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, high, wide, 1) + b"\x01\x11\x00" for wide, high in sizes
    )
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9) + frames + b"\xff\xda\x00\x02\x00\xff\xd9"


def a_proof(person: Person, module: Module | None = None, *, content: bytes = PDF, **values: Any) -> Proof:
    """A proof that waits: a PDF, obtained two months ago, without an end, unless told otherwise."""
    proof = Proof(
        person_id=person.id,
        module_id=(module or a_module(kind=ModuleKind.PROOF)).id,
        sha256=sha256(content).hexdigest(),
        **{
            "obtained_on": date(2026, 3, 2),
            "expires_on": None,
            "handed_in_at": wiring().clock.now(),
            **values,
        },
    )
    save(proof)
    save(
        ProofFile(
            proof_id=proof.id,
            file_name="certificate.pdf",
            media_type="application/pdf",
            size=len(content),
            content=content,
        )
    )
    return proof
