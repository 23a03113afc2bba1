"""A feed or sitemap without items."""

from __future__ import annotations

import pytest

from wardarchive.parse.page import read_page


@pytest.mark.parametrize("root", ["rss", "feed", "urlset", "sitemapindex"])
def test_no_items(root: str) -> None:
    """An empty list is no article and no error."""
    read = read_page(f'<?xml version="1.0"?><{root}></{root}>'.encode(), "https://phuong.example/feed")

    assert read.links == ()
