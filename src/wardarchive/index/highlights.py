"""What matched, marked in the text as published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from wardarchive.index.matches import Match, Matches
from wardarchive.index.query_nodes import Group
from wardarchive.text.syllables import begin_of_word, end_of_word, first_syllable, next_syllable

FRAGMENTS = 3
FRAGMENT_LENGTH = 220
"""Characters of one fragment, about three lines on a page."""
_WINDOW = FRAGMENT_LENGTH * 3 // 4
"""Characters from the first to the last match that one fragment is to show."""

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


def _edges(text: str, first: Span, last: Span) -> Span:
    """A fragment around two syllables, widened at word ends to about `FRAGMENT_LENGTH`, both sides alike.

    What one side has no text for goes to the other.
    """
    low, high = first[0], last[1]
    room = max(0, FRAGMENT_LENGTH - (high - low))
    before, after = low, len(text) - high
    left = min(before, max(room // 2, room - after))
    right = min(after, room - left)
    start = begin_of_word(text, low - left, low)
    end = end_of_word(text, high, high + right)
    # Signs at either end of the text belong to the fragment, unless there are very many.
    if not next_syllable(text, 0, start) and start <= FRAGMENT_LENGTH:
        start = 0
    if not next_syllable(text, end, len(text)) and len(text) - end <= FRAGMENT_LENGTH:
        end = len(text)
    return start, end


def _fragment(text: str, matches: Sequence[Span], start: int, end: int) -> str:
    html = marked(text, matches, start, end).strip()
    return ("…" if start else "") + html + ("…" if end < len(text) else "")


def _value(parts: Iterable[int], worth: Sequence[float], count: int) -> float:
    """What a stretch with these parts of the query and so many matching syllables is worth."""
    return sum(worth[part] for part in parts) + min(count, 10) / 100


def _best_window(matches: Sequence[Match], worth: Sequence[float]) -> tuple[float, int, int] | None:
    """(worth, first, last): the stretch of matches with the most different parts in it.

    Two ends move over the matches, once each; how often a part stands between them is counted.
    """
    best: tuple[float, int, int] | None = None
    inside = [0] * len(worth)
    after, value = 0, 0.0
    for first, begin in enumerate(matches):
        while after < len(matches) and (after == first or matches[after].end - begin.start <= _WINDOW):
            for part in matches[after].parts:
                value += 0.0 if inside[part] else worth[part]
                inside[part] += 1
            after += 1
        in_all = value + min(after - first, 10) / 100
        if best is None or in_all > best[0]:
            best = (in_all, first, after - 1)
        if after == len(matches):
            break  # what begins later ends there too and has less in it
        for part in begin.parts:
            inside[part] -= 1
            value -= 0.0 if inside[part] else worth[part]
    return best


class _Block:
    def __init__(self, text: str, matches: list[Match], worth: Sequence[float]) -> None:
        self.text = text
        self.matches = matches
        self._worth = worth
        self.most = _value(self.parts_between(matches[0], matches[-1]), worth, len(matches))
        """What no window of this block can be worth more than."""
        self._open = matches
        """Those that no fragment shows yet."""
        self._window: tuple[float, int, int] | None = None
        self._fresh = False

    def best_window(self) -> tuple[float, Match, Match] | None:
        """See `_best_window`; found once for as long as nothing is taken."""
        if not self._fresh:
            self._window = _best_window(self._open, self._worth)
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

    def parts_between(self, first: Match, last: Match) -> frozenset[int]:
        """What the matches from `first` to `last` satisfy."""
        inside = (match.parts for match in self.matches if first.start <= match.start <= last.start)
        return frozenset().union(*inside)


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
        covered: frozenset[int] = frozenset()
        while len(fragments) < FRAGMENTS:
            best = _best_block(blocks)
            if best is None:
                break
            block, first, last = best
            inside = block.parts_between(first, last)
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
                own = [Match(m.start - at, m.end - at, m.parts) for m in found[first:number]]
                blocks.append(_Block(text, own, self._body.worth))
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
