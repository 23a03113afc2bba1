"""The demo's sites over real HTTP on the loopback."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading

from wardarchive.demo.expected import expected_articles
from wardarchive.demo.server import ServedPortal, serve_portals

ANY = (0, 0, 0)


def _get(
    served: ServedPortal, target: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    try:
        connection.request(method, target, headers=headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_each_portal_answers_at_its_address() -> None:
    with serve_portals(ANY) as served:
        assert [s.portal.name for s in served] == ["sai-dong", "phuc-dong", "an-hai-bac"]
        for site in served:
            assert site.url == f"http://127.0.0.1:{site.port}/"
            response, body = _get(site, "/")
            assert response.status == 200
            assert site.portal.site_name in body.decode()
        for article in expected_articles():
            site = next(s for s in served if s.portal == article.portal)
            assert _get(site, article.path)[0].status == 200


def test_a_taken_port_is_replaced() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve_portals((port, 0, 0)) as served:
            assert served[0].port != port
            assert _get(served[0], "/")[0].status == 200


def test_text_is_packed_when_asked_for() -> None:
    with serve_portals(ANY) as (site, *_):
        response, packed = _get(site, "/", {"Accept-Encoding": "gzip"})
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed) == _get(site, "/")[1]


def test_an_unchanged_page_need_not_be_sent_again() -> None:
    with serve_portals(ANY) as (site, *_):
        tag = _get(site, "/")[0].headers["ETag"]
        response, body = _get(site, "/", {"If-None-Match": tag})
        assert (response.status, body) == (304, b"")
        site.edition = 2
        assert _get(site, "/", {"If-None-Match": tag})[0].status == 200


def test_head_has_no_body_and_post_is_refused() -> None:
    with serve_portals(ANY) as (site, *_):
        response, body = _get(site, "/", method="HEAD")
        assert (response.status, body) == (200, b"")
        assert int(response.headers["Content-Length"]) > 0
        assert _get(site, "/", method="POST")[0].status == 501


def test_it_stops_with_a_connection_still_open_and_frees_its_port() -> None:
    before = threading.active_count()
    with serve_portals(ANY) as (site, *_):
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
        connection.request("GET", "/")
        connection.getresponse().read()
        port = site.port
    connection.close()
    assert threading.active_count() == before
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))
