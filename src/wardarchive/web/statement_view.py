"""What was said in an article, grouped by who said it."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.model import ArticleRecord, NamedOfficial, Statement
from wardarchive.web.wording import gettext

_UNSTATED = "người dân"
"""The role that readings give to a speaker of whom the text tells none."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of an article: `key` in the register, role as stated, and the numbered statements."""

    name: str | None
    key: str | None
    role: str | None
    statements: tuple[tuple[int, Statement], ...]


def speakers(record: ArticleRecord) -> list[Speaker]:
    """Everybody named, in order of first mention; then what nobody could be named for."""
    said: dict[str | None, list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(record.reading.statements):
        said.setdefault(statement.speaker, []).append((number, statement))
    found = [
        Speaker(person.name, record.refs.get(person.name), _role(person), tuple(said.pop(person.name, ())))
        for person in record.reading.officials
    ]
    found += [
        Speaker(name, record.refs.get(name) if name else None, None, tuple(rows))
        for name, rows in said.items()
    ]
    return sorted(found, key=lambda s: (s.name is None, not s.statements))


def _role(person: NamedOfficial) -> str | None:
    """The role as the article states it; the one that stands in where it states none is not shown."""
    stated = next((mention.role for mention in person.mentions if mention.role), None)
    return stated or (person.role if person.role != _UNSTATED else None)


def kind_label(kind: str) -> str:
    """How a statement is reported."""
    return {
        "direct": gettext("word for word"),
        "indirect": gettext("reported"),
        "act": gettext("act"),
        "caption": gettext("photo caption"),
    }.get(kind, kind)


def form_label(form: str) -> str:
    """How the speaker is known."""
    return {
        "named": gettext("named in the sentence"),
        "role": gettext("known by the role"),
        "anaphor": gettext("known from an earlier sentence"),
        "headline": gettext("named in the headline"),
    }.get(form, form)


def attribution_label(attribution: str | None) -> str:
    """How the speaker came to be known, where it was not by reading; empty else."""
    return {
        "register": gettext("speaker from the register of posts at that date"),
        "archivist": gettext("speaker corrected by an archivist"),
        "confirmed": gettext("confirmed by an archivist"),
    }.get(attribution or "", "")


def reason_label(reason: str) -> str:
    """Why two profiles are, or may be, one person."""
    if reason.startswith("ambiguous-"):
        return f"{reason_label(reason.removeprefix('ambiguous-'))}, {gettext('as several persons have it')}"
    return {
        "archivist": gettext("an archivist’s decision"),
        "same-name-same-unit": gettext("same name, same unit"),
        "successor-ward": gettext("same name in the ward that followed"),
        "promotion": gettext("same name in the ward and above it"),
        "role-not-stated": gettext("same name where no role is stated"),
        "misspelling": gettext("names that differ by one diacritic"),
        "misspelling-letter": gettext("names that differ by one letter"),
        "clashing-roles": gettext("same name, roles that clash"),
        "overlapping-posts": gettext("same name, two posts side by side"),
    }.get(reason, reason)


def fate_label(fate: str) -> str:
    """What a later version did to a statement."""
    return {
        "removed": gettext("removed in the version of"),
        "changed": gettext("changed in the version of"),
        "speaker": gettext("given to another speaker in the version of"),
    }.get(fate, fate)


def fact_label(name: str) -> str:
    """A fact of an article that can change between versions."""
    return {
        "published": gettext("Published"),
        "section": gettext("Section"),
        "author": gettext("Author"),
        "source": gettext("Taken from"),
        "images": gettext("Pictures on the page"),
        "attachments": gettext("Attachments"),
    }[name]
