"""The shelf of media: files in the data folder, each named by the SHA-256 of its bytes.

A file is written once, whole or not at all, and never changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

_NAME = re.compile(r"[0-9a-f]{64}")


def path_of(data_dir: Path, sha256: str) -> Path:
    """Where the file of this hash stands. Raises ValueError for what is no hash."""
    if not _NAME.fullmatch(sha256):
        raise ValueError("This is not a SHA-256.")
    return data_dir.resolve() / "media" / sha256[:2] / sha256


def put(data_dir: Path, sha256: str, content: bytes) -> None:
    """Write the file unless it is there: beside its place, then moved: nobody reads half of it."""
    target = path_of(data_dir, sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as beside:
        beside.write(content)
        beside.flush()
        os.fsync(beside.fileno())
    Path(beside.name).replace(target)
