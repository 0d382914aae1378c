"""The document of a visit as HTML: the sheet alone for a page of ours, or a whole file that needs nothing else."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from untwitch.language import current
from untwitch.report.model import VisitReport
from untwitch.report.sheet import sheet

STYLE = files("untwitch.report") / "static" / "report.css"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("untwitch.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def article(report: VisitReport, top: int = 1) -> Markup:
    """The sheet alone; `top` is the level of its first heading on the page that it stands on."""
    values = {"sheet": sheet(report), "top": top, "language": current()}
    return Markup(_environment().get_template("sheet.html").render(values))  # noqa: S704 - our own template escapes


def html(report: VisitReport) -> str:
    """A whole HTML file with its style inside, to keep or to print."""
    values = {"sheet": sheet(report), "top": 1, "language": current(), "style": Markup(STYLE.read_text("utf-8"))}  # noqa: S704
    return _environment().get_template("file.html").render(values)
