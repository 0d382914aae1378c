"""Reference evaluator and checker of the triage content: an oracle that shares no code with the program.

Usage: python tests/reference/check_triage.py src/untwitch/content

It reads the YAML files by itself (PyYAML only) and walks the expressions as Python syntax trees. Meaning: Kleene's strong
three-valued logic, None is unknown. A `choices` answer is the list of ticked options, all others shown and left empty; an
absent answer is unknown. The exit status is non-zero on any fault.
"""

from __future__ import annotations

import ast
import operator
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEVELS = ["self_care", "routine", "soon", "urgent", "emergency"]
VIA = {
    "ambulance",
    "emergency_department",
    "poison_centre",
    "maternity",
    "crisis_line",
    "same_day",
    "clinician",
    "midwife",
    "gp",
    "optician",
    "pharmacist",
    "none",
}
BASIS = {"primary", "abstract", "copy", "third_party", "general_knowledge", "design"}
ORDER = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
Facts = Mapping[str, Any]


class Content:
    """The triage content of a folder as plain data, and the faults found in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = (folder / "triage").resolve()
        self.findings = {f["id"]: f for f in self.joined("findings/*.yaml", "findings")}
        self.derived = {d["id"]: d for d in self.load("derived.yaml")["derived"]}
        self.rules = sorted(self.joined("rules/*.yaml", "rules"), key=lambda r: -LEVELS.index(r["level"]))
        aid = self.load("first_aid.yaml")
        self.first_aid, self.families = aid["first_aid_steps"], set(aid["technique_families"])
        self.floors = self.load("floors.yaml")
        self.persons = self.floors["baselines"]
        self.sources = {s["id"] for s in self.load("sources.yaml")["sources"]}
        self.conditions = {c["id"]: c for c in self.load("conditions.yaml")["conditions"]}
        self.options = {i: [o["id"] for o in f.get("options", [])] for i, f in self.findings.items()}
        self.trees: dict[str, ast.expr] = {}
        self.faults: list[str] = []

    def load(self, name: str) -> Any:
        return yaml.load((self.folder / name).read_text(encoding="utf-8"), Loader=LOADER)

    def joined(self, pattern: str, key: str) -> list[Any]:
        return [item for path in sorted(self.folder.glob(pattern)) for item in self.load(str(path))[key]]

    def tree(self, text: str) -> ast.expr:
        if text not in self.trees:
            self.trees[text] = ast.parse(text, mode="eval").body
        return self.trees[text]

    def fault(self, place: str, text: str) -> None:
        self.faults.append(f"{place}: {text}")

    def kind(self, name: str) -> str | None:
        return self.findings.get(name, {}).get("kind")

    def person(self, name: str, given: Facts) -> dict[str, Any]:
        """A baseline person with some answers changed."""
        for key, answer in given.items():
            check_answer(self, key, answer, name)
        return {**self.persons[name]["answers"], **given}


def children(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    return node.args[1:] if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "at_least" else []


def value(c: Content, node: Any, facts: Facts, memo: dict[str, bool | None]) -> bool | None:
    """The truth of an expression about a person."""
    if isinstance(node, ast.BoolOp):
        parts, decides = [value(c, v, facts, memo) for v in node.values], isinstance(node.op, ast.Or)
        return decides if decides in parts else None if None in parts else not decides
    if isinstance(node, ast.UnaryOp):
        return {True: False, False: True, None: None}[value(c, node.operand, facts, memo)]
    if isinstance(node, ast.Call):
        parts, need = [value(c, a, facts, memo) for a in node.args[1:]], node.args[0].value
        return True if parts.count(True) >= need else False if len(parts) - parts.count(False) < need else None
    if isinstance(node, ast.Name):
        if node.id not in c.derived:
            return facts.get(node.id)
        if node.id not in memo:
            memo[node.id] = value(c, c.tree(c.derived[node.id]["when"]), facts, memo)
        return memo[node.id]
    if isinstance(node, ast.Attribute):
        ticked = facts.get(node.value.id)
        return None if ticked is None else node.attr in ticked
    left, right, op = facts.get(node.left.id), node.comparators[0], node.ops[0]
    if left is None:
        return None
    return left in [e.value for e in right.elts] if isinstance(op, ast.In) else ORDER[type(op)](left, right.value)


def decide(c: Content, facts: Facts) -> tuple[str, str, list[str]]:
    """(floor, ceiling, true rules): the most urgent rule that is true and the most urgent one that is not false."""
    memo: dict[str, bool | None] = {}
    floor, ceiling, fired = 0, 0, []
    for rule in c.rules:
        truth, rank = value(c, c.tree(rule["when"]), facts, memo), LEVELS.index(rule["level"])
        fired += [rule["id"]] if truth else []
        floor, ceiling = max(floor, rank if truth else 0), max(ceiling, 0 if truth is False else rank)
    return LEVELS[floor], LEVELS[ceiling], fired


def check_types(c: Content, node: Any, place: str, seen: tuple[str, ...] = ()) -> None:
    """Every name declared, every option known, every comparison of the right kind; no cycle among derived facts."""
    kids = children(node)
    for kid in kids:
        check_types(c, kid, place, seen)
    if kids:
        return
    if isinstance(node, ast.Name) and node.id in c.derived and node.id not in seen:
        check_types(c, c.tree(c.derived[node.id]["when"]), f"derived {node.id}", (*seen, node.id))
    elif isinstance(node, ast.Name | ast.Attribute):
        name, _, option = ast.unparse(node).partition(".")
        if c.kind(name) != ("choices" if option else "yes_no") or (option and option not in c.options[name]):
            c.fault(place, f"unknown, of the wrong kind, or in a cycle: {ast.unparse(node)}")
    elif not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.left, ast.Name)):
        c.fault(place, f"not in the grammar: {ast.unparse(node)[:60]}")
    elif not good_comparison(c, node.left.id, node.ops[0], node.comparators[0]):
        c.fault(place, f"bad comparison: {ast.unparse(node)}")


def good_comparison(c: Content, name: str, op: ast.cmpop, right: Any) -> bool:
    values = [e.value for e in right.elts] if isinstance(right, ast.Set) else [getattr(right, "value", None)]
    if c.kind(name) == "choice":
        return not set(values) - set(c.options[name]) and isinstance(op, ast.In | ast.Eq | ast.NotEq)
    plain = c.kind(name) == "number" and type(op) in ORDER and type(values[0]) in (int, float)
    return plain and c.findings[name]["min"] <= values[0] <= c.findings[name]["max"]


def check_answer(c: Content, name: str, answer: Any, place: str) -> None:
    finding = c.findings.get(name, {"kind": None})
    fits = {
        "yes_no": lambda: isinstance(answer, bool),
        "choice": lambda: answer in c.options[name],
        "choices": lambda: isinstance(answer, list) and not set(answer) - set(c.options[name]),
        "number": lambda: type(answer) in (int, float) and finding["min"] <= answer <= finding["max"],
        None: lambda: False,
    }
    if answer is not None and not fits[finding["kind"]]():
        c.fault(place, f"bad answer {name}: {answer!r}")


def check_findings(c: Content) -> None:
    for name, f in c.findings.items():
        said = f["question"] and f["why"] and f["routes"] and f["dossier"]
        if not said or name in c.derived or len(set(c.options[name])) < len(c.options[name]):
            c.fault(name, "incomplete or doubled finding")
        if (f["kind"] in ("choice", "choices")) != bool(f.get("options")) or (f["kind"] == "number") != ("max" in f):
            c.fault(name, "options or range do not fit the kind")
        for key in ("gate", "applies_if", "needs_device"):
            if f.get(key):
                check_types(c, c.tree(f[key]), f"{name}.{key}")
        for key in ("absent", "if_not_sure_act_as"):
            check_answer(c, name, f.get(key), f"{name}.{key}")
    for name, d in c.derived.items():
        check_types(c, c.tree(d["when"]), f"derived {name}", (name,))


def check_rules(c: Content) -> None:
    names = [r["id"] for r in c.rules]
    for r in c.rules:
        check_types(c, c.tree(r["when"]), r["id"])
        blocks = set(r["blocks_relief"] or [])
        known = r["level"] in LEVELS and r["via"] in VIA and r["basis"] in BASIS
        if not known or not r["because"] or names.count(r["id"]) > 1:
            c.fault(r["id"], "level, via, basis, because, or an id used twice")
        if set(r["sources"]) - c.sources or not r["sources"] or r["condition"] not in c.conditions:
            c.fault(r["id"], f"unknown source or condition: {r['sources']} {r['condition']}")
        if blocks - c.families - {"all"} or set(r["first_aid"]) - set(c.first_aid):
            c.fault(r["id"], f"unknown family or first aid step: {blocks} {r['first_aid']}")
        if r["first_aid"] and r["level"] not in ("urgent", "emergency"):
            c.fault(r["id"], "first aid below urgent")
        if {case["expect"] for case in r["cases"]} != {True, False}:
            c.fault(r["id"], "no true case or no near miss")
        for case in r["cases"]:
            if value(c, c.tree(r["when"]), c.person(case["person"], case["given"]), {}) is not case["expect"]:
                c.fault(r["id"], f"case {case['given']} is not {case['expect']}")


def check_conditions(c: Content) -> None:
    for k in c.conditions.values():
        for text in (
            *k["speaks_for"]["strong"],
            *k["speaks_for"]["weak"],
            *k["against"]["strong"],
            *k["against"]["weak"],
        ):
            check_types(c, c.tree(text), f"condition {k['id']}")
        if set(k["sources"]) - c.sources or k["basis"] not in BASIS or set(k["usual_level"]) - set(LEVELS):
            c.fault(k["id"], "unknown source, basis or level")


def check_baselines(c: Content) -> None:
    for name, p in c.persons.items():
        for key, answer in p["answers"].items():
            check_answer(c, key, answer, name)
        if set(p["answers"]) != set(c.findings) or decide(c, p["answers"])[:2] != ("self_care", "self_care"):
            c.fault(name, f"not a complete self-care baseline: {decide(c, p['answers'])}")


def floor_people(c: Content) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Every row of the floor table with each person it speaks of: (row, expected level, answers)."""
    for row in c.floors["floors"]:
        name, answer = row["finding"], row["answer"]
        for person, level in row["level"].items():
            facts = c.persons[person]["answers"]
            whole = [*facts[name], answer] if c.kind(name) == "choices" else answer
            yield row, level, {**facts, name: whole}


def check_floors(c: Content) -> None:
    for row, level, facts in floor_people(c):
        if (got := decide(c, facts)[0]) != level:
            c.fault(f"floor {row['finding']} {row['answer']}", f"{got} instead of {level}")
    for row in c.floors["floors"]:
        place = f"floor {row['finding']} {row['answer']}"
        if row["danger_sign"] is not (max(map(LEVELS.index, row["level"].values())) >= 2):
            c.fault(place, "danger_sign")
        lowest = LEVELS.index(row["level"].get("calf_cramp", "emergency"))
        if lowest < LEVELS.index(row.get("dossier", "self_care")):
            c.fault(place, f"laxer than the dossier ({row['dossier']})")


def negated(c: Content, node: Any, under: bool = False) -> set[str]:
    """Yes/no answers and options under an odd number of nots: only these can lower a level when they become true."""
    derived = getattr(node, "id", "") in c.derived
    if kids := [c.tree(c.derived[node.id]["when"])] if derived else children(node):
        return set().union(*(negated(c, k, under ^ isinstance(node, ast.UnaryOp)) for k in kids))
    return {ast.unparse(node)} if under and isinstance(node, ast.Name | ast.Attribute) else set()


def random_answer(c: Content, name: str, rng: random.Random) -> Any:
    f, options = c.findings[name], c.options[name]
    if f["kind"] == "number":
        return rng.choice([f["min"], f["max"], rng.uniform(f["min"], min(f["max"], 100))])
    if f["kind"] == "yes_no":
        return rng.random() < 0.6
    return rng.choice(options) if f["kind"] == "choice" else rng.sample(options, rng.randint(0, min(2, len(options))))


def random_person(c: Content, rng: random.Random) -> dict[str, Any]:
    """A baseline person with a few answers changed at random; every answer known that the baseline knows."""
    facts = dict(c.persons[rng.choice(list(c.persons))]["answers"])
    for name in rng.sample(list(c.findings), rng.randint(1, 6)):
        facts[name] = random_answer(c, name, rng)
    return facts


def check_monotone(c: Content, may_lower: set[str], count: int) -> list[str]:
    """By polarity no other answer can lower a level; then random people, with and without unknown answers."""
    odd = set().union(*(negated(c, c.tree(r["when"])) for r in c.rules if r["level"] != "self_care"))
    if odd != may_lower:
        c.fault("may_lower", f"differs from what stands under not: {sorted(odd ^ may_lower)}")
    rng, rank, lowered = random.Random(7), LEVELS.index, set()
    atoms = [i for i in c.findings if c.kind(i) == "yes_no"]
    atoms += [f"{i}.{o}" for i in c.findings if c.kind(i) == "choices" for o in c.options[i]]
    for n in range(count):
        facts = random_person(c, rng)
        before, atom = decide(c, facts)[0], rng.choice(sorted(may_lower) if n % 4 == 0 else atoms)
        name, _, option = atom.partition(".")
        after = decide(c, {**facts, name: [*(facts[name] or []), option] if option else True})[0]
        if rank(after) < rank(before):
            lowered.add(atom)
            if atom not in may_lower or (before, after) == ("emergency", "self_care"):
                c.fault("monotone", f"{atom} lowers {before} to {after}")
        low, high, _ = decide(c, {k: None if rng.random() < 0.2 else v for k, v in facts.items()})
        if not rank(low) <= rank(before) <= rank(high):
            c.fault("monotone", f"unknown answers do not enclose the full answer, person {n}")
    return sorted(lowered)


def expected_people(c: Content) -> Iterator[tuple[str, Any, list[str]]]:
    """Cross pairs, regression people and never_self_care: (place, person and what is given, levels allowed)."""
    cross = c.load("cross_checks.yaml")
    for pair in cross["pairs"]:
        for side in ("left", "right"):
            yield f"pair {pair['id']} {side}", pair[side], [pair["level"]]
    for v in c.load("regression.yaml")["vignettes"]:
        yield f"vignette {v['id']}", v, [v["expected"]]
    for n in cross["never_self_care"]:
        yield f"never_self_care {n['id']}", n, LEVELS[1:]


def check_people(c: Content) -> None:
    cross, must = c.load("cross_checks.yaml"), c.load("must_know.yaml")
    asked = [e["finding"] for e in must["general"]] + [e["finding"] for p in must["places"] for e in p["must_know"]]
    for name in set(asked) - set(c.findings):
        c.fault("must_know", name)
    for place, who, levels in expected_people(c):
        got, _, fired = decide(c, c.person(who["person"], who["given"]))
        if got not in levels:
            c.fault(place, f"{got} instead of {levels}: {fired}")
    for k in cross["conflicts"]:
        check_types(c, c.tree(k["when"]), f"conflict {k['id']}")
        triggers = value(c, c.tree(k["when"]), c.person("calf_cramp", k["case"]), {})
        if set(k["ask_again"]) - set(c.findings) or triggers is not True:
            c.fault(f"conflict {k['id']}", "unknown finding, or its case does not trigger it")


def check(c: Content, people: int) -> str:
    """Run every check, collect the faults in `c.faults`, and say what was looked at."""
    check_findings(c)
    if c.faults:
        return "the findings have faults; nothing else was looked at"
    for one in (check_rules, check_conditions, check_baselines, check_floors, check_people):
        one(c)
    lowered = check_monotone(c, set(c.load("cross_checks.yaml")["may_lower"]), people)
    by = {level: sum(r["level"] == level for r in c.rules) for level in reversed(LEVELS)}
    return (
        f"{len(c.findings)} findings, {len(c.derived)} derived, {len(c.rules)} rules {by}, "
        f"{sum(len(r['cases']) for r in c.rules)} cases, {len(c.floors['floors'])} floors, "
        f"{len(c.conditions)} conditions, {len(c.sources)} sources, {people} random people; "
        f"lowered by: {', '.join(lowered) or 'none'}"
    )


def main(folder: str) -> int:
    c = Content(Path(folder))
    print(check(c, 2000))
    print("\n".join(f"FAULT {f}" for f in c.faults) or "no fault")
    return bool(c.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
