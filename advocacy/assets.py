"""Style sheets, scripts and icons: named by content, compressed once, served without asking the application.

`static/` holds what people write; this file copies it to a folder of its own under names that change with
the content (`app.3f9c01aa.css`), so that browsers may keep each file for ever. A folder called `app.css` is
one style sheet: its parts are joined in the order of their names.
"""

from __future__ import annotations

import gzip
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from advocacy.theme import theme_css

FOREVER = 365 * 24 * 3600
_COMPRESSIBLE = {".css", ".js", ".svg", ".txt", ".json"}
_COMMENT = re.compile(rb"/\*(?!!).*?\*/\s*", re.DOTALL)


class UnknownAsset(LookupError):
    """A template names a file that `static/` does not hold: a mistake of ours, never of a visitor."""


def build_assets(source: Path, built: Path, accent: str) -> Mapping[str, str]:
    """Write the files of `source` and the theme of `accent` into `built`; return their URLs by plain name.

    Files are `built/static/<name>.<hash8>.<ext>` and `built/theme-<hash8>.css`, with a `.gz` beside them
    where that helps. Several processes may build at once: a file appears whole or not at all.
    Raises Refused for an accent that is no colour, OSError when `built` cannot be written.
    """
    urls = {}
    for name, content in _sources(source):
        path = Path(name)
        hashed = path.with_name(f"{path.stem}.{_hash(content)}{path.suffix}").as_posix()
        _write(built / "static" / hashed, content)
        urls[name] = f"/static/{hashed}"
    theme = theme_css(accent).encode()
    hashed = f"theme-{_hash(theme)}.css"
    _write(built / hashed, theme)
    urls["theme.css"] = f"/{hashed}"
    return MappingProxyType(urls)


def init_assets(app: Flask, source: Path, built: Path, accent: str) -> None:
    """Build the assets, serve them in front of `app`, and give templates `asset("app.css")`.

    `app` must have been made with `static_folder=None`, or Flask would serve the plain names too. Call it
    after other wrappers of `app.wsgi_app` that static files need not pass. Raises what `build_assets` raises.
    """
    urls = build_assets(source, built, accent)

    def asset(name: str) -> str:
        try:
            return urls[name]
        except KeyError:
            raise UnknownAsset(f"static/ holds no {name!r}.") from None

    app.add_template_global(asset, "asset")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's way to wrap an application
        app.wsgi_app,
        root=str(built),
        max_age=FOREVER,
        # Every name in the folder carries a hash of its content.
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_headers,
    )


def _headers(headers: Headers, _path: str, _url: str) -> None:
    headers["Cache-Control"] = f"public, max-age={FOREVER}, immutable"
    headers["X-Content-Type-Options"] = "nosniff"
    # For a file that is opened as a page: an SVG could carry a script.
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _sources(source: Path) -> Iterator[tuple[str, bytes]]:
    """Plain name and content of everything to be served, sorted by name; notes for developers stay behind."""
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_dir() and path.suffix == ".css":
            yield name, b"".join(_COMMENT.sub(b"", part.read_bytes()) for part in sorted(path.glob("*.css")))
        elif path.is_file() and path.suffix != ".md" and path.parent.suffix != ".css":
            yield name, path.read_bytes()


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:8]


def _write(target: Path, content: bytes) -> None:
    """Write `content`, and its compressed twin if that is smaller, unless an earlier start already did."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix in _COMPRESSIBLE:
        # No time stamp inside: two machines build the same bytes.
        small = gzip.compress(content, 9, mtime=0)
        if len(small) < len(content):
            _put(target.with_name(target.name + ".gz"), small)
    _put(target, content)


def _put(target: Path, content: bytes) -> None:
    if target.exists() and target.read_bytes() == content:
        return
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files private; a web server under another user may serve the folder.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
