"""Load the guideline: from the compiled cache when the content has not changed, else read, check and compile it."""

from __future__ import annotations

import hashlib
import marshal
import pickle
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from untwitch import guideline, logic
from untwitch.errors import FaultsError
from untwitch.guideline.documents import CONTENT, fingerprint
from untwitch.guideline.model import Guideline
from untwitch.kept import cache_folder, keep, read_kept

CODES = ("rules_code", "closing_code", "live_code", "single_code")  # pickle cannot hold code objects, marshal can


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
    return cache_folder() / f"content-{version}-{_program()}-{sys.implementation.cache_tag}.bin"


@lru_cache(maxsize=1)
def _program() -> str:
    """A mark of this program's own code: a changed class, compiler or check must not meet an old cache."""
    digest = hashlib.sha256()
    for room in (guideline, logic):
        for path in sorted(Path(str(room.__file__)).parent.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _cached(path: Path) -> Guideline | None:
    """What `_keep` wrote, or None: then the content is read again."""
    blob = read_kept(path)
    if blob is None:
        return None
    codes, rest = pickle.loads(blob)  # noqa: S301 - our own file, whole
    found: Guideline = replace(rest, **{name: marshal.loads(code) for name, code in codes.items()})  # noqa: S302
    return found


def _keep(path: Path, content: Guideline) -> Guideline:
    codes = {name: marshal.dumps(getattr(content, name)) for name in CODES}
    bare: dict[str, Any] = dict.fromkeys(CODES)
    keep(path, pickle.dumps((codes, replace(content, **bare)), protocol=5))
    return content
