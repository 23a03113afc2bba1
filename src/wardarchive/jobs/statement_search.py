"""Who said what about it: statements found by words, speaker, kind, ward and year, counted by speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from wardarchive.errors import UsageError
from wardarchive.jobs.person_lookup import find_person
from wardarchive.jobs.proof_json import proof_json
from wardarchive.jobs.searching import check_years, ward_values
from wardarchive.model import (
    StatementFilter,
    StatementKind,
    StatementPage,
    StatementRecord,
    Term,
)
from wardarchive.store.store import Store
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import syllables

PAGE_SIZE = 20
_MOST_TERMS = 20
_LONGEST_QUERY = 500
_PIECE = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


def terms_of(query: str) -> tuple[Term, ...]:
    """The words of a query; words in quotation marks must stand together.

    >>> [(t.words, t.accented) for t in terms_of('rác "thu gom" Uỷ')]
    [('rác', True), ('thu gom', False), ('ủy', True)]
    """
    if len(query) > _LONGEST_QUERY:
        raise UsageError(f"the query is longer than {_LONGEST_QUERY} characters", "shorten it")
    found: list[Term] = []
    for match in _PIECE.finditer(query):
        words = " ".join(s.key for s in syllables(next(g for g in match.groups() if g is not None)))
        if words:
            found.append(Term(words, fold(words) != words))
    return tuple(found[:_MOST_TERMS])


def statement_filter(
    store: Store,
    query: str = "",
    *,
    speaker: Sequence[str] = (),
    kind: Sequence[str] = (),
    ward: Sequence[str] = (),
    year: Sequence[str] = (),
) -> StatementFilter:
    """What was asked; names become keys and codes. Raises `UsageError` for what means nothing."""
    known = get_args(StatementKind)
    for one in kind:
        if one not in known:
            raise UsageError(f"there is no kind {one!r} of statement", f"choose from {', '.join(known)}")
    check_years(year)
    return StatementFilter(
        terms=terms_of(query),
        speakers=tuple(dict.fromkeys(find_person(store, one) for one in speaker)),
        kinds=cast(tuple[StatementKind, ...], tuple(kind)),
        wards=ward_values(ward),
        years=tuple(year),
    )


def find_statements(
    store: Store, wanted: StatementFilter, *, page: int = 1, size: int = PAGE_SIZE, speakers: int = 20
) -> StatementPage:
    """A page of statements, newest first, and who speaks most of it.

    Diacritics that were typed count; where no statement has them, they are left aside, and it is said so.
    """
    narrow, folded = store.with_terms_found(wanted), False
    total, found = store.find_statements(narrow, offset=(page - 1) * size, limit=size)
    if not total and any(term.accented for term in wanted.terms):
        loose = replace(wanted, terms=tuple(replace(term, accented=False) for term in wanted.terms))
        loose = store.with_terms_found(loose)
        total, found = store.find_statements(loose, offset=(page - 1) * size, limit=size)
        if total:
            narrow, folded = loose, True
    counts = store.statement_counts(narrow)
    return StatementPage(
        total=total,
        page=page,
        pages=max(1, -(-total // size)),
        statements=tuple(found),
        speakers=tuple(store.speaker_counts(narrow, speakers)),
        kinds=tuple(counts["kind"]),
        years=tuple(sorted(counts["year"], key=lambda c: c.value, reverse=True)),
        wards=tuple(counts["ward"]),
        folded=folded,
    )


def statement_json(one: StatementRecord) -> dict[str, Any]:
    """A statement with its proof, for programs."""
    said = one.statement
    return {
        "id": one.id,
        "speaker": said.speaker,
        "official": one.official_key,
        "verb": said.verb,
        "kind": said.kind,
        "speaker_form": said.speaker_form,
        "text": said.text,
        "confidence": said.confidence,
        "attribution": one.attribution,
        "read_speaker": one.read_speaker,
        **proof_json(one),
    }


def page_json(found: StatementPage) -> dict[str, Any]:
    """A page of statements for programs."""
    return {
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "without_diacritics": found.folded,
        "statements": [statement_json(one) for one in found.statements],
        "speakers": [
            {
                "key": s.key,
                "name": s.name,
                "role": s.role,
                "statements": s.statements,
                "articles": s.articles,
            }
            for s in found.speakers
        ],
        "kinds": [{"value": c.value, "count": c.count} for c in found.kinds],
        "years": [{"value": c.value, "count": c.count} for c in found.years],
        "wards": [{"value": c.value, "count": c.count} for c in found.wards],
    }
