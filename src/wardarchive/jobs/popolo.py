"""Persons as Popolo JSON (https://www.popoloproject.com/specs/), and in a line each for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from wardarchive.jobs.persons import person_page
from wardarchive.model import PersonPage, PersonSummary
from wardarchive.officials.identity import slug
from wardarchive.officials.roles import parse_roles
from wardarchive.store.store import Store
from wardarchive.wards.units import unit


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def person_json(one: PersonSummary, page: PersonPage | None = None) -> dict[str, Any]:
    """A person for programs; with `page` everything that the archive has of them."""
    found: dict[str, Any] = {
        "key": one.key,
        "name": one.name,
        "role": one.role,
        "first": _day(one.first),
        "last": _day(one.last),
        "articles": one.articles,
        "statements": one.statements,
        "hidden": one.hidden,
    }
    return found if page is None else found | _page_json(page)


def _page_json(page: PersonPage) -> dict[str, Any]:
    return {
        "names": [{"name": v.name, "articles": v.articles} for v in page.variants],
        "roles": [
            {
                "role": r.role,
                "wordings": list(r.wordings),
                "unit": r.unit,
                "first": _day(r.first),
                "last": _day(r.last),
                "articles": r.articles,
            }
            for r in page.roles
        ],
        "companions": [{"key": c.key, "name": c.name, "articles": c.articles} for c in page.companions],
        "months": {m.month: m.count for m in page.months},
        "profiles": [p.id for p in page.profiles],
        "links": [
            {
                "one": x.one,
                "other": x.other,
                "decision": x.decision,
                "score": x.score,
                "reason": x.reason,
            }
            for x in page.links
        ],
        "register": [
            {
                "role": p.role,
                "unit": p.unit,
                "from": _day(p.from_on),
                "to": _day(p.to_on),
                "source": p.source,
            }
            for p in page.posts
        ],
        "article_urls": [a.url for a in page.articles],
    }


def popolo(store: Store) -> dict[str, Any]:
    """All persons that are not hidden, with their memberships, organizations and posts.

    A membership from articles begins and ends with the first and last article that states the role: it is
    a time of evidence, and its sources are those articles. One from the register has the register's days.
    """
    persons: list[dict[str, Any]] = []
    memberships: list[dict[str, Any]] = []
    organizations: dict[str, dict[str, Any]] = {}
    posts: dict[str, dict[str, Any]] = {}
    for summary in store.person_summaries():
        page = person_page(store, summary.key, articles=5, companions=0)
        if page is None:
            continue
        persons.append(_person(page))
        for row in _memberships(page):
            place = row.pop("_place")
            organization = _organization(organizations, place, row["role"])
            post = f"{organization}.{slug(row['role'])}"
            posts.setdefault(
                post,
                {"id": post, "label": row["role"], "role": row["role"], "organization_id": organization},
            )
            memberships.append(
                {"person_id": summary.key, "organization_id": organization, "post_id": post, **row}
            )
    return {
        "persons": persons,
        "organizations": [organizations[k] for k in sorted(organizations)],
        "posts": [posts[k] for k in sorted(posts)],
        "memberships": memberships,
    }


def _person(page: PersonPage) -> dict[str, Any]:
    name = page.summary.name
    return {
        "id": page.summary.key,
        "name": name,
        "other_names": [{"name": v.name} for v in page.variants if v.name != name],
        "identifiers": [{"scheme": "wardarchive-profile", "identifier": p.id} for p in page.profiles],
        "sources": [{"url": a.url, "note": a.title} for a in page.articles],
    }


def _memberships(page: PersonPage) -> Iterator[dict[str, Any]]:
    for role in page.roles:
        yield {
            "role": role.role,
            "start_date": _day(role.first),
            "end_date": _day(role.last),
            "sources": [{"note": f"{role.articles} articles"}],
            "_place": role.unit,
        }
    for post in page.posts:
        yield {
            "role": post.role,
            "start_date": _day(post.from_on),
            "end_date": _day(post.to_on),
            "sources": [{"note": post.source}],
            "_place": post.ward_code or slug(post.unit),
        }


def _organization(known: dict[str, dict[str, Any]], place: str, role: str) -> str:
    """The body of a unit that a role belongs to: `Đảng ủy` of `Phường Sài Đồng`."""
    roles = parse_roles(role)
    body = next((r.body for r in roles if r.body), None)
    ward = unit(place) if place.isdecimal() else None
    area = ward.name if ward else place
    key = f"{place}.{slug(body)}" if body else place
    known.setdefault(
        key,
        {
            "id": key,
            "name": f"{body[:1].upper()}{body[1:]}, {area}" if body else area,
            "classification": body or "đơn vị hành chính",
            "area": {"id": place, "name": area},
        },
    )
    return key
