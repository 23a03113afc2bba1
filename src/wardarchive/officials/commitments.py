"""Who was told, or promised, to do what by when: acts and the lists that follow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from wardarchive.model import Block, Commitment, Reading, Statement, published_date
from wardarchive.officials.deadlines import find_deadlines
from wardarchive.officials.lexicon import phrases
from wardarchive.officials.offices import BODIES, OFFICES
from wardarchive.officials.phrases import phrase_keys
from wardarchive.officials.tokens import CAP, LOWER, NUMBER, UPPER, Tokens, read_tokens
from wardarchive.officials.verbs import opens_predicate
from wardarchive.text.normalise import clean

_PROMISES = frozenset(phrases("verbs", "promises"))
_DETERMINERS = frozenset(key for word in phrases("verbs", "determiners") for key in phrase_keys(word))
_ITEM_NUMBERS = frozenset(
    word for phrase in phrases("verbs", "item numbers") for word in phrase_keys(phrase)
)
_BULLETS = frozenset("-+*:,•")
_LONGEST_OBLIGED = 24
_MOST_ITEMS = 40


def commitments(
    title: str, body: Sequence[Block], reading: Reading, published: date | datetime | None = None
) -> tuple[Commitment, ...]:
    """The acts of a reading, each with who must do it and until when, as far as the text says.

    An act that ends in a colon is replaced by the list items behind it. `published` supplies the year of
    a day given without one.
    """
    day = published_date(published)
    found: list[Commitment] = []
    for statement in reading.statements:
        if statement.kind != "act":
            continue
        items = list(_items(body, statement))
        if items:
            found += [_commitment(statement, n, body[n].text, (0, None), day) for n in items]
        else:
            text = title if statement.block < 0 else body[statement.block].text
            place = (statement.start, statement.end)
            found.append(_commitment(statement, statement.block, text, place, day))
    return tuple(found)


def _items(body: Sequence[Block], statement: Statement) -> Iterator[int]:
    """The list items that an act introduces with a colon."""
    if not statement.text.rstrip().endswith(":"):
        return
    for block in range(statement.block + 1, min(len(body), statement.block + 1 + _MOST_ITEMS)):
        text = body[block].text.lstrip()
        if body[block].kind != "list" and not text.startswith(("-", "+", "*", "•")):
            return
        yield block


def _commitment(
    statement: Statement, block: int, text: str, place: tuple[int, int | None], day: date | None
) -> Commitment:
    start, end = place
    piece = text[start:end]
    tokens = read_tokens(piece)
    deadlines = find_deadlines(tokens, 0, len(tokens), day)
    deadline = deadlines[0] if deadlines else None
    return Commitment(
        speaker=statement.speaker,
        obliged=statement.speaker if statement.verb in _PROMISES else _obliged(tokens, statement.verb),
        deadline=clean(tokens.slice(deadline.start, deadline.end)) if deadline else None,
        due=deadline.on if deadline else None,
        text=piece,
        block=block,
        start=start,
        end=start + len(piece),
    )


def _obliged(tokens: Tokens, verb: str) -> str | None:
    """The bodies or persons named behind the verb, or at the beginning of a list item."""
    at = _behind(tokens, phrase_keys(verb))
    while at < len(tokens) and (tokens.key[at] in _BULLETS or tokens.key[at] in _ITEM_NUMBERS):
        at += 1
    end = _bodies_end(tokens, at)
    return clean(tokens.slice(at, end)) or None


def _behind(tokens: Tokens, verb: tuple[str, ...]) -> int:
    if verb:
        for at in range(len(tokens) - len(verb) + 1):
            if tuple(tokens.key[at : at + len(verb)]) == verb:
                return at + len(verb)
    return 0


def _bodies_end(tokens: Tokens, start: int) -> int:
    at = start
    while at < min(len(tokens), start + _LONGEST_OBLIGED):
        body = _body_end(tokens, at)
        if body is not None:
            at = body
        elif (
            tokens.key[at] in _DETERMINERS
            or tokens.shape[at] in (CAP, UPPER)
            or (tokens.shape[at] == NUMBER and at > start)
            or (tokens.key[at] in (",", "và") and _starts_body(tokens, at + 1))
        ):
            at += 1
        else:
            break
    return at


def _body_end(tokens: Tokens, at: int) -> int | None:
    """The end of a body, an organisation, a unit or an office that begins at `at` and is no verb."""
    body, office = BODIES.longest(tokens.key, at), OFFICES.longest(tokens.key, at)
    if tokens.shape[at] == LOWER and opens_predicate(tokens, at):
        return None
    if body is not None and (body.value != "compound" or tokens.shape[at] != LOWER):
        return body.end
    return office.end if office is not None else None


def _starts_body(tokens: Tokens, at: int) -> bool:
    return tokens.shape[at] != LOWER and BODIES.longest(tokens.key, at) is not None
