"""Numbers in a text that say how old, how long, how bad, how hot or how many weeks. Ranges and guesses are left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from untwitch.care.own_words.text import Token

WORDS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
        ],
        [*range(1, 21), 30, 40, 50, 60, 70, 80, 90],
        strict=True,
    )
)
UNITS = {
    **dict.fromkeys(("day", "days", "night", "nights"), 1),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), 7),
    **dict.fromkeys(("month", "months", "mth", "mths"), 30),
    **dict.fromkeys(("year", "years", "yr", "yrs"), 365),
}
YEARS = frozenset({"year", "years", "yr", "yrs"})
ABOUT = frozenset(
    {"about", "around", "roughly", "nearly", "almost", "approx", "the", "a", "good", "like", "say", "maybe"}
)
LEADS = frozenset({"for", "since", "past", "last", "lasting", "x"})
FOLLOWS = frozenset({"now", "ago", "already"})
NEVER_BEFORE = frozenset(
    [
        "every",
        "each",
        "per",
        "over",
        "under",
        "than",
        "least",
        "most",
        "to",
        "or",
        "next",
        "within",
        "in",
        "after",
        "of",
        "stopped",
        "quit",
    ]
)
BEGAN = frozenset({"started", "start", "began", "begun", "since", "first"})
PERSON = frozenset(
    [
        "male",
        "female",
        "man",
        "woman",
        "boy",
        "girl",
        "son",
        "daughter",
        "baby",
        "infant",
        "child",
        "kid",
        "toddler",
        "mother",
        "mum",
        "mom",
        "dad",
        "father",
        "husband",
        "wife",
        "lady",
        "guy",
        "gentleman",
        "runner",
        "patient",
        "grandson",
        "granddaughter",
        "f",
        "m",
        "here",
        "with",
        "who",
        "and",
        "has",
        "had",
        "gets",
        "is",
        "was",
        "i",
        "my",
        "in",
        "on",
        "otherwise",
        "fit",
        "healthy",
        "normally",
        "student",
        "teacher",
        "nurse",
        "cyclist",
        "athlete",
    ]
)
BE = frozenset({"i'm", "im", "am", "is", "he's", "she's", "hes", "shes", "aged", "age", "be", "turned"})
SEXES = frozenset({"f", "m", "female", "male"})
COLD, HOT, COLD_F, HOT_F = 34.0, 43.0, 94.0, 109.0
OLDEST, MOST_WEEKS, HALF = 120, 42, 20


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A whole answer to a number finding, or days whose finding the words around decide.

    `days_led` and `days_ago` have a word that makes them a time since then, `days` stand bare.
    """

    finding: str
    value: float
    start: int
    end: int


def numbers(tokens: Sequence[Token]) -> Iterator[NumberSaid]:
    """Every number that says something, from left to right."""
    for at in range(len(tokens)):
        value, first = _value(tokens, at)
        if value is None:
            continue
        for read in (_age, _baby, _pregnant, _pain, _heat, _days):
            found = next(read(tokens, first, at, value), None)
            if found:
                yield found
                break
    yield from _by_name(tokens)


def _value(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """A number that ends at a token, in digits or words, and where it begins; a part of a range or of a date is none."""
    token = tokens[at]
    if token.kind == "word":
        value, after = WORDS.get(token.raw, 0), WORDS.get(_raw(tokens, at + 1), 0)
        before = WORDS.get(_raw(tokens, at - 1), 0)
        if not value or (value >= HALF and 0 < after < 10):
            return None, at
        return (float(before + value), at - 1) if before >= HALF and value < 10 else (float(value), at)
    if token.kind != "number" or len(token.raw) > 6:
        return None, at
    try:
        return float(token.raw.replace(",", ".")), at
    except ValueError:  # a range, or 1.2.3
        return None, at


def _raw(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].raw if 0 <= at < len(tokens) else ""


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind == "mark"


def _age(tokens: Sequence[Token], first: int, at: int, value: float) -> Iterator[NumberSaid]:
    if not 0 <= value <= OLDEST or value != int(value):
        return
    one, two, three = (_raw(tokens, at + n) for n in (1, 2, 3))
    end = 0
    if (one in YEARS and two == "old") or (one == "years" and two == "of" and three == "age"):
        end = at + 3 + (two == "of")
    elif one == "yo" or (one == "y" and two in ("o", "old")):
        end = at + 2 + (one == "y")
    elif one == "y" and two == "/" and three == "o":
        end = at + 4
    if end and (_ends(tokens, end) or _raw(tokens, end) in PERSON):
        yield NumberSaid("age_years", value, first, end)
    elif not end and _bare_age(tokens, first, at):
        yield NumberSaid("age_years", value, first, at + 1)


def _bare_age(tokens: Sequence[Token], first: int, at: int) -> bool:
    """ "I'm 34.", "aged 34", "34F" or "(34 f"."""
    before, one = _raw(tokens, first - 1), _raw(tokens, at + 1)
    if before in ("aged", "age") or (before == ":" and _raw(tokens, first - 2) == "age"):
        return one not in UNITS and one != "/"
    closed = _ends(tokens, at + 2) or at == 0
    if one in SEXES and (at == 0 or before in BE or before == "(") and closed:
        return True
    return before in BE and (one in ("and", "") or (_ends(tokens, at + 1) and one in (".", ",", ";", "\n", ")")))


def _baby(tokens: Sequence[Token], first: int, at: int, value: float) -> Iterator[NumberSaid]:
    one, two, three = (_raw(tokens, at + n) for n in (1, 2, 3))
    is_person = (
        three in ("baby", "boy", "girl", "son", "daughter", "infant", "newborn", "child")
        or _raw(tokens, first - 1) == "is"
    )
    if one in ("month", "months", "week", "weeks") and two == "old" and is_person and value < 24:
        yield NumberSaid("age_months", value if one.startswith("month") else value // 4.4, at, at + 3)


def _pregnant(tokens: Sequence[Token], first: int, at: int, value: float) -> Iterator[NumberSaid]:
    one, two = _raw(tokens, at + 1), _raw(tokens, at + 2)
    weeks = value if one in ("weeks", "week", "wks", "wk") else value * 52 / 12 if one in ("months", "month") else 0
    if 0 < weeks <= MOST_WEEKS and (two in ("pregnant", "preg") or _raw(tokens, first - 1) == "pregnant"):
        yield NumberSaid("pregnancy_weeks", weeks, at, at + 2 + (two in ("pregnant", "preg")))


def _pain(tokens: Sequence[Token], first: int, at: int, value: float) -> Iterator[NumberSaid]:
    rest = [_raw(tokens, at + n) for n in (1, 2, 3)]
    of_ten = rest[:2] == ["/", "10"] or rest == ["out", "of", "10"] or rest == ["out", "of", "ten"]
    if of_ten and 0 <= value <= 10:
        yield NumberSaid("pain_now", value, at, at + (3 if rest[0] == "/" else 4))
    elif 0 <= value <= 10 and _raw(tokens, at - 1) in ("level", "score") and _raw(tokens, at - 2) == "pain":
        yield NumberSaid("pain_now", value, at - 2, at + 1)


def _heat(tokens: Sequence[Token], first: int, at: int, value: float) -> Iterator[NumberSaid]:
    near = {_raw(tokens, at - n) for n in (1, 2, 3)}
    after = next((r for n in (1, 2, 3) if (r := _raw(tokens, at + n)) not in ("°", "deg", "degrees")), "")
    if not near & {"temp", "temperature", "fever"} and after not in ("c", "f", "celsius", "fahrenheit"):
        return
    celsius = value if COLD <= value <= HOT else (value - 32) / 1.8 if COLD_F <= value <= HOT_F else None
    if celsius is not None and _raw(tokens, at + 1) not in UNITS:
        yield NumberSaid("temp_c", round(celsius, 1), at, at + 1)


def _days(tokens: Sequence[Token], first: int, at: int, value: float) -> Iterator[NumberSaid]:
    unit, after = _raw(tokens, at + 1), _raw(tokens, at + 2)
    if unit not in UNITS or after in ("old", "pregnant", "apart", "off", "later") or not 0 < value <= 100:
        return
    back = first - 1
    while back >= 0 and tokens[back].raw in ABOUT:
        back -= 1
    lead = _raw(tokens, back)
    if lead in NEVER_BEFORE:
        return
    if after == "ago" and not BEGAN & {_raw(tokens, back - n) for n in range(4)}:
        return
    kind = "days_ago" if after == "ago" else "days_led" if lead in LEADS or after in FOLLOWS else "days"
    yield NumberSaid(kind, round(value * UNITS[unit]), first, at + 2)


def _by_name(tokens: Sequence[Token]) -> Iterator[NumberSaid]:
    """ "Since yesterday", "started this morning"."""
    for at in range(1, len(tokens)):
        before, word, after = _raw(tokens, at - 1), tokens[at].raw, _raw(tokens, at + 1)
        if before not in ("since", "started", "began", "start"):
            continue
        if word == "yesterday":
            yield NumberSaid("days_led", 1, at, at + 1)
        elif word == "today" or (word == "this" and after in ("morning", "afternoon", "evening")):
            yield NumberSaid("days_led", 0, at, at + 1 + (word == "this"))
