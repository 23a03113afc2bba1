"""Words of Vietnamese text: which syllables belong together.

`segment` gives exactly what ``pyvi.ViTokenizer.tokenize`` gives (pyvi 0.1.1), from the same trained
weights, without pyvi's 309 MB of dependencies and many times as fast: a Viterbi search over two labels
needs one number a token (the odds of the best path that ends inside a word), and what a token adds to
it is remembered (`wardarchive.text.word_model`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from wardarchive.text.word_model import NEVER, TITLE, Token, WordModel, word_model


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
            tokens.append(model.line_break)
        for chunk in line.split():
            tokens += chunks[chunk].tokens
    if not tokens:
        return text
    joins = _joins(model, tokens)
    pieces = [
        "_" + token[0] if joined else " " + token[0] for token, joined in zip(tokens, joins, strict=True)
    ]
    return "".join(pieces)[1:]


def words(text: str) -> list[tuple[int, int]]:
    """(start, end) of each word of `text` as given: compounds as one span, punctuation left out.

    Works on decomposed text too: offsets count the characters of `text` itself. Two lines share no word.

    >>> [("Xã Đông Hội: 3.500 hộ dân").__getitem__(slice(a, b)) for a, b in
    ...  words("Xã Đông Hội: 3.500 hộ dân")]
    ['Xã', 'Đông Hội', '3.500', 'hộ', 'dân']
    """
    model = word_model()
    tokens, spans = _placed_tokens(model, text)
    found: list[tuple[int, int]] = []
    inside = False
    for token, joined, span in zip(tokens, _joins(model, tokens), spans, strict=True):
        if joined and inside and token[8]:
            found[-1] = (found[-1][0], span[1])
        elif token[8]:
            found.append(span)
            inside = True
        else:
            inside = False
    return found


def _placed_tokens(model: WordModel, text: str) -> tuple[list[Token], list[tuple[int, int]]]:
    """The tokens of `text`, line breaks among them, and where each stands in it."""
    chunks = model.chunks
    tokens: list[Token] = []
    spans: list[tuple[int, int]] = []
    line_start = 0
    for line in text.split("\n"):
        if line_start:
            tokens.append(model.line_break)
            spans.append((line_start - 1, line_start))
        at = line_start
        for chunk in line.split():
            start = text.find(chunk, at)
            at = start + len(chunk)
            inside = chunks[chunk]
            tokens += inside.tokens
            if len(inside.spans) == 1:
                spans.append((start, at))
            else:
                spans += [(start + a, start + b) for a, b in inside.spans]
        line_start += len(line) + 1
    return tokens, spans


def _joins(model: WordModel, tokens: Sequence[Token]) -> list[bool]:
    """Whether each token is joined to the one before it: labelled as inside a word, and allowed to."""
    joins = [False] * len(tokens)
    if len(tokens) < 2:
        return joins
    odds = _odds(model, _scores(model, tokens))
    to_begin, to_inside = model.to_begin, model.to_inside
    inside = odds[-1] > 0.0
    for i in range(len(tokens) - 1, 0, -1):
        if inside:
            right, left = tokens[i][7], tokens[i - 1][7]
            joins[i] = right != NEVER and left != NEVER and (right != TITLE or left == TITLE)
            inside = odds[i - 1] > to_inside
        else:
            inside = odds[i - 1] > to_begin
    return joins


def _scores(model: WordModel, tokens: Sequence[Token]) -> list[float]:
    """How much each token, seen with its neighbours, speaks for standing inside a word (log-odds)."""
    next_pair, previous_pair = model.flags["next_pair"], model.flags["previous_pair"]
    scores: list[float] = []
    triples: list[int] = []
    last = len(tokens) - 2
    _, score, from_left, _, pairs, triples_of_left, _, _, _ = tokens[0]
    for i, (_, own, as_previous, as_next, own_pairs, own_triples, lower, _, _) in enumerate(
        islice(tokens, 1, None)
    ):
        if lower in pairs:
            scores.append(score + as_next + next_pair)
            score = own + from_left + previous_pair
        else:
            scores.append(score + as_next)
            score = own + from_left
        if triples_of_left and i < last and (lower, tokens[i + 2][6]) in triples_of_left:
            triples.append(i)
        from_left, pairs, triples_of_left = as_previous, own_pairs, own_triples
    scores.append(score)
    for i in triples:
        scores[i] += model.flags["next_triple"]
        scores[i + 2] += model.flags["previous_triple"]
    return scores


def _odds(model: WordModel, scores: Sequence[float]) -> list[float]:
    """For each token, score of the best labelling that ends inside a word minus that of the best other."""
    to_begin, to_inside = model.to_begin, model.to_inside
    after_begin, after_inside, after_either = model.after_begin, model.after_inside, model.after_either
    current = scores[0]
    odds = [current]
    for score in islice(scores, 1, None):
        if current <= to_begin:
            current = score + after_begin
        elif current > to_inside:
            current = score + after_inside
        else:
            current = score + (after_either - current)
        odds.append(current)
    return odds
