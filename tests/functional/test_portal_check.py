"""portal check: a portal that fits, one whose layout changed, one that is gone, one without articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.functional.conftest import Run
from tests.functional.servers import Answer, Reply, Site, serving
from wardarchive.demo.portals import PORTALS
from wardarchive.demo.site import respond

LIFERAY = next(portal for portal in PORTALS if portal.family == "hanoi_liferay")
Change = Callable[[bytes], bytes]


@contextmanager
def portal(changes: list[Change]) -> Iterator[Site]:
    """A demo portal whose pages go through the last of `changes`."""
    place: list[str] = []

    def answer(path: str) -> Reply:
        found = respond(LIFERAY, path, base_url=place[0] if place else "http://127.0.0.1")
        body = changes[-1](found.body) if b"<html" in found.body[:500].lower() else found.body
        kept = tuple((k, v) for k, v in found.headers if k not in ("Content-Length", "ETag"))
        return Reply(found.status, body, kept)

    with serving(answer) as site:
        place.append(site.url.rstrip("/"))
        yield site


def added(run: Run, site: Site) -> None:
    run("init")
    assert run("portal", "add", site.url, "--delay", 0, "--ward", "00142").status == 0


def same(body: bytes) -> bytes:
    return body


def relaunched(body: bytes) -> bytes:
    """The template after a relaunch: other classes for title, date and body."""
    for name in (b"asset-full-content-title", b"assetPublishDate", b"journal-content-article"):
        body = body.replace(name, b"x-" + bytes(reversed(name)))
    return body


def test_a_portal_that_fits(run: Run) -> None:
    """Start page, a list, three articles: the layout fits; all is kept as a crawl keeps it."""
    with portal([same]) as site:
        added(run, site)
        ran = run("portal", "check", "1", "--json")
        asked = list(site.asked)

    assert ran.status == 0, ran.err
    assert ran.json["verdict"] == "fits"
    assert ran.json["family"] == "hanoi_liferay"
    assert ran.json["signs"] == []
    kinds = [page["kind"] for page in ran.json["pages"]]
    assert kinds[:2] == ["start", "list"] and kinds.count("article") == 3
    assert all(page["title"] and page["capture"] for page in ran.json["pages"] if page["kind"] == "article")
    assert len(asked) <= 8
    status = run("status", "--json").json
    assert status["captures"] == len(asked)
    assert status["articles"] == 3
    assert run("index").status == 0
    assert run("verify").status == 0
    before = run("portal", "show", "1", "--json").json
    assert before["last_run_at"] is None


def test_a_layout_that_changed(run: Run) -> None:
    """After a relaunch the check says which fields, and what to do; exit 1."""
    changes: list[Change] = [same]
    with portal(changes) as site:
        added(run, site)
        assert run("crawl", "--limit", 25).status == 0
        changes.append(relaunched)
        told = run("portal", "check", site.url, "--json")
        ran = run("portal", "check", site.url)

    assert told.status == ran.status == 1
    assert told.json["verdict"] == "changed"
    assert told.json["signs"]
    assert "reparse --apply" in ran.err
    assert "Traceback" not in ran.err


def test_a_portal_that_is_gone(run: Run) -> None:
    """Nobody answers: that is said, with the reason."""
    with portal([same]) as site:
        added(run, site)

    ran = run("portal", "check", "1", "--json")

    assert ran.status == 1
    assert ran.json["verdict"] == "unreachable"
    assert "refuses the connection" in ran.err


def _check(run: Run, answer: Answer) -> str:
    with serving(answer) as site:
        added(run, site)
        ran = run("portal", "check", "1", "--json")
    assert ran.status == 1
    return str(ran.json["verdict"])


def test_no_articles(run: Run) -> None:
    """A shell for JavaScript leads nowhere."""
    shell = b"<html><head><title>Cong</title></head><body><div id=app></div><script src=a.js></script></body></html>"

    assert (
        _check(run, lambda path: Reply(404) if path == "/robots.txt" else Reply(body=shell))
        == "no-articles"
    )


def test_refused_by_robots(run: Run) -> None:
    """robots.txt is obeyed: the start page is not asked for."""
    asked: list[str] = []

    def answer(path: str) -> Reply:
        asked.append(path)
        return Reply(body=b"User-agent: *\nDisallow: /\n", headers=(("Content-Type", "text/plain"),))

    assert _check(run, answer) == "unreachable"
    assert asked == ["/robots.txt"]


def test_unknown_portal(run: Run) -> None:
    """A portal that is not there is wrong use."""
    run("init")

    ran = run("portal", "check", "nowhere")

    assert ran.status == 2
    assert "no portal is 'nowhere'" in ran.err
