"""A site of the NukeViet eGovernment family: its addresses, and what each of them answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wardarchive.demo.answers import Answer, answer, moved, of_media, render, summary
from wardarchive.demo.articles import DemoArticle
from wardarchive.demo.editions import Edition
from wardarchive.demo.pages import PLAIN_PAGES, furniture
from wardarchive.demo.portals import DemoPortal, Section
from wardarchive.demo.slugs import nukeviet_slug

_NEWS = "/vi/news/"
_VIEW = re.compile(r"/vi/news/(?P<print>print/)?(?P<section>[a-z0-9-]+)/[^/]*?(?P<id>\d{1,9})\.html")
_LIST = re.compile(r"/vi/news/(?P<section>[a-z0-9-]+)/(?:page-(?P<page>\d{1,4})/?)?")
_UPLOAD = re.compile(r"/(?:uploads|assets)/(?:news|css|images)/(?:\d{4}_\d{2}/)?(?P<name>[A-Za-z0-9._-]+)")
_XML = "text/xml;charset=UTF-8"


def article_path(article: DemoArticle) -> str:
    """``/vi/news/<section>/<slug>-<id>.html``."""
    return f"{_NEWS}{article.section}/{nukeviet_slug(article.title)}-{article.id}.html"


def print_path(article: DemoArticle) -> str:
    """The version for printing."""
    return article_path(article).replace(_NEWS, f"{_NEWS}print/")


def upload_path(article: DemoArticle, file: str) -> str:
    """Where a file of an article is."""
    return f"/uploads/news/{article.published:%Y_%m}/{file}"


def list_path(section: Section, page: int) -> str:
    """A page of a section's list."""
    return f"{_NEWS}{section.path}/" + (f"page-{page}/" if page > 1 else "")


def respond(
    portal: DemoPortal, edition: Edition, path: str, query: Mapping[str, str], base_url: str
) -> Answer | None:
    """The answer to one request; None where the site has no such address."""
    if path == "/index.php" and query.get("nv") == "news" and "op" in query:
        path = f"{_NEWS}{query['op']}.html"
    if path in ("/", "/vi/", "/vi/news/", "/index.php"):
        return _page(portal, edition, "home", base_url, path="/", articles=edition.articles[:8])
    if path in PLAIN_PAGES:
        return _page(portal, edition, "plain", base_url, path=path, plain=PLAIN_PAGES[path])
    if path in ("/sitemap.xml", "/vi/news/sitemap.xml", "/vi/page/sitemap.xml"):
        return _sitemap(portal, edition, path, base_url)
    if found := _UPLOAD.fullmatch(path):
        return of_media(found["name"])
    if found := _VIEW.fullmatch(path):
        return _detail(portal, edition, found["section"], int(found["id"]), base_url, bool(found["print"]))
    if found := _LIST.fullmatch(path):
        section = portal.section(found["section"])
        return _list(portal, edition, section, int(found["page"] or 1), base_url) if section else None
    return None


def _detail(
    portal: DemoPortal, edition: Edition, section: str, number: int, base_url: str, printed: bool
) -> Answer | None:
    article = edition.article(number)
    if article is None:
        return None
    if section != article.section and edition.moved.get(number) == section:
        return moved(article_path(article))
    shown = portal.section(article.section)
    if shown is None or section != article.section:
        return None
    same = [a for a in edition.of_section(article.section) if a.id != article.id]
    return _page(
        portal,
        edition,
        "print" if printed else "detail",
        base_url,
        path=article_path(article),
        article=article,
        section=shown,
        newer=[a for a in same if a.id > article.id][-3:],
        older=[a for a in same if a.id < article.id][:4],
    )


def _list(
    portal: DemoPortal, edition: Edition, section: Section, page: int, base_url: str
) -> Answer | None:
    articles = edition.of_section(section.path)
    pages = max(1, -(-len(articles) // portal.page_size))
    if not 1 <= page <= pages:
        return None
    first = (page - 1) * portal.page_size
    return _page(
        portal,
        edition,
        "list",
        base_url,
        path=list_path(section, page),
        section=section,
        page=page,
        pages=pages,
        articles=articles[first : first + portal.page_size],
        page_path=lambda n: list_path(section, n),
    )


def _sitemap(portal: DemoPortal, edition: Edition, path: str, base_url: str) -> Answer:
    xml = render(
        "nukeviet/sitemap.xml",
        index=path == "/sitemap.xml",
        base_url=base_url,
        article_path=article_path,
        articles=edition.articles if path == "/vi/news/sitemap.xml" else (),
        plain=[p for p in PLAIN_PAGES if p != "/lich-cong-tac"] if path == "/vi/page/sitemap.xml" else (),
    )
    return answer(xml.encode(), _XML)


def _page(
    portal: DemoPortal, edition: Edition, template: str, base_url: str, *, path: str, **values: Any
) -> Answer:
    html = render(
        f"nukeviet/{template}.html",
        portal=portal,
        base_url=base_url,
        path=path,
        site=furniture(edition.number),
        newest=edition.articles[:4],
        article_path=article_path,
        print_path=print_path,
        upload_path=upload_path,
        list_path=list_path,
        summary=summary,
        **values,
    )
    return answer(html.encode())
