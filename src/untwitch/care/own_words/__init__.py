"""From a person's own words to proposals that the person confirms one by one. Pure, offline, English only."""

from untwitch.care.own_words.confirm import (
    STORY_KEY,
    WHERE_KEY,
    WORDS,
    clear_keys,
    confirmed,
    keys_of,
    place_key,
    where_of,
)
from untwitch.care.own_words.heard import Alarm, PlaceHeard, Proposal, Understanding
from untwitch.care.own_words.text import LONGEST
from untwitch.care.own_words.understand import understand

__all__ = [
    "LONGEST",
    "STORY_KEY",
    "WHERE_KEY",
    "WORDS",
    "Alarm",
    "PlaceHeard",
    "Proposal",
    "Understanding",
    "clear_keys",
    "confirmed",
    "keys_of",
    "place_key",
    "understand",
    "where_of",
]
