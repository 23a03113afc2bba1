"""Settings → services: the only place that names concrete classes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from wardarchive.config import Settings, load_settings
from wardarchive.crawl.fetch import Fetcher, FetchSettings, agent_name
from wardarchive.crawl.politeness import Politeness, PolitenessRules
from wardarchive.crawl.robots import MAX_ROBOTS_BYTES, RobotsCache
from wardarchive.crawl.urls import host_key
from wardarchive.crawl.warc import WarcWriter, read_content
from wardarchive.errors import ArchiveLocked
from wardarchive.index.engine import Engine
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.jobs.demo import DemoResult, make_demo
from wardarchive.jobs.import_task import ImportTools
from wardarchive.jobs.portal_crawl import CrawlRules, CrawlTools, Stopping
from wardarchive.jobs.portal_look import PortalLook, look_at_portal
from wardarchive.jobs.portals import portal_fields
from wardarchive.jobs.rebuild_captures import Progress
from wardarchive.jobs.rebuild_swap import Swapped, rebuild_database
from wardarchive.jobs.recovery import recover_captures
from wardarchive.jobs.reindex import rebuild_index, update_index
from wardarchive.jobs.rereading import Rereader
from wardarchive.jobs.scheduler import SchedulerTools
from wardarchive.model import Capture, CapturedContent, FetchedPage, Portal
from wardarchive.store.store import Store


@dataclass(frozen=True)
class Services:
    """What the commands and the web work with."""

    settings: Settings
    store: Store
    engine: Engine
    read_capture: Callable[[Capture], CapturedContent]
    """The bytes of a capture; raises `CaptureError`."""


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_store(home: Path) -> Iterator[Store]:
    """The database of the archive at `home`, without its index."""
    with Store.open(load_settings(home).database_url) as store:
        yield store


@contextmanager
def open_services(home: Path) -> Iterator[Services]:
    """The services of the archive at `home`, closed at the end."""
    settings = load_settings(home)
    with Store.open(settings.database_url) as store:
        engine = WhooshEngine(settings.index_folder)
        try:
            yield Services(
                settings=settings,
                store=store,
                engine=engine,
                read_capture=lambda capture: read_content(settings.warc_folder, capture.location),
            )
        finally:
            engine.close()


@contextmanager
def collecting(settings: Settings) -> Iterator[None]:
    """Hold the archive for collecting; a killed process gives it back.

    Raises `ArchiveLocked` at once where another process collects into it.
    """
    try:
        with FileLock(settings.home / "collect.lock", timeout=0):
            yield
    except Timeout as error:
        raise ArchiveLocked(
            f"another process is collecting into {settings.home}", "wait for it to end, then try again"
        ) from error


def _writer(settings: Settings, prefix: str, portal: Portal | None = None) -> WarcWriter:
    return WarcWriter(
        settings.warc_folder,
        prefix=prefix,
        operator=settings.contact,
        max_bytes=settings.warc_bytes,
        info={"portal": portal_fields(portal)} if portal else None,
    )


def _fetcher(settings: Settings, stop: threading.Event) -> Fetcher:
    return Fetcher(
        FetchSettings(
            user_agent=agent_name(settings.contact or "contact not set"),
            connect_timeout=min(10.0, settings.request_timeout),
            read_timeout=settings.request_timeout,
            total_timeout=settings.page_timeout,
            max_body_bytes=settings.max_body_bytes,
            max_decoded_bytes=2 * settings.max_body_bytes,
            retries=settings.retries,
        ),
        sleep=stop.wait,
    )


def crawl_tools(settings: Settings, store: Store, stop: threading.Event) -> CrawlTools:
    """What a crawl works with; setting `stop` also ends its waiting."""

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise Stopping

    return CrawlTools(
        store=store,
        fetcher=_fetcher(settings, stop),
        politeness=Politeness(PolitenessRules(delay=settings.delay), sleep=sleep),
        open_writer=lambda portal: _writer(settings, f"portal-{portal.id}", portal),
        clock=_now,
        rules=CrawlRules(
            max_pages=settings.max_pages,
            max_depth=settings.max_depth,
            max_attempts=settings.max_attempts,
            revisits=settings.revisits,
            max_files=settings.max_files,
        ),
    )


@contextmanager
def open_crawl(home: Path, stop: threading.Event) -> Iterator[tuple[Store, CrawlTools]]:
    """The archive's store and what a crawl needs; what a killed crawl left is mended first."""
    settings = load_settings(home)
    with collecting(settings), Store.open(settings.database_url) as store:
        recover_captures(store, settings.warc_folder)
        tools = crawl_tools(settings, store, stop)
        with tools.fetcher:
            yield store, tools


@contextmanager
def open_scheduler(
    home: Path, stop: threading.Event, say: Callable[[str, str], None]
) -> Iterator[SchedulerTools]:
    """What the scheduler needs; it holds the archive for collecting as long as it runs."""
    settings = load_settings(home)
    with collecting(settings), open_services(home) as services:
        recover_captures(services.store, settings.warc_folder)
        tools = crawl_tools(settings, services.store, stop)
        with tools.fetcher:
            yield SchedulerTools(
                store=services.store,
                crawl=tools,
                owner=f"{socket.gethostname()}:{settings.home.resolve()}",
                update_index=lambda: _index(services),
                say=say,
            )


def _index(services: Services) -> None:
    update_index(services.store, services.engine, lambda _done, _total: None)


@contextmanager
def open_check(
    home: Path, stop: threading.Event
) -> Iterator[tuple[Store, CrawlTools, Callable[[Capture], CapturedContent]]]:
    """What a crawl needs, and the bytes of what it has just kept."""
    folder = load_settings(home).warc_folder
    with open_crawl(home, stop) as (store, tools):
        yield store, tools, lambda capture: read_content(folder, capture.location)


def look(home: Path, url: str, stop: threading.Event) -> PortalLook:
    """Look at a site that may become a portal: two requests, once each; nothing is kept."""
    settings = load_settings(home)
    with _fetcher(replace(settings, retries=0), stop) as fetcher:

        def last(address: str, cut_at: int | None = None) -> FetchedPage:
            hosts = frozenset((host_key(url),))
            return list(fetcher.hops(address, allowed_hosts=hosts, cut_at=cut_at))[-1]

        robots = RobotsCache(lambda site: last(site, MAX_ROBOTS_BYTES), now=_now)
        return look_at_portal(url, last, robots)


@contextmanager
def open_import(home: Path) -> Iterator[ImportTools]:
    """What an import needs."""
    settings = load_settings(home)
    with collecting(settings), Store.open(settings.database_url) as store, ExitStack() as stack:
        recover_captures(store, settings.warc_folder)
        opened: list[WarcWriter] = []

        def writer() -> WarcWriter:
            if not opened:
                opened.append(stack.enter_context(_writer(settings, "saved")))
            return opened[0]

        yield ImportTools(store, settings.warc_folder, writer, _now)


def rebuild_archive(home: Path, *, accept_loss: bool, progress: Progress) -> Swapped:
    """Derive database and index again from the WARC files."""
    settings = load_settings(home)
    with collecting(settings):
        done = rebuild_database(
            settings.database_url,
            settings.warc_folder,
            accept_loss=accept_loss,
            now=_now(),
            progress=progress,
        )
        with open_services(home) as services:
            rebuild_index(services.store, services.engine, lambda n, total: progress(n, total, "index"))
    return done


@contextmanager
def open_reparse(home: Path, *, writing: bool) -> Iterator[tuple[Services, Rereader]]:
    """What a re-reading needs; the archive is held for collecting only where it is to be written."""
    settings = load_settings(home)
    with collecting(settings) if writing else nullcontext(), open_services(home) as services:
        yield services, Rereader(services.store.every_portal(), services.read_capture)


def build_demo(home: Path, say: Callable[[str, str], None]) -> DemoResult:
    """Crawl the bundled portals into the archive at `home` and index them."""
    settings = load_settings(home)
    stop = threading.Event()
    with collecting(settings), open_services(home) as services:
        recover_captures(services.store, settings.warc_folder)
        tools = crawl_tools(settings, services.store, stop)
        with tools.fetcher:
            return make_demo(services.store, services.engine, tools, stop, say)
