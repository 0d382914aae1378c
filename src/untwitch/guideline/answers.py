"""Does an answer fit its finding? The one place where values are judged."""

from __future__ import annotations

import math

from untwitch.errors import nearest
from untwitch.guideline.types import Finding
from untwitch.language import _
from untwitch.saying import number, unit_words


def misfit(finding: Finding, value: object) -> str | None:
    """Why a whole answer does not fit the finding, in one plain sentence; None when it fits."""
    match finding.kind:
        case "yes_no":
            return None if isinstance(value, bool) else _("must be true or false")
        case "number":
            return _number_misfit(finding, value)
        case "choice":
            return _option_misfit(finding, value)
        case _:
            if not isinstance(value, list | tuple):
                return _("must be a list of options")
            faults = [m for m in (_option_misfit(finding, v) for v in value) if m]
            if faults:
                return faults[0]
            return _("names an option twice") if len(set(value)) < len(value) else None


def _number_misfit(finding: Finding, value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("must be a number")
    if isinstance(value, int) and abs(value) > 10**15:
        return _range(finding)
    if not math.isfinite(value):
        return _("must be a finite number")
    low, high = finding.min or 0, finding.max or 0
    return None if low <= value <= high else _range(finding)


def _range(finding: Finding) -> str:
    return _("must be from %(min)s to %(max)s %(unit)s") % {
        "min": number(finding.min or 0),
        "max": number(finding.max or 0),
        "unit": unit_words(finding.unit),
    }


def _option_misfit(finding: Finding, value: object) -> str | None:
    options = [o.id for o in finding.options]
    if value in options:
        return None
    if not isinstance(value, str):
        return _("must be one of: %(options)s") % {"options": ", ".join(options)}
    close = nearest(value, options)
    return _('has no option "%(part)s"') % {"part": value[:60]} + (
        _(', did you mean "%(close)s"?') % {"close": close}
        if close
        else _("; it has: %(options)s") % {"options": ", ".join(options)}
    )
