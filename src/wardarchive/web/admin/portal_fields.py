"""A portal's particulars as a form has them."""

from __future__ import annotations

import math
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from wardarchive.errors import UsageError
from wardarchive.jobs.portals import one_ward
from wardarchive.jobs.site_look import host_of
from wardarchive.model import Portal
from wardarchive.parse.families import FAMILIES
from wardarchive.web.wording import gettext

LONGEST_NAME = 200
_MOST_HOSTS = 20

FAMILY_NAMES = tuple(family.name for family in FAMILIES)


def with_fields(portal: Portal, form: MultiDict[str, str], *, hosts: bool) -> Portal:
    """The portal with what the form says; its allowed hosts only where `hosts`. Raises `UsageError`."""
    name = " ".join(form.get("name", "").split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(
            gettext("A name has 1 to %(most)d characters.", most=LONGEST_NAME),
            gettext("Write what readers call the portal."),
        )
    family = form.get("family", "") or None
    if family is not None and family not in FAMILY_NAMES:
        raise UsageError(gettext("There is no such family."), gettext("Choose one of the list."))
    ward = form.get("ward", "").strip()
    changed = replace(
        portal,
        name=name,
        ward_code=one_ward(ward).code if ward else None,
        family=family,
        delay=_delay(form.get("delay", "")),
    )
    if not hosts:
        return changed
    return replace(changed, allowed_hosts=_hosts(form.get("hosts", "")))


def _delay(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        seconds = float(text.strip().replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= 3600:
        raise UsageError(
            gettext("The delay is a number of seconds from 0 to 3600."),
            gettext("Leave it empty for the archive’s own."),
        )
    return seconds


def _hosts(text: str) -> tuple[str, ...]:
    """``host:port`` each, as the fetcher compares them."""
    found = tuple(dict.fromkeys(host_of(word) for word in text.replace(",", " ").split()))
    if len(found) > _MOST_HOSTS:
        raise UsageError(gettext("More than %(most)d hosts.", most=_MOST_HOSTS), gettext("Take some away."))
    return found
