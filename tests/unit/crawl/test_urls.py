"""URLs: one spelling for each page, and a clear refusal of what is no web address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.crawl.content_keys import content_key
from wardarchive.crawl.urls import MAX_URL_LENGTH, absolute, canonical, host_key, origin, same_site
from wardarchive.errors import FetchError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://WWW.A.VN", "http://www.a.vn/"),
        ("http://a.vn:80/x", "http://a.vn/x"),
        ("https://a.vn:443/x", "https://a.vn/x"),
        ("https://a.vn:80/x", "https://a.vn:80/x"),
        ("http://a.vn:/x", "http://a.vn/x"),
        ("http://a.vn./x", "http://a.vn/x"),
        ("http://a.vn/a/./b/../c", "http://a.vn/a/c"),
        ("http://a.vn/../../x", "http://a.vn/x"),
        ("http://a.vn/a/..", "http://a.vn/"),
        ("http://a.vn/a/%2e%2E/b", "http://a.vn/b"),
        ("http://a.vn/%7Euser/%c3%a1", "http://a.vn/~user/%C3%A1"),
        ("http://a.vn/tin tức", "http://a.vn/tin%20t%E1%BB%A9c"),
        ("http://a.vn/100%", "http://a.vn/100%25"),
        ("http://a.vn/a%2Fb", "http://a.vn/a%2Fb"),
        ("http://a.vn/x#muc-2", "http://a.vn/x"),
        ("http://a.vn/x?", "http://a.vn/x"),
        ("http://a.vn/x?&&a=1&", "http://a.vn/x?a=1"),
        ("http://a.vn/x?b=2&a=1", "http://a.vn/x?a=1&b=2"),
        ("http://a.vn/x?a=2&a=1", "http://a.vn/x?a=2&a=1"),
        ("http://a.vn/x?a=1&a=1", "http://a.vn/x?a=1"),
        ("http://a.vn/x?a=&b", "http://a.vn/x?a=&b"),
        ("  http://a.vn/x\n", "http://a.vn/x"),
        ("ht\ntp://a.vn/x\ty", "http://a.vn/xy"),
        ("http:\\\\a.vn\\x?q=\\", "http://a.vn/x?q=%5C"),
        ("http://[::0001]:8080/", "http://[::1]:8080/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://phường.vn/", "http://xn--phng-rib8295b.vn/"),
        # A Cyrillic а beside a Latin a: punycode shows the difference.
        ("http://sаidong.vn/", "http://xn--sidong-3nf.vn/"),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    """Equivalent spellings of an address become one."""
    assert canonical(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.vn/tin.do;jsessionid=0A1B2C?id=3", "http://a.vn/tin.do?id=3"),
        ("http://a.vn/x?PHPSESSID=abc&id=3", "http://a.vn/x?id=3"),
        ("http://a.vn/(S(lit3py55t21z5v55vlm25s55))/tin.aspx", "http://a.vn/tin.aspx"),
        ("http://a.vn/(A(x)S(y)F(z))/tin.aspx", "http://a.vn/tin.aspx"),
        ("http://a.vn/%28S(lit3py55)%29/tin.aspx", "http://a.vn/tin.aspx"),
        ("http://a.vn/x?ASPSESSIONIDQQ=abc", "http://a.vn/x"),
        ("http://a.vn/x?sid=9f8e7d6c5b4a39281706f5e4d3c2b1a0&id=3", "http://a.vn/x?id=3"),
        ("http://a.vn/x?sid=48", "http://a.vn/x?sid=48"),
        ("http://a.vn/x?utm_source=a&UTM_Medium=b&fbclid=c&gclid=d&zarsrc=e&id=3", "http://a.vn/x?id=3"),
        ("http://a.vn/x?id=3&print=1", "http://a.vn/x?id=3"),
        ("http://a.vn/x?id=3&tmpl=component&print=1", "http://a.vn/x?id=3&tmpl=component"),
        ("http://a.vn/x?id=3&print=0", "http://a.vn/x?id=3&print=0"),
        ("http://a.vn/x?_101_viewMode=print&_101_assetEntryId=3", "http://a.vn/x?_101_assetEntryId=3"),
        ("http://a.vn/x?p_p_state=pop_up&p_p_id=101", "http://a.vn/x?p_p_id=101"),
        ("http://a.vn/x?p_p_state=normal", "http://a.vn/x?p_p_state=normal"),
        ("http://a.vn/x?id=3&_101_redirect=%2Ftin%3Fcur%3D2", "http://a.vn/x?id=3"),
        ("http://a.vn/x?id=3&_=1751328000000", "http://a.vn/x?id=3"),
        ("http://a.vn/?gd=4&cn=91&tc=1534", "http://a.vn/?cn=91&gd=4&tc=1534"),
        ("http://a.vn/?tc=1534&gd=4&cn=91", "http://a.vn/?cn=91&gd=4&tc=1534"),
        ("http://a.vn/tin?_101_cur=2&_101_delta=10", "http://a.vn/tin?_101_cur=2&_101_delta=10"),
    ],
)
def test_visit_is_dropped_and_page_kept(url: str, expected: str) -> None:
    """Sessions, campaigns, print versions and back links go; what names the page stays."""
    assert canonical(url) == expected


def test_absolute_keeps_every_parameter() -> None:
    """The address that is asked for is not stripped: a redirect may need its session."""
    url = "http://a.vn/x;jsessionid=1?utm_source=b&PHPSESSID=c"

    assert absolute(url) == url


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("tin/1.html", "http://a.vn/vi/tin/1.html"),
        ("/tin/1.html", "http://a.vn/tin/1.html"),
        ("//b.vn/x", "http://b.vn/x"),
        ("?page=2", "http://a.vn/vi/list?page=2"),
        ("#top", "http://a.vn/vi/list?page=1"),
        ("", "http://a.vn/vi/list?page=1"),
        ("\\tin\\2", "http://a.vn/tin/2"),
    ],
)
def test_relative_links(link: str, expected: str) -> None:
    """Links are taken from the page that has them."""
    assert canonical(link, "http://a.vn/vi/list?page=1") == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tin/1",
        "ftp://a.vn/",
        "file:///etc/passwd",
        "gopher://a.vn/1",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "mailto:ubnd@a.vn",
        "tel:02438271234",
        "data:text/html,x",
        "http://",
        "http:///x",
        "http://user@a.vn/",
        "http://user:pass@a.vn/",
        "http://a.vn@b.vn/",
        "http://a.vn:0/",
        "http://a.vn:65536/",
        "http://a.vn:25/",
        "https://a.vn:6667/",
        "http://a.vn:x/",
        "http://a b.vn/",
        "http://a%2eb.vn/",
        "http://-a.vn/",
        "http://a..vn/",
        "http://" + "a" * 64 + ".vn/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://[zz::1]/",
        "http://a.vn/" + "x" * MAX_URL_LENGTH,
        "http://a.vn/" + "ữ" * 500,
        "http://\u2100.vn/",
        "http://a\u0000b.vn/",
    ],
)
def test_refused(url: str) -> None:
    """What is no address of the web is refused in one line of bounded length."""
    with pytest.raises(FetchError) as caught:
        canonical(url)

    assert caught.value.kind == "bad-url"
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400


def test_refused_link_on_a_page() -> None:
    """A scheme in a link is not taken for a path."""
    with pytest.raises(FetchError, match="javascript"):
        canonical("javascript:void(0)", "http://a.vn/")


@given(st.text(max_size=300), st.sampled_from(["", "http://a.vn/", "http://", "https://a.vn:8/?", "/"]))
def test_any_text_is_an_address_or_refused(text: str, start: str) -> None:
    """No text makes anything but a URL in printable ASCII or a FetchError."""
    try:
        url = canonical(start + text, "http://portal.vn/a/b")
    except FetchError as error:
        assert error.kind == "bad-url"
    else:
        assert url.isascii() and url.isprintable() and " " not in url
        assert url.startswith(("http://", "https://"))
        assert len(url) <= MAX_URL_LENGTH


_PIECES = st.sampled_from(
    [
        *"/.?&=;%#:()[]@+ ",
        "..",
        "%2e",
        "%25",
        "%",
        "a",
        "B",
        "á",
        "sid",
        ";jsessionid=1",
        "(S(a))",
        "utm_x=1",
        "//",
    ]
)


@given(st.lists(_PIECES, max_size=25))
def test_canonical_is_idempotent(pieces: list[str]) -> None:
    """The canonical form of a canonical URL is itself."""
    try:
        once = canonical("http://a.vn/" + "".join(pieces))
    except FetchError:
        return

    assert canonical(once) == once
    assert absolute(once) == once


def test_site_and_host() -> None:
    """A portal is its host with or without www, by http or https."""
    assert same_site("https://www.a.gov.vn/x", "http://a.gov.vn")
    assert same_site("http://a.gov.vn:8080/x", "https://www.a.gov.vn:8080/")
    assert not same_site("http://b.a.gov.vn/", "http://a.gov.vn/")
    assert not same_site("http://a.gov.vn:8080/", "http://a.gov.vn/")
    assert not same_site("mailto:a@a.gov.vn", "http://a.gov.vn/")
    assert host_key("http://A.vn/x") == "a.vn:80"
    assert host_key("http://[::1]:8/x") == "[::1]:8"
    assert origin("https://a.vn:444/x?y#z") == "https://a.vn:444"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://a.vn/tin/-/view_content/4711-le-hoi.html", "a.vn:80/asset/4711"),
        ("http://a.vn/tin/-/asset_publisher/x1Y/content/id/4711", "a.vn:80/asset/4711"),
        ("http://a.vn/tin?p_p_id=101&_101_assetEntryId=4711&_101_urlTitle=le-hoi", "a.vn:80/asset/4711"),
        ("http://a.vn/tin?_101_INSTANCE_q_assetEntryId=4711", "a.vn:80/asset/4711"),
        ("http://a.vn/tin?_101_urlTitle=le-hoi", None),
        ("http://a.vn/tin/-/asset_publisher/x1Y/content/le-hoi-2020", None),
        ("http://a.vn/4711-le-hoi.html", None),
    ],
)
def test_content_key(url: str, key: str | None) -> None:
    """Both URLs of a Liferay article name one asset."""
    assert content_key(url) == key
