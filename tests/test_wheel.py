"""What an installed wheel needs beside the package is carried in it."""

from __future__ import annotations

import re
import tomllib

from advocacy.paths import shipped
from tests.house.source import ROOT

WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
    "targets"
]["wheel"]


def test_every_folder_the_program_looks_for_is_carried_where_it_looks():
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "advocacy").rglob("*.py")))
    named = set(re.findall(r'shipped\("(\w+)"\)', source))
    assert {"templates", "static", "charter", "migrations", "translations"} <= named
    assert WHEEL["force-include"] == {name: f"advocacy/_shipped/{name}" for name in named}


def test_in_a_checkout_its_own_folders_are_used():
    assert shipped("templates") == ROOT / "templates"


def test_catalogues_are_compiled_on_the_way():
    assert (ROOT / WHEEL["hooks"]["custom"]["path"]).is_file()
