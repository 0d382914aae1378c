"""The compiled cache: an equal guideline, sooner; never an old, a damaged or somebody else's one."""

from __future__ import annotations

import os
import pickle
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from untwitch import guideline as room
from untwitch.errors import FaultsError
from untwitch.guideline import load as loading
from untwitch.guideline.documents import CONTENT, fingerprint
from untwitch.guideline.load import cache_path, load
from untwitch.guideline.model import Guideline
from untwitch.kept import MARK

fresh_load: Callable[..., Guideline] = load.__wrapped__  # what a new process does


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our content: it stays the same while the tests run."""
    return Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("content") / "content"))


@pytest.fixture(scope="module")
def built(folder: Path) -> Guideline:
    """That content without any cache."""
    return loading._build(folder, fingerprint(folder))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("UNTWITCH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def kept(cache: Path, built: Guideline) -> Path:
    """A cache that holds our content."""
    path = cache_path(built.version)
    loading._keep(path, built)
    assert path.is_file()
    return path


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch, built: Guideline) -> list[Path]:
    """Counts how often content is read instead of taken from the cache; our own is not read again, to be quick."""
    seen: list[Path] = []
    really_build = loading._build

    def build(folder: Path, version: str) -> Guideline:
        seen.append(folder)
        return built if version == built.version else really_build(folder, version)

    monkeypatch.setattr(loading, "_build", build)
    return seen


def differences(left: Any, right: Any) -> list[str]:
    return [x.name for x in fields(left) if getattr(left, x.name) != getattr(right, x.name)]


def test_the_cache_gives_an_equal_guideline(kept: Path, builds: list[Path], built: Guideline, folder: Path) -> None:
    found = fresh_load(folder)
    assert not builds
    assert found is not built
    assert not differences(found, built)
    assert found == built


def test_a_cached_guideline_decides_alike(kept: Path, built: Guideline, folder: Path) -> None:
    rng = random.Random(5)
    found = fresh_load(folder)
    for _ in range(50):
        codes = bytes(rng.choice((0, 2, 3)) for _ in built.table.blank)
        assert found.evaluate(codes) == built.evaluate(codes)


def test_the_first_start_fills_the_cache_and_the_second_uses_it(cache: Path, builds: list[Path], folder: Path) -> None:
    first, second = fresh_load(folder), fresh_load(folder)
    assert builds == [folder]
    assert first == second
    assert len(list(cache.iterdir())) == 1


@pytest.fixture
def changed(tmp_path: Path, folder: Path) -> Path:
    """A copy of our content with one word changed."""
    copy = Path(shutil.copytree(folder, tmp_path / "content"))
    path = copy / "triage" / "rules" / "urgent.yaml"
    path.write_text(path.read_text("utf-8").replace("One swollen, warm limb", "A swollen, warm limb", 1), "utf-8")
    return copy


def test_changed_content_is_read_anew(
    kept: Path, builds: list[Path], changed: Path, built: Guideline, folder: Path
) -> None:
    found = fresh_load(changed)
    assert builds == [changed]
    assert found.version != built.version
    assert found.rule["swollen_limb"].because.startswith("A swollen")
    assert fresh_load(folder).rule["swollen_limb"].because.startswith("One swollen")
    assert fresh_load(changed) == found
    assert builds == [changed]


@pytest.mark.parametrize("name", ["triage/rules/soon.txt", "triage/rules/more.yml", "care/new.yaml"])
def test_a_file_that_nobody_expects_is_refused_although_the_rest_is_cached(
    kept: Path, tmp_path: Path, name: str, folder: Path
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "content"))
    (copy / name).write_text("rules: []\n", "utf-8")
    with pytest.raises(FaultsError, match="is not a content file this program knows"):
        fresh_load(copy)


def test_broken_content_is_never_cached(cache: Path, changed: Path) -> None:
    (changed / "triage" / "derived.yaml").write_text("review: engineering\nderived: []\n", "utf-8")
    for _ in range(2):
        with pytest.raises(FaultsError, match="unknown finding"):
            fresh_load(changed)
    assert not cache.exists()


def flipped(blob: bytes, at: int) -> bytes:
    return blob[:at] + bytes([blob[at] ^ 0x10]) + blob[at + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda blob: b"",
    "one byte": lambda blob: blob[:1],
    "only the mark": lambda blob: blob[:MARK],
    "half of it": lambda blob: blob[: len(blob) // 2],
    "all but the end": lambda blob: blob[:-1],
    "more than was written": lambda blob: blob + b"\0",
    "noughts": lambda blob: bytes(len(blob)),
    "text": lambda blob: b"not a cache\n" * 100,
    "another pickle": lambda blob: pickle.dumps(("codes", "rest")),
    "twice": lambda blob: blob + blob,
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_cache_is_built_again(
    kept: Path, builds: list[Path], built: Guideline, how: str, folder: Path
) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(DAMAGE[how](whole))
    assert fresh_load(folder) == built
    assert builds == [folder]
    assert fresh_load(folder) == built
    assert builds == [folder]


def test_no_flipped_bit_becomes_another_rule(kept: Path, builds: list[Path], size: Callable[[int, int], int]) -> None:
    rng = random.Random(3)
    whole = kept.read_bytes()
    for _ in range(size(30, 1_000)):
        kept.write_bytes(flipped(whole, rng.randrange(len(whole))))
        assert loading._cached(kept) is None


def test_what_somebody_else_wrote_is_not_trusted(
    kept: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    fresh_load(folder)
    assert builds == [folder]


def blocked_by_a_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write_text("a file where the folder should be")


def blocked_below_a_device(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNTWITCH_CACHE", f"{os.devnull}/untwitch")


def blocked_by_permission(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says when the folder is read-only; as root a folder never is."""

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    cache.mkdir(mode=0o500)
    monkeypatch.setattr(Path, "write_bytes", refuse)


def blocked_by_a_full_disk(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_write = Path.write_bytes

    def half(path: Path, blob: bytes) -> int:
        really_write(path, blob[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)


@pytest.mark.parametrize(
    "block", [blocked_by_a_file, blocked_below_a_device, blocked_by_permission, blocked_by_a_full_disk]
)
def test_a_cache_that_cannot_be_written_only_makes_it_slower(
    cache: Path,
    builds: list[Path],
    built: Guideline,
    monkeypatch: pytest.MonkeyPatch,
    block: Callable[..., None],
    folder: Path,
) -> None:
    block(cache, monkeypatch)
    assert fresh_load(folder) == built
    assert fresh_load(folder) == built
    assert len(builds) == 2
    assert not cache.is_dir() or not list(cache.iterdir())


@pytest.fixture
def forgetful() -> Iterator[None]:
    loading._program.cache_clear()
    yield
    loading._program.cache_clear()


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("name", sorted(p.name for p in Path(str(room.__file__)).parent.glob("*.py")))
def test_any_change_of_the_program_asks_for_a_new_cache(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed check must look at the content again, a changed compiler must compile it again."""
    before = cache_path("0" * 16)
    loading._program.cache_clear()
    really_read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: really_read(path) + (b"#" if path.name == name else b""))
    assert cache_path("0" * 16) != before


def test_the_version_hangs_on_names_and_bytes_only(tmp_path: Path, folder: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "content"))
    assert fingerprint(copy) == fingerprint(folder)
    (copy / "care" / "places.yaml").rename(copy / "care" / "place.yaml")
    assert fingerprint(copy) != fingerprint(folder)


def test_one_process_loads_once() -> None:
    assert load() is load()
