"""Khánh Hòa's portals on ASP.NET WebForms, whose paging is by postback."""

from wardarchive.parse.profile import Family, Layout, Listing, Signal

FAMILY = Family(
    name="khanh_hoa",
    label="Khánh Hòa, WebForms",
    signals=(
        Signal("selector", ".chitietbaiviet", 0.5),
        Signal("selector", "#datearticle", 0.4),
        Signal("selector", ".title-article", 0.3),
        Signal("markup", "__VIEWSTATE", 0.05),
        Signal("url", r"khanhhoa\.gov\.vn", 0.2),
    ),
    layouts=(
        Layout(
            name="webforms",
            title=(".title-article",),
            meta=("#datearticle", ".datearticle"),
            views=("#viewarticle", ".viewarticle", ".luotxem"),
            lead=(".chitietbaiviet .sapo", ".summary-article", ".tomtatbaiviet"),
            body=(".chitietbaiviet",),
            author=(".author-article", "#authorarticle", ".tacgia"),
            section=(".breadcrumb .active", ".breadcrumb a", ".title-cate"),
            attachments=(".file-article", ".filedinhkem"),
            drop=(".tinlienquan", ".tool-article"),
        ),
    ),
    listing=Listing(
        items=(".item-article", ".list-article li", ".list-article .item"),
        links=("h2 a", "h3 a", "h4 a", "a"),
        pager=(".pagination", ".paging", ".pager"),
        page_parameters=("page", "trang"),
        related=(".tinlienquan li",),
    ),
)
