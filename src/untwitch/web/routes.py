"""Every address of the web face, in one table."""

from __future__ import annotations

from starlette.routing import Route

from untwitch.web import assets
from untwitch.web.pages import (
    about,
    article,
    ask,
    change,
    emergency,
    evidence,
    explain,
    language,
    people,
    plan,
    relief,
    report,
    result,
    safety,
    start,
    today,
    where,
    words,
)

ROUTES: list[Route] = [
    *start.routes,
    *where.routes,
    *words.routes,
    *ask.routes,
    *result.routes,
    *change.routes,
    *plan.routes,
    *relief.routes,
    *report.routes,
    *today.routes,
    *explain.routes,
    *evidence.routes,
    *article.routes,
    *emergency.routes,
    *about.routes,
    *people.routes,
    *safety.routes,
    *language.routes,
    Route("/static/{name}", assets.serve),
]
