"""Fetching one page over HTTP from a server that may be broken or hostile.

`Fetcher.fetch` makes one hop and gives back the complete response, whatever its status;
`Fetcher.hops` follows redirects and yields each response on the way. All limits hold while bytes come
in: connect, read and total time, bytes of headers, of the body and of the body decoded.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import requests

from wardarchive import __version__
from wardarchive.crawl import retrying
from wardarchive.crawl.addresses import Resolve, resolve_host
from wardarchive.crawl.connection import ALLOWANCE, Allowance, CheckedAdapter
from wardarchive.crawl.fetch_errors import CAUGHT, translate
from wardarchive.crawl.redirects import ChainCookies, redirect_target
from wardarchive.crawl.response_body import Headers, SizeLimits, read_response
from wardarchive.crawl.urls import absolute, host_key
from wardarchive.errors import FetchError
from wardarchive.model import FetchedPage

_MAX_ADAPTERS = 32
_FRAMING = 1_000_000
"""Bytes allowed beside the body for chunk marks and trailers."""


def agent_name(contact: str) -> str:
    """The User-Agent: product, version, purpose and how to reach the archivist.

    >>> agent_name("archive@example.org").partition(" ")[2]
    '(web archive of Vietnamese ward portals; archive@example.org)'
    """
    return f"wardarchive/{__version__} (web archive of Vietnamese ward portals; {contact})"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits of one request. Times in seconds, sizes in bytes."""

    user_agent: str = agent_name("contact not set")
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    """The longest silence."""
    total_timeout: float = 120.0
    """One attempt from its start to the last byte."""
    max_body_bytes: int = 20_000_000
    max_decoded_bytes: int = 20_000_000
    max_header_bytes: int = 256_000
    max_redirects: int = 10
    retries: int = 2
    """Attempts after the first."""
    backoff: float = 2.0
    """Before the second attempt; it doubles with each."""
    backoff_cap: float = 30.0
    retry_after_cap: float = 60.0
    """A server that wants a longer pause gets it from the host's clock, not from a sleeping thread."""
    ca_bundle: str | None = None
    """File of certificate authorities in place of the bundled ones."""


@dataclass(frozen=True, slots=True)
class Conditional:
    """What the last capture of a URL had, for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Request:
    url: str
    headers: Headers
    allowed: frozenset[str]
    cut_at: int | None


class Fetcher:
    """Fetches pages; safe to share between threads, which then share its open connections."""

    def __init__(
        self,
        settings: FetchSettings = FetchSettings(),
        *,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve = resolve_host,
    ) -> None:
        self.settings = settings
        self._sleep = sleep
        self._clock = clock
        self._now = now
        self._resolve = resolve
        self._adapters: dict[frozenset[str], CheckedAdapter] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections kept open; the fetcher can be used again."""
        with self._lock:
            adapters = list(self._adapters.values())
            self._adapters.clear()
        for adapter in adapters:
            adapter.close()

    def fetch(
        self,
        url: str,
        *,
        allowed_hosts: frozenset[str] = frozenset(),
        conditional: Conditional | None = None,
        pause: float = 0.0,
        cut_at: int | None = None,
        cookie: str | None = None,
    ) -> FetchedPage:
        """One response, of any status; redirects are not followed.

        `allowed_hosts` (``host:port``) may be at private addresses. `pause` is the least time between
        two attempts. `cut_at` ends the body after so many bytes, without error, for robots.txt. A body
        that broke off, in transfer or in its gzip, comes back with ``truncated``. Raises `FetchError`.
        """
        address = absolute(url)
        request = _Request(address, self._headers(address, conditional, cookie), allowed_hosts, cut_at)
        for attempt in range(1, self.settings.retries + 2):
            last = attempt > self.settings.retries
            started = self._clock()
            try:
                page, whole = self._attempt(request)
            except FetchError as error:
                in_time = self._clock() - started < self.settings.total_timeout
                if last or error.kind not in retrying.PASSING_KINDS or not in_time:
                    raise
                asked = None
            else:
                broken = not whole and cut_at is None
                if last or not (broken or page.status in retrying.PASSING_STATUSES):
                    return page
                asked = retrying.retry_after(page)
                if asked is not None and asked > self.settings.retry_after_cap:
                    return page
            wait = retrying.backoff(attempt, self.settings.backoff, self.settings.backoff_cap)
            self._sleep(max(wait, pause, asked or 0.0))
        raise AssertionError("the last attempt returns or raises")

    def hops(
        self,
        url: str,
        *,
        allowed_hosts: frozenset[str] = frozenset(),
        conditional: Conditional | None = None,
        before_hop: Callable[[str], object] | None = None,
        pause: float = 0.0,
        cut_at: int | None = None,
    ) -> Iterator[FetchedPage]:
        """Follows redirects and yields each response as it comes, the last one included.

        `before_hop` is called with the URL of each redirect before it is asked for, to wait for its
        host's turn. Cookies that a hop sets are sent to the same host within this chain only. Raises
        `FetchError`: ``redirect-loop``, ``too-many-redirects``, ``bad-url`` for other schemes, and
        whatever `fetch` raises; what was yielded before stays valid.
        """
        cookies = ChainCookies()
        target = absolute(url)
        seen: set[tuple[str, str | None]] = set()
        for _ in range(self.settings.max_redirects + 1):
            cookie = cookies.header(target)
            if (target, cookie) in seen:
                raise FetchError(
                    "redirect-loop",
                    url,
                    f"{url} redirects in a circle at {target}",
                    "check it in a browser",
                )
            if seen and before_hop is not None:
                before_hop(target)
            seen.add((target, cookie))
            page = self.fetch(
                target,
                allowed_hosts=allowed_hosts,
                conditional=conditional if len(seen) == 1 else None,
                pause=pause,
                cut_at=cut_at,
                cookie=cookie,
            )
            yield page
            onward = redirect_target(page)
            if onward is None:
                return
            cookies.take(page)
            target = onward
        raise FetchError(
            "too-many-redirects",
            url,
            f"{url} redirects more than {self.settings.max_redirects} times",
            "check it in a browser",
        )

    def fetch_following(
        self,
        url: str,
        *,
        allowed_hosts: frozenset[str] = frozenset(),
        conditional: Conditional | None = None,
        before_hop: Callable[[str], object] | None = None,
        pause: float = 0.0,
        cut_at: int | None = None,
    ) -> list[FetchedPage]:
        """All responses of `hops` at once: redirects first, the page last."""
        return list(
            self.hops(
                url,
                allowed_hosts=allowed_hosts,
                conditional=conditional,
                before_hop=before_hop,
                pause=pause,
                cut_at=cut_at,
            )
        )

    def _headers(self, url: str, conditional: Conditional | None, cookie: str | None) -> Headers:
        host = host_key(url)
        default = f":{443 if url.startswith('https') else 80}"
        headers = [
            ("Host", host.removesuffix(default)),
            ("User-Agent", self.settings.user_agent),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", "vi,en;q=0.5"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "keep-alive"),
        ]
        if conditional is not None and conditional.etag:
            headers.append(("If-None-Match", conditional.etag))
        if conditional is not None and conditional.last_modified:
            headers.append(("If-Modified-Since", conditional.last_modified))
        if cookie:
            headers.append(("Cookie", cookie))
        return tuple((name, value) for name, value in headers if _sendable(value))

    def _adapter(self, allowed: frozenset[str]) -> CheckedAdapter:
        with self._lock:
            adapter = self._adapters.pop(allowed, None) or CheckedAdapter(allowed, self._resolve)
            self._adapters[allowed] = adapter
            if len(self._adapters) > _MAX_ADAPTERS:
                # Connections in use go on; they are closed when they come back.
                self._adapters.pop(next(iter(self._adapters))).close()
            return adapter

    def _limits(self, cut_at: int | None) -> SizeLimits:
        settings = self.settings
        return SizeLimits(
            settings.max_header_bytes, settings.max_body_bytes, settings.max_decoded_bytes, cut_at
        )

    def _attempt(self, request: _Request) -> tuple[FetchedPage, bool]:
        """One request; the page, and whether its transfer came to its end."""
        settings = self.settings
        allowance = Allowance(
            url=request.url,
            deadline=self._clock() + settings.total_timeout,
            connect_timeout=settings.connect_timeout,
            read_timeout=settings.read_timeout,
            bytes_left=settings.max_header_bytes + 2 * settings.max_body_bytes + _FRAMING,
            clock=self._clock,
        )
        token = ALLOWANCE.set(allowance)
        try:
            try:
                return self._exchange(request)
            except FetchError as error:
                if error.kind != "connection" or not allowance.stale():
                    raise
                # The server closed a connection that was kept open; that says nothing about the page.
                return self._exchange(request)
        finally:
            ALLOWANCE.reset(token)

    def _exchange(self, request: _Request) -> tuple[FetchedPage, bool]:
        settings = self.settings
        started = self._clock()
        try:
            response = self._adapter(request.allowed).send(
                _prepared(request),
                stream=True,
                timeout=(settings.connect_timeout, settings.read_timeout),
                verify=settings.ca_bundle or True,
            )
            with contextlib.closing(response):
                fetched_at = self._now()
                received = read_response(request.url, response, self._limits(request.cut_at))
        except CAUGHT as error:
            raise translate(error, request.url) from error
        page = FetchedPage(
            url=request.url,
            status=response.status_code,
            reason=response.reason or "",
            request_headers=request.headers,
            headers=received.headers,
            payload=received.payload,
            body=received.body,
            fetched_at=fetched_at,
            elapsed=self._clock() - started,
            truncated=not (received.transfer_whole and received.decoded_whole),
            address=ALLOWANCE.get().address,
        )
        return page, received.transfer_whole


def _prepared(request: _Request) -> requests.PreparedRequest:
    prepared = requests.PreparedRequest()
    prepared.prepare_method("GET")
    # requests would quote the URL once more; what was checked is what is asked for.
    prepared.url = request.url
    prepared.prepare_headers(dict(request.headers))
    return prepared


def _sendable(value: str) -> bool:
    """A header value from outside is sent back only where it is plain and short."""
    return len(value) <= 4_096 and value.isascii() and value.isprintable()
