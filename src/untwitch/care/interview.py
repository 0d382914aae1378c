"""The interview: which screen comes next, and what a response to it says.

Lists hold at most eight lines. Lines that can no longer change the verdict are dropped and half-empty lists are filled
from the next topics. "None of these" makes exactly the signs printed known absent, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from untwitch.care.answers import take
from untwitch.care.knowledge import Knowledge
from untwitch.care.relevance import askable, undecided_atoms
from untwitch.care.triage import EMERGENCY, URGENT, Interval, dangers, interval, must_know_missing
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding, Line, Option, Screen
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import AnyOf, Node, leaves
from untwitch.logic.text import parse, show

LONGEST_LIST = 8
WHERE = "where"
WHERE_FINDINGS = ("site", "movement", "age_years", "body_parts")
WHOLE_LISTS = ("conditions", "medicines", "new_medicines")  # a profile: remembered, so asked in full
Told = bool | Literal["not_sure"]
Matters = Callable[[Interval, int], bool]


@dataclass(frozen=True)
class Response:
    """What one screen told. `open`: lines that named several signs and were ticked, of which at least one is true."""

    screen: str
    told: tuple[tuple[str, Told], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    open: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class State:
    """Everything said so far. `groups`: ticked lines of which it is not yet known which sign is meant."""

    knowledge: Knowledge
    groups: tuple[tuple[Node, ...], ...] = ()
    screens: tuple[str, ...] = ()

    @property
    def guideline(self) -> Guideline:
        return self.knowledge.guideline

    def hear(self, response: Response) -> State:
        """The state after one more response. Responses were checked by `faults_of` where they came in."""
        knowledge = self.knowledge
        for text, truth in response.told:
            sign = parse(text)
            knowledge = knowledge.unsure_of(sign) if truth == "not_sure" else knowledge.heard(sign, bool(truth))
        for name, value in response.values.items():
            knowledge = take(knowledge, name, value)
        groups = [*self.groups, *(tuple(parse(s) for s in group) for group in response.open)]
        unsettled = tuple(g for g in groups if all(knowledge.truth(s) != TRUE for s in g) and _open_signs(knowledge, g))
        return State(knowledge, unsettled, (*self.screens, response.screen))

    def interval(self) -> Interval:
        """Floor and ceiling, where an unsettled group gives at least what its mildest sign would give.

        A choice known to be one of a few bad options is such a group too: the rules see each option by itself.
        """
        now = interval(self.knowledge)
        floor = max([now.floor, *(self._least(group) for group in self.unsettled())])
        return replace(now, floor=floor, ceiling=max(floor, now.ceiling))

    def unsettled(self) -> tuple[tuple[Node, ...], ...]:
        """Groups of signs of which one is true and it is not known which."""
        return (*self.groups, *self._narrowed())

    def branches(self) -> Iterator[Interval]:
        """The interval for each way an unsettled group can turn out."""
        for group in self.unsettled():
            for sign in _open_signs(self.knowledge, group):
                yield interval(self.knowledge.heard(sign, True))

    def _narrowed(self) -> Iterator[tuple[Node, ...]]:
        table, codes = self.guideline.table, self.knowledge.codes
        for name in self.knowledge.asked:
            finding = self.guideline.findings[name]
            if finding.kind == "choice" and finding.absent is not None:
                start, stop = table.spans[name]
                calm = start + table.vocabulary[name].options.index(str(finding.absent))
                left = [i for i in range(start, stop) if codes[i] == UNKNOWN]
                if codes[calm] == FALSE and left:
                    yield tuple(table.sign_of(i) for i in left)

    def _least(self, group: tuple[Node, ...]) -> int:
        return min(interval(self.knowledge.heard(sign, True)).floor for sign in _open_signs(self.knowledge, group))


def _open_signs(knowledge: Knowledge, group: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(s for s in group if knowledge.truth(s) == UNKNOWN)


@dataclass(frozen=True)
class ShownLine:
    """One line to tick. `key` names it in a form; ticking means its sign, or one of its signs, is true.

    `more`: further lines of its topic stand on the next screen, so leaving this one unticked does not close the topic.
    """

    key: str
    label: str
    signs: tuple[Node, ...]
    help: str | None = None
    icon: str | None = None
    opens: tuple[str, ...] = ()
    gate: str | None = None
    more: bool = False


@dataclass(frozen=True)
class ShownScreen:
    """What a person sees: a `list` to tick, `which` of a line's signs is meant, one `question`, or the page `where`.

    A `profile` asks several long lists on one page (illnesses and medicines), in `findings`.
    """

    id: str
    kind: Literal["list", "which", "question", "where", "profile"]
    title: str
    why: str
    help: str | None = None
    lines: tuple[ShownLine, ...] = ()
    finding: Finding | None = None
    options: tuple[Option, ...] = ()
    findings: tuple[Finding, ...] = ()


def next_screen(state: State, matters: Matters) -> ShownScreen | None:
    """The next screen, or None when nothing that can be asked can change the verdict.

    `matters(interval, atom)` is the exact test (`relevance.Oracle.matters`); only what passes it is asked, and what
    must be known before self-care may be given.
    """
    now = state.interval()
    if now.floor == EMERGENCY:
        return None
    return (
        _start(state)
        or _which(state)  # before the place: a ticked danger line may be an emergency
        or _where(state)
        or _opened(state)
        or _followup(state, now, matters)
        or _list(state, now, matters)
        or _single(state, now, matters)
    )


def _start(state: State) -> ShownScreen | None:
    """The danger list is the landing page: the same for everybody, never filled or shortened."""
    first = state.guideline.screens[0] if state.guideline.screens else None
    if first is None or first.id in state.screens:
        return None
    return start_screen(state.guideline)


def start_screen(guideline: Guideline) -> ShownScreen:
    """The landing page's list."""
    first = guideline.screens[0]
    lines = tuple(_line(guideline, first, at, line, _signs(guideline, line)) for at, line in enumerate(first.lines))
    return ShownScreen(first.id, "list", first.title, first.why, first.help, lines)


def _where(state: State) -> ShownScreen | None:
    missing = [f for f in ("site", "movement", "age_years", "body_parts") if f not in state.knowledge.asked]
    if WHERE in state.screens or not missing:
        return None
    return ShownScreen(WHERE, "where", "Where is it?", "The place decides which dangers to check.")


def _which(state: State) -> ShownScreen | None:
    for group in state.groups:
        signs = _open_signs(state.knowledge, group)
        if len(signs) > 1 and not all(_all_unsure(state.knowledge, s) for s in signs):
            lines = tuple(ShownLine(show(s), sign_label(state.guideline, s), (s,)) for s in signs)
            return ShownScreen("which", "which", "Which of these?", "They are not all equally urgent.", None, lines)
    return None


def _all_unsure(knowledge: Knowledge, sign: Node) -> bool:
    spans = [knowledge.guideline.table.spans[leaf.name] for leaf in leaves(sign)]
    return all(any(i in knowledge.unsure for i in range(*span)) for span in spans)


def _opened(state: State) -> ShownScreen | None:
    """Findings that a ticked line opened: the profile lists share one page, others come one by one."""
    opened = [n for n in state.guideline.findings if state.knowledge.is_opened(n) and n not in state.knowledge.closed]
    profile = tuple(state.guideline.findings[n] for n in opened if n in WHOLE_LISTS)
    if profile:
        why = "An illness or a medicine can change the cause and the danger. What you tick is remembered."
        return ShownScreen("profile", "profile", "Your illnesses and medicines", why, findings=profile)
    return question(state.guideline, opened[0], state.guideline.findings[opened[0]].options) if opened else None


def _followup(state: State, now: Interval, matters: Matters) -> ShownScreen | None:
    """What was just said opens a closer question: which of the bad options, how much, or a finding that now applies."""
    asker = _Asker(state, now, matters)
    in_lines = _findings_in_lines(state.guideline)
    for name, finding in state.guideline.findings.items():
        start, stop = state.guideline.table.spans[name]
        if name in state.knowledge.closed or finding.group == "relief" or not asker.undecided & set(range(start, stop)):
            continue
        applies = finding.applies_if is not None and name not in in_lines and state.knowledge.truth_of(finding.applies_if) == TRUE
        if applies or _begun(state.knowledge, finding, start, stop):
            live = [i for i in range(start, stop) if asker.atom_matters(i)]
            if live:
                return question(state.guideline, name, _options(state.knowledge, finding, live))
    return None


def _begun(knowledge: Knowledge, finding: Finding, start: int, stop: int) -> bool:
    """Something bad was said of a choice or a number, and not yet exactly what."""
    codes, blank = knowledge.codes[start:stop], knowledge.guideline.table.blank[start:stop]
    if finding.kind == "number":
        return any(code == TRUE != was for code, was in zip(codes, blank, strict=True))
    if finding.kind != "choice" or finding.absent is None:
        return False
    calm = [o.id for o in finding.options].index(str(finding.absent))
    return codes[calm] == FALSE and UNKNOWN in codes


def _findings_in_lines(guideline: Guideline) -> frozenset[str]:
    kept = guideline.__dict__.get("_in_lines")
    if kept is None:
        lines = [line for screen in guideline.screens for line in screen.lines]
        names = {leaf.name for line in lines for text in line.signs for leaf in leaves(parse(text))}
        kept = frozenset(names | {line.lowest for line in lines if line.lowest})
        guideline.__dict__["_in_lines"] = kept
    return kept  # type: ignore[no-any-return]


def question(guideline: Guideline, name: str, options: tuple[Option, ...]) -> ShownScreen:
    """One finding asked by itself."""
    finding = guideline.findings[name]
    return ShownScreen(f"ask:{name}", "question", finding.question, finding.why, finding.help, (), finding, options)


def _list(state: State, now: Interval, matters: Matters) -> ShownScreen | None:
    """The first list with a line that matters, filled up from the lists that follow."""
    asker = _Asker(state, now, matters)
    lines: list[ShownLine] = []
    first: Screen | None = None
    for screen in state.guideline.screens[1:]:
        if screen.when and state.knowledge.truth_of(screen.when) != TRUE:
            continue
        if lines and screen.alone:
            break
        mine = list(asker.lines(screen, {s for shown in lines for s in shown.signs}))
        room = LONGEST_LIST - len(lines)
        later = {line.gate for line in mine[room:] if line.gate}
        lines += [replace(line, more=line.gate in later) for line in mine[:room]]
        first = first or (screen if mine else None)
        if len(lines) == LONGEST_LIST or (lines and screen.alone):
            break
    if first is None:
        return None
    return ShownScreen(first.id, "list", first.title, first.why, first.help, tuple(lines))


class _Asker:
    """Decides which lines and signs can still matter. Made anew for each screen."""

    def __init__(self, state: State, now: Interval, matters: Matters) -> None:
        self.state, self.now, self.matters = state, now, matters
        self.undecided = askable(now, undecided_atoms(now))
        self.missing = frozenset(must_know_missing(state.knowledge)) if now.floor == 0 else frozenset()
        self.seen: dict[int, bool] = {}

    def atom_matters(self, atom: int) -> bool:
        if atom not in self.undecided:
            return False
        if atom not in self.seen:
            self.seen[atom] = self.matters(self.now, atom)
        return self.seen[atom]

    def lines(self, screen: Screen, taken: set[Node]) -> Iterator[ShownLine]:
        """The lines of a screen that still matter, each with only the signs that do."""
        guideline = self.state.guideline
        bare: dict[str, int] = {}
        shown: dict[int, ShownLine] = {}
        for at, line in enumerate(screen.lines):
            signs = tuple(s for s in self._live_signs(line) if s not in taken)
            opens = tuple(f for f in line.opens if self._finding_wanted(f))
            gate = line.gate if line.gate and self._gate_wanted(line.gate) else None
            if signs or opens:
                taken.update(signs)
                shown[at] = replace(_line(guideline, screen, at, line, signs), opens=opens, gate=gate)
            elif gate:
                bare.setdefault(gate, at)
        carried = {line.gate for line in shown.values()}
        for gate, at in bare.items():
            if gate not in carried:  # its signs are all known, but the topic as a whole is not
                label = guideline.findings["other_trouble"].label(gate)
                shown[at] = ShownLine(f"{screen.id}-{at}", label, (), gate=gate)
        yield from (shown[at] for at in sorted(shown))

    def _live_signs(self, line: Line) -> Iterator[Node]:
        if line.lowest:
            start, stop = self.state.guideline.table.spans[line.lowest]
            live = [i for i in range(start, stop) if self.atom_matters(i)]
            if live:
                yield self.state.guideline.table.sign_of(live[0])
            return
        for sign in _signs(self.state.guideline, line):
            if self.state.knowledge.truth(sign) == UNKNOWN and self._sign_wanted(sign):
                yield sign

    def _sign_wanted(self, sign: Node) -> bool:
        table = self.state.guideline.table
        name = next(iter(leaves(sign))).name
        if name in self.state.knowledge.closed or _all_unsure(self.state.knowledge, sign):
            return False
        atoms = [i for i in range(*table.spans[name]) if i in self.undecided and _moves(self.state.knowledge, sign, i)]
        return any(self.atom_matters(i) for i in atoms) or (name in self.missing and self._must_know_sign(name, sign))

    def _must_know_sign(self, name: str, sign: Node) -> bool:
        mine = [d.sign for d in dangers(self.state.guideline) if d.finding == name and d.rank >= URGENT]
        return name not in self.state.knowledge.asked or any(_overlap(sign, d) for d in mine)

    def _finding_wanted(self, name: str) -> bool:
        if name in self.state.knowledge.asked or name in self.state.knowledge.closed:
            return False
        return name in self.missing or any(self.atom_matters(i) for i in range(*self.state.guideline.table.spans[name]))

    def _gate_wanted(self, option: str) -> bool:
        """A gate matters while something that it would close matters."""
        sign = f"other_trouble.{option}"
        if self.state.knowledge.truth_of(sign) != UNKNOWN:
            return False
        closes = [
            c
            for c in self.state.guideline.closings
            if c.why == sign and c.finding not in self.state.knowledge.asked
        ]
        return any(self.atom_matters(i) for c in closes for i in range(c.start, c.stop))


def _moves(knowledge: Knowledge, sign: Node, atom: int) -> bool:
    """Does hearing the sign, either way, say something new about the atom?"""
    return any(knowledge.heard(sign, truth).told[atom] != knowledge.told[atom] for truth in (True, False))


def _overlap(sign: Node, danger: Node) -> bool:
    return sign == danger or any(leaf == danger for leaf in leaves(sign)) or show(danger).split()[0] in show(sign)


def _single(state: State, now: Interval, matters: Matters) -> ShownScreen | None:
    """What no list asks: the finding that bears on the most urgent open rule, by itself."""
    asker = _Asker(state, now, matters)
    guideline, table = state.guideline, state.guideline.table
    for name, finding in guideline.findings.items():
        if finding.group == "relief" or name in state.knowledge.closed or finding.origin:
            continue
        live = [i for i in range(*table.spans[name]) if asker.atom_matters(i)]
        forced = name in asker.missing and not _finding_unsure(state.knowledge, name)
        if live or forced:
            return question(guideline, name, _options(state.knowledge, finding, live if not forced else None))
    return None


def _finding_unsure(knowledge: Knowledge, name: str) -> bool:
    return any(i in knowledge.unsure for i in range(*knowledge.guideline.table.spans[name]))


def _options(knowledge: Knowledge, finding: Finding, live: list[int] | None) -> tuple[Option, ...]:
    """Options still to ask: for `choices` those that matter, for `choice` those still possible."""
    start = knowledge.guideline.table.spans[finding.id][0]
    if finding.kind == "choices" and finding.id not in WHOLE_LISTS and live is not None:
        return tuple(o for at, o in enumerate(finding.options, start) if at in live)
    return tuple(
        o for at, o in enumerate(finding.options, start) if knowledge.codes[at] != FALSE or finding.id in WHOLE_LISTS
    )


def _signs(guideline: Guideline, line: Line) -> tuple[Node, ...]:
    return tuple(parse(text) for text in line.signs)


def _line(guideline: Guideline, screen: Screen, at: int, line: Line, signs: tuple[Node, ...]) -> ShownLine:
    whole = (len(signs) == len(line.signs) or bool(line.opens)) and not line.lowest
    label = line.label if whole else _shorter_label(guideline, line, signs)
    return ShownLine(f"{screen.id}-{at}", label, signs, line.help if whole else None, line.icon, line.opens, line.gate)


def _shorter_label(guideline: Guideline, line: Line, signs: tuple[Node, ...]) -> str:
    if line.lowest:
        return line.label.replace("{limit}", limit_words(guideline, signs[0])) if signs else line.label
    if not signs:
        return line.label
    said = [sign_label(guideline, s) for s in signs]
    return said[0] if len(said) == 1 else "; or ".join([said[0], *(s[0].lower() + s[1:] for s in said[1:])])


def limit_words(guideline: Guideline, sign: Node) -> str:
    """The limit in a number sign, in the largest whole unit: "2 weeks", "3 hours", "7"."""
    leaf = next(iter(leaves(sign)))
    value = float(getattr(leaf, "value", 0))
    unit = guideline.findings[leaf.name].unit or ""
    for small, size, large in (
        ("days", 365, "years"),
        ("days", 7, "weeks"),
        ("hours", 24, "days"),
        ("minutes", 60, "hours"),
    ):
        if unit == small and value >= size and value % size == 0:
            value, unit = value / size, large
    words = {"points": "", "times": "times", "per minute": "a minute", "percent": "%", "degC": "°C"}
    unit = words.get(unit, unit)
    return f"{value:g} {unit[:-1] if value == 1 and unit.endswith('s') else unit}".strip()


def sign_label(guideline: Guideline, sign: Node) -> str:
    """One sign as a short statement."""
    from untwitch.care.wording import statement

    return statement(guideline, sign)


def respond(
    screen: ShownScreen,
    ticked: frozenset[str],
    unsure: frozenset[str] = frozenset(),
    values: Mapping[str, Any] | None = None,
) -> Response:
    """What ticking these lines of a screen says. Lines neither ticked nor unsure are known absent."""
    told: list[tuple[str, Told]] = []
    groups: list[tuple[str, ...]] = []
    said: dict[str, Any] = dict(values or {})
    for line in screen.lines:
        is_ticked, is_unsure = line.key in ticked, line.key in unsure
        texts = tuple(show(s) for s in line.signs)
        if is_unsure:
            told += [(t, "not_sure") for t in texts]
        elif not is_ticked:
            told += [(t, False) for t in texts]
        elif len(texts) == 1:
            told.append((texts[0], True))
        elif texts:
            groups.append(texts)
        for name in line.opens:
            said[name] = {} if is_ticked else "not_sure" if is_unsure else []
    told += _gates(screen, ticked, unsure)
    return Response(screen.id, tuple(told), said, tuple(groups))


def _gates(screen: ShownScreen, ticked: frozenset[str], unsure: frozenset[str]) -> list[tuple[str, Told]]:
    """A topic is there when one of its lines is ticked, and known absent when the last is shown and none is ticked."""
    found: list[tuple[str, Told]] = []
    for gate in dict.fromkeys(line.gate for line in screen.lines if line.gate):
        mine = {line.key for line in screen.lines if line.gate == gate}
        more = any(line.more for line in screen.lines if line.gate == gate)
        if mine & ticked:
            found.append((f"other_trouble.{gate}", True))
        elif not mine & unsure and not more:
            found.append((f"other_trouble.{gate}", False))
    return found


__all__ = ["AnyOf", "Response", "ShownLine", "ShownScreen", "State", "next_screen", "respond", "start_screen"]
