"""After a crash: captures that are in a WARC file and have no row get one."""

from __future__ import annotations

import re
from pathlib import Path

from wardarchive.crawl.scope import portal_of
from wardarchive.crawl.warc import recover
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.store import Store

PORTAL_FILE = re.compile(r"portal-\d+-")
"""The name of a file that a crawl writes begins with the portal's number."""


def recover_captures(store: Store, warc_folder: Path) -> int:
    """Finish the WARC files that a killed process left, and add the rows that are missing.

    Returns how many captures stood in those files. What such a capture says about an article is not
    lost: its URL was not settled, so the next crawl fetches it again.
    """
    portals = store.every_portal()
    by_name = {f"portal-{portal.id}-": portal for portal in portals}
    found = 0
    for response in recover(warc_folder):
        if response.location is None:
            continue
        found += 1
        name = PORTAL_FILE.match(response.location.file)
        portal = by_name.get(name[0]) if name else portal_of(response.url, portals)
        content_type = next((v for k, v in response.headers if k.lower() == "content-type"), None)
        store.add_capture(
            NewCapture(
                portal_id=portal.id if portal else None,
                run_id=None,
                url=response.url,
                fetched_at=response.fetched_at,
                status=response.status,
                content_type=content_type,
                digest=response.digest,
                location=response.location,
            )
        )
    return found
