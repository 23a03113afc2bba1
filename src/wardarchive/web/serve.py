"""Serving the application with waitress until it is told to stop."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from waitress.server import create_server
from waitress.wasyncore import close_all

from wardarchive.errors import UsageError
from wardarchive.web.app import create_app
from wardarchive.web.counters import Counters
from wardarchive.web.metrics import new_counters
from wardarchive.web.warming import warm
from wardarchive.web.workers import Workers, share

if TYPE_CHECKING:
    from wardarchive.wiring import Services

THREADS = 24
"""More than searches may run at once: an article is not to wait behind those that wait their turn."""
_CONNECTIONS = 200
_LOOPBACK = "127.0.0.1"
_PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-proto"}


def _close_soon(server: Any) -> None:
    """Let the server's loop close all it has open, then end; from any thread, at any time."""
    with suppress(OSError):  # the loop was awake already, closed all, and the trigger with it
        server.trigger.pull_trigger(lambda: close_all(server._map, ignore_all=True))


@contextmanager
def _stopped_by_signals(server: Any) -> Iterator[None]:
    """End the server's loop at SIGINT and SIGTERM, where this is the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        # A thread of its own: the signal may have come while the loop holds the trigger's lock.
        threading.Thread(target=_close_soon, args=(server,), name="web-stop", daemon=True).start()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no such port"
        raise UsageError(
            f"cannot listen on {host}:{port} ({reason})", "choose another one with --host or --port"
        ) from error


def _bound(
    services: Services, listening: socket.socket, counters: Counters | None = None, *, warmed: bool = True
) -> Any:
    """A waitress server on a socket that listens already; who connects early waits for the warming."""
    proxy = services.settings.trusted_proxy
    app = create_app(services, counters)
    if warmed:
        warm(app)
    told = {"trusted_proxy": proxy, "trusted_proxy_headers": _PROXY_HEADERS} if proxy else {}
    return create_server(
        app,
        sockets=[listening],
        map={},
        threads=THREADS,
        connection_limit=_CONNECTIONS,
        max_request_header_size=32_768,
        max_request_body_size=65_536,
        ident=None,
        **told,
    )


def _address(host: str, server: Any) -> str:
    return (
        f"http://[{host}]:{server.effective_port}"
        if ":" in host
        else f"http://{host}:{server.effective_port}"
    )


def serve(services: Services, host: str, port: int, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve until interrupted (Ctrl-C or SIGTERM), then end what is under way and give the port back.

    Port 0 takes a free one. `on_ready` is called with the address once it answers. Prints nothing itself.
    """
    _run(_bound(services, _listening(host, port)), host, on_ready)


def _run(server: Any, host: str, on_ready: Callable[[str], None] | None = None) -> None:
    try:
        with _stopped_by_signals(server):
            if on_ready:
                on_ready(f"{_address(host, server)}/")
            server.run()
    finally:
        server.task_dispatcher.shutdown()
        server.close()


def serve_with_workers(
    open_services: Callable[[], AbstractContextManager[Services]], host: str, port: int, count: int
) -> None:
    """Serve with `count` processes, each with services of its own, until interrupted."""
    listening = _listening(host, port)
    counters = new_counters(count)

    def work(number: int) -> None:
        counters.take_row(number)
        with open_services() as services:
            _run(_bound(services, listening, counters), host)

    try:
        share(listening)
        Workers(count, work).supervise()
    finally:
        listening.close()


@contextmanager
def serving(services: Services) -> Iterator[str]:
    """Serve on a free port of the loopback beside the running program; gives the address."""
    server = _bound(services, _listening(_LOOPBACK, 0), warmed=False)
    thread = threading.Thread(target=server.run, name="web", daemon=True)
    thread.start()
    try:
        yield _address(_LOOPBACK, server)
    finally:
        _close_soon(server)
        thread.join(timeout=30)
        server.task_dispatcher.shutdown()
