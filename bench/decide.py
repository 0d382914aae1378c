"""How fast is one decision, the next screen, a page, and the start of the program?

Usage: python bench/decide.py [--no-web]

Every row stands beside a limit or a peer measured in the same run: the rules as plain Kleene closures, an empty Python
start, and the same web server answering with an empty page.
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from people.reading import pictures
from untwitch.care.interview import State, next_screen
from untwitch.care.knowledge import Knowledge
from untwitch.care.simulate import answer
from untwitch.care.triage import interval
from untwitch.companion import Asker
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.logic.atoms import evaluate

ROW = "{:58}{:>12}{:>12}   {}"


def timed(call: Callable[[], object], times: int) -> float:
    """Median milliseconds of one call."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append((time.perf_counter() - start) * 1e3)
    return statistics.median(found)


def row(what: str, ms: float, limit: float, note: str = "") -> None:
    print(ROW.format(what, f"{ms:.3f} ms", f"< {limit:g} ms", ("ok  " if ms < limit else "OVER ") + note))


def decisions(guideline: Guideline, people: list[Knowledge]) -> None:
    """Both bounds over the full rules, closing of gates included; the peer walks the trees node by node."""
    fast = statistics.mean(timed(lambda k=k: interval(replace(k)), 50) for k in people)
    nodes = [guideline.node(r.when) for r in guideline.rules]
    slow = statistics.mean(
        timed(lambda k=k: [evaluate(n, guideline.table, k.codes) for n in nodes], 3) for k in people[:5]
    )
    row("decision with both bounds, full rules", fast, 0.2, f"{slow / fast:.0f} times the tree walk ({slow:.1f} ms)")


def screens(guideline: Guideline, people: list[Knowledge]) -> None:
    asker = Asker(guideline)
    asker.oracle.matters(interval(Knowledge.blank(guideline)), 0)
    first, found = [], []
    for person in people:
        state = State(Knowledge.blank(guideline))
        for number in range(40):
            start = time.perf_counter()
            screen = next_screen(state, asker.matters)
            taken = (time.perf_counter() - start) * 1e3
            if screen is None:
                break
            if number >= 2:  # the danger list and the page "where" are the same for everybody
                (first if number == 2 else found).append(taken)
            state = state.hear(answer(person, screen))
    row(
        "next screen at the first question (exact, SAT), median",
        statistics.median(first),
        20,
        f"worst {max(first):.1f} ms",
    )
    row("next screen later, median", statistics.median(found), 5, f"worst {max(found):.1f} ms, n = {len(found)}")


def starts() -> None:
    untwitch = Path(sys.executable).with_name("untwitch")

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, check=True, capture_output=True)

    empty = timed(run(sys.executable, "-c", "pass"), 7)
    row(
        "untwitch --help, cold",
        timed(run(str(untwitch), "--help"), 7),
        400,
        f"an empty Python start takes {empty:.0f} ms",
    )
    row("import untwitch and decide", timed(run(sys.executable, "-c", "import untwitch; untwitch.decide"), 7), 900)
    row("import untwitch", timed(run(sys.executable, "-c", "import untwitch"), 7), 150)


def pages() -> None:
    """Pages at 100 requests a second from a second process, and the weight of the first view."""
    import http.client
    import socket
    import threading
    from concurrent.futures import ThreadPoolExecutor

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "UNTWITCH_JOURNAL": str(Path(folder) / "journal.db")}
        untwitch = str(Path(sys.executable).with_name("untwitch"))
        server = subprocess.Popen([untwitch, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        local = threading.local()

        def get(path: str) -> tuple[float, bytes, dict[str, str]]:
            start = time.perf_counter()
            for attempt in (1, 2):  # the server closes a connection that was idle for some seconds
                if not hasattr(local, "link"):
                    local.link = http.client.HTTPConnection("127.0.0.1", port)
                try:
                    local.link.request("GET", path, headers={"Accept-Encoding": "gzip"})
                    answered = local.link.getresponse()
                    body = answered.read()
                    return (time.perf_counter() - start) * 1e3, body, dict(answered.getheaders())
                except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                    del local.link
                    if attempt == 2:
                        raise
            raise AssertionError

        try:
            for _ in range(200):
                try:
                    get("/")
                    break
                except OSError:
                    del local.link
                    time.sleep(0.05)
            for path in ("/", "/emergency"):
                with ThreadPoolExecutor(8) as pool:
                    begin, jobs = time.perf_counter(), []
                    for number in range(600):
                        time.sleep(max(0, begin + number / 100 - time.perf_counter()))
                        jobs.append(pool.submit(get, path))
                    taken = sorted(j.result()[0] for j in jobs)
                row(
                    f"GET {path} at 100 requests/s, p99",
                    taken[int(0.99 * len(taken))],
                    20,
                    f"median {statistics.median(taken):.1f} ms",
                )
            weigh(get)
        finally:
            server.terminate()
            server.wait(10)


def weigh(get: Callable[[str], tuple[float, bytes, dict[str, str]]]) -> None:
    """The first view: the page and everything it asks for, as sent."""
    import re

    _, body, headers = get("/")
    html = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    parts = re.findall(rb'(?:src|href)="(/static/[^"#]+)', html)
    total = len(body) + sum(len(get(p.decode())[1]) for p in dict.fromkeys(parts))
    print(ROW.format("first view, compressed", f"{total / 1000:.1f} kB", "< 60 kB", f"{len(set(parts))} files"))


def main() -> None:
    guideline = load()
    people = [p.knowledge for p in list(pictures(guideline))[::4]]
    print(ROW.format("what", "measured", "limit", ""))
    decisions(guideline, people)
    screens(guideline, people)
    starts()
    if "--no-web" not in sys.argv:
        pages()


if __name__ == "__main__":
    main()
