"""Broken content is refused: every mistake at once, each with its file, its line, and what was probably meant."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.checks import faults
from untwitch.guideline.documents import CONTENT, read

URGENT, DERIVED, LIMB = "triage/rules/urgent.yaml", "triage/derived.yaml", "triage/findings/limb.yaml"
PAIN, FLOORS, CROSS = "triage/findings/pain.yaml", "triage/floors.yaml", "triage/cross_checks.yaml"
TECHNIQUES, CONTRA, PLACES = "care/techniques.yaml", "care/contraindications.yaml", "care/places.yaml"
COLD, COUNTRIES, CONDITIONS = "care/cold_heat.yaml", "care/countries.yaml", "triage/conditions.yaml"
ARTICLE, CAFFEINE, FLUIDS = "care/article_claims.yaml", "care/programmes/caffeine_taper.yaml", "care/fluids.yaml"
MUST, AID, REGRESSION = "triage/must_know.yaml", "triage/first_aid.yaml", "triage/regression.yaml"


@dataclass(frozen=True)
class Mistake:
    """The first match of `old` in a file becomes `new`; one fault must say `message` about the line `mark` stands on."""

    about: str
    file: str
    old: str
    new: str
    message: str
    meant: str | None = None
    mark: str | None = None

    def make(self, folder: Path) -> int:
        """Make the mistake; the line on which it stands."""
        path = folder / self.file
        text = path.read_text("utf-8")
        found = re.search(self.old, text, re.MULTILINE)
        assert found, f"{self.file} holds no {self.old}"
        changed = text[: found.start()] + self.new + text[found.end() :]
        path.write_text(changed, "utf-8")
        until = found.start() + len(self.new)
        return changed.count("\n", 0, changed.rindex(self.mark or self.new.strip("\n"), 0, until)) + 1


READING = [
    Mistake("an unknown key of a claim", ARTICLE, "^    verdict: supported$", "    verdct: supported", "is not a known key", "verdict"),
    Mistake("an unknown verdict", ARTICLE, "^    verdict: supported$", "    verdict: true_ish", "input should be 'supported', 'partly'"),
    Mistake("unknown key", URGENT, "^  because:", "  becuase:", "is not a known key", "because"),
    Mistake("missing key", URGENT, "^  via: .*\n  when: swollen_leg\n", "  when: swollen_leg\n", "is missing", mark="id: swollen_limb"),
    Mistake("doubled key", URGENT, "^  level: urgent$", "  level: urgent\n  level: soon", 'the key "level" stands twice', mark="  level: soon"),
    Mistake("unknown level", URGENT, "^  level: urgent$", "  level: urgnt", "input should be 'emergency', 'urgent'"),
    Mistake("unknown position", TECHNIQUES, "^    position: standing$", "    position: standng", "input should be 'any', 'sitting'", "standing"),
    Mistake("wrong type", TECHNIQUES, "seconds: 30$", 'seconds: "30"', "input should be a valid integer"),
    Mistake("text for a list", URGENT, r"^  sources: \[.*\]$", "  sources: sk", "input should be a valid array"),
    Mistake("yes as a key", URGENT, "{swollen_leg: true}", "{yes: true}", 'the key "yes" must be a word'),
    Mistake("a number as a key", URGENT, "{swollen_leg: true}", "{7: true}", 'the key "7" must be a word'),
    Mistake("null as a key", URGENT, "{swollen_leg: true}", "{~: true}", 'the key "~" must be a word'),
    Mistake("a list as a key", URGENT, "{swollen_leg: true}", "{? [swollen_leg] : true}", "a key must be a word"),
    Mistake("a merged key", URGENT, "{swollen_leg: true}", "{<<: {swollen_leg: true}}", 'the key "<<" must be a word'),
    Mistake("yes as a value", URGENT, "{swollen_leg: true}", "{swollen_leg: yes}", '"yes" must be true or false, or a word in quotes'),
    Mistake("off as a value", LIMB, "^  absent: false$", "  absent: Off", '"Off" must be true or false, or a word in quotes'),
    Mistake("not a number", PAIN, "^  min: 0$", "  min: .nan", '".nan" must be a plain number, or a word in quotes'),
    Mistake("infinity", PAIN, "^  max: 10$", "  max: .inf", '".inf" must be a plain number, or a word in quotes'),
    Mistake("a number in base 8", PAIN, "^  max: 10$", "  max: 012", '"012" must be a plain number, or a word in quotes'),
    Mistake("a number in base 60", PAIN, "^  max: 10$", "  max: 1:30", '"1:30" must be a plain number, or a word in quotes'),
    Mistake("a number in base 16", PAIN, "^  max: 10$", "  max: 0x0A", '"0x0A" must be a plain number, or a word in quotes'),
    Mistake("a number too long", PAIN, "^  max: 10$", "  max: 1" + "0" * 5000, "must be a plain number, or a word in quotes"),
    Mistake("a date", URGENT, "^read: .*$", "read: 2026-11-22", '"2026-11-22" must be a word in quotes'),
    Mistake("no date at all", URGENT, "^read: .*$", "read: 2026-13-45", '"2026-13-45" must be a word in quotes'),
    Mistake("a tag", URGENT, "^  via: same_day$", "  via: !!python/object/apply:os.getcwd []", "may not have the tag"),
    Mistake("our own tag", URGENT, "^  via: same_day$", "  via: !other same_day", '"same_day" must be a word in quotes'),
    Mistake("a null that does not look like one", LIMB, "^  absent: false$", "  absent: ~", '"~" must be null, or a word in quotes'),
    Mistake("an alias", URGENT, "^  via: same_day\n  when: swollen_leg$", "  via: &some same_day\n  when: *some", "may not be said by an alias", mark="  via: &some"),
    Mistake("an alias to itself", URGENT, r"^  sources: \[.*\]$", "  sources: &some [*some]", "may not be said by an alias"),
    Mistake("broken YAML", URGENT, "^  via: same_day\n  when: swollen_leg$", "  via: [same_day\n  when: swollen_leg", "cannot be read", mark="  when"),
    Mistake("a tab", URGENT, "^  via: same_day$", "\tvia: same_day", "; a tab stands here, use spaces"),
    Mistake("a colon in a sentence", URGENT, "^  because: One", "  because: Note: one", "a colon inside a text: put the whole sentence in quotes"),
    Mistake("two documents", URGENT, "^rules:$", "---\nrules:", "cannot be read"),
    Mistake("a control character", URGENT, "^  because: One", "  because: \x07One", "cannot be read"),
    Mistake("deeper than anything real", URGENT, "^  via: same_day$", "  via: " + "[" * 2_000 + "]" * 2_000, "is nested deeper than"),
]  # fmt: skip
ACROSS = [
    Mistake("no source", URGENT, r"^  sources: \[.*\]$", "  sources: []", "has no source"),
    Mistake("unknown source", URGENT, r"'sk:S10'\]", "'sk:S10x']", 'unknown source "sk:S10x"', "sk:S10"),
    Mistake("unknown condition", URGENT, "^  condition: deep_vein_thrombosis$", "  condition: deep_vein_trombosis", "unknown condition", "deep_vein_thrombosis"),
    Mistake("unknown first aid", URGENT, r"^  first_aid: \[no_rub\]", "  first_aid: [no_rubb]", 'unknown first aid step "no_rubb"', "no_rub"),
    Mistake("unknown family", URGENT, r"blocks_relief: \[stretch", "blocks_relief: [strech", 'unknown technique family "strech"', "stretch"),
    Mistake("misspelt finding", URGENT, "^  when: swollen_leg$", "  when: swolen_leg", 'unknown finding "swolen_leg"', "swollen_leg"),
    Mistake("misspelt option", URGENT, r"^  when: site\.calf", "  when: site.claf", '"site" has no option "claf"', "calf"),
    Mistake("wrong comparison", URGENT, "^  when: swollen_leg$", "  when: swollen_leg >= 3", "cannot be compared with a number"),
    Mistake("out of range", DERIVED, "^  when: pain_now >= 7$", "  when: pain_now >= 70", "goes from 0 to 10"),
    Mistake("signs of another language", URGENT, "^  when: swollen_leg$", "  when: swollen_leg & (clot_risk", "(use `and` for &; a bracket is open)"),
    Mistake("one sign of another language", URGENT, "^  when: swollen_leg$", "  when: swollen_leg | clot_risk", "(use `or` for |)"),
    Mistake("an option like no other", URGENT, r"^  when: site\.calf", "  when: site.wibble", '"site" has no option "wibble"; it has: '),
    Mistake("an answer that is none", URGENT, "{swollen_leg: true}", "{swollen_leg: maybe}", "must be true or false", mark="swollen_leg"),
    Mistake("a condition of which one word is right", URGENT, "^  condition: deep_vein_thrombosis$", "  condition: thrombosis", 'unknown condition "thrombosis"', "deep_vein_thrombosis"),
    Mistake("a condition like no other", URGENT, "^  condition: deep_vein_thrombosis$", "  condition: wibble", "; docs/content/by-name.md names them all"),
    Mistake("a site nearly right", TECHNIQUES, r"^    sites: \[calf\]$", "    sites: [calve]", 'unknown technique site "calve"', "calf"),
    Mistake("not in the language", URGENT, "^  when: swollen_leg$", "  when: open(swollen_leg)", "not in the rule language"),
    Mistake("unknown person", URGENT, "person: nothing_named", "person: noting_named", 'unknown baseline person "noting_named"', "nothing_named"),
    Mistake("unknown finding in a case", URGENT, "{swollen_leg: true}", "{swolen_leg: true}", 'unknown finding "swolen_leg"', "swollen_leg"),
    Mistake("wrong answer in a case", URGENT, "{swollen_leg: true}", "{swollen_leg: 3}", "must be true or false"),
    Mistake("number out of range in a case", URGENT, "^      pain_now: 4$", "      pain_now: 40", "must be from 0 to 10"),
    Mistake("a level in the file of another", URGENT, "^  level: urgent$", "  level: soon", 'the level "soon" stands in the file of "urgent"'),
    Mistake("an emergency by the family doctor", "triage/rules/emergency.yaml", "^  via: ambulance$", "  via: gp", '"gp" does not go with emergency; that goes by ambulance, emergency_department'),
    Mistake("an ambulance for care at home", "triage/rules/self_care.yaml", "^  via: none$", "  via: ambulance", '"ambulance" does not go with self_care; that goes by pharmacist, none'),
    Mistake("a dossier number twice", URGENT, r"^  dossier: \['sk:U02'\]", "  dossier: ['sk:E01']", 'the dossier number "sk:E01" is that of stroke_sign_seen already'),
    Mistake("a page that nobody read", URGENT, r"^  sources: \['sk:S10'\]\n  basis: copy$", "  sources: ['x:DESIGN']\n  basis: copy", 'says "copy", but its sources are design at most', mark="  basis: copy"),
    Mistake("general knowledge as a page that was read", URGENT, r"^  sources: \['sk:S10'\]\n  basis: copy$", "  sources: ['sk:GK', 'x:DESIGN']\n  basis: primary", 'says "primary", but its sources are general_knowledge at most', mark="  basis: primary"),
    Mistake("evidence without a study", TECHNIQUES, r"^      grade: low\n      says: .*\n    sources: \[miller_2022, leg_cramp_leaflet\]\n    basis: abstract$", "      grade: low\n    sources: [own_choice]\n    basis: design", 'says "low", but no study is among its sources, only design', mark="      grade: low"),
    Mistake("nothing to stop for", TECHNIQUES, r"^    stop: \[red_flag\]$", "    stop: []", "names nothing at which a person must stop"),
    Mistake("a technique for no use", TECHNIQUES, r"^    use: \[active\]$", "    use: []", "says no use, so it is never offered"),
    Mistake("standing for who may fall", TECHNIQUES, r"^    contra: \[broken_or_torn, fall_risk, baby", "    contra: [broken_or_torn, baby", 'is done standing, so it needs the contraindication "fall_risk"'),
    Mistake("an unknown need", TECHNIQUES, r"^    needs: \[towel\]$", "    needs: [towl]", 'unknown thing that a technique needs "towl"', "towel"),
    Mistake("an unknown muscle", TECHNIQUES, r"^    muscles: \[gastrocnemius, soleus\]$", "    muscles: [gastrocnemus, soleus]", 'unknown muscle "gastrocnemus"', "gastrocnemius"),
    Mistake("no near miss", URGENT, "    expect: false$", "    expect: true", "needs a true case and a near miss", mark="- id:"),
    Mistake("doubled id", URGENT, "^- id: constant_calf_pain_with_clot_risk$", "- id: swollen_limb", "the id stands twice among the rules"),
    Mistake("derived and finding at once", DERIVED, "^- id: pain_mild_up$", "- id: swollen_leg", "is a finding and a derived fact at once"),
    Mistake("seconds that do not add up", TECHNIQUES, "seconds: 30$", "seconds: 31", "the steps take 30 s, not 31 s"),
    Mistake("sequence that does not add up", TECHNIQUES, "seconds: 145$", "seconds: 146", "the steps take 145 s, not 146 s"),
    Mistake("technique without a picture", TECHNIQUES, "^    pictures:\n      - {pose: sit_chair, form: table.*$", "    pictures: []", "has 0 pictures, not 1 to 3"),
    Mistake("step without a picture", TECHNIQUES, r"steps: \[3, 4\]", "steps: [3]", "the pictures show the steps [1, 2, 3], not each of 4 once", mark="    pictures:\n      - {pose: sit_leg_long"),
    Mistake("sequence without a picture", TECHNIQUES, r"^    pictures:\n(      - .*\n){4}    steps:\n      - \[set, 5,", "    pictures: []\n    steps:\n      - [set, 5,", "has 0 pictures, not 1 to 6"),
    Mistake("options of a yes or no", LIMB, "^- id: tight_muscle\n  kind: yes_no$", "- id: tight_muscle\n  kind: choice", "options stand with choice", mark="- id: tight_muscle"),
    Mistake("doubled option", LIMB, "id: very_cold", "id: white_or_mottled", "stands twice"),
    Mistake("absent that does not fit", LIMB, "^  absent: false$", "  absent: []", "must be true or false"),
    Mistake("no reason", URGENT, "^  because: .*$", "  because: '  '", "says no reason"),
    Mistake("a claim that leads nowhere", ARTICLE, "programme:back_return", "programme:back_retrun", 'unknown thing of the content "programme:back_retrun"', "programme:back_return"),
    Mistake("a claim that nothing answers", ARTICLE, r"^    does: \[.*\]$", "    does: []", "nothing answers it"),
    Mistake("a claim of no topic", ARTICLE, "^    topic: food$", "    topic: fodo", 'unknown topic "fodo"', "food"),
    Mistake("an unknown measure", CAFFEINE, "when: 'unwell'", "when: 'unwel'", 'unknown finding "unwel"', "unwell"),
    Mistake("a step to nowhere", CAFFEINE, "go: taper", "go: tapr", 'unknown phase "tapr"', "taper"),
    Mistake("a start out of bounds", CAFFEINE, "{start: 400,", "{start: 4000,", "starts outside its own bounds"),
    Mistake("an unknown outcome", FLUIDS, "outcome: clinician,", "outcome: clinican,", 'unknown outcome "clinican"', "clinician"),
]  # fmt: skip
DANGLING = [
    Mistake("first aid source", AID, 'source: "sk:S18"', 'source: "sk:S18x"', 'unknown source "sk:S18x"', "sk:S18"),
    Mistake("condition source", CONDITIONS, r"  sources: \['sk:", "  sources: ['skk:", "unknown source"),
    Mistake("country source", COUNTRIES, "sources: .nhs24_111", "sources: [nhs24_11", 'unknown source "nhs24_11"', "nhs24_111"),
    Mistake("fallback source", COUNTRIES, "helpline_directory", "helpline_directry", "unknown source", "helpline_directory"),
    Mistake("contraindication source", CONTRA, r"sources: \[nhs_dvt\]", "sources: [nhs_dtv]", 'unknown source "nhs_dtv"', "nhs_dvt"),
    Mistake("source of all techniques", TECHNIQUES, "acsm_flexibility_2021", "acsm_flexibilty_2021", "unknown source", "acsm_flexibility_2021"),
    Mistake("source of all places", PLACES, r"^sources: \[own_choice\]", "sources: [own_choise]", "unknown source", "own_choice"),
    Mistake("source of the choice of cold or heat", COLD, "acp_back_2017", "acp_back_2071", "unknown source", "acp_back_2017"),
    Mistake("source of the skin ladder", COLD, r"^skin_sources: \[training_matters_ice_heat", "skin_sources: [training_matter_ice_heat", "unknown source", "training_matters_ice_heat"),
    Mistake("source of a pack", COLD, "sources: .mpft_cold", "sources: [mpft_clod", 'unknown source "mpft_clod"'),
    Mistake("source of a lockout", COLD, "sources: .fda_rub_burns_2012", "sources: [fda_rub_burn_2012", "unknown source", "fda_rub_burns_2012"),
    Mistake("must-know finding", MUST, "{finding: pain_now", "{finding: pain_nwo", 'unknown finding "pain_nwo"', "pain_now"),
    Mistake("must-know finding of a place", MUST, "  - {finding: heat,", "  - {finding: heatt,", 'unknown finding "heatt"', "heat"),
    Mistake("floor finding", FLOORS, "^- finding: ", "- finding: x", "unknown finding"),
    Mistake("finding of a repeat contact", CROSS, "finding: contacts_14d", "finding: contacts_15d", "unknown finding", "contacts_14d"),
    Mistake("rule of a repeat contact", CROSS, "rule: second_contact_same_trouble", "rule: second_contact_same_troubel", "unknown rule", "second_contact_same_trouble"),
    Mistake("what may lower", CROSS, "^- can_hold_back$", "- can_hold_bak", 'unknown finding "can_hold_bak"', "can_hold_back"),
    Mistake("finding to ask again", CROSS, "ask_again: .fever_shivers", "ask_again: [fever_shiver", "unknown finding", "fever_shivers"),
    Mistake("answer of a conflict", CROSS, "case: {fever_shivers: true", "case: {fever_shiver: true", "unknown finding", "fever_shivers"),
    Mistake("answer in a pair", CROSS, "given: {saddle_numb: true}", "given: {saddel_numb: true}", "unknown finding", "saddle_numb"),
    Mistake("answer of a regression person", REGRESSION, r"site: \[eyelid\]", "site: [eyeld]", 'has no option "eyeld", did you mean "eyelid"?'),
    Mistake("technique that follows", TECHNIQUES, r"^    then: \[\w", "    then: [xx", "unknown technique"),
    Mistake("stop code", TECHNIQUES, r"^    stop: \[red_flag\]", "    stop: [red_flagg]", "unknown stop code", "red_flag"),
    Mistake("contraindication of a technique", TECHNIQUES, r"^    contra: \[dvt_signs", "    contra: [dtv_signs", "unknown contraindication", "dvt_signs"),
    Mistake("set of a technique", TECHNIQUES, r"^    contra_sets: \[\w+", "    contra_sets: [legwork", "unknown set of contraindications", "leg_work"),
    Mistake("pose of a technique", TECHNIQUES, "{pose: sit_chair", "{pose: sit_chiar", "unknown pose", "sit_chair"),
    Mistake("technique of a sequence", TECHNIQUES, r"techniques: \[calf_wall_straight", "techniques: [calf_wall_strait", "unknown technique", "calf_wall_straight"),
    Mistake("technique for the unsteady", TECHNIQUES, r"instead_when_unsteady: \[posterior_chain_sit", "instead_when_unsteady: [posterior_chain_sitt", "unknown technique", "posterior_chain_sit"),
    Mistake("code in a set", CONTRA, r"^  leg_work: \[dvt_signs", "  leg_work: [dvt_sings", "unknown contraindication", "dvt_signs"),
    Mistake("technique instead", CONTRA, r"instead: \[hip_flexor_edge\]", "instead: [hip_flexor_egde]", "unknown technique", "hip_flexor_edge"),
    Mistake("code of a substitute", CONTRA, "^  pregnant_flat:$", "  pregnent_flat:", "unknown contraindication", "pregnant_flat"),
    Mistake("substituted technique", CONTRA, "^    calf_active_weight:", "    calf_active_wieght:", "unknown technique", "calf_active_weight"),
    Mistake("substitute", CONTRA, r"calf_active_weight: \[calf_active_towel\]", "calf_active_weight: [calf_active_towl]", "unknown technique", "calf_active_towel"),
    Mistake("substitute in another form", CONTRA, "{technique: buttock_figure4,", "{technique: buttock_figur4,", "unknown technique", "buttock_figure4"),
    Mistake("place of a region", PLACES, "{place: shoulder, side: left", "{place: sholder, side: left", "unknown place", "shoulder"),
    Mistake("site of a place", PLACES, r"site: \[eyelid\]", "site: [eyeld]", "unknown site", "eyelid"),
    Mistake("kind of a place", PLACES, r"kinds: \[twitch, spasm\]", "kinds: [twich, spasm]", "unknown kind of movement", "twitch"),
    Mistake("place in a group", PLACES, r"any_limb: \[shoulder", "any_limb: [sholder", "unknown place", "shoulder"),
    Mistake("place in a class", PLACES, r"^  thick: \[thigh_front", "  thick: [thigh_frnt", "unknown place", "thigh_front"),
    Mistake("place with other names", PLACES, r"^  eyelid: \[eye twitch\]", "  eyelids: [eye twitch]", "unknown place", "eyelid"),
    Mistake("technique of a pack", COLD, "technique: cold_pack_10", "technique: cold_pack_1O", "unknown technique", "cold_pack_10"),
    Mistake("set of a pack", COLD, "contra_set: cold", "contra_set: clod", "unknown set of contraindications", "cold"),
    Mistake("expression of a pack", COLD, "when: 'age_years < 6'", "when: 'age_year < 6'", 'unknown finding "age_year"', "age_years"),
    Mistake("field of a country", COUNTRIES, r"verified: \[emergency, medical\]", "verified: [emergency, medcial]", "unknown field of a country", "medical"),
]  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of our content to break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def refused(folder: Path) -> list[Fault]:
    """All faults of a content folder, those of reading or, when all can be read, those across the files."""
    try:
        return faults(read(folder))
    except FaultsError as error:
        return list(error.faults)


def assert_named(mistake: Mistake, line: int, found: list[Fault]) -> None:
    """One of the faults is this mistake, where it stands."""
    about = [x for x in found if x.file == mistake.file and mistake.message in x.message]
    assert about, f"{mistake.about} is not named in:\n" + "\n".join(map(str, found[:5]))
    assert any(x.line == line and (mistake.meant is None or x.suggestion == mistake.meant) for x in about), (
        f"{mistake.about} stands on line {line}:\n" + "\n".join(map(str, about[:5]))
    )


def test_an_unbroken_copy_has_no_fault(copy: Path) -> None:
    assert not refused(copy)


@pytest.mark.parametrize("mistake", [*READING, *ACROSS, *DANGLING], ids=lambda m: m.about)
def test_a_mistake_is_refused_with_file_line_and_suggestion(copy: Path, mistake: Mistake) -> None:
    line = mistake.make(copy)
    assert_named(mistake, line, refused(copy))


def one_a_file(mistakes: list[Mistake]) -> list[Mistake]:
    return list({mistake.file: mistake for mistake in mistakes}.values())


@pytest.mark.parametrize("mistakes", [READING, [*ACROSS, *DANGLING]], ids=["reading", "across files"])
def test_all_mistakes_are_named_at_once(copy: Path, mistakes: list[Mistake]) -> None:
    some = one_a_file(mistakes)
    lines = [mistake.make(copy) for mistake in some]
    found = refused(copy)
    for mistake, line in zip(some, lines, strict=True):
        assert_named(mistake, line, found)


def test_all_mistakes_of_one_file_are_named_at_once(copy: Path) -> None:
    (copy / URGENT).write_text((copy / URGENT).read_text("utf-8").replace("  because:", "  becuase:", 5), "utf-8")
    unknown = [x for x in refused(copy) if x.suggestion == "because"]
    assert len({x.line for x in unknown}) == 5


def test_a_fault_reads_as_one_plain_line(copy: Path) -> None:
    line = ACROSS[5].make(copy)
    assert str(refused(copy)[0]) == (
        f'{URGENT}:{line}: swollen_limb.when: unknown finding "swolen_leg", did you mean "swollen_leg"?'
    )


def test_a_cycle_among_derived_facts_is_found_from_every_side(copy: Path) -> None:
    text = (copy / DERIVED).read_text("utf-8")
    text = text.replace("  when: pain_now >= 1\n", "  when: pain_moderate_up\n", 1)
    text = text.replace("  when: pain_now >= 4\n", "  when: not pain_mild_up\n", 1)
    (copy / DERIVED).write_text(text, "utf-8")
    found = sorted(x for x in refused(copy) if "lead back to itself" in x.message)
    assert [x.about for x in found] == ["pain_mild_up", "pain_moderate_up"]
    assert [text.splitlines()[x.line - 1] for x in found] == ["- id: pain_mild_up", "- id: pain_moderate_up"]


Change = Callable[[Path], Any]
FILES_GONE_WRONG: dict[str, tuple[str, Change, str]] = {
    "empty": (URGENT, lambda path: path.write_bytes(b""), "is empty"),
    "only comments": (URGENT, lambda path: path.write_text("# nothing\n"), "is empty"),
    "binary": (URGENT, lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe"), "cannot be read"),
    "nothing but noughts": (URGENT, lambda path: path.write_bytes(bytes(4096)), "cannot be read"),
    "another encoding": (URGENT, lambda path: path.write_text("rules: [é]\n", "latin-1"), "cannot be read"),
    "a list": (URGENT, lambda path: path.write_text("- rules\n"), "input should be"),
    "a word": (URGENT, lambda path: path.write_text("rules\n"), "input should be"),
    "cut off": (URGENT, lambda path: path.write_bytes(path.read_bytes()[:1_000]), ""),
    "gone": (DERIVED, lambda path: path.unlink(), "no file of this name is there"),
    "a folder": (DERIVED, lambda path: (path.unlink(), path.mkdir()), "cannot be read"),
}


@pytest.mark.parametrize("how", FILES_GONE_WRONG)
def test_a_file_gone_wrong_is_refused(copy: Path, how: str) -> None:
    file, change, message = FILES_GONE_WRONG[how]
    change(copy / file)
    assert [x for x in refused(copy) if x.file == file and message in x.message]


def test_a_text_in_another_encoding_is_refused_with_its_line(copy: Path) -> None:
    (copy / URGENT).write_bytes(b"# one\n# two\nrules: [\xe9]\n")
    assert [x.line for x in refused(copy) if x.file == URGENT] == [3]


@pytest.mark.parametrize(
    "name", ["triage/rules/soon.yml", "triage/extra.yaml", "care/rules/soon.yaml", "triage/soon.txt", "notes"]
)
def test_a_file_that_nobody_expects_is_refused(copy: Path, name: str) -> None:
    """A file of rules under a wrong name would be rules that never fire."""
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("review: engineering\n", "utf-8")
    assert [(x.file, x.message) for x in refused(copy)] == [(name, "is not a content file this program knows")]


def test_what_an_editor_or_a_computer_leaves_behind_is_ignored(copy: Path) -> None:
    (copy / "triage" / ".urgent.yaml.swp").write_bytes(b"\x00")
    (copy / ".DS_Store").write_bytes(b"\x00")
    assert not refused(copy)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert [x.message for x in refused(tmp_path / "nowhere")] == ["there is no such content folder"]


def test_a_baseline_person_answers_every_finding(copy: Path) -> None:
    path = copy / FLOORS
    path.write_text(path.read_text("utf-8").replace("      site: [calf]\n", "", 1), "utf-8")
    assert [x.message for x in refused(copy)] == ['the baseline person does not answer "site"']


def test_a_floor_speaks_of_answers_and_people_that_exist(copy: Path) -> None:
    path = copy / FLOORS
    text = path.read_text("utf-8")
    text = text.replace("- finding: stroke_sign\n  answer: true\n", "- finding: stroke_sign\n  answer: maybe\n", 1)
    text = text.replace("  level: {calf_cramp:", "  level: {calf_crmp:", 1)
    path.write_text(text, "utf-8")
    found = {x.message: (text.splitlines()[x.line - 1], x.suggestion) for x in refused(copy)}
    assert found["must be true or false"] == ("  answer: maybe", None)
    said, meant = found['unknown baseline person "calf_crmp"']
    assert "calf_crmp" in said
    assert meant == "calf_cramp"


def test_an_answer_that_does_not_fit_is_named_with_its_finding(copy: Path) -> None:
    path = copy / URGENT
    path.write_text(path.read_text("utf-8").replace("{swollen_leg: true}", "{swollen_leg: maybe}", 1), "utf-8")
    assert [x.about for x in refused(copy)] == ["swollen_limb.swollen_leg"]
