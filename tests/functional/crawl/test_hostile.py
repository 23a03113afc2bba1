"""The fetcher against a hostile server: every fault ends bounded, with its kind, within its time."""

from __future__ import annotations

import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.hostile_server import OK_BODY, HostileServer
from wardarchive.crawl.fetch import Conditional, Fetcher, FetchSettings
from wardarchive.errors import FetchError
from wardarchive.model import FETCH_ERROR_KINDS, FetchedPage

SETTINGS = FetchSettings(
    user_agent="wardarchive-test/1 (test@example.org)",
    connect_timeout=2.0,
    read_timeout=0.8,
    total_timeout=1.5,
    max_body_bytes=3_000_000,
    max_decoded_bytes=5_000_000,
    max_redirects=10,
    retries=0,
)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(SETTINGS) as running:
        yield running


def fetch(fetcher: Fetcher, server: HostileServer, path: str) -> FetchedPage:
    return fetcher.fetch(server.url(path), allowed_hosts=frozenset({server.key}))


def follow(fetcher: Fetcher, server: HostileServer, path: str) -> list[FetchedPage]:
    return fetcher.fetch_following(server.url(path), allowed_hosts=frozenset({server.key}))


def kind_of(fetcher: Fetcher, server: HostileServer, path: str) -> str:
    with pytest.raises(FetchError) as caught:
        follow(fetcher, server, path)
    error = caught.value
    assert error.kind in FETCH_ERROR_KINDS
    assert error.message and error.hint and "\n" not in str(error)
    return error.kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/drops", "connection"),
        ("/silent", "timeout"),
        ("/slow-head", "timeout"),
        ("/slow-headers", "timeout"),
        ("/slow-body", "timeout"),
        ("/slow-chunks", "timeout"),
        ("/garbage", "bad-response"),
        ("/ssh", "bad-response"),
        ("/200-mb-declared", "too-large"),
        ("/200-mb", "too-large"),
        ("/endless-chunks", "too-large"),
        ("/endless-chunk-mark", "bad-response"),
        ("/length-twice", "bad-response"),
        ("/gzip-bomb", "too-large"),
        ("/gzip-small-bomb", "too-large"),
        ("/gzip-twice-bomb", "too-large"),
        ("/gzip-nested", "bad-encoding"),
        ("/brotli", "bad-encoding"),
        ("/cookie-1-mb", "bad-response"),
        ("/many-headers", "bad-response"),
        ("/large-headers", "bad-response"),
        ("/endless-headers", "bad-response"),
        ("/circle", "redirect-loop"),
        ("/self", "redirect-loop"),
        ("/hops/10000", "too-many-redirects"),
        ("/to-private", "private-address"),
        ("/to-metadata", "private-address"),
        ("/to-loopback-name", "private-address"),
        ("/to-file", "bad-url"),
        ("/to-gopher", "bad-url"),
        ("/to-password", "bad-url"),
        ("/to-long", "bad-url"),
        ("/redirect-with-bomb", "too-large"),
    ],
)
def test_fault_has_its_kind(fetcher: Fetcher, server: HostileServer, path: str, kind: str) -> None:
    """Each fault gives its kind and a one-line message, soon."""
    started = time.monotonic()

    assert kind_of(fetcher, server, path) == kind
    assert time.monotonic() - started < 2 * SETTINGS.total_timeout


@pytest.mark.parametrize("path", ["/endless-trailers", "/endless-100"])
def test_endless_protocol_noise_ends(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    """Noise around the body is counted as well: it ends by size or by time."""
    assert kind_of(fetcher, server, path) in ("too-large", "timeout", "bad-response")


def test_unknown_host_is_named(fetcher: Fetcher) -> None:
    """A name that does not resolve is unknown-host, with the name in the message."""

    def no_such_name(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with Fetcher(SETTINGS, resolve=no_such_name) as lost, pytest.raises(FetchError) as caught:
        lost.fetch("http://phuong-khong-co.gov.vn/")

    assert caught.value.kind == "unknown-host"
    assert "phuong-khong-co.gov.vn" in caught.value.message


def test_refused_connection(fetcher: Fetcher) -> None:
    """A port on which nobody listens is refused."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(FetchError) as caught:
        fetcher.fetch(f"http://127.0.0.1:{port}/", allowed_hosts=frozenset({f"127.0.0.1:{port}"}))

    assert caught.value.kind == "refused"


def test_plain_http_behind_https_is_tls(fetcher: Fetcher, server: HostileServer) -> None:
    """A server without TLS at an https address gives kind tls."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(f"https://{server.key}/ok", allowed_hosts=frozenset({server.key}))

    assert caught.value.kind == "tls"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::a00:1]/",
        "http://10.1.2.3/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://100.100.100.200/",
        "http://0.0.0.0/",
        "http://localhost/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
    ],
)
def test_private_addresses_are_not_contacted(fetcher: Fetcher, url: str) -> None:
    """Every spelling of an address that is not public is refused before a connection."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)

    assert caught.value.kind == "private-address"


def test_loopback_is_refused_where_it_was_not_allowed(fetcher: Fetcher, server: HostileServer) -> None:
    """The server gets no request, also after another portal was allowed to reach it."""
    fetch(fetcher, server, "/ok")
    before = server.seen["/ok"]

    with pytest.raises(FetchError, match="not a public address"):
        fetcher.fetch(server.url("/ok"))

    assert server.seen["/ok"] == before


def test_name_is_resolved_once_and_the_answer_used() -> None:
    """A second answer of the name server cannot lead the connection elsewhere."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with HostileServer() as server:
        name = f"portal.test:{server.port}"
        with Fetcher(SETTINGS, resolve=lambda _host, _port: answers.pop(0)) as fetcher:
            page = fetcher.fetch(f"http://{name}/ok", allowed_hosts=frozenset({name}))

        assert page.body == OK_BODY
        assert len(answers) == 1
        assert f"Host: {name}" in server.heads["/ok"]


def test_public_name_with_private_address_is_refused() -> None:
    """A name that resolves to the machine's own network is refused."""
    inside = Fetcher(SETTINGS, resolve=lambda _host, _port: ["192.168.0.5"])

    with inside, pytest.raises(FetchError) as caught:
        inside.fetch("http://portal.test/")

    assert caught.value.kind == "private-address"


def test_ipv6_literal(fetcher: Fetcher) -> None:
    """An IPv6 address works where it is allowed."""
    try:
        server = HostileServer("::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with server:
        assert fetch(fetcher, server, "/ok").body == OK_BODY


def test_complete_page(fetcher: Fetcher, server: HostileServer) -> None:
    """A good response has all that is kept: URL, status, headers of both sides, bytes, times."""
    page = fetch(fetcher, server, "/gzip")

    assert (page.url, page.status, page.reason) == (server.url("/gzip"), 200, "OK")
    assert page.payload.startswith(b"\x1f\x8b")
    assert page.body == OK_BODY * 50
    assert page.content_type == "text/html; charset=utf-8"
    assert dict(page.request_headers)["User-Agent"] == SETTINGS.user_agent
    assert dict(page.request_headers)["Host"] == server.key
    assert page.fetched_at.tzinfo is not None
    assert page.address == "127.0.0.1"
    assert 0 <= page.elapsed < 1.5
    assert not page.truncated


def test_sent_headers_are_the_recorded_ones(fetcher: Fetcher, server: HostileServer) -> None:
    """What is recorded as request is what went over the wire."""
    page = fetch(fetcher, server, "/ok")
    sent = server.heads["/ok"].split("\r\n")[1:-2]

    assert sorted(sent) == sorted(f"{name}: {value}" for name, value in page.request_headers)


@pytest.mark.parametrize(("path", "status"), [("/404", 404), ("/410", 410), ("/500", 500), ("/empty", 200)])
def test_error_pages_are_pages(fetcher: Fetcher, server: HostileServer, path: str, status: int) -> None:
    """A complete response of any status is given back, to be kept."""
    assert fetch(fetcher, server, path).status == status


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/length-too-long", OK_BODY),
        ("/cut-chunk", b"hellowor"),
        ("/bad-chunk", b"hello"),
    ],
)
def test_broken_transfer_keeps_what_came(
    fetcher: Fetcher, server: HostileServer, path: str, body: bytes
) -> None:
    """A body that breaks off is given back as truncated."""
    page = fetch(fetcher, server, path)

    assert page.truncated
    assert page.body == body


@pytest.mark.parametrize("path", ["/gzip-cut", "/gzip-damaged"])
def test_broken_gzip_keeps_what_was_decoded(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    """Half a gzip gives the half that could be read; all bytes that came are in the payload."""
    page = fetch(fetcher, server, path)

    assert page.truncated
    assert page.payload.startswith(b"\x1f\x8b")
    assert (OK_BODY * 50).startswith(page.body)


def test_gzip_that_is_none(fetcher: Fetcher, server: HostileServer) -> None:
    """A coding that was named and not applied is ignored."""
    assert fetch(fetcher, server, "/gzip-lie").body == OK_BODY


def test_raw_deflate(fetcher: Fetcher, server: HostileServer) -> None:
    """Deflate without the zlib frame is read as well."""
    assert fetch(fetcher, server, "/deflate-raw").body == OK_BODY


def test_short_length_cannot_forge_the_next_response(fetcher: Fetcher, server: HostileServer) -> None:
    """What is left behind a body is not taken for the answer to the next request."""
    assert fetch(fetcher, server, "/length-too-short").body == b"hello"

    assert fetch(fetcher, server, "/ok").body == OK_BODY


@pytest.mark.parametrize("path", ["/length-negative", "/length-no-number"])
def test_senseless_length_is_ignored(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    """A Content-Length that is none: the body ends with the connection."""
    assert fetch(fetcher, server, path).body in (OK_BODY, b"hello")


def test_headers_have_no_line_ends(fetcher: Fetcher, server: HostileServer) -> None:
    """Headers with control characters come out as single clean lines."""
    page = fetch(fetcher, server, "/header-injection")

    assert all(name.isprintable() and value.isprintable() for name, value in page.headers)


def test_header_bytes_are_kept(fetcher: Fetcher, server: HostileServer) -> None:
    """UTF-8 in a header survives as its bytes."""
    value = dict(fetch(fetcher, server, "/header-utf8").headers)["X-Name"]

    assert value.encode("latin-1").decode() == "Phường Sài Đồng"


def test_redirects_are_all_kept(fetcher: Fetcher, server: HostileServer) -> None:
    """Each hop is in the list, the page last."""
    pages = follow(fetcher, server, "/hops/3")

    assert [page.status for page in pages] == [302, 302, 302, 200]
    assert [page.url for page in pages] == [server.url(f"/hops/{n}") for n in (3, 2, 1, 0)]


def test_hops_before_a_fault_are_given(fetcher: Fetcher, server: HostileServer) -> None:
    """`hops` yields the redirect before it refuses where it leads."""
    kept = []
    with pytest.raises(FetchError):
        for page in fetcher.hops(server.url("/to-private"), allowed_hosts=frozenset({server.key})):
            kept.append(page.status)  # noqa: PERF401 - the loop is what ends in an error

    assert kept == [302]


def test_cookie_gate_opens(fetcher: Fetcher, server: HostileServer) -> None:
    """A site that wants its cookie back gets it, within the chain only."""
    assert follow(fetcher, server, "/gate")[-1].body == OK_BODY
    assert "Cookie" not in dict(fetch(fetcher, server, "/ok").request_headers)


def test_redirect_to_utf8_location(fetcher: Fetcher, server: HostileServer) -> None:
    """A Location in raw UTF-8 is followed as browsers do."""
    assert follow(fetcher, server, "/to-utf8")[-1].body == OK_BODY


def test_before_hop_is_called_for_redirects_only(fetcher: Fetcher, server: HostileServer) -> None:
    """The hook sees each redirect's target, not the first URL."""
    seen: list[str] = []
    fetcher.fetch_following(
        server.url("/hops/2"), allowed_hosts=frozenset({server.key}), before_hop=seen.append
    )

    assert seen == [server.url("/hops/1"), server.url("/hops/0")]


def test_conditional_request(fetcher: Fetcher, server: HostileServer) -> None:
    """ETag and Last-Modified go back to the server, which may answer 304."""
    address = server.url("/conditional")
    page = fetcher.fetch(
        address,
        allowed_hosts=frozenset({server.key}),
        conditional=Conditional('"v1"', "Tue, 01 Jul 2025 00:00:00 GMT"),
    )

    assert page.status == 304
    assert page.body == b""
    assert "If-Modified-Since: Tue, 01 Jul 2025" in server.heads["/conditional"]


def test_conditional_header_cannot_inject(fetcher: Fetcher, server: HostileServer) -> None:
    """An ETag with line ends is not sent back."""
    fetcher.fetch(
        server.url("/ok"), allowed_hosts=frozenset({server.key}), conditional=Conditional("x\r\nEvil: 1")
    )

    assert "Evil" not in server.heads["/ok"]


def test_body_is_cut_where_asked(fetcher: Fetcher, server: HostileServer) -> None:
    """A 50 MB robots.txt is read to the limit and not further."""
    page = fetcher.fetch(server.url("/robots-50-mb"), allowed_hosts=frozenset({server.key}), cut_at=512_000)

    assert len(page.body) == 512_000
    assert page.truncated


def retrying_fetcher(sleeps: list[float], **changes: float) -> Fetcher:
    settings = FetchSettings(
        read_timeout=0.5,
        total_timeout=3.0,
        retries=2,
        backoff=1.0,
        retry_after_cap=changes.get("cap", 60.0),
    )
    return Fetcher(settings, sleep=sleeps.append)


def test_retry_after_is_obeyed(server: HostileServer) -> None:
    """503 is tried again after what the server asked for."""
    sleeps: list[float] = []
    with retrying_fetcher(sleeps) as fetcher:
        page = fetch(fetcher, server, "/busy-twice")

    assert page.status == 200
    assert sleeps == [7.0, 7.0]


@pytest.mark.parametrize(("path", "status"), [("/503-long", 503), ("/429-date", 429)])
def test_long_retry_after_is_left_to_the_caller(server: HostileServer, path: str, status: int) -> None:
    """A pause of a day is not slept through: the response comes back at once."""
    sleeps: list[float] = []
    with retrying_fetcher(sleeps) as fetcher:
        page = fetch(fetcher, server, path)

    assert page.status == status
    assert sleeps == []


def test_back_off_doubles_and_gives_up(server: HostileServer) -> None:
    """A server that is always busy is asked three times, with doubled pauses; its answer comes back."""
    sleeps: list[float] = []
    before = server.seen["/503-forever"]
    with retrying_fetcher(sleeps) as fetcher:
        page = fetch(fetcher, server, "/503-forever")

    assert page.status == 503
    assert sleeps == [1.0, 2.0]
    assert server.seen["/503-forever"] - before == 3


def test_dropped_connection_is_tried_again(server: HostileServer) -> None:
    """One lost connection costs one retry."""
    sleeps: list[float] = []
    with retrying_fetcher(sleeps) as fetcher:
        page = fetch(fetcher, server, "/drops-once")

    assert page.body == OK_BODY
    assert sleeps == [1.0]


def test_pause_is_the_least_wait(server: HostileServer) -> None:
    """Retries keep the host's delay."""
    sleeps: list[float] = []
    with retrying_fetcher(sleeps) as fetcher:
        fetcher.fetch(server.url("/503-forever"), allowed_hosts=frozenset({server.key}), pause=5.0)

    assert sleeps == [5.0, 5.0]


def test_connections_are_kept_open(fetcher: Fetcher) -> None:
    """Twenty pages of one host use one connection."""
    with HostileServer() as server:
        for _ in range(20):
            fetch(fetcher, server, "/ok")

        assert server.most_connections == 1


def test_closed_connection_is_no_fault_of_the_page(server: HostileServer) -> None:
    """A connection that the server closed while it was kept open is made anew, without a retry."""
    sleeps: list[float] = []
    with retrying_fetcher(sleeps) as fetcher:
        for _ in range(20):
            fetch(fetcher, server, "/length-no-number")
            assert fetch(fetcher, server, "/ok").body == OK_BODY
            fetch(fetcher, server, "/header-utf8")

    assert sleeps == []


def test_many_portals_with_hosts_of_their_own(fetcher: Fetcher, server: HostileServer) -> None:
    """A hundred portals, each with other allowed hosts, leave no connections behind."""
    for number in range(100):
        page = fetcher.fetch(server.url("/ok"), allowed_hosts=frozenset({server.key, f"h{number}.vn:80"}))
        assert page.body == OK_BODY

    until = time.monotonic() + 10  # the server hears of a closed connection a moment later
    while server.open_connections > 33 and time.monotonic() < until:
        time.sleep(0.05)
    assert server.open_connections <= 33


def test_many_threads_share_a_fetcher(fetcher: Fetcher, server: HostileServer) -> None:
    """Threads do not mix up their responses or their limits."""
    results: list[bool] = []

    def work(number: int) -> None:
        path = ("/ok", "/gzip", "/404", "/gzip-lie")[number % 4]
        expected = (OK_BODY, OK_BODY * 50, b"<h1>404</h1>", OK_BODY)[number % 4]
        results.append(fetch(fetcher, server, path).body == expected)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [True] * 32


def test_memory_stays_bounded(server: HostileServer) -> None:
    """No fault takes more than a small multiple of the limits."""
    with Fetcher(SETTINGS) as fetcher:
        tracemalloc.start()
        try:
            for path in (
                "/gzip-bomb",
                "/200-mb",
                "/endless-chunks",
                "/endless-headers",
                "/endless-trailers",
            ):
                with pytest.raises(FetchError):
                    fetch(fetcher, server, path)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak < 4 * (SETTINGS.max_body_bytes + SETTINGS.max_decoded_bytes)
