"""What matched, marked in the text as published."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence, Set
from html import escape

from wardarchive.index.matches import Match, Matches
from wardarchive.index.query_nodes import Group, Leaf, Phrase
from wardarchive.text.syllables import first_syllable, next_syllable, spans

FRAGMENTS = 3
FRAGMENT_LENGTH = 220
"""Characters of one fragment, about three lines on a page."""

Span = tuple[int, int]


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


def _around(text: str, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """The syllables before `start` and after `end`, as far as a fragment can reach."""
    low, high = max(0, end - FRAGMENT_LENGTH - 1), min(len(text), start + FRAGMENT_LENGTH + 1)
    low, high = min(low, start), max(high, end)
    before = [(a + low, b + low) for a, b in spans(text[low:start])]
    after = [(a + end, b + end) for a, b in spans(text[end:high])]
    if low and before and not _between(text[low : before[0][0]]):
        del before[0]  # cut in two, perhaps
    if high < len(text) and after and after[-1][1] == high:
        del after[-1]
    return before, after


def _between(text: str) -> bool:
    """Whether there is anything in `text` that ends a syllable."""
    return any(not unicodedata.combining(c) and unicodedata.category(c) != "Cf" for c in text)


def _edges(text: str, first: Span, last: Span) -> Span:
    """A fragment around two syllables, widened to about `FRAGMENT_LENGTH`, at word ends."""
    before, after = _around(text, first[0], last[1])
    left, right = first[0], last[1]
    low, high = first[0], last[1]
    back, forth = len(before) - 1, 0
    while True:
        earlier = before[back][0] if back >= 0 and high - before[back][0] <= FRAGMENT_LENGTH else None
        later = after[forth][1] if forth < len(after) and after[forth][1] - low <= FRAGMENT_LENGTH else None
        if earlier is None and later is None:
            break
        if later is None or (earlier is not None and left - earlier <= later - right):
            low, back = before[back][0], back - 1
        else:
            high, forth = after[forth][1], forth + 1
    start = 0 if back < 0 and not next_syllable(text, 0, low) else low
    end = len(text) if forth >= len(after) and not next_syllable(text, high, len(text)) else high
    # Long runs of signs, or one endless word, must not blow the fragment up.
    start = max(start, low - FRAGMENT_LENGTH)
    return start, min(end, max(start + 2 * FRAGMENT_LENGTH, high))


def _fragment(text: str, matches: Sequence[Span], start: int, end: int) -> str:
    html = marked(text, matches, start, end).strip()
    return ("…" if start else "") + html + ("…" if end < len(text) else "")


def _value(inside: Set[Leaf], count: int) -> float:
    """What a stretch with these leaves and so many matching syllables is worth."""
    return sum(2.0 if isinstance(leaf, Phrase) else 1.0 for leaf in inside) + min(count, 10) / 100


def _best_window(matches: Sequence[Match]) -> tuple[float, int, int] | None:
    """(worth, first, last): the stretch of matches with the most different leaves in it."""
    best: tuple[float, int, int] | None = None
    most = _value(frozenset().union(*(match.leaves for match in matches)), 0) + 0.1
    for first, begin in enumerate(matches):
        inside: set[Leaf] = set()
        last = first
        for number in range(first, min(first + 40, len(matches))):
            if matches[number].end - begin.start > FRAGMENT_LENGTH * 3 // 4:
                break
            inside |= matches[number].leaves
            last = number
        value = _value(inside, last - first + 1)
        if best is None or value > best[0]:
            best = (value, first, last)
            if value >= most:
                break
    return best


class _Block:
    def __init__(self, text: str, matches: list[Match]) -> None:
        self.text = text
        self.matches = matches
        self.most = _value(frozenset().union(*(match.leaves for match in matches)), len(matches))
        """What no window of this block can be worth more than."""
        self._open = matches
        """Those that no fragment shows yet."""
        self._window: tuple[float, int, int] | None = None
        self._fresh = False

    def best_window(self) -> tuple[float, Match, Match] | None:
        """See `_best_window`; found once for as long as nothing is taken."""
        if not self._fresh:
            self._window = _best_window(self._open) if self._open else None
            self._fresh = True
        if self._window is None:
            return None
        value, first, last = self._window
        return value, self._open[first], self._open[last]

    def take(self, first: Match, last: Match) -> str:
        start, end = _edges(self.text, first[:2], last[:2])
        self._fresh = False
        self._open = [match for match in self._open if not start <= match.start < end]
        return _fragment(self.text, [match[:2] for match in self.matches], start, end)

    def leaves_between(self, first: Match, last: Match) -> set[Leaf]:
        """What the matches from `first` to `last` satisfy."""
        inside = (match.leaves for match in self.matches if first.start <= match.start <= last.start)
        return set().union(*inside)


class Highlighter:
    """Marks what one query found, in as many documents as a page has."""

    def __init__(self, root: Group) -> None:
        self._title = Matches(root, ("any", "title"))
        self._body = Matches(root, ("any", "body"))

    def title(self, title: str) -> str:
        """The title, escaped, with what matched marked."""
        found = self._title.find(title) if self._title else []
        return marked(title, [match[:2] for match in found])

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
            inside = block.leaves_between(first, last)
            if len(fragments) > 1 and inside <= covered:
                break
            covered |= inside
            fragments.append(block.take(first, last))
        return tuple(fragments) if fragments else _beginning(body)

    def _blocks(self, body: Sequence[str]) -> list[_Block]:
        """The blocks that have matches; they are found over the body as a whole, as phrases run on."""
        found = self._body.find("\n".join(body))
        blocks: list[_Block] = []
        at, number = 0, 0
        for text in body:
            end = at + len(text)
            first = number
            while number < len(found) and found[number].start < end:
                number += 1
            if number > first:
                own = [Match(m.start - at, m.end - at, m.leaves) for m in found[first:number]]
                blocks.append(_Block(text, own))
            at = end + 1
        return blocks


def _best_block(blocks: Sequence[_Block]) -> tuple[_Block, Match, Match] | None:
    """The block with the best window, the first of equals; most blocks need no look at their windows."""
    best: tuple[float, int, _Block, Match, Match] | None = None
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
        first = first_syllable(text)
        if first is not None:
            return (_fragment(text, (), *_edges(text, first, first)),)
    return ()
