"""The guideline: all content in one value, with its expressions parsed and its rules compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import CodeType

from untwitch.guideline import files as f
from untwitch.guideline import hazards as z
from untwitch.guideline import helping as h
from untwitch.guideline import helping_files as hf
from untwitch.guideline import types as t
from untwitch.guideline.graph import Graph, graph
from untwitch.logic import live, scalar
from untwitch.logic.atoms import AtomTable
from untwitch.logic.nodes import Fact, Node, leaves


@dataclass(frozen=True, slots=True)
class Closing:
    """When `condition` is known false, `finding` is not asked and its atoms take `absent` (None: it has no such answer).

    `why` is the text that stands in the content. A gate closes only what is off the person's route: its condition is
    "the topic was ticked, or this finding belongs to the place that was named".
    """

    finding: str
    start: int
    stop: int
    absent: bytes | None
    why: str
    condition: Node


@dataclass(frozen=True)
class Guideline:
    """Everything medicine says here. `rules` stand most urgent first; `nodes` holds every expression, expanded.

    `side_nodes`: expressions of programmes, drinks and minerals, over facts that no answer holds; no decision reads them.
    """

    version: str
    findings: Mapping[str, t.Finding]
    derived: Mapping[str, t.Derived]
    rules: tuple[t.Rule, ...]
    conditions: Mapping[str, t.Condition]
    sources: Mapping[str, t.Source]
    routes: Mapping[str, t.Route]
    families: Mapping[str, t.Words]
    first_aid: Mapping[str, t.FirstAidStep]
    floors: tuple[t.Floor, ...]
    baselines: Mapping[str, t.Baseline]
    must_know: tuple[t.MustKnow, ...]
    must_know_places: tuple[t.MustKnowPlace, ...]
    pairs: tuple[f.Pair, ...]
    conflicts: tuple[t.Conflict, ...]
    may_lower: tuple[str, ...]
    repeat_contact: f.RepeatContact
    techniques: Mapping[str, t.Technique]
    sequences: Mapping[str, t.Sequence]
    stop_codes: Mapping[str, t.StopCode]
    poses: Mapping[str, t.Words]
    global_rules: tuple[t.Words, ...]
    longest_active_seconds: int
    contraindications: Mapping[str, t.Contraindication]
    contra_sets: Mapping[str, tuple[str, ...]]
    substitutes: Mapping[str, Mapping[str, tuple[str | t.Substitute, ...]]]
    regions: Mapping[str, t.Region]
    places: Mapping[str, t.Place]
    technique_groups: Mapping[str, tuple[str, ...]]
    muscle_classes: Mapping[str, tuple[str, ...]]
    also_called: Mapping[str, tuple[t.Words, ...]]
    countries: Mapping[str, t.Country]
    fallback: Mapping[str, t.Words]
    cold_heat: f.ColdHeatFile
    screens: tuple[t.Screen, ...]
    recheck: tuple[t.Recheck, ...]
    advice: tuple[t.Advice, ...]
    own_words: f.OwnWordsFile
    programmes: Mapping[str, h.Programme]
    scales: Mapping[str, h.Scale]
    foods: Mapping[str, h.Food]
    food_table: hf.FoodTable
    fluids: hf.FluidsFile
    nutrients: hf.NutrientsFile
    safeguards: Mapping[str, h.Safeguard]
    topics: Mapping[str, h.Topic]
    claims: Mapping[str, h.Claim]
    left_out: Mapping[str, h.LeftOut]
    safety: z.SafetyFile
    review: Mapping[str, str]
    read_on: Mapping[str, tuple[str, str | None]]
    nodes: Mapping[str, Node]
    side_nodes: Mapping[str, Node]
    table: AtomTable
    rules_code: CodeType
    closings: tuple[Closing, ...]
    closing_code: CodeType
    live_code: CodeType
    single_code: CodeType
    language: str = "en"

    def __hash__(self) -> int:
        """By content version and language, so that what is worked out once for a guideline can be kept beside it."""
        return hash((self.version, self.language))

    def node(self, text: str) -> Node:
        """An expression of the content, parsed and with derived facts expanded."""
        found = self.nodes.get(text)
        return self.side_nodes[text] if found is None else found

    @cached_property
    def evaluate(self) -> scalar.Evaluator:
        """The compiled rules: atom codes in, one code a rule out, in the order of `rules`."""
        return scalar.evaluator(self.rules_code)

    @cached_property
    def live(self) -> live.LiveEvaluator:
        """Partial evaluation of the rules: atom codes in, the bits of the atoms that can still move each rule out."""
        return live.evaluator(self.live_code, self.table)

    @cached_property
    def evaluate_each(self) -> tuple[scalar.SingleEvaluator, ...]:
        """The compiled rules one by one, in the order of `rules`."""
        return scalar.evaluators(self.single_code)

    @cached_property
    def rules_reading(self) -> tuple[frozenset[int], ...]:
        """For each atom the rules (by their place in `rules`) that can change when it does."""
        found: list[set[int]] = [set() for _ in self.table.owners]
        for at, rule in enumerate(self.rules):
            for leaf in leaves(self.node(rule.when)):
                for atom in [self.table.index(leaf)] if isinstance(leaf, Fact) else range(*self.table.spans[leaf.name]):
                    found[atom].add(at)
        return tuple(map(frozenset, found))

    @cached_property
    def evaluate_closings(self) -> scalar.Evaluator:
        """Atom codes in, one code a closing out: false closes."""
        return scalar.evaluator(self.closing_code)

    @cached_property
    def rule(self) -> Mapping[str, t.Rule]:
        return {r.id: r for r in self.rules}

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        return tuple(t.RANK[r.level] for r in self.rules)

    @cached_property
    def code(self) -> Mapping[str, str]:
        """Dossier number to rule id, so that people can look up either."""
        return {number: r.id for r in self.rules for number in r.dossier}

    @cached_property
    def graph(self) -> Graph:
        """What names what, in both directions."""
        return graph(self)

    def reads(self, *texts: str | None) -> set[str]:
        """The findings that these expressions read, derived facts opened."""
        return {leaf.name for text in texts if text for leaf in leaves(self.node(text))}

    def codes_of(self, item: t.Technique | t.Sequence) -> tuple[str, ...]:
        """Every contraindication code of a technique or sequence, the sets included."""
        in_sets = [c for name in getattr(item, "contra_sets", ()) for c in self.contra_sets[name]]
        return tuple(dict.fromkeys([*item.contra, *in_sets]))
