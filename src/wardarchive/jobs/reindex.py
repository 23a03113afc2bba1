"""Bring the index up to date with the store, or build it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wardarchive.index.engine import Engine
from wardarchive.jobs.role_names import role_name
from wardarchive.jobs.settle import settle_persons
from wardarchive.model import ArticleRecord, IndexDocument, OfficialRef
from wardarchive.store.store import Store
from wardarchive.wards.units import unit

BATCH = 1000
"""Articles in one commit of an incremental update: bounds memory and what a kill can undo."""

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
    pending = store.unindexed()
    if engine.document_count() == 0 and store.article_count() > len(pending):
        pending = store.revisions()  # the index was deleted: what it once had counts for nothing
    for start in range(0, len(pending), BATCH):
        batch = pending[start : start + BATCH]
        engine.replace(index_document(record) for record in store.records([i for i, _ in batch]))
        store.mark_indexed(batch)
        progress(start + len(batch), len(pending))
    return Indexed(len(pending), rebuilt=False)


def rebuild_index(store: Store, engine: Engine, progress: Progress) -> Indexed:
    """Build the index anew beside the old one, then swap; readers see the old one until then."""
    settle_persons(store)
    pending = store.revisions()

    def documents() -> Iterator[IndexDocument]:
        for done, record in enumerate(store.records([i for i, _ in pending]), 1):
            yield index_document(record)
            if done % 100 == 0 or done == len(pending):
                progress(done, len(pending))

    engine.rebuild(documents())
    store.mark_indexed(pending)
    return Indexed(len(pending), rebuilt=True)
