"""`parse` on the page that started it all, its text set in the structure of its CMS."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from tests.functional.conftest import Run

URL = (
    "https://saidong.longbien.hanoi.gov.vn/hoat-dong-cac-phuong/-/view_content/"
    "1-ang-uy-phuong-sai-ong-to-chuc-hoc-tap-nghi-quyet.html"
)
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - {section} - Cổng</title></head>
<body>
<div id="point_portal_egov_date">Thứ ba, 24/11/2026</div>
<div class="portlet-boundary portlet-asset-publisher" id="p_p_id_101_"><div class="portlet-body">
<div class="dd_chuyenmuc"><span class="trangchu"><a href="/">Trang chủ</a></span>
<span class="tintuc"><p>{section}</p></span></div>
<div class="asset-full-content-title">{title}</div>
<div class="assetPublishDate block_timer">{meta}</div>
<div class="asset-full-content show-asset-title"><div class="asset-content" id="_101_1">
<div class="sapo-wrapper"><p class="sapo"><strong></strong></p></div>
<div class="journal-content-article">{body}</div></div></div>
</div></div></body></html>"""


@pytest.fixture
def seed(shared_data: Path, tmp_path: Path) -> Path:
    lines = [
        line.strip()
        for line in (shared_data / "seed_sai_dong.txt").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    section, title, meta, *body = lines
    page = tmp_path / "seed.html"
    page.write_text(
        PAGE.format(
            section=escape(section),
            title=escape(title),
            meta=meta.replace("16:07  |", "16:07 &nbsp;|&nbsp;"),
            body="".join(f"<p>{escape(line)}</p>" for line in body),
        ),
        encoding="utf-8",
    )
    return page


def test_everything_the_page_tells(run: Run, seed: Path) -> None:
    """Date, views, section, title and the two officials with their roles."""
    ran = run("parse", seed, "--url", URL, "--content-type", "text/html; charset=utf-8")

    assert ran.status == 0, ran.err
    article = ran.json
    assert article["is_article"] is True
    assert article["published_at"] == "2020-12-15T16:07:00+07:00"
    assert article["views"] == 425
    assert article["section"] == "Hoạt động các phường"
    assert article["title"].startswith("Đảng ủy phường Sài Đồng tổ chức học tập Nghị quyết")
    roles = {official["name"]: official["role"] for official in article["officials"]}
    assert roles["Đặng Đức Cường"] == "Bí thư Đảng ủy phường"
    assert roles["Đường Hoài Nam"].lower() == "bí thư quận ủy"
    for official in article["officials"]:
        for mention in official["mentions"]:
            if mention["block"] >= 0:
                text = article["body"][mention["block"]]["text"]
                assert text[mention["start"] : mention["end"]] == mention["text"]
    for statement in article["statements"]:
        text = article["body"][statement["block"]]["text"]
        assert text[statement["start"] : statement["end"]] == statement["text"]


def test_ward_from_the_host(run: Run, seed: Path) -> None:
    """The host names ward and district: that is certain enough without a portal."""
    article = run("parse", seed, "--url", URL).json

    assert (article["ward_code"], article["ward"], article["district"], article["province"]) == (
        "00142",
        "Phường Sài Đồng",
        "Quận Long Biên",
        "Thành phố Hà Nội",
    )


def test_extract_reads_the_plain_text(run: Run, shared_data: Path) -> None:
    """The same people from the text alone, from a file and from standard input."""
    seed = shared_data / "seed_sai_dong.txt"
    from_file = run("extract", seed)
    from_stdin = run("extract", "-", stdin=seed.read_bytes())

    assert from_file.status == 0, from_file.err
    assert from_file.json == from_stdin.json
    assert {"Đặng Đức Cường", "Đường Hoài Nam"} <= {o["name"] for o in from_file.json["officials"]}
