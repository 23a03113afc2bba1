"""Officials and statements of one article."""

from __future__ import annotations

from collections.abc import Sequence, Set

from wardarchive.model import Block, Mention, NamedOfficial, Reading
from wardarchive.officials.editorial import is_editorial
from wardarchive.officials.extractors import all_namings
from wardarchive.officials.known_names import known_names
from wardarchive.officials.name_splitter import NameSplitter
from wardarchive.officials.namings import Naming
from wardarchive.officials.passages import Passage, read_passage, reread
from wardarchive.officials.people import People, Person
from wardarchive.officials.statements import StatementReader
from wardarchive.officials.unit_keys import NameKey

EXTRACTOR_VERSION = "2"


def read_officials(title: str, body: Sequence[Block], *, ward_names: Set[str] = frozenset()) -> Reading:
    """Officials with their mentions, and statements, of one article.

    `ward_names` are bare names of administrative units (``Sài Đồng``), so that they do not become
    persons. Offsets count characters of each block's text as given; block -1 is the title.

    >>> reading = read_officials("", [Block("paragraph", "Đ/c Lê An - Bí thư Đảng ủy phường phát biểu.")])
    >>> [(o.name, o.role) for o in reading.officials]
    [('Lê An', 'Bí thư Đảng ủy phường')]
    """
    blocks = [(-1, Block("heading", title)), *enumerate(body)]
    passages, splitter = _passages(blocks, ward_names)
    namings = all_namings(passages, splitter)
    people = People([naming for passage in passages for naming in namings[passage.block]])
    reader = StatementReader(people)
    in_body_first = sorted(passages, key=_is_title)
    read = {passage.block: reader.read(passage, namings[passage.block]) for passage in in_body_first}
    statements = [statement for passage in passages for statement in read[passage.block]]
    officials = tuple(_official(p) for p in people.by_key.values() if p.listed)
    return Reading(officials, tuple(statements))


def _passages(
    blocks: Sequence[tuple[int, Block]], ward_names: Set[str]
) -> tuple[list[Passage], NameSplitter]:
    """The passages worth reading; names beyond doubt are learnt first and help to split the others."""
    splitter = NameSplitter(ward_names)
    passages = [read_passage(number, block.kind, block.text, splitter) for number, block in blocks]
    known: set[NameKey] = set()
    for passage in passages:
        known |= known_names(passage)
    if known:
        splitter = NameSplitter(ward_names, known)
        passages = [reread(passage, splitter) for passage in passages]
    return [passage for passage in passages if not is_editorial(passage)], splitter


def _is_title(passage: Passage) -> bool:
    return passage.block < 0 or (passage.block == 0 and passage.kind == "heading")


def _official(person: Person) -> NamedOfficial:
    namings = sorted(person.namings, key=lambda n: (n.passage.block, n.start))
    return NamedOfficial(person.name, person.stated_role, tuple(_mention(n) for n in namings))


def _mention(naming: Naming) -> Mention:
    passage: Passage = naming.passage
    start, end = passage.tokens.start[naming.start], passage.tokens.end[naming.end - 1]
    return Mention(passage.block, start, end, passage.text[start:end], naming.role, naming.pattern)
