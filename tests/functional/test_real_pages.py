"""The real pages of the Hanoi family, served on the loopback as a portal and crawled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.functional.servers import Reply, Site, serving
from wardarchive.model import HANOI_TIME
from wardarchive.store.store import Store

DETAILS = {
    "detail_view_content_2625972.html": (datetime(2018, 6, 20, 16, 12, tzinfo=HANOI_TIME), 349),
    "detail_view_content_3159471.html": (datetime(2019, 3, 18, 15, 6, tzinfo=HANOI_TIME), 107),
    "chien-luoc-quy-hoach84a0.html": (date(2012, 12, 21), None),
}


@pytest.fixture
def portal(shared_data: Path) -> Iterator[Site]:
    pages = shared_data / "portals" / "hanoi_liferay"
    names = {page.name for page in pages.glob("*.html")}
    links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in sorted(names))

    def answer(target: str) -> Reply:
        name = target.split("?")[0].lstrip("/")
        if name == "":
            return Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode())
        if name in names:
            return Reply(body=(pages / name).read_bytes())
        return Reply(404, b"<html><body>not here</body></html>")

    with serving(answer) as site:
        yield site


def test_detail_pages_are_read_and_lists_are_not_articles(run: Run, home: Path, portal: Site) -> None:
    """Three articles with their titles, times and views; the six other pages are lists."""
    run("init")
    added = run("portal", "add", portal.url, "--delay", 0)
    assert added.status == 0, added.err

    run("crawl", "--limit", 400)

    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        articles = [record.article for record in store.records(store.article_ids())]
    found = {article.url.rsplit("/", 1)[1].split("?")[0]: article for article in articles}
    assert {n: (a.published, a.views) for n, a in found.items()} == DETAILS
    assert found["chien-luoc-quy-hoach84a0.html"].title.startswith(
        "Hướng dẫn xây dựng Kế hoạch ứng dụng CNTT"
    )
    assert {a.family for a in articles} == {"hanoi_liferay"}


def test_dead_links_are_told_and_stop_nothing(run: Run, home: Path, portal: Site) -> None:
    """The mirror's links lead to pages that it does not have: errors, exit status 1, the rest is kept."""
    run("init")
    run("portal", "add", portal.url, "--delay", 0)

    crawled = run("crawl", "--limit", 400, "--json")

    assert crawled.status == 1
    outcome = crawled.json[0]
    assert outcome["outcome"] == "done"
    assert outcome["errors"] > 0
    assert "404" in outcome["first_error"]
    assert len(set(portal.asked)) == len(portal.asked), "no page is asked for twice in one run"
