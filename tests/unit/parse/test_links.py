"""Links told apart, and one URL for an article that has two."""

from __future__ import annotations

import pytest

from wardarchive.parse.links import absolute
from wardarchive.parse.page import read_page
from wardarchive.parse.urls import article_url

PAGE = """<html><head><title>Tin tức</title><base href="/vi/"></head><body>
<nav><ul><li><a href="gioi-thieu">Giới thiệu</a></li></ul></nav>
<ul><li><a href="/tin/khai-giang-nam-hoc-moi-101.html">Khai giảng năm học mới tại các trường</a></li>
<li><a href="/tin/hoi-nghi-tong-ket-102.html#top">Hội nghị tổng kết công tác năm của phường</a></li>
<li><a href="/tin/ra-quan-don-ve-sinh-103.html">Ra quân dọn vệ sinh các tuyến phố chính</a></li></ul>
<a href="/files/a.pdf">Tệp</a> <a href="/a.jpg">Ảnh</a> <a href="javascript:x()">x</a>
<a href="mailto:a@b.vn">y</a> <a href="http://other.vn/tin-101.html">Nơi khác</a>
<a href="/dang-nhap">Đăng nhập</a> <a href="/lien-he">Liên hệ</a>
<div class="pagination"><a href="/tin?page=2">2</a> <a href="/tin?page=3">Trang sau</a></div>
</body></html>"""


def test_kinds() -> None:
    """Articles, sections, further pages and the rest; no files, scripts, mail or other sites."""
    reading = read_page(PAGE.encode(), "http://www.a.vn/tin")
    assert {link.url.removeprefix("http://www.a.vn"): link.kind for link in reading.links} == {
        "/vi/gioi-thieu": "list",
        "/tin/khai-giang-nam-hoc-moi-101.html": "article",
        "/tin/hoi-nghi-tong-ket-102.html": "article",
        "/tin/ra-quan-don-ve-sinh-103.html": "article",
        "/lien-he": "page",
        "/tin?page=2": "next",
        "/tin?page=3": "next",
    }


@pytest.mark.parametrize(
    ("base", "href", "wanted"),
    [
        ("http://a.vn/x/y", "z", "http://a.vn/x/z"),
        ("http://a.vn/x/y", "/z?q=1#f", "http://a.vn/z?q=1"),
        ("http://a.vn/x/y", "//b.vn/z", "http://b.vn/z"),
        ("http://a.vn/x/y", "/a/../b", "http://a.vn/b"),
        ("http://a.vn/x/y", " /a b ", "http://a.vn/a%20b"),
        ("http://a.vn/x/y", "#top", None),
        ("http://a.vn/x/y", "JavaScript:void(0)", None),
        ("http://a.vn/x/y", "http://[::1", None),
        ("", "/z", None),
    ],
)
def test_absolute(base: str, href: str, wanted: str | None) -> None:
    """Any href becomes an absolute address or nothing."""
    assert absolute(base, href) == wanted


LIFERAY = "http://bode.longbien.hanoi.gov.vn/hoat-dong"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (
            f"{LIFERAY}?p_p_id=101&p_p_lifecycle=0&_101_struts_action=%2Fasset_publisher%2Fview_content"
            "&_101_assetEntryId=315&_101_type=content&_101_urlTitle=bo-e-hop-dan",
            f"{LIFERAY}/-/view_content/315-bo-e-hop-dan.html",
        ),
        (
            f"{LIFERAY}/-/view_content/315-bo-e-hop-dan.html",
            f"{LIFERAY}/-/view_content/315-bo-e-hop-dan.html",
        ),
        (
            f"{LIFERAY}/-/view_content/315-bo-e-hop-dan.html?inheritRedirect=true",
            f"{LIFERAY}/-/view_content/315-bo-e-hop-dan.html",
        ),
        (
            "http://phunhuan.thuathienhue.gov.vn/?tc=77&gd=4&cn=1",
            "http://phunhuan.thuathienhue.gov.vn/?cn=1&gd=4&tc=77",
        ),
        (
            "https://quan4.vidu.vn/tintuc/Lists/Posts/Post.aspx?PublishedDate=2021&ItemID=12&List=x",
            "https://quan4.vidu.vn/tintuc/Lists/Posts/Post.aspx?ItemID=12",
        ),
        (f"{LIFERAY}?p_p_id=101&_101_cur=2", None),
        (
            f"{LIFERAY}?_101_assetEntryId=315&p_p_id=101&p_p_col_id=c",
            f"{LIFERAY}?_101_assetEntryId=315&p_p_id=101",
        ),
        (
            "http://a.vn/index.php?op=tin/bai-12&nv=news&language=vi&x=1",
            "http://a.vn/index.php?language=vi&nv=news&op=tin/bai-12",
        ),
        ("http://a.vn/index.php?language=vi&nv=news&op=tin&page=2", None),
        ("http://a.vn/?p=147&utm=x", "http://a.vn/?p=147"),
        ("http://a.vn/?p=gioi-thieu&trang=2", None),
        ("http://a.vn/list?tc=5&page=2", None),
        ("http://a.vn/tin/hoi-nghi-100.html", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_one_url_for_an_article(url: str, wanted: str | None) -> None:
    """The spellings of an article's address are one; other addresses are left alone."""
    assert article_url(url) == wanted


def test_canonical_form_is_stable() -> None:
    """The canonical form of a canonical form is itself."""
    once = article_url(
        f"{LIFERAY}?p_p_id=101&_101_struts_action=x&_101_type=content&_101_urlTitle=uc-giang"
    )
    assert once is not None
    assert article_url(once) == once
