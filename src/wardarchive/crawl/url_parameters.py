"""Which parts of a URL name the page, and which only name the visit.

A session id, a campaign tag or the wish for a print version changes the address and not the page. What
is listed here is left out of a page's canonical URL.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

Parameter = tuple[str, str | None]
"""Name and value as they stand in the query, still percent-encoded; None: no ``=``."""

TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "zarsrc",
        "_ga",
        "_gl",
    }
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")

SESSIONS = frozenset(
    {
        "phpsessid",
        "jsessionid",
        "sessionid",
        "session_id",
        "sessid",
        "cfid",
        "cftoken",
        "p_auth",
        "p_p_auth",
    }
)
SESSION_PREFIXES = ("aspsessionid",)
MAYBE_SESSIONS = frozenset(["sid", "s", "session", "token", "zenid", "oscsid"])
"""Session ids in one CMS and content ids in another: dropped only where the value looks random."""

_SESSION_SEGMENT = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_COOKIELESS_SEGMENT = re.compile(r"\((?:[a-z]\([^()/]*\))+\)", re.IGNORECASE)
_RANDOM = re.compile(r"[0-9a-zA-Z_-]{16,}")

_PRINT_NAMES = frozenset(
    {
        "print",
        "printable",
        "printview",
        "print_view",
        "isprint",
        "forprint",
        "printversion",
    }
)
_PRINT_VIEWS = {
    "viewmode": "print",
    "view": "print",
    "mode": "print",
    "p_p_state": "pop_up",
    "layout": "print",
    "display": "print",
}
_BACK_NAMES = frozenset(
    {
        "redirect",
        "returnurl",
        "return_url",
        "backurl",
        "back_url",
        "referer",
        "referrer",
    }
)
_BACK_SUFFIXES = ("_redirect", "_backurl", "_returntofullpageurl")
_CACHE_BUSTERS = frozenset(["_", "nocache", "rnd", "rand", "_dc", "cachebuster"])


def without_path_session(segment: str) -> str | None:
    """A path segment without its session id; None where the whole segment is one.

    >>> without_path_session("index.do;jsessionid=0A1B")
    'index.do'
    >>> without_path_session("(S(lit3py55t21z5v55vlm25s55))") is None
    True
    """
    bare = _SESSION_SEGMENT.sub("", segment)
    if _COOKIELESS_SEGMENT.fullmatch(bare.replace("%28", "(").replace("%29", ")")):
        return None
    return bare


def names_the_page(parameter: Parameter) -> bool:
    """Whether a query parameter is part of what the URL names.

    >>> names_the_page(("tc", "1534")), names_the_page(("utm_source", "zalo"))
    (True, False)
    >>> names_the_page(("sid", "48")), names_the_page(("sid", "9f8e7d6c5b4a39281706f5e4d3c2b1a0"))
    (True, False)
    """
    name = _plain(parameter[0]).lower()
    value = _plain(parameter[1] or "")
    return not (
        name in TRACKING
        or name.startswith(TRACKING_PREFIXES)
        or _is_session(name, value)
        or _is_print(name, value)
        or _is_back_link(name, value)
        or (name in _CACHE_BUSTERS and value.isdigit())
    )


def _plain(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


def _is_session(name: str, value: str) -> bool:
    if name in SESSIONS or name.startswith(SESSION_PREFIXES):
        return True
    return name in MAYBE_SESSIONS and _looks_random(value)


def _looks_random(value: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    return bool(_RANDOM.fullmatch(value)) and digits >= 3 and digits < len(value)


def _is_print(name: str, value: str) -> bool:
    if name in _PRINT_NAMES:
        return value.lower() not in ("0", "false", "no")
    # Liferay puts the portlet before the name: _101_viewMode, _101_INSTANCE_x_viewMode.
    plain = name if name in _PRINT_VIEWS else name.rsplit("_", 1)[-1]
    return _PRINT_VIEWS.get(plain) == value.lower()


def _is_back_link(name: str, value: str) -> bool:
    if name in _BACK_NAMES or name.endswith(_BACK_SUFFIXES):
        return value.startswith(("/", "http:", "https:"))
    return False
