"""How often the parts of a query stand in each document, counted over whole posting lists at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.coded import Integers, Mask
from wardarchive.index.query_nodes import Either, Leaf, Phrase, Single, Word
from wardarchive.index.ranking import LEAD
from wardarchive.index.snapshot import NAME_FIELDS, Snapshot
from wardarchive.index.whoosh_codec import Postings

Counts = NDArray[np.float64]

TEXT_FIELDS = ("title", "body")


@dataclass(frozen=True, slots=True)
class LeafCounts:
    """One leaf in all documents: occurrences in title, lead and body; whether a name has it (0 or 1)."""

    title: Counts
    lead: Counts
    body: Counts
    named: Counts

    @property
    def fields(self) -> tuple[Counts, Counts, Counts, Counts]:
        return self.title, self.lead, self.body, self.named

    @property
    def mask(self) -> Mask:
        return (self.title > 0) | (self.body > 0) | (self.named > 0)


def _together(parts: Sequence[LeafCounts]) -> LeafCounts:
    title, lead, body, named = zip(*(part.fields for part in parts), strict=True)
    return LeafCounts(sum(title), sum(lead), sum(body), np.max(named, axis=0))


class Counting:
    """Counts leaves over one snapshot, each once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[Leaf, LeafCounts] = {}

    def leaf(self, leaf: Leaf) -> LeafCounts:
        known = self._known.get(leaf)
        if known is None:
            known = self._known[leaf] = self._count(leaf)
        return known

    def _count(self, leaf: Leaf) -> LeafCounts:
        if isinstance(leaf, Either):
            return _together([self.leaf(form) for form in leaf.forms])
        nothing = self._nothing()
        title = self._text(leaf, "title")[0] if leaf.field in ("any", "title") else nothing
        body, lead = self._text(leaf, "body") if leaf.field in ("any", "body") else (nothing, nothing)
        return LeafCounts(title, lead, body, self._names(leaf))

    def _nothing(self) -> Counts:
        return np.zeros(self._snapshot.count)

    def _text(self, leaf: Single | Phrase, field: str) -> tuple[Counts, Counts]:
        """Occurrences in a field, and in the body those among the first `LEAD` syllables."""
        snapshot = self._snapshot
        if isinstance(leaf, Phrase):
            places = phrase_places(snapshot, leaf, field)
            early = _leading(snapshot, field, places) if field == "body" else places[:0]
            return _per_document(snapshot, field, places), _per_document(snapshot, field, early)
        found, in_lead = self._nothing(), self._nothing()
        for segment, base in zip(snapshot.segments, snapshot.bases, strict=False):
            for number, value in segment.vocabularies[field].matching(leaf):
                postings = segment.postings(field, number)
                rows = postings.documents.astype(np.int64) + base
                found[rows] += value * postings.frequencies
                if field == "body":
                    in_lead[rows] += value * _early(postings)
        return found, in_lead

    def _names(self, leaf: Single | Phrase) -> Counts:
        snapshot = self._snapshot
        found = np.zeros(snapshot.count, bool)
        for kind in NAME_FIELDS:
            if leaf.field in ("any", kind):
                chosen = snapshot.names[kind].matching(leaf)
                if chosen.any():
                    found |= snapshot.coded(kind).having(chosen, snapshot.count)
        return found.astype(np.float64)


def _early(postings: Postings) -> Integers:
    """How often a term stands among the first `LEAD` syllables of each of its documents."""
    places = np.flatnonzero(postings.positions < LEAD)
    owners = np.searchsorted(np.cumsum(postings.frequencies), places, side="right")
    return np.bincount(owners, minlength=len(postings.documents))


class _Lists:
    """The posting lists of one word in a field: rows of the snapshot, and where the word stands in them."""

    def __init__(self, snapshot: Snapshot, field: str, terms: Sequence[Sequence[int]]) -> None:
        """`terms` has the word's numbers in each segment's vocabulary."""
        self._starts = snapshot.starts[field]
        self._lists = [
            (postings.documents.astype(np.int64) + base, postings)
            for segment, base, numbers in zip(snapshot.segments, snapshot.bases, terms, strict=False)
            for postings in (segment.postings(field, number) for number in numbers)
        ]

    def having(self, among: Mask) -> Mask:
        """Which documents of `among` have the word."""
        found = np.zeros(len(among), bool)
        for rows, _ in self._lists:
            found[rows] = True
        return found & among

    def places(self, only: Mask) -> Integers:
        """Where it stands in the documents of `only`, ascending."""
        found = [np.zeros(0, np.int64)]
        for rows, postings in self._lists:
            keep = only[rows]
            if keep.any():
                inside = np.repeat(keep, postings.frequencies)
                owners = np.repeat(rows[keep], postings.frequencies[keep])
                found.append(self._starts[owners] + postings.positions[inside])
        return np.sort(np.concatenate(found))


def _per_document(snapshot: Snapshot, field: str, places: Integers) -> Counts:
    rows = np.searchsorted(snapshot.starts[field], places, side="right") - 1
    return np.bincount(rows, minlength=snapshot.count).astype(np.float64)


def _leading(snapshot: Snapshot, field: str, places: Integers) -> Integers:
    """Those of `places` that are among the first `LEAD` syllables of their documents."""
    starts = snapshot.starts[field]
    return places[places - starts[np.searchsorted(starts, places, side="right") - 1] < LEAD]


def _inside(places: Integers, among: Integers) -> Mask:
    """Which of `places` are in the ascending `among`."""
    if not len(among):
        return np.zeros(len(places), bool)
    at = np.searchsorted(among, places)
    found: Mask = among[np.minimum(at, len(among) - 1)] == places
    return found


def phrase_places(snapshot: Snapshot, phrase: Phrase, field: str) -> Integers:
    """Where a phrase begins; positions are read only for documents that have all its words."""
    words = tuple(dict.fromkeys(phrase.words))
    vocabularies = [segment.vocabularies[field] for segment in snapshot.segments]
    terms = {word: [v.same(phrase, word) for v in vocabularies] for word in words}

    def size(word: Word) -> int:
        return sum(int(v.lengths[own].sum()) for v, own in zip(vocabularies, terms[word], strict=True))

    candidates, lists = snapshot.live, {}
    for word in sorted(words, key=size):  # the rarest first: often nothing is left after two
        lists[word] = _Lists(snapshot, field, terms[word])
        candidates = lists[word].having(candidates)
        if not candidates.any():
            return np.zeros(0, np.int64)
    places = {word: lists[word].places(candidates) for word in words}
    if phrase.slop is not None:
        return _near(phrase, places)
    starts = places[phrase.words[0]]
    for shift, word in enumerate(phrase.words[1:], 1):
        starts = starts[_inside(starts + shift, places[word])]
    return starts


def _near(phrase: Phrase, places: dict[Word, Integers]) -> Integers:
    """Where windows begin that hold all words: see `term_match.phrase_spans`."""
    names = [word.key if phrase.exact else word.folded for word in phrase.words]
    wanted = Counter(names)
    of_name = {word.key if phrase.exact else word.folded: where for word, where in places.items()}
    everything = np.sort(np.concatenate(list(of_name.values())))
    width = len(phrase.words) + (phrase.slop or 0)
    good = np.ones(len(everything), bool)
    for name, times in wanted.items():
        own = of_name[name]
        inside = np.searchsorted(own, everything + width) - np.searchsorted(own, everything)
        good &= inside >= times
    return everything[good]


class Runs:
    """How often words stand side by side in the documents of `only`; places are read once a word."""

    def __init__(self, snapshot: Snapshot, only: Mask) -> None:
        self._snapshot = snapshot
        self._only = only
        self._places: dict[tuple[Word, str], Integers] = {}

    def _of(self, word: Word, field: str) -> Integers:
        known = self._places.get((word, field))
        if known is None:
            segments = self._snapshot.segments
            terms = [[n for n, _ in s.vocabularies[field].matching(word)] for s in segments]
            known = self._places[word, field] = _Lists(self._snapshot, field, terms).places(self._only)
        return known

    def counts(self, words: Sequence[Word], field: str) -> Counts:
        """For each document of the snapshot."""
        starts = self._of(words[0], field)
        for shift, word in enumerate(words[1:], 1):
            starts = starts[_inside(starts + shift, self._of(word, field))]
        return _per_document(self._snapshot, field, starts)
