"""reparse: what another parser would change is shown, then accepted; nothing is lost, all is derivable."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.functional.conftest import Run
from tests.functional.contents import NUMBERS, content
from tests.functional.servers import Reply, serving
from wardarchive.cli import cli
from wardarchive.config import load_settings, make_home
from wardarchive.jobs import ingest, page_visit
from wardarchive.jobs.collect import collect
from wardarchive.jobs.ingest import ReadPage, read
from wardarchive.jobs.portals import add_portal
from wardarchive.model import Article, Block, NotAnArticle
from wardarchive.store.store import Store
from wardarchive.wiring import crawl_tools

OLD_NUMBER = "0.9"
SITE_NAME = " - Cổng thông tin"
START = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)
PAGE = """<html><head><title>{title} - Tin - Phường Sài Đồng</title></head><body>
<div class="portlet-boundary portlet-asset-publisher" id="p_p_id_101_"><div class="portlet-body">
<h1 class="portlet-title">Tin hoạt động</h1><div>
<div class="asset-full-content-title">{title}</div>
<div class="assetPublishDate block_timer">Ngày đăng 1{number}/06/2025 | 09:1{number} &nbsp;|&nbsp;Lượt xem: {views}</div>
<div class="asset-full-content show-asset-title"><div class="asset-content" id="_101_10{number}">
<div class="journal-content-article">
<p>Sáng nay, bà Lò Thị Bưởi - Chủ tịch UBND phường chủ trì buổi họp giao ban số {number} tại trụ sở.</p>
<p style="text-align:center"><img src="/anh{number}.jpg"></p>
<p style="text-align:center"><em>Quang cảnh buổi họp số {number}</em></p>
<p>Bà Lò Thị Bưởi yêu cầu các tổ dân phố làm sạch đường ngõ trong {days} ngày và báo cáo kết quả.</p>
</div></div></div></div></div></div></body></html>"""
LIST = """<html><head><title>Tin - Phường Sài Đồng</title></head><body><div class="portlet-asset-publisher">
<h1 class="portlet-title">Tin hoạt động</h1>{items}</div></body></html>"""
ITEM = """<div class="asset-abstract"><div class="asset-content normal-news"><div class="asset-content-custom">
<h3 class="asset-title"><a href="{path}">Phường họp giao ban số {number}</a></h3>
<div class="assetPublishDate block_timer">Ngày đăng 1{number}/06/2025 | 09:1{number}</div></div></div></div>"""


def path_of(number: int) -> str:
    return f"/tin/-/view_content/10{number}-hop-giao-ban-so-{number}.html"


def answer(path: str, day: int) -> Reply:
    """The site on a day: on the second, article 2 is gone, 3 has moved to 7, 4 was edited."""
    if path == "/":
        items = "".join(ITEM.format(path=path_of(n), number=n) for n in range(1, 7))
        return Reply(body=LIST.format(items=items).encode())
    number = next((n for n in range(1, 8) if path == path_of(n)), 0)
    if not number or (day > 1 and number == 2) or (day == 1 and number == 7):
        return Reply(404, b"<h1>Not found</h1>")
    if day > 1 and number == 3:
        return Reply(301, b"", (("Location", path_of(7)),))
    days = 30 if number == 4 and day > 1 else 15
    text = PAGE.format(
        title=f"Phường họp giao ban số {number}", number=number, views=90 + number + 10 * day, days=days
    )
    return Reply(body=text.encode())


def older(body: bytes, url: str, **known: Any) -> ReadPage:
    """A page as a poorer parser read it: titles with the site's name, no captions, no view counts; some
    articles not read at all, and the list taken for an article."""
    found = read(body, url, **known)
    page = found.page
    if isinstance(page, NotAnArticle) and b"asset-abstract" in body:
        taken = Article(page.url, "Tin hoạt động", (Block("paragraph", "Phường họp giao ban."),))
        return replace(found, page=taken)
    if not isinstance(page, Article):
        return found
    if page.title.endswith(("số 2", "số 3")):
        return replace(found, page=NotAnArticle(page.url, "no body", page.family))
    blocks = tuple(b for b in page.body if b.kind != "caption")
    return replace(found, page=replace(page, title=page.title + SITE_NAME, body=blocks, views=None))


def clock_at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def crawl(home: Path) -> None:
    """Three days of crawling."""
    day = [1]
    make_home(home)
    with (
        serving(lambda path: answer(path, day[0])) as site,
        Store.open(load_settings(home).database_url) as store,
    ):
        portal = add_portal(store, site.url, now=START, ward="00142", delay=0.0)
        for number in (1, 2, 3):
            day[0], clock = number, clock_at(START + timedelta(days=number))
            stop = threading.Event()
            tools = replace(crawl_tools(load_settings(home), store, stop), clock=clock)
            with tools.fetcher as fetcher:
                fetcher._now = clock
                collect([portal], tools, limit=None, stop=stop, report=lambda _: None, again="all")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that the older parser read."""
    home = tmp_path_factory.mktemp("older") / "archive"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_visit, "read", older)
        patch.setattr(ingest, "PARSER_VERSION", OLD_NUMBER)
        crawl(home)
    return home


@dataclass(frozen=True)
class Ended:
    """A command that was run in this process."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Here = Callable[..., Ended]


@pytest.fixture
def here(made: Path, home: Path) -> Iterator[Here]:
    """Run commands on a copy of that archive."""
    shutil.copytree(made, home)

    def ran(*words: object) -> Ended:
        arguments = [*map(str, words), "--home", str(home)]
        done = CliRunner().invoke(cli, arguments, standalone_mode=False)
        if done.exception:
            raise done.exception
        return Ended(done.return_value or 0, done.stdout, done.stderr)

    yield ran


def test_shown_then_accepted(here: Here, home: Path) -> None:
    """--diff changes nothing; --apply makes the rows that a rebuild makes; then nothing differs."""
    here("index")
    before, numbers = content(home), content(home, NUMBERS)
    first = here("reparse", "--diff", "--json")
    assert first.status == 0, first.err
    assert content(home) == before and content(home, NUMBERS) == numbers
    told = first.json
    counts = [told[name] for name in ("changed", "found", "lost", "same")]
    assert counts == [len(before["articles"]) - 1, 2, 1, 0]
    assert told["problems"] == [] and not told["applied"]
    assert {"title", "views", "body"} <= set(told["fields"])
    change = next(d for d in told["differences"] if d["kind"] == "changed")
    assert change["before"]["title"] == change["after"]["title"] + SITE_NAME
    assert change["before"]["views"] is None and isinstance(change["after"]["views"], int)

    done = here("reparse", "--apply", "--accept-loss", "--json")

    assert done.status == 0, done.err
    assert done.json["applied"] and (done.json["found"], done.json["lost"]) == (2, 1)
    after = content(home)
    assert len(after["articles"]) == len(before["articles"]) + 1
    changes = {row[-1] for row in after["observations"]}
    assert {"missing", "gone", "moved", "number", "views"} <= changes, "what became of found articles too"
    kept = {url: number for number, url in numbers["articles"]}
    assert all(kept.get(url, number) == number for number, url in content(home, NUMBERS)["articles"])
    verified = here("verify", "--json").json
    assert verified["faults"] == [] and verified["other_parsers"] == {}
    assert here("search", f'"{SITE_NAME[3:]}"', "--json").json["total"] == 0
    status = here("status", "--json").json
    assert status["waiting"] == 0 and status["indexed"] == status["articles"]
    again = here("reparse", "--json").json
    assert (again["same"], again["changed"], again["found"]) == (again["articles"], 0, 0)
    assert here("rebuild").status == 0
    assert content(home) == after, "what was read again is what the WARC files tell"


def test_the_archive_remembers(here: Here, home: Path) -> None:
    """Which parsers and what differed is noted; found articles come due again; text shows both sides."""
    shown = here("reparse", "1", "--diff")
    assert shown.status == 0
    assert f"  - title: Phường họp giao ban số 1{SITE_NAME}\n" in shown.out
    assert "  + title: Phường họp giao ban số 1\n" in shown.out
    assert "+ body: caption Quang cảnh buổi họp số 1" in shown.out
    assert "--apply accepts" in shown.err

    here("reparse", "1", "--apply")

    with closing(sqlite3.connect(home / "archive.db")) as connection:
        notes = connection.execute("SELECT parser_before, parser_after, fields FROM rereadings").fetchall()
        kinds = connection.execute(
            "SELECT DISTINCT u.kind FROM articles a JOIN urls u ON u.url = a.url"
        ).fetchall()
    assert {note[:2] for note in notes} == {(OLD_NUMBER, ingest.PARSER_VERSION)}
    assert all("title" in note[2].split() for note in notes)
    assert set(kinds) == {("article",), ("start",)}


def test_a_loss_is_accepted_by_name_only(here: Here, home: Path) -> None:
    """The list that was taken for an article stays until --accept-loss."""
    refused = here("reparse", "--apply", "--json")

    assert refused.status == 1
    assert refused.json["lost"] == refused.json["kept_back"] == 1
    assert "--accept-loss" in refused.err
    assert "Tin hoạt động" in {row[7] for row in content(home)["versions"]}
    assert here("verify", "--json").json["faults"] == []

    accepted = here("reparse", "--apply", "--accept-loss", "--json")

    assert accepted.status == 0, accepted.err
    assert (accepted.json["changed"], accepted.json["lost"]) == (0, 1)
    assert "Tin hoạt động" not in {row[7] for row in content(home)["versions"]}
    assert here("verify", "--json").json["faults"] == []


def test_unreadable_captures_keep_their_articles(here: Here, home: Path) -> None:
    """Where a WARC file is missing, what was read of it stays; exit status 1, and it is said."""
    before = content(home)
    file = sorted((home / "warc").iterdir())[0]
    kept = file.rename(home / "elsewhere.warc.gz")

    ran = here("reparse", "--apply", "--accept-loss")

    assert ran.status == 1
    assert "không đọc lại được" in ran.err and "Traceback" not in ran.err
    assert {row[0] for row in before["articles"]} <= {row[0] for row in content(home)["articles"]}
    kept.rename(file)
    assert here("reparse", "--apply", "--accept-loss").status == 0
    assert here("verify").status == 0


def test_articles_of_json_lines(here: Here, home: Path, tmp_path: Path) -> None:
    """What came without a capture keeps its text; its people are read again."""
    lines = tmp_path / "some.jsonl"
    lines.write_text(
        '{"url": "https://phuong.example/1", "ward_code": "00142", "title": "Tin", "views": 5, '
        '"body": ["Ông Đỗ Văn Bảy, Chủ tịch UBND phường, nói: “Một hai ba.”"]}\n'
    )
    here("import", lines)
    here("reparse", "--apply", "--accept-loss")
    before = content(home)
    with closing(sqlite3.connect(home / "archive.db")) as connection, connection:
        connection.execute(
            "DELETE FROM mentions WHERE version_id = (SELECT version_id FROM articles WHERE url = ?)",
            ("https://phuong.example/1",),
        )

    ran = here("reparse", "--apply", "--json")

    assert ran.json["changed"] == 1
    assert {"officials", "identities"} <= set(ran.json["differences"][0]["fields"])
    assert content(home) == before


def test_wrong_use(run: Run) -> None:
    """No archive and no such portal are told in one line."""
    assert "there is no archive" in run("reparse").err
    run("init")
    assert run("reparse", "nowhere").status == 2
    assert run("reparse", "--json").json["articles"] == 0
