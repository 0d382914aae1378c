"""Which language a page speaks: the one chosen in this browser, else the browser's own wish, else English."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from untwitch.catalogues import fitting
from untwitch.language import ENGLISH, Language, speaking

COOKIE = "language"
KEPT_SECONDS = 365 * 24 * 3600
MOST_WISHES = 10
_here: ContextVar[str] = ContextVar("here", default="/")


def here() -> str:
    """The address of the page that is shown, to come back to after choosing a language; "/" after a form was sent."""
    return _here.get()


class Speaking:
    """Speaks the language of each request while it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        language = wished(request)
        _here.set(_address(request))
        with speaking(language):
            await self.app(scope, receive, _labelled(send, language))


def wished(request: Request) -> Language:
    """The cookie goes before the browser's list; what we do not speak is passed over."""
    return fitting([request.cookies.get(COOKIE, ""), *_wishes(request.headers.get("accept-language", ""))]) or ENGLISH


def _wishes(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first; those with weight 0 are not wanted.

    >>> _wishes("en;q=0.8, de-AT, fr;q=0")
    ['de-AT', 'en']
    """
    found = []
    for part in header.split(",")[:MOST_WISHES]:
        tag, _, weight = part.partition(";")
        try:
            rank = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            rank = 0.0
        if rank > 0:
            found.append((-rank, tag.strip()))
    return [tag for _, tag in sorted(found, key=lambda one: one[0])]


def _address(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}" if request.method == "GET" else "/"


def _labelled(send: Send, language: Language) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Content-Language"] = language.code
                headers.add_vary_header("Cookie, Accept-Language")
        await send(message)

    return sending
