"""Files as they are taken in: what goes, what is refused before it is decoded, and giving them out."""

from __future__ import annotations

import struct
import zlib
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from advocacy.errors import Refused
from advocacy.library.actions.media import keep
from advocacy.library.media import LONGEST_SIDE, MOST_KEPT, take, take_image, take_pdf, take_video
from advocacy.library.rules.media import MOST_BYTES
from advocacy.library.rules.words import MediaKind
from advocacy.library.shelf import path_of, put
from advocacy.roles import Role
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.makers import acting, sign_in, somebody

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 64
WEBM = b"\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x82\x84webm" + b"\x00" * 64


def a_picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **how: Any) -> bytes:
    """The bytes of a picture."""
    out = BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **how)
    return out.getvalue()


def a_moving_picture(kind: str) -> bytes:
    """Two frames."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header tells of so many points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0" * 999)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_picture_loses_where_and_with_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Léa"
    exif.get_ifd(0x8825)[1] = "N"
    taken = take_image(a_picture("JPEG", exif=exif, comment=b"at home"))
    assert (taken.kind, taken.type) == (MediaKind.IMAGE, "image/jpeg")
    assert b"Camera" not in taken.content
    assert b"at home" not in taken.content
    assert not Image.open(BytesIO(taken.content)).getexif()


def test_a_picture_taken_sideways_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = take_image(a_picture("JPEG", exif=exif))
    assert (taken.width, taken.height) == (200, 300)


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_each_kind_of_picture_is_drawn_anew(kind: str, mode: str, kept: str) -> None:
    assert take(a_picture(kind, mode=mode)).type == kept


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_large_picture_is_made_as_small_as_the_smallest_network_takes(mode: str) -> None:
    out = BytesIO()
    Image.effect_noise((2600, 1300), 90).convert(mode).save(out, "PNG")
    taken = take_image(out.getvalue())
    assert len(taken.content) <= MOST_KEPT
    assert max(taken.width or 0, taken.height or 0) <= LONGEST_SIDE


@pytest.mark.parametrize("size", [(50_000, 50_000), (12_000, 12_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_too_many_points_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="more than 50 million points"):
        take_image(a_bomb(*size))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match="This picture moves"):
        take_image(a_moving_picture(kind))


DAMAGED = {
    "no points": a_bomb(300, 300),
    "half a JPEG": a_picture("JPEG")[:40],
    "half a PNG": a_picture("PNG")[:60],
    "no header": b"\x89PNG\r\n\x1a\n",
    "nothing of a WebP": b"RIFF1234WEBPVP8 ",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    import_module("weasyprint.images")  # it lets Pillow take files that end too early
    with pytest.raises(Refused, match="damaged"):
        take_image(content)


@pytest.mark.parametrize(
    "content",
    [
        a_moving_picture("GIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"MZ\x90",
        a_picture("BMP"),
    ],
)
def test_any_other_file_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(Refused, match="not a picture"):
        take(content)


def test_an_empty_file_and_too_large_a_one_are_refused() -> None:
    with pytest.raises(Refused, match="empty"):
        take(b"")
    with pytest.raises(Refused, match="at most 10 MB"):
        take(PDF.ljust(MOST_BYTES[MediaKind.PDF] + 1))


def test_videos_and_pdfs_are_kept_as_they_are() -> None:
    assert [take(one).content == one for one in (PDF, MP4, WEBM)] == [True] * 3
    assert (take_video(MP4).type, take_video(WEBM).type) == ("video/mp4", "video/webm")
    assert take_pdf(PDF).type == "application/pdf"
    with pytest.raises(Refused, match="another kind"):
        take_pdf(MP4)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PDF.replace(b"%%EOF", b""), "its end is missing"),
        (PDF.replace(b"trailer<<", b"trailer<</Encrypt 3 0 R"), "locked"),
        (PDF.replace(b"<<>>endobj", b"<</OpenAction<</S/JavaScript>>>>endobj"), "programs"),
        (PDF.replace(b"<<>>endobj", b"<</Launch 1>>endobj"), "programs"),
    ],
)
def test_a_pdf_that_is_locked_broken_or_active_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        take(content)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "g" * 64, "a" * 63, "a" * 65])
def test_the_shelf_knows_hashes_only(name: str, tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        path_of(tmp_path, name)


def test_a_file_on_the_shelf_is_never_written_over(tmp_path: Any) -> None:
    put(tmp_path, "a" * 64, b"first")
    put(tmp_path, "a" * 64, b"second")
    assert path_of(tmp_path, "a" * 64).read_bytes() == b"first"
    assert [one.name for one in path_of(tmp_path, "a" * 64).parent.iterdir()] == ["a" * 64]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("content", "disposition"),
    [(a_picture(), "inline"), (PDF, "attachment"), (MP4, "attachment"), (WEBM, "attachment")],
)
def test_a_file_is_given_out_as_what_it_is(client: PageClient, content: bytes, disposition: str) -> None:
    editor = somebody(Role.EDITOR)
    taken = take(content)
    with unit_of_work(acting(editor)) as work:
        first, second = keep(work, taken).id, keep(work, taken).id
    assert first == second
    sign_in(client, editor)
    answer = client.get(f"/library/manage/media/{taken.sha256}/file")
    assert answer.data == taken.content
    assert answer.mimetype == taken.type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith(f"{disposition}; filename=media-{first}.")
    answer.close()


@pytest.mark.usefixtures("app")
def test_what_is_not_there_is_not_found_and_staff_see_none(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    assert client.get(f"/library/manage/media/{'0' * 64}/file").status_code == 404
    assert client.get("/library/manage/media/%0A/file").status_code == 404
    sign_in(client, somebody())
    assert client.get(f"/library/manage/media/{'0' * 64}/file").status_code == 403
    assert wiring().settings.data_dir.is_dir()
