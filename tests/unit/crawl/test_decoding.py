"""Content codings: undone within limits, and half of them where half came."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.crawl.decoding import UnknownCoding, dechunked, decode

TEXT = "Phường Sài Đồng ".encode() * 500
LIMIT = 100_000


def packed(data: bytes) -> bytes:
    """Gzip without the time in it: the parameters of a test are the same in every process."""
    return gzip.compress(data, mtime=0)


@pytest.mark.parametrize(
    ("payload", "coding"),
    [
        (TEXT, None),
        (TEXT, ""),
        (TEXT, "identity"),
        (TEXT, "utf-8"),
        (TEXT, "gzip"),
        (packed(TEXT), "gzip"),
        (packed(TEXT), "X-GZIP"),
        (packed(TEXT[:100]) + packed(TEXT[100:]), "gzip"),
        (packed(TEXT) + b"\x00" * 10, "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (zlib.compress(TEXT)[2:-4], "deflate"),
        (TEXT, "deflate"),
        (packed(zlib.compress(TEXT)), "deflate, gzip"),
        (packed(packed(TEXT)), "gzip,gzip"),
    ],
)
def test_whole_bodies(payload: bytes, coding: str | None) -> None:
    """Every way in which servers send a body gives the body."""
    decoded = decode(payload, coding, LIMIT)

    assert decoded.body == TEXT
    assert decoded.complete and not decoded.overflow


@pytest.mark.parametrize("size", [10, 11, 20, 60, -9, -1])
def test_cut_gzip(size: int) -> None:
    """A cut stream gives what came before, and says that it is not whole."""
    decoded = decode(gzip.compress(TEXT)[:size], "gzip", LIMIT)

    assert not decoded.complete
    assert TEXT.startswith(decoded.body)


def test_empty_body_with_coding() -> None:
    """No body at all is whole: redirects say gzip and send nothing."""
    assert decode(b"", "gzip", LIMIT).complete
    assert decode(b"", "deflate", LIMIT).complete


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", ", ".join(["gzip"] * 4)])
def test_unknown_codings(coding: str) -> None:
    """What cannot be undone is named."""
    with pytest.raises(UnknownCoding):
        decode(b"x", coding, LIMIT)


@pytest.mark.parametrize("layers", [1, 2])
def test_bomb_stops_at_the_limit(layers: int) -> None:
    """A gigabyte in a few bytes costs the limit and no more, in memory and in time."""
    bomb = gzip.compress(bytes(200_000_000), 9)
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb, 9)
    tracemalloc.start()
    started = time.process_time()
    decoded = decode(bomb, ", ".join(["gzip"] * layers), 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert decoded.overflow
    assert len(decoded.body) <= 1_000_000
    assert peak < 8_000_000
    assert time.process_time() - started < 2


def test_many_tiny_members() -> None:
    """A hundred thousand empty gzip members do not take quadratic time."""
    started = time.process_time()
    decoded = decode(gzip.compress(b"") * 100_000, "gzip", LIMIT)

    assert decoded.complete and decoded.body == b""
    assert time.process_time() - started < 10


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "deflate, gzip"]), st.integers(0, 300))
def test_any_bytes(payload: bytes, coding: str, limit: int) -> None:
    """No bytes make it raise or pass the limit."""
    for data in (payload, b"\x1f\x8b\x08\x00" + payload, b"\x78\x9c" + payload):
        assert len(decode(data, coding, limit).body) <= limit


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=6))
def test_chunks_come_off(pieces: list[bytes]) -> None:
    """Chunk marks go, the body stays."""
    body = b"".join(b"%X\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"

    assert dechunked(body) == b"".join(pieces)


@pytest.mark.parametrize("body", [b"", b"<html>", b"zz\r\nx", b"10", b"\r\n", b"fffffffffffffffff\r\nx"])
def test_unchunked_bodies_stay(body: bytes) -> None:
    """A body without chunk marks is left as it is."""
    assert dechunked(body) == body
