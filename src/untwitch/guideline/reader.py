"""The strict reader: YAML to typed values, with every fault at once, each with file, line and suggestion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from untwitch.errors import Fault, nearest

Line = dict[tuple[str | int, ...], int]
# How pydantic names the branch of a union it tried: no part of the path a reader of the file knows.
VARIANTS = {"bool", "int", "float", "str", "none"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
YAML_TAG = "tag:yaml.org,2002:"
# What a value must look like to be taken for more than a word: YAML also reads "off", "012", "1:30" and ".nan" so.
PLAIN = {
    "null": (re.compile("null"), "null"),
    "bool": (re.compile("true|false"), "true or false"),
    "int": (re.compile("-?[0-9]|-?[1-9][0-9]{1,14}"), "a plain number"),
    "float": (re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}"), "a plain number"),
}


def read_file(path: Path, shown: str, kind: type) -> tuple[Any | None, list[Fault], Line]:
    """One content file as an instance of `kind`, or None with its faults. The third value gives the line of each path."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [Fault(shown, 0, "", f"cannot be read: {_short(error)}")], {}
    return _read(raw, shown, kind)


@lru_cache(maxsize=128)  # two versions of the content differ in few files: the others are read once
def _read(raw: bytes, shown: str, kind: type) -> tuple[Any | None, list[Fault], Line]:
    try:
        node = yaml.compose(raw.decode("utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = _line(error, raw)
        return None, [Fault(shown, line, "", f"cannot be read: {_short(error)}{_hint(error, raw, line)}")], {}
    if node is None:
        return None, [Fault(shown, 1, "", "is empty")], {}
    walk = _Walk(shown)
    faults = list(walk.faults(node, ()))
    if faults:
        return None, faults, walk.lines
    value = LOADER("").construct_document(node)
    try:
        return _adapter(kind).validate_json(json.dumps(value, allow_nan=False), strict=True), [], walk.lines
    except ValidationError as error:
        read = (_fault(e, shown, kind, walk.lines, value) for e in reversed(error.errors()))
        return None, list({(f.line, f.about): f for f in read}.values()), walk.lines


@lru_cache(maxsize=64)
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _line(error: Exception, raw: bytes) -> int:
    """The line an error of reading speaks of; 0 when it speaks of none."""
    mark = getattr(error, "problem_mark", None)
    if mark:
        return int(mark.line) + 1
    at = getattr(error, "start", getattr(error, "position", None))
    return 0 if at is None else raw.count(b"\n", 0, at) + 1


class _Walk:
    """Notes the line of every value, and refuses all that YAML would read in another way than it looks."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.lines: Line = {}
        self.seen: set[int] = set()

    def faults(self, node: yaml.Node, path: tuple[str | int, ...]) -> Iterator[Fault]:
        self.lines[path] = node.start_mark.line + 1
        if len(path) > DEEPEST:
            yield self._fault(node, path[:1], f"is nested deeper than {DEEPEST}")
            return
        if id(node) in self.seen:
            yield self._fault(node, path, "a value may not be said by an alias to another place")
            return
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield from self._odd_scalar(node, path)
        elif node.tag not in (f"{YAML_TAG}map", f"{YAML_TAG}seq"):
            yield self._fault(node, path, f"a value may not have the tag {node.tag[:60]}")
        elif isinstance(node, yaml.MappingNode):
            yield from self._keys(node, path)
        else:
            for at, value in enumerate(node.value):
                yield from self.faults(value, (*path, at))

    def _keys(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> Iterator[Fault]:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield self._fault(key, path, "a key must be a word")
                continue
            if key.tag != f"{YAML_TAG}str":
                yield self._fault(key, path, f'the key "{key.value}" must be a word in quotes')
            if key.value in seen:
                yield self._fault(key, path, f'the key "{key.value}" stands twice')
            seen.add(key.value)
            yield from self.faults(value, (*path, key.value))
            self.lines[(*path, key.value)] = key.start_mark.line + 1

    def _odd_scalar(self, node: yaml.ScalarNode, path: tuple[str | int, ...]) -> Iterator[Fault]:
        name = node.tag.removeprefix(YAML_TAG)
        if name == "str":
            return
        pattern, plain = PLAIN.get(name, (None, ""))
        if pattern is None or not pattern.fullmatch(node.value):
            either = f"{plain}, or " if plain else ""
            yield self._fault(node, path, f'"{node.value[:40]}" must be {either}a word in quotes')

    def _fault(self, node: yaml.Node, path: tuple[str | int, ...], message: str) -> Fault:
        return Fault(self.shown, node.start_mark.line + 1, _about(path), message)


def _fault(error: Any, shown: str, kind: type, lines: Line, value: Any) -> Fault:
    path = tuple(p for p in error["loc"] if isinstance(p, int) or not (p in VARIANTS or "[" in p))
    known = path
    while known and known not in lines:
        known = known[:-1]
    words = {
        "unexpected_keyword_argument": "is not a known key",
        "extra_forbidden": "is not a known key",
        "missing": "is missing",
        "missing_argument": "is missing",
    }
    message = words.get(error["type"], error["msg"][0].lower() + error["msg"][1:])
    suggestion = nearest(str(path[-1]), _keys(kind, path[:-1])) if "known key" in message and path else None
    if error["type"] == "literal_error":
        suggestion = nearest(str(error["input"]), re.findall(r"'(\w+)'", error["ctx"]["expected"]))
    return Fault(shown, lines.get(known, 1), _named(path, value), message, suggestion)


def _keys(kind: Any, path: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand at a path: used only to suggest."""
    import typing

    for step in path:
        if is_dataclass(kind) and isinstance(step, str):
            hints = typing.get_type_hints(kind)
            kind = hints.get(step, object)
        for _ in range(3):
            args = [a for a in typing.get_args(kind) if a is not Ellipsis and a is not type(None) and a is not str]
            if not is_dataclass(kind) and args:
                kind = args[-1]
    return [f.name for f in fields(kind)] if is_dataclass(kind) else []


def _named(path: tuple[str | int, ...], value: Any) -> str:
    """The path with list positions replaced by the ids that stand there."""
    said: list[str] = []
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):  # the path may lead to what is missing
            value = None
        name = value.get("id") if isinstance(value, dict) and isinstance(step, int) else None
        said.append(str(name if name is not None else step))
    return _about(tuple(said))


def _about(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


def _short(error: Exception) -> str:
    """What went wrong, on one line, without the path: that stands beside it."""
    said = getattr(error, "strerror", None) or getattr(error, "problem", None) or error
    return " ".join(str(said).split())[:160]


def _hint(error: Exception, raw: bytes, line: int) -> str:
    """What a person who does not know YAML may have written, in plain words."""
    problem = str(getattr(error, "problem", ""))
    lines = raw.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else b""
    if "\t" in here.decode("utf-8", "replace") and ("cannot start any token" in problem or "tab" in problem):
        return "; a tab stands here, use spaces"
    if "mapping values are not allowed" in problem:
        return "; a colon inside a text: put the whole sentence in quotes"
    return ""
