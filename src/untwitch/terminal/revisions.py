"""A version of the content: a folder, or what stood at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from untwitch.errors import Fault, FaultsError, UntwitchError
from untwitch.guideline.documents import Documents, read
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.language import _

MARK = "triage/floors.yaml"  # where this stands is a content folder
GIT_SECONDS = 60


class NoSuchVersion(UntwitchError):
    """There is no such folder and no such git revision."""


@contextmanager
def content_at(named: str, about: str) -> Iterator[Path]:
    """The folder with the content that is named; of a revision it is unpacked and removed afterwards.

    Raises
    ------
    NoSuchVersion
        It is neither a folder nor a revision that holds content.
    """
    if Path(named).is_dir():
        yield Path(named).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="untwitch-content-") as folder:
        inside = _content_of(named, about)
        _unpack(_git("archive", "--format=tar", named, "--", inside), Path(folder))
        yield Path(folder) / inside


def opened(folder: Path, named: str, about: str) -> tuple[Guideline, Documents]:
    """The guideline of a version, and its files.

    Raises
    ------
    FaultsError
        The content has faults; all are listed, each with the version it stands in.
    """
    try:
        return load(folder), read(folder)
    except FaultsError as broken:
        raise FaultsError(
            Fault(f"{about} ({named}) {f.file}".strip(), f.line, f.about, f.message, f.suggestion)
            for f in broken.faults
        ) from None


def _content_of(revision: str, about: str) -> str:
    """The path of the content folder at a revision."""
    missing = _('%(about)s: "%(named)s" is no folder and no git revision of this folder\'s repository.') % {
        "about": about,
        "named": revision,
    }
    if revision.startswith("-"):
        raise NoSuchVersion(missing)
    try:
        _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        names = (
            _git("ls-tree", "-r", "--full-tree", "--name-only", "-z", revision).decode("utf-8", "replace").split("\0")
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NoSuchVersion(missing) from None
    found = [name.removesuffix(f"/{MARK}") for name in names if name.endswith(f"/{MARK}")]
    if not found:
        raise NoSuchVersion(_('%(about)s: there is no content at "%(named)s".') % {"about": about, "named": revision})
    return min(found, key=len)


def _git(*arguments: str) -> bytes:
    top = subprocess.run(
        ["git", "rev-parse", "--show-toplevel"],  # noqa: S607
        check=True, capture_output=True, timeout=GIT_SECONDS,
    ).stdout  # fmt: skip
    where = top.decode().strip() or "."
    return subprocess.run(  # noqa: S603
        ["git", "-C", where, *arguments],  # noqa: S607
        check=True, capture_output=True, timeout=GIT_SECONDS,
    ).stdout  # fmt: skip


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed.getmembers():
            inside = not PurePosixPath(member.name).is_absolute() and ".." not in PurePosixPath(member.name).parts
            if member.isfile() and inside:
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                stream = packed.extractfile(member)
                target.write_bytes(stream.read() if stream else b"")
