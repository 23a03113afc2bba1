"""What differs between two states of an article, as classes. Pure functions over `model.Article`.

A view counter changes with each fetch; so nothing is judged on bytes, all on the article as it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from wardarchive.model import Article
from wardarchive.text.normalise import clean, key
from wardarchive.text.sentences import sentences

ChangeClass = Literal[
    "first", "gone", "missing", "moved", "back",
    "title", "quote", "number", "text", "cosmetic", "views", "same",
]  # fmt: skip

CLASSES: tuple[ChangeClass, ...] = ("title", "quote", "number", "text", "cosmetic", "views")
"""Classes of two states, the gravest first.

quote: a direct quotation was changed, removed or given to somebody else; number: a number or date was
changed, the publication time included; cosmetic: white space, markup, case, punctuation, tone placement,
section or pictures; views: the counter alone.
"""

_WORD = re.compile(r"\d+(?:[.,/:-]\d+)*|\w+")
_QUOTED = re.compile(r"“([^“”]{2,2000})”|\"([^\"]{2,2000})\"|«([^«»]{2,2000})»")
_MAX_SENTENCES = 4_000
"""Aligning takes quadratic time; what is longer is compared as two bags of sentences."""
_LONG_QUOTE = 8
"""Words from which a quotation is speech though no punctuation tells so."""
_NAMED = re.compile(
    r"(chủ đề|vận động|phong trào|chương trình|khẩu hiệu|mang tên|đề tài|hội thi|danh hiệu)\W*$"
)
"""What comes before the name of a campaign."""

Words = tuple[str, ...]


def classes(old: Article, new: Article) -> tuple[ChangeClass, ...]:
    """All classes that hold between two states, the gravest first; empty where they are the same."""
    found: set[ChangeClass] = set()
    if _words(old.title) != _words(new.title):
        found.add("title")
    if quotes_lost(old, new):
        found.add("quote")
    if _numbers_replaced(old, new) or _date_changed(old, new):
        found.add("number")
    if _body_words(old) != _body_words(new) or _particulars(old) != _particulars(new):
        found.add("text")
    if not found and _shape(old) != _shape(new):
        found.add("cosmetic")
    if not found and new.views is not None and old.views != new.views:
        found.add("views")
    return tuple(name for name in CLASSES if name in found)


def quotes_lost(old: Article, new: Article) -> bool:
    """Whether a quotation of the old text, or the sentence that says whose it is, is not in the new one."""
    return bool(Counter(_quotations(old)) - Counter(_quotations(new)))


def _words(text: str) -> Words:
    """The words in the form in which two spellings of one word are equal."""
    return tuple(key(word) for word in _WORD.findall(clean(text)))


def _body_words(article: Article) -> Words:
    return tuple(word for block in article.body for word in _words(block.text))


def _particulars(article: Article) -> tuple[Words, frozenset[str]]:
    writers = f"{article.author or ''} {article.source or ''}"
    return _words(writers), frozenset(file.url for file in article.attachments)


def _date_changed(old: Article, new: Article) -> bool:
    return old.published is not None and new.published is not None and old.published != new.published


def _shape(article: Article) -> tuple[object, ...]:
    """Everything that is neither words nor counter."""
    return (
        article.title,
        article.body,
        article.section,
        article.published,
        article.author,
        article.source,
        article.images,
        article.attachments,
    )


def _quotations(article: Article) -> Iterator[tuple[Words, Words]]:
    """(the words quoted, the words of the sentence around them where it is speech)."""
    for block in article.body:
        text = block.text
        spans: list[tuple[int, int]] | None = None
        for match in _QUOTED.finditer(text):
            quoted = _words(match[0])
            if not _is_speech(text, match):
                yield quoted, ()
                continue
            spans = sentences(text) if spans is None else spans
            yield quoted, _words(_around(text, spans, match.start(), match.end()))


def _is_speech(text: str, match: re.Match[str]) -> bool:
    """Whether words in quotation marks look spoken, rather than the name of a campaign."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()[:1]
    if before[-1:] in (":", "", "-", "–") or match[0][-2] in ".!?,…" or after in (",", "-", "–"):
        return True
    return len(_words(match[0])) >= _LONG_QUOTE and not _NAMED.search(before[-40:].lower())


def _around(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> str:
    first = max((a for a, _ in spans if a <= start), default=start)
    last = min((b for _, b in spans if b >= end), default=end)
    return text[first:last]


def _sentence_words(article: Article) -> list[Words]:
    return [
        words
        for block in article.body
        for start, end in sentences(block.text)
        if (words := _words(block.text[start:end]))
    ]


def _numbers_replaced(old: Article, new: Article) -> bool:
    """Whether a number of a sentence that was rewritten is no longer there.

    A sentence that went away with its numbers is a change of text.
    """
    was, now = _sentence_words(old), _sentence_words(new)
    if was == now:
        return False
    if len(was) > _MAX_SENTENCES or len(now) > _MAX_SENTENCES:
        gone, came = list(Counter(was) - Counter(now)), list(Counter(now) - Counter(was))
        return bool(gone and came) and _loses_numbers(gone, came)
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return any(
        step == "replace" and _loses_numbers(was[a:b], now[c:d]) for step, a, b, c, d in steps
    ) or _loses_numbers([_words(old.title)], [_words(new.title)])


def _loses_numbers(was: Sequence[Words], now: Sequence[Words]) -> bool:
    return bool(Counter(_numbers(was)) - Counter(_numbers(now)))


def _numbers(some: Sequence[Words]) -> Iterator[str]:
    return (word for words in some for word in words if word[0].isdigit())
