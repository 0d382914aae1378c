"""Files that only save time: what was worked out once, kept in the user's cache folder and checked before use."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

MARK = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """The user's cache folder, or the one that UNTWITCH_CACHE names."""
    home = os.environ.get("UNTWITCH_CACHE")
    if home:
        return Path(home)
    from platformdirs import user_cache_path

    return user_cache_path("untwitch", appauthor=False)


def read_kept(path: Path) -> bytes | None:
    """What `keep` wrote, or None: no file, a damaged one, or one of somebody else is not a fault."""
    try:
        if path.stat().st_uid != os.getuid():  # someone else's file is not trusted
            return None
        whole = path.read_bytes()
    except OSError:
        return None
    mark, blob = whole[:MARK], whole[MARK:]
    return blob if hashlib.sha256(blob).digest() == mark else None  # a flipped bit must not become another rule


def keep(path: Path, blob: bytes) -> None:
    """Write beside and move in place, so that a reader never sees half a file."""
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_bytes(hashlib.sha256(blob).digest() + blob)
        beside.replace(path)
    except OSError:  # a read-only or full disk only makes the next start slower
        with suppress(OSError):
            beside.unlink(missing_ok=True)
