"""Words of Vietnamese text: which syllables belong together.

`segment` gives exactly what ``pyvi.ViTokenizer.tokenize`` gives (pyvi 0.1.1), from the same trained
weights, without pyvi's 309 MB of dependencies and many times as fast: a Viterbi search over two labels
needs one number a token (the odds of the best path that ends inside a word), and what a token adds to
it is remembered (`wardarchive.text.word_model`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wardarchive.text.word_model import NEVER, TITLE, Token, WordModel, word_model

_CHUNK = re.compile(r"\n|\S+")


def segment(text: str) -> str:
    """`text` (any normalisation) as tokens, composed, with blanks between and ``_`` inside words.

    Line breaks stay as tokens; text without any token comes back as it is.

    >>> segment("Đảng ủy phường Sài Đồng tổ chức hội nghị.")
    'Đảng_ủy phường Sài_Đồng tổ_chức hội_nghị .'
    """
    model = word_model()
    chunks = model.chunks
    tokens: list[Token] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            tokens.append(model.token("\n"))
        for chunk in line.split():
            tokens += chunks[chunk].tokens
    if not tokens:
        return text
    pieces = [tokens[0].text]
    for token, joined in zip(tokens[1:], _joins(model, tokens)[1:], strict=True):
        pieces.append("_" if joined else " ")
        pieces.append(token.text)
    return "".join(pieces)


def words(text: str) -> list[tuple[int, int]]:
    """(start, end) of each word of `text` as given: compounds as one span, punctuation left out.

    Works on decomposed text too: offsets count the characters of `text` itself.

    >>> [("Xã Ðông Hội: 3.500 hộ dân").__getitem__(slice(a, b)) for a, b in
    ...  words("Xã Đông Hội: 3.500 hộ dân")]
    ['Xã', 'Ðông Hội', '3.500', 'hộ', 'dân']
    """
    model = word_model()
    tokens: list[Token] = []
    spans: list[tuple[int, int]] = []
    for found in _CHUNK.finditer(text):
        start, chunk = found.start(), model.chunks[found.group()]
        tokens += chunk.tokens
        spans += [(start + a, start + b) for a, b in chunk.spans]
    result: list[tuple[int, int]] = []
    inside = False
    for token, joined, (start, end) in zip(tokens, _joins(model, tokens), spans, strict=True):
        if not _is_word(token.text):
            inside = False
        elif inside and joined:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
            inside = True
    return result


def _is_word(token: str) -> bool:
    return token.isalnum() or any(map(str.isalnum, token))


def _joins(model: WordModel, tokens: Sequence[Token]) -> list[bool]:
    """Whether each token is joined to the one before it: labelled as inside a word, and allowed to."""
    if not tokens:
        return []
    odds = _odds(model, _scores(model, tokens))
    to_begin, to_inside = model.to_begin, model.to_inside
    joins = [False] * len(tokens)
    inside = odds[-1] > 0.0
    for i in range(len(tokens) - 1, 0, -1):
        if inside:
            right, left = tokens[i].joining, tokens[i - 1].joining
            joins[i] = right != NEVER and left != NEVER and (right != TITLE or left == TITLE)
            inside = odds[i - 1] > to_inside
        else:
            inside = odds[i - 1] > to_begin
    return joins


def _scores(model: WordModel, tokens: Sequence[Token]) -> list[float]:
    """How much each token, seen with its neighbours, speaks for standing inside a word (log-odds)."""
    next_pair, previous_pair = model.flags["next_pair"], model.flags["previous_pair"]
    last = len(tokens) - 1
    scores: list[float] = []
    triples: list[int] = []
    left = tokens[0]
    score = left.own
    for i, token in enumerate(tokens[1:]):
        _text, own, _previous, as_next, _pairs, _triples, lower, _joining = token
        if lower in left.pairs:
            scores.append(score + as_next + next_pair)
            score = own + left.as_previous + previous_pair
        else:
            scores.append(score + as_next)
            score = own + left.as_previous
        if left.triples and i + 1 < last and (lower, tokens[i + 2].lower) in left.triples:
            triples.append(i)
        left = token
    scores.append(score)
    for i in triples:
        scores[i] += model.flags["next_triple"]
        scores[i + 2] += model.flags["previous_triple"]
    return scores


def _odds(model: WordModel, scores: Sequence[float]) -> list[float]:
    """For each token, score of the best labelling that ends inside a word minus that of the best other."""
    to_begin, to_inside = model.to_begin, model.to_inside
    after_begin, after_inside, after_either = model.after_begin, model.after_inside, model.after_either
    odds: list[float] = []
    current = 0.0
    for number, score in enumerate(scores):
        if number == 0:
            current = score
        elif current <= to_begin:
            current = score + after_begin
        elif current > to_inside:
            current = score + after_inside
        else:
            current = score + after_either - current
        odds.append(current)
    return odds
