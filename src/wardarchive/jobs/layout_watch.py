"""A crawl's eye on the layout: every article page that it reads is held against what the portal had."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime

from wardarchive.jobs.ingest import ReadPage
from wardarchive.jobs.layout_signs import common_signs, fields_of, lost_fields
from wardarchive.model import Article, Portal
from wardarchive.parse.page import GENERIC
from wardarchive.store.layout_rows import LayoutLook
from wardarchive.store.store import Store

COMPARED = 5
"""Article pages of a crawl that are also read without the family's help: a second reading costs as much
as the first, and a template changes on all pages at once."""
_PAST = 50
_REMEMBERED = 500
"""The last pages of a crawl that are judged: bounds memory."""
_ENOUGH = 3
"""Article pages from which a crawl can tell; with fewer the last verdict stands."""
UNREAD = "unread"
"""Pages that the archive has as articles are read as none."""


class LayoutWatch:
    """What the article pages of one run show of the portal's layout."""

    def __init__(self, store: Store, portal: Portal) -> None:
        self._portal = portal
        self._before = next(iter(store.layout_looks(portal.id, limit=1)), None)
        self._past = [fields_of(r.article) for r in store.records(store.recent_articles(portal.id, _PAST))]
        self._signs: deque[tuple[str, ...]] = deque(maxlen=_REMEMBERED)
        self._read: deque[frozenset[str]] = deque(maxlen=_REMEMBERED)
        self._families: Counter[str] = Counter()

    @property
    def wants_comparison(self) -> bool:
        """Whether the next article page should be read a second time."""
        return len(self._signs) < COMPARED

    def see(self, page: ReadPage, *, known: bool) -> None:
        """An article page was read; `known` where the archive has an article of it."""
        if isinstance(page.page, Article):
            self._read.append(fields_of(page.page))
        elif not known:
            return
        self._families[page.family] += 1
        self._signs.append(page.signs if isinstance(page.page, Article) else (*page.signs, UNREAD))

    def look(self, at: datetime) -> LayoutLook | None:
        """The verdict; None where too few pages were read."""
        if len(self._signs) < _ENOUGH:
            return None
        family = self._families.most_common(1)[0][0]
        signs = common_signs(self._signs)
        known = self._known_family()
        if known not in (None, GENERIC, family):
            signs.append(f"family:{family}")
        signs += [f"lost:{name}" for name in lost_fields(self._past, self._read)]
        if signs == [f"family:{family}"] and self._before and list(self._before.signs) == signs:
            signs = []  # told once; the portal has another CMS for good, and that one reads well
        shown = known if signs and known not in (None, GENERIC) else family
        verdict = "changed" if signs else "fits"
        return LayoutLook(self._portal.id, at, verdict, shown or family, len(self._signs), tuple(signs))

    def _known_family(self) -> str | None:
        """The family that the portal had when its layout fitted."""
        before = self._before.family if self._before else self._portal.recognised
        return self._portal.family or before
