"""The page that started it all, where its text is at hand, in the structure of its portal."""

from __future__ import annotations

import html
from datetime import datetime
from pathlib import Path

import pytest

from wardarchive.model import HANOI_TIME, Article
from wardarchive.parse.page import read_page

SEED = Path(__file__).parents[3].parent / "shared" / "data" / "seed_sai_dong.txt"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason=f"no text at {SEED}")
URL = "http://saidong.longbien.hanoi.gov.vn/hoat-dong/-/view_content/3991201-dang-uy.html"


def liferay_page(section: str, title: str, meta: str, paragraphs: list[str]) -> str:
    """The article in the structure of the Hanoi Liferay family."""
    lead, *rest = (html.escape(p) for p in paragraphs)
    body = "".join(f'<p style="text-align: justify;">{p}</p>' for p in (lead, *rest))
    meta = html.escape(meta).replace("  |", "&nbsp;|&nbsp;")
    return (
        f"<html><head><title>{html.escape(title)} - {section} - Cổng thông tin</title></head><body>"
        f'<div class="dd_chuyenmuc"><span class="tintuc"><p>{section}</p></span></div>'
        f'<div class="portlet-asset-publisher"><div class="asset-full-content-title">{html.escape(title)}</div>'
        f'<div class="assetPublishDate block_timer"> {meta} </div>'
        '<div class="asset-full-content show-asset-title"><div class="asset-content" id="_101_3991201">'
        f'<div class="sapo-wrapper"><p class="sapo"><strong>{lead}</strong></p></div>'
        f'<div class="journal-content-article">{body}</div></div></div></div></body></html>'
    )


def test_seed_page() -> None:
    """Title, section, time and views are those of the text; every paragraph is there, the lead once."""
    lines = [
        " ".join(line.split()) for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()
    ]
    section, title, meta, *paragraphs = lines
    page = read_page(liferay_page(section, title, meta, paragraphs).encode(), URL).page
    assert isinstance(page, Article)
    assert (page.title, page.section) == (title, section)
    assert page.published == datetime(2020, 12, 15, 16, 7, tzinfo=HANOI_TIME)
    assert page.views == 425
    assert [b.text for b in page.body] == paragraphs
