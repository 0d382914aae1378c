"""`untwitch serve` refuses every address that other computers could reach."""

from __future__ import annotations

import pytest

from untwitch.terminal.serving import NotLoopback, loopback


@pytest.mark.parametrize("host, address", [("127.0.0.1", "127.0.0.1"), ("LOCALHOST", "127.0.0.1"), ("::1", "::1")])
def test_this_computer_is_served(host, address):
    assert loopback(host) == address


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.1.example.org", "127.1"])
def test_other_computers_are_not(run, host):
    with pytest.raises(NotLoopback):
        loopback(host)
    result = run("serve", "--host", host)
    assert result.exit_code == 2
    assert "Untwitch serves this computer only" in result.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "x", ""])
def test_a_port_that_is_none_is_refused(run, port):
    result = run("serve", "--port", port)
    assert result.exit_code == 2
    assert "--port" in result.stderr


def test_a_broken_journal_is_refused_before_anything_is_served(run, journal):
    journal.write_text("my diary")
    result = run("serve", "--port", "0")
    assert result.exit_code == 2
    assert "not an Untwitch journal" in result.stderr
    assert "http://" not in result.stdout
