"""Drupal 7 to 10: An Giang."""

from wardarchive.parse.profile import ANY, Family, Layout, Listing, Signal

FAMILY = Family(
    name="drupal",
    label="Drupal",
    signals=(
        Signal("generator", "drupal", 0.7),
        Signal("markup", "Drupal.settings", 0.4),
        Signal("markup", "drupal-settings-json", 0.4),
        Signal("markup", "/sites/default/files/", 0.3),
        Signal("markup", "/sites/all/", 0.2),
        Signal("selector", ".field-name-body", 0.3),
        Signal("selector", ".field--name-body", 0.3),
        Signal("selector", ".node__content", 0.2),
        Signal("selector", ".view-content .views-row", 0.2),
    ),
    layouts=(
        Layout(
            name="node",
            title=(
                "h1.page-title",
                "#page-title",
                "h1.page-header",
                "h1.title",
                ".node-title",
                ".node__title",
                ".field--name-title",
                ANY,
            ),
            meta=(".submitted", ".node__submitted", ".node__meta", ".meta", ".post-info"),
            published=(
                ".field-name-post-date",
                ".field--name-created",
                ".field-name-field-ngay-dang",
                ".submitted",
                ".date-display-single",
                ".node__submitted",
            ),
            machine=(
                "[property*=dc:date]",
                ".submitted time",
                ".node__submitted time",
                ".field--name-created time",
            ),
            views=(
                ".statistics_counter",
                ".statistics-counter",
                ".node-readmore + .statistics",
                ".field-name-views",
            ),
            lead=(
                ".field-name-field-sapo",
                ".field--name-field-sapo",
                ".field-name-field-tom-tat",
                ".field--name-field-summary",
            ),
            body=(".field-name-body", ".field--name-body", ".node__content", ".node .content"),
            author=(
                ".field-name-field-tac-gia",
                ".field--name-field-tac-gia",
                ".submitted .username",
                ".username",
            ),
            section=(".breadcrumb a", ".field-name-field-chuyen-muc a", ".field--name-field-category a"),
            tags=(".field-name-field-tags a", ".field--name-field-tags a"),
            attachments=(".field-name-field-file", ".field--name-field-file", ".file"),
            gallery=(".field-name-field-image", ".field--name-field-image"),
            drop=(
                ".links",
                ".node__links",
                ".field-name-field-tags",
                ".field--name-field-tags",
                ".submitted",
                ".node__meta",
            ),
        ),
    ),
    listing=Listing(
        items=(".view-content .views-row", ".view-content tr"),
        links=(".views-field-title a", "h2 a", "h3 a", "h4 a", "a"),
        pager=(".pager", ".pagination"),
        page_parameters=("page",),
        related=(".block-views .views-row",),
    ),
)
