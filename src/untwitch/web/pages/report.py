"""Take it with you: the report of a check to print, as PDF, as text, and a short text for a message."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from untwitch.report.model import VisitReport
from untwitch.report.page import article
from untwitch.report.pdf import NoPdf, paper_of, pdf
from untwitch.report.text import full_text, message
from untwitch.web.render import PAGE_HEADERS, page
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class ReportContext:
    """The sheet as it is printed, and the text for a message. `no_pdf`: why there is no PDF, when one was asked for."""

    check: UUID
    sheet: Markup
    message: str
    no_pdf: str | None


def report(visit: Visit) -> Response:
    """The report of a check, to print or to copy."""
    return _shown(visit, _report(visit))


def report_pdf(visit: Visit) -> Response:
    """The report of a check as PDF; a page that says why when this installation makes none."""
    made = _report(visit)
    try:
        body = pdf(made, paper_of(visit.country))
    except NoPdf as missing:
        return _shown(visit, made, str(missing))
    return _file(made, body, "application/pdf", "pdf")


def report_text(visit: Visit) -> Response:
    """The whole report of a check as plain text."""
    made = _report(visit)
    return Response(full_text(made), media_type="text/plain", headers=PAGE_HEADERS)


def _report(visit: Visit) -> VisitReport:
    return visit.companion.report(visit.check, visit.result, visit.country)


def _shown(visit: Visit, made: VisitReport, no_pdf: str | None = None) -> Response:
    context = ReportContext(visit.check_id, article(made, top=2), message(made), no_pdf)
    return page("report.html", context, 501 if no_pdf else 200)


def _file(made: VisitReport, body: bytes, media_type: str, ending: str) -> Response:
    """A file to keep. It is never shown inside the page: a viewer would bring scripts of its own."""
    name = f"untwitch-{made.made_at:%Y-%m-%d}.{ending}"
    headers = {**PAGE_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)


routes = [
    Route("/check/{check:uuid}/report", shows(report), methods=["GET"]),
    Route("/check/{check:uuid}/report.pdf", shows(report_pdf), methods=["GET"]),
    Route("/check/{check:uuid}/report.txt", shows(report_text), methods=["GET"]),
]
