"""`untwitch decide` and `interview`: answered with 0, refused with 2 and every fault named, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from untwitch import decide as decide_in_python
from untwitch.guideline.model import Guideline
from untwitch.terminal.reading import LARGEST_BYTES

CALF = {"site": ["calf"], "movement": ["cramp"], "age_years": 50, "swollen_leg": True}


def faults_of(result) -> dict[str, dict]:
    return {f["about"]: f for f in json.loads(result.stdout)["faults"]}


def test_json_says_what_python_says(decide):
    shown = json.loads(decide(CALF, "--json").stdout)
    document = json.loads(json.dumps(decide_in_python(CALF).document()))
    assert {key: shown[key] for key in document} == document


def test_the_number_to_call_stands_before_the_reasons(decide):
    lines = decide({"stroke_sign": True}, "--country", "gb").stdout.splitlines()
    assert lines[0] == "EMERGENCY: get help now"
    assert "999" in lines[2]
    assert lines.index("Why") > 2


def test_without_a_country_the_fallback_is_said_and_no_number_guessed(decide, guideline):
    shown = json.loads(decide({"stroke_sign": True}, "--json").stdout)
    assert shown["call"] == [
        {"purpose": "emergency", "numbers": [], "verified": False, "say": guideline.fallback["emergency"]}
    ]


def test_an_emergency_number_nobody_verified_comes_with_the_fallback(decide, guideline: Guideline):
    country = next(c for c in guideline.countries.values() if "emergency" not in c.verified)
    call = json.loads(decide({"stroke_sign": True}, "--json", "--country", country.code).stdout)["call"][0]
    assert call["numbers"] == list(country.emergency)
    assert call["say"] == guideline.fallback["emergency"]


def test_an_unfinished_result_says_at_least_and_what_is_open(decide):
    shown = decide(CALF).stdout
    assert shown.startswith("At least URGENT")
    assert "it could still be an emergency" in shown
    assert "(pain_now)" in shown


@pytest.mark.parametrize(
    "name, part",
    [
        ("pain_now", {"at_least": 9, "at_most": 3}),
        ("pain_now", {"above": 3, "at_most": 3}),
        ("movement", {"has": ["cramp"], "not": ["cramp"]}),
        ("walking", {"one_of": ["fine"], "not": ["fine"]}),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused_by_name(run, name, part):
    result = run("decide", "--answers", "-", say=json.dumps({name: part}))
    assert (result.exit_code, result.stderr) == (2, f"{name}: leaves no possible answer\n")


def test_parts_that_go_together_are_taken(run):
    said = {"pain_now": {"at_least": 3, "at_most": 3}, "movement": {"has": ["cramp"], "not": ["spasm"]}}
    assert run("decide", "--answers", "-", say=json.dumps(said)).exit_code == 0


def test_every_fault_is_named_at_once_on_both_streams(run):
    text = (
        '{"strok_sign": true, "age_years": 500, "pain_now": NaN, "site": "calf", "site": ["clf"],'
        ' "movement": ["cramp", "cramp"], "fever": 3, "rest": "maybe"}'
    )
    result = run("decide", "--answers", "-", "--json", "--country", "XX", say=text)
    faults = faults_of(result)
    assert result.exit_code == 2
    assert set(faults) == {"strok_sign", "age_years", "pain_now", "site", "movement", "rest", "country", "fever"}
    assert faults["strok_sign"]["suggestion"] == "stroke_sign"
    assert "finite" in faults["pain_now"]["message"]
    assert all(name in result.stderr for name in faults)
    assert "is answered twice" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "is not JSON"),
        ("[1]", "must be an object"),
        ("null", "must be an object"),
        ("NaN", "must be an object"),
        ('{"swollen_leg": tru}', "is not JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"age_years": ' + "9" * 5000 + "}", "number too long"),
        ("{" + ",".join(f'"f{i}": 1' for i in range(1001)) + "}", "at most 1000"),
        ("a" * (LARGEST_BYTES + 1), "is larger than 1 MB"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
    ],
)
def test_what_is_no_answers_file_is_refused_in_plain_words(run, text, message):
    result = run("decide", "--answers", "-", say=text)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("value", [1e999, -1e999, True, "35", [35], {"at_least": "x"}, {"has": [1]}, 1e300, 10**400])
def test_a_number_that_is_none_is_refused_by_name(run, value):
    result = run("decide", "--answers", "-", "--json", say=json.dumps({"age_years": value}))
    assert result.exit_code == 2
    assert set(faults_of(result)) == {"age_years"}


def test_ten_megabytes_are_not_even_read(run, tmp_path: Path):
    file = tmp_path / "big.json"
    file.write_text('{"swollen_leg": "' + "a" * 10_000_000 + '"}')
    result = run("decide", "--answers", str(file))
    assert result.exit_code == 2
    assert "is larger than 1 MB" in result.stderr
    assert len(result.stderr) < 300


@pytest.mark.parametrize("name", ["none.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(run, tmp_path: Path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    result = run("decide", "--answers", name)
    assert result.exit_code == 2
    assert "there is no such file" in result.stderr or "folder" in result.stderr or "cannot be read" in result.stderr


def test_control_characters_of_a_file_do_not_reach_the_terminal(decide):
    assert "\x1b" not in decide({"\x1b[31mred": 1}).output


def test_markup_and_sql_are_only_words(decide):
    result = decide({"<script>alert(1)</script>": "'; DROP TABLE record; --", "pregnancy": "<b>"})
    assert result.exit_code == 2
    assert "is not a finding" in result.stderr
    assert 'has no option "<b>"' in result.stderr


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML"])
def test_a_yaml_file_gives_the_same_decision(run, decide, tmp_path: Path, suffix):
    file = tmp_path / f"answers{suffix}"
    file.write_text("# a comment\nsite: [calf]\nmovement: [cramp]\nage_years: 50\nswollen_leg: true\n")
    assert run("decide", "--json", "--answers", str(file)).stdout == decide(CALF, "--json").stdout


@pytest.mark.parametrize(
    "text, message",
    [
        ("a: &x [1]\nb: *x\n", "repeats a part by name"),
        ("swollen_leg: true\nswollen_leg: false\n", "answers.yaml:2: swollen_leg: is answered twice"),
        ("a: [\n", "is not YAML"),
        ("[{}, 1]: 2\n", "is not YAML"),
        ("age_years: .nan\n", "must be a finite number"),
        ("age_years: 2001-01-01\n", "must be a number"),
        ("pregnancy: no\n", "must be one of"),
        ("- 1\n", "must be an object"),
        ("", "must be an object"),
        ("!!python/object/apply:os.system [ls]\n", "is not YAML"),
    ],
)
def test_yaml_is_read_as_strictly(run, tmp_path: Path, monkeypatch, text, message):
    monkeypatch.chdir(tmp_path)
    Path("answers.yaml").write_text(text)
    result = run("decide", "--answers", "answers.yaml")
    assert result.exit_code == 2
    assert message in result.stderr


def test_nothing_is_written(decide, journal: Path):
    decide(CALF)
    assert not journal.exists()


def test_an_interview_ends_where_the_answers_decide(run):
    answers = {**CALF, "body_parts": "womb"}
    shown = json.loads(run("interview", "--answers", "-", "--json", say=json.dumps(answers)).stdout)
    ids = [s["screen"]["id"] for s in shown["screens"]]
    assert ids[:2] == ["start", "where"]
    assert shown["result"]["level"] == "urgent"
    assert shown["screens"][-1]["ceiling"] == shown["result"]["level"]
    floors = [["self_care", "routine", "soon", "urgent", "emergency"].index(s["floor"]) for s in shown["screens"]]
    assert floors == sorted(floors)


def test_an_emergency_interview_is_one_list_and_which_of_these(run):
    shown = run("interview", "--answers", "-", say='{"mind": ["confused"]}').stdout
    assert "1. Is any of this happening now?" in shown
    assert "EMERGENCY: get help now" in shown


def test_a_known_profile_is_not_asked_again(run):
    answers = json.dumps({**CALF, "body_parts": "womb", "medicines": ["statin"]})
    shown = json.loads(run("interview", "--answers", "-", "--json", "--known", "profile", say=answers).stdout)
    assert {"age_years", "medicines"} <= set(shown["known"])
    assert not any("medicines" in s["response"]["values"] for s in shown["screens"])


def test_an_unknown_known_finding_is_refused_with_the_nearest(run):
    result = run("interview", "--answers", "-", "--known", "profil", say="{}")
    assert result.exit_code == 2
    assert 'did you mean "profile"' in result.stderr
