"""What matched, marked in the text as published."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from html import escape

from wardarchive.index.query_nodes import Either, Group, Leaf, Phrase, TextField, leaves
from wardarchive.index.term_match import Token, phrase_spans, worth
from wardarchive.text.syllables import Syllable, syllables

FRAGMENTS = 3
FRAGMENT_LENGTH = 220
"""Characters of one fragment, about three lines on a page."""

Span = tuple[int, int]


class Matches:
    """Where the leaves of a query stand in a text, given as its syllables."""

    def __init__(self, root: Group, fields: tuple[TextField, ...]) -> None:
        found = [leaf for leaf in leaves(root) if leaf.field in fields]
        parts = [form for leaf in found for form in (leaf.forms if isinstance(leaf, Either) else (leaf,))]
        self._phrases = [part for part in dict.fromkeys(parts) if isinstance(part, Phrase)]
        self._terms = [part for part in dict.fromkeys(parts) if not isinstance(part, Phrase)]
        self._known: dict[Token, frozenset[Leaf]] = {}

    def __bool__(self) -> bool:
        return bool(self._terms or self._phrases)

    def _of(self, token: Token) -> frozenset[Leaf]:
        found = self._known[token] = frozenset(term for term in self._terms if worth(term, token) > 0)
        return found

    def find(self, text: Sequence[Syllable]) -> dict[int, set[Leaf]]:
        """Syllable number → the leaves that it satisfies."""
        found: dict[int, set[Leaf]] = {}
        tokens = [(key, folded) for _, _, key, folded in text]
        if self._terms:
            known = self._known
            for number, token in enumerate(tokens):
                leaf = known[token] if token in known else self._of(token)
                if leaf:
                    found[number] = set(leaf)
        for phrase in self._phrases:
            for span in phrase_spans(phrase, tokens):
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


def _edges(text: str, syllable: Sequence[Syllable], first: int, last: int) -> Span:
    """A fragment around syllables `first` to `last`, widened to about `FRAGMENT_LENGTH`, at word ends."""
    left, right = syllable[first].start, syllable[last].end
    while True:
        before = syllable[first - 1].start if first else None
        after = syllable[last + 1].end if last + 1 < len(syllable) else None
        if before is not None and syllable[last].end - before > FRAGMENT_LENGTH:
            before = None
        if after is not None and after - syllable[first].start > FRAGMENT_LENGTH:
            after = None
        if before is None and after is None:
            break
        if after is None or (before is not None and left - before <= after - right):
            first -= 1
        else:
            last += 1
    start = 0 if first == 0 else syllable[first].start
    end = len(text) if last == len(syllable) - 1 else syllable[last].end
    # Long runs of signs, or one endless word, must not blow the fragment up.
    start = max(start, syllable[first].start - FRAGMENT_LENGTH)
    return start, min(end, max(start + 2 * FRAGMENT_LENGTH, syllable[last].start))


def _fragment(text: str, syllable: Sequence[Syllable], spans: Sequence[Span], first: int, last: int) -> str:
    start, end = _edges(text, syllable, first, last)
    html = marked(text, spans, start, end).strip()
    return ("…" if start else "") + html + ("…" if end < len(text) else "")


def _best_window(
    syllable: Sequence[Syllable], found: dict[int, set[Leaf]], taken: set[int]
) -> tuple[float, int, int] | None:
    """(worth, first, last): the stretch of matching syllables with the most different leaves in it."""
    numbers = [n for n in sorted(found) if n not in taken]
    best: tuple[float, int, int] | None = None
    for i, first in enumerate(numbers):
        inside: set[Leaf] = set()
        last, count = first, 0
        for number in numbers[i : i + 40]:
            if syllable[number].end - syllable[first].start > FRAGMENT_LENGTH * 3 // 4:
                break
            inside |= found[number]
            last, count = number, count + 1
        value = sum(2.0 if isinstance(leaf, Phrase) else 1.0 for leaf in inside) + min(count, 10) / 100
        if best is None or value > best[0]:
            best = (value, first, last)
    return best


class _Block:
    def __init__(self, text: str, syllable: list[Syllable], found: dict[int, set[Leaf]]) -> None:
        self.text = text
        self.syllable = syllable
        self.found = found
        self.spans = [(syllable[n].start, syllable[n].end) for n in sorted(found)]
        self._taken: set[int] = set()
        self._window: tuple[float, int, int] | None = None
        self._fresh = False

    def best_window(self) -> tuple[float, int, int] | None:
        """See `_best_window`; found once for as long as nothing is taken."""
        if not self._fresh:
            self._window = _best_window(self.syllable, self.found, self._taken)
            self._fresh = True
        return self._window

    def take(self, first: int, last: int) -> str:
        start, end = _edges(self.text, self.syllable, first, last)
        self._fresh = False
        self._taken |= {n for n in self.found if start <= self.syllable[n].start < end}
        return _fragment(self.text, self.syllable, self.spans, first, last)


class Highlighter:
    """Marks what one query found, in as many documents as a page has."""

    def __init__(self, root: Group) -> None:
        self._title = Matches(root, ("any", "title"))
        self._body = Matches(root, ("any", "body"))

    def title(self, title: str) -> str:
        """The title, escaped, with what matched marked."""
        text = syllables(title) if self._title else []
        found = self._title.find(text)
        return marked(title, [(text[n].start, text[n].end) for n in sorted(found)])

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
        cut = [syllables(text) for text in body]
        found = self._body.find([s for block in cut for s in block])
        numbers = sorted(found)
        blocks: list[_Block] = []
        at = 0
        for text, syllable in zip(body, cut, strict=True):
            end = at + len(syllable)
            own = numbers[bisect_left(numbers, at) : bisect_left(numbers, end)]
            if own:
                blocks.append(_Block(text, syllable, {n - at: found[n] for n in own}))
            at = end
        return blocks


def _best_block(blocks: Sequence[_Block]) -> tuple[_Block, int, int] | None:
    best: tuple[float, _Block, int, int] | None = None
    for block in blocks:
        window = block.best_window()
        if window is not None and (best is None or window[0] > best[0]):
            best = (window[0], block, window[1], window[2])
    return best[1:] if best else None


def _beginning(body: Sequence[str]) -> tuple[str, ...]:
    for text in body:
        syllable = syllables(text)
        if syllable:
            return (_fragment(text, syllable, (), 0, 0),)
    return ()
