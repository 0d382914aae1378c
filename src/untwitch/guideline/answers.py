"""Does an answer fit its finding? The one place where values are judged."""

from __future__ import annotations

import math

from untwitch.errors import nearest
from untwitch.guideline.types import Finding


def misfit(finding: Finding, value: object) -> str | None:
    """Why a whole answer does not fit the finding, in one plain sentence; None when it fits."""
    match finding.kind:
        case "yes_no":
            return None if isinstance(value, bool) else "must be true or false"
        case "number":
            return _number_misfit(finding, value)
        case "choice":
            return _option_misfit(finding, value)
        case _:
            if not isinstance(value, list | tuple):
                return "must be a list of options"
            faults = [m for m in (_option_misfit(finding, v) for v in value) if m]
            if faults:
                return faults[0]
            return "names an option twice" if len(set(value)) < len(value) else None


def _number_misfit(finding: Finding, value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if isinstance(value, int) and abs(value) > 10**15:
        return _range(finding)
    if not math.isfinite(value):
        return "must be a finite number"
    low, high = finding.min or 0, finding.max or 0
    return None if low <= value <= high else _range(finding)


def _range(finding: Finding) -> str:
    return f"must be from {finding.min:g} to {finding.max:g} {finding.unit}"


def _option_misfit(finding: Finding, value: object) -> str | None:
    options = [o.id for o in finding.options]
    if value in options:
        return None
    if not isinstance(value, str):
        return f"must be one of: {', '.join(options)}"
    close = nearest(value, options)
    return f'has no option "{value[:60]}"' + (
        f', did you mean "{close}"?' if close else f"; it has: {', '.join(options)}"
    )
