"""Keep the catalogues of `src/untwitch/languages` in step with the program and the content.

    python tools/words.py            update every catalogue, and name what is not translated
    python tools/words.py --check    change nothing; exit code 1 when something is missing or out of date
    python tools/words.py --missing de content    print what is not translated, one entry a block, to be filled in
    python tools/words.py --fill de interface new.json    take translations from a JSON object, English to German

English stands in the code and the content and is the key, so a changed English sentence is a new one to translate.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from untwitch.catalogues import FOLDER, NAMES
from untwitch.guideline.load import load
from untwitch.guideline.phrases import phrases

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "untwitch"
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
TEMPLATES = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
DRAFT = "drafted by machine, not yet reviewed"
PLURALS = {"de": "nplurals=2; plural=(n != 1);"}
HEADER = """# {name}: {domain} of Untwitch. English is the key; see docs/develop/languages.md.
msgid ""
msgstr ""
"Language: {code}\\n"
"Last-Translator: {translator}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""


def interface() -> Catalog:
    """Every phrase of the program: templates, code, and the help of the commands."""
    found = Catalog()
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]):
        where = path.relative_to(ROOT).as_posix()
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {} if path.suffix == ".py" else TEMPLATES
        for _line, message, _comments, about in extract_from_file(method, path, KEYWORDS, options=options):
            found.add(message, locations=[(where, 0)], context=about)
    for text in sorted(set(_helps())):
        found.add(text, locations=[("src/untwitch/cli.py", 0)])
    return found


def _helps() -> Iterator[str]:
    """The help texts of commands and options, which stand in signatures and docstrings."""
    import typer.main

    from untwitch.cli import app

    def of(command: Any) -> Iterator[str]:
        yield from (text for text in [command.help, *(getattr(p, "help", None) for p in command.params)] if text)
        for inner in getattr(command, "commands", {}).values():
            yield from of(inner)

    return of(typer.main.get_command(app))


def content() -> Catalog:
    """Every phrase of the content, with the keys under which it stands."""
    found = Catalog()
    for key, text in phrases(load()).items():
        found.add(text, locations=[(key, 0)])
    return found


DOMAINS = {"interface": interface, "content": content}


def updated(code: str, domain: str, wanted: Catalog) -> tuple[Catalog, list[Message], list[Message]]:
    """The catalogue with the old translations, what is not translated in it, and what is no longer said."""
    old = _old(code, domain)
    for message in wanted:
        before = old.get(message.id, message.context) if message.id else None
        if before is not None and before.id == message.id:
            message.string = before.string
    missing = [m for m in wanted if m.id and not _full(m)]
    stale = [m for m in old if m.id and wanted.get(m.id, m.context) is None]
    return wanted, missing, stale


def filled(code: str, domain: str, said: Mapping[str, str | list[str]]) -> None:
    """Write translations into a catalogue where it has none yet. Raises KeyError for words that are not said anywhere."""
    made, missing, _ = updated(code, domain, DOMAINS[domain]())
    open_ones = {m.id[0] if isinstance(m.id, tuple) else m.id: m for m in missing}
    for words, translation in said.items():
        open_ones[words].string = tuple(translation) if isinstance(translation, list) else translation
    (FOLDER / code / f"{domain}.po").write_text(text_of(code, domain, made), "utf-8")


def _full(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said) and (not message.pluralizable or len(said) > 1)


def _old(code: str, domain: str) -> Catalog:
    path = FOLDER / code / f"{domain}.po"
    return read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog()


def text_of(code: str, domain: str, made: Catalog) -> str:
    """The catalogue as a text file that changes only where words do: no dates, no line numbers."""
    body = io.BytesIO()
    write_po(body, made, width=0, omit_header=True, include_lineno=False)
    translator = _old(code, domain).last_translator if (FOLDER / code / f"{domain}.po").exists() else DRAFT
    header = HEADER.format(name=NAMES[code], code=code, domain=domain, translator=translator, plurals=PLURALS[code])
    return header + body.getvalue().decode().lstrip("\n")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--fill"]:
        code, domain, file = arguments[1:]
        filled(code, domain, json.loads(Path(file).read_text("utf-8")))
        return 0
    check = "--check" in arguments
    faults = 0
    for code in (c for c in NAMES if c != "en"):
        for domain, extract in DOMAINS.items():
            made, missing, stale = updated(code, domain, extract())
            path, text = FOLDER / code / f"{domain}.po", text_of(code, domain, made)
            if arguments[:1] == ["--missing"]:
                if arguments[1:] == [code, domain]:
                    print("\n".join(f"{m.id!r}" for m in missing))
                continue
            print(f"{code} {domain}: {len(made)} phrases, {len(missing)} not translated, {len(stale)} no longer said")
            faults += len(missing) + len(stale) + (not path.exists() or path.read_text("utf-8") != text)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    return int(check and faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
