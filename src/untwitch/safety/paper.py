"""The safety file on paper: one outline of headings, paragraphs, lists and tables, written as Markdown or as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from untwitch.guideline.hazards import Risk
from untwitch.safety.record import Held, Link, Record

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.4rem;text-align:start;"
    "vertical-align:top}td{overflow-wrap:anywhere}"
)
UNSIGNED = (
    "No clinician has signed this file. Severity, likelihood and rating are engineering estimates (basis: design), not yet "
    "reviewed by a clinician."
)


@dataclass(frozen=True, slots=True)
class Heading:
    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Table | str | tuple[str, ...]  # a string is a paragraph, a tuple of strings a list


def outline(record: Record) -> Iterator[Block]:
    """Everything the file holds, in reading order."""
    safety = record.safety
    yield Heading(1, "The safety file")
    yield "Signed by a clinician." if record.signed else UNSIGNED
    yield from _made(record)
    yield Heading(2, "The scale")
    yield Table(("Severity", "It means"), tuple((s, said) for s, said in safety.severities.items()))
    yield Table(("Likelihood", "It means"), tuple((_word(i), said) for i, said in safety.likelihoods.items()))
    ranks = tuple(_word(name) for name in safety.likelihoods)
    yield "The rating, for each severity at each likelihood:"
    yield Table(("Severity", *ranks), tuple((s, *map(str, row)) for s, row in safety.risk.items()))
    yield tuple(f"{number}: {said}" for number, said in safety.ratings.items())
    yield Heading(2, f"Hazards ({len(record.hazards)})")
    for held in record.hazards:
        yield from _hazard(record, held)
    yield Heading(2, f"What is proved ({len(safety.properties)})")
    yield "Each sentence is about every person who can exist in our questions."
    for group, title in safety.groups.items():
        yield Heading(3, title)
        yield Table(("Sentence", "Why it matters", "Id", "State"), tuple(_properties(record, group)))


def _made(record: Record) -> Iterator[Block]:
    if record.day:
        proved = record.report
        facts = (
            f"{sum(p.obligations for p in proved.properties)} single facts were proved." if proved else "Not proved."
        )
        yield (
            f"Content version: {record.guideline.version}",
            f"Untwitch {record.program}, {record.day}",
            f"{len(record.links)} links, {len(record.broken)} broken. {facts}",
        )


def _hazard(record: Record, held: Held) -> Iterator[Block]:
    hazard = held.hazard
    yield Heading(3, hazard.hazard)
    yield (
        f"Id: {hazard.id}",
        f"Cause: {hazard.cause}",
        f"Sequence: {hazard.sequence}",
        f"Hazardous situation: {hazard.situation}",
        f"Harm: {hazard.harm}",
        f"Before: {_risk(hazard.before, held.rating_before)}",
        f"After: {_risk(hazard.after, held.rating_after)}",
        f"Basis of the estimate: {hazard.basis}" + ("" if record.signed else ", not yet reviewed by a clinician"),
    )
    shown = (
        (control.says, "; ".join(_link(link) for link in links))
        for control, links in zip(hazard.controls, held.links, strict=True)
    )
    yield Table(("Control", "Shown by"), tuple(shown))


def _risk(risk: Risk, rating: int) -> str:
    return f"{risk.severity}, likelihood {_word(risk.likelihood)}, rating {rating}"


def _link(link: Link) -> str:
    state = "" if link.state in ("there", "not looked at") else f" ({link.state})"
    return f"{link.kind} {link.target}{state}"


def _properties(record: Record, group: str) -> Iterator[tuple[str, ...]]:
    found = {p.id: p for p in record.report.properties} if record.report else {}
    for stated in record.safety.properties.values():
        if stated.group == group:
            state = found[stated.id].status if stated.id in found else "see `untwitch safety prove`"
            yield (stated.sentence, stated.why, stated.id, state)


def _word(name: str) -> str:
    return name.replace("_", " ")


def markdown(record: Record) -> str:
    """The file as Markdown."""
    return "\n\n".join(_markdown(block) for block in outline(record)) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading(depth, text):
            return f"{'#' * depth} {text}"
        case Table(head, rows):
            lines = [head, tuple("---" for _ in head), *rows]
            return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)
        case str():
            return block
        case _:
            return "\n".join(f"- {line}" for line in block)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def html(record: Record) -> str:
    """The file as one page that needs nothing else."""
    body = "\n".join(_html(block) for block in outline(record))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>The safety file of Untwitch</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    match block:
        case Heading(depth, text):
            return f"<h{depth}>{escape(text)}</h{depth}>"
        case Table(head, rows):
            top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
            return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{_rows(rows)}</tbody>\n</table>"
        case str():
            return f"<p>{escape(block)}</p>"
        case _:
            return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in block) + "</ul>"


def _rows(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
