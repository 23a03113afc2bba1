"""Politeness: when a host may be asked again, after what."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from wardarchive.crawl.politeness import (
    HostResting,
    HostState,
    Outcome,
    Politeness,
    PolitenessRules,
    delay_after,
    outcome_of_error,
    outcome_of_page,
    state_after,
    waiting_time,
)
from wardarchive.errors import FetchError
from wardarchive.model import FetchedPage

RULES = PolitenessRules()


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.sleeps: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(round(seconds, 6))
        self.now += seconds


def page(status: int, elapsed: float = 0.1, **headers: str) -> FetchedPage:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    moment = datetime(2025, 7, 1, tzinfo=UTC)
    return FetchedPage("http://a.vn/", status, "", (), pairs, b"", b"", moment, elapsed)


@pytest.mark.parametrize(
    ("elapsed", "delay", "crawl_delay", "expected"),
    [
        (0.1, None, None, 2.0),
        (1.0, None, None, 5.0),
        (60.0, None, None, 30.0),
        (0.1, 10.0, None, 10.0),
        (0.1, None, 7.0, 7.0),
        (0.1, 0.5, None, 0.5),
        (1.0, 0.5, None, 5.0),
        (1.0, 0.0, None, 0.0),
        (1.0, 0.0, 3.0, 3.0),
        (0.1, None, 86_400.0, 300.0),
    ],
)
def test_delay(elapsed: float, delay: float | None, crawl_delay: float | None, expected: float) -> None:
    """The largest of configured delay, Crawl-delay and five times the response time, within caps."""
    assert delay_after(RULES, elapsed, delay=delay, crawl_delay=crawl_delay) == expected


def test_busy_backs_off_twice_as_long_each_time() -> None:
    """429 and 503 double the pause up to the cap; a good answer ends it."""
    state = HostState()
    pauses = []
    for _ in range(8):
        state = state_after(state, Outcome(busy=True), 0.0, 2.0, RULES)
        pauses.append(waiting_time(state, 0.0))

    assert pauses == [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 900.0]
    assert state_after(state, Outcome(), 0.0, 2.0, RULES) == HostState(next_at=2.0)


def test_retry_after_rules() -> None:
    """Retry-After is obeyed in both forms, within a cap, and never shortens the delay."""
    seconds = outcome_of_page(page(429, Retry_After="120"))
    moment = outcome_of_page(page(503, Retry_After="Tue, 01 Jul 2025 00:10:00 GMT"))
    ages = outcome_of_page(page(503, Retry_After="99999999999999999999"))
    nothing = outcome_of_page(page(503, Retry_After="0"))

    assert waiting_time(state_after(HostState(), seconds, 0.0, 2.0, RULES), 0.0) == 120.0
    assert waiting_time(state_after(HostState(), moment, 0.0, 2.0, RULES), 0.0) == 600.0
    assert waiting_time(state_after(HostState(), ages, 0.0, 2.0, RULES), 0.0) == 3_600.0
    assert waiting_time(state_after(HostState(), nothing, 0.0, 2.0, RULES), 0.0) == 2.0


def test_circuit_opens_rests_tries_and_closes() -> None:
    """Five failures open it; after the rest one request is on trial; a success closes it."""
    time = Time()
    politeness = Politeness(RULES, clock=time.clock, sleep=time.sleep)
    error = FetchError("timeout", "http://a.vn/", "no answer")
    for _ in range(5):
        with politeness.turn("a.vn:80") as turn:
            turn.error(error)

    assert politeness.state("a.vn:80").circuit == "open"
    with pytest.raises(HostResting) as caught, politeness.turn("a.vn:80"):
        pass
    assert caught.value.seconds == 600.0

    time.now += 600
    with politeness.turn("a.vn:80") as turn:
        assert politeness.state("a.vn:80").circuit == "half-open"
        turn.error(error)
    with pytest.raises(HostResting) as caught, politeness.turn("a.vn:80"):
        pass
    assert caught.value.seconds == 1_200.0

    time.now += 1_200
    with politeness.turn("a.vn:80") as turn:
        turn.page(page(200))
    assert politeness.state("a.vn:80") == HostState(next_at=time.now + 2.0)


def test_failures_make_pauses_longer() -> None:
    """Each failure in a row doubles the delay before the circuit opens."""
    state = HostState()
    pauses = []
    for _ in range(4):
        state = state_after(state, Outcome(failed=True), 0.0, 2.0, RULES)
        pauses.append(waiting_time(state, 0.0))

    assert pauses == [4.0, 8.0, 16.0, 32.0]


@pytest.mark.parametrize(
    ("status", "failed", "busy"),
    [
        (200, False, False),
        (304, False, False),
        (404, False, False),
        (403, False, False),
        (429, False, True),
        (503, False, True),
        (500, True, False),
        (502, True, False),
    ],
)
def test_what_a_status_says_of_the_host(status: int, failed: bool, busy: bool) -> None:
    """A missing page is no failing host."""
    outcome = outcome_of_page(page(status))

    assert (outcome.failed, outcome.busy) == (failed, busy)


@pytest.mark.parametrize(
    ("kind", "failed"), [("timeout", True), ("refused", True), ("too-large", False), ("bad-url", False)]
)
def test_what_an_error_says_of_the_host(kind: str, failed: bool) -> None:
    """Only errors that every page of the host would meet count against it."""
    assert outcome_of_error(FetchError(kind, "http://a.vn/", "x")).failed is failed


def test_turns_wait_for_the_delay() -> None:
    """The second turn waits what is left; another host does not wait."""
    time = Time()
    politeness = Politeness(RULES, clock=time.clock, sleep=time.sleep)
    with politeness.turn("a.vn:80") as turn:
        turn.page(page(200))
    time.now += 0.5
    with politeness.turn("b.vn:80"):
        pass
    assert time.sleeps == []

    with politeness.turn("a.vn:80"):
        pass
    assert time.sleeps == [1.5]


def test_error_inside_a_turn_counts() -> None:
    """A FetchError that leaves the block is the outcome of the turn."""
    politeness = Politeness(RULES, clock=Time().clock, sleep=Time().sleep)
    with pytest.raises(FetchError), politeness.turn("a.vn:80"):
        raise FetchError("refused", "http://a.vn/", "x")

    assert politeness.state("a.vn:80").failures == 1


def test_one_request_at_a_time() -> None:
    """Ten threads at one host never overlap."""
    politeness = Politeness(replace(RULES, delay=0.0))
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with politeness.turn("a.vn:80", delay=0.0):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1] * 10


def test_a_long_pause_is_left_to_a_later_run() -> None:
    """A host that says Retry-After: an hour holds up nobody; a short pause is waited for."""
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    politeness = Politeness(PolitenessRules(), clock=lambda: now[0], sleep=sleep)
    for host, asked in (("patient.vn", 60.0), ("busy.vn", 7_200.0)):
        with politeness.turn(host) as turn:
            turn.outcome = Outcome(busy=True, retry_after=asked)

    with politeness.turn("patient.vn"):
        assert slept == [60.0]
    with pytest.raises(HostResting, match="asks for fewer requests") as caught, politeness.turn("busy.vn"):
        pass
    assert caught.value.seconds == 3_540.0
    assert slept == [60.0]
    now[0] += 3_600.0
    with politeness.turn("busy.vn"):
        assert slept == [60.0]
