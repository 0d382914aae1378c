"""The fixed words of a report: levels, how to be seen, titles, evidence."""

from __future__ import annotations

from datetime import datetime

from untwitch.guideline.types import Basis, Grade, Group, Level, Via
from untwitch.language import _, current
from untwitch.saying import clock_time, short_day


def level_word(level: Level) -> str:
    """A level's name."""
    return {
        "emergency": _("Emergency"),
        "urgent": _("Urgent"),
        "soon": _("Soon"),
        "routine": _("Routine"),
        "self_care": _("Self-care"),
    }[level]


def level_rank(level: Level) -> str:
    """Where a level stands among the five, for readers who know none of them."""
    return {
        "emergency": _("Highest of five levels"),
        "urgent": _("Second highest of five levels"),
        "soon": _("Middle of five levels"),
        "routine": _("Second lowest of five levels"),
        "self_care": _("Lowest of five levels"),
    }[level]


def heading(level: Level, via: Via) -> str:
    """What to do, in one line."""
    now = level == "emergency"
    midwife = {"urgent": _("Call your midwife today"), "soon": _("Call your midwife this week")}
    by_via = {
        "ambulance": _("Call an ambulance now"),
        "emergency_department": _("Go to an emergency department now")
        if now
        else _("Go to an emergency department today"),
        "poison_centre": _("Call the poison centre now"),
        "maternity": _("Call your maternity unit now") if now else _("Call your maternity unit today"),
        "crisis_line": _("Talk to someone now"),
        "midwife": midwife.get(level, _("Call your midwife")),
        "optician": _("See an optician"),
    }
    if via == "pharmacist" and level != "self_care":
        return _("Ask a pharmacist")
    return by_via.get(via) or _by_level(level)


def _by_level(level: Level) -> str:
    return {
        "emergency": _("Get help now"),
        "urgent": _("Get seen today"),
        "soon": _("See a clinician within 2 weeks"),
        "routine": _("Book a visit"),
        "self_care": _("You can ease this now"),
    }[level]


def how_to_be_seen(level: Level, via: Via) -> str:
    """One more sentence on how to be seen; empty when there is none."""
    if level == "soon" and via == "clinician":
        return _("Your family doctor, a clinic or a walk-in centre. Say that it should be within 2 weeks.")
    return {
        "ambulance": _("Do not drive yourself."),
        "emergency_department": _("Let someone else drive. If you cannot get there safely, call an ambulance."),
        "same_day": _("No answer? Go to an urgent care centre or an emergency department."),
        "maternity": _("Your maternity unit answers day and night. Its number is in your notes."),
        "poison_centre": _("Have the pack or bottle at hand. If the person is not well, call the emergency number."),
        "crisis_line": _("You need not be alone with this. Stay with someone you trust."),
        "gp": _("Your family doctor or usual clinic. There is no hurry, but do make the visit."),
    }.get(via, "")


def to_ask(level: Level | None, via: Via) -> str:
    """What the caller asks at the end."""
    if via == "crisis_line":
        return _("Can you talk with me now?")
    if level == "emergency":
        return _("The address is … What should I do until you are here?")
    return _("When and where can I be seen today?") if level == "urgent" else _("Can I be seen within 2 weeks?")


def raised_words(why: str) -> str:
    """Why the level is higher than the rules alone say."""
    return {
        "not_sure": _("You were not sure about a sign that can be dangerous, so we stay on the safe side."),
        "conflict": _("Two answers do not fit together, so we take the more urgent one until that is settled."),
        "either_way": _("One of the things you ticked together is so, and each of them is at least this urgent."),
    }[why]


def group_title(group: Group) -> str:
    """What a group of answers is about."""
    return {
        "start": _("Danger signs"),
        "person": _("About you"),
        "movement": _("What it is"),
        "pain": _("Pain"),
        "limb": _("Arms and legs"),
        "head": _("Head and nerves"),
        "body": _("The whole body"),
        "bladder": _("Bladder"),
        "womb": _("Womb and periods"),
        "causes": _("What may set it off"),
        "child": _("Child"),
        "relief": _("For relief"),
    }[group]


def section_title(section: str) -> str:
    """A part of the plan."""
    return {
        "now": _("Now"),
        "today": _("Today"),
        "week": _("This week"),
        "prevent": _("Keep it from coming back"),
        "watch": _("Watch for"),
        "ask": _("Ask a pharmacist or clinician"),
    }[section]


def fit_words(fit: str) -> str:
    """How well an explanation fits."""
    return {
        "fits well": _("fits well"),
        "possible": _("possible"),
        "less likely": _("less likely"),
    }[fit]


def grade_words(grade: Grade) -> str:
    """How strong the evidence is."""
    return {
        "high": _("High certainty"),
        "moderate": _("Moderate certainty"),
        "low": _("Low certainty"),
        "very_low": _("Very low certainty"),
        "expert_opinion": _("Expert opinion"),
        "contradicted": _("Contradicted by studies"),
        "none": _("No evidence found"),
    }[grade]


def basis_words(basis: Basis) -> str:
    """How the source of a rule was read."""
    return {
        "primary": _("read at the source"),
        "abstract": _("read as a summary"),
        "copy": _("read in a copy"),
        "third_party": _("read in what others say about it"),
        "general_knowledge": _("general medical knowledge, no page read"),
        "design": _("our own choice"),
    }[basis]


def draft_words() -> str:
    """That nobody has read this translation; empty when somebody has."""
    drafted = _(
        "This translation was drafted by machine. Nobody has checked it yet. When in doubt, the English text counts."
    )
    return "" if current().reviewed else drafted


def line_name(purpose: str) -> str:
    """Whose telephone number it is."""
    return {
        "emergency": _("Emergency number"),
        "medical": _("Medical advice line"),
        "poison": _("Poison centre"),
        "crisis": _("Crisis line"),
    }[purpose]


def day_and_time(moment: datetime) -> str:
    """A day, never ambiguous, and the time of day: "22 Nov 2026, 14:05"."""
    return f"{short_day(moment)}, {clock_time(moment)}"
