"""How many requests an address may make: a bucket of tokens each, in bounded memory."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import cast

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from wardarchive.web.failures import problem
from wardarchive.web.metrics import counters
from wardarchive.web.wording import gettext

_MOST = 10_000
"""Addresses remembered; the one that was quiet longest is forgotten, and starts anew with a full bucket."""
_WINDOW = 60.0
_FREE = ("api.suggest",)
"""The search page asks it at every key pressed; an office behind one address would use up its requests."""
_LIMITS = "wardarchive.limits"
_VERDICT = "wardarchive.verdict"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, how many more may, and in how many seconds the next one may again."""

    passes: bool
    left: int
    wait: float


class RateLimits:
    """`rate` requests a minute for each address, all at once if it likes; safe for several threads."""

    def __init__(self, rate: int, most: int = _MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """(tokens, when they were counted) by address."""
        self._lock = Lock()

    def take(self, address: str) -> Verdict:
        """Take a token of this address."""
        now, gain = self._clock(), self.rate / _WINDOW
        with self._lock:
            tokens, counted = self._buckets.pop(address, (float(self.rate), now))
            tokens = min(float(self.rate), tokens + (now - counted) * gain)
            passes = tokens >= 1
            tokens -= passes
            self._buckets[address] = (tokens, now)
            while len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        return Verdict(passes, int(tokens), 0.0 if tokens >= 1 else (1 - tokens) / gain)


def client(address: str | None) -> str:
    """Whose bucket it is: an IPv4 address, or the /64 network that a household or office has in IPv6.

    >>> client("192.0.2.7"), client("2001:db8:1:2:3::4")
    ('192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


def _check() -> tuple[Response, int] | None:
    if request.blueprint != "api" or request.method == "OPTIONS" or request.endpoint in _FREE:
        return None
    limits = cast(RateLimits, current_app.extensions[_LIMITS])
    verdict = limits.take(client(request.remote_addr))
    g.setdefault(_VERDICT, verdict)
    if verdict.passes:
        return None
    counters().add("rate_limited")
    text = gettext("More than %(rate)d requests a minute came from this address.", rate=limits.rate)
    return problem(429, text, gettext("Wait %(seconds)d seconds.", seconds=int(verdict.wait) + 1))


def _tell(response: Response) -> Response:
    verdict = g.get(_VERDICT)
    if verdict is not None:
        limits = cast(RateLimits, current_app.extensions[_LIMITS])
        response.headers["RateLimit-Policy"] = f'"address";q={limits.rate};w={_WINDOW:.0f}'
        response.headers["RateLimit"] = f'"address";r={verdict.left};t={int(verdict.wait) + 1}'
        if not verdict.passes:
            response.headers["Retry-After"] = str(int(verdict.wait) + 1)
    return response


def init_app(app: Flask, rate: int) -> None:
    """Bound the requests to the API of `app`; 0 bounds nothing."""
    if rate:
        app.extensions[_LIMITS] = RateLimits(rate)
        app.before_request(_check)
        app.after_request(_tell)
