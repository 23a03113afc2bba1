"""What every engine must do, run over each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from wardarchive.errors import QueryError
from wardarchive.index.engine import Engine
from wardarchive.index.memory_engine import MemoryEngine
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import MISSING, FacetFilter, IndexDocument, OfficialRef, SearchRequest, SearchResult

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda folder: MemoryEngine(),
    "whoosh": WhooshEngine,
}

CUONG = OfficialRef("dang-duc-cuong.00142", "Đặng Đức Cường", "Bí thư Đảng ủy phường")
HOA = OfficialRef("le-thi-hoa.00139", "Lê Thị Hòa", "Chủ tịch UBND phường")

DOCUMENTS = (
    IndexDocument(
        1,
        "https://a.example/1",
        "Hội nghị Đảng ủy phường Sài Đồng",
        ("Sáng 15/12, Đảng uỷ phường tổ chức hội nghị.", "Đồng chí Đặng Đức Cường <chủ trì> & kết luận."),
        ward_code="00142",
        ward="Phường Sài Đồng",
        published=datetime(2020, 12, 15, 9, 0, tzinfo=UTC),
        views=425,
        district="Quận Long Biên",
        province="Thành phố Hà Nội",
        roles=("Bí thư Đảng ủy phường",),
        family="hanoi_liferay",
        section="Tin phường",
        officials=(CUONG,),
        speakers=("Đặng Đức Cường",),
    ),
    IndexDocument(
        2,
        "https://a.example/2",
        "Ra quân tổng vệ sinh môi trường",
        ("Người dân tổ 5 quét dọn ngõ phố.", "Bà Lê Thị Hoà cảm ơn bà con đã chung tay."),
        ward_code="00139",
        ward="Phường Phúc Đồng",
        published=date(2021, 3, 6),
        views=90,
        section="Đời sống",
        officials=(HOA,),
    ),
    IndexDocument(
        3,
        "https://a.example/3",
        "THONG BAO lich tiep dan",
        ("UBND phuong thong bao lich tiep dan thang 4.", "Moi chi tiet lien he van phong."),
        ward_code="00142",
        ward="Phường Sài Đồng",
        published=date(2021, 4, 1),
        province="Thành phố Hà Nội",
        family="nukeviet",
        section="Thông báo",
    ),
    IndexDocument(
        4,
        "https://a.example/4",
        unicodedata.normalize("NFD", "Hòa giải ở cơ sở: kinh nghiệm của tổ dân phố"),
        (unicodedata.normalize("NFD", "Tổ hòa giải họp hằng tháng. Đang hòa giải mâu thuẫn về lối đi."),),
        views=1200,
        officials=(CUONG, HOA),
    ),
    IndexDocument(
        5,
        "https://a.example/5",
        "Dịch Covid-19: phường lập chốt kiểm soát",
        ("Chốt trực 24/24 tại ngõ 12. Bí thư phường kiểm tra chốt.", "Hội phụ nữ nấu cơm cho chốt trực."),
        ward_code="00139",
        ward="Phường Phúc Đồng",
        published=datetime(2021, 3, 6, 1, 30, tzinfo=UTC),
        views=90,
        section="Tin phường",
    ),
)


@pytest.fixture(params=sorted(ENGINES))
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = ENGINES[request.param](tmp_path / "index")
    yield engine
    engine.close()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    assert empty.replace(iter(DOCUMENTS)) == len(DOCUMENTS)
    return empty


def ids(result: SearchResult) -> list[int]:
    return [hit.id for hit in result.hits]


def found(engine: Engine, query: str) -> set[int]:
    result = engine.search(SearchRequest(query))
    assert result.total == len(result.hits)
    return set(ids(result))


def counts(engine: Engine, facet: str, request: SearchRequest) -> dict[str, int]:
    return {c.value: c.count for c in engine.search(request).facets[facet]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {1, 2, 3, 4, 5}),
        ("   ", {1, 2, 3, 4, 5}),
        # tone placement, case, missing diacritics
        ("hoà giải", {4}),
        ("HÒA GIẢI", {4}),
        (unicodedata.normalize("NFD", "hòa giải"), {4}),
        ("hoa giai", {4}),
        ("thông báo", {3}),
        ("hòa", {2, 4}),
        # another accent is another word, unless the text has none
        ("đăng ủy", set()),
        ("đang", {4}),
        # most words are enough: two of three, three of four
        ("hội nghị phố", {1}),
        ("chốt kiểm soát giao", {5}),
        ("hội giao", set()),
        # musts, exclusions, phrases
        ("+hội nghị", {1}),
        ("phường -sài", {2, 5}),
        ("-phường", {4}),
        ('-"hội nghị"', {2, 3, 4, 5}),
        ('"đảng ủy phường"', {1}),
        ('"dang uy phuong"', {1}),
        ('"đang ủy phường"', set()),
        ('"phường đảng ủy"', set()),
        ('"covid 19"', {5}),
        ("+Covid-19", {5}),
        ('"thông báo"~3', {3}),
        ('"chi dang cuong"~2', {1}),
        ('"chi dang cuong"~0', set()),
        # fields and their Vietnamese names
        ("title:hội", {1}),
        ("body:hội", {1, 5}),
        ('tiêu đề:"hội nghị"', {1}),
        ("tieude:moi", {2}),
        ('ward:"sài đồng"', {1, 3}),
        ("phường:phúc", {2, 5}),
        ("ward:00142", {1, 3}),
        ("official:cường", {1, 4}),
        ('người:"lê thị hoà"', {2, 4}),
        ("speaker:cường", {1}),
        ('chuyên mục:"tin phường"', {1, 5}),
        ("year:2020", {1}),
        ("năm:2020..2021", {1, 2, 3, 5}),
        ("views:>425", {4}),
        ("views:90..425", {1, 2, 5}),
        ("date:2021-03", {2, 5}),
        ("ngày:>=6/3/2021", {2, 3, 5}),
        ("-year:2021", {1, 4}),
        # OR, AND, NOT, groups
        ("covid OR hòa", {2, 4, 5}),
        ("phường (covid OR nghị)", {1, 5}),
        ("(hội nghị) OR (tổng vệ)", {1, 2}),
        ("hội AND chốt", {5}),
        ("hội NOT chốt", {1}),
        ("title:(covid OR giải)", {4, 5}),
        ("phường -(covid OR nghị)", {2, 3}),
        # other ways to write a name
        ("ủy ban nhân dân", {3}),
        ("uy ban nhan dan lich", {3}),
        ('"ủy ban nhân dân"', set()),
        # prefixes and near misses
        ("kiể*", {5}),
        ("ngh*", {1, 4}),
        ("moi*", {2, 3}),
        ("covit~", {5}),
        ("chốtt~", {5}),
        # names of wards, sections and officials are searched too
        ("cường", {1, 4}),
        ("phúc đồng", {2, 5}),
    ],
)
def test_what_a_query_finds(engine: Engine, query: str, expected: set[int]) -> None:
    assert found(engine, query) == expected


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ('hội "nghị', "unclosed-quote"),
        ("foo:hội", "unknown-field"),
        ("year:mới hội", "bad-value"),
        ("((hội", "unclosed-group"),
        ("a* hội", "short-prefix"),
        ("?!", "only-punctuation"),
        ("😀", "only-punctuation"),
        ("*", "only-punctuation"),
        ('""', "only-punctuation"),
        ("(" * 200 + "hội", "too-deep"),
        ("hội* " * 30, "too-many-wildcards"),
    ],
)
def test_what_is_not_understood_is_noted(engine: Engine, query: str, note: str) -> None:
    result = engine.search(SearchRequest(query))
    assert note in result.notes
    if note == "only-punctuation":
        assert result.total == 0
    else:
        assert result.notes[0].isascii()


@pytest.mark.parametrize("query", ["x" * 2001, "họp " * 500, '"' + "họp " * 65 + '"', "a" * 10_000])
def test_too_large_queries_are_refused_in_one_line(engine: Engine, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        engine.search(SearchRequest(query))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "query",
    [
        "\x00\x01\x02",
        "'; DROP TABLE articles; --", "[a-z]+(.*)?", "a:b:c:d", ":::", "+++---", "-", "+", "~",
        "~5", '"~5', "OR", "AND OR NOT", "OR OR OR", "()", ")(", "NOT",
        "title:", 'title:""', "-title:(", "日本語",
        "עברית", "year:..", "views:>", "date:99/99/9999", "date:0000", "year:99999999999999999", "\ud800",
        "*" * 500, "hội~ OR -(-(-x))", '"hội"~999', "a\u0301\u0301\u0301\u0301", "%_%", "\\", "ward:none",
    ],
)  # fmt: skip
def test_any_text_is_a_query(engine: Engine, query: str) -> None:
    result = engine.search(SearchRequest(query))
    assert 0 <= result.total <= len(DOCUMENTS)
    assert result.query == query


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(page=0),
        SearchRequest(page_size=0),
        SearchRequest(filters=(FacetFilter("colour", ("red",)),)),
        SearchRequest(sort="beauty"),  # type: ignore[arg-type]
    ],
)
def test_impossible_requests_are_refused(engine: Engine, request_: SearchRequest) -> None:
    with pytest.raises(QueryError):
        engine.search(request_)


def test_what_has_all_words_comes_first_and_is_counted(engine: Engine) -> None:
    result = engine.search(SearchRequest("phường hội chốt"))
    assert ids(result)[0] == 5
    assert result.all_words == 1
    assert result.all_first
    assert result.total == 2
    assert not engine.search(SearchRequest("phường hội chốt", sort="newest")).all_first
    assert not engine.search(SearchRequest("phường hội chốt đã đi họp dân phố")).all_first
    assert engine.search(SearchRequest('"hội nghị"')).all_words is None


def test_bare_words_promise_less(engine: Engine) -> None:
    """Each bare word stands for several: up to four, and not up to six, what has all stands first."""
    assert engine.search(SearchRequest("hop to dan pho")).all_first
    assert not engine.search(SearchRequest("hop to dan pho phuong")).all_first
    assert engine.search(SearchRequest("hop tổ dan pho phuong")).all_first


def test_neighbours_and_titles_rank_higher(empty: Engine) -> None:
    filler = "sáng nay bà con cùng nhau quét dọn ngõ phố rồi về"
    empty.replace(
        [
            IndexDocument(1, "u1", "Tin", (f"an {filler} toàn",)),
            IndexDocument(2, "u2", "Tin", (f"an toàn {filler}",)),
            IndexDocument(3, "u3", "An toàn", (f"{filler} hôm qua",)),
        ]
    )
    assert ids(empty.search(SearchRequest("an toàn"))) == [3, 2, 1]


def test_a_full_name_typed_with_capitals_counts_as_one(empty: Engine) -> None:
    """Persons of nearly the same name stand behind the one who was asked for."""
    empty.replace(
        [
            IndexDocument(
                1, "u1", "Tin", ("Bà Nguyễn Thị Thanh và ông Thanh Mỹ dự họp, bà Thanh phát biểu.",)
            ),
            IndexDocument(2, "u2", "Tin", ("Bà Nguyễn Thị Thanh Mỹ dự họp, ông Hòa phát biểu.",)),
            *(
                IndexDocument(n, f"u{n}", "Tin", ("Sáng nay bà con tổ dân phố cùng nhau quét dọn ngõ.",))
                for n in range(3, 40)
            ),
        ]
    )
    assert ids(empty.search(SearchRequest("Nguyễn Thị Thanh Mỹ"))) == [2, 1]
    assert ids(empty.search(SearchRequest("nguyễn thị thanh mỹ"))) == [1, 2]


@pytest.mark.parametrize("query", ["vỉa hè", "via", '"vỉa hè"', "vỉ*"])
def test_what_begins_with_it_ranks_higher(empty: Engine, query: str) -> None:
    """The lead tells what a text is about: a syllable among the first thirty counts for more than a later one."""
    filler = "sáng nay bà con cùng nhau quét dọn ngõ phố rồi về " * 4
    empty.replace(
        [
            IndexDocument(1, "u1", "Tin", (filler, "Dọn vỉa hè.", filler)),
            IndexDocument(2, "u2", "Tin", ("Dọn vỉa hè.", filler, filler)),
        ]
    )
    first, second = empty.search(SearchRequest(query)).hits
    assert (first.id, second.id) == (2, 1)
    assert first.score > second.score


def test_accents_typed_are_rewarded(empty: Engine) -> None:
    empty.replace(
        [
            IndexDocument(1, "u1", "Tin", ("hop to dan pho",)),
            IndexDocument(2, "u2", "Tin", ("họp tổ dân phố",)),
            IndexDocument(3, "u3", "Tin", ("hợp tố dẫn phó",)),
        ]
    )
    assert ids(empty.search(SearchRequest("họp tổ dân phố"))) == [2, 1]
    assert set(ids(empty.search(SearchRequest("hop to dan pho")))) == {1, 2, 3}
    assert ids(empty.search(SearchRequest("hop tổ dan pho"))) == [2, 1, 3]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("newest", [3, 2, 5, 1, 4]), ("oldest", [1, 2, 5, 3, 4]), ("views", [4, 1, 2, 5, 3])],
)
def test_orders(engine: Engine, sort: str, expected: list[int]) -> None:
    order = ids(engine.search(SearchRequest(sort=sort)))  # type: ignore[arg-type]
    if sort == "newest":
        expected = [3, 5, 2, 1, 4]
    assert order == expected


def test_pages(engine: Engine) -> None:
    pages = [engine.search(SearchRequest(page=n, page_size=2, sort="oldest")) for n in (1, 2, 3, 4)]
    assert [ids(p) for p in pages] == [[1, 2], [5, 3], [4], []]
    assert {(p.total, p.pages) for p in pages} == {(5, 3)}
    nothing = engine.search(SearchRequest("không có gì như vậy"))
    assert (nothing.total, nothing.pages, nothing.hits) == (0, 1, ())


def test_facets_count_everything(engine: Engine) -> None:
    result = engine.search(SearchRequest())
    shown = {f: [(c.value, c.label, c.count) for c in counted] for f, counted in result.facets.items()}
    assert shown["ward"] == [
        ("00139", "Phường Phúc Đồng", 2), ("00142", "Phường Sài Đồng", 2), (MISSING, MISSING, 1),
    ]  # fmt: skip
    assert shown["year"] == [("2021", "2021", 3), ("2020", "2020", 1), (MISSING, MISSING, 1)]
    assert shown["official"] == [
        (CUONG.key, CUONG.name, 2), (HOA.key, HOA.name, 2), (MISSING, MISSING, 2),
    ]  # fmt: skip
    assert shown["section"][0] == ("Tin phường", "Tin phường", 2)


def test_a_facet_ignores_itself_and_obeys_the_others(engine: Engine) -> None:
    request = SearchRequest(
        filters=(FacetFilter("ward", ("00142",)), FacetFilter("year", ("2021", "2020"))), facet_size=10
    )
    result = engine.search(request)
    assert set(ids(result)) == {1, 3}
    assert counts(engine, "ward", request) == {"00142": 2, "00139": 2}
    assert counts(engine, "year", request) == {"2020": 1, "2021": 1}
    assert [c.selected for c in result.facets["ward"]] == [False, True]


def test_several_values_mean_or_several_facets_and(engine: Engine) -> None:
    both = (FacetFilter("ward", ("00142", "00139")), FacetFilter("official", (HOA.key,)))
    assert set(ids(engine.search(SearchRequest(filters=both)))) == {2}
    split = (FacetFilter("ward", ("00142",)), FacetFilter("ward", ("00139",)))
    assert engine.search(SearchRequest(filters=split)).total == 4


def test_missing_and_excluded_values(engine: Engine) -> None:
    assert ids(engine.search(SearchRequest(filters=(FacetFilter("ward", (MISSING,)),)))) == [4]
    without = SearchRequest(filters=(FacetFilter("official", (HOA.key,), exclude=True),))
    assert set(ids(engine.search(without))) == {1, 3, 5}
    assert counts(engine, "ward", without) == {"00142": 2, "00139": 1}
    dated = SearchRequest(filters=(FacetFilter("year", (MISSING,), exclude=True),))
    assert engine.search(dated).total == 4


def test_selected_values_stay_even_at_zero(engine: Engine) -> None:
    request = SearchRequest(
        "covid", filters=(FacetFilter("section", ("Thông báo", "Không có")),), facet_size=0
    )
    result = engine.search(request)
    assert result.total == 0
    section = [(c.value, c.count, c.selected) for c in result.facets["section"]]
    assert section == [("Không có", 0, True), ("Thông báo", 0, True)]
    assert result.facets["ward"] == ()


def test_roles_districts_and_families(engine: Engine) -> None:
    result = engine.search(SearchRequest(sort="oldest"))
    shown = {f: [(c.value, c.count) for c in counted] for f, counted in result.facets.items()}
    assert shown["role"] == [(MISSING, 4), ("Bí thư Đảng ủy phường", 1)]
    assert shown["family"] == [(MISSING, 3), ("hanoi_liferay", 1), ("nukeviet", 1)]
    assert shown["district"] == [
        (MISSING, 3), ("Quận Long Biên, Thành phố Hà Nội", 1), ("Thành phố Hà Nội", 1),
    ]  # fmt: skip
    for facet, value, expected in (
        ("role", "Bí thư Đảng ủy phường", {1}),
        ("family", "nukeviet", {3}),
        ("district", "Thành phố Hà Nội", {3}),
        ("family", MISSING, {2, 4, 5}),
    ):
        assert set(ids(engine.search(SearchRequest(filters=(FacetFilter(facet, (value,)),))))) == expected
        without = SearchRequest(filters=(FacetFilter(facet, (value,), exclude=True),))
        assert set(ids(engine.search(without))) == {1, 2, 3, 4, 5} - expected


def test_months_of_a_result(engine: Engine) -> None:
    def months(request: SearchRequest) -> list[tuple[str, int]]:
        return [(m.month, m.count) for m in engine.search(request).months]

    assert months(SearchRequest()) == [("2020-12", 1), ("2021-03", 2), ("2021-04", 1)]
    assert months(SearchRequest("covid")) == [("2021-03", 1)]
    assert months(SearchRequest(filters=(FacetFilter("ward", ("00142",)),), page=2)) == [
        ("2020-12", 1), ("2021-04", 1),
    ]  # fmt: skip
    assert months(SearchRequest(date_to=date(2020, 12, 31))) == [("2020-12", 1)]
    assert months(SearchRequest("hòa giải")) == []


@pytest.mark.parametrize(
    ("facet", "text", "expected"),
    [
        ("official", "cuong", [CUONG.key]),
        ("official", "Đức Cư", [CUONG.key]),
        ("official", "đức hòa", []),
        ("ward", "dong", ["00139", "00142"]),
        ("ward", "phúc", ["00139"]),
        ("ward", "phục", []),
        ("year", "2021", ["2021"]),
        ("section", "none", []),
        ("section", "", ["Tin phường", "Thông báo", "Đời sống", MISSING]),
    ],
)
def test_search_inside_a_facet(engine: Engine, facet: str, text: str, expected: list[str]) -> None:
    result = engine.search(SearchRequest(facet_query=(facet, text)))
    assert sorted(c.value for c in result.facets[facet]) == sorted(expected)
    assert result.total == 5
    other = "year" if facet != "year" else "ward"
    assert result.facets[other] == engine.search(SearchRequest()).facets[other]


def test_search_inside_a_facet_keeps_what_is_selected(engine: Engine) -> None:
    request = SearchRequest(
        filters=(FacetFilter("official", (HOA.key,)),), facet_query=("official", "cường"), facet_size=1
    )
    shown = engine.search(request).facets["official"]
    assert {(c.value, c.selected) for c in shown} == {(CUONG.key, False), (HOA.key, True)}
    with pytest.raises(QueryError):
        engine.search(SearchRequest(facet_query=("colour", "red")))


def test_facets_are_cut(engine: Engine) -> None:
    request = SearchRequest(filters=(FacetFilter("official", (HOA.key,)),), facet_size=1)
    shown = engine.search(request).facets["official"]
    assert [(c.value, c.selected) for c in shown] == [(CUONG.key, False), (HOA.key, True)]


def test_days_are_hanois(engine: Engine) -> None:
    assert ids(engine.search(SearchRequest(date_from=date(2021, 3, 6), date_to=date(2021, 3, 6)))) == [2, 5]
    assert engine.search(SearchRequest(date_to=date(2020, 12, 31))).total == 1
    assert engine.search(SearchRequest(date_from=date(2021, 1, 1))).total == 3


def test_snippets_mark_what_matched(engine: Engine) -> None:
    hit = engine.search(SearchRequest("cường chủ trì")).hits[0]
    assert hit.snippets[0] == (
        "Đồng chí Đặng Đức <mark>Cường</mark> &lt;<mark>chủ</mark> <mark>trì</mark>&gt; &amp; kết luận."
    )
    folded = engine.search(SearchRequest('"dang uy"')).hits[0]
    assert "<mark>Đảng</mark> <mark>uỷ</mark> phường" in folded.snippets[0]
    assert folded.title_html == "Hội nghị <mark>Đảng</mark> <mark>ủy</mark> phường Sài Đồng"


def test_snippets_of_decomposed_text(engine: Engine) -> None:
    hit = engine.search(SearchRequest('"hoà giải"')).hits[0]
    marked = unicodedata.normalize("NFD", "<mark>hòa</mark> <mark>giải</mark>")
    assert hit.snippets[0].count(marked) == 2
    assert hit.title_html.startswith(unicodedata.normalize("NFD", "<mark>Hòa</mark>"))


def test_snippets_are_cut_at_words(empty: Engine) -> None:
    words = " ".join(f"chữ{n}" for n in range(400))
    empty.replace([IndexDocument(1, "u", "Tin", (words,))])
    (snippet,) = empty.search(SearchRequest("chữ200")).hits[0].snippets
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert "<mark>chữ200</mark>" in snippet
    plain = snippet.strip("…").replace("<mark>", "").replace("</mark>", "")
    assert f" {plain} " in f" {words} "
    assert len(plain) <= 240


def test_phrases_do_not_mark_single_words(engine: Engine) -> None:
    hit = engine.search(SearchRequest('"chốt trực"')).hits[0]
    html = " ".join(hit.snippets)
    assert "kiểm tra chốt" in html
    assert html.count("<mark>") == html.count("</mark>") == 4


def test_replace_and_remove(engine: Engine) -> None:
    before = engine.generation()
    changed = IndexDocument(1, "https://a.example/1", "Lễ hội làng", ("Khai mạc lễ hội làng cổ.",))
    assert engine.replace([changed]) == 1
    assert engine.generation() > before
    assert found(engine, "nghị") == set()
    assert found(engine, "làng") == {1}
    assert engine.document_count() == 5
    assert counts(engine, "ward", SearchRequest()) == {"00139": 2, "00142": 1, MISSING: 2}
    engine.remove([1, 4, 999])
    assert engine.document_count() == 3
    assert found(engine, "làng") == set()
    engine.remove([])
    assert engine.document_count() == 3


def test_the_last_of_two_with_one_id_stays(empty: Engine) -> None:
    empty.replace([IndexDocument(7, "u", "Một", ("a",)), IndexDocument(7, "u", "Hai", ("b",))])
    assert empty.document_count() == 1
    assert [h.title for h in empty.search(SearchRequest()).hits] == ["Hai"]


def test_rebuild_forgets_what_was(engine: Engine) -> None:
    before = engine.generation()
    assert engine.rebuild(iter(DOCUMENTS[:2])) == 2
    assert engine.generation() > before
    assert found(engine, "") == {1, 2}
    assert engine.rebuild([]) == 0
    assert engine.document_count() == 0


def test_an_empty_engine(empty: Engine) -> None:
    assert empty.document_count() == 0
    result = empty.search(SearchRequest("họp", filters=(FacetFilter("ward", ("00142",)),)))
    assert (result.total, result.pages, result.hits) == (0, 1, ())
    assert [(c.value, c.count) for c in result.facets["ward"]] == [("00142", 0)]
    assert empty.suggest("họp") == []
    empty.remove([1])
    assert empty.document_count() == 0


def test_documents_with_almost_nothing(empty: Engine) -> None:
    empty.replace([IndexDocument(1, "u", "", ()), IndexDocument(2, "v", "", ("", "…"))])
    assert found(empty, "") == {1, 2}
    assert [h.snippets for h in empty.search(SearchRequest()).hits] == [(), ()]


TEXTS = (
    "Đảng ủy phường tổ chức hội nghị. Đảng ủy phường họp với tổ dân phố về kỹ năng số.",
    "Đảng ủy phường họp tổ dân phố. Kỹ năng số của tổ dân phố.",
    "Dân phố mừng đảng mừng xuân, đăng ký thi kỹ năng.",
)


@pytest.fixture
def worded(empty: Engine) -> Engine:
    empty.replace(
        IndexDocument(
            n, f"u{n}", "Tin", (text,), "00142", "Phường Sài Đồng", officials=(CUONG, HOA) if n else (HOA,)
        )
        for n, text in enumerate(TEXTS)
    )
    return empty


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dang uy phuong", "đảng ủy phường"),
        ("DANG UY", "đảng ủy"),
        ('"to dan pho"', '"tổ dân phố"'),
        ("ky nang so", "kỹ năng số"),
        ("đăng ủy phường", "đảng ủy phường"),
        ("đảng ủy phườg", "đảng ủy phường"),
        ("title:tin +dang uy", "title:tin +đảng ủy"),
        # nothing better, or no need
        ("đảng ủy", None),
        ("đảng uỷ", None),
        ("dang", None),
        ("", None),
        ("?!", None),
        ("xyzzy qwerty", None),
        ("2024 12", None),
    ],
)
def test_did_you_mean(worded: Engine, query: str, expected: str | None) -> None:
    assert worded.search(SearchRequest(query)).suggestion == expected


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("cuong", ("official", "Đặng Đức Cường", CUONG.key)),
        ("Đặng Đức C", ("official", "Đặng Đức Cường", CUONG.key)),
        ("le thi h", ("official", "Lê Thị Hòa", HOA.key)),
        ("hoà", ("official", "Lê Thị Hòa", HOA.key)),
        ("sai d", ("ward", "Phường Sài Đồng", "00142")),
        ("dang u", ("phrase", "đảng ủy phường", "đảng ủy phường")),
        ("đảng ủy ", ("phrase", "đảng ủy phường họp", "đảng ủy phường họp")),
        ("ky na", ("phrase", "kỹ năng số", "kỹ năng số")),
    ],
)
def test_completions(worded: Engine, prefix: str, first: tuple[str, str, str]) -> None:
    found = worded.suggest(prefix)
    assert (found[0].kind, found[0].text, found[0].value) == first
    assert worded.suggest(prefix, 1) == found[:1]


@pytest.mark.parametrize("prefix", ["", " ", "?", "x" * 5000, "xyzzy ", "họp " * 50, "\x00", "😀", "đẳng"])
def test_nothing_to_complete(worded: Engine, prefix: str) -> None:
    assert worded.suggest(prefix) == []
