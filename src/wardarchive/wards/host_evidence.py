"""Places in a portal's host: ``saidong.longbien.hanoi.gov.vn``, ``phuong4-quan11.com``."""

from __future__ import annotations

import re

from wardarchive.text.normalise import fold
from wardarchive.wards.evidence import Evidence, Naming
from wardarchive.wards.places import district_labels, province_labels
from wardarchive.wards.unit_names import compacted, without_zeros

_SUFFIXES = frozenset(
    {"vn", "gov", "com", "net", "org", "edu", "info", "name", "biz", "asia", "online", "site"}
)
_EMPTY_LABELS = frozenset(
    {"www", "www2", "web", "portal", "cong", "congthongtin", "ttdt", "trangtin", "tintuc", "home", "egov"}
    | {"ubnd", "hdnd", "danguy"}
)
_BODIES = ("ubnd", "hdnd", "danguy", "dangbo", "doanthanhnien", "congan", "tramyte")
"""Bodies that labels name before the unit: ``ubndphuongsaidong``."""
_WARD_PREFIXES = {
    "phuong": "phường",
    "xa": "xã",
    "thitran": "thị trấn",
    "dackhu": "đặc khu",
    "tt": "thị trấn",
    "p": "phường",
    "x": "xã",
}
_DISTRICT_PREFIXES = ("quan", "huyen", "thixa", "thanhpho", "tp", "tx", "q", "h")
_SEPARATORS = re.compile(r"[-_]+")
_ADDRESS = re.compile(r"[\d.]+|.*:.*:.*")
_LONGEST_HOST = 253
_MOST_LABELS = 8


def read_host(host: str) -> Evidence:
    """Districts, provinces and possible wards in `host` (a port is ignored; addresses give nothing)."""
    labels = _labels(host)
    evidence = Evidence()
    for place, label in enumerate(labels):
        last = place == len(labels) - 1
        compact = compacted(_SEPARATORS.sub("", label))
        province = province_labels().get(compact)
        district = district_labels().get(compact)
        if province and (last or place > 0):
            evidence.provinces[province] = label
        if district and place > 0 and not (province and last):
            evidence.districts[district] = label
        if not (province and last):
            evidence += _wards_of(label, hidden=place > 0)
    return evidence


def _labels(host: str) -> list[str]:
    """The labels that can name a place, as letters and digits without diacritics."""
    host = host.strip().rstrip(".")[:_LONGEST_HOST]
    name = host.rsplit(":", 1)[0] if host.count(":") == 1 else host
    if _ADDRESS.fullmatch(name):
        return []
    labels = [fold(_decoded(label)) for label in name.split(".")[-_MOST_LABELS:]]
    while labels and labels[-1] in _SUFFIXES:
        labels.pop()
    return [label for label in labels if label and label not in _EMPTY_LABELS]


def _decoded(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _wards_of(label: str, *, hidden: bool) -> Evidence:
    """The wards that one label can name, alone or with its district: ``saidong-longbien``."""
    parts = [part for part in _SEPARATORS.split(label) if part]
    compact = "".join(parts)
    evidence = Evidence(tuple(_namings(compact, label, hidden)))
    for cut in _district_cuts(compact, parts):
        district = district_labels().get(compacted(compact[cut:]))
        if district:
            evidence.districts[district] = compact[cut:]
            evidence += Evidence(tuple(_namings(compact[:cut], label, hidden)))
    return evidence


def _district_cuts(compact: str, parts: list[str]) -> set[int]:
    """Where a district's name may begin inside a label: at a hyphen, or at its type."""
    cuts, at = set(), 0
    for part in parts[:-1]:
        at += len(part)
        cuts.add(at)
    for prefix in _DISTRICT_PREFIXES:
        at = compact.find(prefix, 1)
        while at > 0:
            cuts.add(at)
            at = compact.find(prefix, at + 1)
    return cuts


def _namings(compact: str, label: str, hidden: bool) -> list[Naming]:
    for body in _BODIES:
        if compact.startswith(body) and len(compact) > len(body):
            compact = compact.removeprefix(body)
            break
    found = [
        Naming(_name(compact.removeprefix(prefix)), None, kind, label, in_host=True, hidden=hidden)
        for prefix, kind in _WARD_PREFIXES.items()
        if compact.startswith(prefix) and len(compact) > len(prefix)
    ]
    if not compact.isdigit():
        found.append(Naming(compacted(compact), None, None, label, in_host=True, hidden=hidden))
    return found


def _name(letters: str) -> str:
    return without_zeros(compacted(letters))
