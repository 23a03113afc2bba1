"""Readers of an archive's web who come, search, look at what they found, and pause, over real HTTP.

One visit: the front page now and then, a search of one to three words of the archive's titles (asked again
by others as often as words are, by Zipf's law), then with some chance a facet of it, its next page, one or
two of the articles found. Between two pages a reader looks for as long as `pause` says on average.
"""

from __future__ import annotations

import gzip
import random
import re
import sqlite3
import threading
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote_plus

QUERIES = 2000
_FACET = re.compile(rb'name="(ward|year|section)" value="([^"]{1,60})"')
_ARTICLE = re.compile(rb'href="(/article/[0-9]+)"')
_HEADERS = {"Accept-Language": "vi", "Accept-Encoding": "gzip", "Connection": "keep-alive"}

Times = dict[str, list[float]]


def queries(home: Path, count: int = QUERIES) -> list[str]:
    """`count` queries, the same ones for the same archive, those asked most often first."""
    draw = random.Random(20201215)
    with closing(sqlite3.connect(f"file:{home / 'archive.db'}?mode=ro", uri=True)) as database:
        titles = [t for (t,) in database.execute("SELECT title FROM versions ORDER BY id")]
    found = []
    for title in draw.choices(titles, k=count):
        words = [word for word in title.split() if word.isalpha()] or ["phường"]
        start = draw.randrange(len(words))
        found.append(" ".join(words[start : start + draw.randint(1, 3)]))
    return found


@dataclass
class Reader:
    """One reader with a connection of their own."""

    port: int
    asked: list[str]
    weights: list[float]
    """Running sums, one for each query."""
    pause: float
    draw: random.Random
    until: float
    times: Times = field(default_factory=lambda: defaultdict(list))
    errors: int = 0
    largest: int = 0

    def run(self) -> None:
        """Visit after visit until the time is over."""
        time.sleep(self.draw.random() * min(self.pause, 3.0))
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(connection):
            while time.monotonic() < self.until:
                self._visit(connection)

    def _visit(self, connection: HTTPConnection) -> None:
        if self.draw.random() < 0.15:
            self._get(connection, "front", "/")
        (query,) = self.draw.choices(self.asked, cum_weights=self.weights)
        path = f"/?q={quote_plus(query)}"
        page = self._get(connection, "search", path)
        if self.draw.random() < 0.35 and (facets := _FACET.findall(page)):
            name, value = self.draw.choice(facets)
            path += f"&{name.decode()}={quote_plus(value.decode())}"
            page = self._get(connection, "facet", path)
        if self.draw.random() < 0.2 and b'rel="next"' in page:
            page = self._get(connection, "next page", f"{path}&page=2")
        for address in self.draw.sample(found := _ARTICLE.findall(page), min(len(found), 2)):
            if self.draw.random() < 0.6:
                self._get(connection, "article", address.decode())

    def _get(self, connection: HTTPConnection, kind: str, path: str) -> bytes:
        if time.monotonic() >= self.until:
            return b""
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers=_HEADERS)
            response = connection.getresponse()
            sent = response.read()
            good = response.status == 200
        except (OSError, HTTPException):
            connection.close()
            sent, good = b"", False
        self.times[kind].append((time.perf_counter() - started) * 1000)
        self.errors += not good
        self.largest = max(self.largest, len(sent))
        if self.pause:
            time.sleep(self.draw.expovariate(1 / self.pause))
        return _plain(sent) if good else b""


def _plain(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def read(port: int, asked: list[str], pause: float, readers: int, seconds: float) -> tuple[Times, int, int]:
    """(milliseconds by kind of page, errors, bytes of the largest answer), in the readers' process."""
    weights = list(accumulate(1 / rank**0.8 for rank in range(1, len(asked) + 1)))
    until = time.monotonic() + seconds
    all_of_them = [
        Reader(port, asked, weights, pause, random.Random(seed), until) for seed in range(readers)
    ]
    threads = [threading.Thread(target=reader.run) for reader in all_of_them]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times: Times = defaultdict(list)
    for reader in all_of_them:
        for kind, found in reader.times.items():
            times[kind] += found
    return dict(times), sum(r.errors for r in all_of_them), max(r.largest for r in all_of_them)
