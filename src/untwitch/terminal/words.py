"""Words of the terminal for levels, ways to be seen, evidence and sources."""

from __future__ import annotations

from collections.abc import Mapping

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Basis, Grade, Level, Via
from untwitch.language import N_, Spoken
from untwitch.saying import counted

TITLES: Mapping[Level, str] = Spoken(
    {
        "emergency": N_("EMERGENCY: get help now"),
        "urgent": N_("URGENT: be seen today"),
        "soon": N_("SOON: be seen within days, two weeks at most"),
        "routine": N_("NOT URGENT: bring it up at a normal visit"),
        "self_care": N_("SAFE TO TREAT AT HOME"),
    }
)
STYLES: dict[Level, str] = {
    "emergency": "red", "urgent": "red", "soon": "yellow", "routine": "bold", "self_care": "green",
}  # fmt: skip
SHORT: Mapping[Level, str] = Spoken(
    {
        "emergency": N_("an emergency"),
        "urgent": N_("urgent (today)"),
        "soon": N_("soon (days to two weeks)"),
        "routine": N_("not urgent (a normal visit)"),
        "self_care": N_("safe to treat at home"),
    }
)
VIAS: Mapping[Via, str] = Spoken(
    {
        "ambulance": N_("Call an ambulance now. Do not drive yourself."),
        "emergency_department": N_("Go to an emergency department now. Let someone take you."),
        "poison_centre": N_("Call the poison centre now."),
        "maternity": N_("Call your maternity unit now."),
        "crisis_line": N_(
            "Call a crisis line or the emergency number now, or go to someone you trust. You need not be alone with this."
        ),
        "same_day": N_("See a doctor today: your own, the doctor on call or a walk-in clinic."),
        "clinician": N_("Make an appointment with a doctor or nurse."),
        "midwife": N_("Call your midwife."),
        "gp": N_("Tell your doctor at a normal visit."),
        "optician": N_("See an optician."),
        "pharmacist": N_("Ask a pharmacist."),
        "none": N_("You need nobody for this now."),
    }
)
BASIS: Mapping[Basis, str] = Spoken(
    {
        "primary": N_("read at the source"),
        "abstract": N_("read as an abstract"),
        "copy": N_("read in a copy"),
        "third_party": N_("read in someone else's summary"),
        "general_knowledge": N_("general medical knowledge, no page read"),
        "design": N_("our own choice"),
    }
)
GRADES: Mapping[Grade, str] = Spoken(
    {
        "high": N_("strong evidence"),
        "moderate": N_("moderate evidence"),
        "low": N_("weak evidence"),
        "very_low": N_("very weak evidence"),
        "expert_opinion": N_("expert opinion"),
        "contradicted": N_("evidence speaks against it"),
        "none": N_("no evidence found"),
    }
)
RAISED: Mapping[str, str] = Spoken(
    {
        "not_sure": N_("You were not sure about a danger sign, so it is taken more seriously."),
        "conflict": N_(
            "Two of your answers cannot both be right. Until that is cleared up, the more urgent one counts."
        ),
        "either_way": N_("One of the things you ticked together is true, and each of them is at least this urgent."),
    }
)
STATUS: Mapping[str, str] = Spoken(
    {
        "offered": N_("you can do this now"),
        "ask_first": N_("a few questions first"),
        "withheld": N_("not for you now"),
    }
)
DRAFTED = N_(
    "This translation was drafted by machine. Nobody has checked it yet. When in doubt, the English text counts."
)
POSITIONS: Mapping[str, str] = Spoken(
    {
        "any": N_("as you like"),
        "kneeling": N_("kneeling"),
        "lying": N_("lying"),
        "lying_back": N_("lying on the back"),
        "lying_front": N_("lying on the front"),
        "lying_or_sitting": N_("lying or sitting"),
        "sitting": N_("sitting"),
        "sitting_on_bed": N_("sitting on the bed"),
        "standing": N_("standing"),
    }
)
NOT_SIGNED = N_("No clinician has signed this content yet. Untwitch is not a doctor: when in doubt, ask one.")


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
    sizes = (("weeks", 168.0), ("days", 24.0), ("hours", 1.0))
    whole = ((hours / size, unit) for unit, size in sizes if hours >= size and hours % size == 0)
    return counted(*next(whole, (round(hours * 60), "minutes") if hours < 1 else (hours, "hours")))


def signed(guideline: Guideline) -> bool:
    """Has someone with the right to sign done so for everything?"""
    return all(state != "engineering" for state in guideline.review.values())
