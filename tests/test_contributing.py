"""What contributors are told is what is so: the forms, the guide, the page of fields."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from macros.__main__ import main
from macros.commands import new_commands
from macros.dataset import Dataset, read
from macros.forms import FOLDER, forms
from macros.loading import TABLES
from macros.reference import example

from .support import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "contribute.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real() -> Dataset:
    return read(ROOT)[0]


@pytest.mark.parametrize("path", forms(), ids=str)
def test_the_forms_are_those_of_the_types(path: Path) -> None:
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == forms()[path], "run: python -m macros forms"


@pytest.mark.parametrize("path", sorted((ROOT / FOLDER).glob("*.yml")), ids=lambda path: path.name)
def test_every_form_is_one_that_github_takes(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.name == "config.yml":
        assert all({"name", "url", "about"} == set(link) for link in form["contact_links"])
        return
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown")
        assert part["type"] == "markdown" or part["attributes"]["label"]
        options = part["attributes"].get("options", ["one"])
        assert options
        assert len(options) == len(set(options))


@pytest.mark.parametrize("path", forms(), ids=str)
def test_a_form_asks_nobody_for_codes_or_the_names_of_fields(path: Path) -> None:
    asked = [part["attributes"] for part in yaml.safe_load(forms()[path])["body"] if part["type"] != "markdown"]
    for question in asked:
        assert question["label"][0].isupper()
        assert not set("._") & set(question["label"])
        assert "ISO" not in question["description"]
        assert "Left out" not in question["description"]


def test_every_message_that_the_page_shows_is_one_of_the_catalogue() -> None:
    catalogue = yaml.safe_load((ROOT / "tests" / "faults.yml").read_text(encoding="utf-8"))
    said = {message for entry in catalogue for message in entry["says"]}
    shown = re.search(r"```text\n(.*?)```", PAGE, re.S)
    assert shown
    assert set(shown[1].splitlines()) <= said


@pytest.mark.parametrize("text", [GUIDE, PAGE], ids=["guide", "page"])
def test_every_command_that_is_shown_exists(text: str) -> None:
    commands = set(re.findall(r"python -m macros (\w+)", text))
    assert commands <= set(main.commands)
    for kind in re.findall(r"macros new ([a-z-]+)", text):
        assert kind in new_commands().commands
    for option in re.findall(r"(?<= )--[a-z-]+", text):
        every = [
            option
            for command in (*main.commands.values(), *new_commands().commands.values())
            for option in command.params
        ]
        assert option == "--help" or any(option in known.opts for known in every), option


def test_the_command_that_one_can_try_is_refused_as_a_double(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("geo"))
    shown = re.search(r"python -m macros (new agreement --.*?)```", GUIDE, re.S)
    assert shown
    run = CliRunner().invoke(main, [*shlex.split(shown[1].replace("\\\n", " ")), "--root", str(tmp_path)])
    assert run.exit_code == 1
    assert "'ven-2014-vrss-2-contract' at data/partners/ven.yml:" in run.output


@pytest.mark.parametrize("kind", [str(kind.type.kind_name) for kind in TABLES.values()])
def test_every_kind_of_record_has_its_command_with_every_field(kind: str) -> None:
    run = CliRunner().invoke(main, ["new", kind, "--help"])
    assert run.exit_code == 0
    assert "--id" in run.output


def test_the_page_of_fields_holds_every_kind() -> None:
    page = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    assert set(re.findall(r'fields\("([a-z-]+)"\)', page)) == set(TABLES)


def test_an_example_is_the_record_as_a_person_writes_it(real: Dataset) -> None:
    for table, record in re.findall(r'example\("([a-z-]+)", "([a-z0-9-]+)"\)', PAGE):
        shown = re.sub(r"<[^>]+>", "", str(example(real, table, record)).replace("&#10;", "\n"))
        assert f"  - id&#58; {record}\n" in shown
    with pytest.raises(KeyError, match="no record 'bra-1988-cbers-protocl'"):
        example(real, "agreements", "bra-1988-cbers-protocl")
