"""NukeViet 4.x, stock themes and the eGovernment edition of the Ministry."""

from wardarchive.parse.profile import Family, Layout, Listing, Signal, UrlForm

FAMILY = Family(
    name="nukeviet",
    label="NukeViet 4",
    signals=(
        Signal("generator", "nukeviet", 0.7),
        Signal("selector", ".news_column", 0.3),
        Signal("selector", "#news-bodyhtml", 0.5),
        Signal("markup", "nv_my_domain", 0.3),
        Signal("markup", "nv_base_siteurl", 0.3),
        Signal("markup", "/themes/default/js/nv", 0.1),
        Signal("url", r"[?&]nv=news", 0.3),
        Signal("url", r"/(?:vi/)?news/[^/]+/[^/]+-\d+(?:\.html|/)?$", 0.1),
    ),
    layouts=(
        Layout(
            name="4",
            title=(".news_column h1.title", "h1[itemprop=headline]", ".news_column h1", "h1.title"),
            published=(".news_column span.h5", ".news_column .h5", ".detail-time", ".news_column time"),
            machine=("[itemprop=datePublished]",),
            views=(
                ".news_column span.h5 + span.h5",
                ".news_column .fa-eye + span",
                ".news_column .view-count",
            ),
            lead=(".hometext",),
            body=("#news-bodyhtml", ".bodytext"),
            author=(".news_column .news-author", ".news_column p.h5"),
            section=(
                ".breadcrumbs-wrap .breadcrumbs [itemprop=name]",
                ".breadcrumb [itemprop=name]",
                ".breadcrumb a",
            ),
            tags=(".news_column a[rel=tag]", ".news_tags a"),
            attachments=(".news-download-file", ".list-group.news-download-file"),
            gallery=(".news_column figure.article",),
            drop=(".socialicon", ".rating", ".btn-group"),
        ),
    ),
    listing=Listing(
        items=(".news_column .panel-body", ".news_column .news-list-item", ".news_column li"),
        links=("h2 a", "h3 a", "h4 a", "a"),
        pager=(".pagination",),
        page_parameters=("page",),
        page_path=r"/page-\d+/?$",
        related=(".news_column ul.related li", "ul.related li"),
    ),
    article_urls=(r"/[^/]+/[^/]+-\d+\.html$", r"[?&]nv=news&op=[^&]+/[^&]+-\d+"),
    url_forms=(UrlForm(needs=("nv", "op"), keeps=("language", "nv", "op")),),
)
