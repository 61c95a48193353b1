"""Which packages differ between two requirements.lock files, as a Markdown table: python3 tools/packages.py OLD NEW."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def versions(lock: str) -> dict[str, str]:
    """Each package of a lock with its version; those that depend on the Python have several."""
    found: dict[str, str] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.M):
        found[name] = f"{found[name]}, {version}" if name in found else version
    return found


def table(old: str, new: str) -> str:
    """The packages that came, went or changed; one line where none did."""
    was, now = versions(old), versions(new)
    names = [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
    if not names:
        return "No package changes.\n"
    rows = [f"| {name} | {was.get(name, '')} | {now.get(name, '')} |" for name in names]
    return "\n".join(["| package | from | to |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    sys.stdout.write(table(*(Path(path).read_text(encoding="utf-8") for path in sys.argv[1:3])))
