"""A capture read again, by the rules of the crawl or the import that kept it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wardarchive.crawl.scope import portal_of
from wardarchive.crawl.urls import same_site
from wardarchive.jobs.ingest import ReadPage, read, read_people
from wardarchive.model import Article, Capture, CapturedContent, Portal, Reading
from wardarchive.wards.units import unit


def is_page(status: int) -> bool:
    """Whether a response with this status is read as a page."""
    return 200 <= status < 300


@dataclass(frozen=True)
class Rereader:
    """Reads captures again with the present parser; the settings are those of the portals now."""

    portals: Sequence[Portal]
    """All of them, those no longer collected included, oldest first."""
    read_capture: Callable[[Capture], CapturedContent]
    """The bytes of a capture; raises `CaptureError`."""

    def portal_of(self, capture: Capture) -> Portal | None:
        """The portal that was being crawled, or that an imported page belongs to."""
        for portal in self.portals:
            if portal.id == capture.portal_id:
                return portal
        return portal_of(capture.url, self.portals)

    def read(self, capture: Capture) -> ReadPage | None:
        """What the capture says; None where it is no page that would be read. Raises `CaptureError`."""
        if not is_page(capture.status):
            return None
        portal = self.portal_of(capture)
        if portal is not None and not same_site(capture.url, portal.url):
            return None
        content = self.read_capture(capture)
        return read(
            content.body,
            capture.url,
            content_type=capture.content_type,
            fetched_at=capture.fetched_at,
            family=portal.family if portal else None,
        )

    def article(self, capture: Capture) -> Article | None:
        """The article that the capture shows, if it does. Raises `CaptureError`."""
        found = self.read(capture)
        return found.page if found is not None and isinstance(found.page, Article) else None


def people_of(article: Article, ward_code: str | None) -> Reading:
    """The officials and statements of an article, read again, as the store gives them back."""
    reading = read_people(article, unit(ward_code) if ward_code else None)[0]
    return replace(reading, officials=tuple(p for p in reading.officials if p.mentions))
