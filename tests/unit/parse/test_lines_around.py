"""The lines around title and body: which date, count and author are the article's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wardarchive.model import Article, NotAnArticle
from wardarchive.parse.page import read_page

ONE = "Sáng 12/12, Đảng ủy phường Bãi Tơ tổ chức hội nghị học tập nghị quyết cho đảng viên toàn Đảng bộ."
TWO = "Hội nghị do đồng chí Lê Văn Hòa, Bí thư Đảng ủy phường chủ trì, có 120 đảng viên của 9 chi bộ dự."
TEXT = f"<div class=c><p>{ONE}</p><p>{TWO}</p></div>"
TITLE = "Phường Bãi Tơ học tập nghị quyết"
CAPTURED = datetime(2024, 9, 1, 3, tzinfo=UTC)


def read(inner: str, *, title: str = TITLE, path: str = "/tin/1") -> Article | NotAnArticle:
    markup = f"<html><head><title>{title}</title></head><body>{inner}</body></html>"
    return read_page(markup.encode(), f"https://bai-to.vidu.vn{path}", fetched_at=CAPTURED).page


def article(inner: str, *, title: str = TITLE) -> Article:
    page = read(inner, title=title)
    assert isinstance(page, Article), page
    return page


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("<p>05/09/23 9:30</p>", "2023-09-05T09:30:00+07:00"),
        ("<p class=date>05/09/23</p>", "2023-09-05"),
        ("<p>Phiên 05/09/23</p>", "None"),
        ("<p>14 thg 4, 2023</p>", "2023-04-14"),
        ("<p>Th10 4, 2023</p>", "2023-10-04"),
        ("<p>Bắt đầu: 01/07/2024. Kết thúc: 30/08/2024</p>", "None"),
        ("<p><a href='/x'>Sơ kết công tác Hội</a> (01/08/2024)</p>", "None"),
        ("<p><a href='/c'>Tin tức</a> 01/08/2024</p>", "2024-08-01"),
        ("<p>Cập nhật: 12/08/2024 10:00 - Đăng: 09/08/2024 16:20</p>", "2024-08-09T16:20:00+07:00"),
        ("<p>Cập nhật: 12/08/2024</p><p>Ngày đăng: 09/08/2024</p>", "2024-08-09"),
        ("<p>Ngày đăng: 09/08/2024. Cập nhật: 12/08/2024</p>", "2024-08-09"),
    ],
)
def test_dates(line: str, wanted: str) -> None:
    """Two-digit years need a time or a class; dates of events and of other articles are not the page's."""
    page = article(f"<h1>{TITLE}</h1>{line}{TEXT}")
    got = page.published
    assert (got.isoformat() if got is not None else "None") == wanted


@pytest.mark.parametrize("generator", ["", "WordPress 6.4", "Microsoft SharePoint"])
def test_dates_of_other_articles_are_not_the_pages(generator: str) -> None:
    """Entries in the columns beside the article are dated too, in elements of the same classes."""
    entries = "".join(
        f"<li><a href='/tin/{n}'>Ra quân tổng vệ sinh môi trường đợt {n}</a> <span class='date post-date'>0{n}/03/2019</span></li>"
        for n in range(1, 7)
    )
    text = f"<div class='entry-content ms-PostBody'><p>{ONE}</p><p>{TWO}</p></div>"
    head = f"<meta name=generator content='{generator}'>"
    box = f"<div class=left><h3>Tin mới</h3><ul>{entries}</ul></div>"
    for line in ("<div class=when>Cập nhật ngày: 09/08/2024</div>", ""):
        inner = f"{head}{box}<div class=date-only>07/08/2024</div><h1 class=tieude>{TITLE}</h1>{line}{text}<aside>{box}</aside>"
        assert str(article(inner).published) == ("2024-08-09" if line else "2024-08-07")


def test_machine_date_where_only_other_articles_are_dated() -> None:
    """A date for machines is the page's; what the column beside it shows is not."""
    entry = "<li><a href='#'>Hưởng ứng Tháng hành động vì trẻ em</a><span class=post-date>5 Tháng 6, 2019</span></li>"
    inner = (
        "<meta name=generator content='WordPress 6.4'><meta property=article:published_time content=2024-08-02T03:30:00+00:00>"
        f"<article class=post><h1 class=entry-title>{TITLE}</h1><div class=entry-content>{TEXT}</div></article>"
        f"<div class=col><ul>{entry * 5}</ul></div>"
    )
    assert str(article(inner).published) == "2024-08-02 10:30:00+07:00"


def test_date_over_the_title_in_one_header() -> None:
    """A header with date and title is looked into, not taken for one line."""
    page = article(f"<header><time>02/08/2024 08:15</time><h1>{TITLE}</h1></header>{TEXT}")
    assert str(page.published) == "2024-08-02 08:15:00+07:00"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Đọc 2.045 lần", 2045),
        ("Xem 134 lần", 134),
        ("134 lần đọc", 134),
        ("👁 412", 412),
        ("<i class=material-icons>visibility</i> 640", 640),
        ("Lượt xem: 3 254", 3254),
        ("GMT+7 | 1 234 lượt đọc", 1234),
        ("<i class='fa fa-eye'></i> 986 <i class='fa fa-comments'></i> 3", 986),
        ("<i class='fa fa-comments'></i> 3 <i class='fa fa-eye'></i> 1 986", 1986),
        ("Tổng số lượt xem trang: 184.220", None),
        ("Tổng lượt truy cập: 184.220", None),
    ],
)
def test_views(line: str, wanted: int | None) -> None:
    """Counts are told in many ways, the thousands parted by blanks too; a total is the site's."""
    assert article(f"<h1>{TITLE}</h1><p>02/08/2024 08:15 {line}</p>{TEXT}").views == wanted


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>By <a>Minh Đức</a> on March 15, 2024 — 1,208 views</p>", "Minh Đức"),
        ("<p>Bởi <b>Trần Văn Đức</b>, Thứ Tư, 20/03/2024</p>", "Trần Văn Đức"),
        (
            "<dl><dt>Ngày đăng</dt><dd>20/03/2024</dd><dt>Người đăng</dt><dd>Văn phòng</dd></dl>",
            "Văn phòng",
        ),
        ("<p><span class=itemAuthor>Được viết bởi <a>Thu Hà</a></span></p>", "Thu Hà"),
        ("<p itemprop=author>Thu Hà -</p>", "Thu Hà"),
        ("<p class=author>https://bai-to.vidu.vn/x.html</p>", None),
        ("<p>HT|02/3/2022|10:00</p>", "HT"),
    ],
)
def test_authors(markup: str, wanted: str | None) -> None:
    """The author stands beside date and views, in pairs, in elements named so; an address is none."""
    page = article(f"<h1>{TITLE}</h1>{markup}{TEXT}")
    assert page.author == wanted
    assert [b.text for b in page.body] == [ONE, TWO]


def test_lines_between_breaks() -> None:
    """Title, date, views and author are found where nothing but line breaks part them."""
    page = article(
        f"<b>{TITLE}</b><br>Ngày 9 tháng 10 năm 2008<br><br>{ONE}<br><br>{TWO}<br>{ONE[::-1]}.<br>"
        "<i>Tin: Thu Hà</i><br><hr>Lượt đọc: 65<br><a href='/'>Quay lại</a>",
        title="Xem tin",
    )
    assert (page.title, str(page.published), page.views, page.author) == (TITLE, "2008-10-09", 65, "Thu Hà")
    assert [b.text for b in page.body] == [ONE, TWO, f"{ONE[::-1]}."]


@pytest.mark.parametrize(
    "site", ["ĐẢNG ỦY PHƯỜNG BÃI TƠ", "CỔNG THÔNG TIN PHƯỜNG BÃI TƠ", "HỘI NÔNG DÂN XÃ BÃI TƠ", "Tin tức"]
)
def test_title_is_not_the_sites(site: str) -> None:
    """The first heading may name the site, an office or a section; the title stands before the date."""
    heads = f"<h1>{site}</h1><ul><li><a href='/t'>Tin tức</a></li></ul><div class=x>{TITLE}</div>"
    page = article(f"{heads}<div>02/08/2024 08:15</div>{TEXT}", title=f"{site} - Phường Bãi Tơ")
    assert page.title == TITLE


@pytest.mark.parametrize(
    ("inner", "title", "path", "reason"),
    [
        (
            f"<h1>Thăm dò ý kiến</h1><p>{ONE}</p><p>Kết thúc: 30/08/2024</p>",
            "Thăm dò",
            "/x",
            "standing page",
        ),
        (f"<h1>Bài viết không tồn tại</h1><p>01/09/2024 10:00</p><p>{ONE}</p>", "Cổng", "/x", "error page"),
        (f"<h1>Không tìm thấy trang</h1><p>02/08/2024 10:00</p><p>{ONE}</p>", "Cổng", "/x", "error page"),
        (f"<h2>Liên hệ</h2><p>{ONE}</p><p>Cập nhật: 01/02/2024</p>", "Phường", "/x", "standing page"),
        (
            f"<h1>Tin tức</h1><h2><a href='/1'>{TITLE}</a></h2><p>02/08/2024</p><p>{ONE}</p>",
            "Tin tức",
            "/x",
            "list page",
        ),
        (f"<h2>Góp ý</h2><p>{ONE}</p><textarea></textarea>", "Phường", "/x", "form"),
    ],
)
def test_no_articles(inner: str, title: str, path: str, reason: str) -> None:
    """Polls, errors that print the day and forms are none, whatever dates they have."""
    page = read(inner, title=title, path=path)
    assert isinstance(page, NotAnArticle)
    assert page.reason == reason


def test_news_about_an_error_is_an_article() -> None:
    """A headline that tells of an error is longer than an error's."""
    title = "Phường hỗ trợ người dân gặp lỗi hệ thống khi nộp hồ sơ"
    assert article(f"<h1>{title}</h1><p>02/08/2024 10:00</p>{TEXT}", title=title).title == title


def test_relative_time_is_made_exact() -> None:
    """Where readers are told how long ago it was, the machine's time of that day is the exact one."""
    time = "<time datetime='2024-08-27T20:11:00+07:00'>5 ngày trước</time>"
    assert str(article(f"<h1>{TITLE}</h1>{time}{TEXT}").published) == "2024-08-27 20:11:00+07:00"
    other = time.replace("2024", "2023")
    assert str(article(f"<h1>{TITLE}</h1>{other}{TEXT}").published) == "2024-08-27"


def test_article_under_a_home_pages_name() -> None:
    """Systems that call every page "Trang chủ" have articles too."""
    page = article(
        f"<a href='/'>Trang chủ</a><h2>{TITLE}</h2><p>02/08/2024 08:15</p>{TEXT}{TEXT.replace('12', '13')}",
        title="Trang chủ - Cổng thông tin điện tử phường Bãi Tơ",
    )
    assert page.title == TITLE


def test_time_of_the_day_that_is_shown() -> None:
    """The element that shows the day may tell machines the hour, in Viet Nam's zone."""
    text = f"<div class='entry-content'><p>{ONE}</p><p>{TWO}</p></div>"
    shown = (
        "<div class=wp-block-post-date><time datetime='2024-08-02T18:30:00{}'>2 Tháng 8, 2024</time></div>"
    )
    head = "<meta name=generator content='WordPress 6.4'>"
    for zone, wanted in (("+07:00", "2024-08-02 18:30:00+07:00"), ("+00:00", "2024-08-02")):
        assert (
            str(article(f"{head}<h1 class=entry-title>{TITLE}</h1>{shown.format(zone)}{text}").published)
            == wanted
        )
