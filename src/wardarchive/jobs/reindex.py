"""Bring the index up to date with the store, or build it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wardarchive.index.engine import Engine
from wardarchive.jobs.role_names import role_name
from wardarchive.jobs.settle import settle_persons
from wardarchive.model import ArticleRecord, IndexDocument, OfficialRef
from wardarchive.store.store import Store
from wardarchive.wards.units import unit

BATCH = 10_000
"""Articles in one commit of an incremental update, as many as a segment holds: bounds memory and what a
kill can undo, a minute of work. Commits of a tenth left 20,000 articles in eight segments, and a search has
to look into each."""
_TOLD = 100
"""Articles between two reports of progress."""

Progress = Callable[[int, int], None]
"""Called with (done, of)."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index run did."""

    articles: int
    rebuilt: bool


def index_document(record: ArticleRecord) -> IndexDocument:
    """One article as engines see it."""
    article = record.article
    ward = unit(record.ward_code) if record.ward_code else None
    people = {}
    for person in record.reading.officials:
        key = record.refs.get(person.name)
        if key is not None:
            known = record.persons.get(key)
            people[key] = OfficialRef(key, known.name if known else person.name, person.role)
    roles = dict.fromkeys(role_name(p.role) for p in record.reading.officials if p.role)
    speakers = dict.fromkeys(s.speaker for s in record.reading.statements if s.speaker)
    return IndexDocument(
        id=record.id,
        url=article.url,
        title=article.title,
        body=tuple(block.text for block in article.body),
        ward_code=record.ward_code,
        ward=ward.name if ward else None,
        district=ward.district if ward else None,
        province=ward.province if ward else None,
        published=article.published,
        views=article.views,
        section=article.section,
        officials=tuple(people.values()),
        speakers=tuple(speakers),
        roles=tuple(role for role in roles if role),
        family=article.family,
    )


def update_index(store: Store, engine: Engine, progress: Progress) -> Indexed:
    """Index what changed since the last time. A kill between commits loses at most the batch under way."""
    settle_persons(store)
    withheld = set(store.withheld_ids())
    pending = [one for one in store.unindexed() if one[0] not in withheld]
    if engine.document_count() == 0 and store.article_count() > len(pending) + len(withheld):
        pending = _shown(store)  # the index was deleted: what it once had counts for nothing
    for start in range(0, len(pending), BATCH):
        batch = pending[start : start + BATCH]
        engine.replace(_documents(store, batch, progress, start, len(pending)))
        store.mark_indexed(batch)
    engine.remove(store.withheld_ids())  # decided while a batch was under way, or while a writer was busy
    return Indexed(len(pending), rebuilt=False)


def _documents(
    store: Store, batch: Sequence[tuple[int, int]], progress: Progress, before: int, whole: int
) -> Iterator[IndexDocument]:
    for done, record in enumerate(store.records([i for i, _ in batch]), before + 1):
        yield index_document(record)
        if done % _TOLD == 0 or done == before + len(batch):
            progress(done, whole)


def _shown(store: Store) -> list[tuple[int, int]]:
    """(id, revision) of all articles that are not withheld."""
    withheld = set(store.withheld_ids())
    return [one for one in store.revisions() if one[0] not in withheld]


def rebuild_index(store: Store, engine: Engine, progress: Progress) -> Indexed:
    """Build the index anew beside the old one, then swap; readers see the old one until then."""
    settle_persons(store)
    pending = _shown(store)

    engine.rebuild(_documents(store, pending, progress, 0, len(pending)))
    engine.remove(store.withheld_ids())
    store.mark_indexed(pending)
    return Indexed(len(pending), rebuilt=True)
