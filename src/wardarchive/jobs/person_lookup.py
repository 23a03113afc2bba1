"""Which person a key or a name means: permalinks never lead to somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.errors import UsageError
from wardarchive.model import ProfileRow
from wardarchive.store.store import Store
from wardarchive.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Found:
    """What a key means now: one person, several (a readable key that came to be shared), or none."""

    keys: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """The person, where it is one."""
        return self.keys[0] if len(self.keys) == 1 else None


def find_key(store: Store, key: str) -> Found:
    """The persons that a permalink means: a key of today, the id of a profile, a key of before a merge.

    A hidden person is found; who shows persons asks `Store.official`.
    """
    own = store.profiles_of(key)
    if own or store.official(key):
        return Found((key,))
    profile = store.profile(key)
    if profile is not None:
        return Found((profile.official_key,))
    return Found(tuple(sorted({p.official_key for p in store.profiles_by_short(key)})))


def find_person(store: Store, asked: str) -> str:
    """The key of the one person that was meant, by key or by name, with or without diacritics.

    Raises `UsageError` where that is nobody, or more than one.
    """
    found = find_key(store, asked.strip())
    keys = found.keys or _by_name(store, asked)
    if len(keys) == 1:
        return keys[0]
    if not keys:
        raise UsageError(f"no official is named {asked!r}", "see the keys with: wardarchive official list")
    raise UsageError(
        f"{asked!r} can be {len(keys)} persons: {', '.join(keys[:5])}", "give one of these keys instead"
    )


def _by_name(store: Store, asked: str) -> tuple[str, ...]:
    everybody = store.officials()
    exact = tuple(ref.key for ref in everybody if ref.name == asked.strip())
    if exact:
        return exact
    wanted = fold(asked.strip())
    return tuple(ref.key for ref in everybody if fold(ref.name) == wanted)


def anchor(store: Store, key: str) -> str:
    """The id of the profile that a decision on a person is tied to. It outlives every re-reading.

    Raises `UsageError` for a person whom no article names.
    """
    members = store.profiles_of(key)
    if not members:
        raise UsageError(f"no article names {key} any more", "decide about somebody whom an article names")
    return min(members, key=lambda p: _rank(p, key)).id


def _rank(profile: ProfileRow, key: str) -> tuple[bool, bool, str]:
    return profile.id != key, profile.short != key, profile.id
