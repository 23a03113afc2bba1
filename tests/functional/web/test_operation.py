"""Metrics, logs, answers from memory, rate limits, several processes."""

from __future__ import annotations

import gzip
import json
import logging
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from flask.testing import FlaskClient

from tests.commands import command, environment
from tests.functional.web.archive import make_services, thirty_pages
from wardarchive.model import SearchRequest
from wardarchive.web.app import create_app
from wardarchive.web.logs import JsonLines
from wardarchive.wiring import Services

_LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+')


def _metric(client: FlaskClient, name: str) -> float:
    (found,) = re.findall(rf"^wardarchive_{re.escape(name)} (\S+)$", client.get("/metrics").text, re.M)
    return float(found)


def test_metrics_are_prometheus_text_and_count(client: FlaskClient) -> None:
    for path in ("/", "/?q=rác", "/article/99999", "/api/v1/search"):
        client.get(path)
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    assert all(line.startswith("# ") or _LINE.fullmatch(line) for line in answer.text.splitlines())
    assert _metric(client, 'http_requests_total{part="pages",status="2xx"}') == 2
    assert _metric(client, 'http_requests_total{part="pages",status="4xx"}') == 1
    assert _metric(client, 'http_requests_total{part="api",status="2xx"}') == 1
    assert _metric(client, "articles") == _metric(client, "indexed_documents") == 30
    buckets = re.findall(r'_bucket\{le="[^"]+"\} (\S+)', answer.text)
    assert buckets == sorted(buckets, key=float) and float(buckets[-1]) == 4


def test_a_search_is_made_once_and_kept_until_the_index_changes(tmp_path: Path) -> None:
    services = make_services(tmp_path, thirty_pages())
    client = create_app(services).test_client()
    first = client.get("/?q=rác", headers={"Accept-Language": "vi"})
    again = client.get("/?q=rác", headers={"Accept-Language": "vi"})
    packed = client.get("/?q=rác", headers={"Accept-Language": "vi", "Accept-Encoding": "gzip"})
    assert first.data == again.data == gzip.decompress(packed.data)
    assert packed.headers["Content-Encoding"] == "gzip" and len(packed.data) < len(first.data) / 3
    assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= set(packed.vary)
    assert packed.headers["ETag"] != first.headers["ETag"]
    assert (_metric(client, "cache_hits_total"), _metric(client, "cache_misses_total")) == (2, 1)
    assert client.get("/?q=rác", headers={"Accept-Language": "en"}).data != first.data
    unchanged = {"Accept-Language": "vi", "If-None-Match": first.headers["ETag"]}
    assert client.get("/?q=rác", headers=unchanged).status_code == 304

    services.engine.remove([hit.id for hit in services.engine.search(SearchRequest(page_size=5)).hits])
    gone = client.get("/?q=rác", headers={"Accept-Language": "vi"})
    assert gone.data != first.data
    services.store.close()


def test_whoever_has_another_cookie_gets_an_answer_of_their_own(client: FlaskClient) -> None:
    client.get("/?q=rác")
    client.set_cookie("session", "somebody")
    client.get("/?q=rác")
    assert _metric(client, "cache_hits_total") == 0


def test_an_address_that_asks_too_much_is_told_to_wait(services: Services) -> None:
    limited = replace(services, settings=replace(services.settings, api_rate=3))
    client = create_app(limited).test_client()
    for left in (2, 1, 0):
        answer = client.get("/api/v1/portals")
        assert answer.status_code == 200 and f"r={left};" in answer.headers["RateLimit"]
    refused = client.get("/api/v1/portals", headers={"Accept-Language": "vi"})
    assert refused.status_code == 429 and refused.mimetype == "application/problem+json"
    assert int(refused.headers["Retry-After"]) in range(1, 61)
    assert refused.headers["RateLimit-Policy"] == '"address";q=3;w=60'
    for path in ("/", "/api/v1/suggest?q=l"):  # pages, and what they ask as somebody types
        assert client.get(path).status_code == 200
    other = client.get("/api/v1/portals", environ_overrides={"REMOTE_ADDR": "192.0.2.9"})
    assert other.status_code == 200


def test_a_log_line_is_one_json_object_whatever_was_asked(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "wardarchive.access")
    client.get("/?q=%0a%22%1b[31m\u2028rác")
    (record,) = [r for r in caplog.records if r.name == "wardarchive.access"]
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1 and "\x1b" not in line
    told = json.loads(line)
    assert (told["method"], told["status"], told["level"]) == ("GET", 200, "info")
    assert told["ms"] >= 0 and told["path"].startswith("/?q=")
    assert "\n" not in record.getMessage() and "\x1b" not in record.getMessage()


def _started(home: Path, *options: str) -> tuple[subprocess.Popen[bytes], str] | None:
    """The command and its address once it answers; None where somebody else was faster with the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = command(home, "serve", "--port", str(port), *options)
    process = subprocess.Popen(words, env=environment(), stderr=subprocess.PIPE)
    for _ in range(600):
        if process.poll() is not None:
            break
        with suppress(requests.ConnectionError):
            if requests.get(f"http://127.0.0.1:{port}/help", timeout=20).status_code == 200:
                return process, f"http://127.0.0.1:{port}"
        time.sleep(0.1)
    process.kill()
    process.communicate(timeout=30)
    return None


@contextmanager
def _served(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    process, address = next(found for _ in range(5) if (found := _started(home, *options)))
    try:
        yield process, address
    finally:
        process.kill()
        process.communicate(timeout=30)


def test_several_processes_answer_count_together_and_end_together(tmp_path: Path) -> None:
    home = tmp_path / "a"
    subprocess.run(command(home, "init"), env=environment(), check=True, stderr=subprocess.DEVNULL)
    with _served(home, "--workers", "2", "--log", "json") as (process, address):
        for _ in range(20):
            assert requests.get(f"{address}/help", timeout=30).status_code == 200
        text = requests.get(f"{address}/metrics", timeout=30).text
        (count,) = re.findall(r'requests_total\{part="pages",status="2xx"\} (\d+)', text)
        assert int(count) == 21  # whichever process is asked, it knows of the others'
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(workers) == 2
        process.send_signal(signal.SIGTERM)
        _out, log = process.communicate(timeout=60)
        assert process.returncode == 0, log
    lines = [line for line in log.decode().splitlines() if line.startswith("{")]
    entries = [json.loads(line) for line in lines]
    assert {entry["path"] for entry in entries if "path" in entry} == {"/help", "/metrics"}
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{address}/help", timeout=5)
