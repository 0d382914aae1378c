"""Each page's context holds exactly the names that its template uses, and each link leads somewhere."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from jinja2 import meta, nodes
from web_way import Site, begun, send

from untwitch.web.pages import about, ask, change, emergency, result, start, where
from untwitch.web.render import environment
from untwitch.web.routes import ROUTES
from untwitch.web.troubles import OF, STATUS, TroubleContext

CONTEXTS = {
    "start.html": start.StartContext,
    "where.html": where.WhereContext,
    "ask.html": ask.AskContext,
    "result.html": result.ResultContext,
    "change.html": change.ChangeContext,
    "emergency.html": emergency.EmergencyContext,
    "crisis.html": emergency.CrisisContext,
    "country.html": emergency.CountryContext,
    "about.html": about.AboutContext,
    "trouble.html": TroubleContext,
}


@pytest.mark.parametrize("template, context", CONTEXTS.items())
def test_a_context_and_its_template_name_the_same_things(template: str, context: type) -> None:
    made = environment()
    source = made.loader.get_source(made, template)[0]  # type: ignore[union-attr]
    tree = made.parse(source)
    own = {name for node in tree.find_all(nodes.FromImport) for name in node.names}
    own |= {
        name.name
        for node in tree.find_all((nodes.Assign, nodes.AssignBlock))
        for name in node.find_all(nodes.Name)
        if name.ctx == "store"
    }
    used = meta.find_undeclared_variables(tree) - set(made.globals) - own
    assert used == {f.name for f in fields(context)}


def test_every_address_is_there_once() -> None:
    seen = [(route.path, method) for route in ROUTES for method in (route.methods or ()) if method != "HEAD"]
    assert len(seen) == len(set(seen))


def test_every_link_of_the_pages_leads_to_a_page(site: Site) -> None:
    check = begun(site.companion, place="calf", side="left")
    paths = [
        "/",
        "/emergency",
        "/crisis",
        "/country",
        "/about",
        "/safety",
        f"/check/{check}/where",
        f"/check/{check}/ask",
    ]
    found = set()
    for path in [*paths, f"/check/{check}/result"]:
        found |= set(re.findall(r'href="(/[^"#]*)"', send(site.port, "GET", path)[2]))
    broken = {
        path: status for path in found if (status := send(site.port, "GET", path.replace("&amp;", "&"))[0]) >= 400
    }
    assert not broken


def test_every_trouble_has_a_status_and_words(site: Site) -> None:
    assert {name for _, name in OF} <= set(STATUS)
    made = environment()
    source = made.loader.get_source(made, "trouble.html")[0]  # type: ignore[union-attr]
    assert all(f'"{name}"' in source for name in STATUS)
