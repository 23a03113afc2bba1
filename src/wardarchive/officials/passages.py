"""One block of an article, read into tokens, sentences and roles."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from wardarchive.model import BlockKind
from wardarchive.officials.capitals import lower_capitals
from wardarchive.officials.name_splitter import NameSplitter
from wardarchive.officials.role_spans import role_spans
from wardarchive.officials.role_states import RoleSpan
from wardarchive.officials.tokens import Tokens, read_tokens
from wardarchive.text.normalise import clean
from wardarchive.text.sentences import sentences


@dataclass(slots=True)
class Passage:
    """A block with what the extractors need to know of it."""

    block: int
    """Index into the body; -1 for the title."""
    kind: BlockKind
    tokens: Tokens
    roles: list[RoleSpan] = field(default_factory=list)
    role_at: dict[int, RoleSpan] = field(default_factory=dict)
    capitals: bool = False
    """Whether some of it is written in capitals, so that its shapes depend on the names known."""
    _sentences: list[tuple[int, int]] | None = None

    @property
    def text(self) -> str:
        return self.tokens.text

    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges of the sentences, read when first asked for."""
        if self._sentences is None:
            start = self.tokens.start
            ranges = [
                (bisect_left(start, a), bisect_left(start, b, hi=len(self.tokens)))
                for a, b in sentences(self.tokens.text)
            ]
            self._sentences = [(a, b) for a, b in ranges if b > a]
        return self._sentences

    def wording(self, first: int, last: int) -> str:
        """The tokens [first, last) as published, blanks and composition mended."""
        return clean(self.tokens.slice(first, last).replace("\n", " "))


def read_passage(block: int, kind: BlockKind, text: str, splitter: NameSplitter) -> Passage:
    """`text` as a passage, with its roles."""
    tokens = read_tokens(text)
    capitals = lower_capitals(tokens, splitter)
    roles = role_spans(tokens, splitter)
    return Passage(block, kind, tokens, roles, {span.start: span for span in roles}, capitals)


def reread(passage: Passage, splitter: NameSplitter) -> Passage:
    """The same passage with its roles read anew, now that `splitter` knows more names."""
    if passage.capitals:
        return read_passage(passage.block, passage.kind, passage.text, splitter)
    roles = role_spans(passage.tokens, splitter)
    return replace(passage, roles=roles, role_at={span.start: span for span in roles})
