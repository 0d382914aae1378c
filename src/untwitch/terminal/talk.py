"""Speaking and listening in a terminal: wrapped lines, few colours, one line of input at a time."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from dataclasses import dataclass, field

NARROWEST, WIDEST = 24, 80
LONGEST_INPUT = 1000
STYLES = {"bold": "1", "red": "1;31", "yellow": "1;33", "green": "1;32", "dim": "2"}


class Ended(Exception):
    """There is no more input: the end of a file, or Ctrl-D."""


def printable(text: str) -> str:
    """Text from outside without control characters: they could move the cursor or hide lines.

    >>> printable("a" + chr(27) + "[2Jb")
    'a?[2Jb'
    """
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)


@dataclass
class Talk:
    """One conversation. `plain`: no colour, no redrawing, nothing that a screen reader would trip over."""

    plain: bool = False
    lines_read: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.interactive = sys.stdin.isatty()
        self.plain = self.plain or bool(os.environ.get("UNTWITCH_PLAIN"))
        shown = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.redraws = shown and not self.plain
        self.coloured = self.redraws and not os.environ.get("NO_COLOR")
        for stream in (sys.stdin, sys.stdout):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")

    @property
    def width(self) -> int:
        return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))

    def say(self, text: str = "", style: str | None = None, first: str = "", rest: str | None = None) -> None:
        """One paragraph, wrapped. `first` stands before its first line, `rest` (or as many spaces) before the others."""
        rest = " " * len(first) if rest is None else rest
        lines = textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=rest) or [first.rstrip()]
        for line in lines:
            print(self.styled(line, style))

    def item(self, text: str, indent: int = 0) -> None:
        """One line of a list."""
        self.say(text, first=f"{' ' * indent}- ")

    def heading(self, text: str, style: str = "bold") -> None:
        self.say()
        self.say(text, style)

    def styled(self, text: str, style: str | None) -> str:
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style and self.coloured else text

    def ask(self, prompt: str) -> str:
        """One line of input, without spaces at its ends.

        Raises
        ------
        Ended
            There is no more input.
        """
        lines = textwrap.wrap(prompt, self.width - 2) or [""]
        print("\n".join(lines), end=" > " if len(lines[-1]) + 3 < self.width else "\n> ", flush=True)
        line = sys.stdin.readline(LONGEST_INPUT)
        if not line:
            print(flush=True)
            raise Ended
        rest = line
        while rest and not rest.endswith("\n"):
            rest = sys.stdin.readline(LONGEST_INPUT)
        self.lines_read += 1
        if not self.interactive:
            print(flush=True)
        return line.strip()
