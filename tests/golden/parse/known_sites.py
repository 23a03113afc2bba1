"""Pages of the known families, built at random around what is known of their markup.

The classes are those that were seen on real pages; date form, furniture, order of columns and the editors'
habits differ with every seed, as they do from ward to ward.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.golden.parse.unknown_sites import Parts, Site, parts_of

Skeleton = Callable[[random.Random, Parts], str]


@dataclass(frozen=True, slots=True)
class Known:
    """How one family's article page is put together."""

    family: str
    address: str
    """With ``{n}`` for the article's number."""
    article: Skeleton
    head: str = ""
    form: bool = False
    """Whether the CMS wraps the whole page in a form."""


def _e(text: str) -> str:
    return html.escape(text, quote=False)


def _hanoi_liferay(r: random.Random, p: Parts) -> str:
    lead = f"<strong>{p.lead}</strong>"
    repeated = f"<p>{p.lead}</p>" if p.lead and r.random() < 0.4 else ""
    return (
        f'<div class="portlet-asset-publisher" id="p_p_id_101_"><div class="portlet-body"><div>'
        f'<div class="asset-full-content-title">{p.title}</div>'
        f'<div class="assetPublishDate block_timer"> {p.meta} </div>'
        f'<div class="asset-full-content show-asset-title"><div class="asset-content" id="_101_{p.number}">'
        f'<div class="sapo-wrapper clearfix"><p class="sapo"> {lead} </p></div>'
        f'<div class="journal-content-article">{repeated}{p.body}</div></div></div>'
        f'<div class="related_asset"><div class="related_asset_title">Các tin khác</div>'
        f'<ul class="related_asset_list">{p.others}</ul></div></div></div></div>'
    )


def _bac_giang(r: random.Random, p: Parts) -> str:
    date = r.choice(("date", "news-date", "time-news", "thoi-gian", ""))
    title = r.choice(
        (
            f'<div class="title-news"><h1>{p.title}</h1></div>',
            f'<div class="title-news"><h1> {p.title}</h1>',
        )
    )
    close = "" if title.endswith("</h1></div>") else "</div>"
    return (
        f'<div class="portlet-asset-publisher">{title}{close}<div class="{date}">{p.meta}</div>'
        f'<div class="journal-content-article">{p.lead_block}{p.body}</div></div><ul>{p.others}</ul>'
    )


def _hanoi_2025(r: random.Random, p: Parts) -> str:
    meta = r.choice(
        (
            f'<div class="news-info"><span class="time">{p.meta}</span></div>',
            f'<div class="detail-time">{p.meta}</div>',
        )
    )
    body = f'<div class="detail-content afcbc-body clearfix">{p.body}</div>'
    return f"<h1>{p.title}</h1>{meta}{p.lead_block}{body}<ul>{p.others}</ul>"


def _vnpt(r: random.Random, p: Parts) -> str:
    title = r.choice((f"<h1>{p.title}</h1>", p.title))
    lead = f'<div class="ArticleSummary">{p.lead}</div>' if p.lead else ""
    return (
        f'<div class="ArticleHeader">{title}</div><div class="PostDate">{p.meta}</div>{lead}'
        f'<div class="ArticleContent">{p.body}</div><ul>{p.others}</ul>'
    )


def _tandan(r: random.Random, p: Parts) -> str:
    lead = f'<p class="tandan-p-article-news-summary">{p.lead}</p>' if p.lead else ""
    stray = r.choice(("Page Content", ""))
    tag = r.choice(("h1", "p", "h3"))
    return (
        f'<{tag} class="tandan-p-article-news-title">{p.title}</{tag}>'
        f'<span class="tandan-span-date-publish">{p.meta}</span>'
        f'{lead}<div class="tandan-p-article-main">{stray}{p.body}</div>'
        f'<div class="tandan-div-article-other"><ul>{p.others}</ul></div>'
    )


def _tandan_view(r: random.Random, p: Parts) -> str:
    return (
        f'<div class="tandan-title-view">{p.title}</div><div class="tandan-date-view">{p.meta}</div>'
        f'<div class="tandan-content-view">{p.lead_block}{p.body}</div><ul>{p.others}</ul>'
    )


def _sharepoint(r: random.Random, p: Parts) -> str:
    return (
        f'<h1>{p.title}</h1><div class="{r.choice(("date", "ngay", ""))}">{p.meta}</div>'
        f'<div id="divArticleDescription">{p.lead_block}{p.body}</div><ul>{p.others}</ul>'
    )


def _nukeviet(r: random.Random, p: Parts) -> str:
    lead = f'<div class="hometext m-bottom" itemprop="description">{p.lead}</div>' if p.lead else ""
    return (
        '<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope>'
        f'<div class="panel-body"><h1 class="title margin-bottom-lg" itemprop="headline">{p.title}</h1>'
        f'<span class="h5">{p.meta}</span>{lead}'
        f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{p.body}</div></div></div>'
        f'<ul class="related">{p.others}</ul>'
    )


def _hung_yen(r: random.Random, p: Parts) -> str:
    body = r.choice(('class="article-content"', 'id="container"'))
    return (
        f'<h1>{p.title}</h1><div class="post-date">{p.meta}</div>{p.lead_block}<div {body}>{p.body}</div>'
        f"<ul>{p.others}</ul>"
    )


def _khanh_hoa(r: random.Random, p: Parts) -> str:
    tag = r.choice(("div", "h1", "h2"))
    return (
        f'<{tag} class="title-article">{p.title}</{tag}><span id="datearticle">{p.meta}</span>'
        f'<div class="chitietbaiviet">{p.lead_block}{p.body}</div><ul>{p.others}</ul>'
    )


def _hue(r: random.Random, p: Parts) -> str:
    return (
        f"<div>Tìm kiếm tin tức</div><div>Liên kết website</div><div><b>{p.title}</b></div>"
        f"<div>{p.meta}</div>"
        f"<div>{p.lead_block}{p.body}</div><div>Các tin khác</div><ul>{p.others}</ul>"
        "<div>Xem tin theo ngày</div><div>Thống kê truy cập Truy cập tổng 529.672 Truy cập hiện tại"
        " 80</div>"
    )


def _wordpress(r: random.Random, p: Parts) -> str:
    meta = r.choice(("entry-meta", "post-meta", "posted-on", "tac-gia-ngay"))
    return (
        f'<article class="post"><header class="entry-header"><h1 class="entry-title">{p.title}</h1>'
        f'<div class="{meta}">{p.meta}</div></header>'
        f'<div class="entry-content">{p.lead_block}{p.body}</div></article>'
        f"<ul>{p.others}</ul>"
    )


def _joomla(r: random.Random, p: Parts) -> str:
    return (
        f'<div class="item-page"><div class="page-header"><h2 itemprop="headline">{p.title}</h2></div>'
        f'<dl class="article-info"><dd class="published">{p.meta}</dd></dl>'
        f'<div itemprop="articleBody">{p.lead_block}{p.body}</div></div><ul>{p.others}</ul>'
    )


def _drupal(r: random.Random, p: Parts) -> str:
    return (
        f'<h1 class="page-title">{p.title}</h1><div class="node"><div class="submitted">{p.meta}</div>'
        f'<div class="field field-name-body">{p.lead_block}{p.body}</div></div><ul>{p.others}</ul>'
    )


_SHAREPOINT = '<meta name="GENERATOR" content="Microsoft SharePoint">'
KNOWN = (
    Known(
        "hanoi_liferay", "http://x.longbien.hanoi.gov.vn/tin/-/view_content/{n}-bai.html", _hanoi_liferay
    ),
    Known(
        "liferay",
        "https://x.gov.vn/web/guest/-/bai-viet-{n}",
        _bac_giang,
        "<script>Liferay.ThemeDisplay={}</script>",
    ),
    Known("hanoi_2025", "https://x.hanoi.gov.vn/tin/bai-viet-cua-xa-25082{n}.htm", _hanoi_2025),
    Known("vnpt", "https://x.sonla.gov.vn/tin-tuc/bai-viet-cua-xa-{n}", _vnpt),
    Known(
        "sharepoint_tandan",
        "https://x.gov.vn/portal/Pages/2024-5-17/Bai{n}.aspx",
        _tandan,
        _SHAREPOINT,
        True,
    ),
    Known(
        "sharepoint_tandan",
        "https://x.gov.vn/portal/Pages/2024-5-17/Bai{n}.aspx",
        _tandan_view,
        _SHAREPOINT,
        True,
    ),
    Known(
        "sharepoint",
        "https://x.gov.vn/xa/Pages/noi-dung-tin.aspx?NewsID={n}",
        _sharepoint,
        _SHAREPOINT,
        True,
    ),
    Known("nukeviet", "https://x.gov.vn/vi/news/tin/bai-viet-{n}.html", _nukeviet),
    Known("hung_yen", "https://x.hungyen.gov.vn/bai-viet-cua-xa-c{n}.html", _hung_yen),
    Known("khanh_hoa", "https://x.khanhhoa.gov.vn/vi/tin/bai-viet", _khanh_hoa, "", True),
    Known("hue", "https://x.thuathienhue.gov.vn/?gd=4&cn=1&tc={n}", _hue),
    Known(
        "wordpress", "https://x.gov.vn/bai-viet-cua-phuong/", _wordpress, '<link href="/wp-content/a.css">'
    ),
    Known(
        "joomla",
        "https://x.gov.vn/index.php/tin/{n}-bai-viet",
        _joomla,
        '<meta name="generator" content="Joomla!">',
    ),
    Known("drupal", "https://x.gov.vn/tin/bai-viet", _drupal, '<meta name="Generator" content="Drupal 7">'),
)


def make_known(seed: int) -> tuple[str, Site]:
    """The family and the page of a seed."""
    r = random.Random(f"known {seed}")
    known = KNOWN[seed % len(KNOWN)]
    parts, wanted = parts_of(r)
    article = known.article(r, parts)
    columns = [f"<div>{parts.crumb}{article}</div>", parts.column]
    if r.random() < 0.3:
        columns.reverse()
    inside = f"{parts.banner}{parts.menu}<div>{''.join(columns)}</div><div id=footer>{parts.footer}</div>"
    if known.form:
        inside = f'<form id="aspnetForm"><input type="hidden" name="__VIEWSTATE">{inside}</form>'
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{_e(parts.document)}</title>{known.head}"
        f"</head><body>{inside}</body></html>"
    )
    address = known.address.replace("{n}", str(4000 + seed))
    return known.family, Site(seed, page, address, wanted)
