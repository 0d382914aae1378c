"""The catalogues: complete, in step with the program and the content, and the same in every number."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from untwitch import when
from untwitch.catalogues import FOLDER, NAMES, content_words, fitting, language
from untwitch.guideline.dangers import dangers
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.guideline.phrases import phrases
from untwitch.guideline.spoken import in_language
from untwitch.language import ENGLISH, N_, Language, Spoken, _, speaking
from untwitch.logic.nodes import AllOf, Compare, Fact, Not
from untwitch.logic.words import Names, in_words
from untwitch.saying import counted, either, long_day, lower_first, number, short_day
from untwitch.verdict import decide

OTHERS = [code for code in NAMES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]|`[^`]*`|<[^>]+>")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", Path(__file__).parents[1] / "tools" / "words.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def german() -> Language:
    return language("de")


@pytest.mark.parametrize("domain", ["interface", "content"])
@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_untranslated_and_nothing_is_stale(words: ModuleType, code: str, domain: str) -> None:
    made, missing, stale = words.updated(code, domain, words.DOMAINS[domain]())
    assert [m.id for m in missing] == []
    assert [m.id for m in stale] == []
    assert (FOLDER / code / f"{domain}.po").read_text("utf-8") == words.text_of(code, domain, made)


def _pairs(code: str) -> Iterator[tuple[str, str]]:
    for domain in ("interface", "content"):
        with (FOLDER / code / f"{domain}.po").open("rb") as file:
            for message in read_po(file):
                if message.id and message.pluralizable:
                    yield from zip(message.id, message.string, strict=True)
                elif message.id:
                    yield str(message.id), str(message.string)


def _numbers(text: str) -> list[str]:
    return sorted(re.sub("[.,]", ".", found) for found in DIGITS.findall(PLACEHOLDER.sub("", text)))


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize(
    "of", [_numbers, lambda text: sorted(PLACEHOLDER.findall(text))], ids=["numbers", "placeholders"]
)
def test_a_translation_has_the_numbers_and_placeholders_of_the_english(
    code: str, of: Callable[[str], list[str]]
) -> None:
    assert [(english, said) for english, said in _pairs(code) if of(english) != of(said)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_ends_like_the_english(code: str) -> None:
    """A sentence stays a sentence, a question a question, and spaces at the ends stay for what is put beside them."""
    ends = [(e, s) for e, s in _pairs(code) if e[-1] in "?" and s[-1] not in "?"]
    spaces = [(e, s) for e, s in _pairs(code) if (e[0] == " ") != (s[0] == " ") or (e[-1] == " ") != (s[-1] == " ")]
    assert (ends, spaces) == ([], [])


def test_the_same_rules_decide_in_every_language(german: Language) -> None:
    english = load()
    translated = in_language(english, german)
    assert translated.version == english.version
    assert translated.evaluate is english.evaluate
    assert translated.nodes is english.nodes
    assert [r.id for r in translated.rules] == [r.id for r in english.rules]
    assert in_language(english, german) is translated
    for answers in ({"stroke_sign": True}, {"movement": ["cramp"], "site": ["calf"], "age_years": 30, "rest": "none"}):
        plain, said = decide(answers, english), decide(answers, translated)
        assert (plain.level, plain.via, plain.settled) == (said.level, said.via, said.settled)
        assert [r.id for r in plain.rules] == [r.id for r in said.rules]


def test_what_is_kept_beside_one_language_is_not_said_in_the_other(german: Language) -> None:
    english = load()
    translated = in_language(english, german)
    assert hash(translated) != hash(english)
    dangers(english)
    assert in_words(translated.node("stroke_sign"), _names(translated)) != in_words(
        english.node("stroke_sign"), _names(english)
    )
    assert decide({"stroke_sign": True}, translated).rules[0].because.startswith("Ein hängendes Gesicht")


def _names(guideline: Guideline) -> Names:
    from untwitch.care.wording import names

    return names(guideline)


def test_every_phrase_of_the_content_is_said_in_german() -> None:
    spoken = content_words("de")
    same = {text for text in phrases(load()).values() if spoken.gettext(text) == text}
    assert all(len(text) < 40 for text in same), same  # units, names and words that both languages share


def test_numbers_dates_and_spans_follow_the_language(german: Language) -> None:
    day = date(2026, 12, 8)
    assert (number(37.5), counted(1, "days"), long_day(day)) == ("37.5", "1 day", "Tuesday 8 December")
    with speaking(german):
        assert number(37.5) == "37,5"
        assert (counted(1, "days"), counted(2.5, "hours"), counted(38.5, "degC")) == ("1 Tag", "2,5 Stunden", "38,5 °C")
        assert long_day(datetime(2026, 12, 8, 7, 5)) == "Dienstag, 8. Dezember"
        assert short_day(day) == "08.12.2026"
        assert when.in_words(timedelta(days=3)) == "vor 3 Tagen"
        assert when.in_words(timedelta(minutes=-5)) == "in 5 Minuten"


def test_german_nouns_keep_their_capital(german: Language) -> None:
    assert lower_first("Calf") == "calf"
    with speaking(german):
        assert lower_first("Wade") == "Wade"
        assert either(["Wade", "Fuß"]) == "Wade; oder Fuß"


def test_an_expression_reads_as_german(german: Language) -> None:
    names = Names(lambda n: {"pain": "Schmerz", "fever": "Fieber"}[n], lambda f, o: o, lambda f, v: number(v))
    with speaking(german):
        said = in_words(AllOf((Not(Fact("fever")), Compare("pain", ">=", 7.5))), names)
    assert said == "nicht: Fieber; und Schmerz: 7,5 oder mehr"


@pytest.mark.parametrize(
    "wanted, code",
    [(["de-AT"], "de"), (["de_DE.UTF-8"], "de"), (["fr", "en-US", "de"], "en"), (["C"], None), ([""], None)],
)
def test_the_first_language_that_we_speak_is_taken(wanted: list[str], code: str | None) -> None:
    found = fitting(wanted)
    assert (found.code if found else None) == code


def test_words_under_names_are_said_at_the_moment(german: Language) -> None:
    said = Spoken({"yes": N_("Yes")})
    assert said["yes"] == "Yes"
    with speaking(german):
        assert dict(said) == {"yes": "Ja"}
        assert _("Yes") == "Ja"
    assert _("Yes") == "Yes"
    assert ENGLISH.reviewed
    assert not german.reviewed
