"""What is no article, told apart from what only looks so."""

from __future__ import annotations

import pytest

from wardarchive.model import Article, NotAnArticle
from wardarchive.parse.page import read_page

TEXT = "Sáng nay, UBND phường tổ chức hội nghị tổng kết công tác năm với sự tham dự của đại diện các tổ dân phố."
URL = "https://phuong.vidu.vn/tin/trao-qua-100.html"
WORDPRESS = '<meta name="generator" content="WordPress 6.4">'


def reason(markup: str, url: str = URL) -> str:
    page = read_page(markup.encode(), url, content_type="text/html; charset=utf-8").page
    return page.reason if isinstance(page, NotAnArticle) else "article"


def page_of(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        (page_of("404", "<h1>404</h1><p>Trang bạn tìm không có ở đây, xin kiểm tra lại địa chỉ.</p>"), "error page"),
        (page_of("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr>nginx"), "error page"),
        (page_of("Thông báo", "<div>Bài viết không tồn tại hoặc đã bị xóa khỏi hệ thống</div>"), "error page"),
        (page_of("Không tìm thấy", f"<h1 class=page-title>Không tìm thấy trang</h1><div class=entry-content>{TEXT}</div>", WORDPRESS), "error page"),
        (page_of("Đăng nhập", "<form>Tên <input> Mật khẩu <input type=password></form>"), "login page"),
        (page_of("X", '<div id="app"></div><script src="/a.js"></script>'), "empty shell filled by scripts"),
        (page_of("Just a moment...", "<h1>Checking your browser before accessing the site</h1>"), "browser check"),
        (page_of("X", "", '<meta http-equiv="refresh" content="0;url=/moi">'), "redirect page"),
        (page_of("Giới thiệu", f'<nav><a href="/tin/trao-qua-100.html">Giới thiệu</a></nav><h1>Giới thiệu</h1><p>{TEXT}</p>'), "standing page"),
    ],
)  # fmt: skip
def test_reasons(markup: str, wanted: str) -> None:
    """Each has its reason."""
    assert reason(markup) == wanted


@pytest.mark.parametrize(
    "title",
    [
        "Trao 500 suất quà cho hộ nghèo",
        "Không tìm thấy nạn nhân sau ba ngày tìm kiếm",
        "Phường đăng ký 404 sáng kiến",
        "Trang chủ của thư viện số phường",
        "Trang phục học đường không còn bó",
    ],
)
def test_titles_that_only_look_like_errors(title: str) -> None:
    """A dated article may speak of errors, numbers and front pages."""
    markup = page_of(title, f"<h1>{title}</h1><p>Ngày đăng: 05/02/2023</p><div><p>{TEXT}</p></div>")
    assert reason(markup) == "article"


def test_short_notice_with_a_date_is_an_article() -> None:
    """One dated sentence is a notice."""
    markup = page_of(
        "Lịch tiếp dân",
        "<h1>Thông báo lịch tiếp dân</h1><p>Ngày đăng: 05/02/2023</p><p>Tiếp dân sáng thứ năm tại trụ sở.</p>",
    )
    assert reason(markup) == "article"


def test_category_that_shows_whole_articles() -> None:
    """A list stays a list where the CMS shows its entries with their text."""
    entries = "".join(
        f'<article class="post"><h2 class="entry-title"><a href="/bai-{i}/">Tin số {i} của phường</a></h2>'
        f'<div class="entry-content"><p>{i} {TEXT}</p></div></article>'
        for i in range(5)
    )
    markup = page_of("Tin tức", f'<h1 class="page-title">Tin tức</h1>{entries}', WORDPRESS)
    assert reason(markup, "https://phuong.vidu.vn/category/tin/") == "list page"


def test_feeds_give_links() -> None:
    """A news feed is no article; its items are links."""
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title><link>https://phuong.vidu.vn/</link>'
        "<item><title>Tin một</title><link>https://phuong.vidu.vn/tin/mot-1.html</link></item>"
        "<item><title><![CDATA[Tin hai]]></title><link>https://phuong.vidu.vn/tin/hai-2.html?a=1&amp;b=2</link></item>"
        "<item><title>Nơi khác</title><link>https://khac.vn/3.html</link></item></channel></rss>"
    )
    reading = read_page(feed.encode(), "https://phuong.vidu.vn/rss.xml", content_type="text/xml")
    assert isinstance(reading.page, NotAnArticle)
    assert reading.page.reason == "news feed"
    assert [(link.url, link.text) for link in reading.links] == [
        ("https://phuong.vidu.vn/tin/mot-1.html", "Tin một"),
        ("https://phuong.vidu.vn/tin/hai-2.html?a=1&b=2", "Tin hai"),
    ]


def test_json_article() -> None:
    """An article that a site's interface sends whole is read from there."""
    answer = (
        '{"Id": 7, "Name": "Hội nghị tổng kết", "Url": "/tin-tuc/hoi-nghi-7", "PublishTime": "2022-02-03T08:15:00",'
        f' "FullContent": "<p>{TEXT}</p><p><img src=\\"/a.jpg\\"></p>"}}'
    )
    url = "https://congan.vidu.vn/DesktopModules/cmsview/api/NewsContent/getbyid?id=7"
    page = read_page(answer.encode(), url, content_type="application/json").page
    assert isinstance(page, Article)
    assert (page.title, page.family, page.body[0].text) == ("Hội nghị tổng kết", "dnn", TEXT)
    assert str(page.published) == "2022-02-03 08:15:00+07:00"
    assert page.images == ("https://congan.vidu.vn/a.jpg",)


DATED = "<h1>{}</h1><p>Ngày đăng: 05/02/2023 16:30 - Lượt xem: 212</p>"
MENU = "<ul>" + "".join(f"<li><a href='/m{n}'>Mục số {n} của cổng</a></li>" for n in range(30)) + "</ul>"
OTHERS = "".join(
    f"<div><img src=/v{n}.jpg><a>Hội thi nấu ăn tổ dân phố số {n}</a> <span>0{n}/02/2023</span></div>"
    for n in range(1, 9)
)
WEEK = "".join(
    f"<tr><td rowspan=2>Thứ {n}</td><td>Sáng</td><td>Giao ban Thường trực, đồng chí Bí thư chủ trì</td></tr><tr><td>Chiều</td><td>Kiểm tra chợ</td></tr>"
    for n in range(2, 7)
)
ENTRIES = "".join(
    f"<article><h2><a href='#'>Hội thi nấu ăn tổ dân phố số {n}</a></h2><time datetime=2023-02-0{n}>0{n}/02/2023</time><p>{TEXT}</p></article>"
    for n in range(1, 6)
)
CITIES = "".join(
    f"<div class=w><b>Xã {n}</b> <span>2{n}°C</span><p>Nhiều mây, có mưa rào vài nơi, gió nhẹ.</p></div>"
    for n in range(1, 9)
)
PHOTOS = "".join(f"<a href=/g{n}.jpg><img src=/t{n}.jpg></a>" for n in range(12))


@pytest.mark.parametrize(
    ("title", "inner", "wanted"),
    [
        ("Phóng sự phường đổi mới", f"<iframe src='https://www.youtube.com/embed/x'></iframe>{OTHERS}", "film without text"),
        ("Hội làng năm 2023", f"{PHOTOS}<h3>Album khác</h3><ul><li>Hội thi nấu ăn toàn phường (32 ảnh)</li></ul>", "gallery"),
        ("Lịch công tác tuần 21 (từ 20/5 đến 26/5)", f"<table>{WEEK}</table>", "calendar"),
        ("Thẻ: nông thôn mới", ENTRIES, "list page"),
    ],
)  # fmt: skip
def test_what_shows_instead_of_telling(title: str, inner: str, wanted: str) -> None:
    """Films, pictures, calendars and entries under a tag are no articles, dated and counted though they are."""
    markup = page_of(title, MENU + DATED.format(title) + inner)
    assert reason(markup) == wanted
    told = page_of(title, f"{MENU}{DATED.format(title)}<div><p>{TEXT}</p><p>{TEXT} Hết.</p></div>{inner}")
    assert wanted == "list page" or reason(told) == "article"


def test_weather_is_of_the_day_of_its_capture() -> None:
    """A page with a use of its own is dated by the server's clock; one with an older day may be news."""
    inner = "<h1>Dự báo thời tiết</h1><p>Cập nhật lúc 10:00 20/05/2024</p>" + CITIES
    assert reason(page_of("Thời tiết", inner)) == "standing page"


def test_events_without_a_sentence_are_a_list() -> None:
    """Lines with dates and no sentence among them are entries, whatever they lead to."""
    events = "".join(
        f"<div class=e><b>0{n}/12/2022</b> <span>Nhà văn hóa tổ {n}</span><div>Họp tổ dân phố</div></div>"
        for n in range(1, 8)
    )
    assert reason(page_of("Sự kiện sắp diễn ra", f"<h1>Sự kiện sắp diễn ra</h1>{events}")) == "list page"


def test_error_beside_a_column_of_news() -> None:
    """What stands beside an error makes no article of it."""
    column = "".join(
        f"<p><a href='/tin/{n}'>Hội Nông dân tổng kết phong trào sản xuất giỏi lần {n}</a> 0{n}/04/2017</p>"
        for n in range(1, 7)
    )
    message = "<h1>Không có quyền truy cập</h1><p>Bạn không có quyền truy cập trang này. Vui lòng liên hệ quản trị viên để được cấp quyền.</p>"
    assert (
        reason(
            page_of(
                "Không có quyền truy cập", f"<div>{message}<div><h3>Xem nhiều</h3>{column * 2}</div></div>"
            )
        )
        == "error page"
    )


def test_list_under_words_about_its_section() -> None:
    """A few sentences about a section make no article of the entries below them."""
    words = f"<div class=intro><p>Chuyên mục cung cấp thông tin hoạt động của chính quyền, đoàn thể phường cho nhân dân.</p><p>{TEXT}</p></div>"
    entries = "".join(
        f"<div class=it><h3><a href='/tin/{n}'>Hội thi nấu ăn tổ dân phố số {n} thành công</a></h3><p>{TEXT}</p></div>"
        for n in range(1, 9)
    )
    assert reason(page_of("Hoạt động", f"<h1>Hoạt động</h1>{words}<div>{entries}</div>")) == "list page"


NOTICE = "Nhà máy nước tạm ngừng cấp nước từ 8 giờ đến 17 giờ ngày 15/10/2022 tại tổ 4 và tổ 5 để thay van."
CARDS = "".join(
    f"<div class=the><h4><a href='/tin/{n}'>Hội thi nấu ăn tổ dân phố số {n} thành công</a></h4><p>{TEXT}</p><small>0{n}/04/2017 08:15</small></div>"
    for n in range(1, 9)
)
FOOT = "<div class=btm><p>ỦY BAN NHÂN DÂN PHƯỜNG</p><p>Địa chỉ: số 1 phố Chợ - Điện thoại: 0237 111 222</p><p>Người chịu trách nhiệm: Chủ tịch UBND phường</p></div>"


@pytest.mark.parametrize("doc", ["Thông báo lịch cắt nước", "Cổng thông tin phường"])
@pytest.mark.parametrize(
    "frame",
    [
        "<div><h1>{t}</h1><p class=date>{d}</p><p>{n}</p></div>",
        "<table><tr><td><b>{t}</b></td></tr><tr><td>{d}</td></tr><tr><td><p>{n}</p></td></tr></table>",
        "<article><header><h1>{t}</h1><time>{d}</time></header><p>{n}</p></article>",
    ],
)
def test_short_notice_beside_long_columns(frame: str, doc: str) -> None:
    """One dated sentence is the article, be the columns and the foot around it ten times as long."""
    title = "Thông báo lịch cắt nước khu vực tổ 4"
    inner = frame.format(t=title, d="14/10/2022 18:30", n=NOTICE)
    for markup in (inner + CARDS, CARDS + inner):
        body = page_of(doc, f"<div>{MENU}{markup}</div>{FOOT}")
        page = read_page(body.encode(), URL, content_type="text/html; charset=utf-8").page
        assert isinstance(page, Article), page
        assert (page.title, str(page.published)[:16]) == (title, "2022-10-14 18:30")
        assert [b.text for b in page.body] == [NOTICE]


def test_record_of_a_document() -> None:
    """The fields of a document and its file are no news of it; three sentences about it are."""
    fields = (
        ("Số ký hiệu", "142/KH-UBND"),
        ("Ngày ban hành", "12/04/2023"),
        ("Người ký", "Lê Tấn Phước"),
        ("Trích yếu", f"{TEXT[:-1]}"),
    )
    rows = "".join(f"<tr><td><b>{label}</b></td><td>{value}</td></tr>" for label, value in fields)
    record = f"<h2>Kế hoạch kiểm tra phòng cháy, chữa cháy</h2><table>{rows}</table><a href='/vb/142.pdf'>142-KH-UBND.pdf</a>"
    assert reason(page_of("Chi tiết văn bản", record)) == "record of a document"
    news = f"<h2>Kế hoạch kiểm tra phòng cháy, chữa cháy</h2><p>Ngày đăng: 12/04/2023</p><p>{TEXT}</p><p>{TEXT} Hết.</p><table>{rows}</table>"
    assert reason(page_of("Kế hoạch kiểm tra", news)) == "article"


@pytest.mark.parametrize(
    ("title", "inner", "wanted"),
    [
        ("Cơ cấu tổ chức", f"<p>{TEXT}</p><p>{TEXT}</p>", "standing page"),
        ("Cơ cấu tổ chức", f"<p>Ngày đăng: 02/03/2024</p><p>{TEXT}</p><p>{TEXT}</p>", "article"),
        ("Rất tiếc!", "<p>Trang bạn tìm đã được chuyển sang địa chỉ mới.</p>", "error page"),
        ("Xin lỗi dân vì trễ hẹn", f"<p>Ngày đăng: 02/03/2024</p><p>{TEXT}</p><p>{TEXT}</p>", "article"),
        ("Mười điều cần nhớ khi có bão", f"<p>02/03/2024</p><ul><li>{TEXT}</li><li>{TEXT}</li></ul>", "article"),
    ],
)  # fmt: skip
def test_pages_about_the_site_and_messages(title: str, inner: str, wanted: str) -> None:
    """Pages that every office's site has, messages without a known word, and articles that resemble them."""
    assert (
        reason(
            f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1>{inner}</div></body></html>"
        )
        == wanted
    )


@pytest.mark.parametrize("named", ["", 'id="{name}"', 'id="post-{number}"'])
def test_entries_may_have_names(named: str) -> None:
    """An entry named by its article's address is an entry still; a column of the page leads to several pages."""
    names = ("le-hoi-xuan", "hop-to-dan-pho", "tiem-phong", "ve-sinh-ngo", "quy-khuyen-hoc", "hien-mau")
    entries = "".join(
        f"<div class=row {named.format(name=name, number=number)}><a href=/tin/{name}.html>Phường Bãi Tơ tổ chức"
        f" {name.replace('-', ' ')} cho bà con</a><p>Sáng nay bà con đến rất đông và vui.</p></div>"
        for number, name in enumerate(names)
    )
    found = read_page(
        f"<html><head><title>Tin tức - Phường Bãi Tơ</title></head><body><h1>Tin tức</h1>{entries}</body></html>".encode(),
        "https://bai-to.vidu.vn/tin-tuc",
    )
    assert isinstance(found.page, NotAnArticle)
    assert found.page.reason == "list page"
    assert [link.kind for link in found.links] == ["article"] * 6
