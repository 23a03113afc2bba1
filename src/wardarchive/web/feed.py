"""A search as an Atom feed: its newest articles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from wardarchive.model import HANOI_TIME
from wardarchive.web.context import answers, services
from wardarchive.web.selection import resolved, search_request
from wardarchive.web.urls import state_from

blueprint = Blueprint("feed", __name__)

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def xml_text(text: str) -> str:
    """`text` without the characters that XML forbids even when escaped."""
    return _NOT_XML.sub("", text)


def plain(html: str) -> str:
    """The text of a snippet, without its marks."""
    return Markup(html).striptags()  # noqa: S704 - only to take the tags off


def atom_time(published: date | datetime | None) -> str:
    """A publication time as Atom wants it; midnight in Hanoi where only the day is known.

    >>> atom_time(date(2020, 12, 15))
    '2020-12-15T00:00:00+07:00'
    """
    if published is None:
        return _EPOCH.isoformat()
    if not isinstance(published, datetime):
        published = datetime.combine(published, time(), HANOI_TIME)
    return published.astimezone(HANOI_TIME).isoformat(timespec="seconds")


@blueprint.get("/feed.atom")
def show() -> Response:
    """The newest articles of the search that the URL names."""
    state = resolved(state_from(request.args), services().store)
    newest = replace(state, sort="newest", page=1)
    result = answers().search(search_request(newest))
    root = request.host_url.rstrip("/")
    text = render_template(
        "feed.xml",
        state=state,
        result=result,
        page_url=root + state.on_page(1).url(),
        feed_url=root + state.on_page(1).url("/feed.atom"),
        updated=next((hit.published for hit in result.hits if hit.published), None),
    )
    return Response(text, content_type="application/atom+xml; charset=utf-8")
