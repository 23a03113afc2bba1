"""Settings → services: the only place that names concrete classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wardarchive.config import Settings, load_settings
from wardarchive.crawl.warc_reader import read_content
from wardarchive.index.engine import Engine
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import Capture, CapturedContent
from wardarchive.store.store import Store


@dataclass(frozen=True)
class Services:
    """What the commands and the web work with."""

    settings: Settings
    store: Store
    engine: Engine
    read_capture: Callable[[Capture], CapturedContent]
    """The bytes of a capture; raises `CaptureError`."""


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
