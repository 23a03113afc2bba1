"""Which portals an archive collects."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from wardarchive.crawl.urls import absolute, host_key
from wardarchive.errors import FetchError, UnknownPortal, UnknownWard, UsageError
from wardarchive.jobs.ingest import find_ward, ward_of_host
from wardarchive.model import Portal, Ward
from wardarchive.parse.families import FAMILIES
from wardarchive.store.store import Store


def one_ward(text: str) -> Ward:
    """The unit that a code or an unambiguous name means; raises `UnknownWard`."""
    units = find_ward(text)
    if len(units) == 1:
        return units[0]
    if not units:
        raise UnknownWard(f"no ward is named {text!r}", "give its name with phường or xã, or its code")
    some = ", ".join(f"{w.code} ({w.name}, {w.district or w.province})" for w in units[:5])
    raise UnknownWard(f"{text!r} is the name of {len(units)} wards", f"give one code: {some}")


def portal_fields(portal: Portal) -> dict[str, Any]:
    """What a WARC file tells of its portal, enough to add it again."""
    return {
        "url": portal.url,
        "name": portal.name,
        "ward_code": portal.ward_code,
        "family": portal.family,
        "delay": portal.delay,
        "allowed_hosts": list(portal.allowed_hosts),
    }


def portal_address(url: str) -> str:
    """A portal's address as it is kept; raises `UsageError` where it is none."""
    try:
        return absolute(url if "//" in url else f"https://{url}")
    except FetchError as error:
        raise UsageError(error.message, "give the address of the portal's front page") from error


def add_portal(
    store: Store,
    url: str,
    *,
    now: datetime,
    ward: str | None = None,
    family: str | None = None,
    name: str | None = None,
    delay: float | None = None,
) -> Portal:
    """Collect a site from now on.

    The portal's own host may be at a private address: whoever adds it by hand has said so. No other
    host that its pages name gets that permission. Without `ward`, one that the host names beyond doubt
    is taken.
    """
    address = portal_address(url)
    known = [f.name for f in FAMILIES]
    if family is not None and family not in known:
        raise UsageError(f"no family is named {family!r}", f"the families are: {', '.join(known)}")
    unit = one_ward(ward) if ward else ward_of_host(address)
    host = urlsplit(address).hostname or address
    return store.add_portal(
        Portal(
            id=0,
            url=address,
            name=name or (unit.name if unit else host),
            ward_code=unit.code if unit else None,
            family=family,
            delay=delay,
            allowed_hosts=(host_key(address),),
        ),
        now,
    )


def choose_portals(store: Store, asked: tuple[str, ...]) -> list[Portal]:
    """The portals that ids, addresses, hosts or names mean; all where nothing is asked."""
    portals = store.portals()
    if not asked:
        if not portals:
            raise UnknownPortal("this archive has no portal", "add one with: wardarchive portal add URL")
        return portals
    chosen: dict[int, Portal] = {}
    for text in asked:
        found = [p for p in portals if _means(p, text)]
        if not found:
            raise UnknownPortal(f"no portal is {text!r}", "see: wardarchive portal list")
        chosen.update((p.id, p) for p in found)
    return list(chosen.values())


def _means(portal: Portal, text: str) -> bool:
    parts = urlsplit(portal.url)
    return text in (
        str(portal.id),
        portal.url,
        portal.url.rstrip("/"),
        parts.hostname,
        parts.netloc,
        portal.name,
        portal.ward_code,
    )
