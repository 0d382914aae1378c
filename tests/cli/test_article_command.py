"""`untwitch article`: every claim, narrowed by verdict and topic."""

from __future__ import annotations

import json

from untwitch.guideline.helping import VERDICTS


def test_every_claim_and_everything_left_out_is_told(run, guideline):
    shown = " ".join(run("article").stdout.split())
    for claim in guideline.claims.values():
        assert " ".join(claim.says.split())[:30] in shown
    for left in guideline.left_out.values():
        assert left.what in shown


def test_verdicts_share_the_claims_between_them(run, guideline):
    found = {v: json.loads(run("article", "--verdict", v, "--json").stdout) for v in VERDICTS}
    ids = [c["id"] for one in found.values() for c in one["claims"]]
    assert sorted(ids) == sorted(guideline.claims)
    assert {c["verdict"] for c in found["unsafe"]["claims"]} == {"unsafe"}
    assert found["unsafe"]["left_out"] == []


def test_an_unknown_verdict_or_topic_is_refused_with_the_nearest(run):
    for words in (("--verdict", "unsaef"), ("--topic", "foood")):
        result = run("article", *words)
        assert result.exit_code == 2
        assert "did you mean" in result.stderr


def test_what_a_claim_leads_to_is_explained(run):
    for name, words in (
        ("caffeine_taper", "A quarter less"),
        ("eight_glasses", "Unsafe as written"),
        ("banana", "Potassium"),
    ):
        assert words in run("explain", name).stdout
