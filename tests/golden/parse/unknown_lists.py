"""List pages of sites nobody has seen, built at random, with the addresses of their items."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.golden.parse.gold import gold_pages

_SLUGS = (
    "hoi-nghi-tong-ket-cong-tac",
    "khai-mac-giai-bong-da",
    "thong-bao-tuyen-dung",
    "lich-tiep-cong-dan",
    "tap-huan-ky-nang-so",
)


@dataclass(frozen=True, slots=True)
class ListSite:
    """One made list page."""

    seed: int
    markup: str
    url: str
    articles: frozenset[str]
    following: frozenset[str]
    """Addresses of further pages of the list."""


def _address(r: random.Random, form: int, n: int) -> str:
    slug = r.choice(_SLUGS)
    return (
        f"/tin-tuc/{slug}-{n}.html",
        f"/chi-tiet/{slug}/{n}",
        f"/?p={n}",
        f"/tin.aspx?ItemID={n}",
        f"/{slug}-cua-phuong-trong-nam-thu-{n}",
        f"/vi/news/{slug}-{n}/",
    )[form]


def _item(form: int, url: str, title: str, summary: str, day: str) -> str:
    link = f'<a href="{url}">{title}</a>'
    more = f'<a href="{url}">Xem tiếp</a>'
    image = f'<a href="{url}"><img src="/thumb.jpg" alt=""></a>'
    return (
        f"<li>{link}</li>",
        f"<li>{link} <span>({day})</span></li>",
        f'<div class="item">{image}<h3>{link}</h3><p>{summary}</p></div>',
        f'<div class="bai"><div class="ngay">{day}</div><div>{link}</div><div>{summary} {more}</div></div>',
        f"<tr><td>{image}</td><td><b>{link}</b><br>{day}<br>{summary}</td></tr>",
        f"<article><h2>{link}</h2><time>{day}</time><p>{summary}</p></article>",
    )[form]


def _pager(r: random.Random, path: str) -> tuple[str, list[str]]:
    form = r.randrange(4)
    if form == 0:
        return "", []
    pages = [f"{path}?page={i}" for i in (2, 3)] if form < 3 else [f"{path}/trang-{i}" for i in (2, 3)]
    links = "".join(f'<a href="{u}">{i}</a> ' for i, u in enumerate(pages, 2))
    last = f'<a href="{pages[0]}">Trang sau</a>' if form == 2 else ""
    return f'<div class="{r.choice(("pagination", "phan-trang", "pager"))}">{links}{last}</div>', pages


def make_list(seed: int) -> ListSite:
    """The list page of a seed."""
    r = random.Random(f"list {seed}")
    pool = [p.wanted for p in gold_pages() if p.wanted["is_article"] and not p.wanted["markers"]]
    form, url_form, path = r.randrange(6), r.randrange(6), "/muc/hoat-dong"
    items, addresses = [], []
    for n in range(r.randrange(5, 21)):
        article = r.choice(pool)
        summary = article["body"][0]["text"][: r.choice((90, 160, 400))]
        url = _address(r, url_form, 4000 + n)
        addresses.append(url)
        items.append(
            _item(
                form, url, article["title"], summary, f"{r.randrange(1, 28):02}/0{r.randrange(1, 9)}/2023"
            )
        )
    body = "".join(items)
    body = (
        f"<ul>{body}</ul>" if form < 2 else f"<table>{body}</table>" if form == 4 else f"<div>{body}</div>"
    )
    pager, following = _pager(r, path)
    menu = "".join(f'<li><a href="/muc-{i}">Chuyên mục {i}</a></li>' for i in range(r.randrange(5, 20)))
    head = r.choice(("<h1>Hoạt động</h1>", "<div class='title'>Hoạt động của phường</div>", ""))
    side = "<div><h3>Thống kê</h3>Đang truy cập: 12<br>Hôm nay: 1.204</div>" if r.random() < 0.5 else ""
    footer = "<p>Giấy phép số 12/GP-TTĐT ngày 05/03/2012. Địa chỉ: số 1 phố Hòa Bình.</p>"
    page = (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Hoạt động - Phường Hòa Bình</title></head>"
        f"<body><div><ul>{menu}</ul></div><div class=main>{head}{body}{pager}</div>{side}"
        f"<div id=footer>{footer}</div></body></html>"
    )
    site = "https://phuong.vidu.vn"
    return ListSite(
        seed,
        page,
        site + path,
        frozenset(site + a for a in addresses),
        frozenset(site + f for f in following),
    )
