"""Texts in the reader's language, with types; outside of a request they stay English."""

from __future__ import annotations

from flask import has_request_context

from wardarchive.web.languages import current_language, translated


def gettext(text: str, /, **values: object) -> str:
    """`text` in the reader's language, its ``%(name)s`` filled in."""
    told = str(translated(language(), text)) if has_request_context() else text
    return told % values if values else told


def number(value: int) -> str:
    """A number as the reader's language groups it: ``1.204`` or ``1,204``."""
    grouped = f"{value:,}"
    # Babel's own way costs a tenth of the time of a search page, which has some ninety numbers.
    return grouped if language() == "en" else grouped.replace(",", ".")


def language() -> str:
    """``vi`` or ``en``; ``vi`` outside of a request."""
    return current_language() if has_request_context() else "vi"
