"""The strict reader: YAML to typed values, with every fault at once, each with file, line and suggestion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from untwitch.errors import Fault, nearest

Line = dict[tuple[str | int, ...], int]
# How pydantic names the branch of a union it tried: no part of the path a reader of the file knows.
VARIANTS = {"bool", "int", "float", "str", "none"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_file(path: Path, shown: str, kind: type) -> tuple[Any | None, list[Fault], Line]:
    """One content file as an instance of `kind`, or None with its faults. The third value gives the line of each path."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        return None, [Fault(shown, mark.line + 1 if mark else 0, "", f"cannot be read: {_short(error)}")], {}
    if node is None:
        return None, [Fault(shown, 1, "", "is empty")], {}
    lines: Line = {}
    faults = list(_walk(node, shown, (), lines))
    if faults:
        return None, faults, lines
    value = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader
    try:
        text = json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        return None, [Fault(shown, 1, "", f"holds a value that is not plain data: {error}")], lines
    try:
        return TypeAdapter(kind).validate_json(text, strict=True), [], lines
    except ValidationError as error:
        found = {(f.line, f.about): f for f in (_fault(e, shown, kind, lines, value) for e in reversed(error.errors()))}
        return None, list(found.values()), lines


def _walk(node: yaml.Node, shown: str, path: tuple[str | int, ...], lines: Line) -> Iterator[Fault]:
    """Note the line of every value; refuse doubled keys, keys that are not words, anchors' surprises."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                yield Fault(
                    shown, key.start_mark.line + 1, _about(path), f'the key "{key.value}" must be a word in quotes'
                )
            if key.value in seen:
                yield Fault(shown, key.start_mark.line + 1, _about(path), f'the key "{key.value}" stands twice')
            seen.add(key.value)
            yield from _walk(value, shown, (*path, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _walk(value, shown, (*path, at), lines)


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
        value = value[step] if isinstance(value, dict | list) and _has(value, step) else None
        name = value.get("id") if isinstance(value, dict) and isinstance(step, int) else None
        said.append(str(name if name is not None else step))
    return _about(tuple(said))


def _has(value: Any, step: str | int) -> bool:
    return step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)


def _about(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


def _short(error: Exception) -> str:
    return " ".join(str(getattr(error, "problem", None) or error).split())[:160]
