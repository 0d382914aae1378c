"""Untwitch: stop a muscle twitch, cramp or spasm, know whether it is dangerous, keep it from coming back.

>>> from untwitch import decide
>>> decide({"chest_pain": "now_heavy_or_tight"}).level
'emergency'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from untwitch.companion import Companion, decide, understand

__all__ = ["Companion", "decide", "understand"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the front door only when it is used: `import untwitch` stays fast."""
    if name in __all__:
        from untwitch import companion

        return getattr(companion, name)
    raise AttributeError(name)
