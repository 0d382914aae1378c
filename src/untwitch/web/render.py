"""Templates: one helper that turns a page's context into a response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse

from untwitch.catalogues import NAMES
from untwitch.language import _, current, ngettext, pgettext
from untwitch.saying import clock_time, day_and_time, long_day, lower_first, number, unit_words, upper_first
from untwitch.web import assets
from untwitch.web.speaking import here

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FILTERS = {
    "lower_first": lower_first,
    "upper_first": upper_first,
    "number": number,
    "unit": unit_words,
    "clock_time": clock_time,
    "long_day": long_day,
    "day_and_time": day_and_time,
}
PAGE_HEADERS = {"Cache-Control": "no-store"}


@cache
def environment() -> Environment:
    """The templates. An unknown name in a template is an error, and everything is escaped."""
    made = Environment(
        loader=PackageLoader("untwitch.web", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(_, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    made.globals.update(
        static=assets.static,
        icon_path=lambda name: assets.icons()[name],
        has_icon=lambda name: name in assets.icons(),
        has_page=has_page,
        language=current,
        languages=NAMES,
        here=here,
        whom=_whom,
        sign_shapes=lambda level: Markup(assets.signs()[level]),  # noqa: S704 - our own file
    )
    made.filters.update(FILTERS)
    return made


def _whom() -> str | None:
    from untwitch.web.visit import whom  # visit.py needs the trouble pages, and those need this module

    return whom()


def has_page(address: str) -> bool:
    """Is there a page at this address? The tabs show only pages that exist."""
    from untwitch.web.routes import ROUTES

    return any(route.path == address for route in ROUTES)


def page(template: str, context: DataclassInstance, status: int = 200) -> HTMLResponse:
    """A page. The fields of `context` are exactly the names that the template uses."""
    return HTMLResponse(html(template, context), status_code=status, headers=PAGE_HEADERS)


def html(template: str, context: DataclassInstance) -> str:
    """The text of a page."""
    values: Mapping[str, Any] = {f.name: getattr(context, f.name) for f in fields(context)}
    return environment().get_template(template).render(values)
