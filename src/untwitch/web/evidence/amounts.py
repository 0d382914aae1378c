"""Pages about drinks, minerals, foods, and how long cold and warmth may stay: the numbers with their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from untwitch.guideline.graph import ARTICLE_FOODS
from untwitch.guideline.helping import Food
from untwitch.language import _
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.sections import Section
from untwitch.web.evidence.things import Explained, Part, Table
from untwitch.web.evidence.words import (
    NUTRIENTS,
    allergen,
    column,
    diet,
    drink,
    flag,
    fodmap,
    group_name,
    nutrient,
    supplement,
)
from untwitch.web.sourced import Line


def fluids(look: Look, name: str, item: Section) -> Explained:
    """One part about drinks."""
    return look.made("fluids", name, item, item.name, FLUIDS[name](look), lede=item.says)


def _resolver(look: Look) -> Iterator[Part]:
    fluids = look.guideline.fluids
    rows = tuple((look.words(r.when), fluids.outcomes[r.outcome], r.why) for r in fluids.resolver)
    yield Part(_("The first line that fits"), table=Table((_("If"), _("Then"), _("Why")), rows))
    yield Part(_("When a line is not known"), (Line(fluids.outcomes["ask"]),), whole=True)
    yield Part(_("Go on"), look.links("fluids", ["targets", "no_push", "too_much"]))
    yield Part(_("Questions it reads"), tuple(look.questions(*(r.when for r in fluids.resolver))))


def _targets(look: Look) -> Iterator[Part]:
    fluids = look.guideline.fluids
    rows = tuple((look.words(r.when), litres(r.drinks_ml)) for r in fluids.targets)
    yield Part(_("The first line that fits"), table=Table((_("If"), _("Drinks a day")), rows))
    extra = tuple((look.words(m.when), f"+ {litres(m.add_ml)}") for m in fluids.modifiers)
    yield Part(_("Add"), table=Table((_("If"), _("More a day")), extra))
    most, hot = litres(fluids.bounds["max_ml"]), litres(fluids.bounds["hot_day_max_ml"])
    cap = _("Never more than {most} a day; up to {hot} with heat or hard work in it.").format(most=most, hot=hot)
    yield Part(_("Good to know"), (Line(cap), Line(fluids.targets_note)))


def _no_push(look: Look) -> Iterator[Part]:
    fluids = look.guideline.fluids
    rows = [r for r in fluids.resolver if r.id in fluids.no_push.rows]
    said = tuple((look.words(r.when), fluids.outcomes[r.outcome], r.why) for r in rows)
    yield Part(_("Who"), table=Table((_("If"), _("Then"), _("Why")), said))
    yield Part(_("Also"), tuple(Line(text) for text in fluids.no_push_also))


def _drinks(look: Look) -> Iterator[Part]:
    fluids, salts = look.guideline.fluids, look.guideline.fluids.rehydration_salts
    rows = tuple((drink(d.id), f"{d.weight * 100:g} %", d.say) for d in fluids.drinks)
    yield Part(_("What counts"), table=Table((_("Drink"), _("Counts"), _("Good to know")), rows))
    per_litre = _(
        "In a litre: {sodium} mmol sodium, {potassium} mmol potassium, {glucose} mmol glucose. Buy sachets from a pharmacy."
    ).format(sodium=salts["sodium_mmol_l"], potassium=salts["potassium_mmol_l"], glucose=salts["glucose_mmol_l"])
    yield Part(_("Rehydration salts"), (Line(per_litre), Line(salts["home_recipe"])))
    caffeine = fluids.caffeine
    most = _("Caffeine at most: {adult} mg a day and {single} mg at once; {pregnant} mg a day in pregnancy.").format(
        adult=caffeine["adult_day_mg"], single=caffeine["single_mg"], pregnant=caffeine["pregnant_day_mg"]
    )
    yield Part(_("Caffeine"), (Line(most),), whole=True)


def _exercise(look: Look) -> Iterator[Part]:
    sweat = look.guideline.fluids.exercise
    ceiling = _("Without a measured sweat rate: at most {litres} litres an hour.")
    limit = ceiling.format(litres=sweat.ceiling_without_measured_rate_l_h)
    yield Part(_("During"), (Line(sweat.during), Line(limit)))
    yield Part(_("After"), (Line(sweat.after),), whole=True)
    yield Part(
        _("Work it out for yourself"),
        (
            Line(_("Sweat in litres an hour = {sum}").format(sum=sweat.sweat_rate)),
            Line(_("Loss in percent = {sum}").format(sum=sweat.dryness_percent)),
            Line(_("Sodium in mg an hour = {sum}").format(sum=sweat.sodium_mg_h)),
        ),
    )
    done = sweat.worked
    example = _(
        "Example: {before} kg before, {after} kg after, {drunk} l drunk in {hours} hours: {rate} l of sweat an hour, {loss} % lost."
    ).format(
        before=done["kg_before"], after=done["kg_after"], drunk=done["drunk_l"], hours=done["hours"],
        rate=done["sweat_l_h"], loss=done["dryness_percent"],
    )  # fmt: skip
    yield Part(_("An example"), (Line(example),), whole=True)


def _too_much(look: Look) -> Iterator[Part]:
    said = []
    for row in look.guideline.fluids.too_much:
        most = f" ({litres(row.most_ml)})" if row.most_ml else ""
        said.append(Line(f"{row.say}{most}", level="emergency" if row.level == "emergency" else None))
    yield Part(_("The first line that fits"), tuple(said))


FLUIDS: dict[str, Callable[[Look], Iterator[Part]]] = {
    "resolver": _resolver,
    "targets": _targets,
    "no_push": _no_push,
    "drinks": _drinks,
    "exercise": _exercise,
    "too_much": _too_much,
}


def litres(ml: int) -> str:
    """An amount in litres.

    >>> litres(1750), litres(300)
    ('1.75 l', '0.3 l')
    """
    return f"{ml / 1000:g} l"


def nutrients(look: Look, name: str, item: Section) -> Explained:
    """One part about minerals, vitamins and food."""
    return look.made("nutrients", name, item, item.name, OF_NUTRIENTS[name](look), lede=item.says)


def _minerals(look: Look) -> Iterator[Part]:
    nutrients = look.guideline.nutrients
    for title, table, note in (
        (_("Minerals"), nutrients.minerals, nutrients.minerals_note),
        (_("Vitamins and fibre"), nutrients.vitamins, nutrients.vitamins_note),
    ):
        head = (_("Who"), *(column(str(c)) for c in table["columns"]))
        rows = tuple((group_name(g.id), *(_cell(v) for v in table[g.id])) for g in nutrients.groups)
        yield Part(title, (Line(note),), whole=True, table=Table(head, rows))
    yield Part(_("While breast-feeding"), (Line(nutrients.breast_feeding["note"]),), whole=True)


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else _("not set")


def _modifiers(look: Look) -> Iterator[Part]:
    rows = look.guideline.nutrients.modifiers
    said = tuple((look.words(r.when), supplement(r.nutrient), r.say) for r in rows)
    yield Part(_("The first line that fits, for each"), table=Table((_("If"), _("What"), _("Then")), said))


def _gate(look: Look) -> Iterator[Part]:
    nutrients = look.guideline.nutrients
    gate = nutrients.supplement_gate
    yield Part(_("Not without a pharmacist or doctor if"), tuple(Line(look.words(r.when)) for r in gate.blocked_if))
    rows = tuple((supplement(r.nutrient), _limit(r), r.why) for r in nutrients.limits)
    yield Part(_("At most a day"), table=Table((_("What"), _("At most"), _("Why")), rows))
    yield Part(_("How"), (Line(gate.trial), Line(gate.spacing)))
    yield Part(_("What studies say about cramps"), tuple(Line(r.says) for r in nutrients.evidence))


def _limit(row: Any) -> str:
    unit = _("micrograms") if row.unit == "ug" else "mg"
    return f"{row.a_day:g} {unit}" if row.a_day else _("never started here")


def _choosing(look: Look) -> Iterator[Part]:
    yield Part(_("The steps"), tuple(Line(step) for step in look.guideline.nutrients.foods.steps))
    listed = [f.id for f in look.guideline.foods.values() if f.group == ARTICLE_FOODS]
    yield Part(_("The article's foods"), tuple(look.link("food", name) for name in listed))
    yield Part(_("All foods"), (Line(_("Every food in the table"), "/evidence?kind=food"),))


OF_NUTRIENTS: dict[str, Callable[[Look], Iterator[Part]]] = {
    "minerals": _minerals,
    "modifiers": _modifiers,
    "supplement_gate": _gate,
    "foods": _choosing,
}


def food(look: Look, name: str, item: Food) -> Explained:
    """What a portion gives, who should mind, and that it is no remedy."""
    measured = [(key, item.per_100_g.get(key)) for key in NUTRIENTS]
    rows = tuple(
        (nutrient(key), f"{value * item.portion_g / 100:.3g}", f"{value:g}")
        for key, value in measured
        if value is not None
    )
    portion = _("One portion ({grams} g)").format(grams=f"{item.portion_g:g}")
    diets = tuple(Line(diet(k, getattr(item, k))) for k in ("vegan", "vegetarian", "gluten_free"))
    bowel = (Line(fodmap(item.fodmap)),) if item.fodmap else ()
    parts = [
        Part(_("Who should mind"), tuple(Line(flag(f)) for f in item.flags) + bowel),
        Part(_("Allergens"), tuple(Line(allergen(a)) for a in item.allergens)),
        Part(_("What it gives"), table=Table((_("What"), portion, _("100 g")), rows)),
        Part(_("Diets"), diets),
        Part(
            _("For cramps and twitches"),
            (Line(_("Part of a normal diet. No food was shown to prevent or stop them.")),),
            whole=True,
        ),
        Part(
            _("Which record"),
            (
                Line(
                    _("{record}, number {number}. Foods vary: read the values as “about”.").format(
                        record=item.record, number=item.ndb_no
                    )
                ),
            ),
            whole=True,
        ),
    ]
    return look.made(
        "food",
        name,
        look.guideline.food_table,
        item.name,
        parts,
        lede=_("Portion: {portion}").format(portion=item.portion),
    )


def cold_heat(look: Look, name: str, item: Section) -> Explained:
    """The choice, one line of it, or how cold or warmth is done."""
    heat = look.guideline.cold_heat
    if name == "choice":
        parts: Iterator[Part] = _choice(look)
    elif name in heat.modality:
        parts = _modality(look, heat.modality[name])
    else:
        parts = _choice_row(look, next(row for row in heat.choice if row["id"] == name))
    return look.made("cold_heat", name, item, item.name, parts, lede=item.says)


def _choice(look: Look) -> Iterator[Part]:
    heat = look.guideline.cold_heat
    yield Part(_("The first line that fits"), tuple(look.link("cold_heat", row["id"]) for row in heat.choice))
    yield Part(_("When it is not known"), (Line(heat.choice_unknown["say"]),), whole=True)
    yield Part(_("What studies say"), (Line(heat.cold_when_it_seems_right["note"]),), whole=True)


def _choice_row(look: Look, row: Any) -> Iterator[Part]:
    yield look.when(row["when"], _("It fits when"))
    if row["give"] in look.guideline.cold_heat.modality:
        yield Part(_("How to do it"), (look.link("cold_heat", row["give"]),))
    yield Part(_("Part of"), (look.link("cold_heat", "choice"),))
    yield Part(_("Questions it reads"), tuple(look.questions(row["when"])))


def _modality(look: Look, how: Any) -> Iterator[Part]:
    heat = look.guideline.cold_heat
    places = {
        "usual": _("Most places"), "thick": _("Thick muscle"), "bony_or_thin": _("Bony or thin places"), "face": _("Face"),
        "tummy": _("Tummy"),
    }  # fmt: skip
    rows = [(places[k], _minutes(v)) for k, v in how["minutes"].items()]
    rows += [(look.words(r["when"]), _minutes(r["minutes"])) for r in how["age_minutes"]]
    yield Part(_("At most, and the shortest counts"), table=Table((_("Where or who"), _("How long")), tuple(rows)))
    between = _("Wait at least {minutes} minutes before the next. {also}")
    times = _("At most {times} times a day.").format(times=how["most_a_day"])
    again = between.format(minutes=how["gap_minutes"], also=how["gap_also_needs"])
    over = [how["barrier"]] if "barrier" in how else [how["over_clothing"]["say"]]
    yield Part(_("Rules"), tuple(Line(text) for text in (*over, times, again)))
    yield Part(_("Never"), tuple(Line(text) for text in how["never"]))
    ladder = tuple(Line(f"{row.looks}: {row.do}") for row in heat.skin_ladder)
    yield Part(_("Look at the skin"), ladder)
    yield Part(_("Guided by Untwitch"), (look.link("technique", how["technique"]),))
    codes = (*look.guideline.contra_sets[how["contra_set"]], *how.get("also_contra", ()))
    yield Part(_("Not if"), look.links("contraindication", codes))


def _minutes(value: int | None) -> str:
    return _("not there") if value is None else _("{minutes} minutes").format(minutes=value)
