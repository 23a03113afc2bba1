"""What of a body's container belongs to the article: boxes of links, inserted links, parts in several places."""

from __future__ import annotations

import pytest

from wardarchive.model import Article
from wardarchive.parse.blocks import read_blocks
from wardarchive.parse.body import Body, arranged
from wardarchive.parse.lines import unwrapped
from wardarchive.parse.markup import prune
from wardarchive.parse.page import read_page
from wardarchive.parse.tree import soup_of

ONE = "Sáng 12/12, Đảng ủy phường Bãi Tơ tổ chức hội nghị học tập nghị quyết cho đảng viên toàn Đảng bộ."
TWO = "Hội nghị do đồng chí Lê Văn Hòa, Bí thư Đảng ủy phường chủ trì, có 120 đảng viên của 9 chi bộ dự."
THREE = "Kết thúc hội nghị, các chi bộ được giao viết bản thu hoạch và gửi về Đảng ủy trước ngày 25/12."
LINKS = (
    "<ul><li><a href='/a'>Phường ra quân dọn vệ sinh đầu tuần</a></li>"
    "<li><a href='/b'>Họp tổ dân phố số 4</a></li></ul>"
)


def body(markup: str, host: str = "bai-to.vidu.vn") -> Body:
    found = read_blocks([soup_of(prune(markup).text)], (), host)
    return arranged([], found.blocks, "Tiêu đề", found.marks)


def texts(markup: str) -> list[str]:
    return [b.text for b in body(markup).blocks]


def article(markup: str) -> Article:
    page = read_page(markup.encode(), "https://bai-to.vidu.vn/tin/1").page
    assert isinstance(page, Article), page
    return page


@pytest.mark.parametrize("heading", ["Tin liên quan", "Bài viết liên quan:", "Xem thêm:"])
def test_text_goes_on_after_a_box_of_links(heading: str) -> None:
    """A heading over links ends nothing where running text follows them."""
    assert texts(f"<p>{ONE}</p><h3>{heading}</h3>{LINKS}<p>{TWO}</p><p>{THREE}</p>") == [ONE, TWO, THREE]


def test_links_with_teasers_are_the_end() -> None:
    """Headlines with a few words about each are other articles, however long the words are."""
    teasers = (
        f"<p><a href='/a'>Một tin khác</a></p><p>{TWO}</p><p><a href='/b'>Tin nữa</a></p><p>{THREE}</p>"
    )
    assert texts(f"<p>{ONE}</p><p>Các tin khác</p>{teasers}") == [ONE]
    assert texts(f"<p>{ONE}</p><p>Tin khác</p><p><a href='/a'>Tin</a></p><p>{TWO[:-1]}…</p>") == [ONE]


@pytest.mark.parametrize(
    ("link", "stays"),
    [
        ("<p>Xem thêm: <a href='/b'>Kế hoạch đại hội chi bộ năm 2025</a></p>", False),
        ("<p>&gt;&gt; Đọc thêm <a href='https://bao.vidu.vn/b'>Tin ở báo bạn</a></p>", False),
        ("<p><a href='/b'>Kế hoạch đại hội chi bộ năm tới của phường</a></p>", False),
        ("<p><a href='https://bai-to.vidu.vn/b'>Kế hoạch đại hội chi bộ năm tới</a></p>", False),
        ("<p><a href='https://khaosat.vidu.vn/b'>Mẫu phiếu khảo sát của thành phố</a></p>", True),
        ("<p><a href='/b.pdf'>Kế hoạch đại hội chi bộ năm tới của phường</a></p>", True),
        ("<p>Xem thêm tại <a href='/b'>bảng tin</a> của các tổ dân phố trong phường.</p>", True),
    ],
)
def test_inserted_links(link: str, stays: bool) -> None:
    """A paragraph that is nothing but a link to another article of the site is not the article's."""
    found = texts(f"<p>{ONE}</p>{link}<p>{TWO}</p>")
    assert found[0] == ONE
    assert found[-1] == TWO
    assert (len(found) == 3) is stays


def test_signature_before_source_and_links() -> None:
    """A right-aligned name is the signature though a source or other articles follow it."""
    signed = "<p style='text-align:right'><b>Thu Trang</b></p>"
    for after in ("<p>Nguồn: https://bai-to.vidu.vn/x.html</p>", f"<p>Các tin khác</p>{LINKS}"):
        found = body(f"<p>{ONE}</p>{signed}{after}")
        assert found.signature == "Thu Trang"
        assert [b.text for b in found.blocks] == [ONE]
        assert found.source is None


def test_signature_over_the_pictures_credit() -> None:
    """Who took the pictures may stand under the author's name."""
    right = "<p align=right>{}</p>"
    found = body(f"<p>{ONE}</p><p>{TWO}</p>{right.format('Thu Trang')}{right.format('<i>Ảnh: CTV</i>')}")
    assert found.signature == "Thu Trang"
    assert [b.text for b in found.blocks] == [ONE, TWO]


def test_files_behind_their_label() -> None:
    """A label with links to files alone is no paragraph; a sentence with one is."""
    files = "<a href='/a.pdf'>Mẫu đơn.pdf</a>"
    assert texts(f"<p>{ONE}</p><p>Tệp đính kèm: {files} (213 KB)</p>") == [ONE]
    sentence = f"<p>Văn bản: người dân tải {files} và nộp tại bộ phận một cửa của phường.</p>"
    assert len(texts(f"<p>{ONE}</p>{sentence}")) == 2


def test_lone_closing_tags_part_paragraphs() -> None:
    """A closing tag without its opener breaks the line, as in browsers; one after a block does nothing."""
    assert texts(f"<div>{ONE}</p>{TWO}</p></div>") == [ONE, TWO]
    assert prune("<p>a<div>b</div></p></p>").text == "<p>a<div>b</div></p></p>"


def test_captions_end_with_the_first() -> None:
    """Under a captioned image the next paragraph is text unless it says that it is a caption."""
    found = read_blocks(
        [
            soup_of(
                f"<p><img src=a.jpg></p><p>Quang cảnh hội nghị</p><p>Có 120 người dự, gồm</p><p>{ONE}</p>"
            )
        ]
    )
    assert [b.kind for b in found.blocks] == ["caption", "paragraph", "paragraph"]
    quoted = read_blocks([soup_of("<p><img src=a.jpg></p><p>Ông nói: “Dân đồng lòng.”</p>")])
    assert [b.kind for b in quoted.blocks] == ["paragraph"]


def test_wrapped_lines_are_joined() -> None:
    """A break is mended only where the next word would not have fitted into the line."""
    wrapped = "Chiều 05/7, HĐND phường Bãi Tơ khóa XXI tổ\nchức kỳ họp thứ tám.\n- Mục một\n- Mục hai"
    assert unwrapped(wrapped).split("\n")[1:] == ["- Mục một", "- Mục hai"]
    assert unwrapped("Một dòng\nHai dòng\nBa dòng") == "Một dòng\nHai dòng\nBa dòng"


def test_body_in_wrapped_parts() -> None:
    """Parts in wrappers of one kind are one body with the image between; the foot of the site is none."""
    part = "<div class='sec {}'><div class=in>{}</div></div>"
    inner = [
        f"<p>{ONE}</p><p>{TWO}</p>",
        "<figure><img src=a.jpg><figcaption>Quang cảnh</figcaption></figure>",
        f"<p>{THREE}</p><p>{TWO[::-1]}.</p>",
    ]
    foot = f"<div class=x1><p>Địa chỉ: {'số 1 phố Một, ' * 8}</p></div>"
    page = article(
        "<html><head><title>Hội nghị học tập nghị quyết</title></head><body><div><h1>Hội nghị học tập"
        " nghị quyết</h1></div>"
        + "".join(part.format(i, x) for i, x in enumerate(inner))
        + foot
        + "</body>"
    )
    assert [b.kind for b in page.body] == ["paragraph", "paragraph", "caption", "paragraph", "paragraph"]
    assert page.images


def test_lead_in_any_leaf() -> None:
    """A lead may stand in a cell or a span between title and body; a line of metadata is none."""
    for tag in ("td", "span", "div"):
        row = f"<{tag}>{ONE}</{tag}>"
        cells = f"<tr>{row}</tr>" if tag == "td" else f"<tr><td>{row}</td></tr>"
        page = article(
            f"<title>Hội nghị học tập</title><table><tr><td><h2>Hội nghị học tập</h2></td></tr>"
            f"<tr><td>Ngày đăng: 13/12/2020 | 09:15</td></tr>{cells}"
            f"<tr><td><p>{TWO}</p><p>{THREE}</p></td></tr></table>"
        )
        assert [b.text for b in page.body] == [ONE, TWO, THREE], tag


def test_caption_between_breaks() -> None:
    """A line in italics under an image is its caption where only breaks part the lines."""
    found = read_blocks([soup_of(f"{ONE}<br><img src=a.jpg><br><i>Quang cảnh</i><br>{TWO}<br><br>{THREE}")])
    assert [b.kind for b in found.blocks] == ["paragraph", "caption", "paragraph", "paragraph"]


def test_author_is_not_said_twice() -> None:
    """A last paragraph that is the author's name is not text."""
    page = article(
        "<title>Hội nghị học tập</title><h1>Hội nghị học tập</h1><p class=author>Anh Tú</p>"
        f"<div><p>{ONE}</p><p>{TWO}</p><p><em>Anh Tú</em></p></div>"
    )
    assert page.author == "Anh Tú"
    assert [b.text for b in page.body] == [ONE, TWO]
