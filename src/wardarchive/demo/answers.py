"""What a site answers, and how its pages are made from templates."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from wardarchive.demo import markup, media, metaline

HTML = "text/html;charset=UTF-8"


class Answer(NamedTuple):
    """One complete response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def content_type(self) -> str:
        return dict(self.headers).get("Content-Type", "")


def answer(body: bytes, content_type: str = HTML, status: int = 200) -> Answer:
    """A response with body, validator and length."""
    tag = hashlib.blake2b(body, digest_size=8).hexdigest()
    headers = (("Content-Type", content_type), ("ETag", f'"{tag}"'), ("Content-Length", str(len(body))))
    return Answer(status, headers, body)


def moved(location: str) -> Answer:
    """A permanent redirection."""
    return Answer(301, (("Location", location), ("Content-Type", HTML), ("Content-Length", "0")), b"")


def of_media(name: str) -> Answer | None:
    """A file of the demo's media, None if there is none of that name."""
    found = media.media().get(name)
    return answer(found.content, found.content_type) if found else None


@cache
def templates() -> Environment:
    """The demo's templates, with everything escaped that they do not mark as HTML."""
    environment = Environment(
        loader=PackageLoader("wardarchive.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(metaline=metaline, is_image=media.is_image)
    environment.filters["dotted"] = metaline.dotted
    return environment


def render(template: str, **values: Any) -> str:
    """One page."""
    return templates().get_template(template).render(**values)


def summary(pieces: tuple[markup.Piece, ...], lead: str, length: int = 200) -> str:
    """The few words that a list shows: the lead, else the beginning of the body."""
    text = lead or next((p.lines[0] for p in pieces if p.kind == "paragraph"), "")
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "..."
