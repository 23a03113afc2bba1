"""Health of an archive, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wardarchive.errors import IndexUnavailable
from wardarchive.index.engine import Engine
from wardarchive.jobs.health import PortalHealth, portal_health
from wardarchive.jobs.layout_alarms import LayoutAlarm, layout_alarms
from wardarchive.store.portal_rows import PortalStatus
from wardarchive.store.store import Store


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """Counts of an archive and the state of each portal."""

    home: Path
    articles: int
    captures: int
    officials: int
    indexed: int | None
    """Documents in the index; None where it cannot be opened."""
    waiting: int
    """Articles that the index does not have in their present form."""
    warc_bytes: int
    portals: tuple[PortalStatus, ...]
    health: Mapping[int, PortalHealth]
    """By the portal's id."""
    problem: str | None
    layouts: tuple[LayoutAlarm, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "home": str(self.home),
            "articles": self.articles,
            "captures": self.captures,
            "officials": self.officials,
            "indexed": self.indexed,
            "waiting": self.waiting,
            "warc_bytes": self.warc_bytes,
            "problem": self.problem,
            "layouts": [alarm.as_json() for alarm in self.layouts],
            "portals": [
                {
                    "id": s.portal.id,
                    "url": s.portal.url,
                    "name": s.portal.name,
                    "ward_code": s.portal.ward_code,
                    "family": s.portal.family or s.portal.recognised,
                    "articles": s.articles,
                    "captures": s.captures,
                    "last_run_at": s.last_run_at.isoformat() if s.last_run_at else None,
                    "last_outcome": s.last_outcome,
                    "errors_last_run": s.errors_last_run,
                    "health": self.health[s.portal.id].as_json(),
                }
                for s in self.portals
            ],
        }


def archive_status(
    home: Path, store: Store, engine: Engine, warc_folder: Path, now: datetime
) -> ArchiveStatus:
    """Read the state of an archive; changes nothing."""
    problem = None
    indexed: int | None = None
    try:
        indexed = engine.document_count()
    except IndexUnavailable as error:
        problem = str(error)
    portals = tuple(store.portal_status())
    return ArchiveStatus(
        home=home,
        articles=store.article_count(),
        captures=store.capture_count(),
        officials=store.official_count(),
        indexed=indexed,
        waiting=len(store.unindexed()),
        warc_bytes=sum(f.stat().st_size for f in warc_folder.glob("*") if f.is_file()),
        portals=portals,
        health=portal_health(store, now),
        problem=problem,
        layouts=tuple(layout_alarms(store)),
    )
