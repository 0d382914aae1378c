"""The guideline with something changed in memory, put together again as far as the proofs read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Rule
from untwitch.logic import scalar
from untwitch.logic.nodes import expand
from untwitch.logic.text import parse
from untwitch.safety.prove import prove
from untwitch.safety.report import Property

CODE_WORDS = re.compile(r"\w_\w|==|>=|<=|\bnot \w+\.\w|\w\.\w+ (and|or) ")


def with_rules(guideline: Guideline, rules: Iterable[Rule]) -> Guideline:
    kept = tuple(rules)
    derived = {name: guideline.nodes[name] for name in guideline.derived}
    nodes = {**guideline.nodes, **{r.when: expand(parse(r.when), derived) for r in kept}}
    code = scalar.compiled([nodes[r.when] for r in kept], guideline.table)
    return replace(guideline, version=f"{guideline.version}-changed", rules=kept, nodes=nodes, rules_code=code)


def without_rules(guideline: Guideline, *names: str) -> Guideline:
    return with_rules(guideline, (r for r in guideline.rules if r.id not in names))


def rule_changed(guideline: Guideline, name: str, change: Callable[[Rule], Rule]) -> Guideline:
    return with_rules(guideline, (change(r) if r.id == name else r for r in guideline.rules))


def without_code(guideline: Guideline, kind: str, code: str) -> Guideline:
    """A contraindication left out of the set of a whole family."""
    fewer = tuple(c for c in guideline.contra_sets[kind] if c != code)
    assert fewer != guideline.contra_sets[kind]
    return replace(guideline, contra_sets={**guideline.contra_sets, kind: fewer})


def without_line(guideline: Guideline, screen: str, at: int) -> Guideline:
    """One line taken off a screen."""
    screens = tuple(
        replace(s, lines=(*s.lines[:at], *s.lines[at + 1 :])) if s.id == screen else s for s in guideline.screens
    )
    return replace(guideline, screens=screens)


def outcome(guideline: Guideline, name: str) -> Property:
    (found,) = prove(guideline, [name]).properties
    return found


def refuted(guideline: Guideline, name: str) -> str:
    """The counterexample of a property that must fail, checked to be plain words."""
    found = outcome(guideline, name)
    assert found.status == "refuted", f"{name} is still {found.status}"
    return plain(found.counterexample or "")


def plain(text: str) -> str:
    assert text, "a refuted property shows a person"
    assert not CODE_WORDS.search(text), text
    return text
