"""Whether another spelling of a query would help its reader, and which."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wardarchive.index.language import Language
from wardarchive.index.query_nodes import Query, Typed
from wardarchive.index.restoring import restored

MOST_WORDS = 24


def _spelled(text: str, typed: Sequence[Typed], keys: Sequence[str], language: Language) -> str:
    """The query with the words replaced that changed; signs, quotes and all else stay."""
    parts: list[str] = []
    at = 0
    for place, key in zip(typed, keys, strict=True):
        parts.append(text[at : place.start])
        same = key == place.word.key
        parts.append(text[place.start : place.end] if same else language.spelled(key))
        at = place.end
    return "".join([*parts, text[at:]])


def suggestion(query: Query, language: Language, found: int, complete: Callable[[str], int]) -> str | None:
    """A better spelling, or None.

    `found` is how many documents have all that was asked; `complete` counts that for another text. A query
    with results is left alone unless it was typed without any diacritics: then the archive's own
    spelling is offered. A single syllable means too many words for that.
    """
    typed = query.typed
    if not typed or len(typed) > MOST_WORDS:
        return None
    words = [place.word for place in typed]
    bare = not any(word.accented for word in words) and len(words) > 1
    if found and not bare:
        return None
    keys = restored(words, language, mend=not found)
    if keys == [word.key for word in words]:
        return None
    text = _spelled(query.text, typed, keys, language)
    return text if text != query.text and complete(text) > 0 else None
