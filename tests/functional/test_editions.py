"""The demo's sites crawled in edition 1, then in edition 2: exactly the changes that were made."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wardarchive.config import load_settings, make_home
from wardarchive.crawl.warc import BrokenRecord, iterate, read_content
from wardarchive.demo.editions import changes, edition
from wardarchive.demo.portals import PORTALS
from wardarchive.demo.server import ServedPortal, serve_portals
from wardarchive.demo.site import article_path
from wardarchive.jobs.collect import collect
from wardarchive.jobs.portal_crawl import Again, PortalOutcome
from wardarchive.jobs.portals import add_portal
from wardarchive.model import ArticleRecord, Portal
from wardarchive.store.store import Store
from wardarchive.store.view_series import series_of
from wardarchive.wiring import crawl_tools

DAY = timedelta(days=1)
EXPECTED = {
    "new": "first",
    "edited": "number",  # both editions' edits change a figure or a day besides words
    "number": "number",
    "quote-removed": "quote",
    "attribution": "text",  # an indirect statement, without quotation marks
    "deleted": "missing",
    "moved": "moved",
    "views": "views",
    "restyled": "same",
}


@dataclass
class Archive:
    """An archive of the served portals, with a clock that the test sets."""

    home: Path
    store: Store
    served: tuple[ServedPortal, ...]
    portals: list[Portal]
    now: datetime = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)

    def crawl(self, again: Again = "all") -> list[PortalOutcome]:
        stop = threading.Event()
        tools = replace(crawl_tools(load_settings(self.home), self.store, stop), clock=lambda: self.now)
        with tools.fetcher as fetcher:
            fetcher._now = lambda: self.now
            return collect(self.portals, tools, limit=None, stop=stop, report=lambda _: None, again=again)

    def set_edition(self, number: int) -> None:
        for site in self.served:
            site.edition = number

    def records(self) -> dict[str, ArticleRecord]:
        return {r.article.url: r for r in self.store.records(self.store.article_ids())}

    def last_sights(self) -> dict[str, str | None]:
        return {
            url: self.store.observations(record.id)[-1].change for url, record in self.records().items()
        }

    def address(self, portal: str, number: int, state: int) -> str:
        site = next(s for s in self.served if s.portal.name == portal)
        article = edition(site.portal, state).article(number)
        assert article is not None
        return site.url.rstrip("/") + article_path(site.portal, article)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    home = tmp_path / "archive"
    make_home(home)
    with serve_portals((0, 0, 0)) as served, Store.open(load_settings(home).database_url) as store:
        now = datetime(2025, 7, 1, tzinfo=UTC)
        portals = [add_portal(store, s.url, now=now, ward=s.portal.ward_code, delay=0.0) for s in served]
        archive = Archive(home, store, served, portals)
        archive.crawl()
        yield archive


def declared(archive: Archive) -> dict[str, str]:
    """Article → the class that its change must have; all else is unchanged."""
    found = {}
    for portal in PORTALS:
        for change in changes(portal):
            state = 2 if change.kind == "new" else 1
            found[archive.address(portal.name, change.id, state)] = EXPECTED[change.kind]
            if change.kind == "moved":
                found[archive.address(portal.name, change.id, 2)] = "first"
    return found


def test_classes_are_exactly_those_declared(archive: Archive) -> None:
    """Every article once: what was changed has its class, all others are the same."""
    before = set(archive.records())
    archive.set_edition(2)
    archive.now += DAY

    outcomes = archive.crawl()

    wanted = dict.fromkeys(before, "same") | declared(archive)
    assert archive.last_sights() == wanted
    assert [o.errors for o in outcomes] == [0, 0, 0]
    versions = {
        url: [v.changes for v in archive.store.versions(r.id)] for url, r in archive.records().items()
    }
    for url, kind in declared(archive).items():
        assert len(versions[url]) == (2 if kind in ("number", "quote", "text", "title") else 1), url


def test_gone_on_a_second_day_and_back_again(archive: Archive) -> None:
    """404 is confirmed a day later; when the first edition returns, so do its articles."""
    gone = {url for url, kind in declared(archive).items() if kind == "missing"}
    moved = {url for url, kind in declared(archive).items() if kind == "moved"}
    archive.set_edition(2)
    archive.now += DAY
    archive.crawl()
    archive.now += 1.2 * DAY
    archive.crawl("due")

    sights = archive.last_sights()
    assert gone and {sights[url] for url in gone} == {"gone"}
    records = archive.records()
    assert {records[url].moved_to for url in moved} == {archive.address("phuc-dong", 3369811, 2)}

    archive.set_edition(1)
    archive.now += DAY
    archive.crawl()

    assert {archive.last_sights()[url] for url in gone | moved} == {"back"}
    assert {archive.records()[url].state for url in gone | moved} == {"there"}


def test_what_is_unchanged_is_a_revisit_that_can_be_read(archive: Archive) -> None:
    """304 and equal payloads cost no second copy, and every capture still gives its bytes."""
    folder = archive.home / "warc"
    first = sum(f.stat().st_size for f in folder.iterdir())
    archive.now += DAY
    archive.crawl()
    second = sum(f.stat().st_size for f in folder.iterdir()) - first

    kinds = []
    for warc in sorted(folder.glob("*.warc.gz")):
        for entry in iterate(warc):
            assert not isinstance(entry, BrokenRecord), entry
            assert entry.location is not None
            capture = archive.store.capture_at(entry.location)
            assert capture is not None
            content = read_content(folder, entry.location)
            if entry.kind == "revisit":
                kinds.append(entry.status)
                original = archive.store.capture(capture.original_id or 0)
                assert original is not None
                assert content.body == read_content(folder, original.location).body
                assert capture.content_type == original.content_type
    assert 304 in kinds
    assert second < first / 2


def test_pictures_and_documents_are_kept(archive: Archive) -> None:
    """What an article shows is in the archive under its address."""
    wanted = [
        url
        for record in archive.records().values()
        for url in (*record.article.images, *(a.url for a in record.article.attachments))
        if ".svg" not in url  # can hold scripts; is not among the kinds that are kept
    ]
    assert wanted
    missing = [
        url for url in wanted if not any(c.status == 200 for c in archive.store.captures_of_url(url))
    ]
    assert missing == []


def test_views_are_told_without_our_own(archive: Archive) -> None:
    """Two of our fetches before a count are two views less."""
    url = archive.address("sai-dong", 2987305, 1)
    archive.now += DAY
    archive.set_edition(2)
    archive.crawl()

    series = series_of(archive.store.observations(archive.records()[url].id))

    assert [(p.views, p.net) for p in series][-1] == (431, 430)
