"""Counters in shared memory: processes write rows of their own, anyone adds them up."""

from __future__ import annotations

import multiprocessing

from wardarchive.web.counters import Counters


def _count(counters: Counters, number: int) -> None:
    counters.take_row(number)
    for _ in range(1000):
        counters.add("requests")


def test_forked_processes_are_added_up() -> None:
    counters = Counters(["requests", "seconds"], processes=3)
    fork = multiprocessing.get_context("fork")
    others = [fork.Process(target=_count, args=(counters, number)) for number in (1, 2)]
    for other in others:
        other.start()
    counters.add("seconds", 0.25)
    counters.add("nothing that was named")
    for other in others:
        other.join(30)
    assert (counters.total("requests"), counters.total("seconds")) == (2000, 0.25)
