from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from advocacy.jobs.rules import LONGEST_PAUSE, backoff, is_enough


def test_the_first_pause_is_short_and_the_later_ones_grow():
    pauses = [backoff(attempt, 97) for attempt in range(1, 6)]
    assert pauses == [timedelta(seconds=seconds) for seconds in (5, 15, 45, 135, 405)]


@given(st.integers(1, 10_000), st.integers(1, 10**12))
def test_no_pause_is_longer_than_an_hour_and_a_quarter(attempt, job_id):
    assert timedelta(seconds=5) <= backoff(attempt, job_id) <= LONGEST_PAUSE * 1.25


def test_jobs_stopped_together_do_not_come_back_together():
    assert len({backoff(4, job_id) for job_id in range(97)}) == 97


def test_the_last_attempt_is_enough():
    assert not is_enough(2, 3)
    assert is_enough(3, 3)
