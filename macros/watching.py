"""Run a command and start it again when the code it has imported changes: the live preview's supervisor.

The preview itself sees edits to pages and data. It cannot see edits to macros/, whose modules it has imported,
and it ends where a fault in the data stops the first build; this restarts it in both cases.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

CODE = ("macros",)
EVERYTHING = ("macros", "data", "docs", "mkdocs.yml")
PAUSE = 0.5

Stamps = Mapping[Path, tuple[int, int]]


def stamps(root: Path, names: Iterable[str]) -> Stamps:
    """Time and size of every file under the named files and folders, compiled Python left out."""
    found: dict[Path, tuple[int, int]] = {}
    for name in names:
        top = root / name
        for path in (top, *top.rglob("*")):
            if "__pycache__" in path.parts or path.is_dir():
                continue
            try:
                stat = path.stat()
            except OSError:  # an editor's temporary file, already gone
                continue
            found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def watch(root: Path, command: Sequence[str]) -> int:
    """Run `command` until it ends well or somebody ends this (Ctrl-C or SIGTERM); its exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            code, everything = stamps(root, CODE), stamps(root, EVERYTHING)
            with subprocess.Popen(command, cwd=root) as child:
                try:
                    while child.poll() is None and stamps(root, CODE) == code:
                        time.sleep(PAUSE)
                finally:
                    child.terminate()
            if child.returncode == 0:
                return 0
            if stamps(root, CODE) == code:
                print("The preview has stopped; it starts again when a file changes (Ctrl-C ends it).", flush=True)
                while stamps(root, EVERYTHING) == everything:
                    time.sleep(PAUSE)
    except KeyboardInterrupt:
        return 0
