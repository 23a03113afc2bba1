"""A portal looked at: a few pages fetched, kept and read, and whether its family's layout still fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from wardarchive.crawl.scope import scope_of
from wardarchive.crawl.urls import same_site
from wardarchive.errors import FetchError
from wardarchive.jobs.article_sights import ArticleSights
from wardarchive.jobs.health import portal_health
from wardarchive.jobs.ingest import canonical_url
from wardarchive.jobs.layout_signs import common_signs, fields_of, lost_fields
from wardarchive.jobs.page_visit import PageAbsent, PageVisitor, Visit
from wardarchive.jobs.portal_crawl import CrawlTools
from wardarchive.jobs.problems import Problem
from wardarchive.model import Article, Capture, CapturedContent, Link, NotAnArticle, Portal
from wardarchive.parse.drift import drift_signs
from wardarchive.parse.page import GENERIC, PageReading, read_page
from wardarchive.store.frontier_rows import FrontierUrl
from wardarchive.store.layout_rows import LayoutLook
from wardarchive.store.store import Store

MOST_LISTS = 2
MOST_ARTICLES = 3
_MOST_ATTEMPTS = 6
"""Links tried for the articles: some are gone, some are forbidden by robots.txt."""
_PAST_ARTICLES = 50

Verdict = Literal["fits", "changed", "no-articles", "unreachable"]
PageKind = Literal["start", "list", "article"]


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """One page of a check."""

    url: str
    kind: PageKind
    capture_id: int | None = None
    error: str | None = None
    """Why it could not be fetched."""
    article: Article | None = None
    reason: str | None = None
    """Why it is no article."""
    family: str = GENERIC
    layout: str = ""
    signs: tuple[str, ...] = ()
    article_links: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "kind": self.kind,
            "capture": self.capture_id,
            "error": self.error,
            "is_article": self.article is not None,
            "title": self.article.title if self.article else None,
            "reason": self.reason,
            "family": self.family,
            "layout": self.layout,
            "signs": list(self.signs),
            "article_links": self.article_links,
        }


@dataclass(frozen=True, slots=True)
class PortalCheck:
    """What a check found."""

    portal: Portal
    verdict: Verdict
    family: str
    """That most of its pages fit now."""
    signs: tuple[str, ...]
    """What most of its articles show of a changed layout; ``lost:<field>`` for what they always had."""
    pages: tuple[CheckedPage, ...] = field(default_factory=tuple)
    problems: tuple[Problem, ...] = ()
    """What the crawls so far tell, besides what this check saw."""

    def as_json(self) -> dict[str, Any]:
        return {
            "portal": self.portal.id,
            "url": self.portal.url,
            "verdict": self.verdict,
            "family": self.family,
            "known_family": self.portal.family or self.portal.recognised,
            "signs": list(self.signs),
            "problems": [problem.as_json() for problem in self.problems],
            "pages": [page.as_json() for page in self.pages],
        }


class _Checking:
    """One check under way."""

    def __init__(
        self,
        portal: Portal,
        store: Store,
        visitor: PageVisitor,
        read_capture: Callable[[Capture], CapturedContent],
    ) -> None:
        self._portal = portal
        self._store = store
        self._visitor = visitor
        self._read_capture = read_capture
        self._sights = ArticleSights(store, portal)

    def pages(self) -> Iterator[CheckedPage]:
        """The start page, a list, and articles that these two lead to."""
        start, links = self._look(Link(canonical_url(self._portal.url), "start", address=self._portal.url))
        yield start
        found = [link for link in links if link.kind == "article"]
        for link in _first(links, ("list", "next"), MOST_LISTS):
            page, more = self._look(link)
            yield page
            listed = [link for link in more if link.kind == "article"]
            found = listed + found
            if listed:
                break
        read = 0
        for link in list({link.url: link for link in found}.values())[:_MOST_ATTEMPTS]:
            page, _ = self._look(link)
            yield page
            read += page.error is None
            if read == MOST_ARTICLES:
                return

    def _look(self, link: Link) -> tuple[CheckedPage, Sequence[Link]]:
        kind: PageKind = (
            "article" if link.kind == "article" else "start" if link.kind == "start" else "list"
        )
        due = FrontierUrl(0, link.url, link.address or link.url, link.kind, depth=0, attempts=0)
        try:
            visit = self._visitor.visit(due)
        except PageAbsent as error:
            self._sights.absent(due, error.fetched_at, error.capture_id)
            return CheckedPage(link.url, kind, error.capture_id, error=str(error)), ()
        except FetchError as error:
            return CheckedPage(link.url, kind, error=str(error)), ()
        capture_id = self._keep(due, visit)
        capture = self._store.capture(capture_id)
        here = _own_links(visit, self._portal)
        if capture is None:
            return CheckedPage(link.url, kind, capture_id, error="it was not kept"), here
        return self._judged(link.url, kind, capture, here), here

    def _keep(self, due: FrontierUrl, visit: Visit) -> int:
        """The capture's id; an article is kept as a crawl keeps it: what was fetched counts."""
        page = visit.read.page if visit.read else None
        version = self._sights.version(page, visit.fetched_at) if isinstance(page, Article) else None
        with self._store.together():
            capture_id = self._store.add_capture(visit.capture)
            if version is not None:
                self._sights.keep(due, version, capture_id, visit.moved)
        return capture_id

    def _judged(self, url: str, kind: PageKind, capture: Capture, links: Sequence[Link]) -> CheckedPage:
        content = self._read_capture(capture)
        reading = self._reading(content, capture, self._portal.family)
        signs: tuple[str, ...] = ()
        if kind == "article" and reading.family != GENERIC:
            signs = drift_signs(reading, self._reading(content, capture, GENERIC))
        page = reading.page
        return CheckedPage(
            url=url,
            kind=kind,
            capture_id=capture.id,
            article=page if isinstance(page, Article) else None,
            reason=page.reason if isinstance(page, NotAnArticle) else None,
            family=reading.family,
            layout=reading.layout,
            signs=signs,
            article_links=sum(link.kind == "article" for link in links),
        )

    def _reading(self, content: CapturedContent, capture: Capture, family: str | None) -> PageReading:
        return read_page(
            content.body,
            capture.url,
            content_type=capture.content_type,
            fetched_at=capture.fetched_at,
            family=family,
        )


def check_portal(
    portal: Portal, tools: CrawlTools, read_capture: Callable[[Capture], CapturedContent]
) -> PortalCheck:
    """Fetch a few pages of a portal, keep them in WARC, and judge its layout."""
    store = tools.store
    past = store.recent_articles(portal.id, _PAST_ARTICLES)
    run_id = store.start_run("check", tools.clock(), source=portal.url)
    with tools.open_writer(portal) as writer:
        visitor = PageVisitor(
            portal,
            store=store,
            fetcher=tools.fetcher,
            politeness=tools.politeness,
            writer=writer,
            run_id=run_id,
            clock=tools.clock,
        )
        pages = tuple(_Checking(portal, store, visitor, read_capture).pages())
    found = judge(portal, pages, [record.article for record in store.records(past)])
    store.finish_run(run_id, found.verdict, tools.clock())
    if found.verdict in ("fits", "changed"):
        judged = sum(page.kind == "article" and page.error is None for page in pages)
        last = next(iter(store.layout_looks(portal.id, limit=1)), None)
        shown = portal.family or (last.family if last else portal.recognised) or found.family
        look = LayoutLook(portal.id, tools.clock(), found.verdict, shown, judged, found.signs)
        store.add_layout_look(look)
    health = portal_health(store, tools.clock(), [portal])[portal.id]
    # That it was never crawled is no news to whoever checks it first.
    return replace(found, problems=tuple(p for p in health.problems if p.kind != "new"))


def judge(portal: Portal, pages: tuple[CheckedPage, ...], past: Sequence[Article]) -> PortalCheck:
    """The verdict over a few pages, and over what earlier articles of the portal had."""
    fetched = [page for page in pages if page.error is None]
    articles = [page for page in fetched if page.kind == "article"]
    read = [page.article for page in articles if page.article]
    families = Counter(page.family for page in articles or fetched)
    family = families.most_common(1)[0][0] if families else GENERIC
    known = portal.family or portal.recognised
    signs = common_signs([page.signs for page in articles])
    if known not in (None, GENERIC, family):
        signs.append(f"family:{family}")
    had, have = ([fields_of(article) for article in some] for some in (past, read))
    signs += [f"lost:{name}" for name in lost_fields(had, have)]
    if not fetched or pages[0].error is not None:
        verdict: Verdict = "unreachable"
    elif signs or (articles and 2 * len(read) < len(articles)):
        verdict = "changed"
    else:
        verdict = "fits" if read else "no-articles"
    return PortalCheck(portal, verdict, family, tuple(signs), pages)


def _own_links(visit: Visit, portal: Portal) -> list[Link]:
    """Links inside the portal's path; articles outside only where none is inside."""
    here = [link for link in visit.links if same_site(link.url, portal.url)]
    scopes = (scope_of(portal.url), scope_of(visit.url))
    inside = [link for link in here if any(scope.path and scope.holds(link.url) for scope in scopes)]
    if not scopes[0].path or not inside:
        return here
    if any(link.kind == "article" for link in inside):
        return inside
    return inside + [link for link in here if link.kind == "article"]


def _first(links: Sequence[Link], kinds: tuple[str, ...], most: int) -> list[Link]:
    return [link for kind in kinds for link in links if link.kind == kind][:most]
