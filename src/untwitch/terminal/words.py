"""Words of the terminal for levels, ways to be seen, evidence and sources."""

from __future__ import annotations

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Basis, Grade, Level, Via

TITLES: dict[Level, str] = {
    "emergency": "EMERGENCY: get help now",
    "urgent": "URGENT: be seen today",
    "soon": "SOON: be seen within days, two weeks at most",
    "routine": "NOT URGENT: bring it up at a normal visit",
    "self_care": "SAFE TO TREAT AT HOME",
}
STYLES: dict[Level, str] = {
    "emergency": "red", "urgent": "red", "soon": "yellow", "routine": "bold", "self_care": "green",
}  # fmt: skip
SHORT: dict[Level, str] = {
    "emergency": "an emergency",
    "urgent": "urgent (today)",
    "soon": "soon (days to two weeks)",
    "routine": "not urgent (a normal visit)",
    "self_care": "safe to treat at home",
}
VIAS: dict[Via, str] = {
    "ambulance": "Call an ambulance now. Do not drive yourself.",
    "emergency_department": "Go to an emergency department now. Let someone take you.",
    "poison_centre": "Call the poison centre now.",
    "maternity": "Call your maternity unit now.",
    "crisis_line": "Call a crisis line or the emergency number now, or go to someone you trust. You need not be alone with this.",
    "same_day": "See a doctor today: your own, the doctor on call or a walk-in clinic.",
    "clinician": "Make an appointment with a doctor or nurse.",
    "midwife": "Call your midwife.",
    "gp": "Tell your doctor at a normal visit.",
    "optician": "See an optician.",
    "pharmacist": "Ask a pharmacist.",
    "none": "You need nobody for this now.",
}
BASIS: dict[Basis, str] = {
    "primary": "read at the source",
    "abstract": "read as an abstract",
    "copy": "read in a copy",
    "third_party": "read in someone else's summary",
    "general_knowledge": "general medical knowledge, no page read",
    "design": "our own choice",
}
GRADES: dict[Grade, str] = {
    "high": "strong evidence",
    "moderate": "moderate evidence",
    "low": "weak evidence",
    "very_low": "very weak evidence",
    "expert_opinion": "expert opinion",
    "contradicted": "evidence speaks against it",
    "none": "no evidence found",
}
RAISED = {
    "not_sure": "You were not sure about a danger sign, so it is taken more seriously.",
    "conflict": "Two of your answers cannot both be right. Until that is cleared up, the more urgent one counts.",
    "either_way": "One of the things you ticked together is true, and each of them is at least this urgent.",
}
STATUS = {
    "offered": "you can do this now",
    "ask_first": "a few questions first",
    "withheld": "not for you now",
}
NOT_SIGNED = "No clinician has signed this content yet. Untwitch is not a doctor: when in doubt, ask one."


def source_words(guideline: Guideline, source_id: str) -> str:
    """One source as it can be looked up."""
    source = guideline.sources[source_id]
    year = f", {source.year}" if source.year else ""
    return f"{source.title}{year}. {source.where}"


def hours_words(hours: float) -> str:
    """A span in its largest whole unit.

    >>> hours_words(48), hours_words(1), hours_words(0.5), hours_words(60 / 3600)
    ('2 days', '1 hour', '30 minutes', '1 minute')
    """
    sizes = (("week", 168.0), ("day", 24.0), ("hour", 1.0))
    whole = ((hours / size, unit) for unit, size in sizes if hours >= size and hours % size == 0)
    number, unit = next(whole, (round(hours * 60), "minute") if hours < 1 else (hours, "hour"))
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def signed(guideline: Guideline) -> bool:
    """Has someone with the right to sign done so for everything?"""
    return all(state != "engineering" for state in guideline.review.values())
