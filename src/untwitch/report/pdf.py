"""The document of a visit as a tagged PDF (PDF/UA-1), made by typst. Text goes in as data, never as markup."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from untwitch.errors import UntwitchError
from untwitch.language import _, current
from untwitch.report.model import VisitReport
from untwitch.report.sheet import Sheet, sheet

if TYPE_CHECKING:
    from typst import Compiler

Paper = Literal["a4", "us-letter"]
FOLDER = files("untwitch.report")
LETTER = ("US", "CA", "MX")
_lock = threading.Lock()  # one compiler serves one caller at a time


class NoPdf(UntwitchError):
    """This installation cannot make PDFs."""


def paper_of(country: str | None) -> Paper:
    """The paper that is in the printers of a country, by its code."""
    return "us-letter" if country in LETTER else "a4"


def pdf(report: VisitReport, paper: Paper = "a4") -> bytes:
    """A PDF of the report: tagged, with title and language, on one page when it fits.

    Raises
    ------
    NoPdf
        typst is not installed.
    """
    data = json.dumps(_printable(_data(sheet(report), paper)))
    compiler = _compiler()
    from typst import TypstError

    with _lock:
        try:
            return _compiled(compiler, data, report, ["ua-1"])
        except (
            TypstError
        ):  # PDF/UA refuses letters that no font here has: then they are boxes, and the rest can be read
            return _compiled(compiler, data, report, [])


def _compiled(compiler: Compiler, data: str, report: VisitReport, standards: list[Literal["ua-1"]]) -> bytes:
    made = compiler.compile(
        _template(),
        format="pdf",
        sys_inputs={"sheet": data},
        pdf_standards=standards,  # type: ignore[arg-type]
        timestamp=int(report.made_at.timestamp()),
    )
    return bytes(made)  # type: ignore[arg-type]


@cache
def _compiler() -> Compiler:
    try:
        from typst import Compiler
    except ImportError:
        raise NoPdf(
            _("PDFs need typst, which is not installed here: pip install typst. Print and text work without it.")
        ) from None
    return Compiler(root=str(FOLDER))  # by default it would read the folder in which the program was started


@cache
def _template() -> bytes:
    return (FOLDER / "report.typ").read_bytes()


def _data(shown: Sheet, paper: Paper) -> dict[str, Any]:
    return asdict(shown) | {"paper": paper, "language": current().code, "level": shown.level or ""}


def _printable(value: Any) -> Any:
    """The same without control characters and halves of characters, which have no place on paper."""
    if isinstance(value, str):
        return "".join(c if c.isprintable() else " " for c in value)
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value
