"""Politeness: when a host may be asked again.

One request at a time for each host, a delay after each, longer after failures; a host that keeps failing
is left alone for a while and then tried with one request. The rules are pure functions over `HostState`;
`Politeness` holds the states, the locks and the clock.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from wardarchive.crawl.retrying import BUSY_STATUSES, retry_after
from wardarchive.errors import FetchError
from wardarchive.model import FetchedPage

Circuit = Literal["closed", "open", "half-open"]
"""closed: requests flow; open: none until the rest is over; half-open: one is on trial."""

FAILING_KINDS = frozenset(
    {"unknown-host", "refused", "timeout", "tls", "connection", "bad-response", "private-address"}
)
"""Kinds of `FetchError` that speak of the host and not of one page."""


@dataclass(frozen=True, slots=True)
class PolitenessRules:
    """Times in seconds."""

    delay: float = 2.0
    """Between two requests where the portal sets nothing else."""
    response_factor: float = 5.0
    """The delay is at least so many times the last response time: a slow host gets more rest."""
    response_cap: float = 30.0
    """The most that a slow response can ask for."""
    crawl_delay_cap: float = 300.0
    """The most of robots.txt's Crawl-delay that is obeyed; a day's delay would be a ban in disguise."""
    busy_delay: float = 10.0
    """After 429 and 503 without Retry-After; it doubles with each."""
    busy_cap: float = 900.0
    retry_after_cap: float = 3_600.0
    patience: float = 120.0
    """The longest pause after 429 and 503 that is waited for; a longer one is left to a later run, so that
    one busy host holds up neither the others nor a scheduler's turn."""
    failures_to_open: int = 5
    """Failures in a row after which the circuit opens."""
    rest: float = 600.0
    """First rest of an open circuit; it doubles each time the trial fails."""
    rest_cap: float = 21_600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one request went, as far as the host is concerned."""

    elapsed: float = 0.0
    busy: bool = False
    failed: bool = False
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of one host; times are of the caller's clock."""

    next_at: float = float("-inf")
    circuit: Circuit = "closed"
    failures: int = 0
    """In a row."""
    busy: int = 0
    """429 and 503 in a row."""
    rests: int = 0
    """Times that the circuit opened since the last success."""


class HostResting(FetchError):
    """The host failed too often, or asked for a long pause: its URLs wait for a later run."""

    def __init__(self, host: str, seconds: float, why: str = "failed repeatedly") -> None:
        super().__init__(
            "connection",
            host,
            f"{host} {why} and is left alone for {seconds:.0f} more seconds",
            "its pages stay in the queue for the next run",
        )
        self.seconds = seconds


def outcome_of_page(page: FetchedPage) -> Outcome:
    """What a response tells of its host: any answer below 500 but 429 is a sign of health."""
    busy = page.status in BUSY_STATUSES
    return Outcome(page.elapsed, busy, page.status >= 500 and not busy, retry_after(page) if busy else None)


def outcome_of_error(error: FetchError, elapsed: float = 0.0) -> Outcome:
    """What a failed request tells of its host."""
    return Outcome(elapsed, failed=error.kind in FAILING_KINDS)


def delay_after(
    rules: PolitenessRules, elapsed: float, *, delay: float | None = None, crawl_delay: float | None = None
) -> float:
    """Seconds of rest after a response that took `elapsed`.

    The largest of the portal's delay (the archive's where it has none), robots' Crawl-delay, and five
    times the response time up to a cap. A portal's delay of 0, said explicitly, switches the last off.

    >>> delay_after(PolitenessRules(), 0.3), delay_after(PolitenessRules(), 4.0, crawl_delay=10)
    (2.0, 20.0)
    """
    wanted = rules.delay if delay is None else delay
    asked = min(crawl_delay or 0.0, rules.crawl_delay_cap)
    slow = 0.0 if delay == 0 else min(elapsed * rules.response_factor, rules.response_cap)
    return max(wanted, asked, slow, 0.0)


def waiting_time(state: HostState, now: float) -> float:
    """Seconds until the host may be asked; 0: now."""
    return max(0.0, state.next_at - now)


def state_after(
    state: HostState, outcome: Outcome, now: float, rest: float, rules: PolitenessRules
) -> HostState:
    """The host's state after a request; `rest` is the ordinary delay from `delay_after`."""
    if outcome.failed:
        return _after_failure(state, now, rest, rules)
    if outcome.busy:
        pause = min(rules.busy_cap, rules.busy_delay * 2.0 ** min(state.busy, 20))
        if outcome.retry_after is not None:
            pause = min(outcome.retry_after, rules.retry_after_cap)
        return replace(state, next_at=now + max(rest, pause), circuit="closed", busy=state.busy + 1)
    return HostState(next_at=now + rest)


def _after_failure(state: HostState, now: float, rest: float, rules: PolitenessRules) -> HostState:
    failures = state.failures + 1
    if state.circuit != "half-open" and failures < rules.failures_to_open:
        longer = min(rest * 2.0 ** min(failures, 20), rules.busy_cap)
        return replace(state, next_at=now + longer, failures=failures)
    pause = min(rules.rest_cap, rules.rest * 2.0 ** min(state.rests, 20))
    return replace(state, next_at=now + pause, circuit="open", failures=failures, rests=state.rests + 1)


class Turn:
    """One request's turn at a host. Say how it went, once, before the turn ends."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.outcome: Outcome | None = None
        self.ended_at: float | None = None
        """When the host was done with the request: its rest begins then, not when the page is kept."""
        self._clock = clock

    def page(self, page: FetchedPage) -> None:
        """A response came."""
        self.outcome, self.ended_at = outcome_of_page(page), self._clock()

    def error(self, error: FetchError, elapsed: float = 0.0) -> None:
        """No response came."""
        self.outcome, self.ended_at = outcome_of_error(error, elapsed), self._clock()


class Politeness:
    """Gives each host's turns, one at a time. Safe to share between threads.

    `sleep` may return early (an event's wait); the time is then looked at again.
    """

    def __init__(
        self,
        rules: PolitenessRules = PolitenessRules(),
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.rules = rules
        self._clock = clock
        self._sleep = sleep
        self._states: dict[str, HostState] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(
        self, host: str, *, delay: float | None = None, crawl_delay: float | None = None
    ) -> Iterator[Turn]:
        """Waits until `host` (``host:port``) may be asked and holds it until the block ends.

        A turn that ends without a word counts as a failure of the host where an exception ended it,
        else as a success. Raises `HostResting` at once where the circuit is open.
        """
        with self._lock(host):
            self._wait(host)
            turn = Turn(self._clock)
            try:
                yield turn
            except FetchError as error:
                turn.outcome = turn.outcome or outcome_of_error(error)
                raise
            finally:
                outcome = turn.outcome or Outcome()
                rest = delay_after(self.rules, outcome.elapsed, delay=delay, crawl_delay=crawl_delay)
                ended = self._clock() if turn.ended_at is None else turn.ended_at
                before = self._states.get(host, HostState())
                self._states[host] = state_after(before, outcome, ended, rest, self.rules)

    def state(self, host: str) -> HostState:
        """What is known of a host now."""
        return self._states.get(host, HostState())

    def seconds_until(self, host: str) -> float:
        """How long a turn at the host would wait from now, other turns not counted."""
        return waiting_time(self.state(host), self._clock())

    def _wait(self, host: str) -> None:
        state = self.state(host)
        seconds = waiting_time(state, self._clock())
        if state.circuit == "open":
            if seconds > 0:
                raise HostResting(host, seconds)
            self._states[host] = replace(state, circuit="half-open")
        elif state.busy and seconds > self.rules.patience:
            raise HostResting(host, seconds, "is busy, asks for fewer requests")
        while seconds > 0:
            self._sleep(seconds)
            seconds = waiting_time(state, self._clock())

    def _lock(self, host: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(host, threading.Lock())
