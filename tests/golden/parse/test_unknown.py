"""Pages made at random: the generic reading on unknown layouts, the families on their own."""

from __future__ import annotations

from datetime import datetime
from statistics import mean

from tests.golden.parse.gold import token_f1
from tests.golden.parse.known_sites import make_known
from tests.golden.parse.unknown_lists import make_list
from tests.golden.parse.unknown_sites import CAPTURED, Site, make
from wardarchive.model import Article, NotAnArticle
from wardarchive.parse.page import read_page

SITES = 150
LISTS = 80
KNOWN_SITES = 140


def read(site: Site) -> dict[str, float]:
    """The scores of one made site."""
    page = read_page(site.markup.encode(), site.url, content_type="text/html", fetched_at=CAPTURED).page
    if not isinstance(page, Article):
        return dict.fromkeys(("title", "date", "views", "body"), 0.0)
    wanted = site.wanted
    shown = page.published.isoformat() if page.published is not None else ""
    timed = isinstance(page.published, datetime) == ("T" in wanted["published_at"])
    return {
        "title": float(page.title == wanted["title"]),
        "date": float(shown.startswith(wanted["published_at"]) and timed),
        "views": float(page.views == wanted["views"]),
        "body": token_f1(
            "\n".join(b["text"] for b in wanted["body"]), "\n".join(b.text for b in page.body)
        ),
    }


def test_unknown_articles() -> None:
    """On sites never seen, title, date and views are right in 98 of 100, and the body nearly whole."""
    scores = [read(make(seed)) for seed in range(SITES)]
    reached = {field: mean(s[field] for s in scores) for field in scores[0]}
    assert min(reached.values()) >= 0.98, reached


def test_known_families() -> None:
    """On pages of known families never seen, the family is found and the fields are right."""
    made = [make_known(seed) for seed in range(KNOWN_SITES)]
    for family, site in made:
        assert read_page(site.markup.encode(), site.url, fetched_at=CAPTURED).family == family, site.seed
    scores = [read(site) for _, site in made]
    reached = {field: mean(s[field] for s in scores) for field in scores[0]}
    assert min(reached.values()) >= 0.99, reached


def test_unknown_lists() -> None:
    """Lists of sites never seen are lists, with all their items and pages as links."""
    for seed in range(LISTS):
        site = make_list(seed)
        reading = read_page(site.markup.encode(), site.url, content_type="text/html")
        assert isinstance(reading.page, NotAnArticle), seed
        assert site.articles <= {link.url for link in reading.links if link.kind == "article"}, seed
        assert site.following == {link.url for link in reading.links if link.kind == "next"}, seed
