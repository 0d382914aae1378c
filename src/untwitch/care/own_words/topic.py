"""What moves and where: kinds of movement, each with the places that stand nearest to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from untwitch.care.own_words.heard import PlaceHeard
from untwitch.care.own_words.lexicon import Match
from untwitch.care.own_words.reading import Reader
from untwitch.guideline.said import MovementSaid, PlaceSaid, SignSaid

SIDES = ("left", "right", "both")
INSTEAD = {"cramp": "spasm", "spasm": "cramp"}
# A place inside the words of another sign belongs to that sign ("face swollen"), except where pain or use is meant.
KEEPS_PLACE = frozenset(
    [
        "chest_pain",
        "swollen_leg",
        "tight_muscle",
        "walk_pain",
        "claw_hands",
        "one_part_jerks",
        "tummy_signs",
        "many_places",
    ]
)
INSIDE_SIGNS = frozenset(
    [
        "gut_pattern",
        "vomiting_days",
        "vomit_type",
        "diarrhoea_days",
        "stool_blood",
        "tummy_signs",
        "pain_pattern",
        "cramp_timing",
        "vaginal_bleed",
        "pregnancy",
        "body_parts",
        "pee_signs",
    ]
)
APART = frozenset({",", ";", "since", "but", "then"})
ASIDE = frozenset({"when", "if", "after", "before", "while"})  # what they lead to is the occasion, not the place
JOINS = frozenset(
    ["and", "or", ",", "&", "/", "the", "my", "in", "both", "left", "right", "then", "plus", "his", "her"]
)
FAR_APART, NEXT_SENTENCE, FARTHEST = 12, 100, 22
FEW, MOST = 2, 20
WHOLE = "whole_body"


@dataclass(frozen=True)
class Topic:
    """Places and kinds of movement that a text is about."""

    reader: Reader

    @cached_property
    def movements(self) -> tuple[Match, ...]:
        return self._of("movement")

    @cached_property
    def _sites(self) -> tuple[Match, ...]:
        return tuple(m for m in self._of("place") if not self._is_of_a_sign(m))

    def _of(self, role: str) -> tuple[Match, ...]:
        """What is told of; what is only asked counts when nothing else is said."""
        around, stands = self.reader.around, self.reader.stands
        mine = [
            m
            for m in self.reader.matches
            if m.role == role and stands[m] == "yes" and not around.is_past(m) and not around.is_elsewhere(m)
        ]
        return tuple([m for m in mine if around.question(m) != "open"] or mine)[:MOST]

    def _is_of_a_sign(self, place: Match) -> bool:
        if any(_overlap(place, m) for m in self.movements):
            return False
        signs = [m.entry for m in self.reader.matches if m.role == "sign" and _overlap(place, m)]
        found = {finding_of(e) for e in signs if isinstance(e, SignSaid)}
        return bool(found) and not found & KEEPS_PLACE

    @cached_property
    def attached(self) -> dict[Match, tuple[Match, ...]]:
        """For each kind of movement the places it is about: the nearest one, and those joined to it."""
        return {m: self._run(m) for m in self.movements}

    def _run(self, movement: Match) -> tuple[Match, ...]:
        fitting = [p for p in self._sites if self._fits(p, movement)]
        best = min(fitting, key=lambda p: self._distance(p, movement), default=None)
        if best is None or not self._near_enough(best, movement):
            return ()
        run, at = [best], fitting.index(best)
        for step in (-1, 1):
            i = at + step
            while 0 <= i < len(fitting) and self._joined(fitting[i], fitting[i - step]):
                run.append(fitting[i])
                i += step
        return tuple(sorted(run, key=lambda m: m.start))

    def _near_enough(self, place: Match, movement: Match) -> bool:
        """In the same sentence not far off; in another one only when the text names no other place."""
        distance = self._distance(place, movement)[0]
        return distance <= FARTHEST or (distance > NEXT_SENTENCE and len({id(p.entry) for p in self._sites}) == 1)

    def _fits(self, place: Match, movement: Match) -> bool:
        if not isinstance(place.entry, PlaceSaid) or not isinstance(movement.entry, MovementSaid):
            return False
        kind, said = movement.entry.movement, place.entry
        if said.only_with:
            return kind in said.only_with
        offered = self._offered(said)
        return kind in offered or INSTEAD.get(kind) in offered or (kind in INSTEAD and "inside_cramp" in offered)

    def _distance(self, place: Match, movement: Match) -> tuple[int, int]:
        if _overlap(place, movement):
            return 0, place.start
        first, last = (place, movement) if place.start < movement.start else (movement, place)
        apart = self._apart[last.start] - self._apart[first.end]
        of = self.reader.text.sentence_of
        sentences = abs(of[place.start] - of[movement.start])
        return last.start - first.end + FAR_APART * apart + NEXT_SENTENCE * sentences + 1, place.start

    @cached_property
    def _apart(self) -> tuple[int, ...]:
        """How many words that part things stand before each token; those that lead aside count twice."""
        tokens = self.reader.text.tokens
        return tuple(accumulate(((t.raw in APART) + 2 * (t.raw in ASIDE) for t in tokens), initial=0))

    def _joined(self, one: Match, other: Match) -> bool:
        first, last = sorted((one, other), key=lambda m: m.start)
        between = self.reader.text.tokens[first.end : last.start]
        return _overlap(one, other) or all(t.raw in JOINS for t in between)

    @cached_property
    def kinds(self) -> dict[str, Match]:
        """The kinds of movement told of, each with its first words."""
        found: dict[str, Match] = {}
        for match in self.movements:
            if isinstance(match.entry, MovementSaid) and (kind := self._kind(match, match.entry)):
                found.setdefault(kind, match)
        return found

    def _kind(self, match: Match, said: MovementSaid) -> str | None:
        """A cramp of a place inside is a cramp inside; a place that has no cramp has a spasm."""
        places = [p.entry for p in self.attached[match] if isinstance(p.entry, PlaceSaid)]
        if not places:
            unclear = said.needs_place or (said.movement in INSTEAD and self._inside_signs())
            return None if unclear else said.movement
        if said.movement not in INSTEAD:
            return said.movement
        near = min(self.attached[match], key=lambda p: self._distance(p, match)).entry
        if isinstance(near, PlaceSaid) and near.inside:
            return "inside_cramp"
        offered = frozenset[str]().union(*map(self._offered, places))
        instead = INSTEAD[said.movement]
        return instead if said.movement not in offered and instead in offered else said.movement

    def _offered(self, said: PlaceSaid) -> frozenset[str]:
        """The kinds of movement that any of the places has."""
        found = self._kinds_of.get(id(said))
        if found is None:
            places = self.reader.guideline.places
            found = self._kinds_of[id(said)] = frozenset(k for p in said.places for k in places[p].kinds)
        return found

    @cached_property
    def _kinds_of(self) -> dict[int, frozenset[str]]:
        return {}

    def _inside_signs(self) -> bool:
        """Is the text about tummy, womb or gut, though it names no place?"""
        return any(
            isinstance(m.entry, SignSaid) and finding_of(m.entry) in INSIDE_SIGNS and self.reader.stands[m] == "yes"
            for m in self.reader.matches
        )

    @cached_property
    def places(self) -> tuple[PlaceHeard, ...]:
        """The places told of. Words for several places are left out when one of those is named too."""
        found: dict[tuple[str, ...], PlaceHeard] = {}
        for match in self._placed():
            if isinstance(match.entry, PlaceSaid):
                before = match.start > 0 and self.reader.text.tokens[match.start - 1].raw in SIDES
                heard = self.reader.heard(match.start - before, match.end)
                said = match.entry
                found.setdefault(
                    (*said.places, *said.narrow), PlaceHeard(said.places, said.narrow, self._side(match), heard)
                )
        for place in self._implied():
            found.setdefault(place.places, place)
        all_named = [set(p.places) for p in found.values()]
        return tuple(p for p in found.values() if not any(named < set(p.places) for named in all_named))

    def _placed(self) -> tuple[Match, ...]:
        """Places of a movement; without any movement the only place of the text."""
        if self.movements:
            placed = {p for m in self.movements if isinstance(m.entry, MovementSaid) for p in self.attached[m]}
            return tuple(sorted(placed, key=lambda m: m.start))
        bare = [
            p
            for p in self._sites
            if isinstance(p.entry, PlaceSaid) and not p.entry.only_with and WHOLE not in p.entry.places
        ]
        return tuple(bare[:1]) if len({id(p.entry) for p in bare}) == 1 else ()

    def _implied(self) -> Iterator[PlaceHeard]:
        """A kind that only one or two places have names its place: hiccups, wheezing, an urge to pee."""
        for kind, match in self.kinds.items():
            having = tuple(p.id for p in self.reader.guideline.places.values() if kind in p.kinds and p.id != WHOLE)
            if having and len(having) <= FEW and not self.attached[match]:
                yield PlaceHeard(having, (), None, self.reader.heard(match.start, match.end))

    def _side(self, match: Match) -> str | None:
        tokens, clause = self.reader.text.tokens, self.reader.around.clause_of
        window = [i for i in range(max(0, match.start - 1), match.end) if clause[i] == clause[match.start]]
        said = {tokens[i].raw for i in window if tokens[i].raw in SIDES}
        after = [t.raw for t in tokens[match.end : match.end + 3]]
        if (
            not said
            and len(after) == 3
            and after[0] in ("on", "in")
            and after[1] in ("the", "my")
            and after[2] in SIDES
        ):
            said = {after[2]}
        return said.pop() if len(said) == 1 else None


def _overlap(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


def finding_of(said: SignSaid) -> str:
    """The finding that an entry of the lexicon is about."""
    return said.about or said.says[0].partition(".")[0].split()[0]
