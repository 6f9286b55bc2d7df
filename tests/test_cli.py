"""The command line, as somebody at the machine uses it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from advocacy.cli import main
from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[1]

FIRST = {
    "organisation": "Maison d’Été & Fils",
    "base-url": "http://127.0.0.1:8000",
    "language": "fr",
    "time-zone": "Europe/Paris",
    "given-name": "Léa",
    "family-name": "O'Neil",
    "email": "lea@verdier.example",
    "number": "V1",
    "employer": "Maison d'Été SAS",
    "department": "Direction",
}


class Machine:
    """A folder in which commands are run, with none of our own settings."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {name: None for name in os.environ if name.startswith("ADVOCACY_")}
        self.env["ADVOCACY_ENV_FILE"] = str(folder / "advocacy.env")

    def run(self, *words, **env):
        return CliRunner().invoke(main, words, env={**self.env, **env}, prog_name="advocacy")

    def init(self, *words, **changed):
        answers = {
            **FIRST,
            "data-dir": str(self.folder / "var"),
            "env-file": str(self.folder / "advocacy.env"),
            **changed,
        }
        wanted = words or ("--trainings",)
        return self.run(
            "init", *wanted, *[part for name, value in answers.items() for part in (f"--{name}", value)]
        )

    def start(self, *words):
        return self.python("-m", "advocacy", *words)

    def python(self, *words):
        kept = {name: value for name, value in os.environ.items() if name not in self.env}
        env = {**kept, **{name: value for name, value in self.env.items() if value}, "PYTHONPATH": str(ROOT)}
        log = (self.folder / "log").open("w")
        return subprocess.Popen([sys.executable, *words], cwd=self.folder, env=env, stdout=log, stderr=log)


@pytest.fixture
def machine(tmp_path):
    mask = os.umask(0o022)
    yield Machine(tmp_path)
    os.umask(mask)


def test_every_wrong_setting_is_named_at_once_and_no_value_is_shown(machine):
    done = machine.run(
        "migrate", ADVOCACY_SECRET_KEY="too-short", ADVOCACY_SMTP_PORT="99999", ADVOCACY_ACCENT="x"
    )
    assert done.exit_code == 2
    for name in ("ADVOCACY_SECRET_KEY", "ADVOCACY_SMTP_PORT", "ADVOCACY_ACCENT"):
        assert name in done.stderr
    assert "too-short" not in done.stderr


def test_a_real_start_ends_with_a_link_and_a_healthy_installation(machine):
    done = machine.init()
    assert (done.exit_code, done.stderr) == (0, "")
    assert "http://127.0.0.1:8000/account/link/" in done.stdout
    assert (machine.folder / "advocacy.env").stat().st_mode & 0o077 == 0
    assert (machine.folder / "var" / "advocacy.sqlite").stat().st_mode & 0o077 == 0
    doctor = machine.run("doctor")
    assert (doctor.exit_code, "WRONG" in doctor.stdout) == (0, False)
    shown = machine.run("settings").stdout
    assert "ADVOCACY_ORGANISATION = Maison d’Été & Fils   [" in shown
    assert "ADVOCACY_SECRET_KEY = (set)" in shown


def test_the_starter_trainings_are_laid_out_as_drafts_unless_they_are_not_wanted(machine, tmp_path):
    for wanted, drafts in (("--trainings", 3), ("--no-trainings", 0)):
        other = Machine(tmp_path / wanted)
        other.folder.mkdir()
        done = other.init(wanted)
        assert (done.exit_code, done.stderr) == (0, "")
        assert ("starter trainings" in done.stdout) is bool(drafts)
        with closing(sqlite3.connect(other.folder / "var" / "advocacy.sqlite")) as database:
            count = "SELECT count(*) FROM "
            assert database.execute(count + "training_draft").fetchone() == (drafts,)
            assert database.execute(count + "training_version").fetchone() == (0,)


def test_a_second_start_changes_nothing(machine):
    machine.init()
    before = (machine.folder / "advocacy.env").read_bytes()
    done = machine.init(organisation="Another")
    assert done.exit_code == 1
    assert "begun already" in done.stderr
    assert (machine.folder / "advocacy.env").read_bytes() == before


def test_a_start_with_a_wrong_answer_leaves_nothing_behind(machine):
    for wrong in ({"email": "nobody"}, {"time-zone": "Europe/Lyon"}, {"base-url": "http://portal.example"}):
        assert machine.init(**wrong).exit_code in {1, 2}
        assert not (machine.folder / "advocacy.env").exists()
    assert machine.init().exit_code == 0


def test_somebody_locked_out_gets_a_link(machine):
    machine.init()
    done = machine.run("admin", "invite", "V1")
    assert done.exit_code == 0
    assert "http://127.0.0.1:8000/account/link/" in done.stdout
    nobody = machine.run("admin", "invite", "V2")
    assert (nobody.exit_code, nobody.stderr.strip()) == (1, "Nobody has the number V2.")


def test_what_waits_can_be_listed_and_done_without_a_worker(machine):
    machine.init()
    assert "Waiting: 0" in machine.run("jobs", "list").stdout
    assert "Nothing is due any more." in machine.run("jobs", "run").stdout
    assert machine.run("jobs", "retry", "7").exit_code == 1


def test_nothing_is_served_before_the_tables_are_there(machine):
    done = machine.run("web", ADVOCACY_SECRET_KEY="x" * 32, ADVOCACY_DATA_DIR=str(machine.folder))
    assert done.exit_code == 1
    assert "advocacy migrate" in done.stderr


def test_the_doctor_names_what_is_wrong(machine):
    machine.init()
    (machine.folder / "advocacy.env").chmod(0o644)
    (machine.folder / "var").chmod(0o755)
    done = machine.run("doctor")
    assert done.exit_code == 1
    assert done.stdout.count("WRONG") == 2


def test_another_server_of_the_pages_writes_files_for_nobody_else(machine):
    machine.init()
    written = machine.folder / "written"
    program = "import os, sys; os.umask(0o022); import advocacy.wsgi; open(sys.argv[1], 'w').close()"
    assert machine.python("-c", program, str(written)).wait() == 0
    assert written.stat().st_mode & 0o777 == 0o600


def answers(port):
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def children(pid):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid and words[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture
def served(machine):
    machine.init()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = machine.start("run", "--port", str(port), "--processes", "1", "--threads", "1")
    try:
        until(lambda: answers(port), "the portal to answer")
        yield process, port
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(60)


@pytest.mark.commits
def test_web_and_worker_run_as_one_and_stop_cleanly_when_asked(served):
    process, port = served
    both = until(lambda: len(children(process.pid)) == 2 and children(process.pid), "web and worker")
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not answers(port)
    assert not [pid for pid in both if Path(f"/proc/{pid}").exists()]


@pytest.mark.commits
def test_when_one_of_them_dies_the_other_stops_too(served):
    process, port = served
    first = until(lambda: len(children(process.pid)) == 2 and children(process.pid), "web and worker")[0]
    os.kill(first, signal.SIGKILL)
    assert process.wait(60) == 1
    until(lambda: not answers(port), "the pages to stop")


@pytest.mark.commits
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")
def test_when_the_supervisor_is_ended_by_force_nothing_stays_behind(served):
    process, port = served
    both = until(lambda: len(children(process.pid)) == 2 and children(process.pid), "web and worker")
    process.kill()
    process.wait(30)
    until(lambda: not [pid for pid in both if Path(f"/proc/{pid}").exists()], "both to stop")
    assert not answers(port)
