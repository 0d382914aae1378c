"""What is refused before any page sees it, and the headers every answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024
MOST_DRAINED = 32 * 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
WRITES_NOTHING = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
Refusal = Callable[[str], Response]  # the name of a trouble to its page


def allowed_hosts(host: str, port: int) -> frozenset[str]:
    """The Host headers that mean this program: this computer's own names with the port."""
    names = {*LOOPBACK, f"[{host}]" if ":" in host and not host.startswith("[") else host}
    return frozenset({f"{n}:{port}" for n in names} | (names if port == 80 else set()))


class Guard:
    """Refuses foreign hosts, forms sent by other sites, and bodies larger than any form of ours.

    A page of another site can name this computer's address (DNS rebinding) or post a form to it; the Host header and
    the browser's own Sec-Fetch-Site and Origin headers tell.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], refuse: Refusal) -> None:
        self.app, self.hosts, self.refuse = app, hosts, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        trouble = self.trouble(scope)
        if trouble is None and scope["method"] not in WRITES_NOTHING:
            body, trouble = await _read(Headers(scope=scope), receive)
            receive = _replay(body, receive)
        answer = self.app if trouble is None else self.refuse(trouble)
        await answer(scope, receive, _with_headers(send))

    def trouble(self, scope: Scope) -> str | None:
        """Why this request is refused, by the trouble's name."""
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self.hosts:
            return "foreign_host"
        if scope["method"] not in WRITES_NOTHING and not self._own(headers):
            return "cross_site"
        return None

    def _own(self, headers: Headers) -> bool:
        """Did a page of ours send this? Under "no-referrer" browsers send Origin "null", so Sec-Fetch-Site goes first."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if origin not in (None, "null") and origin.lower().removeprefix("http://") not in self.hosts:
            return False
        if site is not None:
            return site in ("same-origin", "none")
        return origin != "null"


async def _read(headers: Headers, receive: Receive) -> tuple[bytes, str | None]:
    """The whole body, or the trouble with it. What is too large is read to its end, so that the answer arrives."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_DRAINED:
        return b"", "too_big"
    parts, size = bytearray(), 0
    async for part in _parts(receive):
        size += len(part)
        if size > MOST_DRAINED:
            break
        if size <= LARGEST_BODY:
            parts += part
    return (bytes(parts), None) if size <= LARGEST_BODY else (b"", "too_big")


async def _parts(receive: Receive) -> AsyncIterator[bytes]:
    """The parts of a request's body."""
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)
        yield message.get("body", b"")


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body that was read, then what comes after it."""
    waiting: Iterator[Message] = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def again() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return again


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
