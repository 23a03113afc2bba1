"""Sitemaps: bounded, without entities, and whatever can be read of broken ones."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.crawl.sitemap import MAX_ENTRIES, read_sitemap

BASE = "http://a.vn/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{"".join(items)}</urlset>'.encode()


def test_pages_with_dates() -> None:
    """Addresses come in order, with a date, a time, or nothing."""
    sitemap = read_sitemap(
        urlset(
            "<url><loc> http://a.vn/1 </loc><lastmod>2025-07-01</lastmod></url>",
            "<url><loc>/2?a=1&amp;b=2</loc><lastmod>2025-07-01T08:00:00+07:00</lastmod></url>",
            "<url><lastmod>hôm qua</lastmod><loc><![CDATA[http://a.vn/tin-tức]]></loc></url>",
        ),
        BASE,
    )

    assert [(entry.url, entry.lastmod) for entry in sitemap.entries] == [
        ("http://a.vn/1", date(2025, 7, 1)),
        ("http://a.vn/2?a=1&b=2", datetime(2025, 7, 1, 1, tzinfo=UTC)),
        ("http://a.vn/tin-t%E1%BB%A9c", None),
    ]
    assert sitemap.fault is None


def test_index_names_sitemaps() -> None:
    """An index's entries are further sitemaps, itself included; the caller keeps what it has seen."""
    body = f"<sitemapindex {NAMESPACE}><sitemap><loc>{BASE}</loc></sitemap></sitemapindex>".encode()

    (entry,) = read_sitemap(body, BASE).entries
    assert (entry.url, entry.kind) == (BASE, "sitemaps")


def test_image_addresses_are_not_pages() -> None:
    """Only the loc of the entry itself counts."""
    body = urlset(
        '<url xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><loc>http://a.vn/1</loc>'
        "<image:image><image:loc>http://a.vn/a.jpg</image:loc></image:image></url>"
    )

    assert [entry.url for entry in read_sitemap(body, BASE).entries] == ["http://a.vn/1"]


def test_gzip_and_text() -> None:
    """A .gz file and a plain list are read as well."""
    packed = gzip.compress(urlset("<url><loc>http://a.vn/1</loc></url>"))
    text = "\ufeffhttp://a.vn/1\r\n\r\nkhông phải\nhttp://a.vn/2".encode()

    assert [entry.url for entry in read_sitemap(packed, BASE).entries] == ["http://a.vn/1"]
    assert [entry.url for entry in read_sitemap(text, BASE).entries] == ["http://a.vn/1", "http://a.vn/2"]


def test_entities_are_refused() -> None:
    """No declaration is read, so that nothing can be blown up or fetched through one."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    for declaration in (laughs, b'<!ENTITY x SYSTEM "file:///etc/passwd">', b'<!ENTITY % p "x">'):
        body = b"<!DOCTYPE u [" + declaration + b"]><urlset><url><loc>http://a.vn/1</loc></url></urlset>"
        sitemap = read_sitemap(body, BASE)

        assert sitemap.entries == ()
        assert sitemap.fault == "entity declarations are not read"


def test_what_came_before_a_fault_is_kept() -> None:
    """A cut file gives its first entries and says what is wrong."""
    body = urlset(*[f"<url><loc>http://a.vn/{n}</loc></url>" for n in range(100)])
    sitemap = read_sitemap(body[: len(body) // 2], BASE)

    assert 30 < len(sitemap.entries) < 70
    assert sitemap.fault and "XML" in sitemap.fault


def test_bad_addresses_are_left_out() -> None:
    """Other schemes and passwords do not come through."""
    body = urlset(
        "<url><loc>file:///etc/passwd</loc></url>",
        "<url><loc>http://u:p@a.vn/</loc></url>",
        "<url><loc></loc></url>",
        "<url><loc>http://a.vn/ok</loc></url>",
    )

    assert [entry.url for entry in read_sitemap(body, BASE).entries][-1] == "http://a.vn/ok"
    assert not any("passwd" in entry.url or "@" in entry.url for entry in read_sitemap(body, BASE).entries)


@pytest.mark.parametrize(
    "body",
    [
        urlset(*["<url><loc>http://a.vn/x</loc></url>"] * (MAX_ENTRIES + 10)),
        b"<a>" * 1_000_000,
        b"<urlset><url><loc>" + b"x" * 20_000_000,
        b"<urlset a='" + b"x" * 20_000_000,
        gzip.compress(b"<urlset>" + b" " * 100_000_000, mtime=0),
        b"http://a.vn/x\n" * (MAX_ENTRIES + 10),
    ],
)
def test_hostile_sizes_are_bounded(body: bytes) -> None:
    """Too many, too deep, too long: read up to the limit, with the fault."""
    started = time.process_time()
    sitemap = read_sitemap(body, BASE)

    assert sitemap.fault
    assert len(sitemap.entries) <= MAX_ENTRIES
    assert time.process_time() - started < 10


@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_named(body: bytes) -> None:
    """No bytes make it raise."""
    for data in (body, b"<urlset>" + body, b"\x1f\x8b\x08" + body, urlset(body.decode("latin-1"))):
        read_sitemap(data, BASE)
