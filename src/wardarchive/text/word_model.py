"""The trained weights of the word segmenter, and what they say of each token.

The weights are pyvi 0.1.1's (MIT; ``data/segmenter-LICENSE.txt``), made into ``data/segmenter.json.gz``
by ``scripts/build_segmenter.py``: a conditional random field with two labels, a token begins a word or
stands inside one. A label's score is a sum over attributes of the token and its neighbours, so all that
one token adds is looked up once and remembered. Scores are log-odds, inside minus begin.
"""

from __future__ import annotations

import gzip
import json
import string
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple, TypeAlias

from wardarchive.text.tokens import composed, token_spans

_MEMO_LIMIT = 50_000
"""Chunks and tokens remembered, each: about 25 MB together when full, measured on news."""
_LONGEST_REMEMBERED = 40
_NOTHING: Final[frozenset[Any]] = frozenset()

NEVER, ALWAYS, TITLE = 0, 1, 2
"""How a token may be joined: not at all; to any; as one that starts with a capital."""


Token: TypeAlias = tuple[
    str, float, float, float, frozenset[str], frozenset[tuple[str, str]], str, int, bool
]
"""What the model knows of one token, wherever it stands. A plain tuple, because the inner loops unpack
one for each token of a text, and a named one takes twice as long:

0. its text
1. the score of the token itself
2. what it adds to the token after it
3. what it adds to the token before it
4. lower-case tokens after it that make a compound of two with it
5. the same for compounds of three
6. its text in lower case
7. how it may be joined: `NEVER`, `ALWAYS` or `TITLE`
8. whether it is a word: has a letter or digit
"""


class Chunk(NamedTuple):
    """One run of text without white space."""

    tokens: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]
    """(start, end) of each token in the chunk as given."""


class WordModel:
    """Weights, and a bounded memory of the tokens and chunks seen. Safe to share between threads."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        move: dict[str, float] = content["transitions"]
        self.to_begin = move["BB"] - move["IB"]
        """A token that begins a word follows one inside a word iff that one's odds exceed this."""
        self.to_inside = move["BI"] - move["II"]
        """The same for a token inside a word."""
        if self.to_begin > self.to_inside:
            raise ValueError("the transitions of the segmenter's model are not in the expected order")
        self.after_begin = move["BI"] - move["BB"]
        self.after_inside = move["II"] - move["IB"]
        self.after_either = move["BI"] - move["IB"]
        self.flags: dict[str, float] = content["flags"]
        self._own: dict[str, float] = content["own"]
        self._previous: dict[str, float] = content["previous"]
        self._next: dict[str, float] = content["next"]
        self._pairs = {first: frozenset(others) for first, others in content["pairs"].items()}
        self._triples = {
            first: frozenset(_two(other) for other in others)
            for first, others in content["triples"].items()
        }
        self._tokens: dict[str, Token] = {}
        self.line_break = self._weigh("\n")
        self.chunks = _Chunks(self)

    def token(self, text: str) -> Token:
        """What the weights say of a token, remembered."""
        known = self._tokens.get(text)
        if known is None:
            known = self._weigh(text)
            if len(text) <= _LONGEST_REMEMBERED:
                if len(self._tokens) >= _MEMO_LIMIT:
                    self._tokens.clear()
                self._tokens[text] = known
        return known

    def _weigh(self, text: str) -> Token:
        flags = self.flags
        lower = text.lower()
        known = lower.partition("\0")[0]  # CRFsuite's strings end at a NUL
        own = flags["bias"] + self._own.get(known, 0.0)
        previous, following = self._previous.get(known, 0.0), self._next.get(known, 0.0)
        if text.isupper():
            own, previous = own + flags["upper"], previous + flags["previous_upper"]
            following += flags["next_upper"]
        if text.istitle():
            own, previous = own + flags["title"], previous + flags["previous_title"]
            following += flags["next_title"]
        if text.isdigit():
            own += flags["digit"]
        return (
            text,
            own,
            previous,
            following,
            self._pairs.get(lower, _NOTHING),
            self._triples.get(lower, _NOTHING),
            lower,
            _joining(text),
            any(map(str.isalnum, text)),
        )

    def read(self, chunk: str) -> Chunk:
        """The tokens of `chunk` with their places, whatever its normalisation."""
        if chunk.isascii() and chunk.isalpha():
            return Chunk((self.token(chunk),), ((0, len(chunk)),))
        if unicodedata.is_normalized("NFC", chunk):
            spans = token_spans(chunk)
            return Chunk(tuple(self.token(chunk[a:b]) for a, b in spans), tuple(spans))
        text, offsets = composed(chunk)
        spans = token_spans(text)
        return Chunk(
            tuple(self.token(text[a:b]) for a, b in spans),
            tuple((offsets[a], max(offsets[b], offsets[a] + 1)) for a, b in spans),
        )


class _Chunks(dict[str, Chunk]):
    """Chunks by their text. News repeats them: of 100 chunks, 97 were seen before."""

    def __init__(self, model: WordModel) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, text: str) -> Chunk:
        chunk = self._model.read(text)
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[text] = chunk
        return chunk


def _two(text: str) -> tuple[str, str]:
    second, third = text.split(" ")
    return second, third


def _joining(text: str) -> int:
    if text in string.punctuation or text[0].isdigit():
        return NEVER
    return TITLE if text[0].istitle() else ALWAYS


@cache
def word_model() -> WordModel:
    """The model, loaded on first use (about 0.05 s)."""
    packed = files(__package__).joinpath("data", "segmenter.json.gz").read_bytes()
    return WordModel(json.loads(gzip.decompress(packed)))
