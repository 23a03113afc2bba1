"""Sites nobody has seen: pages built at random from what Vietnamese portals do, with their answers.

Each seed gives one site's layout (tags, class names, order of columns, form of date and views, furniture)
around an article of the golden pages. The layouts are not in the parser, so they show how it does on
unknown ones; the traps are real ones: a clock in the banner, counters of the site, licence dates in the
footer, dates and views of other articles.
"""

from __future__ import annotations

import html
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.golden.parse.gold import gold_pages
from wardarchive.model import HANOI_TIME

CAPTURED = datetime.fromisoformat("2025-03-10T03:00:00+00:00")
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_OTHERS = (
    "Phường tổ chức hội nghị tổng kết công tác mặt trận năm qua",
    "Khai mạc giải bóng đá thiếu niên hè các khu dân cư",
    "Thông báo tuyển dụng viên chức trường mầm non công lập",
    "Lịch tiếp công dân định kỳ của Chủ tịch Ủy ban nhân dân",
    "Tập huấn kỹ năng số cho hội viên hội nông dân",
    "Trao học bổng cho học sinh nghèo vượt khó hiếu học",
)
_NAMES = (
    ("box", "inner", "wrap", "c1", "c2", "x-title", "x-meta", "x-lead", "x-text"),
    ("khung", "noi-dung-chinh", "cot-trai", "k1", "k2", "tieu-de", "ngay", "tom-tat", "noi-dung"),
    ("", "", "", "", "", "", "", "", ""),
    ("container", "row", "col-md-8", "block", "block-in", "title", "info", "desc", "detail"),
    ("a17", "b42", "q9", "z1", "z2", "t5", "m8", "s3", "w6"),
    ("page", "main", "left", "news", "news-in", "news-title", "news-date", "news-lead", "news-content"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """One made page and what is wanted of it."""

    seed: int
    markup: str
    url: str
    wanted: dict[str, Any]


def _e(text: str) -> str:
    return html.escape(text, quote=False)


def _tag(name: str, cls: str, inner: str) -> str:
    return f'<{name} class="{cls}">{inner}</{name}>' if cls else f"<{name}>{inner}</{name}>"


def _date_text(r: random.Random, moment: datetime) -> tuple[str, bool]:
    """A date as some portal writes it, and whether it tells the time of day."""
    d, day = moment.strftime("%d/%m/%Y"), _WEEKDAYS[moment.weekday()]
    t, half = moment.strftime("%H:%M"), moment.strftime("%I:%M %p")
    forms = (
        (f"Ngày đăng {d} | {t}", True),
        (f"Ngày đăng: {d} {t}", True),
        (f"Publish date {d} | {half}", True),
        (f"{d} | {half}", True),
        (f"{d} {t}", True),
        (d, False),
        (f"Đăng ngày {moment.strftime('%d - %m - %Y')}", False),
        (f"Đăng ngày {moment.strftime('%d-%m-%Y')} {t}", True),
        (f"Ngày cập nhật {d}", False),
        (f"Cập nhật ngày: {d} {t}", True),
        (f"{day} - {d} {t}", True),
        (f"{day}, {d}, {t} (GMT+7)", True),
        (f"{t} | {d}", True),
        (f"{t} {d}", True),
        (f"Cập nhật: {moment.strftime('%d-%m-%Y')} | {t}:15", True),
        (f"{d} {moment.strftime('%I:%M')}:00 {'SA' if moment.hour < 12 else 'CH'}", True),
        (f"{day}, ngày {d}", False),
        (f"({d})", False),
        (f"Ngày {moment.day} tháng {moment.month} năm {moment.year}", False),
        (f"{t}, ngày {d}", True),
        (f"Đăng lúc {t} ngày {d}", True),
        (moment.strftime("%d.%m.%Y"), False),
        (moment.strftime("%Y-%m-%d %H:%M"), True),
        (f"BBT|{moment.day}/{moment.month}/{moment.year}|{t}", True),
    )
    return r.choice(forms)


def _views_text(r: random.Random, views: int) -> str:
    dotted = f"{views:,}".replace(",", ".")
    return r.choice(
        (
            f"Lượt xem: {views}",
            f"Lượt xem: {dotted}",
            f"View count: {views}",
            f"Đã xem: {views}",
            f"{dotted} lượt xem",
            f"Số lượt xem: {views}",
            f"Lượt đọc: {dotted}",
        )
    )


def _blocks(r: random.Random, body: list[dict[str, str]]) -> str:
    """The body's markup in one of the ways in which editors write."""
    style = r.choice(("p", "p", "div", "br", "span", "word", "tight"))
    out = []
    for block in body:
        text = _e(block["text"])
        if block["kind"] == "caption":
            image = '<img src="/upload/anh.jpg" alt="">'
            form = r.choice(("figure", "em", "table"))
            if form == "figure":
                out.append(f"<figure>{image}<figcaption>{text}</figcaption></figure>")
            elif form == "em":
                out.append(f'<p align="center">{image}</p><p align="center"><em>{text}</em></p>')
            else:
                out.append(f"<table><tr><td>{image}</td></tr><tr><td><i>{text}</i></td></tr></table>")
        elif block["kind"] == "list":
            out.append("<ul>" + "".join(f"<li>{line}</li>" for line in text.split("\n")) + "</ul>")
        elif block["kind"] == "table":
            rows = (row.split(" | ") for row in text.split("\n"))
            out.append(
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
                + "</table>"
            )
        elif block["kind"] == "quote":
            out.append(f"<blockquote>{text}</blockquote>")
        elif block["kind"] == "heading":
            out.append(f"<h3>{text}</h3>")
        else:
            out.append(_paragraph(style, text))
    return "\n".join(out)


def _paragraph(style: str, text: str) -> str:
    return {
        "p": f"<p>{text}</p>",
        "div": f"<div>{text}</div>",
        "br": f"{text}<br><br>\n",
        "span": f'<p align="justify"><span style="font-size:12pt"><span>{text}</span></span></p>',
        "word": f'<p class="MsoNormal"><span lang="VI">{text}<o:p></o:p></span></p>',
        "tight": f"<p>&nbsp;&nbsp;{text}</p>",
    }[style]


def _other_items(r: random.Random, moment: datetime) -> str:
    """Links to other articles, with dates and views of their own."""
    items = []
    for n, other in enumerate(r.sample(_OTHERS, 4)):
        day = (moment - timedelta(days=n + 1)).strftime("%d/%m/%Y")
        extra = r.choice(("", f" <span>({day})</span>", f" <i>{day} - Lượt xem: {r.randrange(9, 900)}</i>"))
        items.append(f'<li><a href="/tin/bai-so-{n + 100}-cua-phuong.html">{other}</a>{extra}</li>')
    return "".join(items)


def _other_list(r: random.Random, moment: datetime, cls: str) -> str:
    """A box of links to other articles."""
    head = r.choice(("Các tin khác", "Tin liên quan", "Bài viết khác", "Tin cùng chuyên mục"))
    heading = _tag(r.choice(("h3", "b", "p", "div")), "", head)
    return _tag("div", cls, f"{heading}<ul>{_other_items(r, moment)}</ul>")


def _column(r: random.Random) -> str:
    """A side column: newest titles, links, counters, a poll."""
    boxes = [
        "<div><h3>Tin mới nhất</h3><ul>"
        + "".join(
            f'<li><a href="/tin/moi-{i}-{i + 200}.html">{t}</a></li>'
            for i, t in enumerate(r.sample(_OTHERS, 5))
        )
        + "</ul></div>",
        "<div><h3>Thống kê truy cập</h3>Đang truy cập: 12<br>Hôm nay: 1.204<br>Tất cả: 3.092.837</div>",
        '<div><h3>Hỏi</h3><form><label><input type="radio">Tốt</label><button>Gửi</button></form></div>',
        '<div><a href="http://chinhphu.vn"><img src="/banner.jpg" alt=""></a></div>',
        "<div><h4>Đường dây nóng</h4><p>Điện thoại: 024.3999.0101 - Trực ban 24/24 giờ</p></div>",
    ]
    r.shuffle(boxes)
    return _tag(
        "div", r.choice(("cot-phai", "right", "", "col-md-4", "v7")), "".join(boxes[: r.randrange(1, 5)])
    )


def _head_line(r: random.Random) -> str:
    """The banner: the site's name, sometimes with a clock."""
    day = CAPTURED + timedelta(hours=7)
    weekday = _WEEKDAYS[day.weekday()]
    clock = r.choice(
        (
            "",
            f'<div class="time">{weekday}, {day.strftime("%d/%m/%Y")}</div>',
            f"<div>Hôm nay: {day.strftime('%d/%m/%Y %H:%M')}</div>",
            f'<div id="clock">{weekday}, ngày {day.day} tháng {day.month} năm {day.year}</div>',
        )
    )
    name = r.choice(
        ("<h1>PHƯỜNG HÒA BÌNH THƯỢNG</h1>", '<a href="/"><img src="/logo.png" alt="Logo"></a>', "")
    )
    return f"<div>{name}{clock}</div>"


def _summaries(r: random.Random) -> str:
    """Other articles with their first sentences: running text that is not this article's."""
    items = "".join(
        f'<div class="item"><a href="/tin/khac-{i}-{i + 300}.html"><img src="/t{i}.jpg" alt=""></a>'
        f'<h4><a href="/tin/khac-{i}-{i + 300}.html">{t}</a></h4><p>Sáng nay, {t[0].lower()}{t[1:]} với sự'
        " có mặt của đông đảo cán bộ, hội viên và nhân dân các tổ dân phố trên địa bàn phường.</p></div>"
        for i, t in enumerate(r.sample(_OTHERS, 3))
    )
    return f"<div><h3>Có thể bạn quan tâm</h3>{items}</div>"


def _comments(r: random.Random) -> str:
    """Readers' comments with dates of their own, and the form for more."""
    said = "".join(
        f'<div class="comment"><b>Nguyễn Văn {n}</b> <span>{r.randrange(1, 28)}/02/2025 09:1{i}</span><p>'
        "Rất đồng tình với chủ trương của phường, mong được triển khai sớm.</p></div>"
        for i, n in enumerate(("Hòa", "Bảy", "Đức"))
    )
    form = "<form><textarea></textarea><input type=text><button>Gửi bình luận</button></form>"
    return f'<div id="binh-luan"><h3>Ý kiến bạn đọc</h3>{said}{form}</div>'


def _signature(r: random.Random, moment: datetime) -> str:
    """What may stand under the body: a place and day, a source."""
    place = f"Hòa Bình Thượng, ngày {moment.day} tháng {moment.month} năm 2016"
    return r.choice(("", "", f'<p align="right"><em>{place}</em></p>'))


def _crumb(r: random.Random, section: str) -> tuple[str, bool]:
    forms = (
        (
            f'<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a>{section}</a></li></ul>',
            True,
        ),
        (f'<div><a href="/">Trang chủ</a> » <a href="/m">{section}</a></div>', True),
        (f'<div class="duong-dan"><a href="/">Trang chủ</a> / <span>{section}</span></div>', True),
        ("", False),
    )
    return r.choice(forms)


def _title(r: random.Random, title: str, cls: str) -> str:
    name = r.choice(("h1", "h1", "h1", "h2", "h2", "h3", "div", "p"))
    inner = _e(title) if name.startswith("h") else f"<strong>{_e(title)}</strong>"
    return _tag(name, cls, inner)


@dataclass(frozen=True, slots=True)
class Parts:
    """The markup of a page's parts, made at random, for a site or a family to put together."""

    number: int
    title: str
    document: str
    meta: str
    """Date, views and now and then who posted it, in one line."""
    lead: str
    """Plain text; empty where the article has none of its own."""
    body: str
    banner: str
    menu: str
    crumb: str
    column: str
    others: str
    """List items with links to other articles."""
    footer: str
    moment: datetime

    @property
    def lead_block(self) -> str:
        """The lead as a paragraph, for layouts without a place of its own for it."""
        return f"<p><strong>{self.lead}</strong></p>" if self.lead else ""


def _meta(r: random.Random, date_text: str, views: int | None) -> str:
    meta = date_text
    if views is not None:
        meta += r.choice((" | ", " - ", "  ", " &nbsp;|&nbsp; ")) + _views_text(r, views)
    if r.random() < 0.25:
        by = r.choice(("Tác giả: Thu Hằng", "Người đăng: admin", "Nguồn: UBND phường"))
        meta = r.choice((f"{meta} | {by}", f"{by} | {meta}"))
    return meta


def parts_of(r: random.Random) -> tuple[Parts, dict[str, Any]]:
    """The parts of one page, and what is wanted of it."""
    articles = (p.wanted for p in gold_pages() if p.wanted["is_article"])
    wanted = dict(r.choice([a for a in articles if not {"tcvn3", "vni"} & set(a["markers"])]))
    moment = datetime(2018, 1, 1, 7, 1, tzinfo=HANOI_TIME) + timedelta(
        days=r.randrange(7 * 365), hours=r.randrange(11), minutes=r.randrange(59)
    )
    date_text, timed = _date_text(r, moment)
    views = r.choice((None, r.randrange(3, 999), r.randrange(1000, 90_000)))
    crumb, crumbed = _crumb(r, wanted["section"] or "Tin tức")
    body = list(wanted["body"])
    lead = _e(body.pop(0)["text"]) if r.random() < 0.5 and body[0]["kind"] == "paragraph" else ""
    site = "Cổng thông tin điện tử phường Hòa Bình Thượng"
    title = wanted["title"]
    menu = "".join(f'<li><a href="/muc-{i}">Chuyên mục {i}</a></li>' for i in range(r.randrange(4, 25)))
    parts = Parts(
        number=r.randrange(1000, 900_000),
        title=_e(title),
        document=r.choice((title, f"{title} - {site}", f"{title} | {site}", site)),
        meta=_meta(r, date_text, views),
        lead=lead,
        body=_blocks(r, body),
        banner=_head_line(r),
        menu=_tag(r.choice(("div", "nav")), "", f"<ul>{menu}</ul>"),
        crumb=crumb,
        column=_column(r),
        others=_other_items(r, moment),
        footer="<p>Giấy phép số 12/GP-TTĐT ngày 05/03/2012. Chịu trách nhiệm: Chủ tịch UBND phường.</p>"
        "<p>Địa chỉ: số 1 phố Hòa Bình. Điện thoại: 024.3999.0101. Ghi rõ nguồn khi phát hành lại.</p>",
        moment=moment,
    )
    wanted |= {
        "published_at": moment.strftime("%Y-%m-%dT%H:%M") if timed else moment.strftime("%Y-%m-%d"),
        "views": views,
        "section": wanted["section"] or "Tin tức" if crumbed else None,
    }
    return parts, wanted


def make(seed: int) -> Site:
    """The site of a seed: always the same for the same golden articles."""
    r = random.Random(seed)
    parts, wanted = parts_of(r)
    box, inner, wrap, k1, k2, c_title, c_meta, c_lead, c_text = r.choice(_NAMES)
    meta = _tag(r.choice(("p", "div", "span", "i", "small")), c_meta, parts.meta)
    title = _title(r, wanted["title"], c_title)
    lead = (
        _tag(r.choice(("p", "div", "h2")), c_lead, f"<strong>{parts.lead}</strong>") if parts.lead else ""
    )
    sizes = '<div><a href="#">In trang</a> <a href="#">A+</a> <a href="#">A-</a></div>'
    tools = r.choice(("", sizes, "<p>Chia sẻ</p>"))
    others = r.choice(("", _other_list(r, parts.moment, r.choice(("lien-quan", "", "other", "n4")))))
    others += _summaries(r) if r.random() < 0.2 else ""
    others += _comments(r) if r.random() < 0.2 else ""
    head = meta + title if r.random() < 0.12 else title + meta
    middle = head + lead + _tag("div", c_text, parts.body) + tools
    inside = r.random() < 0.5
    article = _tag("div", k2, middle + (others if inside else "")) + ("" if inside else others)
    columns = [_tag("div", wrap, _tag("div", k1, parts.crumb + article)), parts.column]
    if r.random() < 0.3:
        columns.reverse()
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{_e(parts.document)}</title></head><body>"
        f"{parts.banner}{parts.menu}{_tag('div', box, _tag('div', inner, ''.join(columns)))}"
        f"<div id=footer>{parts.footer}</div></body></html>"
    )
    return Site(seed, page, f"https://phuong.vidu.vn/tin/bai-viet-{seed + 1000}.html", wanted)
