"""The folder of a version as one ZIP file, for a browser to send and to fetch."""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping

from advocacy.errors import Refused

LARGEST_ARCHIVE = 5_000_000
MOST_FILES = 40
LARGEST_CONTENT = 5_000_000

# The earliest date a ZIP file can hold, so that the same folder is always the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def from_zip(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive, contents by name, ready for `folder.read_folder`.

    They may lie in one folder of any name; what macOS and Windows add is left out. Nothing is written
    anywhere. Raises Refused, naming the entry, for what is no archive, too large, encrypted, or has paths
    leading elsewhere.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise Refused("This archive is larger than %(most)s bytes.", most=LARGEST_ARCHIVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_noise(entry.filename)]
            if len(entries) > MOST_FILES:
                raise Refused("This archive holds more than %(most)s files.", most=MOST_FILES)
            return _read(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        raise Refused("This file is not a ZIP archive that can be read; make it again.") from None


def to_zip(files: Mapping[str, bytes], *, folder: str) -> bytes:
    """Return ``files`` as an archive with one folder of that name; the same files are the same bytes."""
    target = io.BytesIO()
    # Stored, not deflated: compressed bytes differ from one version of zlib to another.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def _is_noise(name: str) -> bool:
    last = name.rstrip("/").rpartition("/")[2]
    return (
        name.startswith("__MACOSX/")
        or last.startswith("._")
        or last in (".DS_Store", "Thumbs.db", "desktop.ini")
    )


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    folders: set[str] = set()
    room = LARGEST_CONTENT
    for entry in entries:
        _check(entry)
        folder, _slash, name = entry.filename.rpartition("/")
        if not name:
            continue
        folders.add(folder)
        if len(folders) > 1 or "/" in folder:
            raise Refused(
                "%(entry)s: the files must lie side by side, in one folder at most.", entry=_shown(entry)
            )
        if name in files:
            raise Refused("%(entry)s comes twice in this archive.", entry=_shown(entry))
        with archive.open(entry) as content:
            # What the archive says of its sizes is not believed.
            files[name] = content.read(room + 1)
        room -= len(files[name])
        if room < 0:
            raise Refused("This archive unpacks to more than %(most)s bytes.", most=LARGEST_CONTENT)
    return files


def _check(entry: zipfile.ZipInfo) -> None:
    parts = entry.filename.split("/")
    leads_out = ".." in parts or parts[0] == "" or "\\" in entry.filename or ":" in entry.filename
    if leads_out or "\x00" in entry.orig_filename:
        raise Refused("%(entry)s: this name leads out of the archive.", entry=_shown(entry))
    if entry.flag_bits & 0x1:
        raise Refused("%(entry)s is encrypted.", entry=_shown(entry))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("%(entry)s is a link, not a file.", entry=_shown(entry))


def _shown(entry: zipfile.ZipInfo) -> str:
    return "".join(character if character.isprintable() else "?" for character in entry.filename)[:80]
