"""Which network addresses a crawler may talk to.

A link on a hostile page can name this machine, the network around it, or the address where a cloud
keeps its keys. Every address is judged after the name was resolved, and the connection goes to just
that address, so that a second answer of the name server cannot change it.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from wardarchive.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""Host and port to IP addresses as texts; raises `socket.gaierror` where there are none."""

MAX_ADDRESSES = 4
"""Tried of one name before giving up."""

_METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in (
        "168.63.129.16",  # Azure's host node: a public number that never leaves the machine
        "169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
    )
)
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def resolve_host(host: str, port: int) -> list[str]:
    """IP addresses of a host by the system's resolver, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def private_reason(text: str) -> str | None:
    """Why an IP address is not of the public Internet; None where it is.

    >>> private_reason("127.0.0.1"), private_reason("::ffff:10.0.0.1"), private_reason("1.1.1.1")
    ('loopback', 'private', None)
    """
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return private_reason(str(inner))
    if address in _METADATA:
        return "cloud metadata"
    names = ("is_loopback", "is_link_local", "is_multicast", "is_unspecified", "is_private", "is_reserved")
    for name in names:
        if getattr(address, name):
            return name.removeprefix("is_").replace("_", "-")
    return None if address.is_global else "not global"


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, Teredo, NAT64)."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def public_addresses(
    url: str, host: str, port: int, allowed: frozenset[str], resolve: Resolve
) -> list[str]:
    """The addresses of a host that may be contacted, at most `MAX_ADDRESSES`.

    `allowed` has the ``host:port`` that may be private because the archivist said so. Raises
    `FetchError` (``unknown-host``, ``private-address``).
    """
    name = f"[{host}]" if ":" in host else host
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise unknown_host(url, host) from error
    if not addresses:
        raise unknown_host(url, host)
    if f"{name}:{port}" in allowed:
        return addresses[:MAX_ADDRESSES]
    public = [address for address in addresses if private_reason(address) is None]
    if not public:
        raise FetchError(
            "private-address",
            url,
            f"{name}:{port} is at {addresses[0]} ({private_reason(addresses[0])}): not a public address",
            f"if this is meant, allow {name}:{port} for the portal",
        )
    return public[:MAX_ADDRESSES]


def unknown_host(url: str, host: str) -> FetchError:
    """The error of a name that has no address."""
    return FetchError(
        "unknown-host",
        url,
        f"the host {host} is unknown",
        "check the spelling and the network; the site may be gone",
    )
