"""The whole rule base as one SQL query, for a database that already holds the people.

Columns of the table are named by finding id: `yes_no` boolean, `choice` text, `number` any numeric type, `choices` one
boolean column an option (`"movement.twitch"`). NULL, or no column, means not known. A value that is no answer (a number
out of range, an unknown option) counts as not known and its column is named in `bad_values`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from untwitch import __version__
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.language import _
from untwitch.logic.nodes import Fact, leaves
from untwitch.logic.sql import DIALECTS, Dialect, answers, columns, empty, expressions, good
from untwitch.logic.vocabulary import Vocabulary

OUTPUT = ("floor", "ceiling", "bad_values", "rules")
URGENT_FIRST = tuple(reversed(LEVELS))
PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")
HEAD = """\
-- Untwitch {version}, rules {rules}, for {dialect}. Generated: do not edit, make it anew for new rules.
-- One row for each row of {table}: {output}.
-- floor: at least this urgent, whatever is not known. ceiling: at most this urgent. Equal: nothing unknown can change it.
-- Read are {count} columns named by finding id; NULL means not known. bad_values names columns with a value that is no
-- answer (it counts as not known). See docs/operate/sql.md.
"""


@dataclass(frozen=True)
class Query:
    """What to ask and of whom.

    `keep`: columns of the table that go into the output as they are. `present`: the finding columns that the table has;
    None when it has all. `rules`: add the rules that give the floor.
    """

    guideline: Guideline
    dialect: Dialect
    table: str = "people"
    keep: tuple[str, ...] = ("id",)
    present: frozenset[str] | None = None
    rules: bool = False

    @property
    def vocabulary(self) -> Vocabulary:
        return self.guideline.table.vocabulary

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """The findings that some rule reads."""
        read = {leaf.name for rule in self.guideline.rules for leaf in leaves(self.guideline.node(rule.when))}
        return tuple(name for name in self.vocabulary if name in read)

    @cached_property
    def read(self) -> frozenset[str]:
        """The columns that some rule reads; of `choices` not every option is."""
        read: set[str] = set()
        for rule in self.guideline.rules:
            for leaf in leaves(self.guideline.node(rule.when)):
                read.add(f"{leaf.name}.{leaf.option}" if isinstance(leaf, Fact) and leaf.option else leaf.name)
        return frozenset(read)

    def has(self, column: str) -> bool:
        return self.present is None or column in self.present

    def text(self) -> str:
        """The query: answers as they count, then what the rules say, then the levels."""
        name, fence = self.dialect.identifier, self.dialect.fence
        kept = [*map(name, self.keep), name("bad_values")]
        steps = [("untwitch_answers", [*self._answers()], table_name(self.table, self.dialect))]
        if self.rules:
            steps.append(("untwitch_rules", [*kept, *self._rules()], steps[-1][0]))
        steps.append(("untwitch_levels", [*kept, *self._levels()], steps[-1][0]))
        made = ",\n".join(
            f"{step} AS {self.dialect.step}(\n  SELECT\n    {_listed(chosen)}\n  FROM {source}{fence}\n)"
            for step, chosen, source in steps
        )
        output = [*map(name, self.keep), *self._output()]
        return f"{self._head()}WITH {made}\nSELECT\n    {_listed(output)}\nFROM {steps[-1][0]}\n"

    def _head(self) -> str:
        output = ", ".join([*self.keep, *(OUTPUT if self.rules else OUTPUT[:-1])])
        said = {"version": __version__, "rules": self.guideline.version, "dialect": self.dialect.name}
        count = sum(self.has(column) for column in self.read)
        return HEAD.format(**said, table=_line(self.table), output=_line(output), count=count)

    def _named(self, value: str, column: str) -> str:
        return f"{value} AS {self.dialect.identifier(column)}"

    def _answers(self) -> Iterator[str]:
        yield from map(self.dialect.identifier, self.keep)
        wrong = []
        for finding in self.findings:
            entry = self.vocabulary[finding]
            for column, value in answers(finding, entry, self.dialect):
                if column in self.read:
                    yield self._named(value if self.has(column) else empty(entry, self.dialect), column)
            check = good(finding, entry, self.dialect)
            if check and self.has(finding):
                wrong.append(f"CASE WHEN NOT {check} THEN {self.dialect.literal(finding)} END")
        yield self._named(self.dialect.joined(wrong) if wrong else "''", "bad_values")

    @cached_property
    def _compiled(self) -> dict[str, str]:
        rules = self.guideline.rules
        texts = expressions([self.guideline.node(rule.when) for rule in rules], self.vocabulary, self.dialect)
        return {rule.id: text for rule, text in zip(rules, texts, strict=True)}

    def _rules(self) -> Iterator[str]:
        for rule, text in self._compiled.items():
            yield self._named(text, rule)

    def _of_level(self, level: str) -> list[str]:
        return [rule.id for rule in self.guideline.rules if rule.level == level]

    def _levels(self) -> Iterator[str]:
        """Is some rule of the level true: yes, no, or not known."""
        for level in URGENT_FIRST[:-1]:
            rules = self._of_level(level)
            parts = map(self.dialect.identifier, rules) if self.rules else (self._compiled[rule] for rule in rules)
            yield self._named(" OR\n      ".join(parts) or "FALSE", f"level {level}")
        if self.rules:
            yield from (self.dialect.identifier(rule) for rule in self._compiled)

    def _output(self) -> Iterator[str]:
        yield self._named(self._first("{}"), "floor")
        yield self._named(self._first("COALESCE({}, TRUE)"), "ceiling")
        yield self.dialect.identifier("bad_values")
        if self.rules:
            yield self._named(self._deciding(), "rules")

    def _first(self, test: str, results: Sequence[str] = ()) -> str:
        """The most urgent level that passes a test, or what stands for it in `results`."""
        *levels, last = results or [self.dialect.literal(level) for level in URGENT_FIRST]
        whens = (
            f"WHEN {test.format(self.dialect.identifier(f'level {level}'))} THEN {result}"
            for level, result in zip(URGENT_FIRST, levels, strict=False)
        )
        return f"CASE {' '.join(whens)} ELSE {last} END"

    def _deciding(self) -> str:
        def true_ones(level: str) -> str:
            rules = self._of_level(level)
            return self.dialect.joined(
                [f"CASE WHEN {self.dialect.identifier(r)} THEN {self.dialect.literal(r)} END" for r in rules]
            )

        return self._first("{}", [true_ones(level) for level in URGENT_FIRST])


def _listed(parts: Sequence[str]) -> str:
    return ",\n    ".join(parts)


def _line(text: str) -> str:
    """Fit for a comment: nothing in it can end the line."""
    return " ".join(text.split())[:200]


def table_name(text: str, dialect: Dialect) -> str:
    """A table as `name`, `schema.name` or `catalogue.schema.name`, each part taken letter by letter.

    PostgreSQL folds names that are written without quotes, so here too: write `"Name"` for one with capital letters.

    Raises
    ------
    FaultsError
        An empty or unfinished name.
    """
    parts, rest = [], text
    while True:
        if rest.startswith(dialect.quote):
            part, quoted, rest = _quoted(rest[1:], dialect.quote)
        else:
            part, dot, after = rest.partition(".")
            quoted, rest = bool(part) and set(part) <= PLAIN, dot + after
            part = part.lower() if dialect.name == "postgres" else part
        if not quoted or not part or (rest and not rest.startswith(".")):
            hint = _("must be a table, like people, clinic.people or clinic.%(quote)sPeople 2026%(quote)s")
            raise FaultsError([Fault("", 0, "--table", hint % {"quote": dialect.quote})])
        parts.append(dialect.identifier(part))
        if not rest:
            return ".".join(parts)
        rest = rest[1:]


def _quoted(text: str, quote: str) -> tuple[str, bool, str]:
    """A quoted name, whether its end was found, and what follows it."""
    part, at = "", 0
    while at < len(text):
        if text[at] != quote:
            part += text[at]
        elif text[at + 1 : at + 2] == quote:
            part, at = part + quote, at + 1
        else:
            return part, True, text[at + 1 :]
        at += 1
    return part, False, ""


def query(
    guideline: Guideline,
    dialect: str,
    table: str = "people",
    keep: Sequence[str] = ("id",),
    present: Collection[str] | None = None,
    rules: bool = False,
) -> str:
    """One SELECT that gives floor, ceiling, bad_values (and the rules that give the floor) for every row of a table.

    Raises
    ------
    FaultsError
        An unknown dialect, a table name that is none, kept columns with a name that the query uses itself, columns that
        are no findings: all of them.
    """
    faults = list(_faults(guideline, dialect, table, keep, present))
    if faults:
        raise FaultsError(faults)
    some = None if present is None else frozenset(present) - set(keep)
    return Query(guideline, DIALECTS[dialect], table, tuple(keep), some, rules).text()


def _faults(
    guideline: Guideline, dialect: str, table: str, keep: Sequence[str], present: Collection[str] | None
) -> Iterator[Fault]:
    vocabulary = guideline.table.vocabulary
    known = [column for name, entry in vocabulary.items() for column in columns(name, entry)]
    if dialect not in DIALECTS:
        yield Fault("", 0, "--dialect", _("must be one of: %(options)s") % {"options": ", ".join(DIALECTS)})
    else:
        try:
            table_name(table, DIALECTS[dialect])
        except FaultsError as refused:
            yield from refused.faults
    taken = {*known, *OUTPUT, *guideline.rule, *(f"level {level}" for level in LEVELS)}
    for name in dict.fromkeys(keep):
        if not name or name.lower() in taken:
            yield Fault("", 0, "--keep", _('"%(name)s" is a name that the query itself uses') % {"name": name})
        if keep.count(name) > 1:
            yield Fault("", 0, "--keep", _('"%(name)s" stands there twice') % {"name": name})
    for name in present or ():
        if name not in known and name not in keep:
            yield _unknown(guideline, name, known)


def _unknown(guideline: Guideline, name: str, known: Sequence[str]) -> Fault:
    entry = guideline.table.vocabulary.get(name)
    if entry and entry.kind == "choices":
        message = _("in SQL this is one true/false column an option, like %(example)s") % {
            "example": f"{name}.{entry.options[0]}"
        }
        return Fault("", 0, name, message)
    return Fault("", 0, name[:80], _("is not a finding column"), nearest(name[:80], known))
