"""Serving the application with waitress until it is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from wardarchive.errors import UsageError
from wardarchive.web.app import create_app

if TYPE_CHECKING:
    from wardarchive.wiring import Services

THREADS = 8
_CONNECTIONS = 200


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def bind(services: Services, host: str, port: int) -> Any:
    """A waitress server that listens already; port 0 takes a free one.

    Raises `UsageError` where the address cannot be had.
    """
    try:
        return create_server(
            create_app(services),
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=_CONNECTIONS,
            max_request_header_size=32_768,
            max_request_body_size=65_536,
            ident=None,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"cannot listen on {host}:{port} ({reason})", "choose another one with --host or --port"
        ) from error


def serve(services: Services, host: str, port: int, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve until interrupted (Ctrl-C or SIGTERM), then end what is under way and give the port back.

    `on_ready` is called with the address once it answers. Prints nothing itself.
    """
    server = bind(services, host, port)
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, _stop) if in_main else None
    try:
        if on_ready:
            shown = f"[{host}]" if ":" in host else host
            on_ready(f"http://{shown}:{server.effective_port}/")
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        if in_main:
            signal.signal(signal.SIGTERM, before)
        server.close()
