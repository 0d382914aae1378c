"""Text to tree and back: what the grammar holds, and that nothing else gets in."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.trees import VOCABULARY, trees
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not, expand, leaves, negated_leaves
from untwitch.logic.text import DEEPEST, LONGEST, ExpressionError, check, parse, show

NOT_IN_THE_LANGUAGE = {
    "nothing": ["", "   ", "()", ";", "\n"],
    "calls": ["swollen()", "open('x')", "any(a, b)", "__import__('os')", "at_least.x()"],
    "lambdas and choices": ["lambda: a", "a if b else c", "[a for a in b]", "{a for a in b}", "(a for a in b)"],
    "statements": ["a = 1", "a := b", "(a := b)", "import os", "a; b", "del a", "yield a", "await a", "return a"],
    "chained comparisons": ["3 < pain < 7", "pain >= 3 >= 1", "a == b == c"],
    "comparisons the wrong way": [
        "7 <= pain",
        "pain > numb",
        "pain is 7",
        "pain is not 7",
        "pain == None",
        "pain ==",
        "== 7",
    ],
    "membership in other things": [
        "breath not in {'short'}",
        "breath in ['short']",
        "breath in ('short',)",
        "breath in {}",
        "breath in {short}",
        "breath in {'short', 3}",
        "breath in {*short}",
        "'short' in breath",
        "breath in 'short'",
        "movement.cramp in {'short'}",
    ],
    "arithmetic": [
        "a + b",
        "pain + 1 >= 7",
        "pain >= 3 + 4",
        "-pain",
        "~a",
        "a & b",
        "a | b",
        "a ** b",
        "a @ b",
        "pain // 2",
    ],
    "odd numbers": [
        "pain >= +7",
        "pain >= --7",
        "pain >= 1e400",
        "pain >= -1e400",
        "pain >= 7j",
        "pain >= nan",
        "pain >= inf",
    ],
    "big numbers": [
        "pain >= 1" + "0" * 400,
        "pain >= -1" + "0" * 400,
        "pain >= 0x" + "f" * 5000,
        "pain >= 1" + "0" * 5000,
    ],
    "truth values": ["True", "False", "None", "pain >= True", "swollen == True", "not None", "at_least(True, a, b)"],
    "bare values": ["7", "'short'", "...", "a.b.c", "a[0]", "a['b']", "1 .real", "'a'.upper"],
    "at_least of nothing": [
        "at_least()",
        "at_least(2)",
        "at_least(0, a)",
        "at_least(False, a)",
        "at_least(-1, a)",
        "at_least(3, a, b)",
        "at_least(1.0, a)",
        "at_least('1', a)",
        "at_least(n, a)",
        "at_least(1, *a)",
        "at_least(1, a, b=c)",
        "at_least(1, **a)",
    ],
    "strings that are not words": [
        "f'{a}'",
        "breath == f'short'",
        "breath == b'short'",
        "breath == ''",
        "breath == 'a' 'b'",
        "breath == 'short breath'",
        r"breath == 'a\"b'",
        r"breath == '\x61'",
        "breath == '''short\n'''",
    ],
    "markup": [
        "<script>",
        "breath == '<script>'",
        "a and </script>",
        "breath == 'a&lt;b'",
        "{{ a }}",
        "${a}",
        "<!-- a -->",
    ],
    "comments and line tricks": ["a # or b", "a and b # c", "a \\\n or b", "a #\n", "'a#b'"],
    "unicode tricks": [
        "ｐain >= 7",
        "swоllen",
        "pain ≥ 7",
        "a\u202eb",
        "breath == 'shоrt'",
        "a\u00a0or b",
        "π",
        "a\ud800",
        "a\ufeff",
    ],
    "control characters": ["a\x00", "a\x0cor b", "a\x1bor b", "a \x7f or b"],
    "unfinished": ["a and", "or a", "not", "a (", "a )", "a b", "a,", "a, b", '"short', "breath == {"],
    "deep nesting": [
        "(" * 300 + "a" + ")" * 300,
        "not " * (DEEPEST + 1) + "a",
        "not " * 4000 + "a",
        "-" * 900 + "a",
        "-" * 15000 + "a",
        "a" + ".b" * 3000,
        "a" + "()" * 3000,
        " + ".join("a" for _ in range(3000)),
        "[" * 90 + "]" * 90,
        "lambda: " * 900 + "a",
    ],
    "huge text": ["a or " * LONGEST + "a", "a" * (LONGEST + 1), " " * (LONGEST + 1)],
}


@pytest.mark.parametrize("group", NOT_IN_THE_LANGUAGE)
def test_nothing_outside_the_grammar_is_read(group: str) -> None:
    for text in NOT_IN_THE_LANGUAGE[group]:
        with pytest.raises(ExpressionError) as refused:
            parse(text)
        assert len(str(refused.value)) < 300, text[:80]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        parse(text)


PIECES = ["a", "pain", "breath", "movement.cramp", "and", "or", "not", "in", "(", ")", "{", "}", "at_least(", ",", "2", "-",
          "7.5", "1e5", "<", ">=", "==", '"short"', "'x'", "if", "else", "lambda", ":", "*", ".", "True", "f'{a}'", " "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_whatever_is_read_can_be_shown_and_read_again(text: str) -> None:
    try:
        tree = parse(text)
    except ExpressionError:
        return
    assert parse(show(tree)) == tree


@given(trees())
def test_a_shown_tree_reads_back_equal(tree: Node) -> None:
    assert parse(show(tree)) == tree


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_a_number_reads_back_equal(limit: float) -> None:
    tree = Compare("pain", "<=", limit)
    assert parse(show(tree)) == tree


@pytest.mark.parametrize(
    "text, tree",
    [
        ("swollen", Fact("swollen")),
        ("movement.cramp", Fact("movement", "cramp")),
        ("not swollen", Not(Fact("swollen"))),
        ("pain >= 7", Compare("pain", ">=", 7)),
        ("temp_c < 38.5", Compare("temp_c", "<", 38.5)),
        ("pain != -2", Compare("pain", "!=", -2)),
        ('breath == "short"', Compare("breath", "==", "short")),
        ('breath in {"short", "gasping"}', In("breath", ("short", "gasping"))),
        ("not breath in {'short'}", Not(In("breath", ("short",)))),
        ("a and b and c", AllOf((Fact("a"), Fact("b"), Fact("c")))),
        ("a or b and c", AnyOf((Fact("a"), AllOf((Fact("b"), Fact("c")))))),
        ("(a or b) and c", AllOf((AnyOf((Fact("a"), Fact("b"))), Fact("c")))),
        ("at_least(2, a, b or c)", AtLeast(2, (Fact("a"), AnyOf((Fact("b"), Fact("c")))))),
        ("  a\n  or b ", AnyOf((Fact("a"), Fact("b")))),
    ],
)
def test_the_grammar(text: str, tree: Node) -> None:
    assert parse(text) == tree


def test_a_rule_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    assert parse("not " * DEEPEST + "a")
    with pytest.raises(ExpressionError, match=f"deeper than {DEEPEST}"):
        parse("not " * (DEEPEST + 1) + "a")


def test_a_refusal_says_which_part() -> None:
    with pytest.raises(ExpressionError, match=r"pain \+ 1"):
        parse("swollen and (pain + 1) >= 7")


@pytest.mark.parametrize(
    "text, message, suggestion",
    [
        ("swolen", 'unknown finding "swolen"', "swollen"),
        ("swollen or zebra", 'unknown finding "zebra"', None),
        ("movment.cramp", 'unknown finding "movment"', "movement"),
        ("movement.cromp", '"movement" has no option "cromp"', "cramp"),
        ("movement", '"movement" is a choices finding and needs an option or a comparison', None),
        ("breath", '"breath" is a choice finding and needs an option or a comparison', None),
        ("pain", '"pain" is a number finding and needs an option or a comparison', None),
        ("swollen.left", '"swollen" is a yes_no finding, so ".left" has no meaning', None),
        ("breath.short", '"breath" is a choice finding, so ".short" has no meaning', None),
        ('breath == "shorrt"', '"breath" has no option "shorrt"', "short"),
        ('breath in {"short", "gaspin"}', '"breath" has no option "gaspin"', "gasping"),
        ('breath in {"short", "short"}', '"breath" is compared with the same option twice', None),
        ('breath < "short"', '"breath" can only be compared with == or !=', None),
        ('pain == "short"', '"pain" is a number finding and cannot be compared with a word', None),
        ('movement in {"cramp"}', '"movement" is a choices finding and cannot be compared with a word', None),
        ("breath >= 3", '"breath" is a choice finding and cannot be compared with a number', None),
        ("swollen >= 1", '"swollen" is a yes_no finding and cannot be compared with a number', None),
        ("pain >= 11", '"pain" goes from 0 to 10, so it is never near 11', None),
        ("pain >= -1", '"pain" goes from 0 to 10, so it is never near -1', None),
        ("pain >= 0", '"pain >= 0" is always true', None),
        ("pain < 0", '"pain < 0" is never true', None),
        ("pain <= 10", '"pain <= 10" is always true', None),
        ("pain > 10", '"pain > 10" is never true', None),
    ],
)
def test_check_names_what_is_wrong_and_what_was_meant(text: str, message: str, suggestion: str | None) -> None:
    assert list(check(parse(text), VOCABULARY)) == [(message, suggestion)]


def test_check_finds_every_fault_of_a_tree() -> None:
    faults = list(check(parse('swolen and not (breath == "x" or at_least(1, pain > 99, movement))'), VOCABULARY))
    assert len(faults) == 4


def test_check_knows_derived_facts() -> None:
    assert not list(check(parse("short_breath"), VOCABULARY, {"short_breath": None}))
    assert list(check(parse("short_breth"), VOCABULARY, {"short_breath": None})) == [
        ('unknown finding "short_breth"', "short_breath")
    ]


@given(trees())
def test_a_tree_over_the_vocabulary_has_no_fault(tree: Node) -> None:
    assert not list(check(tree, VOCABULARY))


def test_derived_facts_are_replaced_all_the_way_down() -> None:
    derived = {"ill": parse("hot or worse"), "worse": parse("not numb")}
    assert expand(parse("swollen and not ill"), derived) == parse("swollen and not (hot or not numb)")


@given(trees())
def test_leaves_under_not_are_leaves(tree: Node) -> None:
    inner, outer = list(negated_leaves(tree)), list(negated_leaves(Not(tree)))
    assert sorted(map(show, inner + outer)) == sorted(map(show, leaves(tree)))
