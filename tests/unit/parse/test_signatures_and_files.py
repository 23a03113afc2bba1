"""Who signs an article, which files belong to it, what stands around its text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wardarchive.model import Article
from wardarchive.parse.lines import paragraphs
from wardarchive.parse.page import read_page

ONE = "Sáng 12/12, Đảng ủy phường Bãi Tơ tổ chức hội nghị học tập nghị quyết cho đảng viên toàn Đảng bộ."
TWO = "Hội nghị do đồng chí Lê Văn Hòa, Bí thư Đảng ủy phường chủ trì, có 120 đảng viên của 9 chi bộ dự."
TITLE = "Phường Bãi Tơ học tập nghị quyết"
CAPTURED = datetime(2024, 9, 1, 3, tzinfo=UTC)


def article(inner: str, *, lead: str = "", after: str = "", head: str = "") -> Article:
    markup = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><div class=page><h1>{TITLE}</h1><p>Ngày đăng: 02/08/2024</p>"
        f"{lead}<div class=c><p>{ONE}</p><p>{TWO}</p>{inner}</div>{after}</div></body></html>"
    )
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1", fetched_at=CAPTURED).page
    assert isinstance(page, Article), page
    return page


@pytest.mark.parametrize(
    ("end", "author", "kept"),
    [
        ("<p><strong>Lường Hạnh</strong></p><p>&nbsp;</p>", "Lường Hạnh", 2),
        ("<div><b>Phan Thị Mộng Cầm</b></div><div><i>(Khu phố 2)</i></div>", "Phan Thị Mộng Cầm", 2),
        ("<p align=right><b>Ban biên tập</b></p><p><a href='javascript:back()'>&lt;&lt; Quay lại</a> | <a href='#top'>Đầu trang</a></p>", "Ban biên tập", 2),
        ("<p align=right>Bút danh: <b>Khánh Ly</b></p>", "Khánh Ly", 2),
        ("<p><b>CHỦ TỊCH</b></p><p><b>Nguyễn Văn Bảy</b></p>", None, 4),
        ("<p><b>Tổ trưởng các tổ dân phố</b></p>", None, 3),
        ("<p>Lường Hạnh</p>", None, 3),
    ],
)  # fmt: skip
def test_signatures_at_the_end(end: str, author: str | None, kept: int) -> None:
    """A name in bold letters after a full stop signs the article; under an office it signs a document."""
    page = article(end)
    assert (page.author, len(page.body)) == (author, kept)


@pytest.mark.parametrize(
    ("after", "author"),
    [
        ("<div style='text-align:right'>Nông Minh Hiệp</div>", "Nông Minh Hiệp"),
        ("<div><b>Nông Minh Hiệp</b></div>", "Nông Minh Hiệp"),
        ("<div class=info>Được viết bởi Quản trị phường</div>", "Quản trị phường"),
        ("<div>Đăng bởi bbt_baito vào lúc 9:40</div>", "bbt_baito"),
        ("<div>Nông Minh Hiệp</div>", None),
        ("<div class=h><b>Tin mới nhất</b></div>", None),
    ],
)
def test_signatures_below_the_body(after: str, author: str | None) -> None:
    """Beside the body a name signs where it is set apart as signatures are."""
    assert article("", after=after).author == author


@pytest.mark.parametrize(
    ("after", "names"),
    [
        ("<div class=list-files><a href='/news/file/0/'><strong>Phuong an sap xep.docx</strong></a></div>", ["Phuong an sap xep.docx"]),
        ("<a class=btn download href='/storage/ke-hoach.pdf'>Tải tệp: ke-hoach.pdf</a>", ["ke-hoach.pdf"]),
        ("<div><a href='/vb/QD-1188.pdf'>QD-1188.pdf</a> (88 KB)</div>", ["QD-1188.pdf"]),
        ("<div><a href='/vb/QD-1188.pdf'>Quyết định về việc giao chỉ tiêu</a></div>", []),
        ("<div><a href='/tin/2'>Sửa tệp hosts.doc trong Windows ra sao</a></div>", []),
    ],
)  # fmt: skip
def test_files_below_the_body(after: str, names: list[str]) -> None:
    """Files are told by their address, by the name that the link shows, by what it asks for."""
    assert [a.name for a in article("", after=after).attachments] == names


def test_tab_of_comments_is_none_of_the_text() -> None:
    """What a tab calls comments is what readers wrote; the tab of documents has the article's file."""
    tabs = "<ul><li><a href='#t1'>Nội dung</a><li><a href='#t2'>Bình luận (2)</a><li><a href='#t3'>Văn bản</a></ul>"
    words = (
        "Xe nhỏ giao hàng cho các hộ trong phố thì có bị cấm vào giờ này không ạ, mong được trả lời sớm?"
    )
    markup = (
        f"<title>{TITLE}</title>{tabs}<div class=panes><div class=pane id=t1><h2>{TITLE}</h2><p>{ONE}</p><p>{TWO}</p></div>"
        f"<div class=pane id=t2><p><b>Huy</b> 26/10/2023: {words}</p><p>{words}</p></div>"
        "<div class=pane id=t3><a href='/vb/QD-1188.pdf'>QD-1188.pdf</a></div></div>"
    )
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1", fetched_at=CAPTURED).page
    assert isinstance(page, Article)
    assert [b.text for b in page.body] == [ONE, TWO]
    assert [a.name for a in page.attachments] == ["QD-1188.pdf"]


def test_picture_with_named_caption_over_the_text() -> None:
    """A picture between title and body comes with its caption, be it no figure."""
    lead = "<div class=pic><div><img src=/ho-boi.jpg></div><p class=news-img-caption>Giờ học bơi của lớp 4A</p></div>"
    page = article("", lead=lead)
    assert (page.body[0].kind, page.body[0].text) == ("caption", "Giờ học bơi của lớp 4A")
    assert page.images == ("https://bai-to.vidu.vn/ho-boi.jpg",)


def test_box_title_is_not_the_articles() -> None:
    """Where a layout's title is that of its box, the article's own is looked for."""
    markup = (
        "<html><head><title>Tin tức sự kiện</title></head><body><div class='portlet-asset-publisher portlet-boundary'>"
        "<h1 class=portlet-title><span>Tin tức sự kiện</span></h1><div class=asset-full-content>"
        f"<div class=asset-title-detail>{TITLE}</div><div class=meta>11/08/2024 | 4:05 PM | View Count: 1.2K</div>"
        f"<div class=asset-content><div class=journal-content-article><p>{ONE}</p><p>{TWO}</p></div></div></div></div></body></html>"
    )
    reading = read_page(markup.encode(), "https://bai-to.vidu.vn/tin", fetched_at=CAPTURED)
    assert reading.family == "liferay"
    assert isinstance(reading.page, Article)
    assert (reading.page.title, reading.page.views) == (TITLE, 1200)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("Sáng 14/7, Hội Liên hiệp Phụ nữ phường Bãi Tơ phối hợp với Ban công tác\nMặt trận tổ dân phố 17 ra mắt mô hình ngõ xanh, nhà sạch tại\nngõ 268.", 1),
        ("Nhằm bảo đảm an toàn cho nhân dân trong dịp nghỉ lễ, phường\nBãi Tơ làm việc với chủ các bến đò, yêu cầu ký cam kết\nkhông chở quá tải.", 1),
        ("Giải nhất thuộc về đội thi của tổ dân phố số 4 phường Bãi Tơ\nGiải nhì thuộc về đội thi của tổ dân phố số 9 phường Bãi Tơ", 2),
        ("Con trâu đi trước cái cày theo sau,\nHạt thóc nằm xuống, mùa màu vươn lên.\nAi đi xa nhớ đường lên bản", 3),
    ],
)  # fmt: skip
def test_breaks_before_capital_letters(raw: str, count: int) -> None:
    """Lines wrapped at one width go on after a capital letter too; items and verses do not."""
    assert len(paragraphs(raw)) == count


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<div class=row><div>Tin: Xuân Bách</div><div>Xem cỡ chữ</div></div>", "Xuân Bách"),
        ("<div>Hôm qua, 08:15 &bull; Bài và ảnh: Quang Vinh &bull; 👁 640</div>", "Quang Vinh"),
        ("<p>Bài: 12 kỳ</p>", None),
    ],
)
def test_authors_above_the_body(line: str, author: str | None) -> None:
    """Who wrote it stands in a line of its own, or in that of date and views."""
    assert article("", lead=line).author == author


@pytest.mark.parametrize(
    ("end", "author", "source"),
    [
        ("<p class=nguon><i>(Theo Báo Mẫu)</i></p>", None, "Báo Mẫu"),
        ("<p align=right><i>Theo</i> <b>Đài Truyền thanh quận</b></p>", None, "Đài Truyền thanh quận"),
        ("<p><b>Người viết:</b> Lò Kiên<br><b>Nguồn:</b> Tập san Mẫu</p>", "Lò Kiên", "Tập san Mẫu"),
        ("<p><b>Nguồn tin: </b>Thư viện phường</p>", None, "Thư viện phường"),
        ("<p style='text-align:right'><b>Thanh Hương (thực hiện)</b></p>", "Thanh Hương", None),
        ("<p align=right><b>Bá Thị Lệ</b> (Đài TT-TH)</p>", "Bá Thị Lệ", None),
        ("<p align=right><b>Lò Mạnh Quân</b> - <i>Công chức Văn hóa</i></p>", "Lò Mạnh Quân", None),
        ("<p align=right><b>Vân Khánh - Đỗ Hùng</b></p>", "Vân Khánh - Đỗ Hùng", None),
        ("<p><em>(Bài và số liệu: Tổ kiểm phiếu)</em></p>", "Tổ kiểm phiếu", None),
        ("<p>H'Linh Niê thực hiện</p>", "H'Linh Niê", None),
        ("<p><b>Ban An toàn điện</b></p>", "Ban An toàn điện", None),
        ("<p align=right><i>Ngô Thị Mận<br>(thôn Giữa)</i></p>", "Ngô Thị Mận", None),
        ("<div><b>Ngô Thị Mận</b><br><small>Cộng tác viên</small></div>", "Ngô Thị Mận", None),
        ("<p align=right><b>Người viết tin</b></p><p align=right><b>Ma Thị Diễm</b></p>", "Ma Thị Diễm", None),
    ],
)  # fmt: skip
def test_authors_and_sources_at_the_end(end: str, author: str | None, source: str | None) -> None:
    """Who wrote it is told from where it was taken; posts, places and labels are no part of a name."""
    page = article(end)
    assert (page.author, page.source, len(page.body)) == (author, source, 2)


def test_box_for_another_article_is_no_text() -> None:
    """A link with blocks inside it is a card; one around a word is text."""
    card = "<a href=/tin/9><img src=/x.jpg><div><div>Đọc thêm</div><h4>Xã hoàn thành tiêu chí số chín</h4></div></a>"
    page = article(
        f"{card}<p>Theo <a href=/vb/5>Quyết định số 5 ngày 2/8/2024 của UBND phường Bãi Tơ</a>, lớp học mở tối thứ ba.</p>"
    )
    assert len(page.body) == 3
    assert page.body[-1].text.startswith("Theo Quyết định")


def test_lines_of_a_schedule_stay_in_the_text() -> None:
    """Of lines with dates before the first long paragraph only metadata is left out."""
    rows = "".join(f"<p>Ngày 0{n}/08/2024: tiêm tại nhà văn hóa tổ dân phố số {n}</p>" for n in range(5, 9))
    markup = f"<title>{TITLE}</title><h1>{TITLE}</h1><p class=date>02/08/2024</p><div>{rows}<p>{ONE} {TWO}</p></div>"
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1", fetched_at=CAPTURED).page
    assert isinstance(page, Article)
    assert str(page.published) == "2024-08-02"
    assert len(page.body) == 5


def test_metadata_below_the_lead() -> None:
    """Date and views may follow the first paragraph, in an element named for them."""
    info = "<div class=post-info><span>18:30, 02/08/2024</span><span><i class='bi bi-eye'></i>95</span><span><i class='bi bi-chat'></i>2</span></div>"
    markup = f"<title>{TITLE}</title><section><h1>{TITLE}</h1><p class=sapo><b>{ONE}</b></p>{info}<div><p>{TWO}</p><p>{ONE[:60]}.</p></div></section>"
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1", fetched_at=CAPTURED).page
    assert isinstance(page, Article)
    assert (str(page.published), page.views, len(page.body)) == ("2024-08-02 18:30:00+07:00", 95, 3)


def test_body_that_is_a_table() -> None:
    """A holder that is a table itself is read as one."""
    rows = "".join(
        f"<tr><td>Thứ {n}</td><td>0{n}/10/2022</td><td>Đồng chí Chủ tịch UBND phường</td></tr>"
        for n in range(2, 7)
    )
    markup = f"<title>Lịch tiếp dân</title><h1>Lịch tiếp công dân tháng 10/2022</h1><p>Ngày đăng: 01/10/2022</p><table>{rows}</table>"
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1", fetched_at=CAPTURED).page
    assert isinstance(page, Article)
    assert [(b.kind, b.text.count("\n")) for b in page.body] == [("table", 4)]


def footed(after: str) -> Article:
    """The article of a page whose only dates stand behind its text."""
    markup = (
        f"<html><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1>"
        f"<div class=c><p>{ONE}</p><p>{TWO}</p></div>{after}</main></body></html>"
    )
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1", fetched_at=CAPTURED).page
    assert isinstance(page, Article), page
    return page


def test_the_one_time_of_an_article_element_is_its_date() -> None:
    footer = "<footer><time datetime=2024-08-02>2/8/24</time></footer></article>"
    comment = "<article class=comment><time datetime=2024-08-20>20/8/24</time><p>Hay quá!</p></article>"

    assert str(footed(footer + comment).published) == "2024-08-02"
    assert footed("</article>" + comment).published is None


def test_the_office_in_brackets_is_no_part_of_the_author() -> None:
    assert article("<p>Tác giả: Lường Hạnh (Đài TT-TH)</p>").author == "Lường Hạnh"
    assert article("<p align=right>(Bài: Lường Hạnh)</p>").author == "Lường Hạnh"
