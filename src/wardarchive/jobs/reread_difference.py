"""What differs between how an article was read and how the present parser reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from wardarchive.jobs.reread_article import Glance, ReadAgain
from wardarchive.model import Article, Reading
from wardarchive.store.keeping import NewVersion, content_digest

Kind = Literal["changed", "merged", "lost", "found"]
_CONTENT = ("title", "section", "published", "author", "source", "body", "images", "attachments")
_BESIDE = ("tags", "markers", "family")
"""Kept with a version and no part of what makes one."""
PEOPLE = ("officials", "statements", "identities")


@dataclass(frozen=True, slots=True)
class Difference:
    """An article that the present parser reads differently."""

    kind: Kind
    """merged: it is another article's page; lost: no capture shows it; found: it was not known."""
    article_id: int | None
    url: str
    parser_before: str
    fields: tuple[str, ...]
    before: Article | None
    after: Article | None
    """At the newest look at which they differ."""
    people_before: Reading | None = None
    people_after: Reading | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "article_id": self.article_id,
            "url": self.url,
            "parser_before": self.parser_before,
            "fields": list(self.fields),
            "before": shown(self.before, self.people_before, self.fields),
            "after": shown(self.after, self.people_after, self.fields),
        }


def difference_of(again: ReadAgain, others: Mapping[str, int]) -> Difference | None:
    """None where the article reads as it did. `others` are the numbers of articles at other URLs."""
    known = again.known
    pairs = [(glance, found) for glance in again.glances if (found := differing(glance))]
    if not pairs:
        return None
    glance = pairs[-1][0]
    names = [name for _, fields in pairs for name in fields]
    kind: Kind = "changed"
    if again.is_lost:
        kind = "lost"
    elif all(v.article.url in others for v in again.events if isinstance(v, NewVersion)):
        kind = "merged"
    began = glance.began
    return Difference(
        kind=kind,
        article_id=known.id,
        url=known.url,
        parser_before=again.parser_before,
        fields=tuple(dict.fromkeys(names)),
        before=glance.before,
        after=glance.after,
        people_before=began.reading if began else None,
        people_after=_named(glance.version.reading) if began and glance.version else None,
    )


def differing(glance: Glance) -> tuple[str, ...]:
    """The fields that one look gives differently."""
    before, after = glance.before, glance.after
    if after is None:
        return ("is_article",)
    names: list[str] = ["url"] if before.url != after.url else []
    if content_digest(before) != content_digest(after):
        names += [name for name in _CONTENT if getattr(before, name) != getattr(after, name)]
    if before.views != after.views:
        names.append("views")
    if glance.began is None or glance.version is None:
        return tuple(names)
    names += [name for name in _BESIDE if getattr(before, name) != getattr(after, name)]
    old, new = glance.began.reading, _named(glance.version.reading)
    if old.officials != new.officials:
        names.append("officials")
    if old.statements != new.statements:
        names.append("statements")
    refs = glance.version.refs
    if {p.name: refs[p.name].key for p in new.officials} != dict(glance.began.keys):
        names.append("identities")
    return tuple(names)


def _named(reading: Reading) -> Reading:
    """As the store gives it back: a person without a mention has no row."""
    return Reading(tuple(p for p in reading.officials if p.mentions), reading.statements)


def found_article(article: Article, version: NewVersion) -> Difference:
    """An article read from a capture that told of none."""
    return Difference(
        kind="found",
        article_id=None,
        url=article.url,
        parser_before="",
        fields=("is_article",),
        before=None,
        after=article,
        people_after=_named(version.reading),
    )


def shown(article: Article | None, people: Reading | None, fields: Sequence[str]) -> dict[str, Any] | None:
    """The differing fields of one reading as JSON values; all that matters where there is one side only."""
    if article is None:
        return None
    wanted = ("title", "published", "views", "body") if "is_article" in fields else fields
    values: dict[str, Any] = {}
    for name in wanted:
        if name in PEOPLE or name == "is_article":
            continue
        values[name] = _plain(name, getattr(article, name))
    if people is not None and set(PEOPLE) & set(fields):
        values["officials"] = [f"{p.name} – {p.role}" if p.role else p.name for p in people.officials]
        values["statements"] = [f"{s.speaker or '?'} [{s.kind}] {s.text}" for s in people.statements]
    return values


def _plain(name: str, value: Any) -> Any:
    if name == "body":
        return [{"kind": block.kind, "text": block.text} for block in value]
    if name == "attachments":
        return [{"url": one.url, "name": one.name} for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
