"""The pictures of techniques: drawn for every step, whole bones, readable on a phone, and in step with the session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from checks_made import answered
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from served import Site, sees
from served import calf_fixture as calf_fixture
from served import site_fixture as site_fixture

from untwitch.guideline.types import Picture
from untwitch.web.assets import assets
from untwitch.web.figures import DRAWN
from untwitch.web.figures.shapes import angle_of, joint, polar
from untwitch.web.figures.side import FORE, SHIN, THIGH, UPPER, Arm, Leg
from untwitch.web.poses import figure, frames, main_picture, said
from untwitch.web.session_view import session_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from untwitch.guideline.model import Guideline

TOWEL = "calf_active_towel"
# Close-ups and half figures may be cut by the edge; all others show the whole person.
CLOSE = {"head_and_neck", "forearm_and_hand", "hand_on_part", "foot_close", "upper_body_arms", "upper_back"}
ON_STAGE = """() => [...document.querySelectorAll("svg.pose")].flatMap(svg => {
  const frame = svg.getBoundingClientRect(), faults = [], about = svg.getAttribute("aria-label");
  if (svg.getAttribute("role") !== "img" || !about) faults.push("has no name");
  if (!svg.querySelector(".limb")) faults.push("shows nobody");
  for (const part of svg.querySelectorAll("path")) {
    const box = part.getBoundingClientRect(), kind = part.getAttribute("class");
    const wide = Math.min(box.right, frame.right) - Math.max(box.left, frame.left);
    const high = Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
    const inside = box.left >= frame.left - .5 && box.right <= frame.right + .5 && box.top >= frame.top - .5 && box.bottom <= frame.bottom + .5;
    if (!box.width && !box.height) faults.push(`${kind} is empty`);
    else if (wide < 0 || high < 0) faults.push(`${kind} lies outside`);
    else if (!inside && (!svg.closest("[data-close]") || /cue|hot|heat|cold/.test(kind))) faults.push(`${kind} is cut off`);
  }
  return faults.map(fault => `${about}: ${fault}`);
})"""
COLOURS = """() => {
  const of = (shape, what) => getComputedStyle(document.querySelector(shape))[what];
  return {ground: of(".pose", "backgroundColor"), skin: of(".limb:not(.away)", "fill"), line: of(".limb", "stroke"),
    away: of(".away", "fill"), hot: of(".hot", "fill"), cue: of(".cue", "stroke"), ink: of(".ink", "stroke"), thing: of(".thing", "fill")};
}"""


def pictures(guideline: Guideline) -> list[Picture]:
    return [p for x in (*guideline.techniques.values(), *guideline.sequences.values()) for p in x.pictures]


def test_every_picture_has_its_drawing_and_every_drawing_a_picture(guideline: Guideline) -> None:
    shown = {f"{p.pose}/{p.form}" for p in pictures(guideline)}
    assert shown == set(DRAWN)
    assert {p.pose for p in pictures(guideline)} == set(guideline.poses)


def test_a_picture_is_said_in_full_and_cannot_bring_its_own_marks(guideline: Guideline) -> None:
    for picture in pictures(guideline):
        words = said(guideline, picture)
        assert words.count(".") >= 2, words
        drawn = str(figure(picture, f"<b>{words}"))
        assert 'role="img" aria-label="&lt;b&gt;' in drawn
        assert not re.search(r" (id|style|href)=|<text", drawn), (
            "shared ids, styles and letters have no place in a drawing"
        )
        assert len(drawn) < 12_000


def test_the_frames_of_a_technique_differ(guideline: Guideline) -> None:
    for item in (*guideline.techniques.values(), *guideline.sequences.values()):
        own = frames(guideline, item)
        assert len({f.drawing for f in own}) == len({f.caption for f in own}) == len(own), item.id


def test_a_movement_is_shown_by_more_than_colour(guideline: Guideline) -> None:
    for technique in guideline.techniques.values():
        drawn = "".join(f.drawing for f in frames(guideline, technique))
        moves = any(act in ("hold", "move", "press", "breathe") for act, _, _ in (*technique.once, *technique.cycle))
        assert not moves or 'class="cue"' in drawn or 'class="stripe"' in drawn, technique.id


def test_the_one_picture_shows_the_longest_part(guideline: Guideline) -> None:
    forms = {
        t: main_picture(guideline.techniques[t]).form
        for t in (TOWEL, "heat_pack_15", "hiccup_breath_hold", "walk_it_off")
    }
    assert forms == {
        TOWEL: "towel_pull",
        "heat_pack_15": "warm",
        "hiccup_breath_hold": "knees_up",
        "walk_it_off": "slow",
    }


@given(st.floats(-180, 180), st.floats(5, 60), st.floats(5, 60), st.floats(0.05, 0.95), st.sampled_from([1, -1]))
def test_a_computed_joint_keeps_both_bones(angle: float, first: float, second: float, part: float, bend: int) -> None:
    least, most = abs(first - second), first + second
    end = polar(angle, least + part * (most - least))
    knee = joint(0j, end, first, second, bend)
    assert abs(knee) == pytest.approx(first)
    assert abs(end - knee) == pytest.approx(second)
    assert angle_of(end) == pytest.approx(angle) or abs(abs(angle) - 180) < 1e-6


def test_no_bone_is_stretched_and_no_knee_bends_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    limbs: list[Leg | Arm] = []
    for kind in (Leg, Arm):
        path = kind.path

        def noted(self: Leg | Arm, path: object = path) -> str:
            limbs.append(self)
            return path(self)  # type: ignore[operator, no-any-return]

        monkeypatch.setattr(kind, "path", noted)
    for draw in DRAWN.values():
        draw()
    assert len(limbs) > 250
    for one in limbs:
        bones = (
            [(one.hip, one.knee, THIGH), (one.knee, one.ankle, SHIN)]
            if isinstance(one, Leg)
            else [(one.shoulder, one.elbow, UPPER), (one.elbow, one.wrist, FORE)]
        )
        for start, end, bone in bones:
            assert abs(end - start) <= bone * one.size * 1.01, one
        if isinstance(one, Leg):
            thigh, shin = one.knee - one.hip, one.ankle - one.knee
            assert (thigh.conjugate() * shin).imag >= -0.06 * abs(thigh) * abs(shin), one


def gallery(guideline: Guideline) -> str:
    css = "".join(assets()[name].body.decode() for name in ("tokens.css", "figures.css"))
    cells = "".join(
        f"<figure{' data-close' if p.pose in CLOSE else ''}>{figure(p, said(guideline, p))}</figure>"
        for p in pictures(guideline)
    )
    return f"<!doctype html><html lang=en><title>Pictures</title><style>{css} body {{ margin: 0 }}</style><main>{cells}</main>"


def luminance(colour: str) -> float:
    parts = [int(x) / 255 for x in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_pictures_stand_on_their_stage_and_can_be_seen(
    chromium: Browser, guideline: Guideline, scheme: str
) -> None:
    page = chromium.new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.set_content(gallery(guideline))
    assert page.locator("svg.pose").count() == len(pictures(guideline))
    faults, seen = page.evaluate(ON_STAGE), page.evaluate(COLOURS)
    page.close()
    assert faults == []
    for pair in (
        "line ground",
        "line skin",
        "line away",
        "hot skin",
        "cue ground",
        "cue skin",
        "ink ground",
        "ink thing",
    ):
        one, other = (seen[name] for name in pair.split())
        assert contrast(one, other) >= 3, f"{pair}: {one} on {other}"


# in the pages


@pytest.mark.browser
def test_the_picture_follows_the_step(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "light", 390)
    page.clock.install()
    page.goto(f"/check/{site.cleared(calf, TOWEL)}/relief/{TOWEL}")
    shown, steps = page.locator(".frames > li:visible svg"), site.companion.guideline.techniques[TOWEL].pictures
    expect(shown).to_have_count(1)
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    page.get_by_role("button", name="Start").click()
    for after, nth in ((1_000, 0), (10_000, 1), (20_000, 2), (20_000, 2)):
        page.clock.run_for(after)
        expect(shown).to_have_count(1)
        expect(shown).to_have_attribute("aria-label", said(site.companion.guideline, steps[nth]))
    moving = "e => [e, ...e.querySelectorAll('*')].some(x => getComputedStyle(x).transitionDuration !== '0s' || x.getAnimations().length)"
    assert not page.locator(".frames").evaluate(moving)
    page.context.close()


@pytest.mark.browser
def test_all_pictures_stand_in_order_where_nothing_runs(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "dark", 360, java_script_enabled=False)
    unasked = answered(site.companion)
    for address, name in (
        (f"/check/{site.cleared(calf, TOWEL)}/relief/{TOWEL}", TOWEL),
        (f"/check/{unasked}/before/{TOWEL}", TOWEL),
        (f"/explain/technique/{TOWEL}", TOWEL),
        ("/explain/sequence/night_stretch_trial", "night_stretch_trial"),
    ):
        page.goto(address)
        guideline = site.companion.guideline
        item = guideline.techniques.get(name) or guideline.sequences[name]
        labels = page.locator(".frames svg:visible").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
        assert labels == [said(guideline, p) for p in item.pictures], address
    page.context.close()


def test_a_look_that_was_put_in_keeps_the_picture_before_it(guideline: Guideline) -> None:
    for technique in guideline.techniques.values():
        shown = [s.picture for s in session_view(guideline, technique, None).steps]
        assert set(shown) == {n for n, p in enumerate(technique.pictures) if p.steps != ()}, technique.id
