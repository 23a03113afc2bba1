"""One canonical URL for an article that its CMS shows under several."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from wardarchive.parse.families import FAMILIES
from wardarchive.parse.profile import UrlForm

_MAX_FIELDS = 100
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"


def _parameters(query: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=_MAX_FIELDS))
    except ValueError:
        return {}


def _path_of(form: UrlForm, path: str, have: dict[str, str]) -> str | None:
    """The path by `form`; None where a value could not stand in a path."""
    base = re.split(r"/-/", path, maxsplit=1)[0] if "{path}/-/" in form.path else path
    values = {name: have.get(name, "") for name in form.needs}
    if form.path != "{path}" and any("/" in v or len(v) > 500 for v in values.values()):
        return None
    result = form.path.replace("{path}", base.rstrip("/") if form.path != "{path}" else base)
    for name, value in values.items():
        result = result.replace(f"{{{name}}}", quote(value, safe=_PATH_SAFE))
    return result


def article_url(url: str) -> str | None:
    """The canonical URL of an article, where its family has several; None where nothing is to be done.

    To be applied after the general canonicalisation (session ids, utm, print versions).

    >>> article_url("http://a.vn/tin?p_p_id=101&p_p_col_id=c&_101_assetEntryId=12&_101_urlTitle=hop-to")
    'http://a.vn/tin/-/view_content/12-hop-to.html'
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return None
    have = _parameters(split.query)
    for form in (f for family in FAMILIES for f in family.url_forms):
        if not all(have.get(name) for name in form.needs):
            continue
        if form.path_pattern and not re.search(form.path_pattern, split.path):
            continue
        if not all(re.search(pattern, have.get(name, "")) for name, pattern in form.values):
            continue
        path = _path_of(form, split.path, have)
        if path is None:
            continue
        kept = sorted((k, v) for k, v in have.items() if k in form.keeps)
        return urlunsplit((split.scheme, split.netloc, path, urlencode(kept, safe="/"), ""))
    return None
