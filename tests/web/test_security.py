"""What no page may ever see or do, whoever asks."""

from __future__ import annotations

import re

import pytest
from web_way import Site, begun, send

from untwitch.journal.records import ScreenAnswered
from untwitch.web.render import environment
from untwitch.web.security import HEADERS, allowed_hosts


def test_every_answer_carries_the_headers(site: Site) -> None:
    for path in ("/", "/about", "/nothing-here", "/static/base.css"):
        _, headers, _ = send(site.port, "GET", path)
        assert {k.lower(): v for k, v in HEADERS.items()}.items() <= headers.items()
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")


def test_no_template_has_inline_style_or_script() -> None:
    templates = environment()
    for name in templates.list_templates():
        source = templates.loader.get_source(templates, name)[0]  # type: ignore[union-attr]
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", source), name


def test_pages_are_never_kept_by_the_browser_and_no_cookie_is_set(site: Site) -> None:
    _, headers, _ = send(site.port, "GET", "/")
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


def test_no_page_loads_anything_from_elsewhere(site: Site) -> None:
    for path in ("/", "/about", "/safety", "/emergency", "/crisis", "/country"):
        _, _, text = send(site.port, "GET", path)
        assert not re.findall(r'(?:src|<link[^>]*href|action)="(?:https?:)?//[^"]*', text)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil.example:{port}"]
)
def test_a_foreign_host_is_refused(site: Site, host: str) -> None:
    status, _, text = send(site.port, "GET", "/", headers={"Host": host.format(port=site.port)})
    assert status == 400
    assert "own address" in text


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
def test_this_computers_own_names_are_answered(site: Site, host: str) -> None:
    assert send(site.port, "GET", "/", headers={"Host": host.format(port=site.port)})[0] == 200


def test_port_80_may_be_left_out() -> None:
    assert "localhost" in allowed_hosts("127.0.0.1", 80)
    assert "localhost" not in allowed_hosts("127.0.0.1", 8000)


CROSS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
]


@pytest.mark.parametrize("headers", CROSS)
def test_a_form_of_another_site_is_refused_and_nothing_stored(site: Site, headers: dict[str, str]) -> None:
    check = begun(site.companion)
    before = site.companion.journal.records(site.companion.me())
    fields = {"place": "calf", "movement": "cramp", "age": "44", "body_parts": "womb"}
    for path in (f"/check/{check}/where", "/country", "/start"):
        assert send(site.port, "POST", path, fields, headers)[0] == 403
    assert site.companion.journal.records(site.companion.me()) == before


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}])
def test_our_own_forms_are_taken(site: Site, headers: dict[str, str]) -> None:
    check = begun(site.companion)
    fields = {"place": "calf", "movement": "cramp", "age": "44", "body_parts": "womb"}
    assert send(site.port, "POST", f"/check/{check}/where", fields, headers)[0] == 303


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_the_country_form_leads_to_no_other_site(site: Site, back: str) -> None:
    _, headers, _ = send(site.port, "POST", "/country", {"country": "GB", "back": back})
    assert headers["location"] == "/emergency"


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/nothing.css"]
)
def test_only_the_files_of_the_static_folder_are_served(site: Site, path: str) -> None:
    assert send(site.port, "GET", path)[0] == 404


def test_a_static_file_is_kept_for_ever_under_its_own_tag_only(site: Site) -> None:
    _, _, text = send(site.port, "GET", "/")
    named = re.search(r"/static/base\.css\?v=\w+", text)
    assert named
    assert "immutable" in send(site.port, "GET", named.group())[1]["cache-control"]
    assert send(site.port, "GET", "/static/base.css?v=other")[1]["cache-control"] == "no-cache"


NASTY = ["<script>alert(1)</script>", "'; DROP TABLE record; --", "{{ 7*7 }}", "\x00", "' OR 1=1 --", "😀" * 50]


@pytest.mark.parametrize("nasty", NASTY)
def test_markup_and_sql_in_every_field_do_nothing(site: Site, nasty: str) -> None:
    check = begun(site.companion, place="calf")
    base = f"/check/{check}"
    forms = {
        "/start": ("check", "tap", "say", "unsure"),
        f"{base}/where": ("place", "side", "movement", "age", "body_parts", "narrow"),
        f"{base}/ask": ("step", "seen", "line", "unsure", "answer", "number", "say"),
        f"{base}/change/pain_now": ("number", "say", "answer"),
        f"{base}/change/conditions": ("line", "say"),
        "/country": ("country", "back"),
    }
    before = site.companion.journal.records(site.companion.me())
    for path, names in forms.items():
        status, _, text = send(site.port, "POST", path, dict.fromkeys(names, nasty))
        assert status in (303, 400, 404, 409, 422), (path, status)
        assert "<script>alert" not in text
        assert ">49<" not in text
    after = site.companion.journal.records(site.companion.me())
    assert len([r for r in after if r.kind == ScreenAnswered.kind]) == len(
        [r for r in before if r.kind == ScreenAnswered.kind]
    )


@pytest.mark.parametrize("nasty", NASTY[:3])
def test_markup_in_every_address_does_nothing(site: Site, nasty: str) -> None:
    from urllib.parse import quote

    check = begun(site.companion)
    for path in ("/?check={}", "/?unsure={}", "/country?back={}", f"/check/{check}/where?place={{}}&side={{}}"):
        status, _, text = send(site.port, "GET", path.replace("{}", quote(nasty)))
        assert status == 200
        assert nasty not in text
    for path in ("/check/{}/ask", "/{}", f"/check/{check}/change/{{}}"):
        assert send(site.port, "GET", path.format(quote(nasty, safe="")))[0] == 404
