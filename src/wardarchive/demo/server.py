"""The demo's sites over real HTTP, on the loopback only."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from wardarchive.demo.answers import Answer
from wardarchive.demo.portals import PORTALS, DemoPortal
from wardarchive.demo.site import respond

HOST = "127.0.0.1"
PORTS = (8791, 8792, 8793)
_IDLE_SECONDS = 5
_POLL_SECONDS = 0.05
_WORTH_PACKING = 500
_MEANINGFUL_CHANGE_HEADERS = ("Location", "ETag")


class ServedPortal:
    """A demo portal that is being served; its `edition` (1 or 2) may be changed at any time."""

    def __init__(self, portal: DemoPortal, port: int, edition: int) -> None:
        self.portal = portal
        self.port = port
        self.edition = edition

    @property
    def url(self) -> str:
        """Where its home page is, with a slash at the end."""
        return f"http://{HOST}:{self.port}/"

    def answer(self, target: str) -> Answer:
        """What it answers to a GET of `target` now."""
        return respond(self.portal, target, edition=self.edition, base_url=self.url.rstrip("/"))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoPortal"
    sys_version = ""
    timeout = _IDLE_SECONDS
    server: _Server

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        found = self.server.served.answer(self.path)
        headers = dict(found.headers)
        status, body = found.status, found.body
        if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        elif self._may_pack(headers, body):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
            headers["Vary"] = "Accept-Encoding"
        self.send_response(status)
        headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            if status != 304 or name in _MEANINGFUL_CHANGE_HEADERS:
                self.send_header(name, value)
        self.end_headers()
        if with_body and status != 304:
            self.wfile.write(body)

    def _may_pack(self, headers: dict[str, str], body: bytes) -> bool:
        text = headers.get("Content-Type", "").startswith("text/")
        return text and len(body) > _WORTH_PACKING and "gzip" in self.headers.get("Accept-Encoding", "")

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the demo's own output is what the user reads."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    served: ServedPortal

    def __init__(self, port: int) -> None:
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error."""

    def hang_up(self) -> None:
        """End the connections that clients keep alive, so that closing need not wait for them."""
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def _open_server(port: int) -> _Server:
    try:
        return _Server(port)
    except OSError:
        return _Server(0)


@contextmanager
def _serving(portal: DemoPortal, port: int, edition: int) -> Iterator[ServedPortal]:
    server = _open_server(port)
    served = server.served = ServedPortal(portal, server.server_address[1], edition)
    thread = threading.Thread(
        target=server.serve_forever, args=(_POLL_SECONDS,), name=f"demo-{portal.name}"
    )
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()


@contextmanager
def serve_portals(ports: Sequence[int] = PORTS, *, edition: int = 1) -> Iterator[tuple[ServedPortal, ...]]:
    """Serve the three portals while the block runs, one a port, on 127.0.0.1 only.

    A port that is taken is replaced by a free one, so read the addresses from what is given: each has
    `.portal` and `.url`. Port 0 asks for any free port.
    """
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(_serving(portal, port, edition))
            for portal, port in zip(PORTALS, ports, strict=True)
        )
