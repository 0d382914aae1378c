"""`untwitch safety mutate`: how many slips in the rules the cases and proofs would notice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from untwitch.errors import Fault, FaultsError, UntwitchError, nearest
from untwitch.language import _
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.talk import Talk

if TYPE_CHECKING:
    from untwitch.safety.mutate import Mutation


class MutationMissing(UntwitchError):
    """The solver is not installed."""


def run(folder: Path | None, rules: list[str], sample: int | None, seed: int, as_json: bool) -> int:
    """Try the slips; 0 when enough are noticed at every level, else 1."""
    from untwitch.guideline.documents import CONTENT, read

    mutate = _mutator()
    guideline = open_guideline(folder)
    faults = [
        Fault("", 0, "--rule", _('"%(rule)s" is no rule') % {"rule": name}, nearest(name, guideline.rule))
        for name in rules
        if name not in guideline.rule
    ]
    if sample is not None and sample < 1:
        faults.append(Fault("", 0, "--sample", _("must be at least 1")))
    if faults:
        raise FaultsError(faults)
    documents = read(folder.resolve() if folder else CONTENT)
    try:
        found = mutate(guideline, documents, rules or None, sample, seed, _watch if sys.stderr.isatty() else _quiet)
    except ValueError as broken:
        raise UntwitchError(_("The content breaks one of its own examples: %(what)s.") % {"what": broken}) from None
    if as_json:
        from untwitch.terminal.deciding import show_json

        show_json(found.document())
    else:
        tell(found)
    return 0 if found.enough else 1


def _mutator() -> Any:
    try:
        from untwitch.safety.mutate import mutate
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "z3":
            raise
        raise MutationMissing(
            _("Trying slips needs the solver of the extra \"proofs\": pip install 'untwitch[proofs]'.")
        ) from None
    return mutate


def _watch(done: int, all_: int) -> None:
    print(f"\r{done:,} / {all_:,}", end="\n" if done == all_ else "", file=sys.stderr, flush=True)


def _quiet(done: int, all_: int) -> None:
    pass


def tell(found: Mutation) -> None:
    """The score of each level, then every slip that nothing noticed."""
    from untwitch.safety.mutate import NEEDED

    talk = Talk()
    for score in found.scores:
        said = _(
            "%(level)s: %(killed)s noticed of %(counted)s slips that change somebody's level (%(share)s, needed %(needed)s): "
            "%(cases)s by people of the content, %(proofs)s by proofs; %(same)s more change nobody's level."
        ) % {
            "level": score.level,
            "killed": f"{score.by_cases + score.by_proofs:,}",
            "counted": f"{score.mutants - score.same:,}",
            "share": f"{score.killed:.1%}",
            "needed": f"{NEEDED[score.level]:.0%}",
            "cases": f"{score.by_cases:,}",
            "proofs": f"{score.by_proofs:,}",
            "same": f"{score.same:,}",
        }
        talk.say(said, None if score.enough else "red")
    if found.alive:
        talk.say("")
        talk.say(_("Not noticed:"), "bold")
    for one in found.alive:
        talk.say(f"{one.mutant.rule} ({one.level}): {one.mutant.said}", first="  - ")
        talk.say(one.by or one.person or "", first="      ")
