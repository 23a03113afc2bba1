"""One article read again from everything that was kept of it, beside how it was read before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from wardarchive.jobs.ingest import new_version
from wardarchive.jobs.replay import bare_version, is_crawled
from wardarchive.jobs.rereading import Rereader
from wardarchive.model import Article, Capture
from wardarchive.store.keeping import NewVersion, Sight, content_digest
from wardarchive.store.reread_rows import ArticleSightings, Sighting
from wardarchive.store.restore_rows import Event, KnownArticle
from wardarchive.store.walk_rows import BareObservation, StoredVersion

_ABSENT = (404, 410)


@dataclass(frozen=True, slots=True)
class Glance:
    """One look at an article's page: what was read then, and what is read now."""

    at: datetime
    before: Article
    """Its views are those seen at this look."""
    began: StoredVersion | None
    """The version that the look began."""
    after: Article | None
    """None where the page is no article by the present reading."""
    version: NewVersion | None
    """The reading now, with its people."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """An article told again, by the present parser."""

    known: ArticleSightings
    glances: tuple[Glance, ...]
    events: tuple[Event, ...]
    counts: tuple[BareObservation, ...]

    @property
    def is_lost(self) -> bool:
        """Whether no capture shows the article any more."""
        return not any(isinstance(event, NewVersion) for event in self.events)

    @property
    def parser_before(self) -> str:
        """The parser that made its versions; the newest where there were several."""
        made = [s.version.version.parser_version for s in self.known.sightings if s.version]
        return made[-1] if made else ""


def read_again(known: ArticleSightings, rereader: Rereader) -> ReadAgain:
    """Read all captures of an article again. Raises `CaptureError` where one cannot be read."""
    glances: list[Glance] = []
    events: list[Event] = []
    counts: list[BareObservation] = []
    people: dict[tuple[str, str], NewVersion] = {}
    for sighting, standing in _standing(known):
        sight = _sight(known, sighting, rereader)
        if sight is not None:
            events.append(sight)
            continue
        if sighting.capture is None and sighting.version is None:
            counts.append(BareObservation(known.url, sighting.observed_at, sighting.views, sighting.change))
            continue
        glance = _glance(known, sighting, standing, rereader, people)
        glances.append(glance)
        if glance.version is not None:
            events.append(glance.version)
    return ReadAgain(known, tuple(glances), tuple(events), tuple(counts))


def _standing(known: ArticleSightings) -> Iterator[tuple[Sighting, StoredVersion]]:
    """Each sighting with the version that stood when it was over."""
    standing = next((s.version for s in known.sightings if s.version), None)
    for sighting in known.sightings:
        standing = sighting.version or standing
        if standing is not None:
            yield sighting, standing


def _sight(known: ArticleSightings, sighting: Sighting, rereader: Rereader) -> Sight | None:
    """What a look told without the text: that the page is as it was, is missing, or has moved."""
    capture = sighting.capture
    if capture is None:
        return None
    if sighting.change == "moved":
        target = rereader.article(capture)
        moved_to = target.url if target else known.moved_to
        return Sight(known.url, sighting.observed_at, "moved", capture.id, moved_to)
    if capture.status in _ABSENT:
        return Sight(known.url, sighting.observed_at, "missing", capture.id)
    if capture.status == 304:
        return Sight(known.url, sighting.observed_at, "same", capture.id)
    return None


def _glance(
    known: ArticleSightings,
    sighting: Sighting,
    standing: StoredVersion,
    rereader: Rereader,
    people: dict[tuple[str, str], NewVersion],
) -> Glance:
    before = replace(standing.version.article, url=known.url, views=sighting.views)
    at = sighting.observed_at
    if sighting.capture is None:
        version = bare_version(before, at, KnownArticle(known.id, known.ward_code, known.portal_id))
        return Glance(at, before, sighting.version, before, version)
    after = rereader.article(sighting.capture)
    if after is None:
        return Glance(at, before, sighting.version, None, None)
    key = after.url, content_digest(after)
    if key not in people:  # the same text names the same people
        people[key] = found_version(after, sighting.capture, rereader, known)
    version = replace(people[key], article=after, observed_at=at, capture_id=sighting.capture.id)
    return Glance(at, before, sighting.version, after, version)


def found_version(
    article: Article, capture: Capture, rereader: Rereader, known: ArticleSightings | None
) -> NewVersion:
    """What a capture says, ready for the store, under the number and the ward that the archive has."""
    portal = rereader.portal_of(capture)
    version = new_version(
        article,
        observed_at=capture.fetched_at,
        ward_code=(known.ward_code if known else None) or (portal.ward_code if portal else None),
        portal_id=portal.id if portal else None,
        capture_id=capture.id,
    )
    return replace(version, article_id=known.id if known else None)


def newly_found(capture: Capture, rereader: Rereader) -> Article | None:
    """The article that a capture shows from which none was read. Raises `CaptureError`."""
    if not is_crawled(capture) and capture.status != 200:
        return None
    kind = (capture.content_type or "html").lower()
    if not any(word in kind for word in ("html", "json", "xml", "text")):
        return None
    return rereader.article(capture)
