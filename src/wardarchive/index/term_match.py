"""Whether one syllable of a text is what a query means, and where phrases stand.

The definition that all engines share: the memory engine applies it to every syllable, the others to
their vocabulary, and the highlighter to the text shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from wardarchive.index.query_nodes import Fuzzy, Phrase, Prefix, Single, Word

UNACCENTED = 0.5
"""What a text without diacritics is worth to a word typed with them."""
FUZZY = 0.5
"""What a word one letter away is worth."""

Token = tuple[str, str]
"""(key, folded key) of one syllable."""


def one_edit_apart(first: str, second: str) -> bool:
    """True where one insertion, deletion, change or swap of neighbours makes them equal.

    >>> one_edit_apart("phuong", "phuogn"), one_edit_apart("hop", "hoi hop")
    (True, False)
    """
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]


def worth(term: Single, token: Token) -> float:
    """How much one syllable of a text counts for `term`: 0 is no match."""
    key, folded = token
    if isinstance(term, Word):
        if not term.accented:
            return 1.0 if folded == term.folded else 0.0
        return 1.0 if key == term.key else UNACCENTED if key == term.folded else 0.0
    if isinstance(term, Prefix):
        return 1.0 if (key if term.accented else folded).startswith(term.starts) else 0.0
    if folded == term.folded:
        return 1.0
    return FUZZY if isinstance(term, Fuzzy) and one_edit_apart(folded, term.folded) else 0.0


def same(word: Word, token: Token, *, exact: bool) -> bool:
    """Equality inside a phrase."""
    return token[0] == word.key if exact else token[1] == word.folded


def phrase_spans(
    phrase: Phrase, tokens: Sequence[Token], among: Sequence[int] | None = None
) -> list[tuple[int, ...]]:
    """The token numbers of each occurrence of a phrase.

    `among`: ascending numbers that include all tokens that are a word of the phrase, where they are known.
    """
    numbers = range(len(tokens)) if among is None else among
    if phrase.slop is not None:
        return _near(phrase, tokens, numbers)
    exact, words = phrase.exact, phrase.words
    length = len(words)
    return [
        tuple(range(at, at + length))
        for at in numbers
        if at + length <= len(tokens)
        and all(same(word, tokens[at + i], exact=exact) for i, word in enumerate(words))
    ]


def _near(phrase: Phrase, tokens: Sequence[Token], numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Windows that begin with one of the words and hold all of them."""
    exact = phrase.exact
    wanted: dict[str, int] = {}
    for word in phrase.words:
        name = word.key if exact else word.folded
        wanted[name] = wanted.get(name, 0) + 1
    places = [(i, tokens[i][0 if exact else 1]) for i in numbers]
    places = [(i, name) for i, name in places if name in wanted]
    width = len(phrase.words) + (phrase.slop or 0)
    spans: list[tuple[int, ...]] = []
    for start, (first, _) in enumerate(places):
        inside = [(i, name) for i, name in places[start : start + width] if i < first + width]
        if all(sum(n == name for _, n in inside) >= times for name, times in wanted.items()):
            spans.append(tuple(i for i, _ in inside))
    return spans


def part_of(phrase: Phrase, token: Token) -> bool:
    """Whether a token is one of the words of a phrase."""
    return any(same(word, token, exact=phrase.exact) for word in phrase.words)


def run_count(words: Sequence[Word], tokens: Sequence[Token]) -> int:
    """How often the words stand side by side in this order."""
    return sum(
        all(worth(word, tokens[at + shift]) > 0 for shift, word in enumerate(words))
        for at in range(len(tokens) - len(words) + 1)
    )
