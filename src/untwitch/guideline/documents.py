"""All content files of a folder, read, with the line of every value kept for faults."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.files import FILES

SINGLE = (str, int, float, type(None))  # values that hold no others
CONTENT = Path(str(resources.files("untwitch"))) / "content"


def parts_of(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass; none for any other type. `fields` works them out for every value anew."""
    if kind not in _parts:
        _parts[kind] = tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
    return _parts[kind]


_parts: dict[type, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Place:
    """A value in a content file: what it is and where it stands."""

    file: str
    line: int
    about: str

    def fault(self, message: str, suggestion: str | None = None) -> Fault:
        return Fault(self.file, self.line, self.about, message, suggestion)


@dataclass(frozen=True)
class Document:
    """One file that was read."""

    file: str
    value: Any
    lines: dict[tuple[str | int, ...], int]

    def place(self, about: str, *path: str | int) -> Place:
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Place(self.file, self.lines.get(known, 1), about)


@dataclass(frozen=True)
class Documents:
    """The files of one content folder."""

    folder: Path
    all: tuple[Document, ...]

    def each(self, kind: type) -> Iterator[Document]:
        return (d for d in self.all if isinstance(d.value, kind))

    def items(self, kind: type, key: str) -> Iterator[tuple[Any, Document, tuple[str | int, ...]]]:
        """Every (item, document, path) of one list over all files of a kind."""
        for document in self.each(kind):
            for at, item in enumerate(getattr(document.value, key)):
                yield item, document, (key, at)

    def one(self, kind: type) -> Any:
        return next(self.each(kind)).value


def content_files(folder: Path) -> list[tuple[Path, str, type]]:
    """Every expected file as (path, name shown, kind), sorted."""
    return [
        (path, path.relative_to(folder).as_posix(), kind)
        for pattern, kind in FILES.items()
        for path in sorted(folder.glob(pattern))
    ]


def _all_files(folder: Path) -> list[Path]:
    """Every file, except what computers and editors leave behind under hidden names."""
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(".")]


def fingerprint(folder: Path) -> str:
    """A hash over the name and bytes of every file of the folder: the content version."""
    digest = hashlib.sha256()
    for path in _all_files(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def read(folder: Path) -> Documents:
    """Read every content file strictly.

    Raises
    ------
    FaultsError
        All faults of all files: missing, unknown or doubled keys, wrong types, files that nobody expects.
    """
    from untwitch.guideline.reader import read_file

    if not folder.is_dir():
        raise FaultsError([Fault(str(folder), 0, "", "there is no such content folder")])
    found = content_files(folder)
    faults = [Fault(p, 0, "", "no file of this name is there") for p in FILES if not list(folder.glob(p))]
    expected = {path for path, _, _ in found}
    faults += [
        Fault(path.relative_to(folder).as_posix(), 0, "", "is not a content file this program knows")
        for path in _all_files(folder)
        if path not in expected
    ]
    documents = []
    for path, shown, kind in found:
        value, bad, lines = read_file(path, shown, kind)
        faults += bad
        if value is not None:
            documents.append(Document(shown, value, lines))
    if faults:
        raise FaultsError(faults)
    return Documents(folder, tuple(documents))
