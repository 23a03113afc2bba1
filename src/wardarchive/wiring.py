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

from wardarchive.config import Settings, load_settings, set_database
from wardarchive.crawl.fetch import Fetcher, FetchSettings, agent_name
from wardarchive.crawl.politeness import Politeness, PolitenessRules
from wardarchive.crawl.warc import WarcWriter, read_content
from wardarchive.errors import ArchiveLocked
from wardarchive.index.engine import Engine
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.jobs.backup import Manifest, back_up, read_manifest, unpack
from wardarchive.jobs.decision_journal import JOURNAL
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.demo import DemoResult, make_demo
from wardarchive.jobs.desk import Desk
from wardarchive.jobs.desk_work import DeskWork
from wardarchive.jobs.import_task import ImportTools
from wardarchive.jobs.portal_crawl import CrawlRules, CrawlTools, Stopping
from wardarchive.jobs.portals import portal_fields
from wardarchive.jobs.rebuild_captures import Progress
from wardarchive.jobs.rebuild_swap import Swapped, rebuild_database
from wardarchive.jobs.recovery import recover_captures
from wardarchive.jobs.reindex import rebuild_index, update_index
from wardarchive.jobs.rereading import Rereader
from wardarchive.jobs.scheduler import SchedulerTools
from wardarchive.jobs.settle import settle_persons
from wardarchive.jobs.site_look import SiteLook
from wardarchive.jobs.site_look import look as look_at_site
from wardarchive.jobs.storage import storage_use
from wardarchive.jobs.verify import verify
from wardarchive.jobs.verify_report import Fault
from wardarchive.jobs.withholding import lift_expired
from wardarchive.model import Capture, CapturedContent, Portal
from wardarchive.store.snapshot import check_kind, restore_snapshot
from wardarchive.store.store import Store


@dataclass(frozen=True)
class Services:
    """What the commands and the web work with."""

    settings: Settings
    store: Store
    engine: Engine
    read_capture: Callable[[Capture], CapturedContent]
    """The bytes of a capture; raises `CaptureError`."""
    desk: Desk | None = None
    """For the archivist's pages, which write; None: there are none."""

    @property
    def whole(self) -> Store:
        """Everything, what is withheld included: for keeping and deciding, never for readers."""
        return self.desk.store if self.desk else self.store


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_store(home: Path, *, shown_only: bool = False) -> Iterator[Store]:
    """The database of the archive at `home`, without its index; with `shown_only` as the public sees it."""
    with Store.open(load_settings(home).database_url, shown_only=shown_only) as store:
        yield store


@contextmanager
def open_services(home: Path) -> Iterator[Services]:
    """The services of the archive at `home` as the public sees it, closed at the end.

    What is withheld is not there; `open_store` has everything.
    """
    settings = load_settings(home)
    with (
        Store.open(settings.database_url, shown_only=True) as store,
        Store.open(settings.database_url) as whole,
    ):
        engine = WhooshEngine(settings.index_folder)
        desk = _desk(settings, whole, engine)
        try:
            yield Services(
                settings=settings,
                store=store,
                engine=engine,
                read_capture=lambda capture: read_content(settings.warc_folder, capture.location),
                desk=desk,
            )
        finally:
            desk.work.close()
            engine.close()


def _desk(settings: Settings, store: Store, engine: Engine) -> Desk:
    def update() -> None:
        lift_expired(store, engine, _now())
        update_index(store, engine, lambda _done, _total: None)

    def look_at(url: str, private: bool) -> SiteLook:
        with _fetcher(_quick(settings), threading.Event()) as fetcher:
            return look_at_site(url, fetcher, private=private, now=_now)

    return Desk(
        store=store,
        engine=engine,
        work=DeskWork(lambda stop: open_check(settings.home, stop), update, _now),
        look=look_at,
        storage=lambda: storage_use(settings.home, settings.warc_folder, settings.index_folder),
        update_index=update,
        clock=_now,
        archivist=lambda who, why: Archivist(store, who, why, _now(), settings.home / JOURNAL),
    )


def _quick(settings: Settings) -> Settings:
    """Limits of a request that somebody waits for."""
    seconds = min(10.0, settings.request_timeout)
    return replace(settings, request_timeout=seconds, page_timeout=2 * seconds, retries=0)


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
            max_decoded_bytes=settings.max_body_bytes,
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
        read_capture=lambda capture: read_content(settings.warc_folder, capture.location),
        owner=f"{socket.gethostname()}:{settings.home.resolve()}",
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
        settle_persons(store)


@contextmanager
def open_scheduler(
    home: Path, stop: threading.Event, say: Callable[[str, str], None]
) -> Iterator[SchedulerTools]:
    """What the scheduler needs; it holds the archive for collecting as long as it runs."""
    settings = load_settings(home)
    with collecting(settings), open_services(home) as services:
        store = services.whole
        recover_captures(store, settings.warc_folder)
        tools = crawl_tools(settings, store, stop)
        with tools.fetcher:
            yield SchedulerTools(
                store=store,
                crawl=tools,
                owner=tools.owner,
                update_index=lambda: _index(services),
                say=say,
            )


@contextmanager
def open_archivist(home: Path, who: str, why: str) -> Iterator[Archivist]:
    """Somebody who decides about persons and statements; the index knows it at the end."""
    with open_services(home) as services:
        yield archivist(services, who, why)
        _index(services)


def archivist(services: Services, who: str, why: str) -> Archivist:
    """Somebody who decides; whoever asks brings the index up to date afterwards."""
    return Archivist(services.whole, who, why, _now(), services.settings.home / JOURNAL)


def _index(services: Services) -> None:
    lift_expired(services.whole, services.engine, _now())
    update_index(services.whole, services.engine, lambda _done, _total: None)


@contextmanager
def open_check(
    home: Path, stop: threading.Event
) -> Iterator[tuple[Store, CrawlTools, Callable[[Capture], CapturedContent]]]:
    """What a crawl needs, and the bytes of what it has just kept."""
    folder = load_settings(home).warc_folder
    with open_crawl(home, stop) as (store, tools):
        yield store, tools, lambda capture: read_content(folder, capture.location)


def look(home: Path, url: str, stop: threading.Event) -> SiteLook:
    """Look at a site that may become a portal, for somebody at this machine: any address may be asked."""
    with _fetcher(_quick(load_settings(home)), stop) as fetcher:
        return look_at_site(url, fetcher, private=True, now=_now)


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
        settle_persons(store)


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
            journal=settings.home / JOURNAL,
        )
        with open_services(home) as services:
            rebuild_index(services.whole, services.engine, lambda n, total: progress(n, total, "index"))
    return done


@contextmanager
def open_reparse(home: Path, *, writing: bool) -> Iterator[tuple[Services, Rereader]]:
    """What a re-reading needs; the archive is held for collecting only where it is to be written."""
    settings = load_settings(home)
    with collecting(settings) if writing else nullcontext(), open_services(home) as services:
        yield services, Rereader(services.whole.every_portal(), services.read_capture)


def back_up_archive(home: Path, target: Path, progress: Callable[[int, int], None]) -> Manifest:
    """Copy the archive at `home` into a folder, whoever works with it meanwhile."""
    settings = load_settings(home)
    return back_up(home, settings.database_url, target, _now(), progress)


def restore_archive(
    source: Path,
    home: Path,
    *,
    database: str | None,
    verified: bool,
    tell: Callable[[Fault], None],
    progress: Callable[[int, int], None],
) -> int:
    """Make the archive of a backup in the new folder `home`; returns its number of articles.

    What was being written when the backup was made is mended, the index is built. With `verified`
    everything is checked afterwards, and each fault is told.
    """
    manifest = read_manifest(source)
    check_kind(manifest.database, database)
    copy = unpack(source, manifest, home, progress)
    set_database(home, database or "")  # never the one that the backup was made of
    settings = load_settings(home)
    if database:
        restore_snapshot(copy, database)
        copy.unlink()
    with collecting(settings), open_services(home) as services:
        recover_captures(services.whole, settings.warc_folder)
        rebuild_index(services.whole, services.engine, lambda _done, _of: None)
        if verified:
            verify(
                services.whole,
                services.engine,
                settings.warc_folder,
                services.read_capture,
                tell=tell,
                progress=lambda _done, _of, _what: None,
            )
        return services.whole.article_count()


def build_demo(home: Path, say: Callable[[str, str], None]) -> DemoResult:
    """Crawl the bundled portals into the archive at `home` and index them."""
    settings = load_settings(home)
    stop = threading.Event()
    with collecting(settings), open_services(home) as services:
        store = services.whole
        recover_captures(store, settings.warc_folder)
        tools = crawl_tools(settings, store, stop)
        with tools.fetcher:
            return make_demo(services.whole, services.engine, tools, stop, say, settings.home / JOURNAL)
