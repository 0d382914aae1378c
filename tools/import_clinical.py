"""Bring the reviewed triage and care YAML into `src/untwitch/content/`, once; from then on the content there is owned here.

Usage: python tools/import_clinical.py CLINICAL_FOLDER CONTENT_FOLDER

Rules are split by level and findings by group, so that a reviewer opens one short file. Text is kept as it stands, comments
included: the comments hold the reasons of the merge.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

TRIAGE_WHOLE = ["derived", "floors", "regression", "sources"]
CARE_WHOLE = ["places", "countries", "cold_heat", "fluids", "nutrient_targets", "scales"]
REVIEW_BY = "2027-11-22"  # our own promise; the day on which a care source was read was not noted


def items(text: str, key: str) -> tuple[str, list[str], str]:
    """Split a document at `key:` into (what stands before, each list item with its comments, what stands after)."""
    head, _, rest = text.partition(f"\n{key}:\n")
    found: list[str] = []
    pending: list[str] = []
    tail: list[str] = []
    for line in rest.splitlines(keepends=True):
        if tail or re.match(r"[a-z_]+:", line):
            tail.append(line)
        elif line.startswith("- "):
            found.append("".join([*pending, line]))
            pending = []
        elif line.startswith("#"):
            pending.append(line)
        else:
            found[-1] += line
    return head, found, "".join(tail)


def grouped(found: list[str], field: str) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for item in found:
        match = re.search(rf"^  {field}: (\w+)$", item, re.MULTILINE)
        assert match, item[:80]
        groups[match[1]].append(item)
    yield from groups.items()


def bring_rules(triage: Path, out: Path) -> None:
    head, found, _ = items((triage / "rules.yaml").read_text("utf-8"), "rules")
    (out / "first_aid.yaml").write_text(head + "\n", "utf-8")
    (out / "rules").mkdir(parents=True, exist_ok=True)
    for level, some in grouped(found, "level"):
        (out / "rules" / f"{level}.yaml").write_text(
            "review: engineering\nread: '2026-11-22'\nreview_by: '2027-11-22'\nrules:\n" + "".join(some), "utf-8"
        )


def bring_findings(triage: Path, out: Path) -> None:
    head, found, _ = items((triage / "findings.yaml").read_text("utf-8"), "findings")
    (out / "routes.yaml").write_text(head + "\n", "utf-8")
    (out / "findings").mkdir(parents=True, exist_ok=True)
    for group, some in grouped(found, "group"):
        (out / "findings" / f"{group}.yaml").write_text("review: engineering\nfindings:\n" + "".join(some), "utf-8")


def bring_relief_findings(care: Path, out: Path) -> None:
    """The findings that only relief asks join the one vocabulary, in its form; the codes stay a file of their own."""
    text = (care / "contraindications.yaml").read_text("utf-8")
    head, _, rest = text.partition("\nnew_findings:")
    block, _, codes = rest.partition("\ncodes:\n")
    found = yaml.safe_load("new_findings:" + block)["new_findings"]
    rows = [
        {
            "id": f["id"],
            "kind": f["kind"],
            "question": f["question"],
            "why": f["why"],
            **({"options": [{"id": i, "label": label} for i, label in f["options"].items()]} if "options" in f else {}),
            "absent": [] if "options" in f else False,
            "group": "relief",
            "routes": ["general"],
            "dossier": ["care:new_findings"],
        }
        for f in found
    ]
    (out / "findings.yaml").write_text(
        "# Asked only before a relief technique is offered. Short tick lists.\nreview: engineering\n"
        + yaml.safe_dump({"findings": rows}, sort_keys=False, allow_unicode=True, width=110),
        "utf-8",
    )
    (out / "contraindications.yaml").write_text(head + "\ncodes:\n" + codes, "utf-8")


def bring_sources(care: Path, out: Path) -> None:
    """The care sources take the form of the triage sources; `read: none` becomes the grade of the pseudo-source."""
    grades = {"general_knowledge": "general_knowledge", "own_choice": "design"}
    rows = [
        {
            "id": i,
            "grade": grades.get(i) or ("general_knowledge" if s["read"] == "none" else s["read"]),
            "title": s["title"],
            "where": s["url"] or "none",
            "year": s["year"],
            "review_by": REVIEW_BY,
        }
        for i, s in yaml.safe_load((care / "sources.yaml").read_text("utf-8"))["sources"].items()
    ]
    (out / "sources.yaml").write_text(
        "# Sources of the care content. grade: primary | abstract | copy | third_party | general_knowledge | design.\n"
        + yaml.safe_dump({"sources": rows}, sort_keys=False, allow_unicode=True, width=110, default_style=None),
        "utf-8",
    )


FAMILIES = {
    "heat": ["heat_pack_15", "heat_wrap_back", "abdomen_heat_colic"],
    "cold": ["cold_pack_10", "ice_massage_small"],
    "massage": ["massage_knead", "jaw_massage", "foot_ball_roll", "ice_massage_small"],
    "exercise": ["walk_it_off", "bedtime_bike_easy", "lb_knee_lift_walk", "jaw_rule_of_five", "pmr_20"],
    "salts": ["pickle_mouth"],
    "none": [
        "stop_and_support",
        "breathe_six",
        "eyelid_rest",
        "eyelid_screen_break",
        "hiccup_breath_hold",
        "hiccup_cold_sip",
        "bed_positioning",
        "lb_rest_90_90",
        "jaw_rest_position",
    ],
}


def bring_techniques(care: Path, out: Path) -> None:
    """Add to each technique the families a rule can block; one that is named nowhere above lengthens a muscle."""
    text = (care / "techniques.yaml").read_text("utf-8")

    def with_families(match: re.Match[str]) -> str:
        block, name = match[0], match[1]
        mine = [f for f, names in FAMILIES.items() if name in names] or ["stretch"]
        mine += ["massage"] if "- [press," in block and "massage" not in mine else []
        said = ", ".join(f for f in mine if f != "none")
        return re.sub(r"(\n    use: .*)", rf"\1\n    families: [{said}]", block, count=1)

    text = re.sub(r"\n  - id: (\w+)\n(?:    .*\n|\n(?=    ))+", with_families, text)
    (out / "techniques.yaml").write_text(text, "utf-8")


PLACE_WHEN = {
    "any_muscle": "muscle_movement", "any_tummy_place": "tummy_place", "chest_inside": "site.chest",
    "tight_breathing": "movement.tight_breathing", "fingers_toes": "site.fingers_toes or movement.finger_colour",
    "hiccups": "movement.hiccups", "baby": "age_years < 2",
    "period_cramps": 'low_belly_place and body_parts in {"womb", "both"}',
}  # fmt: skip


def bring_must_know(triage: Path, out: Path) -> None:
    """Say in the rule language when each list applies; where unsure, the list applies more often."""
    text = (triage / "must_know.yaml").read_text("utf-8")
    head, _, places = text.partition("\nplaces:\n")
    places = re.sub(
        r"- id: (\w+)\n",
        lambda m: f"- id: {m[1]}\n  when: {PLACE_WHEN.get(m[1], 'site.' + m[1])!r}\n".replace('"', '"'),
        places,
    )
    (out / "must_know.yaml").write_text(f"{head}\nplaces:\n{places}", "utf-8")


def bring_conditions(triage: Path, out: Path) -> None:
    text = (triage / "conditions.yaml").read_text("utf-8")
    (out / "conditions.yaml").write_text(text.replace("\n  for:\n", "\n  speaks_for:\n"), "utf-8")


ACTS_AS = {
    "pregnant_without_a_womb": ['body_parts == "womb"'],
    "speed_without_weakness": ['weak == "cannot_do"'],
    "usual_fit_without_epilepsy": ['fit == "first_ever"'],
    "period_without_a_womb": ['body_parts == "womb"'],
    "bleeding_while_pregnant_not_pregnant": ['pregnancy == "could_be"'],
    "tube_trouble_without_tube": ['catheter == "tube_stays_in"'],
    "failed_painkiller_without_pain": ["pain_now >= 7"],
    "held_back_and_not_stoppable": ["not can_hold_back"],
    "only_asleep_but_now": ["not when.only_falling_asleep"],
    "inhaler_signs_but_breath_normal": ['breath_level == "at_rest_full_sentences"'],
}


def bring_cross_checks(triage: Path, out: Path) -> None:
    """Write each conflict's more urgent reading in the rule language, beside its words."""
    text = (triage / "cross_checks.yaml").read_text("utf-8")
    for name, signs in ACTS_AS.items():
        said = ", ".join(f"'{s}'" for s in signs)
        text = re.sub(rf"(- id: {name}\n(?:  .*\n)*?  reading: .*\n)", rf"\1  acts_as: [{said}]\n", text)
    (out / "cross_checks.yaml").write_text(text, "utf-8")


TOPICS = {
    "what_it_is": ("What a twitch is, and why", (3, 5)),
    "first_minutes": ("The first minutes: stop, rub, rest, stretch", (11, 15, 19)),
    "warmth_and_cold": ("Warmth and cold", (21,)),
    "drinks_and_salts": ("Drinks, salts and pills", (23, 25, 27, 65)),
    "medicines": ("Painkillers and other medicines", (29, 33, 37, 55)),
    "when_to_get_help": ("When to get help", (41,)),
    "inside": ("Cramps inside the body", (47, 49, 51)),
    "bladder": ("Bladder and pelvic floor", (59,)),
    "food": ("Food", (69, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83)),
    "exercise": ("Exercise, stretching and bedtime", (88, 92)),
}
DEEDS = {"contra": "contraindication", "check": "safeguard"}


def bring_article(clinical: Path, out: Path) -> None:
    """Give each claim its topic, and name rules by their id instead of the dossier's number."""
    text = (clinical / "care" / "article_claims.yaml").read_text("utf-8")
    rules = yaml.safe_load((clinical / "triage" / "rules.yaml").read_text("utf-8"))["rules"]
    _, _, claims = text.partition("\nclaims:\n")
    claims, _, left = claims.partition("\n# What the article leaves out")
    topic = {line: name for name, (_, lines) in TOPICS.items() for line in lines}

    def named(match: re.Match[str]) -> str:
        kind, name = match[1], match[2]
        if kind != "rule":
            return f"{DEEDS.get(kind, kind)}:{name}"
        number = f"{'sk' if len(name) == 3 else 'sm'}:{name}"
        return ", ".join(f"rule:{r['id']}" for r in rules if number in r["dossier"])

    def deeds(match: re.Match[str]) -> str:
        return "does: [" + re.sub(r"(\w+):(\w+)", named, match[1]) + "]"

    claims = re.sub(r"    line: (\d+)\n", lambda m: f"{m[0]}    topic: {topic[int(m[1])]}\n", claims)
    left = left.partition("left_out:\n")[2].partition("review:")[0]
    head = (
        "# Every claim of the source article, in its order: what it says (our paraphrase), what the evidence says, what we do.\n"
        "# verdict: supported | partly (true with limits) | unproven | outdated | unsafe (could harm some readers as written).\n"
        "# `line` = line of the article. `does` names what carries our answer out; each has a page.\nreview: engineering\ntopics:\n"
    )
    topics = "".join(f'  - {{id: {name}, name: "{words}"}}\n' for name, (words, _) in TOPICS.items())
    whole = re.sub(r"does: \[(.*?)\]", deeds, f"claims:\n{claims}\n\nleft_out:\n{left}")
    (out / "article_claims.yaml").write_text(head + topics + whole, "utf-8")


def bring_programmes(care: Path, out: Path) -> None:
    """One file a programme. `in` becomes `phases`: it is no name for a field."""
    (out / "programmes").mkdir(parents=True, exist_ok=True)
    for path in sorted((care / "programmes").glob("*.yaml")):
        text = re.sub(r", in: \[", ", phases: [", path.read_text("utf-8"))
        (out / "programmes" / path.name).write_text(text, "utf-8")


VALUES = re.compile(r"_(g|mg|ug|kcal)$")


def bring_foods(clinical: Path, out: Path) -> None:
    """The table of foods as one line a food. What is blank was not verified and stays null."""
    lines = [
        "# Foods and drinks: values per 100 g of the edible part, from the records named; null = not verified, never zero.\n"
        "# record: SR28 = USDA National Nutrient Database 28 (2015/16), SR-Legacy = April 2018. Public domain.\n"
        "review: engineering\nsources: [usda_sr28, own_choice]\nbasis: primary\nfoods:\n"
    ]
    with (clinical / "foods.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            dumped = yaml.safe_dump(
                _food(row), sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=True
            )
            lines.append(f"  - {dumped}")
    (out / "foods.yaml").write_text("".join(lines), "utf-8")


def _food(row: dict[str, str]) -> dict[str, object]:
    measured = {k: v for k, v in row.items() if VALUES.search(k) and k != "portion_g"}
    listed = {k: row[k].split(";") for k in ("allergens", "flags") if row[k]}
    said = {k: row[k] for k in ("fdc_id", "fodmap") if row[k]}
    return {
        "id": row["food_id"],
        "name": row["name"],
        "group": row["group"],
        "portion": row["portion_desc"],
        "portion_g": float(row["portion_g"]),
        "per_100_g": {k: float(v) if v else None for k, v in measured.items()},
        **{k: row[k] for k in ("vegan", "vegetarian", "gluten_free")},
        "record": row["record_source"],
        "ndb_no": row["ndb_no"],
        **said,
        **listed,
    }


def main(clinical: Path, content: Path) -> None:
    for name in ("triage", "care"):
        (content / name).mkdir(parents=True, exist_ok=True)
    bring_rules(clinical / "triage", content / "triage")
    bring_findings(clinical / "triage", content / "triage")
    bring_relief_findings(clinical / "care", content / "care")
    bring_sources(clinical / "care", content / "care")
    bring_techniques(clinical / "care", content / "care")
    for bring in (bring_must_know, bring_conditions, bring_cross_checks):
        bring(clinical / "triage", content / "triage")
    bring_article(clinical, content / "care")
    bring_programmes(clinical / "care", content / "care")
    bring_foods(clinical, content / "care")
    for folder, names in (("triage", TRIAGE_WHOLE), ("care", CARE_WHOLE)):
        for name in names:
            shutil.copyfile(clinical / folder / f"{name}.yaml", content / folder / f"{name}.yaml")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
