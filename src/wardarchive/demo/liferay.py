"""A site of the Hanoi Liferay 6.2 family: its addresses, and what each of them answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from wardarchive.demo.answers import Answer, answer, moved, of_media, render, summary
from wardarchive.demo.articles import DemoArticle
from wardarchive.demo.editions import Edition
from wardarchive.demo.pages import PLAIN_PAGES, furniture
from wardarchive.demo.portals import DemoPortal, Section
from wardarchive.demo.slugs import liferay_slug

_VIEW = re.compile(r"/(?P<section>[a-z0-9-]+)/-/view_content/(?P<id>\d{1,12})(?:-[^/]*)?")
_DOCUMENT = re.compile(r"/documents/\d{1,12}/\d{1,12}/(?P<name>[A-Za-z0-9._-]+)")
_THEME = re.compile(r"/lb-theme/(?:css|images)/(?P<name>[A-Za-z0-9._-]+)")
_PORTLET = {
    "p_p_id": "101",
    "p_p_lifecycle": "0",
    "p_p_state": "normal",
    "p_p_mode": "view",
    "p_p_col_id": "column-1",
}


def article_path(article: DemoArticle) -> str:
    """``/<section>/-/view_content/<id>-<slug>.html``."""
    return f"/{article.section}/-/view_content/{article.id}-{liferay_slug(article.title)}.html"


def article_query_path(article: DemoArticle) -> str:
    """The same article by the portlet's parameters."""
    fields = _PORTLET | {
        "p_p_col_count": "1",
        "_101_struts_action": "/asset_publisher/view_content",
        "_101_assetEntryId": str(article.id),
        "_101_type": "content",
        "_101_urlTitle": liferay_slug(article.title),
    }
    return f"/{article.section}?{urlencode(fields)}"


def list_path(portal: DemoPortal, section: Section, page: int) -> str:
    """A page of a section's list, as the pager writes it."""
    fields = _PORTLET | {
        "p_p_col_pos": "1",
        "p_p_col_count": "2",
        "_101_delta": str(portal.page_size),
        "_101_keywords": "",
        "_101_advancedSearch": "false",
        "_101_andOperator": "true",
        "p_r_p_564233524_resetCur": "false",
        "_101_cur": str(page),
    }
    return f"/{section.path}?{urlencode(fields)}"


def respond(
    portal: DemoPortal, edition: Edition, path: str, query: Mapping[str, str], base_url: str
) -> Answer | None:
    """The answer to one request; None where the site has no such address."""
    if path in ("/", "/trang-chu"):
        return _page(portal, edition, "home", base_url, path="/", focus=edition.articles[:6])
    if path in PLAIN_PAGES:
        return _page(portal, edition, "plain", base_url, path=path, plain=PLAIN_PAGES[path])
    if found := _DOCUMENT.fullmatch(path) or _THEME.fullmatch(path):
        return of_media(found["name"])
    if path == "/image/journal/article":
        return _thumbnail(edition, query.get("img_id", ""))
    if found := _VIEW.fullmatch(path):
        return _detail(portal, edition, found["section"], int(found["id"]), base_url)
    section = portal.section(path.removeprefix("/"))
    if section is None:
        return None
    number = query.get("_101_assetEntryId", "")
    if number.isdecimal():
        return _detail(portal, edition, section.path, int(number), base_url)
    return _list(portal, edition, section, query.get("_101_cur", "1"), base_url)


def _detail(
    portal: DemoPortal, edition: Edition, section: str, number: int, base_url: str
) -> Answer | None:
    article = edition.article(number)
    if article is None:
        return None
    if section != article.section and edition.moved.get(number) == section:
        return moved(article_path(article))
    shown = portal.section(article.section)
    if shown is None or section != article.section:
        return None
    related = [a for a in edition.of_section(article.section) if a.id != article.id][:6]
    return _page(
        portal,
        edition,
        "detail",
        base_url,
        path=article_path(article),
        article=article,
        section=shown,
        related=related,
        nfd=article.nfd,
        language="en-US" if article.meta == "en" else "vi-VN",
    )


def _list(portal: DemoPortal, edition: Edition, section: Section, page: str, base_url: str) -> Answer:
    articles = edition.of_section(section.path)
    size = portal.page_size
    pages = max(1, -(-len(articles) // size))
    number = min(max(int(page), 1), pages) if page.isdecimal() and len(page) < 7 else 1
    first = (number - 1) * size
    return _page(
        portal,
        edition,
        "list",
        base_url,
        path=f"/{section.path}" if number == 1 else list_path(portal, section, number),
        section=section,
        articles=articles[first : first + size],
        page=number,
        pages=pages,
        first=first + 1,
        last=min(first + size, len(articles)),
        total=len(articles),
        page_path=lambda n: list_path(portal, section, n),
    )


def _thumbnail(edition: Edition, number: str) -> Answer | None:
    article = edition.article(int(number) + 1) if number.isdecimal() and len(number) < 13 else None
    return of_media(article.image) if article and article.image else None


def _page(
    portal: DemoPortal,
    edition: Edition,
    template: str,
    base_url: str,
    *,
    path: str,
    nfd: bool = False,
    language: str = "vi-VN",
    **values: Any,
) -> Answer:
    html = render(
        f"liferay/{template}.html",
        portal=portal,
        base_url=base_url,
        path=path,
        language=language,
        site=furniture(edition.number),
        newest=edition.articles[:4],
        most_read=sorted(edition.articles, key=lambda a: -(a.views or 0))[:4],
        article_path=article_path,
        article_query_path=article_query_path,
        summary=summary,
        **values,
    )
    if nfd:
        html = unicodedata.normalize("NFD", html)
    return answer(html.encode())
