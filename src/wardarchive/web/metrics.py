"""/metrics: what a server does, for Prometheus to read.

The text form is 20 lines of code; prometheus-client would be a dependency that needs a folder of files
to add up several processes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import cast

from flask import Blueprint, Flask, Response, current_app, g, request

from wardarchive import __version__
from wardarchive.errors import ArchiveError, IndexUnavailable
from wardarchive.web.context import services
from wardarchive.web.counters import Counters

blueprint = Blueprint("metrics", __name__)

_COUNTERS = "wardarchive.counters"
_STARTED = "wardarchive.request_started"
_CLASSES = ("2xx", "3xx", "4xx", "5xx")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; 0.15 is the promised bound of 95 of 100 requests."""
_PARTS = ("pages", "api", "captures", "static", "other")
_PLAIN = ("cache_hits", "cache_misses", "rate_limited", "seconds", "requests", "bytes")


def new_counters(processes: int = 1) -> Counters:
    """Counters for a server of so many processes."""
    names = [f"{part}.{kind}" for part in _PARTS for kind in _CLASSES]
    return Counters([*names, *(f"le.{bound:g}" for bound in _BUCKETS), *_PLAIN], processes)


def counters() -> Counters:
    """The counters of the application that answers this request."""
    return cast(Counters, current_app.extensions[_COUNTERS])


def _part(endpoint: str | None) -> str:
    blueprint_name = (endpoint or "").partition(".")[0]
    if endpoint is None:
        return "other"
    return {"api": "api", "captures": "captures", "static": "static", "metrics": "other"}.get(
        blueprint_name, "pages"
    )


def _begin() -> None:
    g.setdefault(_STARTED, time.perf_counter())


def _end(response: Response) -> Response:
    taken = time.perf_counter() - g.get(_STARTED, time.perf_counter())
    found = counters()
    found.add(f"{_part(request.endpoint)}.{response.status_code // 100}xx")
    found.add("requests")
    found.add("seconds", taken)
    found.add("bytes", response.content_length or 0)
    for bound in _BUCKETS:
        if taken <= bound:
            found.add(f"le.{bound:g}")
            break
    return response


def init_app(app: Flask, shared: Counters | None = None) -> None:
    """Count what `app` answers, in `shared` where several processes serve one archive."""
    app.extensions[_COUNTERS] = shared or new_counters()
    app.before_request(_begin)
    app.after_request(_end)


def _metric(name: str, kind: str, text: str, *values: tuple[str, float]) -> Iterator[str]:
    yield f"# HELP wardarchive_{name} {text}"
    yield f"# TYPE wardarchive_{name} {kind}"
    for suffix, value in values:
        yield f"wardarchive_{name}{suffix} {value:.10g}"


def _requests() -> Iterator[str]:
    found = counters()
    answered = [
        (f'{{part="{part}",status="{kind}"}}', found.total(f"{part}.{kind}"))
        for part in _PARTS
        for kind in _CLASSES
    ]
    yield from _metric("http_requests_total", "counter", "Requests answered.", *answered)
    below, buckets = 0.0, []
    for bound in _BUCKETS:
        below += found.total(f"le.{bound:g}")
        buckets.append((f'_bucket{{le="{bound:g}"}}', below))
    count = found.total("requests")
    buckets += [('_bucket{le="+Inf"}', count), ("_sum", found.total("seconds")), ("_count", count)]
    yield from _metric("http_request_seconds", "histogram", "Time to answer, in the application.", *buckets)
    for name, text in (
        ("cache_hits", "Pages answered from memory."),
        ("cache_misses", "Pages that had to be made."),
        ("rate_limited", "Requests refused with status 429."),
        ("bytes", "Bytes of the answers."),
    ):
        full = "http_response_bytes" if name == "bytes" else name
        yield from _metric(f"{full}_total", "counter", text, ("", found.total(name)))


def _archive() -> Iterator[str]:
    found = services()
    yield from _metric("info", "gauge", "The version.", (f'{{version="{__version__}"}}', 1))
    try:
        statuses = found.store.portal_status()
        failing = sum(bool(s.errors_last_run) for s in statuses)
        last = max((s.last_run_at.timestamp() for s in statuses if s.last_run_at), default=0.0)
        for name, text, value in (
            ("articles", "Articles in the archive.", found.store.article_count()),
            ("captures", "Captures in the archive.", found.store.capture_count()),
            ("portals", "Portals that are collected.", len(statuses)),
            ("portals_failing", "Portals whose last run had errors.", failing),
            ("last_run_timestamp_seconds", "When the last crawl of any portal began.", last),
        ):
            yield from _metric(name, "gauge", text, ("", value))
        up = 1
    except ArchiveError:
        up = 0
    yield from _metric("store_up", "gauge", "1 where the database answers.", ("", up))
    try:
        yield from _metric(
            "indexed_documents", "gauge", "Documents in the index.", ("", found.engine.document_count())
        )
        up = 1
    except IndexUnavailable:
        up = 0
    yield from _metric("index_up", "gauge", "1 where the index can be read.", ("", up))


@blueprint.get("/metrics")
def show() -> Response:
    """Everything, in Prometheus' text form."""
    lines = [*_archive(), *_requests()]
    return Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")
