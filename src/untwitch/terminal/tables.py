"""`untwitch population triage`, `summary` and `what-if`: the rules over a table, in words or as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.language import _, ngettext
from untwitch.saying import number
from untwitch.terminal.deciding import FORMAT, show_json
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.synthetic import PopulationMissing
from untwitch.terminal.talk import Talk
from untwitch.terminal.words import SHORT

MOST_RULES = 15
ONE_PROCESS = 500_000  # so few rows are done before a second process has started


@contextmanager
def libraries() -> Iterator[None]:
    """NumPy and PyArrow, or one sentence on how to get them."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("numpy", "pyarrow", "psycopg"):
            raise
        extra = "postgres" if missing.name == "psycopg" else "population"
        raise PopulationMissing(
            _("Tables of people need the libraries of the extra \"%(extra)s\": pip install 'untwitch[%(extra)s]'.")
            % {"extra": extra}
        ) from None


def run_triage(folder: Path | None, source: str, out: str, options: dict[str, Any], as_json: bool) -> None:
    """Triage a table into another."""
    with libraries():
        from untwitch.population.pieces import Job, worker_for
        from untwitch.population.running import triage_table
        from untwitch.population.triage import Wanted

        processes = options.pop("processes")
        wanted = Wanted(options.pop("with_rules"), options.pop("with_open"))
        job = Job(source, out, folder.resolve() if folder else None, wanted=wanted, **options)
        rows = worker_for(job).table.rows
        if processes is None:
            processes = 1 if rows is not None and rows < ONE_PROCESS else min(2, os.cpu_count() or 1)
        outcome = triage_table(job, processes, _progress(as_json))
        if as_json:
            from untwitch.guideline.types import LEVELS

            counts = _count_rows(
                {(LEVELS[f], LEVELS[c]): n for f, row in enumerate(outcome.counts) for c, n in enumerate(row)}
            )
            version = open_guideline(folder).version
            show_json(
                {
                    "format": FORMAT,
                    "content_version": version,
                    "people": outcome.rows,
                    "set_aside": outcome.bad_rows,
                    "seconds": round(outcome.seconds, 3),
                    "resumed_pieces": outcome.resumed,
                    "levels": counts,
                }
            )
            return
    _tell_triage(outcome, out, job.skip_bad)


def _progress(quiet: bool) -> Callable[[int, int | None, float], None] | None:
    """A line that redraws itself on a terminal; nothing where nobody looks."""
    if quiet or not sys.stderr.isatty():
        return None

    def show(rows: int, total: int | None, seconds: float) -> None:
        rate = rows / max(seconds, 1e-3)
        said = _("%(rows)s people, %(rate)s a second") % {"rows": f"{rows:,}", "rate": f"{rate:,.0f}"}
        if total:
            left = (total - rows) / rate
            said = _("%(said)s, %(percent)s %%, %(left)s s left") % {
                "said": said, "percent": f"{rows / total:.0%}".rstrip("%"), "left": f"{left:,.0f}",
            }  # fmt: skip
        print(f"\r\x1b[K{said}", end="\n" if rows == total else "", file=sys.stderr, flush=True)

    return show


def _tell_triage(outcome: Any, out: str, aside: str | None) -> None:
    from untwitch.guideline.types import LEVELS

    talk = Talk()
    people = f"{outcome.rows - outcome.bad_rows:,}"
    talk.say(ngettext("%(num)s person triaged.", "%(num)s people triaged.", outcome.rows) % {"num": people}, "bold")
    if outcome.bad_rows:
        said = {"num": f"{outcome.bad_rows:,}", "file": aside}
        talk.say(_("%(num)s rows could not be read; they stand with the reasons in %(file)s.") % said, "yellow")
    if outcome.resumed:
        talk.say(_("An interrupted run was carried on."))
    counts: dict[str, tuple[int, int]] = {LEVELS[f]: (sum(row), row[f]) for f, row in enumerate(outcome.counts)}
    _tell_levels(talk, counts)
    talk.say(NOT_A_DIAGNOSIS())
    if "://" not in out:
        talk.say(_("More: untwitch population summary %(file)s") % {"file": out}, "dim")


def NOT_A_DIAGNOSIS() -> str:  # noqa: N802 - a sentence, said in the language of the moment
    return _(
        "These are levels of rows in a table, no diagnoses. Nobody is to be told to treat it at home by this alone: that "
        "needs a check of the one person, in which what must be known is asked."
    )


def _tell_levels(talk: Talk, counts: dict[str, tuple[int, int]]) -> None:
    """For each level how many are at least there, and for how many no answer can change it."""
    for level in reversed(counts):
        people, settled = counts[level]
        said = {"level": _level(level), "people": f"{people:,}", "settled": f"{settled:,}"}
        talk.item(_("%(level)s: %(people)s at least, %(settled)s of them settled") % said)


def _level(level: Any) -> str:
    """Words for a level of a row. Nobody was asked what must be known, so it never says that home care is safe."""
    return _("nothing known that needs a visit") if level == "self_care" else SHORT[level]


def _count_rows(counts: Any) -> list[dict[str, Any]]:
    return [{"floor": floor, "ceiling": ceiling, "people": n} for (floor, ceiling), n in sorted(counts.items()) if n]


def run_summary(folder: Path | None, out: str, query: str | None, as_json: bool) -> None:
    """Sum up a triaged table."""
    with libraries():
        from untwitch.population.summary import summarise
        from untwitch.population.tables import open_table

        guideline = open_guideline(folder)
        found = summarise(open_table(out, query))
    share = found.open / found.people if found.people else 0.0
    if as_json:
        ages = [{"from_age": b, "floor": f, "people": n} for (b, f), n in sorted(found.ages.items(), key=str)]
        rules = [{"id": name, "people": n} for name, n in found.rules.most_common()]
        show_json(
            {
                "format": FORMAT,
                "people": found.people,
                "open": found.open,
                "levels": _count_rows(found.levels),
                "rules": rules,
                "ages": ages,
            }
        )
        return
    talk = Talk()
    talk.say(ngettext("%(num)s person.", "%(num)s people.", found.people) % {"num": f"{found.people:,}"}, "bold")
    _tell_levels(talk, {f: (n, found.levels[f, f]) for f, n in reversed(found.floors.items())})
    talk.say(
        _("For %(share)s in 100 the level is open only because answers are missing.")
        % {"share": number(round(100 * share, 1))}
    )
    if found.rules:
        talk.heading(_("Rules that decide"))
        for name, n in found.rules.most_common(MOST_RULES):
            because = guideline.rule[name].because if name in guideline.rule else ""
            talk.item(f"{n:,}: {name}. {because}")
    if found.ages:
        talk.heading(_("By age"))
        _tell_ages(talk, found.ages)
    talk.say(NOT_A_DIAGNOSIS())


def _tell_ages(talk: Talk, ages: Any) -> None:
    for band in sorted({b for b, _f in ages}, key=lambda b: (b is None, b or 0)):
        mine = {f: n for (b, f), n in ages.items() if b == band}
        said = ", ".join(f"{_level(level)} {mine[level]:,}" for level in SHORT if level in mine)
        talk.item((_("age not known") if band is None else _("from %(age)s years") % {"age": band}) + f": {said}")


def run_what_if(
    folder: Path | None, source: str, rule: str | None, when: str | None, thresholds: Sequence[str], options: dict[str, Any], as_json: bool
) -> None:  # fmt: skip
    """Change a rule or a limit, for this comparison only, and say who moves."""
    with libraries():
        from untwitch.population.layout import read_layout
        from untwitch.population.spelled import read_spelled
        from untwitch.population.tables import open_table
        from untwitch.population.triage import Triage, faults_of
        from untwitch.population.what_if import changed, compare

        guideline = open_guideline(folder)
        shifts = [_shift(guideline, text) for text in thresholds]
        if when is not None and rule is None:
            raise FaultsError([Fault("", 0, "--when", _("needs --rule: which rule is to say this?"))])
        if when is None and not shifts:
            raise FaultsError([Fault("", 0, "", _("say what is to change: --rule with --when, or --threshold"))])
        other, rules = changed(guideline, rule, when, shifts)
        table = open_table(source, options["query"])
        layout = read_layout(guideline, table.schema, options["keep"], options["only"], typed=not table.text)
        before = Triage(layout)
        after = Triage(read_layout(other, table.schema, options["keep"], options["only"], typed=not table.text))

        def batches() -> Iterator[Any]:
            for batch in table.all([c.name for c in layout.columns]):
                told, wrong = read_spelled(layout, batch) if table.text else (batch, [])
                wrong = [*wrong, *before.wrong(told)]
                if wrong:
                    raise FaultsError(faults_of(wrong))
                yield told

        found = compare(before, after, batches())
    found.rules = rules
    _show_moves(guideline, found, as_json)


def _shift(guideline: Any, text: str) -> Any:
    from untwitch.population.what_if import Shift

    finding, _colon, limits = text.partition(":")
    old, _equals, new = limits.partition("=")
    try:
        shift = Shift(finding, float(old), float(new))
    except ValueError:
        raise FaultsError([Fault("", 0, "--threshold", _("must look like age_years:60=65"))]) from None
    if guideline.findings.get(finding) is None or guideline.findings[finding].kind != "number":
        numbers = [f.id for f in guideline.findings.values() if f.kind == "number"]
        raise FaultsError([Fault("", 0, "--threshold", _("names no number"), nearest(finding, numbers))])
    return shift


def _in_words(guideline: Any, codes: bytes) -> str:
    """A row in words; what it does not tell at all is passed over, but for age, place and kind."""
    from untwitch.safety.person import ALWAYS_TOLD, calm, describe

    shown = bytearray(codes)
    for name, (start, stop) in guideline.table.spans.items():
        usual = calm(guideline, name)
        if name not in ALWAYS_TOLD and usual and codes[start:stop] == guideline.table.blank[start:stop]:
            shown[start:stop] = usual
    return describe(guideline, bytes(shown))


def _show_moves(guideline: Any, found: Any, as_json: bool) -> None:
    examples = [(old, new, _in_words(guideline, codes)) for old, new, codes in found.examples]
    if as_json:
        show_json(
            {
                "format": FORMAT,
                "people": found.people,
                "moved": found.moved,
                "rules": list(found.rules),
                "floors": [{"from": a, "to": b, "people": n} for (a, b), n in sorted(found.floors.items())],
                "ceilings": [{"from": a, "to": b, "people": n} for (a, b), n in sorted(found.ceilings.items())],
                "examples": [{"from": a, "to": b, "words": words} for a, b, words in examples],
            }
        )
        return
    talk = Talk()
    said = {"moved": f"{found.moved:,}", "people": f"{found.people:,}", "rules": ", ".join(found.rules)}
    talk.say(_("%(moved)s of %(people)s people move. Changed: %(rules)s.") % said, "bold")
    for title, counts in ((_("The least level"), found.floors), (_("The most it could be"), found.ceilings)):
        if counts:
            talk.heading(title)
        for (old, new), n in sorted(counts.items()):
            talk.item(_("%(num)s from %(old)s to %(new)s") % {"num": f"{n:,}", "old": _level(old), "new": _level(new)})
    if examples:
        talk.heading(_("For example"))
        for old, new, words in examples:
            talk.item(
                _("From %(old)s to %(new)s: %(words)s.") % {"old": _level(old), "new": _level(new), "words": words}
            )
