"""Answers of one person from a file or from standard input: JSON, or YAML by the file's ending. Strict."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from untwitch.care.answers import check
from untwitch.errors import Fault, FaultsError
from untwitch.guideline.model import Guideline
from untwitch.language import _

STDIN = "-"
LARGEST_BYTES = 1_000_000
MOST_ANSWERS = 1000  # far more than there are findings: more is a mistake, and naming each would take minutes
YAML_ENDINGS = (".yaml", ".yml")


def read_answers(place: str, guideline: Guideline) -> Mapping[str, Any]:
    """The answers in a file, or on standard input for "-", each checked against its finding.

    Raises
    ------
    FaultsError
        Every fault: missing, too large, not JSON (or YAML), doubled keys, not an object, answers that do not fit.
    """
    shown = _("standard input") if place == STDIN else place
    text = _text(place, shown)
    is_yaml = Path(place).suffix.lower() in YAML_ENDINGS
    value, faults = _from_yaml(text, shown) if is_yaml else _from_json(text, shown)
    if isinstance(value, dict) and len(value) > MOST_ANSWERS:
        faults.append(
            Fault(
                shown,
                0,
                "",
                _("holds %(value)s answers; at most %(most_answers)s are read")
                % {"value": len(value), "most_answers": MOST_ANSWERS},
            )
        )
    elif isinstance(value, dict):
        faults += [fault for name, answer in value.items() for fault in check(guideline, name, answer)]
    elif not faults:
        faults.append(Fault(shown, 0, "", _('must be an object of finding ids and values, like {"swollen_leg": true}')))
    if faults:
        raise FaultsError(faults)
    return value  # type: ignore[no-any-return]


def _text(place: str, shown: str) -> str:
    try:
        if place == STDIN:
            data = _limited(sys.stdin.buffer)
        else:
            with open(place, "rb") as file:
                data = _limited(file)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise FaultsError([Fault(shown, 0, "", _why(error))]) from None
    if len(data) > LARGEST_BYTES:
        raise FaultsError(
            [
                Fault(
                    shown,
                    0,
                    "",
                    _("is larger than %(part)s MB; answers are short") % {"part": LARGEST_BYTES // 1000000},
                )
            ]
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultsError([Fault(shown, 0, "", _("is not text in UTF-8"))]) from None


def _limited(file: BinaryIO) -> bytes:
    return file.read(LARGEST_BYTES + 1)


def _why(error: Exception) -> str:
    known: tuple[tuple[type[Exception], str], ...] = (
        (FileNotFoundError, _("there is no such file")),
        (IsADirectoryError, _("is a folder, not a file")),
        (PermissionError, _("may not be read")),
    )
    return next((words for kind, words in known if isinstance(error, kind)), _("cannot be read"))


def _from_json(text: str, shown: str) -> tuple[Any, list[Fault]]:
    faults: list[Fault] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen = dict(pairs)
        if len(seen) < len(pairs):
            keys = [key for key, _ in pairs]
            doubled = (
                (key for key in seen if keys.count(key) > 1) if len(keys) <= MOST_ANSWERS else iter([_("some key")])
            )
            faults.extend(Fault(shown, 0, key[:80], _("is answered twice")) for key in doubled)
        return seen

    try:
        return json.loads(text, object_pairs_hook=unique), faults
    except json.JSONDecodeError as error:
        return None, [
            Fault(
                shown,
                error.lineno,
                "",
                _("is not JSON: %(msg)s at column %(colno)s") % {"msg": error.msg, "colno": error.colno},
            )
        ]
    except (ValueError, RecursionError):
        return None, [Fault(shown, 0, "", _("is not JSON that can be read: a number too long, or nested too deep"))]


def _from_yaml(text: str, shown: str) -> tuple[Any, list[Fault]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=loader)):
            return None, [Fault(shown, 0, "", _("repeats a part by name (*); write it out"))]
        node = yaml.compose(text, Loader=loader)
        faults = list(_doubled(node, shown)) if node else []
        return yaml.load(text, Loader=loader), faults  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or _("it cannot be read")
        return None, [
            Fault(shown, mark.line + 1 if mark else 0, "", _("is not YAML: %(problem)s") % {"problem": problem})
        ]
    except (ValueError, RecursionError):
        return None, [Fault(shown, 0, "", _("is not YAML that can be read: an odd date or number, or nested too deep"))]


def _doubled(node: Any, shown: str) -> Iterator[Fault]:
    """Every key that stands twice in one object. Lists of lists are not answers, so one level of them is enough."""
    if not hasattr(node, "value") or isinstance(node.value, str):
        return
    seen: set[str] = set()
    for entry in node.value:
        if not isinstance(entry, tuple):
            continue
        key, value = entry
        name = str(key.value)[:80]
        if name in seen:
            yield Fault(shown, key.start_mark.line + 1, name, _("is answered twice"))
        seen.add(name)
        yield from _doubled(value, shown)
