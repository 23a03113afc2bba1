"""Connections for hostile servers: checked addresses, one deadline, a byte budget.

`requests` and `urllib3` bound the wait for each packet, not for a whole response, and follow whatever
address a name server gives. Here each read obeys the deadline of its request, each response a budget of
bytes that counts status lines, headers and chunk marks as well, and a connection is made only to an
address that was checked.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager

from wardarchive.crawl.addresses import Resolve, public_addresses
from wardarchive.errors import FetchError

POOLS = 64
"""Hosts whose connection is kept open."""


@dataclass(slots=True)
class Allowance:
    """What one request may still use: time until `deadline` on `clock`, and `bytes_left`."""

    url: str
    deadline: float
    connect_timeout: float
    read_timeout: float
    bytes_left: int
    clock: Callable[[], float]
    connected: bool = False
    """A new connection was made for it."""
    received: bool = False
    """Something of a response came."""
    address: str | None = None
    """The IP address that was asked."""

    def stale(self) -> bool:
        """Whether a connection that was kept open turned out to be closed by the server meanwhile."""
        return not self.connected and not self.received

    def seconds(self, at_most: float) -> float:
        """Time for the next step; raises `TimeoutError` where none is left."""
        left = self.deadline - self.clock()
        if left <= 0:
            raise TimeoutError("the time for the whole request is over")
        return min(at_most, left)

    def spend(self, count: int) -> None:
        """Counts bytes received; raises `FetchError` ``too-large`` where the budget is used up."""
        self.bytes_left -= count
        self.received = self.received or count > 0
        if self.bytes_left < 0:
            raise FetchError(
                "too-large",
                self.url,
                f"{self.url} sends more than allowed",
                "raise the size limit if it is meant",
            )


ALLOWANCE: ContextVar[Allowance] = ContextVar("wardarchive_allowance")
"""The allowance of the request that this thread is making."""


class _BoundedReader(io.RawIOBase):
    """The receiving end of a socket, within the current allowance."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        allowance = ALLOWANCE.get()
        self._sock.settimeout(allowance.seconds(allowance.read_timeout))
        count: int = self._sock.recv_into(buffer)
        allowance.spend(count)
        return count


class BoundedSocket:
    """A connected socket whose reads obey the current `Allowance`; all else is passed on."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._address = str(sock.getpeername()[0])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def sendall(self, data: bytes) -> None:
        allowance = ALLOWANCE.get()
        allowance.address = self._address
        self._sock.settimeout(allowance.seconds(allowance.read_timeout))
        self._sock.sendall(data)

    def makefile(self, mode: str = "r", *_args: object, **_options: object) -> io.BufferedReader:
        """A buffered reader, which is all that `http.client` asks for."""
        return _OwnedReader(self._sock.makefile("rb", buffering=0), _BoundedReader(self._sock))


class _OwnedReader(io.BufferedReader):
    """Reads through the bounds; closing it releases the socket's own file, which counts its users."""

    def __init__(self, owner: Any, raw: io.RawIOBase) -> None:
        super().__init__(raw, 65_536)
        self._owner = owner

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._owner.close()


def _connect(connection: HTTPConnection, allowed: frozenset[str], resolve: Resolve) -> socket.socket:
    """A TCP connection to a checked address of the connection's host."""
    allowance = ALLOWANCE.get()
    host, port = connection.host.strip("[]"), connection.port
    failure: OSError | None = None
    for address in public_addresses(allowance.url, host, port, allowed, resolve):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(allowance.seconds(allowance.connect_timeout))
            sock.connect((address, port))
        except OSError as error:
            sock.close()
            failure = error
        except BaseException:
            sock.close()
            raise
        else:
            allowance.connected = True
            return sock
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, f"no connection to {host}:{port} in time") from failure
    raise NewConnectionError(connection, f"no connection to {host}:{port}: {failure}") from failure


def _pool_classes(allowed: frozenset[str], resolve: Resolve) -> dict[str, Any]:
    class CheckedHTTPConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, allowed, resolve)

        def connect(self) -> None:
            super().connect()
            self.sock: Any = BoundedSocket(self.sock)

    class CheckedHTTPSConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, allowed, resolve)

        def connect(self) -> None:
            super().connect()
            self.sock: Any = BoundedSocket(self.sock)

    class CheckedHTTPPool(HTTPConnectionPool):
        ConnectionCls = CheckedHTTPConnection

    class CheckedHTTPSPool(HTTPSConnectionPool):
        ConnectionCls = CheckedHTTPSConnection

    return {"http": CheckedHTTPPool, "https": CheckedHTTPSPool}


class CheckedAdapter(HTTPAdapter):
    """The transport of `requests` over checked connections, one kept open for each host.

    `allowed` is fixed for its lifetime, so that a connection opened for a portal that may reach a
    private host is never used for another.
    """

    def __init__(self, allowed: frozenset[str], resolve: Resolve) -> None:
        self._classes = _pool_classes(allowed, resolve)
        super().__init__(pool_connections=POOLS, pool_maxsize=1, max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = self._classes
