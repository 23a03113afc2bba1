"""`import`: what others kept comes in with its evidence, once, however often it is imported."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from wardarchive.crawl.warc import read_content
from wardarchive.store.store import Store

PAGE = """<html><head><title>{title}</title><meta property="og:type" content="article">{head}</head><body>
<article><h1>{title}</h1><p class="date">Ngày đăng: 05/03/2024 08:15 | Lượt xem: {views}</p>
<p>Sáng nay, Ủy ban nhân dân phường tổ chức hội nghị triển khai công tác vệ sinh môi trường.</p>
<p>Ông Trần Thử Nghiệm, Chủ tịch UBND phường, đề nghị các tổ dân phố thu gom rác đúng giờ.</p>
</article></body></html>"""
TITLES = {"/tin/1": "Hội nghị vệ sinh môi trường", "/tin/2": "Tập huấn phòng cháy, chữa cháy"}


def page(path: str, head: str = "") -> bytes:
    return PAGE.format(title=TITLES[path], views=path[-1], head=head).encode()


def articles(home: Path) -> dict[str, tuple[str, str | None]]:
    """Title and ward by URL."""
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        return {r.article.url: (r.article.title, r.ward_code) for r in store.records(store.article_ids())}


def check_evidence(home: Path) -> None:
    """Each article's current version leads to a capture whose bytes hold its title."""
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        for record in store.records(store.article_ids()):
            assert record.version.capture_id is not None
            capture = store.capture(record.version.capture_id)
            assert capture is not None
            content = read_content(home / "warc", capture.location)
            assert record.article.title.encode() in content.body


@pytest.fixture
def warc(run: Run, home: Path) -> list[Path]:
    """The WARC files of a crawl, in another place than the archive that is to import them."""

    def answer(path: str) -> Reply:
        if path == "/":
            links = "".join(f'<li><a href="{p}">{t}</a></li>' for p, t in TITLES.items())
            return Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode())
        return Reply(body=page(path)) if path in TITLES else Reply(404)

    with serving(answer) as site:
        run("init")
        run("portal", "add", site.url, "--delay", 0)
        assert run("crawl").status == 0
    moved = home.rename(home.with_name("crawled"))
    return sorted((moved / "warc").glob("*.warc.gz"))


def test_warc(run: Run, home: Path, warc: list[Path]) -> None:
    """The articles of another archive's WARC files, with their captures; importing again adds nothing."""
    run("init")

    first = run("import", *warc, "--ward", "00142", "--json")
    again = run("import", *warc, "--ward", "00142", "--json")

    assert first.status == 0, first.err
    assert (first.json["new"], again.json["new"], again.json["same"]) == (2, 0, 2)
    assert set(articles(home).values()) == {(title, "00142") for title in TITLES.values()}
    check_evidence(home)


def test_uncompressed_warc_and_cut_warc(run: Run, home: Path, warc: list[Path], tmp_path: Path) -> None:
    """A plain .warc is read; of one that was cut, what is whole."""
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(warc[0].read_bytes()))
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(warc[0].read_bytes()[:-400])
    run("init")

    whole = run("import", plain, "--json")
    broken = run("import", cut, "--json")

    assert (whole.status, whole.json["new"]) == (0, 2), whole.err
    assert broken.status == 1
    assert "cut.warc.gz" in broken.json["problems"][0]
    check_evidence(home)


def test_folder_of_saved_pages(run: Run, home: Path, tmp_path: Path) -> None:
    """Files become pages at the base URL, whatever else lies in the folder; nothing doubles."""
    folder = tmp_path / "saved"
    (folder / "tin").mkdir(parents=True)
    (folder / "tin" / "1.html").write_bytes(page("/tin/1"))
    (folder / "tin" / "2.html").write_bytes(page("/tin/2"))
    (folder / "style.css").write_text("p { margin: 0 }")
    run("init")

    first = run("import", folder, "--base-url", "https://phuong.example/", "--json")
    again = run("import", folder, "--base-url", "https://phuong.example/", "--json")

    assert (first.status, first.json["new"]) == (0, 2), first.err
    assert (again.status, again.json["new"], again.json["same"]) == (0, 0, 2)
    assert set(articles(home)) == {"https://phuong.example/tin/1.html", "https://phuong.example/tin/2.html"}
    check_evidence(home)


def test_saved_page_that_names_its_address(run: Run, home: Path, tmp_path: Path) -> None:
    """Without a base URL the canonical link counts; a page without either is told."""
    known = tmp_path / "known.html"
    known.write_bytes(page("/tin/1", '<link rel="canonical" href="https://phuong.example/tin/1">'))
    unknown = tmp_path / "unknown.html"
    unknown.write_bytes(page("/tin/2"))
    run("init")

    ran = run("import", known, unknown, "--json")

    assert ran.status == 1
    assert (ran.json["new"], len(ran.json["problems"])) == (1, 1)
    assert "unknown.html" in ran.json["problems"][0]
    assert "--base-url" in ran.json["problems"][0]
    assert list(articles(home)) == ["https://phuong.example/tin/1"]


def test_real_saved_pages(run: Run, home: Path, shared_data: Path) -> None:
    """The mirrored pages of the Hanoi family tell their own addresses: three articles, six lists."""
    run("init")

    ran = run("import", shared_data / "portals" / "hanoi_liferay", "--json")

    assert ran.status == 0, ran.err
    assert (ran.json["new"], ran.json["not_articles"]) == (3, 6)


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines(run: Run, home: Path, tmp_path: Path, packed: bool) -> None:
    """Plain or gzip, by content and not by name; the ward by code, else by name and district."""
    lines = [
        {"url": "https://phuong.example/1", "title": "Một", "body": ["A."], "ward_code": "00142"},
        {
            "url": "https://phuong.example/2",
            "title": "Hai",
            "body": [{"kind": "paragraph", "text": "B."}],
            "ward": "Phường Bồ Đề",
            "district": "Quận Long Biên",
            "province": "Thành phố Hà Nội",
        },
        {"url": "https://phuong.example/3", "title": "Ba", "body": []},
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    file = tmp_path / "articles.data"
    file.write_bytes(gzip.compress(text) if packed else text)
    run("init")

    ran = run("import", file, "--json")

    assert (ran.status, ran.json["new"]) == (0, 3), ran.err
    assert [ward for _, ward in articles(home).values()] == ["00142", "00139", None]


def test_folder_with_a_mapping(run: Run, home: Path, tmp_path: Path) -> None:
    """A table says where each file stood and when it was saved; pictures and documents are kept too."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "0001.dat.html").write_bytes(page("/tin/1"))
    (folder / "0002.html").write_bytes(page("/tin/2"))
    (folder / "0003.pdf").write_bytes(b"%PDF-1.4 ban quet")
    table = tmp_path / "table.csv"
    table.write_text(
        "file,url,captured\n"
        "0001.dat.html,https://phuong.example/tin?id=1,20250630070000\n"
        "# nguồn: đĩa cứng của phường\n"
        "0002.html,https://phuong.example/tin?id=2,2025-06-30T21:00:00\n"
        "0003.pdf,https://phuong.example/van-ban/3.pdf,2025-06-30\n",
        encoding="utf-8",
    )
    run("init")

    ran = run("import", folder, "--map", table, "--ward", "00142", "--json")
    again = run("import", folder, "--map", table, "--ward", "00142", "--json")

    assert (ran.status, ran.json["new"], ran.json["problems"]) == (0, 2, []), ran.err
    assert (again.json["new"], again.json["same"]) == (0, 2)
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        kept = {c.url: c for c in store.captures_by_time()}
        seen = {r.article.url: r.first_seen_at for r in store.records(store.article_ids())}
    assert {url.removeprefix("https://phuong.example"): f"{c.fetched_at:%m-%d %H}" for url, c in kept.items()} == {
        "/tin?id=1": "06-30 07", "/tin?id=2": "06-30 14", "/van-ban/3.pdf": "06-29 17",
    }  # fmt: skip
    assert kept["https://phuong.example/van-ban/3.pdf"].content_type == "application/pdf"
    assert {f"{moment:%Y-%m-%d}" for moment in seen.values()} == {"2025-06-30"}
    check_evidence(home)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("0001.html", "line 1: it must say file, URL"),
        ("0001.html,ftp://phuong.example/1", "only http and https"),
        ("0001.html,https://phuong.example/1,hôm qua", "is no time"),
    ],
)
def test_a_mapping_that_is_wrong(run: Run, tmp_path: Path, line: str, said: str) -> None:
    """Told with its line, before anything is imported."""
    table = tmp_path / "table.csv"
    table.write_text(line, encoding="utf-8")
    run("init")

    ran = run("import", tmp_path, "--map", table)

    assert ran.status == 2
    assert said in ran.err
