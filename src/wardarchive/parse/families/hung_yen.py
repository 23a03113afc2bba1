"""Hưng Yên's portals."""

from wardarchive.parse.profile import ANY, Family, Layout, Listing, Signal

FAMILY = Family(
    name="hung_yen",
    label="Hưng Yên",
    signals=(
        Signal("selector", ".article-content", 0.15),
        Signal("selector", ".post-date", 0.2),
        Signal("selector", ".item-new", 0.3),
        Signal("selector", "a.article-title", 0.2),
        Signal("selector", ".article-brief", 0.2),
        Signal("selector", ".article-date", 0.1),
        Signal("url", r"/chuyen-muc-[^/]+-c\d+", 0.6),
        Signal("markup", "/chuyen-muc-", 0.3),
        Signal("url", r"hungyen\.gov\.vn", 0.3),
    ),
    layouts=(
        Layout(
            name="post",
            title=("h1.article-title", ".article-title", "h1.post-title", ".post-title", ANY),
            meta=(".post-date",),
            lead=(".article-brief", ".post-brief", ".article-summary"),
            body=(".article-content", "#container"),
            author=(".article-author", ".post-author"),
            section=(".breadcrumb .active", ".breadcrumb a", ".cat-title"),
            tags=(".article-tags a", ".post-tags a"),
            attachments=(".article-files",),
            drop=(".article-tools", ".article-other", ".related"),
        ),
    ),
    listing=Listing(
        items=(".item-new",),
        links=("a.article-title", "h2 a", "h3 a", "a"),
        pager=(".pagination", ".paging"),
        page_path=r"/chuyen-muc-[^/]+-c\d+-\d+\.html$",
        related=(".article-other li",),
    ),
    article_urls=(r"^/(?!chuyen-muc-)[^/?]*[^/?]{8,}-\d{2,}\.html$", r"/[^/?]{8,}-[ap]\d{2,}\.html$"),
)
