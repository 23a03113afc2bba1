"""What the archive's own texts tell about a query, for ranking only.

What bare and mistyped words are likely meant to be, and how rare it is that its words stand side by side.

What matches stays what was typed: totals, facets and highlights do not change. But of the articles with
``bao ve rung`` those on bảo vệ rừng should stand before those on báo, vẽ and rung, and a mistyped word
should not cost the article that was meant its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from wardarchive.index import ranking
from wardarchive.index.did_you_mean import MOST_WORDS
from wardarchive.index.language import Language
from wardarchive.index.query_nodes import Either, Phrase, Query, Word, leaves
from wardarchive.index.ranking import Pair
from wardarchive.index.restoring import restored
from wardarchive.index.term_match import worth
from wardarchive.text.normalise import fold

Score = Callable[[float, Any, Any, Any], Any]
"""Of a rarity, occurrences in title and body, and the body's relative length."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What `meaning` found."""

    words: Mapping[Word, Word]
    """A word as typed → the word that it most likely stands for, where that is another one."""
    pairs: Mapping[Pair, int]
    """Words that stand side by side in the query, as typed and as meant → how often they do in texts."""
    full_names: Mapping[tuple[Word, ...], int]
    """Three and more capitalised words in a row → how often the rarest two of them stand side by side."""

    @property
    def runs(self) -> Iterator[tuple[Score, tuple[Word, ...], int]]:
        """What else counts than words: how it is scored, the words in a row, how often texts have them."""
        for pair, together in self.pairs.items():
            yield ranking.pair_score, tuple(map(ranking.plain, pair)), together
        for name, together in self.full_names.items():
            yield ranking.full_name_score, name, together


_FULL_NAME = 3

NOTHING = Meaning({}, {}, {})
"""Of a query that nothing is known about."""


def meaning(query: Query, language: Language) -> Meaning:
    """What the archive's texts tell about the words of a query."""
    words = _words(query, language)
    pairs = ranking.neighbours(query.root, words)
    together = {pair: _side_by_side(pair, language) for pair in pairs}
    names = {
        name: min(_side_by_side(pair, language) for pair in pairwise(name)) for name in _full_names(query)
    }
    return Meaning(words, together, names)


def _full_names(query: Query) -> list[tuple[Word, ...]]:
    """Where the query tells names by capitals: of persons most of all, of places and bodies too."""
    found: list[list[Word]] = [[]]
    end = 0
    for place in query.typed:
        syllable = query.text[place.start : place.end]
        if not syllable.istitle() or place.word.field != "any":
            found.append([])
            continue
        if query.text[end : place.start].strip():
            found.append([])
        found[-1].append(place.word)
        end = place.end
    return list(dict.fromkeys(tuple(name) for name in found if len(name) >= _FULL_NAME))


def _words(query: Query, language: Language) -> Mapping[Word, Word]:
    """The likeliest words by the archive's own neighbours; nothing for a single word, which has none."""
    words = [place.word for place in query.typed]
    if not 1 < len(words) <= MOST_WORDS:
        return {}
    open_ = {word for word in _inexact(query) if not (word.accented and _known(word, language))}
    if not open_:
        return {}
    keys = restored(words, language, mend=False)
    return {
        word: Word(key, fold(key), word.field)
        for word, key in zip(words, keys, strict=True)
        if key != word.key and word in open_
    }


def _side_by_side(pair: Pair, language: Language) -> int:
    first, second = (_spellings(ranking.plain(word), language) for word in pair)
    return sum(language.pairs(first, second).values())


def _spellings(word: Word, language: Language) -> list[str]:
    """The words of texts that match `word`."""
    return [key for key in language.spellings(word.folded) if worth(word, (key, word.folded)) > 0]


def _inexact(query: Query) -> set[Word]:
    """The words that may stand for others: all but those of phrases typed with diacritics."""
    found: set[Word] = set()
    for leaf in leaves(query.root):
        if isinstance(leaf, Word | Either):
            found.add(leaf.word if isinstance(leaf, Either) else leaf)
        elif isinstance(leaf, Phrase) and not leaf.exact:
            found.update(leaf.words)
    return found


def _known(word: Word, language: Language) -> bool:
    return word.key in language.spellings(word.folded)
