"""A network of ANDs and ORs over input planes: built once for many expressions and made small.

Equal nodes are one node. There is no NOT: a truth value is a pair of planes (surely true, surely false), and NOT swaps
them. So everything here is monotone, and the laws of a distributive lattice may be used freely to save operations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import Literal

Op = Literal["in", "and", "or"]
NEVER, ALWAYS = 0, 1
DUAL: dict[Op, Op] = {"and": "or", "or": "and"}
Network = Mapping[int, tuple[Op, tuple[int, ...]]]  # each node that is no input: its operation and its parts


class Circuit:
    """Nodes by number, parts before wholes. `all_of` and `any_of` simplify before they make a node."""

    def __init__(self) -> None:
        self.ops: list[Op] = ["in", "in"]
        self.args: list[tuple[int, ...]] = [(), ()]
        self.keys: dict[int, Hashable] = {}
        self._known: dict[Hashable, int] = {}

    def plane(self, key: Hashable) -> int:
        """The node of an input plane, which may have any name."""
        found = self._node("in", (), ("in", key))
        self.keys[found] = key
        return found

    def all_of(self, parts: Iterable[int]) -> int:
        return self.join("and", parts)

    def any_of(self, parts: Iterable[int]) -> int:
        return self.join("or", parts)

    def join(self, op: Op, parts: Iterable[int]) -> int:
        """One node of many parts: nested ones flattened, constants and what another part covers left out."""
        neutral, deciding = (ALWAYS, NEVER) if op == "and" else (NEVER, ALWAYS)
        flat: set[int] = set()
        for part in parts:
            flat.update(self.args[part] if self.ops[part] == op else (part,))
        flat.discard(neutral)
        if deciding in flat:
            return deciding
        mine = frozenset(flat)  # a & (a | b) is a, and a | (a & b) too
        flat -= {part for part in mine if self.ops[part] == DUAL[op] and not mine.isdisjoint(self.args[part])}
        if len(flat) < 2:
            return flat.pop() if flat else neutral
        args = tuple(sorted(flat))
        return self._node(op, args, (op, args))

    def at_least(self, need: int, parts: Sequence[int]) -> int:
        """At least `need` of the parts. `reached[k]` says that k of those seen so far hold."""
        reached = [ALWAYS] + [NEVER] * max(need, 0)
        for part in parts:
            for k in range(need, 0, -1):
                reached[k] = self.any_of([reached[k], self.all_of([reached[k - 1], part])])
        return reached[-1]

    def _node(self, op: Op, args: tuple[int, ...], key: Hashable) -> int:
        if key not in self._known:
            self._known[key] = len(self.ops)
            self.ops.append(op)
            self.args.append(args)
        return self._known[key]

    def reachable(self, outputs: Iterable[int]) -> list[int]:
        """Every node the outputs need, parts before wholes."""
        seen: set[int] = set()
        stack = list(outputs)
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack += self.args[node]
        return sorted(seen)


def factored(circuit: Circuit, outputs: Sequence[int]) -> tuple[Circuit, list[int]]:
    """The same outputs with common factors pulled out: `a&x | a&y` becomes `a & (x|y)`, and so for or and and.

    A part that several nodes use stays whole: it is worked out anyway.
    """
    order, made = circuit.reachable(outputs), Circuit()
    uses = Counter(part for node in order for part in circuit.args[node])
    uses.update(outputs)
    place, shared = {NEVER: NEVER, ALWAYS: ALWAYS}, set[int]()
    for node in order:
        op = circuit.ops[node]
        if op != "in":
            place[node] = _factored_join(made, op, [place[part] for part in circuit.args[node]], shared)
        elif node > ALWAYS:
            place[node] = made.plane(circuit.keys[node])
        if uses[node] > 1:
            shared.add(place[node])
    return made, [place[node] for node in outputs]


def _factored_join(made: Circuit, op: Op, parts: Sequence[int], shared: set[int]) -> int:
    """Greedy: again and again the factor that most parts have."""
    dual = DUAL[op]
    whole = [p for p in parts if made.ops[p] != dual or p in shared]
    terms = [frozenset(made.args[p]) for p in parts if made.ops[p] == dual and p not in shared]
    while counts := Counter(factor for term in terms for factor in term):
        best = min(counts, key=lambda factor: (-counts[factor], factor))
        if counts[best] < 2:
            break
        rests = [made.join(dual, term - {best}) for term in terms if best in term]
        terms = [term for term in terms if best not in term]
        new = made.join(dual, [best, _factored_join(made, op, rests, shared)])
        if made.ops[new] == dual:
            terms.append(frozenset(made.args[new]))
        else:
            whole.append(new)
    return made.join(op, [*whole, *(made.join(dual, term) for term in terms)])


def paired(circuit: Circuit, outputs: Sequence[int]) -> Network:
    """Every node the outputs need; pairs of parts that several nodes have in common are nodes of their own (greedy)."""
    nodes = {n: (circuit.ops[n], set(circuit.args[n])) for n in circuit.reachable(outputs) if circuit.args[n]}
    ops: tuple[Op, Op] = ("and", "or")
    for op in ops:
        _share_pairs(nodes, op, max(len(circuit.ops), *nodes, 0) + 1 if nodes else 0)
    return {node: (op, tuple(sorted(args))) for node, (op, args) in nodes.items()}


def _share_pairs(nodes: dict[int, tuple[Op, set[int]]], op: Op, fresh: int) -> None:
    users: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for node, (kind, args) in nodes.items():
        if kind == op:
            for one, two in combinations(sorted(args), 2):
                users[one, two].add(node)
    queue = [(-len(using), pair) for pair, using in users.items() if len(using) > 1]
    heapify(queue)
    while queue:
        count, pair = heappop(queue)
        using = users[pair]
        if len(using) != -count:  # it has changed since it was queued
            if len(using) > 1:
                heappush(queue, (-len(using), pair))
            continue
        made = next((n for n in sorted(using) if len(nodes[n][1]) == 2), fresh)
        fresh += made == fresh
        others = sorted(using - {made})
        _replace_pair(nodes, users, pair, others, made)
        nodes[made] = (op, set(pair))
        new = Counter(other for node in others for other in nodes[node][1] if other != made)
        for other in (other for other, times in new.items() if times > 1):
            both = _pair(made, other)
            users[both] = {node for node in others if other in nodes[node][1]}
            heappush(queue, (-len(users[both]), both))


def _replace_pair(
    nodes: Mapping[int, tuple[Op, set[int]]],
    users: Mapping[tuple[int, int], set[int]],
    pair: tuple[int, int],
    others: Iterable[int],
    made: int,
) -> None:
    """Put the made node in the place of the pair in all who use it."""
    users[pair].clear()
    for node in others:
        args = nodes[node][1]
        args.difference_update(pair)
        for other in args:
            for gone in pair:
                users[_pair(gone, other)].discard(node)
        args.add(made)


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)
