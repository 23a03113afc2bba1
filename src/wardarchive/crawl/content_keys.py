"""What a URL says about which content it shows, where a CMS gives one content several URLs."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from wardarchive.crawl.urls import host_key, query_parameters

_LIFERAY_PATH = re.compile(
    r"/-/(?:asset_publisher/[^/]+/)?(?:view_content|content)/(?:id/)?(\d+)(?:-|\.|/|$)"
)
_ASSET_ID = "assetentryid"


def content_key(url: str) -> str | None:
    """A name for the content that a URL shows, equal for all its URLs; None where the URL does not tell.

    Liferay shows one article at a friendly path and at a long query, both with the asset's number.

    >>> content_key("http://a.vn/tin/-/view_content/4711-le-hoi.html")
    'a.vn:80/asset/4711'
    >>> content_key("http://a.vn/tin?p_p_id=101&_101_assetEntryId=4711&_101_type=content")
    'a.vn:80/asset/4711'
    """
    parts = urlsplit(url)
    for name, value in query_parameters(parts.query):
        if unquote(name).lower().rsplit("_", 1)[-1] == _ASSET_ID and value and value.isdecimal():
            return f"{host_key(url)}/asset/{value}"
    match = _LIFERAY_PATH.search(parts.path)
    return f"{host_key(url)}/asset/{match[1]}" if match else None
