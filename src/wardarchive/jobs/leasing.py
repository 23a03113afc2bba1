"""Who collects a portal now: one process in the world, and one for each server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from wardarchive.crawl.urls import server_key
from wardarchive.jobs.collect import CrawlProgress
from wardarchive.model import Portal
from wardarchive.store.store import Store

LEASE = timedelta(minutes=30)
"""Longer than any one page can take; renewed while pages come."""
RENEW = timedelta(minutes=1)


def host_leaders(portals: Sequence[Portal]) -> dict[int, int]:
    """For each portal the first one on its server: whoever holds that one's lease has the server."""
    first: dict[str, int] = {}
    for portal in sorted(portals, key=lambda p: p.id):
        first.setdefault(server_key(portal.url), portal.id)
    return {portal.id: first[server_key(portal.url)] for portal in portals}


class Leases:
    """The leases of one process; given back at the end, or after half an hour if it was killed."""

    def __init__(self, store: Store, owner: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._owner = owner
        """The same after a restart, so that a killed process gets its own leases back."""
        self._clock = clock
        self._held: set[int] = set()
        self._guard = threading.Lock()
        self._renewed = clock()

    def take(self, wanted: Sequence[Portal]) -> list[Portal]:
        """Those of the portals that nobody else is collecting, and whose server nobody else is visiting."""
        leaders = host_leaders(self._store.portals())
        now = self._clock()
        taken = []
        for portal in wanted:
            leader = leaders.get(portal.id, portal.id)
            if self._take(leader, now) and self._take(portal.id, now):
                taken.append(portal)
        self._renewed = now
        return taken

    def _take(self, portal_id: int, now: datetime) -> bool:
        if portal_id in self._held:
            return True
        if not self._store.take_lease(portal_id, self._owner, now, LEASE):
            return False
        self._held.add(portal_id)
        return True

    def renew(self, _step: CrawlProgress) -> None:
        """Keep all leases alive, once a minute; to be called with each page."""
        now = self._clock()
        with self._guard:
            if abs(now - self._renewed) < RENEW:
                return
            self._renewed = now
        for portal_id in sorted(self._held):
            self._store.take_lease(portal_id, self._owner, now, LEASE)

    def release(self) -> None:
        """Give all leases back."""
        for portal_id in sorted(self._held):
            self._store.release_lease(portal_id, self._owner)
        self._held.clear()
