"""`untwitch explain ID --wrong TEXT`: a file that says what is wrong with a page, for the person to send."""

from __future__ import annotations

from pathlib import Path

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.graph import Thing
from untwitch.language import _
from untwitch.terminal.opening import now, open_guideline
from untwitch.web.evidence.explainer import Explainer
from untwitch.web.evidence.remark import as_json, as_letter, remark
from untwitch.web.evidence.things import KINDS


def run(folder: Path | None, wanted: str, said: str, contact: str, out: str | None) -> None:
    """Write the remark to a file (JSON when its name ends so), or to standard output. Nothing is sent."""
    guideline = open_guideline(folder)
    explainer = Explainer(guideline, now().date())
    thing = _thing(explainer, wanted.strip())
    page = explainer.explain(thing.kind, thing.id)
    if page is None or not said.strip():
        raise FaultsError([Fault("", 0, "--wrong", _("say in a few words what is wrong"))])
    made = remark(page, said, contact, guideline.version, now())
    if out is None:
        print(as_letter(made), end="")
        return
    path = Path(out)
    path.write_text(as_json(made) if path.suffix == ".json" else as_letter(made), encoding="utf-8")
    print(
        _("Written to %(path)s. Nothing was sent: give the file to whoever set up Untwitch for you.") % {"path": path}
    )


def _thing(explainer: Explainer, wanted: str) -> Thing:
    """What is meant by `heatstroke`, by `rule:heatstroke` where several things share a name, or by a dossier number."""
    kind, _colon, name = wanted.partition(":")
    named = next((Thing(k, name) for k in KINDS if k == kind and name in explainer.rooms[k]), None)
    if named:
        return named
    name = explainer.look.guideline.code.get(wanted, wanted)
    kinds = explainer.kinds_of(name)
    if len(kinds) == 1:
        return Thing(kinds[0], name)
    if kinds:
        either = " or ".join(f"{k}:{name}" for k in kinds)
        raise FaultsError(
            [
                Fault(
                    "",
                    0,
                    "explain",
                    _('several things are called "%(part)s": say %(either)s') % {"part": name[:60], "either": either},
                )
            ]
        )
    ids = [i for room in explainer.rooms.values() for i in room]
    raise FaultsError(
        [Fault("", 0, "explain", _('no page is called "%(part)s"') % {"part": wanted[:60]}, nearest(wanted[:60], ids))]
    )
