"""`untwitch content ...`: check the content, count it, list what can be asked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from untwitch.errors import FaultsError
from untwitch.guideline.documents import CONTENT, Documents
from untwitch.guideline.types import LEVELS, Finding
from untwitch.language import _

FORMAT = 1


def read_checked(folder: Path | None) -> Documents:
    """All content files, read and checked anew: no cache between a fault and the person looking for it.

    Raises
    ------
    FaultsError
        Every fault, with file and line.
    """
    from untwitch.guideline.checks import faults
    from untwitch.guideline.documents import read

    documents = read(folder or CONTENT)
    found = faults(documents)
    if found:
        raise FaultsError(found)
    return documents


def show_check(folder: Path | None) -> None:
    from untwitch.terminal.content_check import examined

    documents = examined(folder or CONTENT)
    counts = counted(documents)
    named = ("triage_rules", "findings", "conditions", "techniques", "sources", "cases")
    print(_("No faults in %(all)s files.") % {"all": len(documents.all)})
    print(", ".join(f"{counts[n]} {n.replace('_', ' ')}" for n in named) + ".")


def show_stats(folder: Path | None, as_json: bool) -> None:
    from untwitch.terminal.deciding import show_json

    counts = counted(read_checked(folder))
    if as_json:
        show_json(counts)
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            print(f"{name}:")
            for key, number in value.items():
                print(f"  {key}: {number}")
        elif name != "format":
            print(f"{name}: {value}")


def counted(documents: Documents) -> dict[str, Any]:
    """How much there is of everything, by plural noun."""
    from untwitch.guideline import files as f
    from untwitch.guideline import helping_files as hf
    from untwitch.guideline.helping import Programme

    rules = _all(documents, f.RulesFile, "rules")
    must, aid = documents.one(f.MustKnowFile), documents.one(f.FirstAidFile)
    contra = documents.one(f.ContraindicationsFile)
    lists = (
        ("triage_rules", f.RulesFile, "rules"), ("findings", f.FindingsFile, "findings"),
        ("derived_findings", f.DerivedFile, "derived"), ("conditions", f.ConditionsFile, "conditions"),
        ("techniques", f.TechniquesFile, "techniques"), ("sequences", f.TechniquesFile, "sequences"),
        ("sources", f.SourcesFile, "sources"), ("floors", f.FloorsFile, "floors"),
        ("conflicts", f.CrossChecksFile, "conflicts"), ("cross_pairs", f.CrossChecksFile, "pairs"),
        ("regression_people", f.RegressionFile, "vignettes"), ("places", f.PlacesFile, "places"),
        ("countries", f.CountriesFile, "countries"), ("screens", f.InterviewFile, "screens"),
        ("recheck_clocks", f.RecheckFile, "recheck"), ("advice_sentences", f.AdviceFile, "advice"),
        ("article_claims", hf.ArticleFile, "claims"), ("article_left_out", hf.ArticleFile, "left_out"),
        ("safeguards", hf.SafeguardsFile, "safeguards"), ("scales", hf.ScalesFile, "scales"), ("foods", hf.FoodsFile, "foods"),
    )  # fmt: skip
    counts: dict[str, Any] = {"format": FORMAT}
    counts |= {name: len(_all(documents, kind, key)) for name, kind, key in lists}
    counts |= {
        "programmes": len(list(documents.each(Programme))),
        "contraindications": len(contra.codes),
        "first_aid_steps": len(aid.first_aid_steps),
        "must_know": len(must.general) + sum(len(p.must_know) for p in must.places),
        "must_know_places": len(must.places),
        "cases": sum(len(r.cases) for r in rules),
        "without_source": _without(documents, "sources"),
        "without_basis": _without(documents, "basis"),
        "rules_by_level": {level: sum(r.level == level for r in rules) for level in reversed(LEVELS)},
        "rules_by_basis": dict(Counter(r.basis for r in rules).most_common()),
        "rules_by_via": dict(Counter(r.via for r in rules).most_common()),
        "findings_by_kind": dict(Counter(x.kind for x in _all(documents, f.FindingsFile, "findings")).most_common()),
        "files_by_review": dict(Counter(d.value.review for d in documents.all if hasattr(d.value, "review"))),
    }
    return counts


def _all(documents: Documents, kind: type, key: str) -> list[Any]:
    return [item for item, _, _ in documents.items(kind, key)]


def _without(documents: Documents, name: str) -> int:
    """Statements that should name a source (or how it was read) and do not."""
    from untwitch.guideline import files as f
    from untwitch.guideline.checks import LISTS

    items = [item for kind, key in LISTS for item in _all(documents, kind, key)]
    items += _all(documents, f.CountriesFile, "countries")
    items += list(documents.one(f.ContraindicationsFile).codes.values())
    return sum(hasattr(item, name) and not getattr(item, name) for item in items)


def show_findings(folder: Path | None, as_json: bool) -> None:
    from untwitch.terminal.deciding import show_json
    from untwitch.terminal.opening import open_guideline

    guideline = open_guideline(folder)
    if as_json:
        show_json({"format": FORMAT, "findings": [finding_document(x) for x in guideline.findings.values()]})
        return
    for finding in guideline.findings.values():
        print(f"{finding.id} ({finding.kind}): {finding.question}")


def finding_document(finding: Finding) -> dict[str, Any]:
    """One thing a person can answer."""
    return {
        "id": finding.id,
        "kind": finding.kind,
        "question": finding.question,
        "short": finding.short,
        "why": finding.why,
        "help": finding.help,
        "group": finding.group,
        "options": [{"id": o.id, "label": o.label} for o in finding.options],
        "min": finding.min,
        "max": finding.max,
        "unit": finding.unit,
    }
