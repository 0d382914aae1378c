"""Atoms and the fold: where each sign stands, and that equal parts are translated once."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from logic.trees import LEAVES, VOCABULARY, trees
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN, AtomCompiler, AtomTable, evaluate
from untwitch.logic.nodes import AllOf, Compare, Fact, Node, fold, leaves, parts_of
from untwitch.logic.text import parse, show
from untwitch.logic.words import Names, Words

TABLE = AtomTable.of(VOCABULARY, LEAVES)


@pytest.mark.parametrize("atom", range(len(TABLE.owners)))
def test_an_atom_is_its_sign(atom: int) -> None:
    sign = TABLE.sign_of(atom)
    for code in (FALSE, UNKNOWN, TRUE):
        codes = bytearray(TABLE.blank)
        codes[atom] = code
        assert evaluate(sign, TABLE, codes) == code
    assert sign.name == TABLE.owners[atom]  # type: ignore[union-attr]
    assert parse(show(sign)) == sign


def test_the_atoms_of_each_finding_stand_together() -> None:
    spans = list(TABLE.spans.values())
    assert spans[0][0] == 0
    assert spans[-1][1] == len(TABLE.owners) == len(TABLE.blank)
    assert all(stop == start for (_, stop), (start, _) in itertools.pairwise(spans))


def test_a_limit_no_rule_looks_at_has_no_atom() -> None:
    table = AtomTable.of(VOCABULARY, [parse("pain >= 7")])
    assert table.cuts["pain"] == ((7, False),)
    assert table.cuts["temp_c"] == ()
    assert table.cut_index("pain", (7, False)) == table.spans["pain"][0]
    for cut in ((7, True), (6, False), (11, False)):
        with pytest.raises(KeyError):
            table.cut_index("pain", cut)


def test_the_ends_of_a_range_are_known_from_the_start() -> None:
    table = AtomTable.of(VOCABULARY, [parse("pain == 0 or pain == 10 or pain == 5")])
    assert list(table.blank[slice(*table.spans["pain"])]) == [TRUE, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, FALSE]


def test_equal_parts_are_translated_once_when_a_memo_is_shared() -> None:
    asked: list[str] = []

    def finding(name: str) -> str:
        asked.append(name)
        return name

    words = Words(Names(finding, lambda name, option: option, lambda name, value: f"{value:.15g}"))
    memo: dict[Node, object] = {}
    for text in ("swollen and (numb or weak)", "hot and (numb or weak)", "not (numb or weak)"):
        fold(parse(text), words, memo)  # type: ignore[arg-type]
    assert sorted(asked) == ["hot", "numb", "swollen", "weak"]


@given(trees())
def test_the_leaves_are_all_that_has_no_parts(tree: Node) -> None:
    def walk(node: Node) -> list[Node]:
        return [leaf for part in parts_of(node) for leaf in walk(part)] if parts_of(node) else [node]

    assert walk(tree) == list(leaves(tree))


def test_a_compiler_that_says_too_little_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="what an atom is"):
        fold(Fact("swollen"), AtomCompiler(TABLE))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        fold(AllOf((Compare("pain", ">=", 7),)), AtomCompiler(TABLE))  # type: ignore[arg-type]
