"""`untwitch serve`: the web pages on this computer alone, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import errno
import gc
import ipaddress
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from untwitch.errors import UntwitchError
from untwitch.language import _
from untwitch.terminal.opening import open_companion

if TYPE_CHECKING:
    from untwitch.companion import Companion

NEARBY = 20  # ports after the taken one that are tried before any free one is taken
LONGEST_HEAD_BYTES = 32_768
KEEP_ALIVE_S = 5
LAST_REQUESTS_S = 5
ADDRESSES = {"localhost": "127.0.0.1"}


class NotLoopback(UntwitchError):
    """An address that other computers can reach."""


class PortTaken(UntwitchError):
    """The port cannot be had."""


def run(folder: Path | None, host: str, port: int, journal: str | None) -> None:
    """Serve until told to end."""
    address = loopback(host)
    with _listening(address, port) as listener, open_companion(folder, journal, "web") as companion:
        from untwitch.web.app import create_app

        port = listener.getsockname()[1]
        app = create_app(companion, host=address, port=port)
        _warm(companion)
        shown = f"[{address}]" if ":" in address else address
        print(_("Untwitch is at http://%(shown)s:%(port)s/") % {"shown": shown, "port": port}, flush=True)
        print(_("Only this computer can reach it. Ctrl-C ends it; everything said is kept."), flush=True)
        _serve(app, listener)
    print("Ended.", flush=True)


def _warm(companion: Companion) -> None:
    """Make the solver before the first person waits for it, and keep the content out of every later memory sweep.

    A full sweep over the content takes 90 ms, in which no page is answered.
    """
    companion.asker.oracle  # noqa: B018 - made on first use
    gc.collect()
    gc.freeze()


def loopback(host: str) -> str:
    """The address meant, when only this computer can reach it.

    Raises
    ------
    NotLoopback
        Other computers could reach it, or it is no address.

    >>> loopback("localhost")
    '127.0.0.1'
    """
    address = ADDRESSES.get(host.casefold(), host)
    try:
        if ipaddress.ip_address(address).is_loopback:
            return address
    except ValueError:
        pass
    raise NotLoopback(
        _(
            '"%(part)s" could be reached from other computers, and what a person says here is private. Untwitch serves this computer only: use 127.0.0.1, ::1 or localhost.'
        )
        % {"part": host[:60]}
    )


def _listening(address: str, port: int) -> socket.socket:
    try:
        return _bound(address, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(
                _(
                    "Port %(port)s is in use by another program; perhaps Untwitch runs already. Try: untwitch serve --port %(free_port)s"
                )
                % {"port": port, "free_port": free_port(address, port)}
            ) from None
        raise PortTaken(
            _("Port %(port)s cannot be used here. Try: untwitch serve --port %(free_port)s")
            % {"port": port, "free_port": free_port(address, max(port, 8477))}
        ) from None


def _bound(address: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener


def free_port(address: str, taken: int) -> int:
    """A port that is free now, near the taken one when there is one."""
    for port in (*range(taken + 1, min(taken + NEARBY, 65_535)), 0):
        try:
            with _bound(address, port) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue
    return taken


def _serve(app: Any, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        h11_max_incomplete_event_size=LONGEST_HEAD_BYTES,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=LAST_REQUESTS_S,
    )
    # The server raises the signal that ended it once more when it is done. Here ending is success.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listener])
