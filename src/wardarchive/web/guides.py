"""User guides for the three kinds of readers, from Markdown in ``guides/<language>/<reader>.md``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from flask import Blueprint, render_template
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from wardarchive.text.normalise import fold
from wardarchive.web.wording import gettext, language

blueprint = Blueprint("guides", __name__, url_prefix="/help")

READERS = ("researcher", "journalist", "archivist")
FOLDER = Path(__file__).parent / "guides"
SCREENSHOTS = Path(__file__).parent / "static" / "guide"
_SCHEME = "guide:"


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide as HTML; `sections` are (anchor, heading)."""

    title: str
    html: Markup
    sections: tuple[tuple[str, str], ...]


def reader_label(reader: str) -> str:
    """Whom a guide is for."""
    return {
        "researcher": gettext("For researchers"),
        "journalist": gettext("For journalists"),
        "archivist": gettext("For archivists"),
    }[reader]


@lru_cache(maxsize=16)
def guide(reader: str, tongue: str) -> Guide:
    """The guide for a reader in ``vi`` or ``en``. Raises `FileNotFoundError` for others."""
    source = (FOLDER / tongue / f"{reader}.md").read_text(encoding="utf-8")
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.add_render_rule("image", _figure)
    tokens = markdown.parse(source)
    title, sections = "", []
    for token, content in pairwise(tokens):
        if token.type != "heading_open":
            continue
        if token.tag == "h1":
            title = content.content
        else:
            anchor = re.sub(r"[^a-z0-9]+", "-", fold(content.content)).strip("-")
            token.attrSet("id", anchor)
            sections.append((anchor, content.content))
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(title, Markup(html), tuple(sections))  # noqa: S704 - our own text, HTML in it is off


def _figure(renderer: RendererHTML, tokens: list[Token], index: int, options: object, env: object) -> str:
    """A screenshot with its caption; the caption alone where the picture was not made."""
    token = tokens[index]
    name = str(token.attrGet("src") or "").removeprefix(_SCHEME)
    caption = Markup.escape(token.content)
    file = SCREENSHOTS / f"{name}.jpg"
    if not file.is_file():
        return str(Markup("<em>{}</em>").format(caption))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]  # static files may be cached for ever
    picture = Markup('<img class="screenshot" src="/static/guide/{}.jpg?v={}" alt="{}" loading="lazy">')
    return str(picture.format(name, digest, caption))


@blueprint.get("/<reader>")
def show(reader: str) -> str:
    """One guide in the reader's language."""
    if reader not in READERS:
        raise NotFound
    return render_template(
        "guide.html",
        guide=guide(reader, language()),
        reader=reader,
        readers={name: reader_label(name) for name in READERS},
    )
