"""NukeViet 3 and 4: stock themes, and the eGovernment edition of the Ministry of Information."""

from datetime import date

from wardarchive.parse.profile import Family, Layout, Listing, Signal, UrlForm

_SECTION = (
    ".breadcrumbs [itemprop=name]",
    ".breadcrumb [itemprop=name]",
    ".breadcrumbs a",
    ".breadcrumb a",
)
_DROP = (".socialicon", ".rating", ".btn-group", ".alert-info", ".copyright")

FAMILY = Family(
    name="nukeviet",
    label="NukeViet",
    signals=(
        Signal("generator", "nukeviet", 0.7),
        Signal("selector", ".news_column", 0.3),
        Signal("selector", "#news-bodyhtml", 0.5),
        Signal("selector", ".newsdetailmetatop", 0.3),
        Signal("selector", "#news_detail", 0.4),
        Signal("markup", "nv_my_domain", 0.3),
        Signal("markup", "nv_base_siteurl", 0.3),
        Signal("url", r"[?&]nv=news", 0.3),
        Signal("url", r"/(?:vi/)?news/[^/]+/[^/]+-\d+(?:\.html|/)?$", 0.1),
    ),
    layouts=(
        Layout(
            name="egov",
            title=(".newsdetail h1.title",),
            published=(".newsdetailmetatop span.h5",),
            views=(".newsdetailmetatop span.h5:has(.fa-eye)",),
            machine=("[itemprop=datePublished]",),
            lead=(".newsdetail .hometext",),
            body=(".newsdetail #news-bodyhtml", ".newsdetail .bodytext"),
            author=(".newsdetail p.h5",),
            section=_SECTION,
            tags=(".newsdetailbox .h5 a",),
            attachments=(".news-download-file",),
            gallery=(".newsdetail figure.article",),
            drop=_DROP,
            expects=("title", "published", "views", "body"),
            since=date(2017, 1, 1),
        ),
        Layout(
            name="4",
            title=(".news_column h1.title", "h1[itemprop=headline]", ".news_column h1", "h1.title"),
            published=(".news_column span.h5", ".news_column .h5", ".detail-time", ".news_column time"),
            machine=("[itemprop=datePublished]",),
            views=(".news_column span.h5:has(.fa-eye)", ".news_column .view-count"),
            lead=(".hometext",),
            body=("#news-bodyhtml", ".bodytext"),
            author=(".news_column .news-author", ".news_column p.h5"),
            section=_SECTION,
            tags=(".news_column a[rel=tag]", ".news_column div.h5 a", ".news_tags a"),
            attachments=(".news-download-file",),
            gallery=(".news_column figure.article",),
            drop=_DROP,
            since=date(2014, 6, 1),
        ),
        Layout(
            name="3",
            title=("#news_detail h1",),
            published=("#news_detail .time",),
            lead=("#hometext",),
            body=("#news_detail .bodytext",),
            author=("#news_detail > p",),
            section=_SECTION,
            tags=(".keywords a",),
            drop=_DROP,
            until=date(2015, 1, 1),
        ),
    ),
    listing=Listing(
        items=(
            ".news_column .panel-body",
            ".news_column .news-list-item",
            ".news_column li",
            ".news_column .items",
        ),
        links=("h2 a", "h3 a", "h4 a", "a"),
        pager=(".pagination", ".page"),
        page_parameters=("page",),
        page_path=r"/page-\d+/?$",
        related=("ul.related li",),
    ),
    article_urls=(r"/[^/]+/[^/]+-\d+(?:\.html|/)$", r"[?&]nv=news&op=[^&]+/[^&]+-\d+"),
    url_forms=(
        UrlForm(needs=("nv", "op"), keeps=("language", "nv", "op"), values=(("op", r"/.+-\d+/?$"),)),
    ),
)
