"""The house's layout: where things may be, and what may import what."""

from __future__ import annotations

import ast
import re
import sys

from tests.house.source import COMPOSITION, FEATURES, ROOT, UNDERNEATH, Module, modules

ALL = modules()
BY_NAME = {module.name: module for module in ALL}
ORDER = {name: place for place, name in enumerate(FEATURES)}
BANNED_NAMES = {"utils", "util", "helpers", "common", "services", "manager", "misc"}
LONG_FILES = {"audit.verify_ledger": "an auditor is handed one file, which reads from top to bottom"}
"""Files over 400 lines, each with the reason why it is one file."""

PLAIN = {"regex"}
"""Libraries that a rule may build on: `re` with Unicode's own classes, which knows no more of the world."""

STANDALONE = {"audit.verify_ledger"}
"""Files that run without the package; there a commit is only a line of a report."""


def _said(found: dict[str, object]) -> str:
    """The modules that break a rule, one per line, each with what is wrong."""
    return "\n".join(f"{name or 'advocacy'}: {what}" for name, what in found.items() if what)


def _refuse(found: dict[str, object]) -> None:
    """Fail with every module of `found` beside which something stands.

    One test looks at all modules: 2,700 cases of one module each take ten times as long.
    """
    said = _said(found)
    assert not said, f"\n{said}"


def _of_kind(kind: str) -> list[Module]:
    return [module for module in ALL if module.is_kind(kind)]


def test_a_rule_is_plain_python() -> None:
    """Neither a rule nor anything of ours that it builds on knows more than Python's library and PLAIN."""
    _refuse({module.name: sorted(_foreign(module)) for module in _of_kind("rules")})


def _foreign(module: Module) -> set[str]:
    plain = sys.stdlib_module_names | PLAIN
    foreign = {name for name in reach(module) if name.split(".")[0] not in plain}
    return foreign | ({"advocacy.clock"} & _ours(module))


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


def test_features_import_only_those_before_them() -> None:
    _refuse({module.name: sorted(_ahead(module)) for module in ALL if module.room not in COMPOSITION})


def _ahead(module: Module) -> set[str]:
    mine = ORDER.get(module.room, -1)
    rooms = {name: name.split(".")[1] for name in _ours(module)}
    return {name for name, room in rooms.items() if room != module.room and ORDER.get(room, -2) > mine}


def test_only_the_unit_of_work_commits() -> None:
    may = {"work", "schema"} | STANDALONE
    _refuse({module.name: {"commit"} & set(module.calls()) for module in ALL if module.name not in may})


def test_only_the_clock_reads_the_time_of_day() -> None:
    # A default of the server reads the server's clock.
    banned = ("datetime.now(", "date.today(", "time.time(", "func.now(", "utcnow(", "server_default")
    others = [module for module in ALL if module.name != "clock"]
    _refuse({module.name: [word for word in banned if word in module.text] for module in others})


def test_only_one_module_knows_htmx() -> None:
    _refuse({module.name: _of_htmx(module) for module in ALL if module.name != "htmx"})


def _of_htmx(module: Module) -> set[str]:
    headers = {"a header of htmx"} if "HX-" in module.text else set()
    return headers | {name for name in module.imports() if name.startswith("htmx_flask")}


def test_nothing_is_called_after_nothing_in_particular() -> None:
    _refuse({module.name: BANNED_NAMES & set(module.name.split(".")) for module in ALL})


def test_a_file_stays_short() -> None:
    lines = {module.name: module.text.count("\n") for module in ALL if module.name not in LONG_FILES}
    _refuse({name: f"{count} lines" for name, count in lines.items() if count > 400})


def test_every_module_says_what_belongs_in_it() -> None:
    _refuse({module.name: "no docstring" for module in ALL if not ast.get_docstring(module.tree)})


def test_every_public_function_says_what_it_is_for() -> None:
    _refuse({module.name: _unsaid(module.tree.body) for module in ALL})


def _unsaid(body: list[ast.stmt]) -> list[str]:
    """The public functions, classes and methods that have no docstring."""
    found: list[str] = []
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or _is_overload(node):
            continue
        if not ast.get_docstring(node):
            found.append(node.name)
        if isinstance(node, ast.ClassDef):
            found += [f"{node.name}.{name}" for name in _unsaid(node.body)]
    return found


def _is_overload(node: ast.stmt) -> bool:
    return "overload" in {getattr(one, "id", "") for one in getattr(node, "decorator_list", ())}


def test_what_is_let_pass_says_why() -> None:
    """A `noqa` or a `type: ignore` names what it silences, then a reason."""
    silenced = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)")
    reasoned = re.compile(r"(: [A-Z0-9, ]+|\[[a-z, -]+\])\s+(-|#)\s+\w")
    _refuse(
        {
            module.name: [
                number
                for number, line in enumerate(module.text.splitlines(), 1)
                if (found := silenced.search(line)) and not reasoned.match(found["rest"])
            ]
            for module in ALL
        }
    )


def test_a_route_holds_no_sql() -> None:
    _refuse({module.name: _knows(module, "sqlalchemy") for module in _of_kind("routes")})


def test_an_action_knows_no_request() -> None:
    _refuse({module.name: _knows(module, "flask", "flask_login") for module in _of_kind("actions")})


def test_a_query_knows_no_request_and_writes_nothing() -> None:
    writes = {"add", "add_all", "delete", "insert", "update", "flush"}
    _refuse(
        {
            module.name: _knows(module, "flask", "flask_login") | (writes & _session_calls(module))
            for module in _of_kind("queries")
        }
    )


def _knows(module: Module, *packages: str) -> set[str]:
    return {name for name in module.imports() if name.split(".")[0] in packages}


def _session_calls(module: Module) -> set[str]:
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "session":
                found.add(node.func.attr)
    return found


def test_tests_patch_nothing() -> None:
    banned = ("monkeypatch.setattr", "mock.patch", "unittest.mock", "time.sleep(")
    folder = ROOT / "tests"
    # The house names what it forbids; waiting for other processes is done in one place, with a deadline.
    but = {folder / "support" / "waiting.py", *(folder / "house").rglob("*.py")}
    others = sorted(set(folder.rglob("*.py")) - but)
    _refuse(
        {
            str(path.relative_to(ROOT)): [word for word in banned if word in path.read_text(encoding="utf-8")]
            for path in others
        }
    )


def test_every_room_is_known_to_the_house() -> None:
    folders = {
        path.name for path in (ROOT / "advocacy").iterdir() if path.is_dir() and path.name[0] not in "._"
    }
    assert folders <= {*FEATURES, *UNDERNEATH, "commands", "sheets", "uploads", "markup", "demonstration"}
