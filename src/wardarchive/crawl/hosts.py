"""Host names of URLs: one spelling for each host, and nothing that is not a host.

Follows the host parser of the WHATWG URL standard where that matters: IDNA (UTS 46) for names with
other letters, which are kept in punycode so that a look-alike is seen for what it is, and the short
forms of IPv4 addresses (``127.1``, ``0x7f000001``), which resolvers understand as well.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

import idna

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_LABELS = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
MAX_HOST_LENGTH = 253


class BadHost(ValueError):
    """The text is no host; the message says why."""


@lru_cache(maxsize=4_096)
def canonical_host(host: str) -> str:
    """The host as a URL writes it: lower-case, in punycode, IPv6 in brackets.

    Raises `BadHost`.

    >>> canonical_host("Phường-SàiĐồng.gov.VN.")
    'xn--phng-sing-v1a45ck5dyz7p1da.gov.vn'
    >>> canonical_host("0x7f.1")
    '127.0.0.1'
    >>> canonical_host("[::0001]")
    '[::1]'
    """
    if host.startswith("[") or ":" in host:
        return _ipv6(host.strip("[]"))
    name = _ascii_name(host).removesuffix(".")
    if not name:
        raise BadHost("the host is empty")
    if len(name) > MAX_HOST_LENGTH or not _LABELS.fullmatch(name):
        raise BadHost(f"{name[:60]!r} is not a host name")
    if _NUMBER.fullmatch(name.rsplit(".", 1)[-1]):
        return _ipv4(name)
    return name


def _ascii_name(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError as error:
        raise BadHost(f"{host[:60]!r} is not an international host name: {error}") from error


def _ipv6(text: str) -> str:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError as error:
        raise BadHost(f"{text[:60]!r} is not an IPv6 address") from error
    if address.scope_id:
        raise BadHost("an IPv6 address with a zone belongs to this machine's own network")
    return f"[{address.compressed}]"


def _ipv4(name: str) -> str:
    """Dotted form of an address in one to four numbers, decimal, octal or hexadecimal."""
    parts = name.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise BadHost(f"{name[:60]!r} is neither a name nor an address")
    try:
        numbers = [_number(part) for part in parts]
    except ValueError as error:
        raise BadHost(f"{name[:60]!r} is not an IPv4 address") from error
    last_limit = 256 ** (5 - len(numbers))
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= last_limit:
        raise BadHost(f"{name[:60]!r} is not an IPv4 address")
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number << (8 * (3 - place))
    return str(ipaddress.IPv4Address(value))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    if part.startswith("0") and len(part) > 1:
        return int(part, 8)
    return int(part)
