"""The installed program as real processes: few, for each costs its start."""

from __future__ import annotations

import http.client
import json
import os
import pty
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).with_name("untwitch"))
MOST_SILENCE_S = 60  # a program that hangs fails its test instead of holding up the rest
HEAVY = ("pydantic", "rich", "sqlalchemy", "alembic", "uvicorn", "starlette", "jinja2", "z3", "pysat", "yaml", "numpy")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "UNTWITCH_JOURNAL": str(tmp_path / "journal.db"), "COLUMNS": "40"}


def run(environment, *words: str, say: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *words], input=say, capture_output=True, text=True, env=environment, timeout=60, check=False
    )


def test_a_piped_check_from_start_to_verdict(environment):
    result = run(environment, "check", say="\nleft calf\n2\n35\n1\nGB\n" + "\n" * 15)
    assert result.returncode == 0, result.stderr
    assert "SAFE TO TREAT AT HOME" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 40
    assert result.stderr == ""


def test_bad_input_is_2_without_a_traceback(environment):
    result = run(environment, "decide", "--answers", "-", "--json", say='{"age_years": 500, "x": 1}')
    assert result.returncode == 2
    assert len(json.loads(result.stdout)["faults"]) == 2
    assert "Traceback" not in result.stderr


def test_a_reader_that_leaves_is_no_fault(environment):
    with subprocess.Popen(
        [PROGRAM, "content", "findings", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 141


def test_a_reader_of_a_short_output_may_leave_too(environment):
    command = f"{PROGRAM} decide --answers - | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        input='{"stroke_sign": true}',
        text=True,
        capture_output=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("words", [["--help"], ["decide", "--answers", "ANSWERS", "--json"]])
def test_nothing_heavy_is_loaded_that_the_command_does_not_need(environment, tmp_path, words):
    answers = tmp_path / "answers.json"
    answers.write_text('{"stroke_sign": true}')
    script = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['untwitch', *{[str(answers) if w == 'ANSWERS' else w for w in words]!r}]\n"
        "from untwitch.cli import main\nmain()\n"
    )
    run(environment, "decide", "--answers", str(answers))  # compiles the content, which needs the reader
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    assert result.stderr.strip() == "[]"


def serve(environment, *words: str) -> tuple[subprocess.Popen[str], int]:
    program = subprocess.Popen(
        [PROGRAM, "serve", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert program.stdout
    line = program.stdout.readline()
    assert "http://127.0.0.1:" in line, program.communicate()
    return program, int(line.rstrip().rstrip("/").rpartition(":")[2])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_answers_and_ends_cleanly(environment, number):
    program, port = serve(environment, "--port", "0")
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/")
                answer = connection.getresponse()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert answer.status == 200
        assert answer.getheader("server") is None
        connection.close()
        program.send_signal(number)
        out, err = program.communicate(timeout=20)
    finally:
        program.kill()
    assert program.returncode == 0
    assert out.endswith("Ended.\n")
    assert err == ""


def test_a_taken_port_is_refused_and_a_free_one_named(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(environment, "serve", "--port", str(port))
    assert result.returncode == 2
    assert f"Port {port} is in use" in result.stderr
    free = int(result.stderr.rpartition("--port ")[2])
    assert free != port
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", free))


def in_a_terminal(environment, *words: str, typed: list[str]) -> tuple[str, int]:
    """Run in a pseudo terminal; each text is typed when the program waits for input."""
    pid, main = pty.fork()
    if pid == 0:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # a test run in the background ignores it, and so would its children
        os.execve(PROGRAM, [PROGRAM, *words], environment)
    shown = b""
    while True:
        if not select.select([main], [], [], MOST_SILENCE_S)[0]:
            os.kill(pid, signal.SIGKILL)
            break
        try:
            shown += os.read(main, 65_536)
        except OSError:  # how Linux says that the other side is closed
            break
        if typed and shown.endswith(b"> "):
            shown += b"\n"
            os.write(main, typed.pop(0).encode())
    os.close(main)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize("plain", [False, True])
def test_colour_is_for_a_terminal_and_off_on_wish(environment, plain):
    environment = {k: v for k, v in environment.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    environment |= {"NO_COLOR": "1"} if plain else {}
    shown, code = in_a_terminal(environment, "check", "--country", "GB", typed=["2\n", "\n"])
    assert code == 0
    assert "EMERGENCY: get help now" in shown
    assert ("\x1b[1;31m" in shown) is not plain


@pytest.mark.parametrize("key, code", [("\x03", 130), ("\x04", 0)])
def test_leaving_by_key_keeps_what_was_said(environment, key, code):
    shown, ended = in_a_terminal({**environment, "COLUMNS": "80"}, "check", typed=["\n", key])
    assert ended == code
    assert "What you said is kept." in shown
    assert "Traceback" not in shown
