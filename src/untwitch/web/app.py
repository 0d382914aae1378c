"""The application: routes, what guards them, and the state they share."""

from __future__ import annotations

import threading

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from untwitch.companion import Companion
from untwitch.web.household import Household
from untwitch.web.remembered import Remembered
from untwitch.web.render import environment
from untwitch.web.routes import ROUTES
from untwitch.web.security import Guard, allowed_hosts
from untwitch.web.speaking import Speaking
from untwitch.web.troubles import HANDLERS, trouble_page


def create_app(companion: Companion, *, host: str, port: int) -> Starlette:
    """The web face of one companion, for a server that listens on `host` and `port`."""
    environment()
    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(Speaking),
            Middleware(GZipMiddleware, minimum_size=600, compresslevel=6),
            Middleware(Guard, hosts=allowed_hosts(host, port), refuse=trouble_page),
        ],
        exception_handlers=HANDLERS,
    )
    app.state.companion = companion
    app.state.lock = threading.RLock()
    app.state.household = Household()
    app.state.screens, app.state.results = Remembered(), Remembered()
    return app
