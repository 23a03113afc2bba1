"""What bad input gets: one line with the next step, status 1 or 2, and nothing kept is lost."""

from __future__ import annotations

import gzip
import os
import socket
from pathlib import Path

import pytest

from tests.functional.conftest import Ran, Run
from tests.functional.servers import Reply, serving

ARTICLE = """<html><head><title>{0}</title><meta property="og:type" content="article"></head>
<body><article><h1>{0}</h1><p class="date">Ngày đăng: 0{1}/03/2024 08:30</p>
<p>Sáng nay, Ủy ban nhân dân phường tổ chức hội nghị triển khai công tác vệ sinh môi trường.</p>
<p>Tham dự hội nghị có đông đảo cán bộ, công chức và bà con nhân dân các tổ dân phố trong toàn phường.</p>
<p>Hội nghị đã thống nhất nhiều nội dung quan trọng về thu gom rác thải và giữ gìn vỉa hè thông thoáng.</p>
</article></body></html>"""


def one_line(ran: Ran, *words: str, status: int) -> None:
    """The command failed as it should: this status, one line, these words, no traceback."""
    said = [line for line in ran.err.splitlines() if line.startswith("wardarchive: ")]
    assert ran.status == status, ran.err
    assert "Traceback" not in ran.err
    assert len(said) >= 1
    for word in words:
        assert any(word in line for line in said), (word, ran.err)


def crawl_one(run: Run, url: str, home: Path) -> Ran:
    """Crawl one portal without waiting between attempts."""
    run("init")
    with (home / "config.toml").open("a") as config:
        config.write("retries = 0\n")
    added = run("portal", "add", url, "--delay", 0)
    assert added.status == 0, added.err
    return run("crawl")


def test_missing_home(run: Run) -> None:
    """No archive: say how to make one."""
    for words in (
        ["status"],
        ["crawl"],
        ["index"],
        ["search", "x"],
        ["portal", "list"],
        ["import", __file__],
    ):
        one_line(run(*words), "there is no archive", "wardarchive init", status=1)


@pytest.mark.parametrize("year", ["abc", "20", "²⁰²⁰", "20200"])
def test_a_year_that_is_none(run: Run, year: str) -> None:
    """Not quietly nothing: what was typed is named, and how to write it."""
    run("init")
    one_line(run("search", "rác", "--year", year), "is no year", "four digits", status=2)


def test_unknown_setting(run: Run, home: Path) -> None:
    """A misspelt setting is not ignored."""
    run("init")
    (home / "config.toml").write_text("dellay = 3\n")

    one_line(run("status"), "dellay", "delay", status=2)


def test_locked_home(run: Run, home: Path) -> None:
    """A second collector is told to wait."""
    from filelock import FileLock

    run("init")
    run("portal", "add", "http://127.0.0.1:9/")
    with FileLock(home / "collect.lock"):
        one_line(run("crawl"), "another process is collecting", "wait", status=1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_home(run: Run, home: Path) -> None:
    """A folder that cannot be written is named."""
    run("init")
    home.chmod(0o500)
    try:
        one_line(run("portal", "add", "http://127.0.0.1:9/"), "cannot be written", status=1)
    finally:
        home.chmod(0o700)


def test_no_portal(run: Run) -> None:
    """Nothing to crawl is wrong use."""
    run("init")

    one_line(run("crawl"), "no portal", "portal add", status=2)
    one_line(run("portal", "show", "nowhere"), "no portal is 'nowhere'", status=2)


@pytest.mark.parametrize("url", ["ftp://a.vn/", "javascript:alert(1)", "http://u:p@a.vn/", "http://"])
def test_impossible_portal(run: Run, url: str) -> None:
    """What is no web address is refused."""
    run("init")

    one_line(run("portal", "add", url), status=2)


def test_unknown_ward_and_family(run: Run) -> None:
    """A misspelt ward or family is told with the way out."""
    run("init")

    one_line(run("portal", "add", "http://a.vn/", "--ward", "Phường Không Có Thật"), "no ward", status=2)
    one_line(run("portal", "add", "http://a.vn/", "--family", "nope"), "hanoi_liferay", status=2)


def test_unknown_host(run: Run, home: Path) -> None:
    """A host without an address."""
    one_line(crawl_one(run, "http://khong-co-that.invalid/", home), "khong-co-that.invalid", status=1)


def test_refused_connection(run: Run, home: Path) -> None:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    one_line(crawl_one(run, f"http://127.0.0.1:{port}/", home), "refuses the connection", status=1)


@pytest.mark.parametrize("status", [404, 500])
def test_http_errors(run: Run, home: Path, status: int) -> None:
    """The start page fails: the status is told."""
    with serving(lambda _path: Reply(404 if _path == "/robots.txt" else status)) as site:
        one_line(crawl_one(run, site.url, home), str(status), status=1)


def test_the_rest_goes_on(run: Run, home: Path) -> None:
    """Among all sorts of broken pages, the good article is found and kept."""
    bodies: dict[str, Reply] = {
        "/good": Reply(body=ARTICLE.format("Hội nghị vệ sinh môi trường", 1).encode()),
        "/loop": Reply(302, headers=(("Location", "/loop"),)),
        "/empty": Reply(body=b""),
        "/deep": Reply(body=b"<div>" * 10_000 + b"x"),
        "/pdf": Reply(body=b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + b"\0" * 500),
        "/cut": Reply(
            body=gzip.compress(b"<html>" + os.urandom(4000))[:-900],
            headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
        ),
        "/charset": Reply(
            body=ARTICLE.format("Tổng vệ sinh", 2).encode(),
            headers=(("Content-Type", "text/html; charset=windows-1252"),),
        ),
        "/gone": Reply(404),
        "/broken": Reply(500),
    }
    links = "".join(f'<li><a href="{path}">Tin {path}</a></li>' for path in bodies)

    def answer(path: str) -> Reply:
        if path == "/":
            return Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode())
        return bodies.get(path, Reply(404))

    with serving(answer) as site:
        crawled = crawl_one(run, site.url, home)
        again = run("crawl", "--json")

    assert crawled.status == 1
    assert "Traceback" not in crawled.err
    assert again.json[0]["outcome"] == "done"
    assert run("index").status == 0
    found = run("search", "hội nghị vệ sinh môi trường", "--json").json
    assert "Hội nghị vệ sinh môi trường" in [hit["title"] for hit in found["hits"]]
    titles = [hit["title"] for hit in run("search", "--json").json["hits"]]
    assert sorted(titles) == ["Hội nghị vệ sinh môi trường", "Tổng vệ sinh"]


def test_page_that_is_too_large(run: Run, home: Path) -> None:
    """A page over the limit is told and not kept."""
    big = b"<html>" + b"x" * 3_000_000
    run("init")
    with (home / "config.toml").open("a") as config:
        config.write("max_body_bytes = 1000000\n")
    with serving(lambda path: Reply(body=big) if path == "/" else Reply(404)) as site:
        run("portal", "add", site.url, "--delay", 0)
        one_line(run("crawl"), "more than 1,000,000 bytes", status=1)


def test_import_of_what_is_no_archive(run: Run, tmp_path: Path) -> None:
    """Files of no known format and lines that are no articles are told one by one; the rest goes on."""
    run("init")
    good = '{"url": "https://phuong.example/1", "title": "Tin", "body": ["Một."]}\n'
    lines = tmp_path / "lines.jsonl"
    lines.write_text(good + "{broken\n[]\n" + good.replace("/1", "/2") + '{"title": "no url"}\n')
    noise = tmp_path / "noise.bin"
    noise.write_bytes(b"\x00\x01\x02" * 100)
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-5])

    ran = run("import", lines, noise, broken, "--json")

    assert ran.status == 1
    assert ran.json["new"] == 2
    problems = "\n".join(ran.json["problems"])
    for place in ("lines.jsonl line 2", "lines.jsonl line 3", "lines.jsonl line 5", "noise.bin"):
        assert place in problems
    assert "broken.warc.gz" in problems
    one_line(run("import", tmp_path / "missing"), "no file or folder", status=2)


@pytest.mark.parametrize("query", ['"unclosed', "???", "((((", "", "-", '"', "🙂", "a" * 3000, "* *"])
def test_odd_queries_answer(run: Run, tmp_path: Path, query: str) -> None:
    """Any text is a query or is refused in one line."""
    run("init")
    lines = tmp_path / "one.jsonl"
    lines.write_text('{"url": "https://phuong.example/1", "title": "Tin", "body": ["Một."]}\n')
    run("import", lines)
    run("index")

    ran = run("search", "--json", "--", query)

    assert "Traceback" not in ran.err
    assert ran.status == 0 or (ran.status == 2 and ran.err.startswith("wardarchive: ")), ran.err


def test_parse_tells_what_is_wrong(run: Run, tmp_path: Path) -> None:
    """No file, no such time, no such address."""
    page = tmp_path / "page.html"
    page.write_bytes(b"")

    one_line(run("parse", tmp_path / "none.html", "--url", "http://a.vn/"), "no file", status=2)
    one_line(
        run("parse", page, "--url", "http://a.vn/", "--fetched-at", "yesterday"), "not a time", status=2
    )
    one_line(run("parse", page, "--url", "nonsense"), status=1)
    empty = run("parse", page, "--url", "http://a.vn/")
    assert (empty.status, empty.json["is_article"]) == (0, False)
    assert empty.json["reason"]


@pytest.mark.parametrize(
    "words", [["foo"], ["search", "x", "--sort", "foo"], ["serve", "--port", "99999"], ["portal", "add"]]
)
def test_wrong_use_is_one_line(run: Run, words: list[str]) -> None:
    """Also what the option parser finds: one line that says where the right use is written."""
    ran = run(*words)

    one_line(ran, "cách dùng chưa đúng", "--help", status=2)
    assert len(ran.err.strip().splitlines()) == 1
