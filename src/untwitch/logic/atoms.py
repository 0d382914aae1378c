"""Atoms: the smallest true-or-false things the rules speak of, and what is known of each.

A yes/no finding is one atom; a `choices` or `choice` finding is one atom an option; a number is one atom for each
limit at which a rule looks. What is known of an atom is a 2-bit code: 0 false, 2 unknown, 3 true. The low bit says "surely
true", the high bit "possibly true", so AND is `&` and OR is `|`. All knowledge about one person is one byte string.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from untwitch.logic.nodes import AllOf, AnyOf, Compare, Compiler, Fact, In, Leaf, Node, Not, fold, leaves
from untwitch.logic.truth import Truth
from untwitch.logic.vocabulary import Entry, Vocabulary

FALSE, UNKNOWN, TRUE = 0, 2, 3
INVERTED = (TRUE, 1, UNKNOWN, FALSE)
TRUTH: dict[int, Truth] = {FALSE: False, UNKNOWN: None, TRUE: True}
CODE: dict[Truth, int] = {False: FALSE, None: UNKNOWN, True: TRUE}

Cut = tuple[float, bool]  # (7, False) is ">= 7"; (7, True) is "> 7"
Value = bool | float | str | Iterable[str]
T = TypeVar("T")


@dataclass(frozen=True)
class AtomTable:
    """Where each finding's atoms stand in the byte string. Built once for a set of rules."""

    vocabulary: Vocabulary
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    cuts: dict[str, tuple[Cut, ...]] = field(default_factory=dict)
    owners: tuple[str, ...] = ()
    blank: bytes = b""

    @staticmethod
    def of(vocabulary: Vocabulary, expressions: Iterable[Node]) -> AtomTable:
        """Lay out the atoms for a vocabulary, with a cut for every limit the expressions look at."""
        limits: dict[str, set[Cut]] = {}
        for expression in expressions:
            for leaf in leaves(expression):
                if isinstance(leaf, Compare) and not isinstance(leaf.value, str):
                    limits.setdefault(leaf.name, set()).update(_cuts(leaf))
        spans, cuts, blank = {}, {}, bytearray()
        owners: list[str] = []
        for name, entry in vocabulary.items():
            mine = tuple(sorted(limits.get(name, ())))
            if entry.kind == "number":
                cuts[name] = mine
            size = {"yes_no": 1, "number": len(mine)}.get(entry.kind, len(entry.options))
            spans[name] = (len(owners), len(owners) + size)
            owners += [name] * size
            blank += (
                bytes(_known_cut(entry, cut) for cut in mine) if entry.kind == "number" else bytes([UNKNOWN]) * size
            )
        return AtomTable(vocabulary, spans, cuts, tuple(owners), bytes(blank))

    def codes_of(self, name: str, value: Value) -> bytes:
        """What a whole answer says about each atom of its finding. The value must fit the finding's kind."""
        entry = self.vocabulary[name]
        match entry.kind:
            case "yes_no":
                return bytes([TRUE if value else FALSE])
            case "choice":
                return bytes(TRUE if o == value else FALSE for o in entry.options)
            case "choices":
                ticked = set(value)  # type: ignore[arg-type]
                return bytes(TRUE if o in ticked else FALSE for o in entry.options)
            case _:
                number = float(value)  # type: ignore[arg-type]
                return bytes(
                    TRUE if number > v or (number == v and not strict) else FALSE for v, strict in self.cuts[name]
                )

    def index(self, leaf: Fact | Compare) -> int:
        """The atom of a yes/no finding, of an option, or of an equality with an option."""
        return self.places[leaf.name, leaf.option if isinstance(leaf, Fact) else str(leaf.value)]

    @cached_property
    def places(self) -> dict[tuple[str, str | None], int]:
        """The atom of each yes/no finding (under None) and of each option."""
        found: dict[tuple[str, str | None], int] = {}
        for name, (start, _) in self.spans.items():
            found[name, None] = start
            found |= {(name, option): at for at, option in enumerate(self.vocabulary[name].options, start)}
        return found

    def cut_index(self, name: str, cut: Cut) -> int:
        """The atom that says whether a number has reached a limit. KeyError when no rule looks there."""
        at = bisect_left(self.cuts[name], cut)
        if at == len(self.cuts[name]) or self.cuts[name][at] != cut:
            raise KeyError(cut)
        return self.spans[name][0] + at

    def atoms_of(self, sign: Node) -> tuple[int, ...]:
        """The atoms a sign speaks of."""
        found: list[int] = []
        for leaf in leaves(sign):
            if isinstance(leaf, In):
                found += [self.index(Compare(leaf.name, "==", v)) for v in leaf.values]
            elif isinstance(leaf, Compare) and not isinstance(leaf.value, str):
                found += [self.cut_index(leaf.name, cut) for cut in _cuts(leaf)]
            else:
                found.append(self.index(leaf))
        return tuple(found)

    def sign_of(self, atom: int) -> Fact | Compare:
        """The atom as an expression of the rule language."""
        name = self.owners[atom]
        entry, at = self.vocabulary[name], atom - self.spans[name][0]
        match entry.kind:
            case "yes_no":
                return Fact(name)
            case "choices":
                return Fact(name, entry.options[at])
            case "choice":
                return Compare(name, "==", entry.options[at])
            case _:
                limit, strict = self.cuts[name][at]
                return Compare(name, ">" if strict else ">=", limit)

    def exclusive(self) -> Iterator[tuple[int, int]]:
        """Spans of atoms of which exactly one is true: the options of each `choice`."""
        return (self.spans[n] for n, e in self.vocabulary.items() if e.kind == "choice")

    def ordered(self) -> Iterator[tuple[int, int]]:
        """Pairs of atoms (higher, lower) where the higher limit being reached means the lower one is too."""
        for name in self.cuts:
            start, stop = self.spans[name]
            yield from ((at + 1, at) for at in range(start, stop - 1))


def _cuts(leaf: Compare) -> tuple[Cut, ...]:
    value = float(leaf.value)
    match leaf.op:
        case ">=" | "<":
            return ((value, False),)
        case ">" | "<=":
            return ((value, True),)
        case _:
            return ((value, False), (value, True))


def _known_cut(entry: Entry, cut: Cut) -> int:
    """A limit at the edge of the range is known before anything is answered."""
    value, strict = cut
    if value < entry.low or (value == entry.low and not strict):
        return TRUE
    return FALSE if value > entry.high or (value == entry.high and strict) else UNKNOWN


class AtomCompiler(Generic[T]):
    """Base of the compilers that see every leaf as a small combination of atoms."""

    def __init__(self, table: AtomTable) -> None:
        self.table = table

    def atom(self, index: int) -> T:
        raise TypeError("a compiler says what an atom is")

    def negation(self, part: T) -> T:
        raise TypeError("a compiler says what not is")

    def all_of(self, parts: list[T]) -> T:
        raise TypeError("a compiler says what and is")

    def any_of(self, parts: list[T]) -> T:
        raise TypeError("a compiler says what or is")

    def fact(self, node: Fact) -> T:
        return self.atom(self.table.index(node))

    def among(self, inside: list[T], outside: list[T]) -> T:
        """One of several options: possible while one inside is, sure once none outside is.

        Where every answer is complete the options inside are enough.
        """
        return self.any_of(inside)

    def one_of(self, node: In) -> T:
        inside = [self.table.index(Compare(node.name, "==", v)) for v in node.values]
        outside = [i for i in range(*self.table.spans[node.name]) if i not in inside]
        if not outside:  # every option named: nothing can be inferred, the choice may not apply to this person at all
            return self.any_of([self.atom(i) for i in inside])
        return self.among([self.atom(i) for i in inside], [self.atom(i) for i in outside])

    def compare(self, node: Compare) -> T:
        if isinstance(node.value, str):
            same = self.atom(self.table.index(node))
            return same if node.op == "==" else self.negation(same)
        reached = [self.atom(self.table.cut_index(node.name, cut)) for cut in _cuts(node)]
        match node.op:
            case ">=" | ">":
                return reached[0]
            case "<" | "<=":
                return self.negation(reached[0])
        equal = self.all_of([reached[0], self.negation(reached[1])])
        return equal if node.op == "==" else self.negation(equal)


class _Evaluate(AtomCompiler[int]):
    def __init__(self, table: AtomTable, codes: bytes | bytearray) -> None:
        super().__init__(table)
        self.codes = codes

    def atom(self, index: int) -> int:
        return self.codes[index]

    def negation(self, part: int) -> int:
        return INVERTED[part]

    def all_of(self, parts: list[int]) -> int:
        out = TRUE
        for part in parts:
            out &= part
        return out

    def any_of(self, parts: list[int]) -> int:
        out = FALSE
        for part in parts:
            out |= part
        return out

    def at_least(self, need: int, parts: list[int]) -> int:
        return at_least_code(need, parts)

    def among(self, inside: list[int], outside: list[int]) -> int:
        some = self.any_of(inside)
        return some | (some >> 1 & INVERTED[self.any_of(outside)])


def at_least_code(need: int, parts: Iterable[int]) -> int:
    """`at_least` on 2-bit codes."""
    seen = list(parts)
    sure = seen.count(TRUE)
    return TRUE if sure >= need else UNKNOWN if sure + seen.count(UNKNOWN) >= need else FALSE


def evaluate(node: Node, table: AtomTable, codes: bytes | bytearray) -> int:
    """The code of one expression; for a whole rule base compile it with `scalar` instead."""
    if isinstance(node, Fact) or (isinstance(node, Compare) and node.op == "==" and isinstance(node.value, str)):
        return codes[table.index(node)]  # most signs are one atom; no fold for them
    compiler: Compiler[int] = _Evaluate(table, codes)
    return fold(node, compiler)


def tell(table: AtomTable, codes: bytearray, sign: Node, truth: bool) -> None:
    """Write into `codes` that a sign is true or false, with what follows for the other atoms of its finding.

    A sign is a leaf, an `or` of signs that is false, or an `and` of signs that is true. An earlier answer that it
    contradicts is taken back. Raises ValueError for any other tree, and for what fits nobody; nothing is written then.
    """
    said, after = list(_said(sign, truth)), bytearray(codes)
    for name, left in _options_left(table, said).items():
        _tell_choice(table, after, name, left)
    numbers: dict[str, list[tuple[Compare, bool]]] = {}
    for leaf, true in said:
        if isinstance(leaf, Fact):
            after[table.index(leaf)] = CODE[true]
        elif isinstance(leaf, Compare) and not isinstance(leaf.value, str):
            numbers.setdefault(leaf.name, []).append((leaf, true))
    for name, about in numbers.items():
        _tell_number(table, after, name, about)
    if len(said) > 1 and any(evaluate(leaf, table, after) == CODE[not true] for leaf, true in said):
        raise ValueError("no answer fits all that the sign says at once")
    codes[:] = after


def _said(sign: Node, truth: bool) -> Iterator[tuple[Leaf, bool]]:
    """The leaves that a sign settles, each with its truth."""
    match sign:
        case Not(part):
            yield from _said(part, not truth)
        case AnyOf(parts) if not truth:
            for part in parts:
                yield from _said(part, False)
        case AllOf(parts) if truth:
            for part in parts:
                yield from _said(part, True)
        case Fact() | Compare() | In():
            yield sign, truth
        case _:
            raise ValueError("only a sign can be told, not a compound that leaves its parts open")


def _options_left(table: AtomTable, said: Iterable[tuple[Leaf, bool]]) -> dict[str, set[str]]:
    """For each choice the options that all which is said about it leaves, taken together."""
    found: dict[str, set[str]] = {}
    for leaf, truth in said:
        if isinstance(leaf, In):
            words, among = set(leaf.values), truth
        elif isinstance(leaf, Compare) and isinstance(leaf.value, str):
            words, among = {leaf.value}, truth is (leaf.op == "==")
        else:
            continue
        options = set(table.vocabulary[leaf.name].options)
        found[leaf.name] = found.get(leaf.name, options) & (words if among else options - words)
        if not found[leaf.name]:
            raise ValueError(f'no answer fits: every option of "{leaf.name}" is ruled out')
    return found


def _tell_choice(table: AtomTable, codes: bytearray, name: str, left: set[str]) -> None:
    start, options = table.spans[name][0], table.vocabulary[name].options
    possible = {o for at, o in enumerate(options, start) if codes[at] != FALSE} & left or left
    for at, option in enumerate(options, start):
        codes[at] = FALSE if option not in possible else TRUE if len(possible) == 1 else UNKNOWN


def _tell_number(table: AtomTable, codes: bytearray, name: str, said: list[tuple[Compare, bool]]) -> None:
    """Reaching a limit means reaching every lower one; missing it means missing every higher one."""
    span, cuts = slice(*table.spans[name]), table.cuts[name]
    edges = dict(zip(cuts, table.blank[span], strict=True))
    before = dict(zip(cuts, codes[span], strict=True))
    limits, holes = _limits(cuts, said)
    sure = edges | limits
    known = sure if _contradict(limits, before) else before | limits
    if any(_is_only(known, hole) for hole in holes):  # an earlier answer said it was this very number
        known = sure
    if _contradict(limits, edges) or any(_is_only(known, hole) for hole in holes):
        raise ValueError(f'no answer fits: nothing in the range of "{name}" is left')
    for low, high in holes:  # limits can say so where the number was the end of what is possible
        if known.get(low) == TRUE:
            known |= {cut: TRUE for cut in cuts if cut <= high}
        elif known.get(high) == FALSE:
            known |= {cut: FALSE for cut in cuts if cut >= low}
    codes[span] = bytes(known.values())


def _limits(cuts: Iterable[Cut], said: Iterable[tuple[Compare, bool]]) -> tuple[dict[Cut, int], list[tuple[Cut, Cut]]]:
    """What comparisons about one number say of each limit, taken together, and the numbers it is said not to be."""
    limits: dict[Cut, int] = {}
    holes: list[tuple[Cut, Cut]] = []
    for sign, truth in said:
        low, high = (_cuts(sign) * 2)[:2]
        reached: Cut | None = low
        missed: Cut | None = high
        if sign.op in ("==", "!="):
            if truth is (sign.op == "!="):
                holes.append((low, high))
                continue
        elif truth is (sign.op in (">=", ">")):
            missed = None
        else:
            reached, missed = None, low
        now = {c: TRUE for c in cuts if reached and c <= reached} | {c: FALSE for c in cuts if missed and c >= missed}
        if _contradict(now, limits):
            raise ValueError(f'no answer fits all that is said of "{sign.name}" at once')
        limits |= now
    return limits, holes


def _is_only(known: Mapping[Cut, int], hole: tuple[Cut, Cut]) -> bool:
    """Is nothing left but the number between these two cuts?"""
    return known.get(hole[0]) == TRUE and known.get(hole[1]) == FALSE


def _contradict(said: Mapping[Cut, int], known: Mapping[Cut, int]) -> bool:
    return any({code, known.get(cut, UNKNOWN)} == {TRUE, FALSE} for cut, code in said.items())


__all__ = [
    "CODE",
    "FALSE",
    "INVERTED",
    "TRUE",
    "TRUTH",
    "UNKNOWN",
    "AtomCompiler",
    "AtomTable",
    "Leaf",
    "at_least_code",
    "evaluate",
    "tell",
]
