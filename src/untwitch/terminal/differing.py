"""`untwitch content diff OLD NEW`: who changes level, which way and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from untwitch.errors import Fault, FaultsError, UntwitchError, nearest
from untwitch.language import _, ngettext
from untwitch.terminal.revisions import content_at, opened
from untwitch.terminal.talk import Talk

if TYPE_CHECKING:
    from untwitch.guideline.documents import Documents
    from untwitch.safety.difference import Change, Difference

CONTENT, SYNTHETIC, SOLVER = "content", "synthetic", "solver"
NEEDED = ("numpy", "pyarrow", "z3")


class DiffMissing(UntwitchError):
    """The libraries for comparing are not installed."""


def run(old: str, new: str, files: Sequence[str], people: int, seed: int, allowed: Sequence[str], as_json: bool) -> int:
    """Compare; 0 when no level falls but by the rules named in `allowed`, else 1."""
    if people < 0 or seed < 0:
        raise FaultsError([Fault("", 0, "--synthetic" if people < 0 else "--seed", _("must not be negative"))])
    found = compare(old, new, files, people, seed)
    unknown = [rule for rule in allowed if rule not in {**found.both.old.rule, **found.both.new.rule}]
    if unknown:
        known = [*found.both.old.rule, *found.both.new.rule]
        raise FaultsError(
            Fault("", 0, "--allow-lower", _('"%(rule)s" is no rule') % {"rule": r}, nearest(r, known)) for r in unknown
        )
    refused = found.lowered(allowed)
    if as_json:
        from untwitch.terminal.deciding import show_json

        show_json(document(found, refused))
    else:
        _tell(found, refused)
    return 1 if refused else 0


def compare(old: str, new: str, files: Sequence[str], people: int, seed: int) -> Difference:
    """Everyone: the people of both contents, the files, the synthetic ones, and those the solver finds."""
    try:
        from untwitch.population.synthetic import synthetic
        from untwitch.safety.difference import Difference
        from untwitch.safety.rare import people_moved
        from untwitch.safety.together import Together
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in NEEDED:
            raise
        raise DiffMissing(
            _("Comparing needs the libraries of two extras: pip install 'untwitch[population,proofs]'.")
        ) from None
    with ExitStack() as stack:
        folders = [stack.enter_context(content_at(n, about)) for n, about in ((old, "OLD"), (new, "NEW"))]
        (before, documents), (after, later) = (
            opened(folder, named, about)
            for folder, named, about in zip(folders, (old, new), ("OLD", "NEW"), strict=True)
        )
        found = Difference(Together.of(before, after))
        for codes in _content_people(found, (documents, later)):
            found.person(codes, CONTENT)
    if found.both.changed:
        for codes in people_moved(found.both):
            found.person(codes, SOLVER)
        for name in files:
            for batch in _batches(found, name):
                found.batch(batch, name)
        for batch in synthetic(found.both.new, people, seed) if people else ():
            found.batch(batch, SYNTHETIC)
    return found


def _content_people(found: Difference, both: Iterable[Documents]) -> Iterator[bytes]:
    from untwitch.safety.crowd import people_of

    return iter(dict.fromkeys(found.both.codes(one.answers) for documents in both for one in people_of(documents)))


def _batches(found: Difference, name: str) -> Iterator[Any]:
    """The rows of a table of people, checked.

    Raises
    ------
    FaultsError
        Columns that are no finding of either version, and values that are no answers.
    """
    from untwitch.population.layout import read_layout
    from untwitch.population.spelled import read_spelled
    from untwitch.population.tables import open_table
    from untwitch.population.triage import faults_of
    from untwitch.population.values import wrong_values

    table = open_table(name)
    layout = read_layout(found.both.new, table.schema, typed=not table.text)
    for batch in table.all([c.name for c in layout.columns]):
        batch, unread = read_spelled(layout, batch) if table.text else (batch, [])
        wrong = [*unread, *wrong_values(layout, batch)]
        if wrong:
            raise FaultsError(faults_of(wrong))
        yield batch


def document(found: Difference, refused: Sequence[Change]) -> dict[str, Any]:
    """The comparison for a program, in the shape of docs/use/json.md."""
    return {
        "version": 1,
        "old": found.both.old.version,
        "new": found.both.new.version,
        "rules": [{"rule": c.id, "how": c.how} for c in found.both.changed],
        "people": dict(found.looked_at),
        "changes": [c.document() for c in found.sorted()],
        "refused": sorted({c.rule for c in refused}),
    }


def _tell(found: Difference, refused: Sequence[Change]) -> None:
    from untwitch.safety.person import LEVEL_WORDS

    talk = Talk()
    changed = found.both.changed
    if not changed:
        talk.say(_("No rule differs: nobody's level changes."), "bold")
        return
    talk.say(ngettext("%(num)d rule differs:", "%(num)d rules differ:", len(changed)) % {"num": len(changed)}, "bold")
    for one in changed:
        talk.say(f"{one.id} ({one.how})", first="    ")
    for change in found.sorted():
        talk.say("")
        said = _("from %(before)s to %(after)s, by %(rule)s") % {
            "before": LEVEL_WORDS[change.before],
            "after": LEVEL_WORDS[change.after],
            "rule": change.rule,
        }
        talk.say((_("LOWER: ") if change.lowered else _("higher: ")) + said, "red" if change.lowered else None)
        counts = ", ".join(f"{n:,} of {found.looked_at[where]:,} ({where})" for where, n in change.people.items())
        talk.say(counts, first="    ")
        for example in change.examples:
            talk.say(example, first="    - ")
    talk.say("")
    if not found.changes:
        talk.say(_("Nobody's level changes, as far as was looked."), "bold")
    if refused:
        rules = ", ".join(sorted({c.rule for c in refused}))
        talk.say(
            _("A level falls. Where that is meant, say so: --allow-lower %(rules)s") % {"rules": rules}, "bold red"
        )
