"""The preview's supervisor: a change in the code starts it again, a fault waits for the next change."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros import watching

from .support import ROOT


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watching, "PAUSE", 0.02)
    for name in ("macros", "data", "docs"):
        (tmp_path / name).mkdir()
    (tmp_path / "macros" / "code.py").write_text("one", encoding="utf-8")
    return tmp_path


def when(true: Callable[[], bool], then: Callable[[], object]) -> threading.Thread:
    """Do something as soon as something holds, or after ten seconds."""

    def wait() -> None:
        end = time.monotonic() + 10
        while not true() and time.monotonic() < end:
            time.sleep(0.02)
        then()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def starts(house: Path) -> int:
    log = house / "log"
    return len(log.read_text(encoding="utf-8")) if log.exists() else 0


def command(house: Path, then: str) -> list[str]:
    return [sys.executable, "-c", f"open({str(house / 'log')!r}, 'a').write('x'); {then}"]


def test_a_change_in_the_code_starts_it_again(house: Path) -> None:
    code = house / "macros" / "code.py"
    # Reads the code before it says that it has started: what is changed upon that is for the next start.
    script = f"import time; held = open({str(code)!r}).read(); open({str(house / 'log')!r}, 'a').write('x'); "
    script += "time.sleep(0 if held == 'second' else 60)"
    thread = when(lambda: starts(house) == 1, lambda: code.write_text("second", encoding="utf-8"))
    assert watching.watch(house, [sys.executable, "-c", script]) == 0
    thread.join()
    assert starts(house) == 2


def test_a_fault_in_the_data_waits_for_its_remedy(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = house / "data" / "good"
    fail_or_end = f"import os, sys; sys.exit(0 if os.path.exists({str(good)!r}) else 1)"

    def mend() -> None:
        time.sleep(0.5)
        good.touch()

    thread = when(lambda: starts(house) == 1, mend)
    assert watching.watch(house, command(house, fail_or_end)) == 0
    thread.join()
    assert starts(house) == 2
    assert "starts again when a file changes" in capsys.readouterr().out


def test_only_what_counts_is_watched(house: Path) -> None:
    before = watching.stamps(house, watching.CODE)
    (house / "macros" / "__pycache__").mkdir()
    (house / "macros" / "__pycache__" / "code.pyc").touch()
    (house / "docs" / "page.md").touch()
    assert watching.stamps(house, watching.CODE) == before
    assert watching.stamps(house, watching.EVERYTHING) != before


def test_ending_it_ends_the_preview_too(house: Path) -> None:
    child = f"open({str(house / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    script = "import pathlib, sys; from macros.watching import watch; "
    script += f"sys.exit(watch(pathlib.Path({str(house)!r}), sys.argv[1:]))"
    inner = [sys.executable, "-c", f"import os, time; {child}"]
    with subprocess.Popen([sys.executable, "-c", script, *inner], cwd=ROOT) as supervisor:
        when(lambda: (house / "pid").exists() and (house / "pid").read_text() != "", supervisor.terminate).join()
        assert supervisor.wait(10) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int((house / "pid").read_text()), 0)
