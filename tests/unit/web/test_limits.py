"""Buckets of requests: full at first, refilled by time, forgotten when there are too many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wardarchive.web.api.limits import RateLimits


def test_the_rate_holds_and_comes_back_with_time() -> None:
    now = [0.0]
    limits = RateLimits(60, clock=lambda: now[0])
    assert all(limits.take("a").passes for _ in range(60))
    refused = limits.take("a")
    assert (refused.passes, refused.left) == (False, 0) and 0 < refused.wait <= 1
    assert limits.take("b").passes  # one does not pay for another
    now[0] += refused.wait
    assert limits.take("a").passes and not limits.take("a").passes


@given(st.lists(st.floats(0, 30), max_size=200))
def test_no_pattern_of_requests_gets_more_than_the_rate(pauses: list[float]) -> None:
    now, passed = 0.0, 0
    limits = RateLimits(10, clock=lambda: now)
    for pause in pauses:
        now += pause
        passed += limits.take("a").passes
    assert passed <= 10 + now * 10 / 60 + 1e-6


def test_memory_is_bounded() -> None:
    limits = RateLimits(5, most=100, clock=lambda: 0.0)
    for number in range(1000):
        limits.take(str(number))
    assert len(limits._buckets) == 100
