"""Straight-line code shared by the compilers that write source text: one numbered line per distinct operation."""

from __future__ import annotations

from collections.abc import Callable

from untwitch.logic.atoms import AtomCompiler, AtomTable


class LineWriter(AtomCompiler[str]):
    """Writes each new operation once as `name=expression` and hands back the name (hash-consing).

    The source is made only from a checked tree and its atom numbers, never from text that came from outside.
    """

    def __init__(self, table: AtomTable, negate: str, at_least: str, line: Callable[[str, str], str]) -> None:
        super().__init__(table)
        self.negate, self.count, self.line = negate, at_least, line
        self.names: dict[str, str] = {}
        self.lines: list[str] = []

    def _named(self, expression: str) -> str:
        if expression not in self.names:
            self.names[expression] = name = f"v{len(self.names)}"
            self.lines.append(self.line(name, expression))
        return self.names[expression]

    def atom(self, index: int) -> str:
        return f"a[{index}]"

    def negation(self, part: str) -> str:
        return self._named(f"{self.negate}[{part}]")

    def all_of(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self._named("&".join(parts))

    def any_of(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self._named("|".join(parts))

    def at_least(self, need: int, parts: list[str]) -> str:
        return self._named(f"{self.count}({need},[{','.join(parts)}])")

    def among(self, inside: list[str], outside: list[str]) -> str:
        some = self.any_of(inside)
        return self._named(f"{some}|{some}>>1&{self.negate}[{self.any_of(outside)}]")
