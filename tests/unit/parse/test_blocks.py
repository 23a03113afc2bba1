"""Bodies as blocks: what editors paste, and what readers see."""

from __future__ import annotations

import pytest

from wardarchive.parse.blocks import Content, read_blocks
from wardarchive.parse.body import Body, arranged
from wardarchive.parse.tree import soup_of

LONG = "Sáng ngày 12/12/2020, Đảng ủy phường tổ chức hội nghị học tập nghị quyết cho đảng viên."


def content(markup: str) -> Content:
    return read_blocks([soup_of(markup)])


def body_of(markup: str, title: str = "Tiêu đề") -> Body:
    found = content(markup)
    return arranged([], found.blocks, title, found.marks)


def blocks(markup: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in content(markup).blocks]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>Một.</p><p>Hai.</p>", [("paragraph", "Một."), ("paragraph", "Hai.")]),
        ("Một.<br><br>Hai.", [("paragraph", "Một."), ("paragraph", "Hai.")]),
        ("<div>Một.<br/>Hai.</div>", [("paragraph", "Một."), ("paragraph", "Hai.")]),
        ("<p>Mộ<b>t</b> <i>hai</i></p>", [("paragraph", "Một hai")]),
        ("<p>&nbsp;</p><p> </p><p>Một</p>", [("paragraph", "Một")]),
        ("<h2>Mục</h2><p>Một</p>", [("heading", "Mục"), ("paragraph", "Một")]),
        ("<ul><li>Một</li><li>Hai<ul><li>Ba</li></ul></li></ul>", [("list", "Một\nHai\nBa")]),
        ("<blockquote><p>Lời</p></blockquote>", [("quote", "Lời")]),
        (
            "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>",
            [("table", "A | B\n1 | 2")],
        ),
        (
            "<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>",
            [("paragraph", "Một"), ("paragraph", "Hai")],
        ),
        ("<figure><img src=a.jpg><figcaption>Ảnh</figcaption></figure>", [("caption", "Ảnh")]),
        ("<p align=center><img src=a.jpg></p><p align=center>Ảnh</p>", [("caption", "Ảnh")]),
        ("<p><img src=a.jpg></p><p><em>Ảnh</em></p>", [("caption", "Ảnh")]),
        ("<p align=center><img src=a.jpg><br>Ảnh</p>", [("caption", "Ảnh")]),
        ("<table><tr><td><img src=a.jpg></td></tr><tr><td>Ảnh</td></tr></table>", [("caption", "Ảnh")]),
        ("<p><img src=a.jpg></p><p>Một câu.</p>", [("paragraph", "Một câu.")]),
        ("<p><img src=a.jpg></p><p>Đồng chí A phát biểu</p>", [("caption", "Đồng chí A phát biểu")]),
        ("<p><em>Nghiêng</em></p>", [("paragraph", "Nghiêng")]),
        (
            "<p>Một</p><script>x</script><p>Hai</p>",
            [("paragraph", "Một"), ("paragraph", "Hai")],
        ),
        ("<p>Một <span style='display:none'>ẩn</span>hai</p>", [("paragraph", "Một hai")]),
        ("<p>Một</p><div style='position:absolute;left:-9999px'>spam</div>", [("paragraph", "Một")]),
        ("<p class=MsoNormal><span lang=VI>Một<o:p></o:p></span></p>", [("paragraph", "Một")]),
        ("<p>Ủy\u200b ban\u00a0\u00a0nhân d\u00e2n</p>", [("paragraph", "Ủy ban nhân dân")]),
        ("Một</p></span><p>Hai</p>", [("paragraph", "Một"), ("paragraph", "Hai")]),
    ],
)
def test_blocks(markup: str, wanted: list[tuple[str, str]]) -> None:
    """Markup as editors write it gives the blocks that readers see, in their order."""
    assert blocks(markup) == wanted


def test_hard_breaks_inside_a_sentence_are_mended() -> None:
    """Lines cut inside a sentence are one paragraph, lines that end one are two."""
    markup = "<p>Sáng ngày 12/12/2020, Đảng ủy phường<br>tổ chức hội nghị học tập.<br>Có ông A.</p>"
    assert blocks(markup) == [
        ("paragraph", "Sáng ngày 12/12/2020, Đảng ủy phường tổ chức hội nghị học tập."),
        ("paragraph", "Có ông A."),
    ]


def test_images_and_files() -> None:
    """Images keep their real address, lazy ones too; links to files are attachments with their names."""
    found = content(
        "<img src='data:image/gif;base64,R0' data-src='/a.jpg'><img src='/b.png'>"
        "<p><a href='/files/Ke%20hoach.pdf'>Kế hoạch</a> <a href='/x.docx'></a> <a href='/t.htm'>T</a></p>"
    )
    assert found.images == ["/a.jpg", "/b.png"]
    assert found.files == [("/files/Ke%20hoach.pdf", "Kế hoạch"), ("/x.docx", "x.docx")]


def test_signature_is_no_paragraph() -> None:
    """A short last line set to the right is who wrote it."""
    found = body_of(f"<p>{LONG}</p><p style='text-align: right'><b>Thu Trang</b></p>")
    assert found.signature == "Thu Trang"
    assert [b.text for b in found.blocks] == [LONG]


def test_signing_official_stays() -> None:
    """A name under the office for which it signs is a part of the text."""
    office = "<p align='right'>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</p>"
    for under in (office, "<p align='center'>CHỦ TỊCH</p>"):
        found = body_of(f"<p>{LONG}</p>{under}<p align='right'><b>Lê Văn Hòa</b></p>")
        assert found.signature is None
        assert found.blocks[-1].text == "Lê Văn Hòa"


def test_lead_is_said_once() -> None:
    """A lead that the body repeats, whole or cut short, stands once."""
    body = content(f"<p>{LONG}</p><p>Hai.</p>").blocks
    for lead in (LONG, LONG[:70] + "..."):
        arranged_body = arranged(content(f"<p>{lead}</p>").blocks, list(body), "Tiêu đề")
        assert [b.text for b in arranged_body.blocks] == [LONG, "Hai."]


def test_furniture_and_bylines_are_no_body() -> None:
    """Controls, counters, the title, the byline and what follows "Các tin khác" are left out."""
    found = content(
        f"<p>Page Content</p><p>Hội nghị</p><p>{LONG}</p><p>5/5 - (2 đánh giá)</p>"
        "<p>Tin, ảnh: Thu Trang</p><p>Nguồn: UBND phường</p><p>Lượt xem: 12</p>"
        "<p>Các tin khác</p><p>Tin khác một</p>"
    )
    body = arranged([], found.blocks, "HỘI NGHỊ")
    assert [b.text for b in body.blocks] == [LONG]
    assert (body.author, body.source) == ("Thu Trang", "UBND phường")
