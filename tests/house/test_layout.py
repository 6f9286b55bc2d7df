"""The house's layout: where things may be, and what may import what."""

from __future__ import annotations

import ast
import sys

import pytest

from tests.house.source import COMPOSITION, FEATURES, ROOT, UNDERNEATH, Module, modules

ALL = modules()
BY_NAME = {module.name: module for module in ALL}
BANNED_NAMES = {"utils", "util", "helpers", "common", "services", "manager", "misc"}
LONG_FILES = {"audit.verify_ledger": "an auditor is handed one file, which reads from top to bottom"}
"""Files over 400 lines, each with the reason why it is one file."""

STANDALONE = {"audit.verify_ledger"}
"""Files that run without the package; there a commit is only a line of a report."""


def _ids(module: Module) -> str:
    return module.name or "advocacy"


@pytest.mark.parametrize("module", [module for module in ALL if module.is_kind("rules")], ids=_ids)
def test_a_rule_is_plain_python(module: Module) -> None:
    """Neither a rule nor anything of ours that it builds on knows more than the standard library."""
    foreign = sorted(name for name in reach(module) if name.split(".")[0] not in sys.stdlib_module_names)
    assert not foreign, f"{module.name} reaches {foreign}: a rule knows only the standard library and rules"
    assert "clock" not in {name.split(".")[1] for name in _ours(module)}, f"{module.name} knows the clock"


def reach(module: Module) -> set[str]:
    """What a module imports from outside the package, by itself or through modules of ours."""
    found: set[str] = set()
    waiting, known = [module], {module.name}
    while waiting:
        for name in waiting.pop().imports():
            mine = BY_NAME.get(name.removeprefix("advocacy."))
            if not name.startswith("advocacy."):
                found.add(name)
            elif mine and mine.name not in known:
                known.add(mine.name)
                waiting.append(mine)
    return found


def _ours(module: Module) -> set[str]:
    return {name for name in module.imports() if name.startswith("advocacy.")}


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_features_import_only_those_before_them(module: Module) -> None:
    if module.room in COMPOSITION:
        return
    order = {name: place for place, name in enumerate(FEATURES)}
    mine = order.get(module.room, -1)
    wrong = []
    for name in module.imports():
        parts = name.split(".")
        if parts[0] != "advocacy" or len(parts) < 2 or parts[1] == module.room:
            continue
        if order.get(parts[1], -2) > mine:
            wrong.append(name)
    assert not wrong, f"{module.name} looks forward: {sorted(set(wrong))}"


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_only_the_unit_of_work_commits(module: Module) -> None:
    if module.name in {"work", "schema"} or module.name in STANDALONE:
        return
    assert "commit" not in set(module.calls()), f"{module.name} commits"


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_only_the_clock_reads_the_time_of_day(module: Module) -> None:
    if module.name == "clock":
        return
    assert "utcnow" not in set(module.calls()), module.name
    assert "server_default" not in module.text, (
        f"{module.name}: a default of the server reads the server's clock"
    )
    for banned in ("datetime.now(", "date.today(", "time.time(", "func.now("):
        assert banned not in module.text, f"{module.name} reads the time with {banned})"


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_only_one_module_knows_htmx(module: Module) -> None:
    if module.name == "htmx":
        return
    assert not [name for name in module.imports() if name.startswith("htmx_flask")], module.name
    assert "HX-" not in module.text, f"{module.name} reads or writes a header of htmx"


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_nothing_is_called_after_nothing_in_particular(module: Module) -> None:
    assert not BANNED_NAMES & set(module.name.split(".")), module.name


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_a_file_stays_short(module: Module) -> None:
    lines = module.text.count("\n")
    assert lines <= 400 or module.name in LONG_FILES, f"{module.name} has {lines} lines"


@pytest.mark.parametrize("module", ALL, ids=_ids)
def test_every_module_says_what_belongs_in_it(module: Module) -> None:
    first = module.tree.body[0] if module.tree.body else None
    text = getattr(getattr(first, "value", None), "value", None)
    assert isinstance(text, str), f"{module.name or 'advocacy'} opens without a docstring"


@pytest.mark.parametrize("module", [m for m in ALL if m.is_kind("routes")], ids=_ids)
def test_a_route_holds_no_sql(module: Module) -> None:
    assert not [name for name in module.imports() if name.startswith("sqlalchemy")], module.name


@pytest.mark.parametrize("module", [m for m in ALL if m.is_kind("actions")], ids=_ids)
def test_an_action_knows_no_request(module: Module) -> None:
    assert not [name for name in module.imports() if name.split(".")[0] in {"flask", "flask_login"}], (
        module.name
    )


@pytest.mark.parametrize("module", [m for m in ALL if m.is_kind("queries")], ids=_ids)
def test_a_query_knows_no_request_and_writes_nothing(module: Module) -> None:
    assert not [name for name in module.imports() if name.split(".")[0] in {"flask", "flask_login"}], (
        module.name
    )
    assert not {"add", "add_all", "delete", "insert", "update", "flush"} & _session_calls(module), module.name


def _session_calls(module: Module) -> set[str]:
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "session":
                found.add(node.func.attr)
    return found


def test_tests_patch_nothing() -> None:
    me = ROOT / "tests" / "house"
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if me in path.parents:
            continue
        text = path.read_text(encoding="utf-8")
        for banned in ("monkeypatch.setattr", "mock.patch", "unittest.mock", "time.sleep("):
            assert banned not in text, f"{path.relative_to(ROOT)} uses {banned}"


def test_every_room_is_known_to_the_house() -> None:
    folders = {
        path.name for path in (ROOT / "advocacy").iterdir() if path.is_dir() and path.name[0] not in "._"
    }
    assert folders <= {*FEATURES, *UNDERNEATH, "commands", "sheets", "markup", "demonstration"}
