"""Static files: named by content, compressed, kept by browsers for ever, light enough for a first visit."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.assets import UnknownAsset, build_assets, init_assets
from advocacy.errors import Refused

STATIC = Path(__file__).parents[1] / "static"
TEMPLATES = STATIC.parent / "templates"
ON_SOME_PAGES = {"counter.js", "lesson.js"}
"""Scripts that only the pages load which need them; neither sign-in nor Today is one."""

ACCENT = "#0b6e4f"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "vendor").mkdir(parents=True)
    (folder / "app.css").mkdir()
    (folder / "app.css" / "20-second.css").write_text("b{color:red}\n")
    (folder / "app.css" / "10-first.css").write_text("/* why */\na{color:blue}\n")
    (folder / "vendor" / "big.js").write_text("/*! kept */" + "x = 1;\n" * 400)
    (folder / "vendor" / "README.md").write_text("for developers")
    (folder / "dot.png").write_bytes(b"\x89PNG....")
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return tmp_path / "built"


def client_of(source: Path, built: Path) -> tuple[FlaskClient, Flask]:
    app = Flask(__name__, static_folder=None)
    init_assets(app, source, built, ACCENT)
    return app.test_client(), app


def urls_by_template(app: Flask, *names: str) -> Mapping[str, str]:
    asset = app.jinja_env.globals["asset"]
    assert callable(asset)
    return {name: asset(name) for name in names}


def test_a_name_carries_the_hash_of_its_content(source: Path, built: Path) -> None:
    urls = build_assets(source, built, ACCENT)
    expected = sha256((source / "dot.png").read_bytes()).hexdigest()[:8]
    assert urls["dot.png"] == f"/static/dot.{expected}.png"
    assert set(urls) == {"app.css", "vendor/big.js", "dot.png", "theme.css"}


def test_a_folder_named_like_a_style_sheet_is_one_joined_in_order_without_comments(
    source: Path, built: Path
) -> None:
    urls = build_assets(source, built, ACCENT)
    assert (built / urls["app.css"].lstrip("/")).read_text() == "a{color:blue}\nb{color:red}\n"


def test_a_changed_file_gets_another_name_and_the_old_one_stays_for_open_pages(
    source: Path, built: Path
) -> None:
    before = build_assets(source, built, ACCENT)["dot.png"]
    (source / "dot.png").write_bytes(b"\x89PNG-other")
    after = build_assets(source, built, ACCENT)["dot.png"]
    assert before != after
    assert (built / before.lstrip("/")).exists()


def test_building_again_writes_nothing(source: Path, built: Path) -> None:
    build_assets(source, built, ACCENT)
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    build_assets(source, built, ACCENT)
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


def test_a_half_written_file_is_repaired(source: Path, built: Path) -> None:
    urls = build_assets(source, built, ACCENT)
    broken = built / urls["vendor/big.js"].lstrip("/")
    broken.write_text("x =")
    build_assets(source, built, ACCENT)
    assert broken.read_bytes() == (source / "vendor" / "big.js").read_bytes()
    assert not list(built.rglob("*.part"))


def test_an_accent_that_is_no_colour_is_refused(source: Path, built: Path) -> None:
    with pytest.raises(Refused):
        build_assets(source, built, "green")


def test_files_may_be_kept_for_ever_and_come_compressed(source: Path, built: Path) -> None:
    client, app = client_of(source, built)
    url = urls_by_template(app, "vendor/big.js")["vendor/big.js"]
    answer = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert gzip.decompress(answer.data) == (source / "vendor" / "big.js").read_bytes()
    assert client.get(url).data == (source / "vendor" / "big.js").read_bytes()


def test_the_theme_is_served_beside_the_pages(source: Path, built: Path) -> None:
    client, app = client_of(source, built)
    url = urls_by_template(app, "theme.css")["theme.css"]
    assert re.fullmatch(r"/theme-[0-9a-f]{8}\.css", url)
    answer = client.get(url)
    assert answer.mimetype == "text/css"
    assert ACCENT in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/static/app.css",
        "/static/dot.png",
        "/static/vendor/big.js",
        "/static/vendor/README.md",
        "/static/app.00000000.css",
        "/static/../pyproject.toml",
        "/theme.css",
    ],
)
def test_plain_and_invented_names_are_not_found(source: Path, built: Path, address: str) -> None:
    client, _app = client_of(source, built)
    assert client.get(address).status_code == 404


def test_a_template_that_names_no_file_fails_loudly(source: Path, built: Path) -> None:
    _client, app = client_of(source, built)
    with pytest.raises(UnknownAsset, match=r"app\.scss"):
        urls_by_template(app, "app.scss")


def test_vendored_files_are_those_of_the_table() -> None:
    table = (STATIC / "vendor" / "README.md").read_text()
    listed = dict(re.findall(r"^\| `([\w.]+)` .*`([0-9a-f]{64})` \|$", table, re.MULTILINE))
    held = {path.name: sha256(path.read_bytes()).hexdigest() for path in (STATIC / "vendor").glob("*.[cj]s*")}
    assert listed == held


def test_our_style_sheet_and_script_name_no_other_host() -> None:
    for path in [*STATIC.rglob("*.css"), STATIC / "app.js", STATIC / "vendor" / "htmx.js"]:
        if path.is_file() and path.parent.name != "vendor":
            assert not re.findall(r"url\(|https?://|@import", path.read_text()), path


def test_a_first_visit_leaves_room_for_the_page_itself(built: Path) -> None:
    """P18: 60 kB compressed for the first visit; the page's own HTML is given 10 kB of them."""
    urls = build_assets(STATIC, built, ACCENT)
    frames = [*(TEMPLATES / "shared").glob("_*.html"), TEMPLATES / "_layout.html"]
    assert not any(name in frame.read_text() for name in ON_SOME_PAGES for frame in frames)
    files = [built / url.lstrip("/") for name, url in urls.items() if name not in ON_SOME_PAGES]
    sizes = [min(f.stat().st_size, _compressed(f)) for f in files]
    assert sum(sizes) <= 50_000


def _compressed(path: Path) -> int:
    twin = path.with_name(path.name + ".gz")
    return twin.stat().st_size if twin.exists() else path.stat().st_size
