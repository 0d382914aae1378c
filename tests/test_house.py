"""The house rules, read from the files themselves: who imports whom, and what may not stand in any file.

The table of rooms is that of docs/develop/house.md; this test reads it there, so the two cannot drift apart.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "untwitch"
HOUSE = ROOT / "docs" / "develop" / "house.md"
MODULES = sorted(SOURCE.rglob("*.py"))
BASE = "base"
# The package itself only opens the front door; `python -m untwitch` would be the command line.
LIVES_WITH = {"__init__": "companion", "__main__": "cli"}
# What the web takes beyond the table: words, shapes and truth values to show, no decision of its own. The list may shrink.
OPEN_DOORS: dict[str, set[str]] = {
    "web/answers.py": {"care.interview.respond"},
    "web/evidence/look.py": {
        "care.wording.name_of",
        "care.wording.names",
        "logic.nodes.AllOf",
        "logic.nodes.AnyOf",
        "logic.words.Names",
        "logic.words.in_words",
    },
    "web/pages/change.py": {"logic.atoms.FALSE", "logic.atoms.TRUE"},
    "web/pages/plan.py": {"care.relief.questions_before"},
    "web/pages/start.py": {"care.interview.respond"},
    "web/past.py": {"journal.store.Journal"},
    "web/printed.py": {"logic.text.show"},
    "web/progress.py": {"logic.atoms.TRUE", "logic.atoms.UNKNOWN", "logic.text.parse"},
    "web/said.py": {
        "care.wording.answer_words",
        "care.wording.name_of",
        "care.wording.statement",
        "logic.text.parse",
        "logic.text.show",
    },
    "web/session_view.py": {"care.session.repeats", "care.session.timeline", "logic.atoms.FALSE"},
}
LONG_MODULES = {"guideline/types.py"}  # shapes only, one place to look them up
LONG_FUNCTIONS: set[str] = set()
NO_WORLD = {
    "asyncio", "ctypes", "http", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "signal", "socket",
    "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCK_AND_FILES = re.compile(r"(^|\.)(open|now|today|utcnow|input|print|urandom)$")
TEXT = {".css", ".html", ".js", ".json", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml", ".mako", ".sql"}
SKIPPED = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__", "node_modules", "build", "dist"}  # fmt: skip


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def shown(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def room_of(path: Path) -> str:
    """The row of the table under which a module lives."""
    first = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return LIVES_WITH.get(first, first)


@dataclass(frozen=True)
class Row:
    """One row of the table: its rooms, and what they may import."""

    rooms: tuple[str, ...]
    may: str


@cache
def table() -> list[Row]:
    """The rooms of house.md, in their order."""
    lines = HOUSE.read_text("utf-8").splitlines()
    start = lines.index("| Room | What lives there | May import |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rooms, _, may = (cell.strip() for cell in line.strip("|").split("|"))
        rows.append(Row(tuple(re.sub(r"\.py|/", "", room) for room in re.findall(r"`([^`]+)`", rooms)), may))
    return rows


@cache
def allowed() -> dict[str, list[str]]:
    """For each room what it may import: a room, "room types" (only its classes and constants) or "journal records"."""
    base = table()[0].rooms
    found: dict[str, list[str]] = {}
    for at, row in enumerate(table()):
        if row.may.startswith("all above"):
            but = row.may.partition(" but ")[2].split(", ")
            may = [room for above in table()[:at] for room in above.rooms if room not in but]
        else:
            may = [] if row.may in ("nothing of ours", "(data)") else row.may.split(", ")
        for room in row.rooms:
            found[room] = [*row.rooms, *(b for part in may for b in (base if part == BASE else (part,)))]
    return {room: may if room in base else [*may, *base] for room, may in found.items()}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Everything of ours that a module imports, anywhere in it, as dotted names without the package."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (
                (a.name.partition(".")[2], node.lineno) for a in node.names if a.name.split(".")[0] == "untwitch"
            )
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{shown(path)}:{node.lineno}: an import says the whole name"
            if (node.module or "").split(".")[0] == "untwitch":
                inside = (node.module or "").partition(".")[2]
                yield from ((f"{inside}.{a.name}".strip("."), node.lineno) for a in node.names)


def may_import(room: str, name: str) -> bool:
    target, _, rest = name.partition(".")
    if target.startswith("__"):  # the version
        return True
    for part in allowed()[room]:
        whose, _, what = part.partition(" ")
        if whose != target:
            continue
        if not what:
            return True
        if what == "records" and rest.startswith("records"):
            return True
        if what == "types" and re.fullmatch(r"_*[A-Z]\w*", rest.rpartition(".")[2]):
            return True
    return False


def test_the_table_names_every_room_and_every_room_is_there() -> None:
    named = {room for row in table() for room in row.rooms}
    there = {room_of(path) for path in MODULES} | {"content"}
    assert there == named


def test_what_the_table_allows_is_a_room() -> None:
    rooms = {room for row in table() for room in row.rooms}
    for room, may in allowed().items():
        assert {part.partition(" ")[0] for part in may} <= rooms, room
        assert {part.partition(" ")[2] for part in may} <= {"", "types", "records"}, room


@pytest.mark.parametrize(
    "room, name, may",
    [
        ("errors", "when.iso", True),
        ("errors", "logic.truth", False),
        ("logic", "errors.nearest", True),
        ("logic", "guideline.types.Rule", False),
        ("guideline", "logic.text.parse", True),
        ("guideline", "care.triage.interval", False),
        ("care", "journal.records.Record", True),
        ("care", "journal.store.Journal", False),
        ("care", "companion.Companion", False),
        ("journal", "logic.truth", False),
        ("companion", "journal.store.Journal", True),
        ("companion", "safety.prove", False),
        ("companion", "web.app", False),
        ("web", "care.decision.Decision", True),
        ("web", "care.decision.decide", False),
        ("web", "care", False),
        ("web", "journal.records.Record", True),
        ("web", "errors.UntwitchError", True),
        ("cli", "safety.prove", True),
        ("terminal", "logic.text.parse", False),
    ],
)
def test_the_table_is_read_as_it_is_meant(room: str, name: str, may: bool) -> None:
    assert may_import(room, name) is may


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    doors = OPEN_DOORS.get(shown(path), set())
    wrong = [f"{shown(path)}:{line}: {name}" for name, line in imports(path) if not may_import(room_of(path), name)]
    assert not [one for one in wrong if one.rpartition(" ")[2] not in doors]


def test_no_door_stands_open_without_need() -> None:
    for file, doors in OPEN_DOORS.items():
        used = {name for name, _ in imports(SOURCE / file) if not may_import(room_of(SOURCE / file), name)}
        assert doors <= used, f"{file} no longer needs {doors - used}"


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(p) in ("care", "logic")], ids=shown)
def test_no_clock_file_network_or_chance_inside_decisions(path: Path) -> None:
    for node in ast.walk(tree(path)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not {name.split(".")[0] for name in names} & NO_WORLD, f"{shown(path)}:{node.lineno}"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call):
            assert not CLOCK_AND_FILES.search(ast.unparse(node.func)), f"{shown(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert not tree(path).body or ast.get_docstring(tree(path))


def test_no_module_is_too_long_to_read() -> None:
    long = {shown(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > 400}
    assert long <= LONG_MODULES


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{shown(path)}:{node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    }
    assert long <= LONG_FUNCTIONS


def test_content_is_data_only() -> None:
    assert {path.suffix for path in (SOURCE / "content").rglob("*") if path.is_file()} == {".yaml"}


def files() -> list[Path]:
    """Every file that a clone holds."""
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not SKIPPED & set(path.relative_to(ROOT).parts) and not path.name.endswith(".pyc")
    ]


def test_every_file_is_text_but_pictures_in_docs() -> None:
    binary = []
    for path in files():
        raw = path.read_bytes()
        picture = path.suffix == ".png" and path.is_relative_to(ROOT / "docs")
        if not picture and (b"\0" in raw or not is_text(raw)):
            binary.append(path.relative_to(ROOT).as_posix())
    assert not binary


def is_text(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def matches(pattern: str) -> list[str]:
    """Where a pattern stands in any text file, this one left out: it has to spell what it looks for."""
    found = []
    for path in files():
        if path.suffix not in TEXT | {".lock"} and path.name not in ("Makefile", "LICENSE", ".gitignore", "run"):
            continue
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:80]}")
    return found


@pytest.mark.parametrize(
    "what, pattern",
    [
        ("a path of one machine", r"(?<![\w.~}])/(home|root|Users|work|mnt|private)/\w"),
        (
            "a host that packages come from",
            r"(?i)\b(pypi\.org|pythonhosted|npmjs|registry\.\w+\.\w+|crates\.io|rubygems)",
        ),
        ("a note to oneself", r"\b(TODO|FIXME|XXX|HACK)\b"),
        ("a leftover of a merge", r"^(<{7}|={7}|>{7})( |$)"),
    ],
)
def test_no_file_holds(what: str, pattern: str) -> None:
    assert not matches(pattern), f"{what} stands in a file"


def test_assets_are_written_to_be_read() -> None:
    """A style sheet or script that a machine made smaller cannot be reviewed."""
    for path in files():
        if path.suffix in (".css", ".js"):
            longest = max(map(len, path.read_text("utf-8").splitlines()), default=0)
            assert longest <= 1_000, f"{path.relative_to(ROOT).as_posix()} has a line of {longest} characters"


def test_no_two_test_modules_have_the_same_name() -> None:
    """Tests stand in folders without packages, so a name may be used once."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name not in ("conftest.py", "__init__.py")]
    assert len(set(names)) == len(names)
