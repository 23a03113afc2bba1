"""Answers kept in memory as long as the index does not change.

What a search shows depends on the index, its address and the reader's language, and on some counts of
the database that may be a minute old. Answers are kept compressed (a search page of 60 kB takes 9 kB),
and sent so to whoever takes gzip. Articles are not kept: one that is withheld is to vanish at once.
"""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, g, request

from wardarchive.errors import IndexUnavailable
from wardarchive.web.context import services
from wardarchive.web.languages import COOKIE, current_language
from wardarchive.web.metrics import counters

_KEPT = ("search.show", "values.show", "feed.show", "api.search", "api.suggest")
_MOST = 1024
"""Answers: some 10 MB at 9 kB each."""
_LONGEST = 200_000
"""Bytes of one answer before it is compressed."""
_SECONDS = 60.0
_SMALL = 500
"""Bytes below which compressing saves no packet."""
_KEY = "wardarchive.page_key"

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is sent; `body` is compressed with gzip."""

    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...]
    until: float


class PageCache:
    """The last answers, safe for several threads; the oldest go first."""

    def __init__(self, most: int = _MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._answers: OrderedDict[_Key, KeptAnswer] = OrderedDict()
        self._lock = Lock()

    def find(self, key: _Key) -> KeptAnswer | None:
        """The answer for `key` while it is fresh."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            if found.until < self._clock():
                del self._answers[key]
                return None
            self._answers.move_to_end(key)
            return found

    def keep(self, key: _Key, response: Response) -> KeptAnswer:
        """Keep an answer for a minute."""
        answer = KeptAnswer(
            body=gzip.compress(response.get_data(), 5, mtime=0),
            content_type=response.content_type or "",
            headers=tuple(
                (name, value)
                for name, value in response.headers
                if name not in ("Content-Type", "Content-Length")
            ),
            until=self._clock() + _SECONDS,
        )
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer


def _key() -> _Key | None:
    """What the answer to this request depends on; None where it must not be kept."""
    if request.method not in ("GET", "HEAD") or request.endpoint not in _KEPT:
        return None
    if "lang" in request.args or len(request.query_string) > 2000 or set(request.cookies) - {COOKIE}:
        return None
    try:
        generation = services().engine.generation()
    except IndexUnavailable:
        return None
    return (str(generation), current_language(), request.host_url, request.full_path)


def _sent(answer: KeptAnswer) -> Response:
    plain = not request.accept_encodings.quality("gzip")
    response = Response(gzip.decompress(answer.body) if plain else answer.body)
    response.headers.extend(answer.headers)
    response.headers["Content-Type"] = answer.content_type
    if not plain:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _lookup(cache: PageCache) -> Response | None:
    key = _key()
    if key is None:
        return None
    found = cache.find(key)
    counters().add("cache_hits" if found else "cache_misses")
    if found is None:
        g.setdefault(_KEY, key)
        return None
    return _sent(found)


def _store(cache: PageCache, response: Response) -> Response:
    key = g.pop(_KEY, None)
    if key is None or response.status_code != 200 or response.is_streamed:
        return response
    if "Set-Cookie" in response.headers or len(response.get_data()) > _LONGEST:
        return response
    answer = cache.keep(key, response)
    return response if len(response.get_data()) < _SMALL else _sent(answer)


def init_app(app: Flask) -> None:
    """Keep what `app` answers to searches."""
    cache = PageCache()
    app.before_request(lambda: _lookup(cache))
    app.after_request(lambda response: _store(cache, response))
