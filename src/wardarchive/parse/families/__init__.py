"""The portal families: each module of this package holds one `FAMILY`, and that is all it takes."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from wardarchive.parse.profile import Family


def discovered() -> tuple[Family, ...]:
    """Every family of this package, by name."""
    found: list[Family] = []
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        family = getattr(import_module(f"{__name__}.{module.name}"), "FAMILY", None)
        if isinstance(family, Family):
            found.append(family)
    return tuple(found)


FAMILIES: tuple[Family, ...] = discovered()
"""Walked by the tests: a layout without golden pages fails them."""


def family(name: str) -> Family | None:
    """The family of that name; None where there is none."""
    return next((f for f in FAMILIES if f.name == name), None)
