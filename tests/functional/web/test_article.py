"""The article page and its versions."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from wardarchive.wiring import Services


def _text(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.text[:2000]
    return response.text


def test_the_text_stands_as_published_with_people_and_statements_marked(client: FlaskClient) -> None:
    html = _text(client, "/article/1")
    assert "Ra quân thu gom rác trên tuyến phố chính, lần 1" in html
    assert '<a class="person" href="/official/luong-vinh-khang.00142">Lương Vĩnh Khang</a>' in html
    assert '<span id="s1" class="anchor"></span><span class="said">Đồng chí ' in html
    assert "<h2>Việc cần làm ngay</h2>" in html
    assert '<ul class="list"><li>Tổ dân phố số 1</li><li>Tổ dân phố số 2</li></ul>' in html
    assert '<th scope="col">Năm</th>' in html and "<td>1.204 hồ sơ</td>" in html
    assert "Chicago" in html


def test_the_facts_and_the_evidence_stand_beside_it(client: FlaskClient) -> None:
    html = _text(client, "/article/1")
    for expected in (
        "Thứ Hai, 01/01/2018, 16:07",
        "100 lượt xem",
        "Phường Sài Đồng",
        "Quận Long Biên, Thành phố Hà Nội",
        "Phường Phúc Lợi",
        "Hoạt động các phường",
        "20/11/2026, 10:04",
        "sha1:00000000000000000000000000000000",
        "hanoi_liferay",
        'href="/capture/1"',
        'href="http://00142.example.vn/tin/1"',
        "Kế hoạch.pdf",
    ):
        assert expected in html, expected


def test_an_article_without_a_date_says_so(client: FlaskClient) -> None:
    assert "không rõ ngày" in _text(client, "/article/30")


def test_a_changed_article_lists_its_versions_and_what_changed(
    client: FlaskClient, services: Services
) -> None:
    assert [v.number for v in services.store.versions(3)] == [1, 2]
    html = _text(client, "/article/3")
    assert "Trang có thay đổi không?" in html and "2 phiên bản" in html
    assert "/article/3/compare?old=1&amp;new=2" in html
    second = _text(client, "/article/3/version/2")
    assert "<ins>Đính chính: buổi làm việc bắt đầu lúc 8 giờ.</ins>" in second
    first = _text(client, "/article/3/version/1")
    assert "Đây là phiên bản đầu tiên" in first and "Phiên bản sau" in first
    assert client.get("/article/3/version/3").status_code == 404


def test_views_over_time_are_a_table(client: FlaskClient) -> None:
    html = _text(client, "/article/3")
    assert "Lượt xem theo thời gian" in html
    assert "174" in html and "229" in html


def test_citations_can_be_taken_away(client: FlaskClient) -> None:
    bib = client.get("/article/1.bib")
    assert bib.text.startswith("@online{wardarchive-1,")
    assert bib.headers["Content-Disposition"] == 'attachment; filename="wardarchive-1.bib"'
    ris = client.get("/article/1.ris")
    assert "UR  - http://00142.example.vn/tin/1\r\n" in ris.text
    assert "Bản lưu wardarchive lúc 10:04 ngày 20/11/2026: http://localhost/article/1" in _text(
        client, "/article/1"
    )


def test_an_official_has_roles_statements_and_articles(client: FlaskClient) -> None:
    html = _text(client, "/official/luong-vinh-khang.00142")
    assert '<h1 lang="vi">Lương Vĩnh Khang</h1>' in html
    assert "Bí thư Đảng ủy phường" in html
    assert "10 bài" in html
    assert 'href="/article/1#s1"' in html.replace("&#35;", "#")
    assert 'href="/capture/1"' in html


def test_a_ward_has_its_fate_its_people_and_its_portal(client: FlaskClient) -> None:
    html = _text(client, "/ward/00142")
    assert "<h1>Phường Sài Đồng</h1>" in html
    assert 'href="/ward/00151"' in html and "01/01/2025" in html
    assert "Lương Vĩnh Khang" in html
    assert "Cổng 00142" in html


def test_coverage_lists_every_portal(client: FlaskClient) -> None:
    html = _text(client, "/coverage")
    assert "3 cổng thông tin" in html and "31 bản chụp" in html
    assert html.count("chưa thu thập") == 3


def test_what_is_not_there_is_404(client: FlaskClient) -> None:
    for url in (
        "/article/0",
        "/article/999",
        "/article/99999999999999999999999",
        "/article/-1",
        "/article/x",
        "/article/1/version/0",
        "/article/999.bib",
        "/capture/999",
        "/capture/999/raw",
        "/capture/99999999999999999999999/raw",
        "/official/nobody",
        "/official/" + "x" * 5000,
        "/ward/99999",
        "/ward/..%2f..%2fetc",
        "/nowhere",
        "/values/nothing",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ):
        response = client.get(url)
        assert response.status_code == 404, url
        assert "Không có gì ở địa chỉ này" in response.text


def test_two_versions_are_compared_whichever_they_are(client: FlaskClient) -> None:
    later = _text(client, "/article/3/compare?old=1&new=2")
    assert "<ins>Đính chính: buổi làm việc bắt đầu lúc 8 giờ.</ins>" in later
    back = _text(client, "/article/3/compare?old=2&new=1")
    assert "<del>Đính chính: buổi làm việc bắt đầu lúc 8 giờ.</del>" in back
    assert _text(client, "/article/3/compare").count("<ins>") == 1
    assert "Không có gì" in _text(client, "/article/3/compare?old=2&new=2")
    assert "Không có gì" in _text(client, "/article/1/compare")
    for wrong in ("old=9", "new=x", "old=-1"):
        assert client.get(f"/article/3/compare?{wrong}").status_code == 404


def test_the_identifier_of_a_capture_leads_to_it(client: FlaskClient, services: Services) -> None:
    html = _text(client, "/article/1")
    found = re.search(r"urn:pwid:localhost:2026-11-20T03:04:05Z:page:[^<]+", html)
    assert found
    response = client.get(f"/pwid/{found.group()}")
    assert (response.status_code, response.location) == (302, "/capture/1")
    query = client.get(
        "/pwid/urn:pwid:elsewhere.vn:2026-11-20T03:04:05Z:page:http://00151.example.vn/tin/2?xem=1"
    )
    assert (query.status_code, query.location) == (302, "/capture/2")
    for wrong in (
        "urn:pwid:a:2026-11-20T03:04:06Z:page:http://00142.example.vn/tin/1",
        "urn:x",
        "urn:pwid:::",
    ):
        assert client.get(f"/pwid/{wrong}").status_code == 404


def test_files_come_from_the_archive_where_it_has_them(client: FlaskClient) -> None:
    html = _text(client, "/article/1")
    assert "kho không có: dẫn tới cổng" in html
    assert '<img src="/capture/' not in html


def test_the_views_are_net_of_our_own_fetches(client: FlaskClient) -> None:
    html = _text(client, "/article/3")
    assert '<polyline points="0,80 320,0"/>' in html
    assert "Lượt xem theo thời gian, trừ lượt của chính kho này" in html
    assert '<td class="n">229</td><td class="n">228</td>' in html


def test_a_ward_page_tells_who_held_a_role_in_a_year(client: FlaskClient) -> None:
    html = _text(client, "/ward/00142?year=2020")
    assert "Cán bộ năm 2020" in html and "Lương Vĩnh Khang" in html
    assert "Không có ai được nêu chức vụ" in _text(client, "/ward/00142?year=1999")
    assert "Cán bộ, người được nêu gần nhất đứng trước" in _text(client, "/ward/00142?year=<script>")
    assert html.count('class="lineage"') == 1


def test_a_permalink_of_before_leads_on_and_statements_have_a_page(client: FlaskClient) -> None:
    """The id of a spelling is an address for ever; statements and commitments lead to their articles."""
    moved = client.get("/official/luong-vinh-khang.00142.luwowng-vinhx-khang")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/official/luong-vinh-khang.00142")
    said = _text(client, "/statements?speaker=luong-vinh-khang.00142")
    assert "/official/luong-vinh-khang.00142" in said
    assert "Lương Vĩnh Khang" in said
    for address in ("/statements?q=rác&kind=act", "/commitments", "/commitments?all=1&ward=00142"):
        assert client.get(address).status_code == 200, address
    for wrong in ("/statements?kind=song", "/statements?page=x", "/commitments?from=mai"):
        assert client.get(wrong).status_code == 400, wrong
