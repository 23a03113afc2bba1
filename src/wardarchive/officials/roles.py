"""A published role as structure: office, body, level, unit, qualifiers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wardarchive.officials.lexicon import sections
from wardarchive.officials.name_lexicon import PLACES
from wardarchive.officials.offices import BODIES, OFFICES, QUALIFIERS
from wardarchive.officials.phrases import phrase_keys
from wardarchive.officials.tokens import NUMBER, UPPER, Tokens, read_tokens

_CANONICAL: dict[str, str] = {
    " ".join(phrase_keys(name)): one for one, names in sections("synonyms").items() for name in names
}
_LEVEL_OF_BODY = {
    "quận ủy": "quận",
    "huyện ủy": "huyện",
    "thành ủy": "thành phố",
    "thị ủy": "thị xã",
    "tỉnh ủy": "tỉnh",
}
LEVELS = (
    "phường",
    "xã",
    "thị trấn",
    "đặc khu",
    "quận",
    "huyện",
    "thị xã",
    "thành phố",
    "tỉnh",
    "trung ương",
)
_HAMLETS = (
    "tổ dân phố",
    "khu dân cư",
    "khu phố",
    "thôn",
    "ấp",
    "bản",
    "xóm",
    "buôn",
    "khối",
    "khu",
    "cụm",
    "chi bộ",
)
WARD_LEVELS = ("phường", "xã", "thị trấn", "đặc khu", *_HAMLETS)


@dataclass(frozen=True, slots=True)
class Role:
    """One office of one body. All parts but `wording` are in lower case with abbreviations expanded."""

    office: str
    body: str | None = None
    level: str | None = None
    unit: str | None = None
    """Folded-case name or number of the unit: ``sài đồng``, ``5``."""
    qualifiers: tuple[str, ...] = ()
    wording: str = ""
    lay: bool = False

    @property
    def governed(self) -> str | None:
        """The body; a unit's chairman is its people committee's: `Chủ tịch phường Tân Lập`."""
        if self.body is None and self.office in _EXECUTIVES and (self.level or self.unit):
            return "ubnd"
        return self.body

    def fits(self, other: Role) -> bool:
        """Whether `other`, a fuller naming, can be this role: it denies nothing that this one says."""
        return (
            self.office == other.office
            and _agree(self.body, other.governed, missing=self.body in (None, *_LOOSE))
            and _agree(self.level, other.level)
            and _agree(self.unit, other.unit)
        )


_EXECUTIVES = ("chủ tịch", "phó chủ tịch")
_LOOSE = ("phường", "xã")


def _agree(asked: str | None, given: str | None, *, missing: bool = True) -> bool:
    return asked is None or asked == given or (given is None and missing)


def parse_roles(wording: str) -> tuple[Role, ...]:
    """The offices in a published role, in order; level and unit said once serve all before them.

    >>> [(r.office, r.body, r.level, r.unit) for r in parse_roles("PBT, Chủ tịch UBND phường Sài Đồng")]
    [('phó bí thư', None, 'phường', 'sài đồng'), ('chủ tịch', 'ubnd', 'phường', 'sài đồng')]
    """
    tokens = read_tokens(wording)
    roles: list[Role] = []
    at = 0
    while at < len(tokens):
        role, end = _one(tokens, at)
        if role is not None:
            roles.append(role)
        at = max(end, at + 1)
    return _spread(tuple(roles))


def _one(tokens: Tokens, at: int) -> tuple[Role | None, int]:
    key, start = tokens.key, at
    qualifiers: list[str] = []
    while (qualifier := QUALIFIERS.longest(key, at)) is not None and OFFICES.longest(key, at) is None:
        qualifiers.append(qualifier.value)
        at = qualifier.end
    office = OFFICES.longest(key, at)
    if office is None or (office.value.capitals and tokens.shape[at] != UPPER):
        return None, start + 1
    if key[at] == "quyền":
        qualifiers.append("quyền")
    at = office.end
    parts = _Parts(body=office.value.body)
    while at < len(tokens) and key[at] not in (",", ";", "kiêm") and not _office_at(tokens, at):
        at = parts.take(tokens, at, qualifiers)
    name, body, level, unit = office.value.name, parts.body, parts.level, parts.unit
    if name.startswith(("trưởng công an", "phó trưởng công an")):
        body = "công an"
    level = level or _LEVEL_OF_BODY.get(body or "")
    wording = tokens.slice(start, at).strip(" -–—")
    return Role(name, body, level, unit, tuple(qualifiers), wording, office.value.lay), at


def _office_at(tokens: Tokens, at: int) -> bool:
    office = OFFICES.longest(tokens.key, at)
    body = BODIES.longest(tokens.key, at)
    return (
        office is not None
        and (body is None or body.end < office.end)
        and (not office.value.capitals or tokens.shape[at] == UPPER)
    )


@dataclass(slots=True)
class _Parts:
    body: str | None = None
    level: str | None = None
    unit: str | None = None
    _words: int = 0

    def take(self, tokens: Tokens, at: int, qualifiers: list[str]) -> int:
        found = BODIES.longest(tokens.key, at)
        if found is None:
            return self._name(tokens, at)
        phrase = " ".join(tokens.key[at : found.end])
        phrase = _CANONICAL.get(phrase, phrase)
        if found.value == "after":
            qualifiers.append(phrase)
        elif phrase in LEVELS:
            self.level = self.level or phrase
            return self._unit(tokens, found.end)
        elif found.value == "number" or phrase in _HAMLETS:
            self.body = self.body or phrase
            self.level = self.level or phrase
            return self._unit(tokens, found.end)
        else:
            self._add(phrase)
        return found.end

    def _add(self, phrase: str) -> None:
        if self.body is None:
            self.body = phrase
        elif self._words < 12 and self.body not in _CANONICAL.values():
            self.body = f"{self.body} {phrase}"
            self._words += 1

    def _name(self, tokens: Tokens, at: int) -> int:
        """Take a word of a name; a place without its type (`Chủ tịch Hà Nội`) is the unit."""
        place = PLACES.longest(tokens.key, at) if self.level is None else None
        if place is not None and self.body is None and self.unit is None:
            self.unit = " ".join(tokens.key[at : place.end])
            return place.end
        if tokens.key[at].isalnum():
            if self.body in _LEVEL_OF_BODY:  # `Quận ủy Hoàng Mai`
                self.unit = f"{self.unit or ''} {tokens.key[at]}".strip()
            elif self.level is not None and self.unit is None:
                self.unit = tokens.key[at]
            else:
                if PLACES.longest(tokens.key, at) is None:
                    self._add(tokens.key[at])
        return at + 1

    def _unit(self, tokens: Tokens, at: int) -> int:
        end = at
        while (
            end < len(tokens)
            and end - at < 5
            and (tokens.shape[end] == NUMBER or tokens.key[end].isalpha())
        ):
            if BODIES.longest(tokens.key, end) is not None and end > at - 1 and tokens.shape[end] == 0:
                break
            if _office_at(tokens, end):
                break
            end += 1
        if end > at and self.unit is None:
            self.unit = " ".join(tokens.key[at:end])
        return end


def _spread(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """`Phó Bí thư, Chủ tịch UBND phường`: the level of the last office holds for those without one."""
    level, unit = None, None
    spread: list[Role] = []
    for role in reversed(roles):
        if role.level is None and role.body not in _LEVEL_OF_BODY:
            role = replace(role, level=level, unit=role.unit or unit)
        elif role.level is not None:
            level, unit = role.level, role.unit
        spread.append(role)
    return tuple(reversed(spread))
