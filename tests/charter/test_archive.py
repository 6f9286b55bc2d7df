"""The folder of a version as a ZIP file, believed in nothing."""

import io
import struct
import zipfile

import pytest

from advocacy.charter.archive import LARGEST_ARCHIVE, LARGEST_CONTENT, MOST_FILES, from_zip, to_zip
from advocacy.errors import Refused

FILES = {"fr.md": "é\n".encode(), "en.md": b"e\n"}


def zipped(*entries: tuple[str, bytes], mode: int = 0o644, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return target.getvalue()


def test_what_is_packed_is_unpacked() -> None:
    assert from_zip(to_zip(FILES, folder="charter-3")) == FILES


def test_the_same_folder_is_always_the_same_bytes() -> None:
    backwards = dict(reversed(FILES.items()))
    assert to_zip(FILES, folder="a") == to_zip(backwards, folder="a")


def test_files_may_lie_in_one_folder_among_what_desktops_add() -> None:
    packed = zipped(
        ("my charter/", b""),
        ("my charter/fr.md", b"x"),
        ("my charter/.DS_Store", b"x"),
        ("__MACOSX/my charter/._fr.md", b"x"),
        ("my charter/Thumbs.db", b"x"),
    )
    assert from_zip(packed) == {"fr.md": b"x"}


@pytest.mark.parametrize(
    ("packed", "sentence"),
    [
        (b"", "not a ZIP archive"),
        (b"PK\x03\x04 and then nothing", "not a ZIP archive"),
        (zipped(("fr.md", b"x" * 1000))[:-30], "not a ZIP archive"),
        (zipped(("../fr.md", b"x")), "../fr.md: this name leads out of the archive."),
        (zipped(("a/../../fr.md", b"x")), "leads out of the archive"),
        (zipped(("/etc/fr.md", b"x")), "leads out of the archive"),
        (zipped(("C:\\fr.md", b"x")), "leads out of the archive"),
        (zipped(("a\\fr.md", b"x")), "leads out of the archive"),
        (zipped(("a/fr.md", b"x"), ("b/en.md", b"x")), "b/en.md: the files must lie side by side"),
        (zipped(("a/b/fr.md", b"x")), "a/b/fr.md: the files must lie side by side"),
        (zipped(("a/fr.md", b"x"), ("en.md", b"x")), "en.md: the files must lie side by side"),
        (zipped(("fr.md", b"/etc/passwd"), mode=0o120777), "fr.md is a link, not a file."),
        (zipped(*((f"{number}.md", b"x") for number in range(MOST_FILES + 1))), "more than 40 files"),
        (zipped(("fr.md", b"\x00" * (LARGEST_CONTENT + 1))), "unpacks to more than 5,000,000 bytes"),
        (zipped(("fr.md", b"\x00" * 3_000_000), ("en.md", b"\x00" * 3_000_000)), "unpacks to more than"),
        (b"x" * (LARGEST_ARCHIVE + 1), "larger than 5,000,000 bytes"),
        (zipped(("a\u202e\x07.md/fr.md", b"x"), ("fr.md", b"y")), "fr.md: the files must lie side by side"),
    ],
)
def test_an_archive_that_is_not_a_folder_of_texts_is_refused(packed: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        from_zip(packed)
    assert sentence in str(refusal.value)


def test_an_entry_that_comes_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        packed = zipped(("fr.md", b"x"), ("fr.md", b"y"))
    with pytest.raises(Refused, match=r"fr\.md comes twice"):
        from_zip(packed)


def test_an_encrypted_entry_is_refused() -> None:
    packed = bytearray(zipped(("fr.md", b"x")))
    directory = packed.index(b"PK\x01\x02")
    packed[6] |= 1
    packed[directory + 8] |= 1
    with pytest.raises(Refused, match=r"fr\.md is encrypted"):
        from_zip(bytes(packed))


def test_sizes_that_lie_are_not_believed() -> None:
    packed = bytearray(zipped(("fr.md", b"\x00" * 1_000_000)))
    directory = packed.index(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = struct.pack("<I", 10)
    with pytest.raises(Refused, match="not a ZIP archive"):
        from_zip(bytes(packed))


def test_any_one_byte_changed_is_read_or_refused_and_never_more() -> None:
    packed = zipped(("a/fr.md", b"x" * 50), ("a/en.md", b"y" * 50))
    outcomes = set()
    for index in range(len(packed)):
        for bit in (1, 8, 128):
            changed = packed[:index] + bytes([packed[index] ^ bit]) + packed[index + 1 :]
            try:
                outcomes.add(type(from_zip(changed)))
            except Refused:
                outcomes.add(Refused)
    assert outcomes == {dict, Refused}
