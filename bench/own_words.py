"""How long it takes to read a text, and whether any text can slow it down or break it.

Usage: python bench/own_words.py [HOW_MANY]     (10,000 random texts and the slowest shapes we know)
"""

from __future__ import annotations

import gc
import random
import sys
import time

from untwitch.care.own_words.lexicon import lexicon
from untwitch.care.own_words.text import LONGEST
from untwitch.care.own_words.understand import understand
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline

STRANGE = "aeiou bcd.,!?;:()/\n\t'’-–0123456789€🙂اбв\u202e\0\x1b<>&\"%_"


def shapes(words: list[str]) -> dict[str, str]:
    """Texts made to be slow: nothing but fillers, denials, matches, commas, numbers or unknown words."""
    repeated = {
        "fillers": "in of to the my a is was really very so ",
        "denials": "no not without never ",
        "matches": "calf cramp at night ",
        "list": "no fever or rash or numbness or cramp, ",
        "one sentence of matches": "calf ",
        "numbers": "2 weeks 34 years old 10/10 ",
        "unknown": "spasmx twitchz crampq ",
        "near": "stomech bladdr shouldr swolen ",
        "letters": "a ",
        "people": "my son my mum brother ",
        "alarms": "chest pain stroke suicide ",
    }
    return {name: (text * LONGEST)[:LONGEST] for name, text in repeated.items()} | {
        "all phrases": " ".join(words)[:LONGEST],
        "no space": "cramp" * (LONGEST // 5),
        "one megabyte": "calf cramp " * 95_000,
    }


def random_text(chance: random.Random, words: list[str]) -> str:
    """Words of the lexicon, ordinary letters and strange signs, up to the longest text."""
    size, parts = chance.randrange(LONGEST + 200), []
    while sum(map(len, parts)) < size:
        strange = "".join(chance.choices(STRANGE, k=chance.randrange(1, 9)))
        parts += [chance.choice(words) if chance.random() < 0.7 else strange, chance.choice(" ,  . \n")]
    return "".join(parts)


def main(how_many: int) -> None:
    guideline = load()
    known = lexicon(guideline)
    gc.freeze()  # as the server does: the content stays out of memory sweeps
    words = [p.replace("|", " ").replace("?", "") for s in known.words.signs for p in s.phrases]
    words += [*known.words.grammar.deny, *known.words.grammar.fillers, *known.words.english, "calf", "cramp", "twitch"]
    for name, text in shapes(words).items():
        print(f"{_milliseconds(guideline, text):8.2f} ms  {name}")
    chance = random.Random(1)
    took = sorted(_milliseconds(guideline, random_text(chance, words)) for _ in range(how_many))
    print(f"{took[-1]:8.2f} ms  the slowest of {how_many} random texts; middle {took[how_many // 2]:.2f} ms")


def _milliseconds(guideline: Guideline, text: str) -> float:
    before = time.process_time()  # other programs on the machine do not count
    understand(guideline, text)
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
