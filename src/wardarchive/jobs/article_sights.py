"""What one visit of a crawl tells of an article, and when its page is due again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from wardarchive.crawl.article_return import NO_FAMILY, absent_due, article_due
from wardarchive.crawl.change_rate import Prior, prior_of
from wardarchive.jobs.ingest import new_version
from wardarchive.model import Article, Portal
from wardarchive.store.frontier_rows import FrontierUrl
from wardarchive.store.keeping import Change, NewVersion, Sight
from wardarchive.store.store import Store

TEXT_CHANGES = frozenset({"title", "quote", "number", "text", "back"})
"""Classes of change that a visit is made for; a counter or a new layout is none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the frontier remembers of a visit."""

    change: Change
    changed: bool | None
    """Whether the text differed; None at the first visit."""
    due_at: datetime | None


class ArticleSights:
    """Keeps what the visits of one portal's articles tell."""

    def __init__(self, store: Store, portal: Portal) -> None:
        self._store = store
        self._portal = portal
        self._prior: Prior | None = None

    def version(self, article: Article, at: datetime) -> NewVersion:
        """The article that a page shows, with its people: reading them takes longer than keeping them."""
        return new_version(
            article, observed_at=at, ward_code=self._portal.ward_code, portal_id=self._portal.id
        )

    def keep(self, due: FrontierUrl, version: NewVersion, capture_id: int, moved: bool) -> Seen:
        """The page shows an article: keep its version or the observation of its counter."""
        article, at = version.article, version.observed_at
        kept = self._store.keep(replace(version, capture_id=capture_id))
        if moved and due.url != article.url:
            self._store.keep_sight(Sight(due.url, at, "moved", capture_id, article.url))
            return Seen(kept.change, None, absent_due("moved", at).at)
        first = due.capture_id is None
        changed = None if first else kept.sight in TEXT_CHANGES
        return Seen(kept.change, changed, self._due(due, article.published, at, changed))

    def unchanged(self, due: FrontierUrl, at: datetime, capture_id: int) -> Seen:
        """The site says that the page is as it was."""
        change = self._store.keep_sight(Sight(due.url, at, "same", capture_id))
        due_at = self._due(due, self._store.published(due.url), at, False) if change else None
        return Seen("same", change == "back", due_at)

    def absent(self, due: FrontierUrl, at: datetime, capture_id: int) -> Seen | None:
        """The page answers 404 or 410; None where no article was read from it before."""
        if due.kind not in ("article", "start"):
            return None
        change = self._store.keep_sight(Sight(due.url, at, "missing", capture_id))
        return Seen("same", None, absent_due(change, at).at) if change else None

    def _due(
        self, due: FrontierUrl, published: date | datetime | None, at: datetime, changed: bool | None
    ) -> datetime:
        if self._prior is None:
            known = self._store.family_history(self._portal.family or self._portal.recognised)
            self._prior = prior_of(known.visits, known.changes, NO_FAMILY)
        return article_due(
            due.url,
            now=at,
            published=published or due.discovered_at,
            changed_at=at if changed else due.changed_at,
            visits=due.visits + (changed is not None),
            changes=due.changes + bool(changed),
            prior=self._prior,
            first_seen=due.discovered_at,
        ).at
