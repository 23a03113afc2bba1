"""What a portal's host and texts say of the place it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a ward may be named."""

    compact: str
    """The name folded and in one piece."""
    keys: tuple[str, ...] | None
    """Its syllables with diacritics as typed; None for a host, which has none."""
    kind: str | None
    """``phường`` … where the type stands before the name."""
    quoted: str
    """As it was written."""
    in_host: bool
    hidden: bool = False
    """A label of a host that has others before it: ``longbien`` in ``saidong.longbien``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything found, districts and provinces by their compact bare names."""

    namings: tuple[Naming, ...] = ()
    districts: dict[str, str] = field(default_factory=dict)
    """{compact name: as it was written}."""
    provinces: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.namings + other.namings,
            {**self.districts, **other.districts},
            {**self.provinces, **other.provinces},
        )
