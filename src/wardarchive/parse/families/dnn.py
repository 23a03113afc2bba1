"""DotNetNuke with the module cmsview, whose lists come as JSON: the police of Hanoi."""

from wardarchive.parse.profile import ANY, Family, Layout, Listing, Signal

FAMILY = Family(
    name="dnn",
    label="DotNetNuke, cmsview",
    signals=(
        Signal("markup", "/DesktopModules/cmsview", 0.6),
        Signal("url", r"/DesktopModules/cmsview/api/", 0.6),
        Signal("markup", "/DesktopModules/", 0.2),
        Signal("generator", "dotnetnuke", 0.4),
        Signal("markup", "dnn_ctr", 0.3),
        Signal("markup", "__dnnVariable", 0.2),
        Signal("markup", "DnnModule", 0.2),
    ),
    layouts=(
        Layout(
            name="cmsview",
            title=(".cmsview h1", ".news-detail h1", ".detail-title", "h1.title", ".DnnModule h1", ANY),
            meta=(".news-info", ".detail-info", ".news-meta"),
            published=(".publish-time", ".news-date", ".detail-date", ".DnnModule time", ".date"),
            views=(".view-count", ".news-view"),
            lead=(".news-description", ".detail-description", ".cmsview .description", ".summary"),
            body=(
                ".full-content",
                ".news-content",
                ".detail-content",
                ".cmsview .content",
                ".DnnModule .content",
            ),
            author=(".news-author", ".detail-author"),
            section=(".breadcrumb .active", ".breadcrumb a", ".category-name"),
            tags=(".news-tags a",),
            attachments=(".news-files", ".attach-files"),
            drop=(".news-other", ".news-tools", ".share"),
        ),
    ),
    listing=Listing(
        items=(".cmsview-item", ".news-item", ".list-news li"),
        links=("h2 a", "h3 a", "h4 a", "a"),
        pager=(".pagination", ".paging"),
        page_parameters=("pageindex", "page"),
        related=(".news-other li",),
    ),
    article_urls=(r"/[^/?]+/[^/?]{8,}-\d{2,}/?$",),
)
