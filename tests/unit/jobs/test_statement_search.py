"""Statements found by words, speaker, kind, ward and year; who speaks most of it; posts from CSV."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.unit.jobs.small_archive import Written, reread, write
from wardarchive.errors import UsageError
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.popolo import popolo
from wardarchive.jobs.posts import import_posts, read_posts
from wardarchive.jobs.quote_history import quote_history
from wardarchive.jobs.settle import settle_persons
from wardarchive.jobs.statement_search import find_statements, statement_filter
from wardarchive.model import Post
from wardarchive.store.commitment_rows import CommitmentFilter
from wardarchive.store.store import Store

WASTE = Written(
    1,
    "00142",
    date(2019, 5, 1),
    "Ông Chu Mạnh Tường, Chủ tịch UBND phường, nói: “Việc thu gom rác sẽ đúng giờ.”\n"
    "Ông Chu Mạnh Tường yêu cầu các tổ dân phố thu gom rác xong trước ngày 30/9/2019.",
)
SEA = Written(
    2, "20272", date(2020, 6, 1), "Bà Tô Thị Lựu, Bí thư Đảng ủy phường, nói: “Bãi biển không còn rác.”"
)
UNNAMED = Written(3, "00142", date(2021, 6, 1), "Bí thư Đảng ủy phường đề nghị các chi bộ họp đúng kỳ.")


@pytest.fixture
def filled(store: Store) -> Store:
    write(store, WASTE, SEA, UNNAMED)
    settle_persons(store)
    return store


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rác", 3),
        ("rac", 3),
        ("RÁC thu gom", 2),
        ('"thu gom rác"', 2),
        ('"gom thu"', 0),
        ("“bãi biển”", 1),
        ("", 4),
        ("...", 4),
        ("không tồn tại", 0),
        ("100% _", 0),
    ],
)
def test_words_with_and_without_diacritics(filled: Store, query: str, found: int) -> None:
    """All words must be there; those in quotation marks side by side."""
    assert find_statements(filled, statement_filter(filled, query)).total == found


def test_typed_diacritics_count_unless_nothing_has_them(filled: Store) -> None:
    """`biện` is not `biển`; it is found only because nothing else is, and that is said."""
    page = find_statements(filled, statement_filter(filled, "bãi biện"))

    assert (page.total, page.folded) == (1, True)
    assert not find_statements(filled, statement_filter(filled, "bãi biển")).folded


def test_filters_and_who_speaks_most(filled: Store) -> None:
    """Counts ignore their own selection and obey all others."""
    page = find_statements(filled, statement_filter(filled, "rác", ward=["00142"]))

    assert [(s.name, s.statements, s.articles) for s in page.speakers] == [("Chu Mạnh Tường", 2, 1)]
    assert {c.value: c.count for c in page.wards} == {"00142": 2, "20272": 1}
    assert {c.value for c in page.years} == {"2019"}
    act = find_statements(filled, statement_filter(filled, kind=["act"], year=["2019"]))
    assert [s.statement.verb for s in act.statements] == ["yêu cầu"]
    by_name = statement_filter(filled, speaker=["to thi luu"])
    assert by_name.speakers == ("to-thi-luu.20272",)
    with pytest.raises(UsageError, match="kind"):
        statement_filter(filled, kind=["song"])
    with pytest.raises(UsageError, match="year"):
        statement_filter(filled, year=["20"])


def test_a_statement_leads_to_its_place(filled: Store) -> None:
    """Version, block and offsets hold the very words."""
    for one in find_statements(filled, statement_filter(filled)).statements:
        record = filled.record(one.article_id)
        assert record is not None
        said = one.statement
        assert record.article.body[said.block].text[said.start : said.end] == said.text
        assert record.reading.statements[one.number] == said
        assert one.version_id == record.version.id


def test_commitments_with_their_day(filled: Store) -> None:
    """Who must do it, until when, who said so."""
    total, found = filled.commitments(CommitmentFilter(dated=True))

    assert total == 1
    assert (found[0].commitment.due, found[0].official_key) == (date(2019, 9, 30), "chu-manh-tuong.00142")
    assert "tổ dân phố" in (found[0].commitment.obliged or "")
    assert filled.commitments(CommitmentFilter(due_from=date(2020, 1, 1)))[0] == 0
    act = find_statements(filled, statement_filter(filled, kind=["act"], year=["2019"])).statements[0]
    Archivist(filled, "Lan", "thử", datetime(2026, 1, 1, tzinfo=UTC)).attribute(act.id, None)
    again = filled.commitments(CommitmentFilter(dated=True))[1]
    assert [(c.commitment.speaker, c.official_key) for c in again] == [(None, None)]


def test_the_register_answers_for_its_time_alone(filled: Store) -> None:
    """Who held the office on the day of the article, unless two did."""
    held = Post("Đỗ Văn Sáng", "Bí thư Đảng ủy phường", "00142", date(2020, 1, 1), None, "QĐ 1", "00142")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    query = '"chi bộ họp đúng kỳ"'

    def said() -> tuple[str | None, str | None]:
        settle_persons(filled)
        one = find_statements(filled, statement_filter(filled, query)).statements[0]
        return one.statement.speaker, one.attribution

    assert said() == (None, "none")
    assert import_posts(filled, [held], now) == 1
    assert said() == ("Đỗ Văn Sáng", "register")
    assert import_posts(filled, [held], now) == 0
    import_posts(filled, [Post("Lê Thị Ba", held.role, "00142", date(2021, 1, 1), None, "?", "00142")], now)
    assert said() == (None, "none")
    memberships = popolo(filled)["memberships"]
    assert all(m["person_id"] and m["organization_id"] and m["post_id"] for m in memberships)


def test_bad_lines_of_a_register_are_told_one_by_one() -> None:
    """The good ones are taken; each bad one has its number and what to do."""
    found = read_posts(
        "\ufeffName,Role,Unit,From,To,Source\n"
        '"Lê An","Bí thư, Chủ tịch HĐND",00142,2019,03/2020,QĐ\n'
        "\n"
        "Lê An,,00142,,,QĐ\n"
        "Lê An,Bí thư,00142,2021-02-30,,QĐ\n"
        "Lê An,Bí thư,00142,2022,2021,QĐ\n"
        "Lê An,Bí thư,00142,,,QĐ,thừa\n"
        "Lê An,Bí thư,Quận Long Biên,31/12/2020,,QĐ\n"
    )

    assert [(p.from_on, p.to_on, p.ward_code) for p in found.posts] == [
        (date(2019, 1, 1), date(2020, 3, 31), "00142"),
        (date(2020, 12, 31), None, None),
    ]
    assert [b.line for b in found.bad] == [4, 5, 6, 7]
    assert "role" in found.bad[0].english
    with pytest.raises(UsageError, match="source"):
        read_posts("name,role,unit,from,to\n")


def test_a_quote_that_a_later_version_changed(filled: Store) -> None:
    """Changed, removed, given to somebody else: each with the version that did it."""
    later = "Ông Chu Mạnh Tường, Chủ tịch UBND phường, nói: “Việc thu gom rác sẽ sớm đúng giờ.”"
    filled.keep(Written(1, "00142", WASTE.on, later).version(seen=5))
    settle_persons(filled)
    number = filled.article_id(WASTE.url)
    assert number is not None

    found = quote_history(filled, number, filled.versions(number))

    assert [(c.fate, c.version) for c in found] == [("changed", 2), ("removed", 2)]
    assert found[0].now is not None
    assert "sớm" in found[0].now.statement.text
    # what a later version dropped is no statement of today
    assert find_statements(filled, statement_filter(filled, "tổ dân phố")).total == 0
    Archivist(filled, "Lan", "thử", datetime(2026, 1, 1, tzinfo=UTC)).hide("chu-manh-tuong.00142")
    assert quote_history(filled, number, filled.versions(number)) == []


def test_rows_of_an_older_form_are_filled_in(filled: Store) -> None:
    """An archive from before persons were settled: the same result, without reading anything again."""
    before = filled.person_summaries(), find_statements(filled, statement_filter(filled, "rac")).total
    with filled._write() as connection:
        connection.exec_driver_sql("UPDATE mentions SET slug = NULL")
        connection.exec_driver_sql("UPDATE statements SET words = NULL, folded = NULL, attribution = NULL")
        connection.exec_driver_sql("DELETE FROM profiles")
        connection.exec_driver_sql("DELETE FROM links")

    settle_persons(filled)

    assert (
        filled.person_summaries(),
        find_statements(filled, statement_filter(filled, "rac")).total,
    ) == before
    reread(filled, SEA)
    settle_persons(filled)
    assert filled.person_summaries() == before[0]
