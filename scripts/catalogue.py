"""Bring the catalogue of translations in line with the texts in code and templates.

Without arguments it rewrites ``translations/vi/messages.po`` (new texts come in untranslated, old ones
go out) and prints what lacks a translation. The test of the catalogue uses `texts` and `lacking`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent.parent / "src" / "wardarchive" / "web"
CATALOGUE = WEB / "translations" / "vi" / "messages.po"
_HEADER = "# Vietnamese texts of wardarchive's web pages, kept in line by scripts/catalogue.py."
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def texts() -> Catalog:
    """All texts in code and templates that readers can see, untranslated."""
    found = Catalog(locale="vi", project="wardarchive", header_comment=_HEADER, fuzzy=False)
    for file, line, message, comments, context in extract_from_dir(WEB, _METHODS, _OPTIONS):
        found.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return found


def kept() -> Catalog:
    """The catalogue as it is in the repository."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def lacking(catalogue: Catalog) -> list[Message]:
    """The texts of `catalogue` without a Vietnamese translation."""
    return [m for m in catalogue if m.id and (m.fuzzy or not all(_strings(m)))]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def main() -> int:
    """Rewrite the catalogue; 1 where a translation is lacking."""
    new = texts()
    old = {m.id: m for m in kept()} if CATALOGUE.exists() else {}
    for message in new:
        known = old.get(message.id)
        if message.id and known is not None:
            message.string = known.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, new, omit_header=False, sort_output=True, no_location=True, width=108)
    header = (
        b"POT-Creation-Date",
        b"PO-Revision-Date",
        b"Last-Translator",
        b"Language-Team",
        b"Generated-By",
    )
    lines = out.getvalue().splitlines(keepends=True)
    CATALOGUE.write_bytes(b"".join(x for x in lines if not x.startswith(tuple(b'"' + h for h in header))))
    missing = lacking(kept())
    for message in missing:
        print(message.id if isinstance(message.id, str) else message.id[0])
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
