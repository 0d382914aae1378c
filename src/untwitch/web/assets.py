"""Style, script and icons: read once, served from memory under a name that changes with the content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

FOLDERS = (files("untwitch.web") / "static", files("untwitch.report") / "static")
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "webmanifest": "application/manifest+json"}
FOREVER = "public, max-age=31536000, immutable"
SHORT = "no-cache"


@dataclass(frozen=True)
class Asset:
    """One file that browsers load beside a page."""

    name: str
    body: bytes
    media_type: str
    tag: str


@cache
def assets() -> dict[str, Asset]:
    """Every file of the static folders, by name."""
    found = {}
    for file in (file for folder in FOLDERS for file in folder.iterdir()):
        ending = file.name.rpartition(".")[2]
        if file.is_file() and ending in TYPES:
            body = file.read_bytes()
            found[file.name] = Asset(file.name, body, TYPES[ending], hashlib.sha256(body).hexdigest()[:12])
    return found


def static(name: str) -> str:
    """The address of a file; it changes whenever the file does, so browsers may keep it for ever."""
    return f"/static/{name}?v={assets()[name].tag}"


async def serve(request: Request) -> Response:
    """One static file."""
    asset = assets().get(request.path_params["name"])
    if asset is None:
        return Response("", status_code=404, media_type="text/plain")
    keep = FOREVER if request.query_params.get("v") == asset.tag else SHORT
    return Response(asset.body, media_type=asset.media_type, headers={"Cache-Control": keep})


@cache
def icons() -> dict[str, str]:
    """Icon name to path, from the design kit's sheet."""
    sheet = assets()["icons.svg"].body.decode()
    return dict(re.findall(r'<path id="icon-([\w-]+)" d="([^"]+)"', sheet))


@cache
def signs() -> dict[str, str]:
    """Level to the two shapes of its sign: the outline, and the mark inside it."""
    sheet = assets()["icons.svg"].body.decode()
    found = {}
    for level, outline, mark in re.findall(
        r'<g id="sign-(\w+)"[^>]*>(<(?:path|rect|circle) .*?/>)<path .*? d="([^"]+)"/></g>', sheet
    ):
        found[level] = f'{outline}<path class="in" d="{mark}"/>'
    return found
