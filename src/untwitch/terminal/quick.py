"""Typer commands that read text options without loading a validation library: that alone would cost 0.2 s a start."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from untwitch.language import N_, _

PLAIN: dict[str, Any] = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
Json = Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/use/json.md.")]
HEADS = (N_("Usage: "), N_("Options"), N_("Commands"), N_("Arguments"), N_("Show this message and exit."))
_Context: Any = TyperGroup.context_class
_Formatter: Any = _Context.formatter_class


class HelpPage(_Formatter):  # type: ignore[misc]
    """The help of a command, with the library's own few words in the language of the moment."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _("Usage: "))

    def section(self, name: str) -> Any:
        return super().section(_(name))

    def write_dl(self, rows: Any, *more: Any, **named: Any) -> None:
        super().write_dl([(first, _(said) if said in HEADS else said) for first, said in rows], *more, **named)


class HelpContext(_Context):  # type: ignore[misc]
    formatter_class = HelpPage


class Helped:
    """A command whose help is said in the language of the moment; it was given in English."""

    context_class: Any = HelpContext

    @property
    def help(self) -> str | None:
        return _(self._english) if self._english else self._english

    @help.setter  # noqa: A003
    def help(self, english: str | None) -> None:
        self._english = english


class QuickCommand(Helped, TyperCommand):
    """A command whose text options and flags are read as they are."""

    def get_params(self, ctx: Any) -> Any:
        return [helped(quickened(param)) for param in super().get_params(ctx)]


class QuickGroup(Helped, TyperGroup):
    """A group of commands whose text options and flags are read as they are."""

    def get_params(self, ctx: Any) -> Any:
        return [helped(quickened(param)) for param in super().get_params(ctx)]


def helped(param: Any) -> Any:
    """The same parameter with its help in the language of the moment."""
    english = param.__dict__.setdefault("english", getattr(param, "help", None))
    if english:
        param.help = _(english)
    return param


def quickened(param: Any) -> Any:
    """The same parameter, which goes Typer's own way only for what is neither text nor a flag that was not given."""
    annotation = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    single = param.nargs == 1 and not param.multiple
    is_text = annotation is str and single and param.callback is None
    if (is_text or (annotation is bool and single)) and not isinstance(param.process_value, _AsItIs):
        param.process_value = _AsItIs(param.process_value, param.required, is_text)
    return param


class _AsItIs:
    """In place of a parameter's `process_value`."""

    def __init__(self, usual: Any, required: bool, is_text: bool) -> None:
        self.usual, self.required, self.is_text = usual, required, is_text

    def __call__(self, ctx: Any, value: Any) -> Any:
        if value is None and not self.required:
            return None
        return value if self.is_text and isinstance(value, str) else self.usual(ctx, value)


def group() -> typer.Typer:
    """A group of commands, to be hung into another."""
    return typer.Typer(cls=QuickGroup, no_args_is_help=True, **PLAIN)
