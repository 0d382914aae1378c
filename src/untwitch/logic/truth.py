"""Kleene's strong three-valued logic, said once in plain Python: the meaning the compilers must reproduce."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None  # None means not known; it never means no


def all_of(parts: Iterable[Truth]) -> Truth:
    """Kleene AND: one no decides; otherwise one unknown leaves it open."""
    seen = set(parts)
    return False if False in seen else None if None in seen else True


def any_of(parts: Iterable[Truth]) -> Truth:
    """Kleene OR: one yes decides; otherwise one unknown leaves it open."""
    seen = set(parts)
    return True if True in seen else None if None in seen else False


def negation(part: Truth) -> Truth:
    """Kleene NOT: unknown stays unknown."""
    return None if part is None else not part


def at_least(need: int, parts: Iterable[Truth]) -> Truth:
    """True when enough parts are true, false when too few can still become true."""
    seen = list(parts)
    if seen.count(True) >= need:
        return True
    return None if len(seen) - seen.count(False) >= need else False
