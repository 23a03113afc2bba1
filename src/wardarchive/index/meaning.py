"""What the words of a query stand for that were typed bare or that no text has, for ranking only.

What matches stays what was typed: totals, facets and highlights do not change. But of the articles with
``bao ve rung`` those on bảo vệ rừng should stand before those on báo, vẽ and rung, and a mistyped word
should not cost the article that was meant its place.
"""

from __future__ import annotations

from wardarchive.index.did_you_mean import MOST_WORDS
from wardarchive.index.language import Language
from wardarchive.index.query_nodes import Either, Phrase, Query, Word, leaves
from wardarchive.index.restoring import restored
from wardarchive.text.normalise import fold

Meaning = dict[Word, Word]
"""A word as typed → the word that it most likely stands for, where that is another one."""


def meaning(query: Query, language: Language) -> Meaning:
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
