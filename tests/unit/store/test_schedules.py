"""Schedules and leases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wardarchive.jobs.leasing import LEASE
from wardarchive.jobs.schedule import plan_unplanned
from wardarchive.jobs.scheduler import due_now, seconds_to_wait
from wardarchive.model import Portal
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store

NOW = datetime(2024, 5, 6, tzinfo=UTC)


@pytest.fixture
def portal(store: Store) -> Portal:
    return store.add_portal(Portal(0, "http://phuong.example/", "Phường"), NOW)


def test_a_portal_without_a_schedule_is_automatic_and_due(store: Store, portal: Portal) -> None:
    """Adding a portal is enough."""
    (schedule,) = plan_unplanned(store, NOW)

    assert (schedule.mode, schedule.next_at, schedule.zone) == ("auto", NOW, "Asia/Ho_Chi_Minh")
    assert [s.portal_id for s in due_now([schedule], NOW)] == [portal.id]
    assert schedule.reason_vi and schedule.reason_en


def test_schedules_come_back_as_they_were_set(store: Store, portal: Portal) -> None:
    """All fields, also when they are set again."""
    first = Schedule(portal.id, "every", seconds=3600, next_at=NOW, reason_vi="a", reason_en="b")
    second = Schedule(portal.id, "cron", cron="0 7 * * *", hours=(22, 5), weekdays=(1, 5), failures=2)
    for schedule in (first, second):
        store.set_schedule(schedule, NOW)
        assert store.schedules() == [schedule]


def test_paused_and_coming_ones_are_not_due(store: Store) -> None:
    """The most overdue first; nothing sleeps longer than a minute."""
    some = [
        Schedule(1, next_at=NOW),
        Schedule(2, next_at=NOW - timedelta(days=3)),
        Schedule(3, next_at=NOW, paused=True),
        Schedule(4, next_at=NOW + timedelta(seconds=20)),
    ]

    assert [s.portal_id for s in due_now(some, NOW)] == [2, 1]
    assert seconds_to_wait(some[2:], NOW) == 20
    assert seconds_to_wait([], NOW) == 60


def test_a_clock_that_ran_ahead_does_not_stop_a_portal(store: Store, portal: Portal) -> None:
    """A plan made in the future is made again when the clock is right."""
    store.set_schedule(Schedule(portal.id, next_at=NOW + timedelta(days=4000)), NOW)

    (schedule,) = plan_unplanned(store, NOW)

    assert schedule.next_at is not None
    assert schedule.next_at <= NOW + timedelta(days=8)


def test_one_machine_at_a_time(store: Store, portal: Portal, database: str) -> None:
    """A lease keeps others out until it ends or is given back; its owner may renew it after a restart."""
    with Store.open(database) as other:
        assert store.take_lease(portal.id, "a", NOW, LEASE)
        assert not other.take_lease(portal.id, "b", NOW + timedelta(minutes=29), LEASE)
        assert store.take_lease(portal.id, "a", NOW + timedelta(minutes=20), LEASE)
        assert not other.take_lease(portal.id, "b", NOW + timedelta(minutes=40), LEASE)
        assert other.take_lease(portal.id, "b", NOW + timedelta(minutes=51), LEASE)
        other.release_lease(portal.id, "a")
        assert not store.take_lease(portal.id, "a", NOW + timedelta(minutes=52), LEASE)
        other.release_lease(portal.id, "b")
        assert store.take_lease(portal.id, "a", NOW + timedelta(minutes=52), LEASE)


def test_a_lease_from_the_future_is_void(store: Store, portal: Portal) -> None:
    """Written by a clock that ran ahead by a year."""
    store.take_lease(portal.id, "a", NOW + timedelta(days=365), LEASE)

    assert store.take_lease(portal.id, "b", NOW, LEASE)


def test_schedules_of_removed_portals_are_not_run(store: Store, portal: Portal) -> None:
    """What is no longer collected is no longer planned."""
    store.set_schedule(replace(Schedule(portal.id), next_at=NOW), NOW)
    store.remove_portal(portal.id, NOW)

    assert store.schedules() == []
