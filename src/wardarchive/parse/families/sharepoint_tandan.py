"""SharePoint with Tân Dân's theme: Điện Biên, Ninh Thuận. The publication date is in the path."""

from wardarchive.parse.profile import Family, Layout, Listing, Signal

_DROP = (".tandan-div-article-other", ".td-tags", ".ms-webpart-titleText", ".ms-hide", ".tandan-div-print")
_ATTACHMENTS = (".tandan-div-attachment", ".td-attachments")
_SECTION = (".breadcrumb .active", ".breadcrumb a", ".tandan-breadcrumb a", ".tandan-category-title")

FAMILY = Family(
    name="sharepoint_tandan",
    label="SharePoint, giao diện Tân Dân",
    signals=(
        Signal("markup", "tandan-", 0.5),
        Signal("selector", ".tandan-p-article-news-title", 0.4),
        Signal("selector", ".tandan-span-date-publish", 0.3),
        Signal("selector", ".tandan-title-view", 0.4),
        Signal("selector", ".tandan-content-view", 0.3),
        Signal("url", r"/Pages/20\d\d-\d{1,2}-\d{1,2}/", 0.3),
        Signal("generator", "microsoft sharepoint", 0.1),
    ),
    layouts=(
        Layout(
            name="article",
            title=(".tandan-p-article-news-title",),
            meta=(".tandan-div-article-info", ".tandan-p-article-news-info"),
            published=(".tandan-span-date-publish",),
            views=(".tandan-span-view", ".tandan-span-views", ".tandan-span-view-count"),
            lead=(".tandan-p-article-news-summary",),
            body=(".tandan-p-article-main", ".ms-rtestate-field"),
            author=(".tandan-p-article-author", ".tandan-span-author"),
            section=_SECTION,
            tags=(".td-tags a",),
            attachments=_ATTACHMENTS,
            drop=_DROP,
        ),
        Layout(
            name="view",
            title=(".tandan-title-view",),
            meta=(".tandan-info-view", ".tandan-date-view"),
            published=(".tandan-date-view",),
            views=(".tandan-count-view", ".tandan-views-view"),
            lead=(".tandan-summary-view", ".tandan-sapo-view"),
            body=(".tandan-content-view",),
            author=(".tandan-author-view",),
            section=_SECTION,
            tags=(".td-tags a",),
            attachments=_ATTACHMENTS,
            drop=_DROP,
        ),
    ),
    listing=Listing(
        items=(
            ".tandan-li-article",
            ".tandan-div-article-item",
            ".tandan-item-news",
            ".tandan-list-news li",
        ),
        links=("h2 a", "h3 a", "h4 a", "a"),
        pager=(".tandan-paging", ".pagination"),
        page_parameters=("pageindex",),
        related=(".tandan-div-article-other li",),
    ),
    article_urls=(r"/Pages/20\d\d-\d{1,2}-\d{1,2}/[^/]+\.aspx",),
)
