"""Vietnamese and English: which one a request gets, and the catalogue of translations.

The texts in code and templates are English; ``translations/vi/messages.po`` has all of them in
Vietnamese and is compiled in memory at start, so that no compiled file can be out of date.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, request
from flask_babel import Babel
from markupsafe import Markup

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"
COOKIE = "lang"
CATALOGUE = Path(__file__).parent / "translations" / "vi" / "messages.po"
_ENGLISH = NullTranslations()
_YEAR_SECONDS = 365 * 24 * 3600


def chosen_language() -> str:
    """The language of a request: parameter, then cookie, then the browser's wish, then Vietnamese."""
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    wished = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((language for language in wished if language in LANGUAGES), DEFAULT)


@lru_cache(maxsize=1)
def vietnamese() -> Translations:
    """The Vietnamese catalogue."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def current_language() -> str:
    """The language of this request's answer."""
    try:
        known: str = g.language
    except AttributeError:
        known = g.language = chosen_language()
    return known


def _translations() -> NullTranslations:
    return vietnamese() if current_language() == "vi" else _ENGLISH


@lru_cache(maxsize=8192)
def translated(language: str, text: str) -> Markup:
    """A text of code or templates in one language; it may hold places for values (``%(name)s``).

    The catalogue is part of the program, as much as templates are, and as safe.
    """
    return Markup(vietnamese().ugettext(text) if language == "vi" else text)  # noqa: S704 - our own


@lru_cache(maxsize=8192)
def _filled(language: str, text: str) -> Markup:
    return translated(language, text) % {}


def _template_text(text: str, **values: object) -> Markup:
    """``_("…")`` of templates: a search page has 200, and Jinja's own way takes three calls for each."""
    language = current_language()
    return translated(language, text) % values if values else _filled(language, text)


def _keep_choice(response: Response) -> Response:
    """A language that was asked for by parameter is remembered, where the answer has texts in it at all."""
    asked = request.args.get("lang")
    if "language" in g and asked in LANGUAGES and asked != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE,
            asked,
            max_age=_YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
    return response


def _switch_url(language: str) -> str:
    """This page's own address in another language: never a foreign one."""
    parameters = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return f"{request.path}?{urlencode([*parameters, ('lang', language)])}"


def init_app(app: Flask) -> None:
    """Give the application its languages."""
    babel = Babel(app, default_locale=DEFAULT, locale_selector=current_language)
    with app.app_context():
        cache = babel.domain_instance.cache
    cache["vi", "messages"] = vietnamese()
    cache["en", "messages"] = _ENGLISH
    # Templates ask hundreds of times a page: straight, not over Babel's search for locale and domain.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # of jinja2.ext.i18n
        lambda text: _translations().ugettext(text),
        lambda one, many, count: _translations().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _template_text
    app.after_request(_keep_choice)
    app.context_processor(
        lambda: {"language": current_language(), "languages": LANGUAGES, "switch_url": _switch_url}
    )
