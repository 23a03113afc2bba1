"""The article page: the text as published, what was read from it, and its evidence."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive.jobs.quote_history import quote_history
from wardarchive.model import ArticleRecord, Capture, Reading, Version
from wardarchive.store.keeping import NO_PAGE
from wardarchive.store.view_series import ViewPoint, series_of
from wardarchive.wards.units import unit
from wardarchive.web.citation import Cited, bibtex, chicago, ris, vietnamese
from wardarchive.web.context import answers, services
from wardarchive.web.copies import copies
from wardarchive.web.curve import curve
from wardarchive.web.difference import Difference, difference
from wardarchive.web.enclosures import documents, pictures
from wardarchive.web.fate import ward_fate
from wardarchive.web.identifiers import pwid
from wardarchive.web.links import host
from wardarchive.web.marking import marked
from wardarchive.web.sightings import sightings
from wardarchive.web.statement_view import speakers

blueprint = Blueprint("articles", __name__, url_prefix="/article")

ID = "int(max=9007199254740991)"
"""Row numbers that can exist; larger ones are no address."""


def record_of(article_id: int) -> ArticleRecord:
    """The article of that id, or 404."""
    record = services().store.record(article_id)
    if record is None:
        raise NotFound
    return record


def capture_of(version: Version) -> Capture | None:
    """The evidence of a version, where it has one."""
    return services().store.capture(version.capture_id) if version.capture_id else None


@blueprint.get(f"/<{ID}:article_id>")
def show(article_id: int) -> str:
    """An article in its current version."""
    record = record_of(article_id)
    store = services().store
    title, body = marked(record.article, record.reading)
    versions = store.versions(article_id)
    observations = store.observations(article_id)
    series = _changes_only(series_of(observations))
    capture, cited = capture_of(record.version), _cited(record)
    return render_template(
        "article.html",
        record=record,
        article=record.article,
        version=record.version,
        title_runs=title,
        body=body,
        ward=unit(record.ward_code) if record.ward_code else None,
        fate=ward_fate(record.ward_code) if record.ward_code else None,
        capture=capture,
        portal=store.portal(record.portal_id) if record.portal_id else None,
        versions=versions,
        sightings=sightings(record, versions, observations),
        views=series,
        curve=curve([(point.at, point.net) for point in series]),
        speakers=speakers(record),
        own_fetches=sum(o.capture_id is not None and o.change not in NO_PAGE for o in observations),
        pictures=pictures(record.article, store),
        documents=documents(record.article, store),
        copies=copies(record, answers(), store),
        moved_id=store.article_id(record.moved_to) if record.moved_to else None,
        pwid=pwid(capture, request.host) if capture else None,
        lost_quotes=quote_history(store, article_id, versions),
        citation=vietnamese(cited),
        chicago=chicago(cited),
    )


@blueprint.get(f"/<{ID}:article_id>/version/<int(max=100000):number>")
def version(article_id: int, number: int) -> str:
    """An article as it was in one of its versions, with what changed since the one before."""
    record = record_of(article_id)
    versions = services().store.versions(article_id)
    place = next((i for i, v in enumerate(versions) if v.number == number), None)
    if place is None:
        raise NotFound
    chosen = versions[place]
    earlier = versions[place - 1] if place else None
    title, body = marked(chosen.article, Reading())
    return render_template(
        "version.html",
        record=record,
        version=chosen,
        earlier=earlier,
        later=versions[place + 1] if place + 1 < len(versions) else None,
        title_runs=title,
        body=body,
        changes=_changes(earlier, chosen) if earlier else None,
        capture=capture_of(chosen),
    )


def _changes(old: Version, new: Version) -> Difference:
    return difference(old.article, new.article)


@blueprint.get(f"/<{ID}:article_id>.bib")
def as_bibtex(article_id: int) -> Response:
    """The citation as a BibTeX file."""
    return _file(
        bibtex(_cited(record_of(article_id))), "application/x-bibtex", f"wardarchive-{article_id}.bib"
    )


@blueprint.get(f"/<{ID}:article_id>.ris")
def as_ris(article_id: int) -> Response:
    """The citation as an RIS file."""
    name = f"wardarchive-{article_id}.ris"
    return _file(ris(_cited(record_of(article_id))), "application/x-research-info-systems", name)


def _file(text: str, kind: str, name: str) -> Response:
    response = Response(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _changes_only(points: list[ViewPoint]) -> list[ViewPoint]:
    """Only the points where the net count changed; the last one always."""
    return [p for i, p in enumerate(points) if i in (0, len(points) - 1) or p.net != points[i - 1].net]


def _cited(record: ArticleRecord) -> Cited:
    article = record.article
    portal = services().store.portal(record.portal_id) if record.portal_id else None
    ward = unit(record.ward_code) if record.ward_code else None
    capture = capture_of(record.version)
    return Cited(
        article_id=record.id,
        title=article.title,
        publisher=portal.name if portal else ward.name if ward else host(article.url),
        author=article.author,
        published=article.published,
        url=article.url,
        archived_at=capture.fetched_at if capture else record.version.observed_at,
        archive=services().settings.title,
        permalink=url_for("articles.show", article_id=record.id, _external=True),
        digest=capture.digest if capture else None,
    )
