"""Hanoi's sites since the two-level government began on 1 July 2025: the city, its wards and communes."""

from datetime import date

from wardarchive.parse.profile import ANY, Family, Layout, Listing, Signal

FAMILY = Family(
    name="hanoi_2025",
    label="Hà Nội từ 1/7/2025",
    signals=(
        Signal("selector", ".afcbc-body", 0.6),
        Signal("markup", "/api/NewsZone/", 0.6),
        Signal("url", r"/api/NewsZone/", 0.6),
        Signal("selector", ".news-info .time", 0.2),
        Signal("selector", ".detail-time", 0.2),
        Signal("selector", ".detail-content", 0.1),
        Signal("url", r"^https?://[^/]*hanoi\.gov\.vn(?:[:/]|$)", 0.1),
        Signal("url", r"/[a-z0-9-]{10,}-\d{6,}\.htm(?:$|\?)", 0.2),
    ),
    layouts=(
        Layout(
            name="2025",
            title=(".detail-title", ".news-title-detail", "h1.title", ".news-detail h1", ANY),
            meta=(".news-info", ".detail-info"),
            published=(".news-info .time", ".detail-time", ".detail-info .time"),
            views=(".news-info .view", ".detail-view", ".view-count"),
            lead=(".detail-sapo", ".news-sapo", ".detail-content .sapo", "h2.sapo", ".sapo"),
            body=(".afcbc-body", ".detail-content"),
            author=(".detail-author", ".news-info .author", ".detail-content .author"),
            section=(".breadcrumb .active", ".breadcrumb a", ".detail-cate a", ".news-cate"),
            tags=(".detail-tags a", ".tags a"),
            drop=(
                ".VCSortableInPreviewMode[type=RelatedNews]",
                ".related-news",
                ".detail-tool",
                ".box-relate",
            ),
            since=date(2025, 7, 1),
        ),
    ),
    listing=Listing(
        items=(".news-item", ".box-category-item", ".list-news li", ".item-news"),
        links=("h1 a", "h2 a", "h3 a", "h4 a", ".title a", "a"),
        pager=(".pagination", ".paging"),
        page_parameters=("page", "pageindex", "trang"),
        page_path=r"/trang-\d+\.htm$",
        related=(".related-news li", ".box-relate li"),
    ),
    article_urls=(r"/[a-z0-9-]{8,}-\d{6,}\.htm$",),
)
