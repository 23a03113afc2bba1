"""The same text elsewhere in the archive: wards copy from each other and from the city.

Bounded: the engine is asked for the rarest-looking stretch of the text and for the title, and only what it
finds is compared, by the share of runs of words (shingles) that two texts have in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wardarchive.errors import IndexUnavailable, QueryError
from wardarchive.model import Article, ArticleRecord, SearchRequest
from wardarchive.store.store import Store
from wardarchive.text.syllables import forms, surfaces
from wardarchive.web.answers import Answers

LIKENESS = 0.5
"""From this share on (overlap of the shorter text's shingles) a text is called a copy."""
_SHINGLE = 5
"""Words in a run: shorter ones are common phrases of every ward's news."""
_LEAST_WORDS = 30
"""Shorter texts are alike by chance: notices of one sentence."""
_CANDIDATES = 12
_PHRASE_WORDS = 8
_MOST_WORDS = 3000


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article with the same text; `share` is the part of the shorter one that both have, 0 to 1."""

    record: ArticleRecord
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def words_of(article: Article) -> list[str]:
    """The body's words in the form in which two spellings of one word are equal."""
    text = " ".join(block.text for block in article.body)
    return [forms(word)[0] for word in surfaces(text)[:_MOST_WORDS]]


def shingles(words: list[str]) -> frozenset[int]:
    """Hashes of all runs of `_SHINGLE` words."""
    return frozenset(hash(tuple(words[i : i + _SHINGLE])) for i in range(max(0, len(words) - _SHINGLE + 1)))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that is in both.

    >>> likeness(frozenset({1, 2, 3, 4}), frozenset({3, 4}))
    1.0
    """
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def copies(record: ArticleRecord, answers: Answers, store: Store) -> list[Copy]:
    """Other articles that have at least `LIKENESS` of this one's text, the most alike first."""
    words = words_of(record.article)
    if len(words) < _LEAST_WORDS:
        return []
    own = shingles(words)
    found = [
        Copy(other, share)
        for other in store.records(sorted(_candidates(record, answers)))
        if len(theirs := words_of(other.article)) >= _LEAST_WORDS
        and (share := likeness(own, shingles(theirs))) >= LIKENESS
    ]
    return sorted(found, key=lambda copy: (-copy.share, copy.record.id))


def _candidates(record: ArticleRecord, answers: Answers) -> set[int]:
    query = " OR ".join(_phrases(record.article))
    if not query:
        return set()
    try:
        request = SearchRequest(query=query, page_size=2 * _CANDIDATES, facet_size=0, snippets=False)
        result = answers.search(request)
    except (IndexUnavailable, QueryError):
        return set()
    return {hit.id for hit in result.hits} - {record.id}


def _phrases(article: Article) -> Iterable[str]:
    """Parts of a query that a copy answers too: from the middle of the longest paragraphs."""
    blocks = sorted((b.text for b in article.body if b.kind == "paragraph"), key=len, reverse=True)
    for text in blocks[:2]:
        words = surfaces(text)
        start = max(0, (len(words) - _PHRASE_WORDS) // 2)
        if len(words) >= _PHRASE_WORDS:
            yield 'body:"' + " ".join(words[start : start + _PHRASE_WORDS]) + '"'
