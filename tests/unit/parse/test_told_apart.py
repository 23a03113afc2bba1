"""What stands beside an article and only looks like a part of it, and the other way round."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wardarchive.model import Article, NotAnArticle
from wardarchive.parse.page import read_page

ONE = "Sáng 12/12, Đảng ủy phường Bãi Tơ tổ chức hội nghị học tập nghị quyết cho đảng viên toàn Đảng bộ."
TWO = "Hội nghị do đồng chí Lê Văn Hòa, Bí thư Đảng ủy phường chủ trì, có 120 đảng viên của 9 chi bộ dự."
TITLE = "Phường Bãi Tơ học tập nghị quyết"
URL = "https://bai-to.vidu.vn/tin/1"
CAPTURED = datetime(2024, 9, 1, 3, tzinfo=UTC)


def read(markup: str, url: str = URL) -> Article | NotAnArticle:
    return read_page(markup.encode(), url, fetched_at=CAPTURED).page


def article(line: str, inner: str = "", head: str = "") -> Article:
    page = read(
        f"<html><head><title>{TITLE}</title>{head}</head><body><ul><li><a href=/d>Chuyện Nhà Mình</a></ul><div class=p>"
        f"<h1>{TITLE}</h1>{line}<div class=c><p>{ONE}</p><p>{TWO}</p>{inner}</div></div></body></html>"
    )
    assert isinstance(page, Article), page
    return page


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p class=m>Lê Kiều Oanh · 2 tháng 8, 2024 · 3 phút đọc</p>", "Lê Kiều Oanh"),
        ("<div><span>03/08/2024 09:20</span><span>Gia Bảo</span><span>918 lượt xem</span></div>", "Gia Bảo"),
        ("<div>Bởi <a href=/u/4>Hiệu trưởng Khuất Thu Hiền</a> - Thứ Hai, 22/07/2024, 4:50 PM</div>", "Hiệu trưởng Khuất Thu Hiền"),
        ("<div>Lời: <span>Mộc Miên</span> | Ảnh: <span>Tư Liệu</span></div><p>20/07/2024</p>", "Mộc Miên"),
        ("<p class=m>Đời Sống · 02/08/2024</p>", None),
        ("<p class=m>Hà Nội - 02/08/2024</p>", None),
        ("<p class=m>Chuyện Nhà Mình · 02/08/2024</p>", None),
        ("<p class=m>Thứ Sáu · 02/08/2024 · Cỡ Chữ</p>", None),
    ],
)  # fmt: skip
def test_names_beside_the_date(line: str, author: str | None) -> None:
    """A name among the pieces of the line with the date is the author's; sections and controls are none."""
    assert article(line).author == author


@pytest.mark.parametrize(
    ("line", "day", "views"),
    [
        ("<div><abbr title='Thứ Bảy, 11 Tháng Năm 2024 lúc 17:32'>11 tháng 5 lúc 17:32</abbr></div>", "2024-05-11 17:32", None),
        ("<div>Đăng lúc: 10:05:33 (GMT+7) ngày 17/03/2021</div>", "2021-03-17 10:05", None),
        ("<div>Tin đưa: 7h sáng thứ Hai, 22/01/2024 - đã xem 12 lần</div>", "2024-01-22 07:00", 12),
        ("<div>22/01/2024 (5 giờ trước)</div>", "2024-01-22", None),
        ("<div>02/08/2024 <em class=fa-comment></em> 2 <em class=fa-eye></em> 640</div>", "2024-08-02", 640),
        ("<div>Đăng 05:15, 02/08/2024 Đọc 18K7</div>", "2024-08-02 05:15", 18_700),
        ("<div>02/08/2024</div><div>Số người đang xem: 83</div>", "2024-08-02", None),
    ],
)  # fmt: skip
def test_dates_and_counts(line: str, day: str, views: int | None) -> None:
    """Dates that an element spells out in its title, zones between time and date; counts by their icon."""
    page = article(line)
    assert (str(page.published)[: len(day)], page.views) == (day, views)


@pytest.mark.parametrize(
    ("inner", "blocks"),
    [
        ("<p><b>Việc của tháng sau</b></p><p>Mỗi chi bộ nộp bài thu hoạch trước ngày 15.</p>", ["heading", "paragraph"]),
        ("<p><b>Ông Hòa kết luận:</b></p><p>Mỗi chi bộ nộp bài thu hoạch trước ngày 15.</p>", ["paragraph", "paragraph"]),
        ("<aside>Học thì phải làm, không làm thì đừng học.</aside><p>Ông Hòa nói vậy.</p>", ["quote", "paragraph"]),
        ("<aside><a href=/tin/4>Đảng ủy phường họp thường kỳ tháng bảy</a></aside><p>Ông Hòa nói vậy.</p>", ["paragraph"]),
        ("<div class=pullquote><span>“</span><p>Học thì phải làm.</p></div><p>Ông Hòa nói vậy.</p>", ["quote", "paragraph"]),
        ("<p><a href=/vb/huong-dan.pdf>huong-dan.pdf</a></p>", []),
        ("<p><a href=/vb/5.pdf>Kế hoạch học tập nghị quyết</a></p>", ["paragraph"]),
        ("<article><h3><a href=/tin/4>Đảng ủy phường họp thường kỳ</a></h3><p>Phiên họp kéo dài hai giờ.</p></article>", []),
    ],
)  # fmt: skip
def test_parts_of_a_text(inner: str, blocks: list[str]) -> None:
    """Lines in bold letters head a part, quotes set large belong to it; cards and lone files do not."""
    assert [b.kind for b in article("<p>02/08/2024</p>", inner).body[2:]] == blocks


def test_meta_author_that_is_the_site() -> None:
    """Systems name the site where the author is wanted; a person's name there is one."""
    site = "<meta name=author content='Trang tin phường Bãi Tơ'><meta property=og:site_name content='Trang tin phường Bãi Tơ'>"
    assert article("<p>02/08/2024</p>", head=site).author is None
    assert article("<p>02/08/2024</p>", head="<meta name=author content='Lê Mai'>").author == "Lê Mai"


TEASER = "Con đò gỗ mỗi ngày sang sông bốn lượt, chở hơn hai mươi em sang trường; ba mươi năm nay không lấy tiền."


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<div class=i><h3><a href=/tin/9>Ông lái đò của học trò</a></h3><p>{TEASER} {TEASER}</p><a href=/tin/9>Đọc tiếp</a></div>", "list page"),
        (f"<div class=i><h3><a href=/tin/1>Ông lái đò của học trò</a></h3><p>{TEASER} {TEASER}</p><a href=/tin/9>Đọc tiếp</a></div>", None),
        (f"<div class=i><h3><a href=/tin/8>Ông lái đò của học trò</a></h3><p>{TEASER} {TEASER}</p><a href=/tin/9>Xem thêm</a></div>", None),
    ],
)  # fmt: skip
def test_single_entry_that_leads_on(body: str, reason: str | None) -> None:
    """An entry's headline and its link to read on lead to one other page; an article's do not."""
    page = read(f"<title>Gương sáng</title><div class=m><h1>Gương sáng</h1><p>12/03/2024</p>{body}</div>")
    assert (page.reason if isinstance(page, NotAnArticle) else None) == reason


def test_article_with_a_record_in_it() -> None:
    """A text is not refused for the table of the document that it tells of."""
    rows = "".join(
        f"<tr><td>{label}<td>{value}"
        for label, value in (
            ("Số ký hiệu", "5/NQ-ĐU"),
            ("Ngày ban hành", "02/08/2024"),
            ("Người ký", "Lê Văn Hòa"),
        )
    )
    page = article("<p>02/08/2024</p>", f"<table border=1>{rows}</table>")
    assert page.body[-1].kind == "table"


def test_layout_that_misses_the_text() -> None:
    """Where a family's element for the text is empty the page is read without it."""
    markup = (
        "<html><head><title>Thông báo</title><meta name=generator content='Microsoft SharePoint'></head><body><div id=s4-workspace>"
        f"<div class=news-title>{TITLE}</div><div class=news-date>Cập nhật: 02-08-2024 | 13:40:46</div>"
        f"<div class=x><div id=divArticleDescription></div><div>{ONE}</div><div>{TWO} {ONE}</div><div>{TWO}</div></div>"
        "<div>Tập tin đính kèm: <a href=/vb/1.doc>TB-1.doc</a></div></div></body></html>"
    )
    page = read(markup, "https://bai-to.vidu.vn/Pages/noi-dung-tin.aspx?NewsID=12")
    assert isinstance(page, Article)
    assert (page.title, [b.text for b in page.body]) == (TITLE, [ONE, f"{TWO} {ONE}", TWO])


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Print Send email", False),
        ("In ngày: 30/08/2024 09:11 Đóng cửa sổ", False),
        ("Chia sẻ: Facebook Zalo", False),
        ("Thích 14 Chia sẻ 3", False),
        ("Gửi lúc: 27/09/2019 Đã xem 4925 lần", False),
        ("Nhãn: nghị quyết, chi bộ", False),
        ("* * *", False),
        ("In giấy mời xong, các chi bộ chia nhau đi phát.", True),
        ("Đăng ký trước ngày 15/8/2024 tại tổ dân phố.", True),
    ],
)
def test_controls_and_counters(line: str, kept: bool) -> None:
    """Lines of buttons, networks, counters and labels that a system leaves in the text."""
    page = article("<p>02/08/2024</p>", f"<p>{line}</p><p>Buổi chiều, các chi bộ thảo luận theo tổ.</p>")
    assert any(block.text == line for block in page.body) == kept


def test_columns_that_begin_with_a_heading_over_others() -> None:
    """A column without links is told by what it begins with; short lines do not outweigh a text."""
    lines = "".join(
        f"<p>Hội Nông dân ra mắt mô hình số {n}<br><i>0{n}/03/2020 8:17 AM</i></p>" for n in range(1, 9)
    )
    page = read(
        f"<title>{TITLE}</title><div><div><h1>{TITLE}</h1><p>02/08/2024</p><div><p>{ONE}</p><p>{TWO}</p></div></div>"
        f"<div><h3>Xem nhiều trong tuần</h3>{lines}</div></div>"
    )
    assert isinstance(page, Article)
    assert [b.text for b in page.body] == [ONE, TWO]


def test_questions_of_an_interview_name_no_author() -> None:
    """What stands behind "Phóng viên:" is said by him."""
    asked = "Phóng viên: Thưa bà, đêm đầu tiên ở nhà mới bà ngủ có ngon không?"
    page = article("<p>02/08/2024</p>", f"<p>{asked}</p><p>Không, tôi thức nghe mưa.</p>")
    assert page.author is None
    assert asked in [block.text for block in page.body]


def test_a_last_line_theo_names_the_source() -> None:
    """No colon has to follow where a name stands and no more."""
    page = article("<p>02/08/2024</p>", "<p>Theo Cổng TTĐT Công an TP Hà Nội</p>")
    assert page.source == "Cổng TTĐT Công an TP Hà Nội"
    assert page.body[-1].text == TWO
    told = article("<p>02/08/2024</p>", "<p>Theo Công an phường thông báo tối qua</p>")
    assert told.source is None


def test_a_page_made_for_printing() -> None:
    """Its parts are named "print", its document's title too; what it says of itself is no text."""
    page = read(
        "<html><head><title>In tin bài</title></head><body onload='window.print()'><div class=print-head><b>CỔNG GIAO"
        " TIẾP ĐIỆN TỬ</b><br>Ngày in: 03/03/2023 16:40</div><hr>"
        f"<div class=print-title><b>{TITLE}</b></div><div class=print-date>Cập nhật ngày: 26/08/2022 14:06</div>"
        f"<div class=print-body><p>{ONE}</p><p>{TWO}</p></div><hr>"
        "<div>Đường dẫn: https://bai-to.vidu.vn/tin-8812.html<br><a href='javascript:window.close()'>Đóng</a></div></body></html>"
    )
    assert isinstance(page, Article), page
    assert (page.title, str(page.published)[:16]) == (TITLE, "2022-08-26 14:06")
    assert [block.text for block in page.body] == [ONE, TWO]
