"""VNPT's portal: Sơn La, Cần Thơ, Hải Phòng, Nghệ An, Lào Cai."""

from wardarchive.parse.profile import Family, Layout, Listing, Signal

FAMILY = Family(
    name="vnpt",
    label="VNPT Portal",
    signals=(
        Signal("selector", ".ArticleHeader", 0.5),
        Signal("selector", ".ArticleContent", 0.5),
        Signal("selector", ".ArticleSummary", 0.3),
        Signal("selector", ".PostDate", 0.2),
        Signal("selector", ".ArticleInMenu", 0.5),
        Signal("selector", ".ArticleList", 0.4),
        Signal("markup", "VNPT Portal", 0.2),
    ),
    layouts=(
        Layout(
            name="article",
            title=(".ArticleHeader h1", ".ArticleHeader .Title", ".ArticleHeader"),
            meta=(".ArticleHeader + .PostDate", ".PostDate", ".ArticleInfo"),
            published=(".PostDate",),
            views=(".ViewCount", ".ArticleViews", ".PostView"),
            lead=(".ArticleSummary",),
            body=(".ArticleContent",),
            author=(".ArticleAuthor", ".Author"),
            section=(".breadcrumb .active", ".breadcrumb a", ".ModuleTitle", ".CategoryName"),
            tags=(".ArticleTags a", ".Tags a"),
            attachments=(".ArticleAttach", ".ArticleFiles", ".Attachments"),
            drop=(".ArticleTools", ".ArticleOther", ".OtherArticle", ".social"),
        ),
    ),
    listing=Listing(
        items=(".ArticleInMenu", ".ArticleList > li", ".ArticleList .Item", ".ArticleList .Article"),
        links=(".Title a", "h2 a", "h3 a", "h4 a", "a"),
        pager=("ul.pagination", ".pagination"),
        page_parameters=("page", "pageindex"),
        related=(".ArticleOther li", ".OtherArticle li"),
    ),
    article_urls=(r"/[^/?]+/[^/?]{10,}-\d{3,}/?(?:\.html?)?$",),
)
