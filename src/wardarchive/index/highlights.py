"""What matched, marked in the text as published."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from html import escape
from typing import Any

from wardarchive.index.query_nodes import Either, Group, Leaf, Phrase, TextField, Word, leaves
from wardarchive.index.term_match import Token, part_of, phrase_spans, worth
from wardarchive.text.syllables import forms, spans, surfaces

FRAGMENTS = 3
FRAGMENT_LENGTH = 220
"""Characters of one fragment, about three lines on a page."""

Span = tuple[int, int]


class _Tokens(Sequence[Token]):
    """The comparison keys of syllables as published, made when they are asked for."""

    def __init__(self, published: Sequence[str]) -> None:
        self._published = published

    def __len__(self) -> int:
        return len(self._published)

    def __getitem__(self, number: Any) -> Any:
        return forms(self._published[number])


class Matches:
    """Where the leaves of a query stand in a text, given as its syllables.

    A page of hits has some 10,000 syllables, few of which match: each different one is looked at once.
    """

    def __init__(self, root: Group, fields: tuple[TextField, ...]) -> None:
        found = [leaf for leaf in leaves(root) if leaf.field in fields]
        parts = [form for leaf in found for form in (leaf.forms if isinstance(leaf, Either) else (leaf,))]
        self._phrases = [part for part in dict.fromkeys(parts) if isinstance(part, Phrase)]
        self._terms = [part for part in dict.fromkeys(parts) if not isinstance(part, Phrase)]
        words = [w for part in parts for w in (part.words if isinstance(part, Phrase) else (part,))]
        self._folded = {word.folded for word in words if isinstance(word, Word)}
        """What can match at all, but for beginnings and near words."""
        self._wild = not all(isinstance(word, Word) for word in words)
        self._looked_at: set[str] = set()
        self._useful: dict[str, tuple[frozenset[Leaf], tuple[Phrase, ...]]] = {}

    def __bool__(self) -> bool:
        return bool(self._terms or self._phrases)

    def _look_at(self, published: str) -> None:
        token = forms(published)
        terms = frozenset(term for term in self._terms if worth(term, token) > 0)
        phrases = tuple(phrase for phrase in self._phrases if part_of(phrase, token))
        if terms or phrases:
            self._useful[published] = terms, phrases

    def find(self, text: Sequence[str]) -> dict[int, set[Leaf]]:
        """Syllable number → the leaves that it satisfies."""
        new = set(text) - self._looked_at
        self._looked_at |= new
        for published in new:
            if self._wild or forms(published)[1] in self._folded:
                self._look_at(published)
        useful = self._useful
        found: dict[int, set[Leaf]] = {}
        among: dict[Phrase, list[int]] = {}
        for number in [n for n, published in enumerate(text) if published in useful]:
            terms, phrases = useful[text[number]]
            if terms:
                found[number] = set(terms)
            for phrase in phrases:
                among.setdefault(phrase, []).append(number)
        for phrase, numbers in among.items():
            for span in phrase_spans(phrase, _Tokens(text), numbers):
                for number in span:
                    found.setdefault(number, set()).add(phrase)
        return found


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` as HTML with ``<mark>`` around each of `spans`, which do not overlap."""
    end = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for first, last in spans:
        if first < start or last > end:
            continue
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    parts.append(escape(text[at:end]))
    return "".join(parts)


def _edges(text: str, syllable: Sequence[Span], first: int, last: int) -> Span:
    """A fragment around syllables `first` to `last`, widened to about `FRAGMENT_LENGTH`, at word ends."""
    left, right = syllable[first][0], syllable[last][1]
    while True:
        before = syllable[first - 1][0] if first else None
        after = syllable[last + 1][1] if last + 1 < len(syllable) else None
        if before is not None and syllable[last][1] - before > FRAGMENT_LENGTH:
            before = None
        if after is not None and after - syllable[first][0] > FRAGMENT_LENGTH:
            after = None
        if before is None and after is None:
            break
        if after is None or (before is not None and left - before <= after - right):
            first -= 1
        else:
            last += 1
    start = 0 if first == 0 else syllable[first][0]
    end = len(text) if last == len(syllable) - 1 else syllable[last][1]
    # Long runs of signs, or one endless word, must not blow the fragment up.
    start = max(start, syllable[first][0] - FRAGMENT_LENGTH)
    return start, min(end, max(start + 2 * FRAGMENT_LENGTH, syllable[last][0]))


def _fragment(text: str, syllable: Sequence[Span], spans: Sequence[Span], first: int, last: int) -> str:
    start, end = _edges(text, syllable, first, last)
    html = marked(text, spans, start, end).strip()
    return ("…" if start else "") + html + ("…" if end < len(text) else "")


def _value(inside: set[Leaf], count: int) -> float:
    """What a stretch with these leaves and so many matching syllables is worth."""
    return sum(2.0 if isinstance(leaf, Phrase) else 1.0 for leaf in inside) + min(count, 10) / 100


def _best_window(
    syllable: Sequence[Span], found: dict[int, set[Leaf]], taken: set[int]
) -> tuple[float, int, int] | None:
    """(worth, first, last): the stretch of matching syllables with the most different leaves in it."""
    numbers = [n for n in sorted(found) if n not in taken]
    best: tuple[float, int, int] | None = None
    for i, first in enumerate(numbers):
        inside: set[Leaf] = set()
        last, count = first, 0
        for number in numbers[i : i + 40]:
            if syllable[number][1] - syllable[first][0] > FRAGMENT_LENGTH * 3 // 4:
                break
            inside |= found[number]
            last, count = number, count + 1
        value = _value(inside, count)
        if best is None or value > best[0]:
            best = (value, first, last)
    return best


class _Block:
    def __init__(self, text: str, found: dict[int, set[Leaf]]) -> None:
        self.text = text
        self.found = found
        self._taken: set[int] = set()
        self._window: tuple[float, int, int] | None = None
        self._fresh = False

    @cached_property
    def syllable(self) -> list[Span]:
        return spans(self.text)

    @cached_property
    def most(self) -> float:
        """What no window of this block can be worth more than."""
        return _value(set().union(*self.found.values()), len(self.found))

    def best_window(self) -> tuple[float, int, int] | None:
        """See `_best_window`; found once for as long as nothing is taken."""
        if not self._fresh:
            self._window = _best_window(self.syllable, self.found, self._taken)
            self._fresh = True
        return self._window

    def take(self, first: int, last: int) -> str:
        start, end = _edges(self.text, self.syllable, first, last)
        self._fresh = False
        self._taken |= {n for n in self.found if start <= self.syllable[n][0] < end}
        places = [self.syllable[n] for n in sorted(self.found)]
        return _fragment(self.text, self.syllable, places, first, last)


class Highlighter:
    """Marks what one query found, in as many documents as a page has."""

    def __init__(self, root: Group) -> None:
        self._title = Matches(root, ("any", "title"))
        self._body = Matches(root, ("any", "body"))

    def title(self, title: str) -> str:
        """The title, escaped, with what matched marked."""
        found = self._title.find(surfaces(title)) if self._title else {}
        places = spans(title) if found else []
        return marked(title, [places[n] for n in sorted(found)])

    def snippets(self, body: Sequence[str]) -> tuple[str, ...]:
        """At most three fragments as HTML, the most telling first; the beginning where nothing matched."""
        blocks = self._blocks(body) if self._body else []
        fragments: list[str] = []
        covered: set[Leaf] = set()
        while len(fragments) < FRAGMENTS:
            best = _best_block(blocks)
            if best is None:
                break
            block, first, last = best
            inside = {leaf for n in range(first, last + 1) for leaf in block.found.get(n, ())}
            if len(fragments) > 1 and inside <= covered:
                break
            covered |= inside
            fragments.append(block.take(first, last))
        return tuple(fragments) if fragments else _beginning(body)

    def _blocks(self, body: Sequence[str]) -> list[_Block]:
        """The blocks that have matches; they are found over the body as a whole, as phrases run on."""
        cut = [surfaces(text) for text in body]
        found = self._body.find([syllable for block in cut for syllable in block])
        numbers = sorted(found)
        blocks: list[_Block] = []
        at = 0
        for text, block in zip(body, cut, strict=True):
            end = at + len(block)
            own = numbers[bisect_left(numbers, at) : bisect_left(numbers, end)]
            if own:
                blocks.append(_Block(text, {n - at: found[n] for n in own}))
            at = end
        return blocks


def _best_block(blocks: Sequence[_Block]) -> tuple[_Block, int, int] | None:
    """The block with the best window, the first of equals; most blocks need no look at their windows."""
    best: tuple[float, int, _Block, int, int] | None = None
    for number in sorted(range(len(blocks)), key=lambda n: -blocks[n].most):
        block = blocks[number]
        if best is not None and block.most < best[0]:
            break
        window = block.best_window()
        if window is not None and (best is None or (window[0], -number) > best[:2]):
            best = (window[0], -number, block, window[1], window[2])
    return best[2:] if best else None


def _beginning(body: Sequence[str]) -> tuple[str, ...]:
    for text in body:
        syllable = spans(text)
        if syllable:
            return (_fragment(text, syllable, (), 0, 0),)
    return ()
