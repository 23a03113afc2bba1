"""The engine on disk gives the answers of the naive one: random documents, changes, queries and filters."""

from __future__ import annotations

import random
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from wardarchive.index import memory_engine
from wardarchive.index.language import Language
from wardarchive.index.meaning import Meaning, meaning
from wardarchive.index.memory_engine import MemoryEngine
from wardarchive.index.query_nodes import Query
from wardarchive.index.snapshot_language import SnapshotLanguage
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import (
    FACETS,
    MISSING,
    FacetFilter,
    IndexDocument,
    OfficialRef,
    SearchRequest,
    SearchResult,
)

SYLLABLES = tuple(
    """đảng uỷ ủy uy dang đang phường phương phuong họp hop hợp tổ to tố hòa hoà hoa giải giai dân dan phố
    pho tdp 12 24 covid quyền quy quý kỹ kĩ ki chốt chot trực nước nuoc non nón""".split()  # noqa: SIM905
)
WARDS = (
    ("00142", "Phường Sài Đồng"),
    ("00139", "Phường Phúc Đồng"),
    ("00001", "Phường Hòa Quý"),
    ("7", None),
)
PEOPLE = tuple(
    OfficialRef(f"k{n}", name) for n, name in enumerate(("Lê Thị Hòa", "Đỗ Quý", "Trần Tố Nước"))
)
DISTRICTS = ((None, None), (None, "Thành phố Hà Nội"), ("Quận Hòa Quý", "Thành phố Hà Nội"))
ROLES = ("Bí thư Đảng ủy phường", "Chủ tịch UBND phường", "Tổ trưởng tổ dân phố")
SECTIONS = ("Tin phường", "Hòa giải", "Chốt trực")


def text(chance: random.Random, most: int) -> str:
    words = [chance.choice(SYLLABLES) for _ in range(chance.randint(0, most))]
    words = [w.upper() if chance.random() < 0.1 else w for w in words]
    joined = "".join(w + chance.choice((" ", " ", " ", ", ", ". ", "-")) for w in words)
    return unicodedata.normalize("NFD", joined) if chance.random() < 0.2 else joined


def document(chance: random.Random, number: int) -> IndexDocument:
    code, ward = chance.choice(WARDS) if chance.random() < 0.8 else (None, None)
    day = date(2019, 1, 1) + timedelta(days=chance.randint(0, 900))
    district, province = chance.choice(DISTRICTS)
    when = datetime(day.year, day.month, day.day, chance.randint(0, 23), tzinfo=UTC)
    return IndexDocument(
        number,
        f"https://a.example/{number}",
        text(chance, 6),
        tuple(text(chance, 25) for _ in range(chance.randint(0, 3))),
        ward_code=code,
        ward=ward,
        published=chance.choice((None, day, when)),
        views=chance.choice((None, 0, 5, 100, 1200)),
        section=chance.choice((None, *SECTIONS)),
        officials=tuple(chance.sample(PEOPLE, chance.randint(0, 2))),
        speakers=tuple(p.name for p in chance.sample(PEOPLE, chance.randint(0, 1))),
        district=district,
        province=province,
        roles=tuple(chance.choices(ROLES, k=chance.randint(0, 3))),
        family=chance.choice((None, "hanoi_liferay", "nukeviet")),
    )


def part(chance: random.Random, depth: int = 0) -> str:
    word = chance.choice(SYLLABLES)
    several = " ".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 4)))
    options = [
        word, word, word, several, f"+{word}", f"-{word}", f'"{several}"', f'"{several}"', f'-"{several}"',
        f'"{several}"~{chance.randint(0, 6)}', f"{word[:2]}*", f"{word}~", f"title:{word}", f"body:{word}",
        f'title:"{several}"', several.title(), f"phường:{word}", f"official:{word}", f"speaker:{word}",
        f'section:"{several}"',
        f"tổ dân phố {word}", f"to dan pho {word}", f"tdp {word}",
        "ward:00142", "year:2020", "year:2019..2020", "views:>5", "-views:<100", "date:2020-03",
        f"{word} OR {chance.choice(SYLLABLES)}", f'"{several}" OR year:2021', f"{word} AND {several}",
    ]  # fmt: skip
    if depth < 2:
        options += [
            f"({part(chance, depth + 1)} {part(chance, depth + 1)})",
            f"-({part(chance, depth + 1)})",
        ]
        options += [f"({part(chance, depth + 1)}) OR {part(chance, depth + 1)}"]
    return chance.choice(options)


def request(chance: random.Random) -> SearchRequest:
    values = {
        "ward": ("00142", "00139", "7", MISSING, "nowhere"),
        "year": ("2019", "2020", "2021", MISSING),
        "official": (*(p.key for p in PEOPLE), MISSING),
        "section": (*SECTIONS, MISSING),
        "district": ("Thành phố Hà Nội", "Quận Hòa Quý, Thành phố Hà Nội", MISSING),
        "role": (*ROLES, MISSING),
        "family": ("nukeviet", "hanoi_liferay", MISSING),
    }
    filters = tuple(
        FacetFilter(facet, tuple(chance.sample(values[facet], chance.randint(1, 2))), chance.random() < 0.3)
        for facet in FACETS
        if chance.random() < 0.15
    )
    dated = chance.random() < 0.15
    return SearchRequest(
        " ".join(part(chance) for _ in range(chance.randint(0, 3))),
        filters=filters,
        date_from=date(2019, 6, 1) if dated else None,
        date_to=date(2020, 12, 31) if dated and chance.random() < 0.5 else None,
        sort=chance.choice(("relevance", "relevance", "newest", "oldest", "views")),
        page=chance.choice((1, 1, 1, 2)),
        page_size=chance.choice((5, 20, 100)),
        facet_size=chance.choice((1, 2, 50)),
        facet_query=chance.choice(
            (
                None,
                (
                    chance.choice(FACETS),
                    chance.choice(("", "h", "hoà qu", "quy", "le thị", "20", "none", "-")),
                ),
            )
        ),
    )


def assert_same(expected: SearchResult, found: SearchResult) -> None:
    assert found.total == expected.total
    assert found.all_words == expected.all_words
    assert found.all_first == expected.all_first
    assert found.notes == expected.notes
    assert found.pages == expected.pages
    assert found.facets == expected.facets
    assert found.months == expected.months
    assert [h.score for h in found.hits] == pytest.approx([h.score for h in expected.hits])
    assert [h.id for h in found.hits] == [h.id for h in expected.hits]
    for one, other in zip(found.hits, expected.hits, strict=True):
        assert (one.snippets, one.title_html, one.title) == (other.snippets, other.title_html, other.title)
        assert (one.published, one.views, one.ward) == (other.published, other.views, other.ward)


@pytest.mark.parametrize("seed", range(12))
def test_same_answers(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What bare words likely mean is taken from the engine on both sides: it forgets removed texts later."""
    chance = random.Random(seed)
    engine, reference = WhooshEngine(tmp_path / "index"), MemoryEngine()

    def likely(query: Query, _: Language) -> Meaning:
        return meaning(query, SnapshotLanguage(engine._snapshots.current()))

    monkeypatch.setattr(memory_engine, "meaning", likely)
    for _ in range(6):
        change = chance.random()
        documents = [document(chance, chance.randint(1, 60)) for _ in range(chance.randint(1, 25))]
        gone = [chance.randint(1, 60) for _ in range(chance.randint(0, 10))]
        for target in (engine, reference):
            if change < 0.6:
                assert target.replace(iter(documents)) == len(documents)
            elif change < 0.9:
                target.remove(gone)
            else:
                target.rebuild(documents)
        assert engine.document_count() == reference.document_count()
        for _ in range(25):
            asked = request(chance)
            assert_same(reference.search(asked), engine.search(asked))
    engine.close()


@pytest.mark.parametrize("seed", range(3))
def test_same_suggestions(seed: int, tmp_path: Path) -> None:
    """Without removed documents: those stay in the counts of words until their segment is merged."""
    chance = random.Random(100 + seed)
    engine, reference = WhooshEngine(tmp_path / "index"), MemoryEngine()
    documents = [document(chance, number) for number in range(60)]
    for target in (engine, reference):
        target.rebuild(documents[:40])
        target.replace(documents[40:])
    offered = 0
    for _ in range(60):
        query = " ".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 4)))
        query = query[:-1] if chance.random() < 0.3 else query
        expected = reference.search(SearchRequest(query)).suggestion
        assert engine.search(SearchRequest(query)).suggestion == expected
        assert engine.suggest(query) == reference.suggest(query)
        assert engine.suggest(f"{query} ", 3) == reference.suggest(f"{query} ", 3)
        offered += expected is not None
    assert offered > 2
