"""From a query as typed to its tree. Any text is a query; only its size can be refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from wardarchive.errors import QueryError
from wardarchive.index.equivalents import widened
from wardarchive.index.query_nodes import (
    AnyOf,
    Code,
    Fuzzy,
    Group,
    Node,
    Phrase,
    Prefix,
    Query,
    TextField,
    Typed,
    Word,
    leaves,
)
from wardarchive.index.query_tokens import Token, tokens
from wardarchive.index.query_values import date_range, number_range
from wardarchive.text.normalise import clean, fold
from wardarchive.text.syllables import syllables

MAX_CHARACTERS = 2_000
MAX_TERMS = 64
MAX_DEPTH = 12
MAX_WILDCARDS = 8
SHORTEST_PREFIX = 2
SHORTEST_FUZZY = 3
MAX_SLOP = 50

Role = Literal["must", "loose", "never"]


@dataclass(slots=True)
class _Item:
    node: Node
    role: Role


@dataclass(slots=True)
class _Frame:
    """An open group: what it has so far and what stood before its parenthesis."""

    opener: Token | None = None
    items: list[_Item] = field(default_factory=list)
    alternative: bool = False
    """OR was read: the next item joins the one before."""
    conjunct: bool = False

    def add(self, nodes: list[_Item]) -> None:
        if not nodes:
            return
        if self.alternative and self.items and self.items[-1].role != "never" and nodes[0].role != "never":
            before = self.items.pop()
            parts = before.node.parts if isinstance(before.node, AnyOf) else (before.node,)
            nodes[0] = _Item(AnyOf((*parts, nodes[0].node)), "must")
        elif self.conjunct and self.items:
            for item in (self.items[-1], nodes[0]):
                item.role = "must" if item.role == "loose" else item.role
        self.alternative = self.conjunct = False
        self.items.extend(nodes)

    def group(self) -> Group:
        def having(role: Role) -> tuple[Node, ...]:
            return tuple(item.node for item in self.items if item.role == role)

        return Group(having("must"), widened(having("loose")), having("never"))


class _Parser:
    def __init__(self) -> None:
        self.frames = [_Frame()]
        self.notes: list[str] = []
        self.typed: list[Typed] = []
        self._too_deep = 0
        self._wildcards = 0

    def take(self, token: Token) -> None:
        frame = self.frames[-1]
        if token.kind == "open":
            self._open(token)
        elif token.kind == "close":
            self._close()
        elif token.kind == "or":
            frame.alternative = bool(frame.items)
        elif token.kind == "and":
            frame.conjunct = True
        else:
            frame.add(self._signed(token, self._nodes(token)))

    def _open(self, token: Token) -> None:
        if len(self.frames) > MAX_DEPTH:
            self._too_deep += 1
            self.notes.append("too-deep")
        else:
            self.frames.append(_Frame(token))

    def _close(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif len(self.frames) > 1:
            frame = self.frames.pop()
            group = frame.group()
            if group.empty:
                return
            single = group.must if not group.loose and not group.never else ()
            node: Node = single[0] if len(single) == 1 else group
            opener = frame.opener or Token("open")
            self.frames[-1].add([_Item(node, "never" if opener.sign == "-" else "must")])

    def root(self) -> Group:
        while len(self.frames) > 1:
            self.notes.append("unclosed-group")
            self._too_deep = 0
            self._close()
        return self.frames[0].group()

    def _inherited(self, token: Token) -> str:
        """The field of a token: its own, or that of the nearest group around it."""
        if token.field:
            return token.field
        return next((f.opener.field for f in reversed(self.frames) if f.opener and f.opener.field), "")

    def _signed(self, token: Token, nodes: list[Node]) -> list[_Item]:
        """One token's nodes with their role: only plain words are loose."""
        if not nodes:
            return []
        bare = token.kind == "word" and not token.sign and not self._inherited(token)
        if (
            bare
            and all(isinstance(n, Word | Prefix | Fuzzy) for n in nodes)
            and not self.frames[-1].alternative
        ):
            return [_Item(node, "loose") for node in nodes]
        node = nodes[0] if len(nodes) == 1 else _joined(nodes)
        loose = bare and isinstance(node, Word | Prefix | Fuzzy)
        role: Role = "never" if token.sign == "-" else "loose" if loose else "must"
        return [_Item(node, role)]

    def _nodes(self, token: Token) -> list[Node]:
        name = self._inherited(token)
        if name in ("year", "views", "date"):
            value = clean(token.text).replace(" ", "")
            ranged = date_range(value) if name == "date" else number_range(name, value)
            if ranged is not None:
                return [ranged]
            self.notes.append("bad-value")
            name = ""
        where = cast(TextField, name or "any")
        if where == "ward" and token.text.isascii() and token.text.isdigit():
            return [Code(token.text)]
        cut = syllables(token.text)
        words = [Word(s.key, s.folded, where) for s in cut]
        if where in ("any", "title", "body") and token.sign != "-" and token.text[-1:] not in ("*", "~"):
            places = ((token.start + s.start, token.start + s.end) for s in cut)
            self.typed += [Typed(*place, word) for place, word in zip(places, words, strict=True)]
        if token.kind == "phrase":
            return [_phrase(words, token.slop, where)] if words else []
        return self._wild(token.text, words)

    def _wild(self, text: str, words: list[Word]) -> list[Node]:
        """The words of one chunk; the last one is a prefix or fuzzy where ``*`` or ``~`` follows it."""
        nodes: list[Node] = list(words)
        if not words or text[-1] not in "*~":
            return nodes
        last = words[-1]
        if len(last.folded) < (SHORTEST_PREFIX if text[-1] == "*" else SHORTEST_FUZZY):
            self.notes.append("short-prefix" if text[-1] == "*" else "short-fuzzy")
        elif self._wildcards >= MAX_WILDCARDS:
            self.notes.append("too-many-wildcards")
        else:
            self._wildcards += 1
            nodes[-1] = _prefix(text, last) if text[-1] == "*" else Fuzzy(last.folded, last.field)
        return nodes


def _prefix(text: str, word: Word) -> Prefix:
    """The beginning as typed and as a key: ``quy*`` is not the key of ``quy``, but begins ``quyền``."""
    last = syllables(text)[-1]
    typed = text[last.start : last.end].lower()
    starts = (typed, word.key) if word.accented else (fold(typed), word.folded)
    return Prefix(tuple(dict.fromkeys(starts)), word.accented, word.field)


def _phrase(words: list[Word], slop: int | None, where: TextField) -> Node:
    return Phrase(tuple(words), None if slop is None else min(slop, MAX_SLOP), where)


def _joined(nodes: list[Node]) -> Node:
    """The parts of one chunk (``16/07``, ``Covid-19``) as one condition: side by side."""
    words = [node for node in nodes if isinstance(node, Word)]
    phrase: Node = Phrase(tuple(words), None, words[0].field) if len(words) > 1 else words[0]
    rest = [node for node in nodes if not isinstance(node, Word)]
    return Group(must=(phrase, *rest)) if rest else phrase


def _term_count(node: Node) -> int:
    return sum(len(leaf.words) if isinstance(leaf, Phrase) else 1 for leaf in leaves(node, negative=True))


def parse(text: str) -> Query:
    """The tree of a query as typed. Raises `QueryError` over 2,000 characters or 64 words.

    >>> [word.key for word in parse("họp +hội").root.loose]
    ['họp']
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"the query is longer than {MAX_CHARACTERS:,} characters", "use fewer words")
    cleaned = clean(text)
    found, notes = tokens(cleaned)
    parser = _Parser()
    for token in found:
        parser.take(token)
    root = parser.root()
    if _term_count(root) > MAX_TERMS:
        raise QueryError(f"the query has more than {MAX_TERMS} words", "use fewer words")
    notes += parser.notes
    nothing = root.empty and bool(text.strip())
    if nothing:
        notes.append("only-punctuation")
    return Query(root, tuple(dict.fromkeys(notes)), nothing, cleaned, tuple(parser.typed))
