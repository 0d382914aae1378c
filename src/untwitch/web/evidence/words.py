"""Words for the codes of programmes, foods and the article's verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from untwitch.guideline.helping import Verdict
from untwitch.language import _


@dataclass(frozen=True)
class Mark:
    """A verdict as sign and word; colour is never the only signal."""

    key: Verdict
    sign: str
    word: str
    says: str


def mark(verdict: Verdict) -> Mark:
    """How a verdict on a claim is shown."""
    sign, word, says = {
        "supported": ("yes", _("Supported"), _("The evidence agrees.")),
        "partly": ("half", _("Partly"), _("True with limits, or half of it is true.")),
        "unproven": ("why", _("Unproven"), _("No good evidence, or the reason given is wrong.")),
        "outdated": ("clock", _("Outdated"), _("Practice has changed.")),
        "unsafe": ("no", _("Unsafe as written"), _("It could harm some readers.")),
    }[verdict]
    return Mark(verdict, sign, word, says)


def anchor(at: str) -> str:
    """When in the day a task is done."""
    return {
        "rise": _("on getting up"),
        "breakfast": _("at breakfast"),
        "noon": _("at noon"),
        "afternoon": _("in the afternoon"),
        "evening": _("in the evening"),
        "bed_minus_60": _("an hour before bed"),
        "bed": _("at bedtime"),
        "each_episode": _("each time it comes"),
        "each_void": _("each time you pee"),
        "each_urge": _("at each urge"),
        "hourly": _("every hour awake"),
        "any": _("any time"),
    }[at]


def move(do: str) -> str:
    """What a rule of a programme does."""
    return {
        "stop": _("Stop"),
        "pause": _("Pause"),
        "step_back": _("Go one step back"),
        "finish": _("Done"),
        "advance": _("Go on to the next step"),
        "step_up": _("Do a little more"),
    }[do]


def asked(whom: str) -> str:
    """Whom a programme sends to."""
    return {"gp": _("Your doctor"), "pharmacist": _("A pharmacist"), "clinician": _("A clinician")}[whom]


def flag(name: str) -> str:
    """A mark of a food."""
    return {
        "vitamin_k_high": _("Much vitamin K: with warfarin eat about the same amount each week."),
        "potassium_high_portion": _("Much potassium in a portion: not freely with dialysis or too much potassium."),
        "high_sodium": _("Salty: less with high blood pressure, heart or kidney illness."),
        "tyramine_maoi": _("Matured or fermented: not with old MAOI tablets."),
        "alcohol": _("Alcohol: not in pregnancy, and it can bring cramps."),
        "take_with_fluid": _("Take it with a drink."),
        "sorbitol_laxative": _("Loosens the bowel."),
        "energy_drink": _("Much caffeine: not under 16."),
        "high_iodine_check": _("Much iodine: ask first with a thyroid illness."),
        "high_selenium_limit": _("Very much selenium: only a little a day."),
        "grapefruit_drug_interaction": _("Clashes with several medicines: ask a pharmacist."),
        "contains_quinine": _(
            "Holds quinine: not after a reaction to it, in pregnancy, or with heart-rhythm medicines."
        ),
        "not_under_12_months": _("Not for children under 12 months."),
        "not_a_remedy": _("No remedy for cramps."),
    }[name]


def fodmap(word: str) -> str:
    """What a food does to a bowel that is easily irritated."""
    return {
        "high": _("Can bloat and cramp an irritable bowel."),
        "suitable": _("Usually fine with an irritable bowel."),
        "portion": _("Fine with an irritable bowel in small portions."),
        "conflict": _("Sources disagree about an irritable bowel."),
    }[word]


def allergen(name: str) -> str:
    """An allergen as it stands on a label."""
    plain, check = name.removeprefix("check_label_").replace("_", " "), name.startswith("check_label_")
    return _("{name}: read the label").format(name=plain) if check else plain


def diet(kind: str, answer: str) -> str:
    """Does a food fit a diet?"""
    what = {"vegan": _("Vegan"), "vegetarian": _("Vegetarian"), "gluten_free": _("Gluten-free")}[kind]
    said = {"yes": _("yes"), "no": _("no"), "check": _("read the label")}[answer]
    return f"{what}: {said}"


def nutrient(name: str) -> str:
    """A measured value of a food, with its unit."""
    return {
        "energy_kcal": _("Energy, kcal"),
        "water_g": _("Water, g"),
        "protein_g": _("Protein, g"),
        "carbohydrate_g": _("Carbohydrate, g"),
        "fibre_g": _("Fibre, g"),
        "fat_g": _("Fat, g"),
        "potassium_mg": _("Potassium, mg"),
        "magnesium_mg": _("Magnesium, mg"),
        "calcium_mg": _("Calcium, mg"),
        "sodium_mg": _("Sodium, mg"),
        "vitamin_b6_mg": _("Vitamin B6, mg"),
        "vitamin_b12_ug": _("Vitamin B12, micrograms"),
        "vitamin_d_ug": _("Vitamin D, micrograms"),
        "vitamin_k_ug": _("Vitamin K, micrograms"),
        "caffeine_mg": _("Caffeine, mg"),
    }[name]


NUTRIENTS = (
    "potassium_mg", "magnesium_mg", "calcium_mg", "sodium_mg", "energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g",
    "water_g", "vitamin_d_ug", "vitamin_b6_mg", "vitamin_b12_ug", "vitamin_k_ug", "caffeine_mg",
)  # fmt: skip


def column(name: str) -> str:
    """A column of the tables of daily amounts."""
    return {
        "potassium": _("Potassium, mg"),
        "sodium": _("Sodium, mg"),
        "sodium_reduce_above": _("Sodium: less if above, mg"),
        "magnesium": _("Magnesium, mg"),
        "magnesium_supplement_limit": _("Magnesium from supplements at most, mg"),
        "calcium": _("Calcium, mg"),
        "calcium_limit": _("Calcium at most, mg"),
        "b1_mg": _("Vitamin B1, mg"),
        "b6_mg": _("Vitamin B6, mg"),
        "b12_ug": _("Vitamin B12, micrograms"),
        "d_ug": _("Vitamin D, micrograms"),
        "e_mg": _("Vitamin E, mg"),
        "fibre_g": _("Fibre, g"),
    }[name]


def group_name(name: str) -> str:
    """A group of the tables of daily amounts: `m19_30` is "men, 19 to 30"."""
    fixed = {
        "infant_0_6m": _("Babies to 6 months"),
        "infant_7_12m": _("Babies, 7 to 12 months"),
        "y1_3": _("Children, 1 to 3"),
        "y4_8": _("Children, 4 to 8"),
        "m9_13": _("Boys, 9 to 13"),
        "f9_13": _("Girls, 9 to 13"),
        "m71": _("Men over 70"),
        "f71": _("Women over 70"),
    }
    if name in fixed:
        return fixed[name]
    who, _low, ages = name.partition("_") if name.startswith("preg") else (name[0], "", name[1:])
    people = {"preg": _("Pregnant, {ages}"), "m": _("Men, {ages}"), "f": _("Women, {ages}")}[who]
    low, _to, high = ages.partition("_")
    return people.format(ages=_("{low} to {high}").format(low=low, high=high))


def supplement(name: str) -> str:
    """What a supplement holds."""
    return {
        "magnesium": _("Magnesium"),
        "b6": _("Vitamin B6"),
        "d": _("Vitamin D"),
        "calcium": _("Calcium"),
        "e": _("Vitamin E"),
        "potassium": _("Potassium"),
        "vitamin_k2": _("Vitamin K2"),
        "vitamin_k": _("Vitamin K"),
        "sodium": _("Salt"),
        "oxalate": _("Oxalate"),
        "all": _("All"),
    }[name]


def drink(name: str) -> str:
    """A kind of drink."""
    return {
        "water": _("Water"),
        "tea_coffee": _("Tea and coffee"),
        "milk": _("Milk"),
        "juice": _("Juice"),
        "sugary": _("Sugary drinks"),
        "fizzy": _("Fizzy drinks"),
        "sports_drink": _("Sports drinks"),
        "rehydration_salts": _("Rehydration salts"),
        "coconut_water": _("Coconut water"),
        "tonic_water": _("Tonic water"),
        "energy_drink": _("Energy drinks"),
        "broth": _("Broth and soup"),
        "beer_under_4": _("Beer under 4 %"),
        "wine_spirits": _("Wine and spirits"),
    }[name]


def food_group(name: str) -> str:
    """A group of foods."""
    return {
        "seed_list": _("In the article's list"),
        "leafy": _("Leafy greens"),
        "veg": _("Vegetables"),
        "legume": _("Beans, peas and lentils"),
        "nut": _("Nuts"),
        "seed_food": _("Seeds"),
        "dairy": _("Milk, yoghurt and cheese"),
        "egg": _("Eggs"),
        "plant_milk": _("Plant drinks"),
        "fish": _("Fish and seafood"),
        "meat": _("Meat"),
        "grain": _("Bread and grains"),
        "fruit": _("Fruit"),
        "drink": _("Drinks"),
        "other": _("Other foods"),
    }[name]
