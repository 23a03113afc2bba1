"""Signs of a changed layout, and what a site calls itself."""

from __future__ import annotations

from tests.golden.parse.gold import GoldPage, gold_pages
from wardarchive.parse.drift import drift_signs
from wardarchive.parse.page import read_page
from wardarchive.parse.site import read_site_names


def golden(name: str) -> GoldPage:
    return next(p for p in gold_pages() if p.name == name)


def test_no_signs_where_the_layout_fits() -> None:
    """On the golden Liferay pages family and generic reading agree, and nothing is missing."""
    for page in gold_pages():
        if page.name.startswith("hanoi_liferay/2012"):
            assert drift_signs(page.read(), page.read("generic")) == (), page.name


def test_changed_class_names_are_noticed() -> None:
    """A page whose date line got another class still gives its date, and the sign that it moved."""
    page = golden("hanoi_liferay/2012-1")
    changed = page.body.replace(b"assetPublishDate", b"ngay-dang-tin")
    reading = read_page(changed, page.wanted["url"], content_type="text/html; charset=utf-8")
    assert reading.family == "hanoi_liferay"
    assert "missing:published" in drift_signs(reading)
    assert getattr(reading.page, "published", None) is not None


def test_a_new_body_is_noticed_and_read() -> None:
    """A page whose body and title moved is read generically, and says so."""
    page = golden("hanoi_liferay/2012-1")
    changed = page.body.replace(b"asset-full-content", b"bai-viet-moi")
    reading = read_page(changed, page.wanted["url"], content_type="text/html; charset=utf-8")
    assert getattr(reading.page, "title", "") == page.wanted["title"]
    assert {"missing:title", "missing:body"} <= set(drift_signs(reading))


def test_site_names() -> None:
    """Title, header, breadcrumb and footer tell whose site it is."""
    markup = (
        "<html><head><title>Tin tức - Cổng thông tin điện tử phường Sài Đồng</title></head><body>"
        '<div class="banner"><img src="/b.jpg" alt="UBND phường Sài Đồng - quận Long Biên"></div>'
        "<p>Phường khác được nhắc trong bài</p>"
        '<div id="footer"><p>Địa chỉ: phường Sài Đồng, quận Long Biên, thành phố Hà Nội</p></div>'
    )
    assert read_site_names(markup.encode()) == (
        "Tin tức - Cổng thông tin điện tử phường Sài Đồng",
        "UBND phường Sài Đồng - quận Long Biên",
        "Địa chỉ: phường Sài Đồng, quận Long Biên, thành phố Hà Nội",
    )
    assert read_site_names(b"%PDF-1.4") == ()
