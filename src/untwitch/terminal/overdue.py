"""`untwitch content overdue`: what must be read again against its sources, today or on another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.model import Guideline
from untwitch.language import _

FORMAT = 1


def run(folder: Path | None, on: str | None, as_json: bool) -> None:
    """List what is overdue on a day, today by default."""
    from untwitch.terminal.deciding import show_json
    from untwitch.terminal.opening import now, open_guideline

    day = _day(on) if on else now().date()
    made = document(open_guideline(folder), day)
    if as_json:
        show_json(made)
        return
    for row in made["overdue"]:
        name = row["id"] if row["title"] == row["id"] else f"{row['id']}: {row['title']}"
        print(f"{row['review_by']}  {row['kind']} {name}")
    count = len(made["overdue"])
    print(
        _("%(count)s overdue on %(day)s.") % {"count": count, "day": day}
        if count
        else _("Nothing is overdue on %(day)s.") % {"day": day}
    )
    if made["next"]:
        print(_("The next day to read something again is %(part)s.") % {"part": made["next"]})
    if made["without_date"]:
        print(_("%(part)s sources have no such day.") % {"part": made["without_date"]})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FaultsError(
            [Fault("", 0, "--on", _('"%(part)s" is not a day like 2027-11-22') % {"part": text[:40]})]
        ) from None


def document(guideline: Guideline, day: date) -> dict[str, Any]:
    """Every source and content file whose day has passed, oldest first; and the next day that will pass."""
    dated = [
        {"kind": "source", "id": s.id, "title": s.title, "read": s.read, "review_by": s.review_by}
        for s in guideline.sources.values()
        if s.review_by
    ]
    dated += [
        {"kind": "file", "id": file, "title": file, "read": read, "review_by": review_by}
        for file, (read, review_by) in guideline.read_on.items()
        if review_by
    ]
    late = [row for row in dated if str(row["review_by"]) < day.isoformat()]
    coming = [str(row["review_by"]) for row in dated if row not in late]
    return {
        "format": FORMAT,
        "on": day.isoformat(),
        "overdue": sorted(late, key=lambda row: (str(row["review_by"]), row["kind"], row["id"])),
        "next": min(coming, default=None),
        "without_date": sum(s.review_by is None for s in guideline.sources.values()),
    }
