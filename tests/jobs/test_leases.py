from datetime import timedelta

from advocacy.access import SYSTEM
from advocacy.jobs.leases import hold, let_go
from advocacy.work import unit_of_work

LEASE = timedelta(seconds=15)


def try_to_hold(holder):
    with unit_of_work(SYSTEM) as work:
        return hold(work, "loops", holder, LEASE)


def test_one_holds_until_its_time_is_over(app, world):
    assert try_to_hold("one")
    assert not try_to_hold("two")
    world.clock.advance(seconds=15)
    assert try_to_hold("two")
    assert not try_to_hold("one")


def test_the_holder_keeps_it_by_asking_again(app, world):
    assert try_to_hold("one")
    world.clock.advance(seconds=10)
    assert try_to_hold("one")
    world.clock.advance(seconds=10)
    assert not try_to_hold("two")


def test_what_is_let_go_is_free_at_once_and_only_the_holder_can(app):
    assert try_to_hold("one")
    with unit_of_work(SYSTEM) as work:
        let_go(work, "loops", "two")
    assert not try_to_hold("two")
    with unit_of_work(SYSTEM) as work:
        let_go(work, "loops", "one")
    assert try_to_hold("two")
