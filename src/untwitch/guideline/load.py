"""Load the guideline: from the compiled cache when the content has not changed, else read, check and compile it."""

from __future__ import annotations

import marshal
import os
import pickle
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from untwitch.errors import FaultsError
from untwitch.guideline.documents import CONTENT, fingerprint
from untwitch.guideline.model import Guideline

FORMAT = 1
CODES = ("rules_code", "closing_code")  # pickle cannot hold code objects, marshal can


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Guideline:
    """The guideline of a content folder, by default the one in the package.

    Raises
    ------
    FaultsError
        The content has faults; all of them are listed.
    """
    folder = folder or CONTENT
    version = fingerprint(folder)
    path = cache_path(version)
    return _cached(path) or _keep(path, _build(folder, version))


def _build(folder: Path, version: str) -> Guideline:
    from untwitch.guideline.assemble import assemble
    from untwitch.guideline.checks import faults
    from untwitch.guideline.documents import read

    documents = read(folder)
    found = faults(documents)
    if found:
        raise FaultsError(found)
    return assemble(documents, version)


def cache_path(version: str) -> Path:
    """Where the compiled content of one version is kept. Python's own version is part: code objects depend on it."""
    from platformdirs import user_cache_path

    home = os.environ.get("UNTWITCH_CACHE")
    base = Path(home) if home else user_cache_path("untwitch", appauthor=False)
    return base / f"content-{version}-{_program()}-{sys.implementation.cache_tag}.bin"


@lru_cache(maxsize=1)
def _program() -> str:
    """A mark of this program's own shapes: a changed class must not meet an old cache."""
    import hashlib

    from untwitch.guideline import model, types
    from untwitch.logic import atoms, nodes

    digest = hashlib.sha256(str(FORMAT).encode())
    for module in (types, model, atoms, nodes):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:8]


def _cached(path: Path) -> Guideline | None:
    try:
        if path.stat().st_uid != os.getuid():  # someone else's file is not trusted
            return None
        codes, rest = pickle.loads(path.read_bytes())  # noqa: S301 - our own file, written by `_keep`
        return replace(rest, **{name: marshal.loads(code) for name, code in codes.items()})  # noqa: S302
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError, IndexError):
        return None  # no cache is not a fault: it is built again


def _keep(path: Path, guideline: Guideline) -> Guideline:
    """Write the cache beside and move it in place, so that a reader never sees half a file."""
    codes = {name: marshal.dumps(getattr(guideline, name)) for name in CODES}
    blob = pickle.dumps((codes, replace(guideline, **dict.fromkeys(CODES))), protocol=5)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(blob)
        beside.replace(path)
    except OSError:
        return guideline  # a read-only home only makes the next start slower
    return guideline
