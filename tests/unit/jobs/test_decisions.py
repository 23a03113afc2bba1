"""Decisions of archivists: they take effect, they outlive every re-reading, the log only grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.unit.jobs.small_archive import Written, persons, reread, write
from wardarchive.errors import UsageError
from wardarchive.jobs.decision_journal import append_journal, read_journal
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.persons import find_key, person_page
from wardarchive.jobs.review import history, lost_decisions, proposals, unsure_statements
from wardarchive.jobs.settle import settle_persons
from wardarchive.jobs.statement_search import find_statements, statement_filter
from wardarchive.model import StatementFilter
from wardarchive.store.store import Store

RIGHT = Written(
    1, "00142", date(2019, 5, 1), "Ông Chu Mạnh Tường, Chủ tịch UBND phường, nói: “Ngõ sẽ sạch.”"
)
WRONG = Written(
    2, "00142", date(2019, 6, 1), "Ông Chu Mạnh Tưởng, Chủ tịch UBND phường, nói: “Chợ sẽ sạch.”"
)
MORE = Written(3, "00142", date(2019, 7, 1), "Ông Chu Mạnh Tường, Chủ tịch UBND phường, nói: “Hồ sẽ sạch.”")
OTHER = Written(4, "00142", date(2019, 8, 1), "Bà Tô Thị Lựu, Bí thư Đảng ủy phường, nói: “Chi bộ sẽ họp.”")
KEY = "chu-manh-tuong.00142"
FULL = f"{KEY}.chu-manhj-tuwowngf"
MISSPELT = f"{KEY}.chu-manhj-tuwowngr"


@pytest.fixture
def archivist(store: Store) -> Archivist:
    write(store, RIGHT, WRONG, MORE, OTHER)
    settle_persons(store)
    return Archivist(store, "Lan", "cùng một người", datetime(2026, 3, 1, tzinfo=UTC))


def _again(store: Store) -> None:
    """Read everything again and settle everything again."""
    for one in (RIGHT, WRONG, MORE, OTHER):
        reread(store, one)
    store.unsettle_all()
    settle_persons(store)


def test_a_misspelling_is_proposed_and_stays_merged(archivist: Archivist) -> None:
    """Proposed, merged by an archivist, still merged after everything was read again; old links lead on."""
    store = archivist.store
    queue = proposals(store)
    assert [(p.one.id, p.other.id, p.reason) for p in queue.proposals] == [(FULL, MISSPELT, "misspelling")]
    assert find_key(store, KEY).keys == (FULL, MISSPELT)

    archivist.merge(FULL, MISSPELT)

    for _ in range(2):
        assert persons(store)[KEY] == {FULL, MISSPELT}
        assert find_key(store, MISSPELT).key == find_key(store, FULL).key == KEY
        page = person_page(store, KEY)
        assert page is not None
        assert (page.summary.name, page.summary.articles) == ("Chu Mạnh Tường", 3)
        assert [v.name for v in page.variants] == ["Chu Mạnh Tường", "Chu Mạnh Tưởng"]
        assert proposals(store).total == 0
        _again(store)


def test_a_refused_proposal_does_not_come_back(archivist: Archivist) -> None:
    """Two persons stay two."""
    archivist.separate(FULL, MISSPELT)

    _again(archivist.store)
    assert proposals(archivist.store).total == 0
    assert set(persons(archivist.store)) >= {FULL, MISSPELT}


def test_articles_of_a_namesake_are_split_off(archivist: Archivist) -> None:
    """By the addresses of articles; what is said in them goes with the new person."""
    store = archivist.store
    done = archivist.split(FULL, [MORE.url])
    apart = f"{FULL}.{done.token}"

    for _ in range(2):
        (key,) = (k for k, ids in persons(store).items() if apart in ids)
        said = find_statements(store, StatementFilter(speakers=(key,)))
        assert [s.url for s in said.statements] == [MORE.url]
        assert FULL not in persons(store)[key]
        _again(store)
    archivist.undo(done.token)
    assert apart not in {p.id for p in store.profiles()}


def test_a_corrected_statement_stays_corrected(archivist: Archivist) -> None:
    """The words and the article tell which statement is meant, not the number of a row."""
    store = archivist.store
    one = find_statements(store, statement_filter(store, '"Hồ sẽ sạch"')).statements[0]
    assert one.statement.speaker == "Chu Mạnh Tường"

    archivist.attribute(one.id, "to-thi-luu.00142")

    for _ in range(2):
        now = find_statements(store, statement_filter(store, '"Hồ sẽ sạch"')).statements[0]
        assert (now.statement.speaker, now.official_key) == ("Tô Thị Lựu", "to-thi-luu.00142")
        assert (now.attribution, now.read_speaker) == ("archivist", "Chu Mạnh Tường")
        record = store.record(now.article_id)
        assert record is not None
        assert [s.speaker for s in record.reading.statements] == ["Tô Thị Lựu"]
        _again(store)
    now = find_statements(store, statement_filter(store, '"Hồ sẽ sạch"')).statements[0]
    archivist.attribute(now.id, None)
    gone = find_statements(store, statement_filter(store, '"Hồ sẽ sạch"')).statements[0]
    assert (gone.statement.speaker, gone.official_key) == (None, None)
    assert [d.kind for d in history(store)] == ["attribute", "attribute"]


def test_a_statement_read_a_little_longer_is_still_the_one_that_was_corrected(archivist: Archivist) -> None:
    """Another parser may take a word more or less; another text is not taken for it, and that is said."""
    store = archivist.store
    one = find_statements(store, statement_filter(store, '"Hồ sẽ sạch"')).statements[0]
    archivist.attribute(one.id, None)

    reread(store, MORE, "Sáng nay, " + MORE.text[0].lower() + MORE.text[1:])
    settle_persons(store)
    said = find_statements(store, statement_filter(store, '"Hồ sẽ sạch"')).statements
    assert [s.attribution for s in said] == ["archivist"]
    assert lost_decisions(store) == []

    reread(store, MORE, "Bà Tô Thị Lựu, Bí thư Đảng ủy phường, nói: “Việc khác.”")
    settle_persons(store)
    assert [d.kind for d in lost_decisions(store)] == ["attribute"]
    said = find_statements(store, statement_filter(store, '"Việc khác"')).statements
    assert [s.attribution for s in said] == ["read"]


def test_a_confirmed_statement_leaves_the_queue(archivist: Archivist) -> None:
    """What an archivist looked at is certain."""
    store = archivist.store
    one = find_statements(store, StatementFilter()).statements[0]

    archivist.confirm(one.id)

    now = store.statement(one.id)
    assert now is not None
    assert (now.attribution, now.statement.confidence) == ("confirmed", 1.0)
    assert one.id not in {s.id for s in unsure_statements(store).statements}


def test_renamed_hidden_shown(archivist: Archivist) -> None:
    """The name is the archivist's; a hidden person is on no page and in no reading."""
    store = archivist.store
    archivist.rename("to-thi-luu.00142", "Tô Thị  Lựu (Bí thư)")
    person = store.official("to-thi-luu.00142")
    assert person is not None
    assert person.ref.name == "Tô Thị Lựu (Bí thư)"

    archivist.hide("to-thi-luu.00142")
    _again(store)
    assert person_page(store, "to-thi-luu.00142") is None
    assert find_statements(store, statement_filter(store, '"Chi bộ sẽ họp"')).total == 0
    number = store.article_id(OTHER.url)
    assert number is not None
    record = store.record(number)
    assert record is not None
    assert (record.reading.officials, record.reading.statements) == ((), ())

    archivist.show("to-thi-luu.00142")
    assert find_statements(store, statement_filter(store, '"Chi bộ sẽ họp"')).total == 1
    archivist.undo(store.decisions()[-1].token)  # the undo of `show` hides again
    assert person_page(store, "to-thi-luu.00142") is None


@pytest.mark.parametrize("who, why", [("", "lý do"), ("Lan", " "), ("Lan", "x" * 2000)])
def test_nobody_decides_without_a_name_and_a_reason(archivist: Archivist, who: str, why: str) -> None:
    """The log tells who and why."""
    nobody = Archivist(archivist.store, who, why, archivist.at)

    with pytest.raises(UsageError, match="who decides and why"):
        nobody.merge(FULL, MISSPELT)
    assert archivist.store.decisions() == []


def test_what_means_nothing_is_refused_in_one_line(archivist: Archivist) -> None:
    """Nothing is logged."""
    attempts: tuple[Callable[[], object], ...] = (
        lambda: archivist.merge(FULL, FULL),
        lambda: archivist.merge("nobody", FULL),
        lambda: archivist.merge(KEY, "to-thi-luu.00142"),  # the readable key means two persons
        lambda: archivist.separate(FULL, FULL),
        lambda: archivist.split(FULL, [OTHER.url]),
        lambda: archivist.show(FULL),
        lambda: archivist.undo("0"),
        lambda: archivist.confirm(10**9),
    )
    for attempt in attempts:
        with pytest.raises(UsageError) as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert archivist.store.decisions() == []


def test_the_journal_has_every_entry_and_survives_a_cut_line(archivist: Archivist, tmp_path: Path) -> None:
    """A crash in the middle of a line loses that line alone."""
    journal = tmp_path / "decisions.jsonl"
    with_file = Archivist(archivist.store, "Lan", "vì thế", archivist.at, journal)
    first = with_file.merge(FULL, MISSPELT)
    journal.write_bytes(journal.read_bytes() + b'{"token": "cut')

    second = with_file.hide("to-thi-luu.00142")

    assert list(read_journal(journal)) == [first, second] == archivist.store.decisions()
    assert archivist.store.add_decisions(read_journal(journal)) == 0
    append_journal(tmp_path / "new" / "decisions.jsonl", first)
    assert list(read_journal(tmp_path / "new" / "decisions.jsonl")) == [first]
