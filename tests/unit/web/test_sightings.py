"""Whether an article has changed since it was first seen."""

from __future__ import annotations

from datetime import UTC, datetime

from wardarchive.model import Article, ArticleRecord, Reading, Version
from wardarchive.store.view_series import Observation
from wardarchive.web.sightings import sightings

TIMES = [datetime(2026, 5, day, tzinfo=UTC) for day in range(1, 6)]


def _version(number: int, changes: tuple[str, ...] = ()) -> Version:
    article = Article("http://a.example.vn/1", "Tin", ())
    return Version(number, 1, number, number, TIMES[number - 1], "1", article, changes)


def _record(versions: list[Version]) -> ArticleRecord:
    return ArticleRecord(1, None, None, TIMES[0], versions[-1], Reading(), {})


def test_one_visit_tells_nothing() -> None:
    versions = [_version(1)]
    found = sightings(_record(versions), versions, [Observation(TIMES[0], 5, 1, "first")])
    assert (found.visits, found.unchanged) == (1, True)


def test_the_same_text_with_other_views_is_unchanged() -> None:
    versions = [_version(1)]
    seen = [Observation(t, 5 + i, i, "views" if i else "first") for i, t in enumerate(TIMES[:3])]
    found = sightings(_record(versions), versions, seen)
    assert (found.visits, found.unchanged, found.rewritten) == (3, True, False)
    assert (found.first, found.last) == (TIMES[0], TIMES[2])


def test_a_new_version_leads_to_what_it_changed() -> None:
    versions = [_version(1), _version(2, ("number", "text"))]
    seen = [Observation(TIMES[0], 5, 1, "first"), Observation(TIMES[1], 6, 2, "number")]
    found = sightings(_record(versions), versions, seen)
    assert found.rewritten
    assert [(e.at, e.earlier, e.version) for e in found.events] == [(TIMES[1], 1, 2)]
    assert found.events[0].label == "a number or date was changed; the wording was changed"


def test_a_page_that_vanished_and_came_back_kept_its_text() -> None:
    versions = [_version(1)]
    changes = ["first", "missing", "gone", "back", "same"]
    seen = [Observation(t, None, i, c) for i, (t, c) in enumerate(zip(TIMES, changes, strict=True))]
    found = sightings(_record(versions), versions, seen)
    assert [e.label for e in found.events] == [
        "the page was not there",
        "the page was gone",
        "the page was back",
    ]
    assert not found.rewritten and not found.unchanged
