"""A portal's template changes between two crawls: the crawl notices, status tells it by family."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from click.testing import CliRunner

from tests.functional.servers import Reply, serving
from tests.functional.test_reparse import answer
from wardarchive.cli import cli
from wardarchive.config import load_settings, make_home
from wardarchive.jobs.collect import collect
from wardarchive.jobs.layout_signs import common_signs, fields_of, lost_fields
from wardarchive.jobs.layout_watch import LayoutWatch
from wardarchive.jobs.portals import add_portal
from wardarchive.model import Article, Block
from wardarchive.store.layout_rows import LayoutLook
from wardarchive.store.store import Store
from wardarchive.wiring import crawl_tools

START = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)
Change = Callable[[bytes], bytes]


def relaunched(body: bytes) -> bytes:
    """Other classes for title, date and body."""
    for name in (b"asset-full-content-title", b"assetPublishDate", b"journal-content-article"):
        body = body.replace(name, b"x-" + bytes(reversed(name)))
    return body


def without_dates(body: bytes) -> bytes:
    """The line with date and views is gone from articles."""
    before, _, rest = body.partition(b'<div class="assetPublishDate block_timer">')
    return body if b"asset-full-content" not in body else before + rest.partition(b"</div>")[2]


class Crawls:
    """An archive with portals of one family, each served by its own template."""

    def __init__(self, home: Path, stack: ExitStack, count: int) -> None:
        make_home(home)
        self.home = home
        self.now = START
        self.templates: list[Change] = [bytes] * count
        self.store = stack.enter_context(Store.open(load_settings(home).database_url))
        self.portals = [
            add_portal(
                self.store,
                stack.enter_context(serving(partial(self._answer, i))).url,
                now=START,
                delay=0.0,
            )
            for i in range(count)
        ]

    def _answer(self, number: int, path: str) -> Reply:
        found = answer(path, 1)
        return replace(found, body=self.templates[number](found.body))

    def crawl(self) -> None:
        self.now += timedelta(days=1)
        stop = threading.Event()
        tools = replace(crawl_tools(load_settings(self.home), self.store, stop), clock=lambda: self.now)
        portals = [self.store.portal(p.id) or p for p in self.portals]
        with tools.fetcher as fetcher:
            fetcher._now = lambda: self.now
            collect(portals, tools, limit=None, stop=stop, report=lambda _: None, again="all")

    def run(self, *words: str) -> str:
        done = CliRunner().invoke(cli, [*words, "--home", str(self.home)], standalone_mode=False)
        assert done.exception is None, done.exception
        return done.stdout

    def verdicts(self) -> list[str]:
        return [self.store.layout_looks(p.id)[0].verdict for p in self.portals]


def test_a_template_that_changes_between_two_crawls(home: Path) -> None:
    """Two of three portals get a new template: they are told together, with since when and what to do;
    a template that comes back ends the alarm."""
    with ExitStack() as stack:
        crawls = Crawls(home, stack, 3)
        crawls.crawl()
        assert crawls.verdicts() == ["fits"] * 3
        assert "layout changed" not in crawls.run("status")

        crawls.templates[0] = crawls.templates[2] = relaunched
        crawls.crawl()
        since = crawls.now
        crawls.crawl()

        assert crawls.verdicts() == ["changed", "fits", "changed"]
        look = crawls.store.layout_looks(1)[0]
        assert look.family == "hanoi_liferay" and look.pages >= 6 and look.signs
        told = crawls.run("status")
        assert "bố cục đã đổi · layout changed: hanoi_liferay: 2/3 cổng · portals (1, 3)" in told
        assert f"since {since:%Y-%m-%d}" in told and "portal check 1" in told and "reparse --diff" in told
        crawls.templates[:] = [bytes] * 3
        crawls.crawl()
        assert crawls.verdicts() == ["fits"] * 3
        assert '"layouts": []' in crawls.run("status", "--json")


def test_fields_that_are_no_longer_there(home: Path) -> None:
    """The articles are still read, but without the dates that they had: that is a sign too, and a check
    of the portal says the same."""
    with ExitStack() as stack:
        crawls = Crawls(home, stack, 1)
        crawls.crawl()
        crawls.templates[0] = without_dates
        crawls.crawl()

        assert "missing:published" in crawls.store.layout_looks(1)[0].signs
        CliRunner().invoke(cli, ["portal", "check", "1", "--home", str(home)], standalone_mode=False)
        assert [look.verdict for look in crawls.store.layout_looks(1)] == ["changed", "changed", "fits"]


def _article(**fields: object) -> Article:
    article = Article("https://phuong.example/1", "Tin", (Block("paragraph", "Một hai."),), views=3)
    return replace(article, **fields)  # type: ignore[arg-type]


def test_one_page_is_no_change() -> None:
    """A sign must be on most pages, a field must have been there nearly always and be gone everywhere."""
    assert common_signs([("missing:views",), (), ()]) == []
    assert common_signs([("missing:views",), ("missing:views",), ()]) == ["missing:views"]
    had, lacks = _article(), _article(views=None)
    assert lost_fields([fields_of(had)] * 10, [fields_of(lacks), fields_of(lacks)]) == ["views"]
    assert lost_fields([fields_of(had)] * 10, [fields_of(lacks), fields_of(had)]) == []
    assert lost_fields([fields_of(had)] * 9, [fields_of(lacks), fields_of(lacks)]) == []


def test_too_few_pages_leave_the_last_verdict(home: Path) -> None:
    """A run that read one article says nothing of the layout."""
    make_home(home)
    with Store.open(load_settings(home).database_url) as store:
        portal = add_portal(store, "https://phuong.example/", now=START)
        store.add_layout_look(LayoutLook(portal.id, START, "changed", "vnpt", 5, ("missing:title",)))
        assert LayoutWatch(store, portal).look(START) is None
        assert store.layout_looks(portal.id)[0].signs == ("missing:title",)
