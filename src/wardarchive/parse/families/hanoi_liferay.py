"""Hanoi's portals on Liferay 6.2, point-portal theme, to 2025: city, districts, wards, departments."""

from datetime import date

from wardarchive.parse.profile import Family, Layout, Listing, Signal, UrlForm

FAMILY = Family(
    name="hanoi_liferay",
    label="Hà Nội, Liferay 6.2",
    signals=(
        Signal("selector", ".assetPublishDate", 0.4),
        Signal("selector", ".asset-full-content-title", 0.4),
        Signal("selector", "#point_portal_egov_date", 0.8),
        Signal("selector", ".portlet-asset-publisher", 0.2),
        Signal("selector", ".asset-abstract .normal-news", 0.3),
        Signal("markup", "pointportal", 0.6),
        Signal("markup", "Liferay.ThemeDisplay", 0.1),
        Signal("url", r"^https?://[^/]*\.hanoi\.gov\.vn(?:[:/]|$)", 0.1),
        Signal("url", r"/-/view_content/\d", 0.2),
        Signal("url", r"[?&]_101_(?:assetEntryId|urlTitle|cur)=", 0.2),
    ),
    layouts=(
        Layout(
            name="2012",
            title=(".asset-full-content-title",),
            meta=(".asset-full-content-title + .assetPublishDate",),
            lead=(".asset-full-content .sapo-wrapper", ".asset-full-content p.sapo"),
            body=(
                ".asset-full-content .journal-content-article",
                ".asset-full-content > .asset-content",
                ".asset-full-content",
            ),
            author=(".asset-full-content .view-content-author",),
            section=(".dd_chuyenmuc .tintuc", "#p_p_id_101_ .portlet-title-text"),
            drop=(
                ".asset-control-detail",
                ".related_asset",
                ".asset-metadata",
                ".taglib-ratings",
                ".taglib-social-bookmarks",
            ),
            tags=(".asset-full-content .taglib-asset-tags-summary a",),
            attachments=(".asset-full-content .asset-links", ".asset-full-content .attachments"),
            until=date(2025, 7, 1),
        ),
    ),
    listing=Listing(
        items=(".asset-abstract", ".title_news", ".newslist4-ct-other li", ".news-wrapper li"),
        links=("h3 a", "a"),
        pager=(".taglib-page-iterator", ".lfr-pagination"),
        page_parameters=("_cur",),
        related=(".related_asset_list li",),
    ),
    article_urls=(
        r"/-/view_content/\d",
        r"_101_assetEntryId=\d",
        r"_101_urlTitle=",
        r"/-/asset_publisher/[^/]+/content/",
    ),
    url_forms=(
        UrlForm(
            needs=("_101_assetEntryId", "_101_urlTitle"),
            path="{path}/-/view_content/{_101_assetEntryId}-{_101_urlTitle}.html",
        ),
        UrlForm(
            needs=("_101_urlTitle",),
            keeps=(
                "p_p_id",
                "p_p_lifecycle",
                "p_p_state",
                "p_p_mode",
                "_101_struts_action",
                "_101_type",
                "_101_urlTitle",
            ),
        ),
        UrlForm(
            needs=("_101_assetEntryId",),
            keeps=(
                "p_p_id",
                "p_p_lifecycle",
                "p_p_state",
                "p_p_mode",
                "_101_struts_action",
                "_101_type",
                "_101_assetEntryId",
            ),
        ),
        UrlForm(needs=(), path_pattern=r"/-/view_content/\d+"),
    ),
)
