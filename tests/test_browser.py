"""Which browser is found, what is tried where none is, and what is said where that fails."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros import browser
from macros.__main__ import main


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """`find` remembers; each test begins without memory."""
    browser.find.cache_clear()
    yield
    browser.find.cache_clear()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with no browser and an empty PATH; returns the folder that is the PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME_PATH", raising=False)
    monkeypatch.setattr(browser, "_downloaded", lambda: None)
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def program(path: Path, says: str = "Chromium 1", status: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho {says}\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_named_browser_decides_alone(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium")
    named = program(bare / "mine")
    monkeypatch.setenv("CHROME_PATH", str(named))
    assert browser.find() == named
    browser.find.cache_clear()
    monkeypatch.setenv("CHROME_PATH", "none")
    assert browser.find() is None
    assert browser.ensure() is None


def test_usual_names_are_found_and_stubs_are_not(bare: Path) -> None:
    program(bare / "chromium-browser", "install the snap", status=1)
    assert browser.find() is None
    browser.find.cache_clear()
    assert browser.find() is None
    browser.find.cache_clear()
    chrome = program(bare / "google-chrome")
    assert browser.find() == chrome


def test_a_mac_keeps_its_browsers_elsewhere(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: bare)
    place = bare / "Applications" / browser.APPLICATIONS[0]
    place.parent.mkdir(parents=True)
    program(place)
    assert browser.find() == place


def test_installing_stops_at_the_first_that_helps(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def by_apt() -> None:
        tried.append("apt")
        program(bare / "chromium")

    monkeypatch.setattr(browser, "_by_apt", by_apt)
    monkeypatch.setattr(browser, "_by_plotly", lambda: tried.append("plotly"))
    assert browser.ensure() == bare / "chromium"
    assert tried == ["apt"]
    assert browser.find() == bare / "chromium"


def test_without_any_the_command_says_what_the_site_does(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    for name in ("_by_apt", "_by_plotly", "_libraries"):
        monkeypatch.setattr(browser, name, lambda name=name: tried.append(name))
    said = CliRunner().invoke(main, ["browser"])
    assert said.exit_code == 0
    assert said.output.strip() == browser.WITHOUT
    assert tried == ["_by_apt", "_by_plotly", "_libraries"]


@pytest.mark.parametrize(
    ("user", "programs", "lead"),
    [
        (0, ["apt-get"], []),
        (0, [], None),
        (1000, ["apt-get"], None),
        (1000, ["apt-get", "sudo"], ["sudo", "-n"]),
    ],
)
def test_nothing_is_installed_by_asking(
    bare: Path, monkeypatch: pytest.MonkeyPatch, user: int, programs: list[str], lead: list[str] | None
) -> None:
    ran: list[list[str]] = []
    for name in programs:
        program(bare / name)
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert browser._as_root() == lead
    monkeypatch.setattr(browser, "_quietly", ran.append)
    browser._by_apt()
    assert [command[len(lead or []) :][:2] for command in ran] == (
        [] if lead is None else [["apt-get", "update"], ["env", "DEBIAN_FRONTEND=noninteractive"]]
    )
    browser._libraries()
    assert ("install-deps" in str(ran)) == (lead is not None)


def test_a_password_is_never_asked_for(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "apt-get")
    program(bare / "sudo", "a password is required", status=1)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert browser._as_root() is None


def test_plotly_downloads_by_its_own_means(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(browser, "_quietly", ran.append)
    browser._by_plotly()
    assert "get_chrome" in ran[0][-1]


def test_a_command_that_fails_or_hangs_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser._quietly([str(tmp_path / "nothing")])

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("chrome", 30)

    slow = program(tmp_path / "chrome")
    monkeypatch.setattr(subprocess, "run", hang)
    assert browser._starts(slow) is False
