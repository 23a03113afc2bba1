"""Reading and scoring of the gold texts; the format is described in docs/annotation.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from wardarchive.model import Block, BlockKind, Reading, Statement
from wardarchive.officials.reading import read_officials
from wardarchive.text.sentences import sentences
from wardarchive.text.syllables import syllables

HERE = Path(__file__).parent
UNITS = frozenset((HERE / "units.txt").read_text("utf-8").splitlines())
"""What the caller hands in as `ward_names`: wards of the texts, and some named after people."""
_KINDS: dict[str, BlockKind] = {"[caption] ": "caption", "[list] ": "list", "[heading] ": "heading"}


@dataclass(frozen=True)
class GoldStatement:
    """Who speaks in the sentence that holds `anchor`; speaker None where the text does not tell."""

    speaker: str | None
    verb: str
    kind: str
    form: str
    anchor: str
    block: int
    start: int
    end: int


@dataclass
class GoldText:
    """One annotated paragraph or article."""

    name: str
    title: str
    body: list[Block]
    officials: dict[str, str] = field(default_factory=dict)
    statements: list[GoldStatement] = field(default_factory=list)

    def read(self) -> Reading:
        return read_officials(self.title, self.body, ward_names=UNITS)

    def text_of(self, block: int) -> str:
        return self.title if block < 0 else self.body[block].text


def load(part: str) -> list[GoldText]:
    """All texts of ``dev`` or ``test``, in order of file and place."""
    texts: list[GoldText] = []
    for path in sorted((HERE / part).glob("*.gold")):
        texts += [_text(entry.removeprefix("=== ")) for entry in path.read_text("utf-8").split("\n=== ")]
    return texts


def _text(entry: str) -> GoldText:
    head, _, marks = entry.partition("\n--")
    name, *lines = head.strip().splitlines()
    text = GoldText(name, "", [])
    for line in lines:
        if line.startswith("# "):
            text.title = line[2:]
            continue
        prefix = next((p for p in _KINDS if line.startswith(p)), "")
        text.body.append(Block(_KINDS.get(prefix, "paragraph"), line.removeprefix(prefix)))
    parse_marks(text, marks)
    return text


def parse_marks(text: GoldText, marks: str) -> None:
    """Adds the marks of an annotator, a line each, to `text`."""
    for mark in marks.strip().splitlines():
        if mark.startswith("O "):
            official, _, role = mark[2:].partition(" = ")
            text.officials[official] = role
        elif mark.startswith("S "):
            text.statements.append(_statement(text, mark[2:]))


def _statement(text: GoldText, mark: str) -> GoldStatement:
    speaker, verb, kind, form, anchor = mark.split(" | ", 4)
    only_title = anchor.endswith(" @title")
    anchor = anchor.removesuffix(" @title")
    places = [(n, text.text_of(n).find(anchor)) for n in ([-1] if only_title else range(len(text.body)))]
    found = [(n, at) for n, at in places if at >= 0]
    if len(found) != 1:
        raise ValueError(f"{text.name}: anchor {anchor!r} found {len(found)} times")
    block, at = found[0]
    return GoldStatement(
        None if speaker == "?" else speaker, verb, kind, form, anchor, block, at, at + len(anchor)
    )


def same(text: str) -> str:
    """What two spellings of a name or role have in common."""
    return " ".join(s.key for s in syllables(text))


@dataclass
class Tally:
    """Counts of one measure: right, found, wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


@dataclass
class Score:
    """All measures over a set of texts, with the mistakes as lines to read."""

    names: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)
    statements: Tally = field(default_factory=Tally)
    sure: Tally = field(default_factory=Tally)
    kinds: Tally = field(default_factory=Tally)
    verbs: Tally = field(default_factory=Tally)
    recall_by_form: Counter[str] = field(default_factory=Counter)
    wanted_by_form: Counter[str] = field(default_factory=Counter)
    recall_by_kind: Counter[str] = field(default_factory=Counter)
    wanted_by_kind: Counter[str] = field(default_factory=Counter)
    right_by_pattern: Counter[str] = field(default_factory=Counter)
    found_by_pattern: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def add(self, text: GoldText) -> None:
        reading = text.read()
        self._names(text, reading)
        self._statements(text, reading)

    def _names(self, text: GoldText, reading: Reading) -> None:
        wanted = {same(name): role for name, role in text.officials.items()}
        found = {same(o.name): o.role or "" for o in reading.officials}
        both = wanted.keys() & found.keys()
        self.names.right += len(both)
        self.names.found += len(found)
        self.names.wanted += len(wanted)
        self.roles.found += len(both)
        self.roles.wanted += len(both)
        for official in reading.officials:
            pattern = next((m.pattern for m in official.mentions if m.pattern != "given"), "given")
            self.found_by_pattern[pattern] += 1
            self.right_by_pattern[pattern] += same(official.name) in wanted
        for name in both:
            exact = same(wanted[name]) == same(found[name])
            self.roles.right += exact
            if not exact:
                self.mistakes.append(f"{text.name} role {name}: {found[name]!r} for {wanted[name]!r}")
        self.mistakes += [f"{text.name} missed name {name}" for name in wanted.keys() - found.keys()]
        self.mistakes += [
            f"{text.name} false name {name} = {found[name]}" for name in found.keys() - wanted.keys()
        ]

    def _statements(self, text: GoldText, reading: Reading) -> None:
        open_ = list(reading.statements)
        met: list[GoldStatement] = []
        for gold in text.statements:
            hit = next((s for s in open_ if _matches(gold, s)), None)
            self.wanted_by_form[gold.form] += 1
            self.wanted_by_kind[gold.kind] += 1
            self.statements.wanted += 1
            if hit is None:
                self.mistakes.append(f"{text.name} missed statement {gold.speaker} | {gold.anchor}")
                continue
            open_.remove(hit)
            met.append(gold)
            self._right(gold, hit)
        for extra in open_:
            if any(_same_sentence(text, gold, extra) for gold in met):
                continue
            self.statements.found += 1
            self.sure.found += extra.confidence >= 0.9
            said = f"{extra.speaker} | {extra.verb} | {extra.confidence} | {extra.text[:80]}"
            self.mistakes.append(f"{text.name} false statement {said}")

    def _right(self, gold: GoldStatement, hit: Statement) -> None:
        self.statements.right += 1
        self.statements.found += 1
        self.kinds.wanted += 1
        self.kinds.found += 1
        self.kinds.right += hit.kind == gold.kind
        self.verbs.wanted += 1
        self.verbs.found += 1
        self.verbs.right += same(hit.verb or "") == same(gold.verb)
        self.recall_by_form[gold.form] += 1
        self.recall_by_kind[gold.kind] += 1
        if hit.confidence >= 0.9:
            self.sure.right += 1
            self.sure.found += 1

    def figures(self) -> dict[str, float]:
        return {
            "names_f1": round(self.names.f1, 3),
            "role_exact": round(self.roles.recall, 3),
            "statements_f1": round(self.statements.f1, 3),
            "sure_precision": round(self.sure.precision, 3),
            "kind_accuracy": round(self.kinds.recall, 3),
            "verb_accuracy": round(self.verbs.recall, 3),
        }


def _speaker(name: str | None) -> str | None:
    return None if name is None else same(name)


def _matches(gold: GoldStatement, found: Statement) -> bool:
    inside = found.start < gold.end and gold.start < found.end
    return found.block == gold.block and inside and _speaker(found.speaker) == _speaker(gold.speaker)


def _same_sentence(text: GoldText, gold: GoldStatement, found: Statement) -> bool:
    """Whether a surplus statement is a further clause of a sentence already credited to that speaker."""
    if found.block != gold.block or _speaker(found.speaker) != _speaker(gold.speaker):
        return False
    spans = sentences(text.text_of(gold.block))
    return any(a < gold.end and gold.start < b and a < found.end and found.start < b for a, b in spans)


def score(part: str) -> Score:
    """The scores of ``dev`` or ``test``."""
    total = Score()
    for text in load(part):
        total.add(text)
    return total
