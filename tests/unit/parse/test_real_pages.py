"""The real pages beside the project, where they are at hand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from wardarchive.model import HANOI_TIME, Article, NotAnArticle
from wardarchive.parse.page import PageReading, read_page

PAGES = Path(__file__).parents[3].parent / "shared" / "data" / "portals" / "hanoi_liferay"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason=f"no real pages at {PAGES}")


def read(name: str) -> PageReading:
    body = (PAGES / name).read_bytes()
    mirrored = re.search(rb"Mirrored from (\S+)", body)
    assert mirrored is not None
    url = "http://" + mirrored.group(1).decode()
    return read_page(body, url, content_type="text/html", fetched_at=datetime(2022, 8, 27, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "published", "views", "title"),
    [
        (
            "detail_view_content_2625972.html",
            datetime(2018, 6, 20, 16, 12, tzinfo=HANOI_TIME),
            349,
            "Hanoi Department of Information and Communications (HDIC)",
        ),
        (
            "detail_view_content_3159471.html",
            datetime(2019, 3, 18, 15, 6, tzinfo=HANOI_TIME),
            107,
            "Rules for citizen reception",
        ),
        ("chien-luoc-quy-hoach84a0.html", date(2012, 12, 21), None, "Hướng dẫn xây dựng Kế hoạch"),
    ],
)
def test_detail_pages(name: str, published: date, views: int | None, title: str) -> None:
    """Detail pages give title, time in 24 hours (12:00 AM: the day alone), and views."""
    reading = read(name)
    assert isinstance(reading.page, Article)
    assert reading.family == "hanoi_liferay"
    assert reading.missing == ()
    assert reading.page.published == published
    assert type(reading.page.published) is type(published)
    assert reading.page.views == views
    assert reading.page.title.startswith(title)
    assert reading.page.section in {"Hot News", "Chiến lược quy hoạch"}


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("cong-nghe-thong-tin.html", 10),
        ("cong-nghe-thong-tin01ad.html", 10),
        ("lay-y-kien-van-ban-du-thao.html", 3),
        ("phong-chong-dich-benh-covid-19574c.html", 20),
        ("index.html", 20),
        ("pho-sach-ha-noi.html", 10),
    ],
)
def test_list_pages(name: str, items: int) -> None:
    """Lists are no articles, and every item of theirs is among the article links."""
    reading = read(name)
    assert isinstance(reading.page, NotAnArticle)
    articles = {link.url for link in reading.links if link.kind == "article"}
    listed = re.findall(
        rb'class="asset-title">\s*<a\s+href="[^"]*?view_content/(\d+)', (PAGES / name).read_bytes()
    )
    assert {i.decode() for i in listed} <= {m.group(1) for u in articles if (m := re.search(r"/(\d+)-", u))}
    assert len(articles) >= items


def test_paging_links() -> None:
    """The pager of a list gives links of kind next."""
    links = read("cong-nghe-thong-tin.html").links
    assert sum(link.kind == "next" for link in links) >= 10
