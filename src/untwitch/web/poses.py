"""The lay figures of the relief techniques: one drawing a pose, as SVG that stands in the page.

A person of thick round strokes, seen from the side unless the pose needs the front. `K` scales the widths so that a
standing figure fits the same canvas as a sitting one. The step text must be enough without the drawing.
"""

from __future__ import annotations

from markupsafe import Markup, escape

WIDTHS = {"trunk": 31, "thigh": 21, "shin": 16, "foot": 11, "neck": 11, "arm": 10.5, "hot": 6.5}
FLOOR = '<path class="floor" d="M8 143H212"/>'


def figure(pose: str, label: str, part: str | None = None) -> Markup:
    """The drawing of a pose with its label; `part` picks the form of a pose that has several.

    >>> str(figure("walk", "Walks")).startswith('<svg class="pose"')
    True
    """
    body = FORMS.get((pose, part or ""), POSES[pose])
    return Markup('<svg class="pose" viewBox="0 0 220 156" role="img" aria-label="{}">{}</svg>').format(
        escape(label),
        Markup(body),  # noqa: S704 - drawn here, no text from outside
    )


def _part(name: str, path: str, k: float = 1, kind: str = "limb") -> str:
    width = round(WIDTHS[name] * k, 1)
    return f'<path class="{"hot" if name == "hot" else kind}" stroke-width="{width:g}" d="{path}"/>'


def _leg(thigh: str, shin: str, foot: str, k: float = 1) -> str:
    return _part("thigh", thigh, k) + _part("shin", shin, k) + _part("foot", foot, k)


def _arm(path: str, k: float = 1, near: bool = True) -> str:
    return _part("arm", path, k, "far" if near else "limb")


def _head(x: float, y: float, k: float = 1, turn: int = 0) -> str:
    """A head that looks right; `turn` in degrees, -90 looks up."""
    lash = f"M{x + 5 * k:g} {y - k:g}c{2 * k:g} {2.5 * k:g} {5 * k:g} {2.5 * k:g} {7 * k:g} 0"
    turned = f' transform="rotate({turn} {x:g} {y:g})"' if turn else ""
    return (
        f'<g{turned}><circle class="head" cx="{x:g}" cy="{y:g}" r="{15.5 * k:g}"/><path class="lash" d="{lash}"/></g>'
    )


def _ink(*paths: str) -> str:
    return "".join(f'<path class="cloth" d="{p}"/>' for p in paths)


def _cue(*paths: str) -> str:
    return "".join(f'<path class="cue" d="{p}"/>' for p in paths)


_CHAIR = _ink("M68 44V143M68 102H118V143")
_SEATED = _part("trunk", "M86 88 86 56", 0.8) + _part("neck", "M86 52 88 34", 0.8) + _head(90, 24, 0.8)
_LAID = _ink("M20 141H52") + _part("neck", "M58 128 46 126", 0.85) + _head(36, 124, 0.85, -90)
_BUST = (
    '<path class="limb" stroke-width="44" d="M84 104H136"/><path class="limb" stroke-width="62" d="M110 112V156"/>'
    '<path class="limb" stroke-width="18" d="M110 78V60"/>'
)
_FACE = '<circle class="head" cx="110" cy="38" r="24"/><path class="lash" d="M97 38c2.5 3 6 3 8.5 0M114.5 38c2.5 3 6 3 8.5 0"/>'
_SHOULDERS = (
    '<path class="limb" stroke-width="46" d="M62 150Q84 136 110 134Q136 136 158 150"/>'
    '<path class="limb" stroke-width="30" d="M110 128V96"/>'
)
_BIG_FACE = (
    '<ellipse class="head" cx="110" cy="62" rx="32" ry="38"/><path class="limb" stroke-width="9" d="M77 62v8M143 62v8"/>'
    '<path class="lash" d="M91 60c3 4 9 4 12 0M117 60c3 4 9 4 12 0M103 84c4 2.5 10 2.5 14 0"/>'
)

POSES: dict[str, str] = {
    "sit_chair": FLOOR + _CHAIR
    + _leg("M88 92 136 92", "M136 92 136 134", "M136 138 153 138", 0.8) + _SEATED + _arm("M86 60 94 82 120 84", 0.8),
    "sit_leg_long": FLOOR
    + _leg("M68 128 128 130", "M128 130 186 132", "M189 133 184 102") + _part("hot", "M142 135.500C152 140 162 138.5 172 136")
    + _part("trunk", "M66 122 52 88") + _part("neck", "M52 80 52 51") + _head(54, 43)
    + _arm("M52 88 74 112 106 98") + _ink("M106 98 183 94C191 93 193 103 187 108")
    + _cue("M206 112C209 92 203 80 190 74M199 72l-10 1 4 10"),
    "sit_ankle_on_knee": FLOOR + _CHAIR
    + _leg("M88 92 136 92", "M136 92 136 134", "M136 138 153 138", 0.8) + _SEATED
    + '<path class="far" stroke-width="14.5" d="M90 92 112 104 142 82"/><path class="far" stroke-width="9" d="M145 82 152 62"/>'
    + _arm("M86 60 110 76 146 70", 0.8) + _cue("M172 66C169 54 163 48 154 46M163 42l-9 4 6 8"),
    "stand_wall_lunge": FLOOR + _ink("M172 12V143")
    + _leg("M106 80 138 100", "M138 100 136 134", "M136 138 150 138", 0.6)
    + _leg("M106 80 87 107", "M87 107 66 134", "M67 138 82 138", 0.6) + _part("hot", "M70 122 79 110.5", 0.6)
    + _part("trunk", "M107 76 119 50", 0.64) + _part("neck", "M120 46 127 34", 0.6) + _head(131, 25, 0.64)
    + _arm("M119 52 142 62 167 52", 0.66) + _cue("M84 60 100 60M94 54l6 6-6 6"),
    "stand_heel_on_step": FLOOR + _ink("M138 143V124H196V143")
    + _leg("M90 78 92 108", "M92 108 90 134", "M90 138 104 138", 0.6)
    + _leg("M90 78 120 98", "M120 98 150 117", "M152 116 158 102", 0.6) + _part("hot", "M98 91 115 102", 0.6)
    + _part("trunk", "M90 75 108 53", 0.64) + _part("neck", "M110 50 120 40", 0.6) + _head(126, 32, 0.64, 18)
    + _arm("M108 55 116 76 130 90", 0.66) + _cue("M132 10C144 13 152 20 157 30M160 19l-3 11-10-4"),
    "stand_heel_to_seat": FLOOR + _ink("M146 70V143M146 106H184V143")
    + _leg("M102 80 104 108", "M104 108 102 134", "M102 138 116 138", 0.6) + _arm("M104 52 124 70 144 70", 0.66, near=False)
    + _leg("M102 80 100 110", "M100 110 76 88", "M76 88 66 80", 0.6) + _part("hot", "M107.5 86 106 102", 0.6)
    + _part("trunk", "M102 76 103 50", 0.64) + _part("neck", "M103 46 105 33", 0.6) + _head(107, 24, 0.64)
    + _arm("M102 54 86 68 72 82", 0.66) + _cue("M52 104V84M46 91l6-7 6 7"),
    "walk": FLOOR
    + _arm("M110 54 126 68 142 62", 0.66, near=False) + _leg("M108 80 98 108", "M98 108 78 130", "M78 132 86 138", 0.6)
    + _leg("M108 80 130 100", "M130 100 128 134", "M128 138 142 138", 0.6)
    + _part("trunk", "M108 76 110 50", 0.64) + _part("neck", "M110 46 113 33", 0.6) + _head(115, 24, 0.64)
    + _arm("M110 54 97 70 104 88", 0.66) + _cue("M164 86h28M184 78l8 8-8 8"),
    "kneel_half": FLOOR + _ink("M152 66V143M152 106H192V143", "M66 139C80 134 102 134 116 139")
    + _leg("M98 86 134 96", "M134 96 134 134", "M134 138 150 138", 0.7)
    + _leg("M98 86 92 126", "M92 126 56 131", "M54 132 44 136", 0.7) + _part("hot", "M105 93 101 110", 0.7)
    + _part("trunk", "M98 82 100 54", 0.72) + _part("neck", "M100 50 103 36", 0.7) + _head(105, 26, 0.72)
    + _arm("M100 58 122 74 150 68", 0.72) + _cue("M58 84h20M71 77l7 7-7 7"),
    "lie_knees_bent": FLOOR + _LAID
    + _leg("M104 127 134 90", "M134 90 152 132", "M153 138 170 138", 0.85)
    + _part("trunk", "M68 128 104 128", 0.85) + _part("hot", "M80 138.500H102") + _arm("M68 124 88 134 116 136", 0.85)
    + _cue("M92 92v20M85 105l7 7 7-7"),
    "lie_knee_hug": FLOOR + _LAID
    + _leg("M104 127 138 92", "M138 92 154 132", "M155 138 172 138", 0.85)
    + _part("trunk", "M68 128 104 128", 0.85) + _part("hot", "M80 138.500H102")
    + _leg("M104 125 84 88", "M84 88 124 82", "M126 82 132 68", 0.85) + _arm("M68 124 66 98 94 84", 0.85)
    + _cue("M74 56C66 59 60 64 57 72M54 62l3 10 10-2"),
    "lie_legs_on_chair": FLOOR + _LAID + _ink("M176 30V143M120 143V92H176")
    + _leg("M102 127 108 82", "M108 82 152 80", "M154 80 158 64", 0.85)
    + _part("trunk", "M68 128 102 128", 0.85) + _part("hot", "M78 138.500H100") + _arm("M66 124 84 134 110 137", 0.85),
    "lie_front_press": FLOOR
    + _leg("M104 132 62 134", "M62 134 26 135", "M24 136 12 139", 0.7)
    + _part("trunk", "M104 131Q128 130 138 100", 0.72) + _part("hot", "M112 138Q130 134 143 110", 0.7)
    + _part("neck", "M140 96 145 80", 0.72) + _head(148, 68, 0.76, -18) + _arm("M136 104 130 122 148 138", 0.76)
    + _cue("M176 112V84M169 91l7-7 7 7"),
    "lie_rest": FLOOR + _ink("M116 140C118 128 138 128 142 140", "M16 141H50")
    + _part("neck", "M58 129 44 127", 0.8) + _head(34, 125, 0.8, -90)
    + _leg("M94 130 130 120", "M130 120 174 133", "M177 132 184 114", 0.78)
    + _part("trunk", "M64 129 96 129", 0.82) + _arm("M64 126 86 136 110 137", 0.8),
    "upper_body_arms": _BUST + _FACE
    + '<path class="far" stroke-width="17" d="M152 106 160 132 104 126"/><path class="far" stroke-width="17" d="M68 106 56 132 96 142 134 140"/>'
    + '<path class="hot" stroke-width="6" d="M146 92C151 94 155 98 157 103"/>' + _cue("M74 70H50M58 62l-8 8 8 8"),
    "arm_on_wall": FLOOR + _ink("M58 10V143")
    + _leg("M97 86 95 110", "M95 110 94 134", "M93 138 86 139", 0.6) + _leg("M113 86 115 110", "M115 110 116 134", "M117 138 124 139", 0.6)
    + '<path class="limb" stroke-width="27" d="M105 62V80"/><path class="limb" stroke-width="15" d="M96 55H115"/>'
    + _arm("M95 55 76 52 62 44", 0.72) + _arm("M117 56 123 76 120 94", 0.72) + _part("hot", "M97 60 106 63", 0.6)
    + _part("neck", "M107 52 109 38", 0.64) + _head(111, 27, 0.68) + _cue("M136 58C152 60 160 70 158 84M150 77l8 7 7-8"),
    "head_and_neck": _SHOULDERS
    + f'<g transform="rotate(16 110 120)">{_BIG_FACE}</g>' + '<path class="hot" stroke-width="6" d="M93 100C88 110 80 118 70 122"/>'
    + _cue("M146 16C160 22 170 32 175 46M178 34l-3 12-11-4"),
    "forearm_and_hand": '<path class="limb" stroke-width="32" d="M0 112 92 104"/><path class="limb" stroke-width="25" d="M92 103 122 90"/>'
    '<path class="limb" stroke-width="17" d="M128 86 140 60 137 38"/><path class="limb" stroke-width="9" d="M112 86 124 70"/>'
    '<path class="hot" stroke-width="6.5" d="M20 121 66 117"/>'
    '<path class="far" stroke-width="23" d="M220 96 184 72"/><path class="far" stroke-width="13" d="M184 72 158 50 134 44"/>'
    + _cue("M112 26C98 34 92 44 92 58M85 50l7 8 8-7"),
    "hand_on_part": '<path class="limb" stroke-width="62" d="M-10 130H230"/><path class="hot" stroke-width="6.5" d="M82 122H142"/>'
    '<path class="pack" d="M76 82H148Q156 82 156 89V93Q156 100 148 100H76Q68 100 68 93V89Q68 82 76 82Z"/>'
    '<path class="cloth" d="M84 82V100M100 82V100M124 82V100M140 82V100"/>'
    '<path class="far" stroke-width="22" d="M36 0 74 46"/><path class="far" stroke-width="15" d="M74 46 96 72 136 76"/>',
}  # fmt: skip

_UPRIGHT = _SHOULDERS + _BIG_FACE
# Poses whose detail changes what is drawn: (pose, technique).
FORMS: dict[tuple[str, str], str] = {
    **dict.fromkeys([("upper_body_arms", "triceps_overhead"), ("upper_body_arms", "rib_side_reach")],
        _BUST + '<path class="far" stroke-width="17" d="M68 104 54 134"/>'
        '<path class="limb" stroke-width="17" d="M150 100 166 54 132 16"/>' + _FACE
        + '<path class="hot" stroke-width="6" d="M150 112C152 124 148 136 143 146"/>' + _cue("M104 5C88 5 76 10 68 20M79 19l-11 1-1-10")),
    **dict.fromkeys([("head_and_neck", t) for t in ("jaw_rest_position", "jaw_rule_of_five", "jaw_massage")],
        _UPRIGHT + '<path class="hot" stroke-width="6" d="M82 72C84 82 88 89 94 94M138 72C136 82 132 89 126 94"/>'),
    ("head_and_neck", "eyelid_rest"): _UPRIGHT + '<path class="hot" stroke-width="5" d="M90 56c4-4 10-4 14 0"/>',
    ("head_and_neck", "trap_shrug_release"): _UPRIGHT + '<path class="hot" stroke-width="6" d="M78 124C84 122 90 118 94 112M142 124C136 122 130 118 126 112"/>'
        + _cue("M44 96v26M36 114l8 8 8-8M176 96v26M168 114l8 8 8-8"),
}  # fmt: skip
