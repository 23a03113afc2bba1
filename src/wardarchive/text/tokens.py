"""The tokens that the word segmenter labels: pyvi's rules, in time linear in the length of the text.

A token is a word, a number with its separators, an abbreviation with its full stop, a URL, an e-mail
address, an arrow or ellipsis, or one other character. Source: ``ViTokenizer.sylabelize`` of pyvi 0.1.1.
"""

from __future__ import annotations

import re
import string
import unicodedata

_FIRST = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\w+://\S+"
_LAST = r"\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
_PLAIN = re.compile(f"{_FIRST}|{_LAST}")
_BEFORE_ADDRESS = re.compile(_FIRST)
_AFTER_ADDRESS = re.compile(_LAST)
_DOMAIN = re.compile(r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+")
_LOCAL_PART = frozenset(string.ascii_letters + string.digits + "_.+-")
_LONGEST_CLUSTER = 64
"""Marks on one letter that are composed together. Python's normalisation takes quadratic time in the
length of a run of marks (40,000 marks: 1.2 s); real text has at most three."""


def token_spans(chunk: str) -> list[tuple[int, int]]:
    """(start, end) of each token of `chunk`: composed text without white space.

    >>> [("TP.Huế@1,5->x@y.vn")[a:b] for a, b in token_spans("TP.Huế@1,5->x@y.vn")]
    ['TP.', 'Huế', '@', '1,5', '->', 'x@y.vn']
    """
    if "@" not in chunk:
        return [found.span() for found in _PLAIN.finditer(chunk)]
    return _spans_with_addresses(chunk)


def _spans_with_addresses(chunk: str) -> list[tuple[int, int]]:
    addresses = _addresses(chunk)
    spans: list[tuple[int, int]] = []
    at = number = 0
    while at < len(chunk):
        while number < len(addresses) and addresses[number][1] <= at:
            number += 1
        found = _BEFORE_ADDRESS.match(chunk, at)
        if found:
            end = found.end()
        elif number < len(addresses) and addresses[number][0] <= at:
            end = addresses[number][2]
        else:
            found = _AFTER_ADDRESS.match(chunk, at)
            end = found.end() if found else at + 1
        spans.append((at, end))
        at = end
    return spans


def _addresses(chunk: str) -> list[tuple[int, int, int]]:
    """(start, at sign, end) of each e-mail address.

    Found from the at sign outward: one expression for the whole address would try the run before it anew
    from each of its characters.
    """
    found = []
    before = 0
    for sign in re.finditer("@", chunk):
        local = _last_run(chunk, before, sign.start())
        domain = _DOMAIN.match(chunk, sign.end())
        if local < sign.start() and domain:
            found.append((local, sign.start(), domain.end()))
        before = sign.end()
    return found


def _last_run(chunk: str, start: int, end: int) -> int:
    """Where the characters of an address's local part that end at `end` begin."""
    at = end
    while at > start and chunk[at - 1] in _LOCAL_PART:
        at -= 1
    return at


def composed(chunk: str) -> tuple[str, list[int]]:
    """`chunk` in NFC, and for each of its characters and its end the offset in `chunk` as given.

    A cluster's first character has the cluster's start, the marks left over those at its end.

    >>> composed("Ho\\u0300a")
    ('Hòa', [0, 1, 3, 4])
    """
    text: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(chunk):
        piece = unicodedata.normalize("NFC", chunk[start:end])
        text.append(piece)
        offsets.append(start)
        offsets.extend(max(start, end - left) for left in range(len(piece) - 1, 0, -1))
    offsets.append(len(chunk))
    return "".join(text), offsets


def _clusters(chunk: str) -> list[tuple[int, int]]:
    """Spans that can be composed each for itself."""
    spans = []
    start = 0
    for i in range(1, len(chunk)):
        if i - start >= _LONGEST_CLUSTER or not _continues(chunk[start:i], chunk[i]):
            spans.append((start, i))
            start = i
    if chunk:
        spans.append((start, len(chunk)))
    return spans


def _continues(cluster: str, character: str) -> bool:
    """Whether `character` composes with or is ordered into `cluster`: marks, jamo, some vowel signs."""
    if unicodedata.combining(character):
        return True
    if character < "\u0300":
        return False
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != apart
