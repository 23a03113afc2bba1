"""One request to a demo site answered, as a pure function."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from wardarchive.demo import liferay, nukeviet
from wardarchive.demo.answers import Answer, answer, render
from wardarchive.demo.articles import DemoArticle
from wardarchive.demo.editions import edition as edition_of
from wardarchive.demo.pages import furniture
from wardarchive.demo.portals import DemoPortal

_RESPOND = {"hanoi_liferay": liferay.respond, "nukeviet": nukeviet.respond}
_ARTICLE_PATH = {"hanoi_liferay": liferay.article_path, "nukeviet": nukeviet.article_path}
_LONGEST_TARGET = 4000
_MOST_FIELDS = 60


def respond(
    portal: DemoPortal, target: str, *, edition: int = 1, base_url: str = "http://127.0.0.1"
) -> Answer:
    """What `portal` answers to a GET of `target` (path and query as in the request line).

    `edition` is 1 or 2; `base_url`, without a slash at the end, is what the site writes where it names
    its own address. An address that the site does not have gets its 404 page.
    """
    if len(target) > _LONGEST_TARGET:
        return answer(b"URI too long\n", "text/plain;charset=UTF-8", 414)
    parts = urlsplit(target if target.startswith("/") and not target.startswith("//") else "/")
    path = unquote(parts.path).partition(";jsessionid=")[0]
    if path == "/robots.txt":
        return answer(_robots(portal, base_url).encode(), "text/plain;charset=UTF-8")
    query = dict(parse_qsl(parts.query, keep_blank_values=True)[:_MOST_FIELDS])
    state = edition_of(portal, edition)
    found = _RESPOND[portal.family](portal, state, path, query, base_url)
    return found or _not_found(portal, edition)


def article_path(portal: DemoPortal, article: DemoArticle) -> str:
    """The first address of an article, path alone."""
    return _ARTICLE_PATH[portal.family](article)


def _robots(portal: DemoPortal, base_url: str) -> str:
    lines = ["User-agent: *", "Disallow: /lich-cong-tac", "Disallow: /c/", "Disallow: /vi/news/savefile/"]
    if portal.crawl_delay is not None:
        lines.append(f"Crawl-delay: {portal.crawl_delay}")
    if portal.family == "nukeviet":
        lines += ["", f"Sitemap: {base_url}/sitemap.xml"]
    return "\n".join(lines) + "\n"


def _not_found(portal: DemoPortal, edition: int) -> Answer:
    html = render("not_found.html", portal=portal, site=furniture(edition))
    return answer(html.encode(), status=404)
