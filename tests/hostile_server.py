"""A web server that breaks every rule, on the loopback, for tests of whatever fetches.

Each path is one fault. The server writes raw bytes, because no HTTP library would agree to send these.
It counts what was asked of it, so that a test can also say what was *not* asked.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

OK_BODY = (
    "<html><head><title>Phường Sài Đồng</title></head><body><p>Tin trong ngày.</p></body></html>".encode()
)
_TLS_HELLO = b"\x16"
BOMB_BYTES = 10_000_000_000
"""What the gzip bomb unpacks to; it is about a thousandth of that on the wire."""


class HostileServer:
    """Serves faults until `close`; use it as a context manager.

    `url("/gzip-cut")` is the address of a fault, `seen` counts requests by path, `heads` keeps the last
    request head of each path. All faults are in `FAULTS`; more can be added with `add`.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family, backlog=64)
        self.host = f"[{host}]" if ":" in host else host
        self.port: int = self._listener.getsockname()[1]
        self.key = f"{self.host}:{self.port}"
        self.seen: Counter[str] = Counter()
        self.heads: dict[str, str] = {}
        self.open_connections = 0
        self.most_connections = 0
        self.faults = dict(FAULTS)
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> HostileServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def url(self, path: str) -> str:
        return f"http://{self.key}{path}"

    def add(self, path: str, fault: Fault) -> None:
        """Serves a further path."""
        self.faults[path] = fault

    def close(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._guard:
            self.open_connections += 1
            self.most_connections = max(self.most_connections, self.open_connections)
        try:
            with connection:
                connection.settimeout(30)
                while (head := _read_head(connection)) and not self._closing.is_set():
                    path = head.split(" ", 2)[1]
                    with self._guard:
                        self.seen[path] += 1
                        self.heads[path] = head
                        count = self.seen[path]
                    request = Request(path, head, self, connection, count, self._closing)
                    if not self._answer(request):
                        return
        except OSError:
            return
        finally:
            with self._guard:
                self.open_connections -= 1

    def _answer(self, request: Request) -> bool:
        """Sends the answer; whether the connection stays open."""
        plain = request.path.partition("?")[0]
        fault = self.faults.get(plain) or next(
            (self.faults[key] for key in self.faults if key.endswith("/*") and plain.startswith(key[:-1])),
            not_found,
        )
        fault(request)
        return request.keep_open


@dataclass
class Request:
    """One request as a fault sees it."""

    path: str
    head: str
    server: HostileServer
    connection: socket.socket
    count: int
    """How often this path was asked for, this time included."""
    closing: threading.Event
    keep_open: bool = field(default=False)

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def answer(self, status: str, headers: dict[str, str], body: bytes) -> None:
        """A well-formed response with the right Content-Length; the connection stays open."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.send(f"HTTP/1.1 {status}\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self.keep_open = True

    def redirect(self, location: str, status: str = "302 Found", **headers: str) -> None:
        self.answer(status, {"Location": location, **headers}, b"")


Fault = Callable[[Request], None]


def _read_head(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(4_096)
        if piece[:1] == _TLS_HELLO:
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\nthis is plain HTTP")
            return ""
        if not piece or len(data) > 100_000:
            return ""
        data += piece
    return data.decode("latin-1")


HTML = {"Content-Type": "text/html; charset=utf-8"}


def ok(request: Request) -> None:
    request.answer("200 OK", HTML, OK_BODY)


def not_found(request: Request) -> None:
    request.answer("404 Not Found", HTML, b"<h1>404</h1>")


def status(code: str, **headers: str) -> Fault:
    def fault(request: Request) -> None:
        request.answer(
            code, {**HTML, **{k.replace("_", "-"): v for k, v in headers.items()}}, b"<h1>x</h1>"
        )

    return fault


def raw(data: bytes) -> Fault:
    """Just these bytes, then the connection ends."""
    return lambda request: request.send(data)


def endless(head: bytes, piece: bytes, pause: float = 0.0) -> Fault:
    """A head, then a piece again and again until the client goes."""

    def fault(request: Request) -> None:
        request.send(head)
        while not request.closing.is_set():
            request.send(piece)
            if pause:
                time.sleep(pause)

    return fault


def silent(request: Request) -> None:
    """Takes the request and says nothing."""
    request.closing.wait(30)


def gzip_body(data: bytes) -> Fault:
    return lambda request: request.answer("200 OK", {**HTML, "Content-Encoding": "gzip"}, data)


def bomb_pieces(total: int = BOMB_BYTES) -> Iterator[bytes]:
    """Gzip of very many zero bytes: the same packed megabyte again and again."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = machine.compress(bytes(1_000_000)) + machine.flush(zlib.Z_FULL_FLUSH)
    yield gzip.compress(b"")[:10]
    for _ in range(total // 1_000_000):
        yield megabyte


def gzip_bomb(request: Request) -> None:
    request.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    for piece in bomb_pieces():
        if request.closing.is_set():
            return
        request.send(piece)


def twice_packed_bomb(request: Request) -> None:
    """Gzip of gzip: ten gigabytes in about ten kilobytes."""
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join([*(machine.compress(piece) for piece in bomb_pieces()), machine.flush()])
    request.answer("200 OK", {**HTML, "Content-Encoding": "gzip, gzip"}, packed)


def small_bomb(request: Request) -> None:
    """A bomb short enough to arrive whole: 100 MB in 100 kB."""
    request.answer("200 OK", {**HTML, "Content-Encoding": "gzip"}, b"".join(bomb_pieces(100_000_000)))


def hops(request: Request) -> None:
    """``/hops/9`` leads to ``/hops/8`` and so on to ``/hops/0``."""
    left = int(request.path.rsplit("/", 1)[-1])
    if left == 0:
        ok(request)
    else:
        request.redirect(f"/hops/{left - 1}")


def cookie_gate(request: Request) -> None:
    """Sends to itself with a cookie until the cookie comes back."""
    if "gate=open" in request.head:
        ok(request)
    else:
        request.answer("302 Found", {"Location": request.path, "Set-Cookie": "gate=open; Path=/"}, b"")


def busy_twice(request: Request) -> None:
    """503 with Retry-After, twice, then the page."""
    if request.count <= 2:
        request.answer("503 Service Unavailable", {"Retry-After": "7"}, b"")
    else:
        ok(request)


def drops_once(request: Request) -> None:
    """The first connection ends without a word."""
    if request.count > 1:
        ok(request)


def conditional(request: Request) -> None:
    """304 to whoever has the version already."""
    if 'If-None-Match: "v1"' in request.head:
        request.answer("304 Not Modified", {"ETag": '"v1"'}, b"")
    else:
        request.answer(
            "200 OK", {**HTML, "ETag": '"v1"', "Last-Modified": "Tue, 01 Jul 2025 00:00:00 GMT"}, OK_BODY
        )


def poisoned_length(request: Request) -> None:
    """Content-Length shorter than the body: the rest looks like the next response."""
    forged = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nFORGED"
    request.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello" + forged)
    request.keep_open = True


def robots_50_mb(request: Request) -> None:
    request.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /quan-tri/\n"
    )
    line = b"# " + b"x" * 97 + b"\n"
    for _ in range(500):
        request.send(line * 1_000)


def self_index(request: Request) -> None:
    """A sitemap index that includes itself."""
    address = request.server.url("/sitemap-self.xml")
    body = f"<sitemapindex><sitemap><loc>{address}</loc></sitemap></sitemapindex>"
    request.answer("200 OK", {"Content-Type": "application/xml"}, body.encode())


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_GZIPPED = gzip.compress(OK_BODY * 50)

FAULTS: dict[str, Fault] = {
    "/ok": ok,
    "/empty": lambda request: request.answer("200 OK", HTML, b""),
    "/gzip": gzip_body(_GZIPPED),
    "/conditional": conditional,
    # statuses
    "/404": not_found,
    "/410": status("410 Gone"),
    "/500": status("500 Internal Server Error"),
    "/503-forever": status("503 Service Unavailable"),
    "/503-long": status("503 Service Unavailable", Retry_After="86400"),
    "/429-date": status("429 Too Many Requests", Retry_After="Fri, 31 Dec 2999 23:59:59 GMT"),
    "/busy-twice": busy_twice,
    # connections
    "/drops": raw(b""),
    "/drops-once": drops_once,
    "/silent": silent,
    "/slow-head": endless(b"", b"H", 0.05),
    "/slow-headers": endless(b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.05),
    "/slow-body": endless(_HEAD + b"Content-Length: 1000000\r\n\r\n", b"a", 0.05),
    "/slow-chunks": endless(_CHUNKED, b"1\r\na\r\n", 0.05),
    "/garbage": raw(b"\x00\x01\x02 not http at all\r\n\r\n"),
    "/ssh": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    # sizes and lengths
    "/200-mb-declared": raw(_HEAD + b"Content-Length: 200000000\r\n\r\n<html>"),
    "/200-mb": endless(_HEAD + b"\r\n", b"x" * 1_000_000),
    "/endless-chunks": endless(_CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
    "/endless-chunk-mark": endless(_CHUNKED, b"0" * 65_536),
    "/endless-trailers": endless(_CHUNKED + b"2\r\nhi\r\n0\r\n", b"X-Trailer: " + b"x" * 1_000 + b"\r\n"),
    "/bad-chunk": raw(_CHUNKED + b"5\r\nhello\r\nzz\r\nworld\r\n"),
    "/cut-chunk": raw(_CHUNKED + b"5\r\nhello\r\nff\r\nwor"),
    "/length-too-long": raw(_HEAD + b"Content-Length: 1000\r\n\r\n" + OK_BODY),
    "/length-too-short": poisoned_length,
    "/length-negative": raw(_HEAD + b"Content-Length: -5\r\n\r\n" + OK_BODY),
    "/length-twice": raw(_HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello"),
    "/length-no-number": raw(_HEAD + b"Content-Length: \xb2\xb3\r\n\r\nhello"),
    # codings
    "/gzip-cut": gzip_body(_GZIPPED[: len(_GZIPPED) // 2]),
    "/gzip-damaged": gzip_body(_GZIPPED[:100] + b"\xff" * 20 + _GZIPPED[120:]),
    "/gzip-lie": gzip_body(OK_BODY),
    "/gzip-bomb": gzip_bomb,
    "/gzip-small-bomb": small_bomb,
    "/gzip-twice-bomb": twice_packed_bomb,
    "/gzip-nested": lambda request: request.answer(
        "200 OK", {**HTML, "Content-Encoding": ", ".join(["gzip"] * 40)}, _GZIPPED
    ),
    "/brotli": lambda request: request.answer(
        "200 OK", {**HTML, "Content-Encoding": "br"}, b"\x0b\x02\x80"
    ),
    "/deflate-raw": lambda request: request.answer(
        "200 OK", {**HTML, "Content-Encoding": "deflate"}, zlib.compress(OK_BODY)[2:-4]
    ),
    # headers
    "/cookie-1-mb": raw(_HEAD + b"Set-Cookie: a=" + b"x" * 1_000_000 + b"\r\n\r\nhello"),
    "/many-headers": raw(_HEAD + b"X-A: 1\r\n" * 5_000 + b"\r\nhello"),
    "/large-headers": raw(
        _HEAD + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 60_000) for n in range(50)) + b"\r\nhello"
    ),
    "/endless-headers": endless(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"x" * 1_000 + b"\r\n"),
    "/endless-100": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "/header-injection": raw(
        _HEAD + b"X-Evil: a\rSet-Cookie: b=c\x00\x0b\r\n folded\r\nContent-Length: 2\r\n\r\nhi"
    ),
    "/header-utf8": raw(_HEAD + "X-Name: Phường Sài Đồng\r\nContent-Length: 2\r\n\r\nhi".encode()),
    # redirects
    "/hops/*": hops,
    "/circle": lambda request: request.redirect("/circle-2"),
    "/circle-2": lambda request: request.redirect("/circle"),
    "/self": lambda request: request.redirect("/self"),
    "/gate": cookie_gate,
    "/to-utf8": raw("HTTP/1.1 301 Moved\r\nLocation: /tin-tức\r\nContent-Length: 0\r\n\r\n".encode()),
    "/tin-t%E1%BB%A9c": ok,
    "/to-private": lambda request: request.redirect("http://10.0.0.1/admin"),
    "/to-loopback-name": lambda request: request.redirect(f"http://localhost:{request.server.port}/ok"),
    "/to-metadata": lambda request: request.redirect("http://169.254.169.254/latest/meta-data/"),
    "/to-file": lambda request: request.redirect("file:///etc/passwd"),
    "/to-gopher": lambda request: request.redirect("gopher://127.0.0.1:70/1"),
    "/to-password": lambda request: request.redirect("http://user:secret@a.vn/"),
    "/to-long": lambda request: request.redirect("/ok?" + "a" * 5_000),
    "/redirect-with-bomb": lambda request: request.answer(
        "302 Found",
        {"Location": "/ok", "Content-Encoding": "gzip"},
        b"".join(bomb_pieces(100_000_000)),
    ),
    # for crawlers
    "/robots-50-mb": robots_50_mb,
    "/sitemap-self.xml": self_index,
}
