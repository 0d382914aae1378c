"""Laws of telling: what is told is so, nobody becomes impossible, and a whole answer is the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.trees import LEAVES, NUMBERS, VOCABULARY, leaf_trees, named
from untwitch.logic.atoms import CODE, FALSE, TRUE, UNKNOWN, AtomTable, evaluate, tell
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not
from untwitch.logic.text import parse, show

TABLE = AtomTable.of(VOCABULARY, LEAVES)
EVERY_LEAF = [
    *LEAVES,
    *(In("breath", pair) for pair in [("normal", "short"), ("gasping", "silent"), ("short", "silent")]),
]
tellings = st.lists(st.tuples(leaf_trees(), st.booleans()), max_size=12)


def told(*said: tuple[str | Node, bool], table: AtomTable = TABLE) -> bytearray:
    codes = bytearray(table.blank)
    for sign, truth in said:
        tell(table, codes, parse(sign) if isinstance(sign, str) else sign, truth)
    return codes


def truth_after(question: str, *said: tuple[str, bool]) -> int:
    return evaluate(parse(question), TABLE, told(*said))


def broken_laws(codes: bytearray, table: AtomTable = TABLE) -> Iterator[str]:
    """Why no person can be as the codes say."""
    for start, stop in table.exclusive():
        options = list(codes[start:stop])
        if options.count(TRUE) > 1 or (TRUE in options and UNKNOWN in options) or not any(options):
            yield f"not exactly one option: {options}"
        if options.count(FALSE) == len(options) - 1 and TRUE not in options:
            yield f"one option is left and not yet true: {options}"
    yield from (f"{high} reached before {low}" for high, low in table.ordered() if codes[high] > codes[low])
    edges = (i for i, code in enumerate(table.blank) if code != UNKNOWN and codes[i] != code)
    yield from (f"atom {i} is outside the range" for i in edges)
    yield from (f"no code: {code}" for code in codes if code not in (FALSE, UNKNOWN, TRUE))


def can_be(sign: Node, truth: bool) -> bool:
    """Naming every option, and saying that none of them is so, fits nobody."""
    every = isinstance(sign, In) and set(sign.values) == set(VOCABULARY[sign.name].options)
    return truth or not every


def makes_a_hole(sign: Node, truth: bool) -> bool:
    """Not this very number: codes hold limits, so a hole in the middle stays unknown."""
    return (
        isinstance(sign, Compare)
        and not isinstance(sign.value, str)
        and (sign.op, truth) in (("==", False), ("!=", True))
    )


@pytest.mark.parametrize("truth", [True, False])
@pytest.mark.parametrize("sign", EVERY_LEAF, ids=show)
def test_what_is_told_of_a_sign_is_so(sign: Node, truth: bool) -> None:
    codes = told((sign, truth))
    open_hole = makes_a_hole(sign, truth) and sign.value not in (0, 10, 30, 44)  # type: ignore[union-attr]
    assert evaluate(sign, TABLE, codes) == (UNKNOWN if open_hole else CODE[truth])
    assert not list(broken_laws(codes))


@given(tellings, leaf_trees(), st.booleans())
def test_the_last_thing_told_is_so_whatever_was_told_before(
    before: list[tuple[Node, bool]], sign: Node, truth: bool
) -> None:
    codes = told(*(said for said in before if can_be(*said)))
    if not can_be(sign, truth):
        return
    tell(TABLE, codes, sign, truth)
    allowed = {CODE[truth], UNKNOWN} if makes_a_hole(sign, truth) else {CODE[truth]}
    assert evaluate(sign, TABLE, codes) in allowed or every_option_named(sign)


def every_option_named(sign: Node) -> bool:
    return isinstance(sign, In) and set(sign.values) == set(VOCABULARY[sign.name].options)


@given(tellings)
def test_nobody_becomes_impossible_whatever_is_told(said: list[tuple[Node, bool]]) -> None:
    codes = bytearray(TABLE.blank)
    for sign, truth in said:
        if can_be(sign, truth):
            tell(TABLE, codes, sign, truth)
            assert not list(broken_laws(codes))


@given(tellings, leaf_trees(), st.booleans())
def test_telling_the_same_twice_adds_nothing(before: list[tuple[Node, bool]], sign: Node, truth: bool) -> None:
    codes = told(*(said for said in before if can_be(*said)))
    if can_be(sign, truth):
        tell(TABLE, codes, sign, truth)
        once = bytes(codes)
        tell(TABLE, codes, sign, truth)
        assert codes == once


@given(tellings, leaf_trees(), st.booleans())
def test_telling_about_one_finding_leaves_the_others_alone(
    before: list[tuple[Node, bool]], sign: Node, truth: bool
) -> None:
    codes = told(*(said for said in before if can_be(*said)))
    was = bytes(codes)
    if can_be(sign, truth):
        tell(TABLE, codes, sign, truth)
    start, stop = TABLE.spans[sign.name]  # type: ignore[union-attr]
    assert codes[:start] == was[:start]
    assert codes[stop:] == was[stop:]


@given(leaf_trees(), st.booleans())
def test_telling_not_a_sign_is_telling_the_opposite(sign: Node, truth: bool) -> None:
    if can_be(sign, truth):
        assert told((Not(sign), not truth)) == told((sign, truth))
        assert told((Not(Not(sign)), truth)) == told((sign, truth))


def wholes() -> Iterator[tuple[str, Any]]:
    yield from ((name, value) for name in named("yes_no") for value in (True, False))
    yield from ((name, option) for name in named("choice") for option in VOCABULARY[name].options)
    yield from (
        ("movement", ticked) for ticked in ((), ("twitch",), ("twitch", "jerk"), VOCABULARY["movement"].options)
    )
    yield from ((name, number) for name in named("number") for number in NUMBERS[name])


def parts(name: str, value: Any) -> Iterator[tuple[Node, bool]]:
    """A whole answer as everything it says about every sign of its finding."""
    entry = VOCABULARY[name]
    match entry.kind:
        case "yes_no":
            yield Fact(name), value
        case "choice":
            yield from ((Compare(name, "==", option), option == value) for option in entry.options)
        case "choices":
            yield from ((Fact(name, option), option in value) for option in entry.options)
        case _:
            yield from (
                (Compare(name, ">=", limit), value >= limit) for limit, strict in TABLE.cuts[name] if limit > entry.low
            )
            yield from (
                (Compare(name, ">", limit), value > limit) for limit, strict in TABLE.cuts[name] if limit < entry.high
            )


@pytest.mark.parametrize("name, value", list(wholes()))
def test_a_whole_answer_is_the_sum_of_its_parts(name: str, value: Any) -> None:
    whole = bytearray(TABLE.blank)
    whole[slice(*TABLE.spans[name])] = TABLE.codes_of(name, value)
    assert told(*parts(name, value)) == whole
    assert told(*reversed(list(parts(name, value)))) == whole
    if VOCABULARY[name].kind in ("choice", "number"):
        assert told((Compare(name, "==", value), True)) == whole


@given(st.sampled_from([n for n in VOCABULARY if n != "movement"]), st.data())
def test_a_whole_answer_makes_nobody_impossible(name: str, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from([v for n, v in wholes() if n == name]))
    whole = bytearray(TABLE.blank)
    whole[slice(*TABLE.spans[name])] = TABLE.codes_of(name, value)
    assert not list(broken_laws(whole))


def test_ruling_out_all_but_one_option_says_which() -> None:
    rest = [(f'breath == "{option}"', False) for option in ("normal", "short", "silent")]
    assert truth_after('breath == "gasping"', *rest) == TRUE


def test_one_of_several_leaves_the_others_out() -> None:
    assert truth_after('breath == "normal"', ('breath in {"gasping", "silent"}', True)) == FALSE
    assert truth_after('breath == "silent"', ('breath in {"gasping", "silent"}', True)) == UNKNOWN
    assert (
        truth_after('breath == "silent"', ('breath in {"gasping", "silent"}', True), ('breath == "gasping"', False))
        == TRUE
    )


def test_a_limit_reached_is_every_lower_one_reached() -> None:
    assert truth_after("pain >= 4", ("pain >= 7", True)) == TRUE
    assert truth_after("pain > 6.5", ("pain >= 7", True)) == TRUE
    assert truth_after("pain > 7", ("pain >= 7", True)) == UNKNOWN
    assert truth_after("pain >= 7", ("pain < 4", True)) == FALSE


def test_a_later_answer_takes_back_an_earlier_one() -> None:
    assert truth_after("pain >= 3", ("pain >= 7", True), ("pain < 4", True)) == UNKNOWN
    assert truth_after("pain == 7", ("pain == 7", True), ("pain == 7", False)) == UNKNOWN
    assert truth_after('breath == "short"', ('breath == "silent"', True), ('breath == "short"', True)) == TRUE


def test_not_this_number_counts_where_it_was_the_end_of_what_is_possible() -> None:
    assert truth_after("pain > 0", ("pain == 0", False)) == TRUE
    assert truth_after("pain < 10", ("pain != 10", True)) == TRUE
    assert truth_after("pain > 7", ("pain >= 7", True), ("pain == 7", False)) == TRUE
    assert truth_after("pain >= 7", ("pain <= 7", True), ("pain != 7", True)) == FALSE


def test_none_of_several_signs_is_each_of_them_false() -> None:
    codes = told(('swollen or pain >= 7 or movement.cramp or breath in {"gasping", "silent"}', False))
    for sign in ("swollen", "pain >= 7", "movement.cramp", 'breath == "gasping"', 'breath == "silent"'):
        assert evaluate(parse(sign), TABLE, codes) == FALSE


def test_all_of_several_signs_is_each_of_them_true() -> None:
    codes = told(("swollen and not numb and pain >= 7", True))
    assert [evaluate(parse(sign), TABLE, codes) for sign in ("swollen", "numb", "pain >= 7")] == [TRUE, FALSE, TRUE]


def test_what_one_sign_says_about_a_choice_is_taken_together() -> None:
    """Said one after the other, the first part was taken back by the second when they met an earlier answer."""
    earlier = ('breath in {"normal", "short"}', False), ('breath == "silent"', True)
    codes = told(*earlier, ('breath == "silent" or breath == "gasping"', False))
    assert evaluate(parse('breath in {"gasping", "silent"}'), TABLE, codes) == FALSE
    assert not list(broken_laws(codes))


def test_what_one_sign_says_about_a_number_is_taken_together() -> None:
    """Said one after the other, "not 6.5" forgot "not under 6.5" together with the earlier "6.5"."""
    codes = told(("pain == 6.5", True), ("pain < 6.5 or pain == 6.5", False))
    assert evaluate(parse("pain > 6.5"), TABLE, codes) == TRUE
    codes = told(("pain == 6.5", True), ("pain == 6.5 or pain < 6.5", False))
    assert evaluate(parse("pain > 6.5"), TABLE, codes) == TRUE


number_leaves = st.sampled_from([leaf for leaf in LEAVES if leaf.name == "pain"])  # type: ignore[union-attr]


@given(st.lists(number_leaves | leaf_trees(), min_size=2, max_size=4), tellings)
def test_none_of_these_is_so_whatever_was_told_before(signs: list[Node], before: list[tuple[Node, bool]]) -> None:
    codes = told(*(said for said in before if can_be(*said)))
    was = bytes(codes)
    try:
        tell(TABLE, codes, AnyOf(tuple(signs)), False)
    except ValueError:
        assert codes == was
        return
    for sign in signs:
        assert evaluate(sign, TABLE, codes) == FALSE or makes_a_hole(sign, False)
    assert not list(broken_laws(codes))


@pytest.mark.parametrize(
    "sign, truth",
    [
        ("swollen or numb", True),
        ("swollen and numb", False),
        ("at_least(1, swollen, numb)", True),
        ("at_least(2, swollen, numb)", False),
        ("hot or (swollen and numb)", False),
        ("hot and not (swollen and numb)", True),
    ],
)
def test_a_compound_that_leaves_its_parts_open_is_refused_and_nothing_is_written(sign: str, truth: bool) -> None:
    codes = bytearray(TABLE.blank)
    with pytest.raises(ValueError, match="only a sign can be told"):
        tell(TABLE, codes, parse(sign), truth)
    assert codes == TABLE.blank


@pytest.mark.parametrize(
    "sign, truth",
    [
        (In("side", ("left", "right")), False),
        (parse('side == "left" or side == "right"'), False),
        (parse('side == "left" and side == "right"'), True),
        (parse("pain >= 7 and pain < 3"), True),
        (parse("pain >= 7 and pain <= 7 and pain != 7"), True),
        (parse("pain == 4 and pain != 4"), True),
        (parse("pain == 0 or pain > 0"), False),
        (parse("swollen and not swollen"), True),
        (Compare("pain", "<", 0), True),
        (Compare("pain", ">=", 0), False),
        (Compare("pain", ">", 10), True),
    ],
)
def test_what_fits_nobody_is_refused_and_nothing_is_written(sign: Node, truth: bool) -> None:
    table = AtomTable.of(VOCABULARY, [*LEAVES, Compare("pain", ">=", 0), Compare("pain", ">", 10)])
    codes = told(("pain >= 4", True), ("swollen", True), table=table)
    was = bytes(codes)
    with pytest.raises(ValueError, match="no answer fits"):
        tell(table, codes, sign, truth)
    assert codes == was


def test_at_least_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="only a sign can be told"):
        tell(TABLE, bytearray(TABLE.blank), AllOf((Fact("hot"), AtLeast(1, (Fact("swollen"), Fact("numb"))))), True)
