"""Pages of today; written by their own module's developer."""

from __future__ import annotations

from starlette.routing import Route

routes: list[Route] = []
