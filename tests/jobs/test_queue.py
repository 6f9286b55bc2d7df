import json
import pickle

import pytest

from advocacy.jobs.huey_queue import PlainSerializer, Pool, make_huey
from advocacy.jobs.queue import EXTENSION, MANY, wake
from advocacy.settings import SettingsError, read_settings


def settings(folder, queue_url=""):
    return read_settings({"secret_key": "x" * 32, "data_dir": folder, "queue_url": queue_url})


def test_a_stroke_travels_through_sqlite_to_another_process(tmp_path):
    Pool(settings(tmp_path)).ring(7)
    listening = Pool(settings(tmp_path))
    assert listening.strokes() == 1
    message = json.loads(listening.huey.storage.dequeue())
    assert message["args"] == [7]
    assert listening.strokes() == 0


def test_a_pool_runs_what_the_message_says(tmp_path):
    ran = []

    class Noting:
        def run(self, job_id):
            ran.append(job_id)

        def drain(self, *, seconds):
            ran.append("drain")
            return False

    Pool(settings(tmp_path)).ring(7)
    Pool(settings(tmp_path)).ring(None)
    pool = Pool(settings(tmp_path), Noting())
    for _message in range(2):
        pool.huey.execute(pool.huey.dequeue())
    assert ran == [7, "drain"]


def test_a_drain_that_is_not_finished_goes_to_the_end_of_the_queue(tmp_path):
    class Endless:
        def drain(self, *, seconds):
            return True

    pool = Pool(settings(tmp_path), Endless())
    pool.ring(None)
    pool.huey.execute(pool.huey.dequeue())
    assert pool.strokes() == 1


def test_a_pickle_in_the_queue_is_refused_rather_than_run():
    with pytest.raises(ValueError, match=r"codec can.t decode"):
        PlainSerializer().deserialize(pickle.dumps({"any": "thing"}))


def test_a_queue_file_that_a_power_cut_spoilt_is_made_anew(tmp_path):
    (tmp_path / "queue.sqlite").write_bytes(b"no database at all" * 400)
    Pool(settings(tmp_path)).ring(1)
    assert Pool(settings(tmp_path)).strokes() == 1


def test_without_a_queue_nothing_leaves_the_process(tmp_path):
    made = make_huey(settings(tmp_path, "none"), tmp_path)
    assert made.storage.queue_size() == 0
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_no_queue_has_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="QUEUE_URL"):
        settings(tmp_path, "amqp://somewhere")


def test_postgresql_can_carry_the_bell(tmp_path, postgresql_server):
    from tests.support.postgres import a_database

    address = a_database(postgresql_server)
    Pool(settings(tmp_path, address)).ring(7)
    listening = Pool(settings(tmp_path, address))
    assert listening.strokes() == 1
    listening.huey.storage.close()


def test_many_jobs_are_one_stroke(app):
    told = []
    app.extensions[EXTENSION] = told.append
    try:
        wake([1, 2])
        assert told == [1, 2]
        wake(range(MANY))
        assert told == [1, 2, None]
    finally:
        del app.extensions[EXTENSION]


def test_a_bell_that_does_not_ring_stops_nobody(app):
    calls = []

    def broken(job_id):
        calls.append(job_id)
        raise ConnectionError

    app.extensions[EXTENSION] = broken
    try:
        wake([1, 2])
    finally:
        del app.extensions[EXTENSION]
    assert calls == [1]
