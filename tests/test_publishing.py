"""What is published beside the pages: the same bytes twice, the promised names, formats that others accept."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import frictionless
import jsonschema
import pytest
import yaml

from macros.dataset import Dataset
from macros.loading import TABLES
from macros.publishing import base_of_site
from macros.publishing.assets import write_assets
from macros.publishing.columns import columns
from macros.publishing.database import VIEWS, build, write_database
from macros.publishing.discovery import schema_org, sizes
from macros.publishing.downloads import SEPARATOR, as_csv, cell, members, write_tables
from macros.publishing.feeds import ATOM, heading, newest, write_feeds
from macros.publishing.package import version, write_package
from macros.publishing.schemas import schemas, write_schemas
from macros.publishing.writing import write

from .support import small_copy, sound

BASE = "https://atlas.example.org/base/"
CONTRACT = Path(__file__).parent / "contract.json"


def publish_tables(dataset: Dataset, site: Path) -> Path:
    """Everything but the charts: what needs no browser."""
    folder = site / "data" / "v1"
    write_tables(dataset, folder)
    write_package(dataset, folder, "1.0.0", BASE)
    write_database(dataset, folder / "atlas.sqlite", "1.0.0")
    write_schemas(folder / "schema", BASE)
    write_feeds(dataset, site, BASE)
    return folder


@pytest.fixture(scope="module")
def published(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_tables(dataset, tmp_path_factory.mktemp("published"))


@pytest.fixture
def small(tmp_path: Path) -> Dataset:
    return sound(small_copy(tmp_path))


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


# --- the contract -------------------------------------------------------------------------------------------


def names(root: Path) -> dict[str, list[str]]:
    """Every published name: the tables' columns and the paths beside the pages that do not depend on the data."""
    return {name: [column.name for column in columns(name)] for name in TABLES} | {
        "schemas": sorted(schemas()),
        "views": sorted(VIEWS),
    }


def test_no_published_name_disappears(root: Path) -> None:
    """contract.json lists what was ever published; add to it with new names, never take away (that makes v2)."""
    promised = json.loads(CONTRACT.read_text(encoding="utf-8"))
    found = names(root)
    missing = {kind: sorted(set(kept) - set(found.get(kind, ()))) for kind, kept in promised.items()}
    assert not any(missing.values()), {kind: gone for kind, gone in missing.items() if gone}
    fresh = {kind: sorted(set(given) - set(promised.get(kind, ()))) for kind, given in found.items()}
    assert not any(fresh.values()), f"add to {CONTRACT.name}: {fresh}"


def test_every_record_is_in_every_format(dataset: Dataset, published: Path) -> None:
    base = sqlite3.connect(published / "atlas.sqlite")
    for name in TABLES:
        records = table(published, name)
        with (published / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        counted = base.execute(f"SELECT count(*) FROM {name.replace('-', '_')}").fetchone()[0]
        assert len(records) == len(lines) == counted == len(dataset.rows[name]), name
        assert [record["id"] for record in records] == [line["id"] for line in lines]
        for record in records[:1]:
            assert list(record) == list(lines[0]) == [column.name for column in columns(name)]
    base.close()


def test_lists_and_numbers_survive_the_csv(published: Path) -> None:
    with (published / "agreements.csv").open(encoding="utf-8", newline="") as file:
        lines = {line["id"]: line for line in csv.DictReader(file)}
    for record in table(published, "agreements"):
        line = lines[record["id"]]
        assert line["partners"].split(SEPARATOR) == record["partners"]
        assert line["topics"].split(SEPARATOR) == record["topics"]
        assert line["kind"] == f"{line['level']}-{line['form']}"
    with (published / "countries.csv").open(encoding="utf-8", newline="") as file:
        south = [float(line["latitude"]) for line in csv.DictReader(file)]
    assert min(south) < 0


def test_a_body_lists_its_members(dataset: Dataset, published: Path) -> None:
    for body in dataset.bodies:
        found = json.loads((published / "memberships" / f"{body}.json").read_text(encoding="utf-8"))
        assert found["body"] == body
        assert found["as_of"] == str(dataset.as_of)
        assert found["count"] == len(dataset.members(body)) <= len(found["members"])
        for member in found["members"]:
            assert {"member", "iso3", "name", "level", "joined", "left"} <= set(member)
    accords = members(dataset, "artemis-accords")["members"]
    assert isinstance(accords, list)
    assert sum(str(row["joined"]) <= "2024-02-15" for row in accords if isinstance(row, dict)) == 36


def test_a_partner_has_everything_about_it(dataset: Dataset, published: Path) -> None:
    brazil = json.loads((published / "countries" / "BRA.json").read_text(encoding="utf-8"))
    assert brazil["name"] == "Brazil"
    named = [row["id"] for row in brazil["agreements"]]
    assert set(named) >= {row.id for row in dataset.agreements(partner="BRA")}
    assert {row["body"] for row in brazil["memberships"]} >= {"artemis-accords"}


# --- the same bytes -----------------------------------------------------------------------------------------


def test_two_runs_give_the_same_bytes(dataset: Dataset, published: Path, tmp_path: Path) -> None:
    again = publish_tables(dataset, tmp_path)
    first, second = published.parents[1], again.parents[1]
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    assert [str(name) for name in files if (first / name).read_bytes() != (second / name).read_bytes()] == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "deep" / "file.txt"
    write(place, "first")
    before = place.stat().st_mtime_ns
    write(place, b"first")
    assert place.stat().st_mtime_ns == before

    def fail(self: Path, target: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no room"):
        write(place, "second")
    assert place.read_text(encoding="utf-8") == "first"
    assert [path.name for path in place.parent.iterdir()] == ["file.txt"]


# --- CSV ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(["plain", text]) == f"plain; '{text}"


def test_numbers_and_plain_text_stay_as_they_are() -> None:
    assert cell(-23.5) == -23.5
    assert cell(None) == ""
    assert cell([]) == ""
    assert cell("a = b") == "a = b"
    assert cell(["one; two", "three"]) == "one, two; three"
    assert json.loads(str(cell([{"date": "2020", "what": "=x"}]))) == [{"date": "2020", "what": "=x"}]


def test_csv_quotes_what_it_must() -> None:
    text = 'a "quoted", one\nwith a line'
    assert list(csv.reader(io.StringIO(as_csv(["x"], [{"x": text}])))) == [["x"], [text]]


# --- formats of others --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_frictionless_accepts_the_package(published: Path) -> None:
    report = frictionless.validate(str(published / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:10]


def test_the_package_is_described(published: Path, root: Path) -> None:
    package = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        assert resource["description"]
        undescribed = [field["name"] for field in resource["schema"]["fields"] if not field["description"]]
        assert undescribed == [], resource["name"]
    assert version(root).count(".") == 2


def test_the_zip_holds_the_package_and_says_how_to_cite(published: Path) -> None:
    with zipfile.ZipFile(published / "atlas.zip") as zipped:
        held = {name.removeprefix("space-diplomacy-atlas/") for name in zipped.namelist()}
        read_me = zipped.read("space-diplomacy-atlas/README.md").decode("utf-8")
        assert zipped.read("space-diplomacy-atlas/agreements.csv") == (published / "agreements.csv").read_bytes()
    assert held == {"README.md", "datapackage.json"} | {f"{name}.{end}" for name in TABLES for end in ("csv", "json")}
    assert "## Citing it" in read_me
    assert BASE in read_me


def test_the_database_holds_its_keys_and_answers(dataset: Dataset, published: Path) -> None:
    base = sqlite3.connect(published / "atlas.sqlite")
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for name, question in (
        ("agreements_partners", "SELECT name FROM parties JOIN agreements_partners ON value = parties.id"),
        ("agreements_sources", "SELECT title FROM sources JOIN agreements_sources ON value = sources.id"),
    ):
        counted = base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        assert len(base.execute(question).fetchall()) == counted > 0
    today: Counter[str] = Counter(row[0] for row in base.execute("SELECT body FROM members_today"))
    assert today == {body: len(dataset.memberships(body)) for body in dataset.bodies if dataset.memberships(body)}
    both = {row[0] for row in base.execute("SELECT iso3 FROM both_camps")}
    assert both == {dataset.state_of(party) for party in dataset.members("artemis-accords")} & {
        dataset.state_of(party) for party in dataset.members("ilrs")
    } - {None}
    for view in VIEWS:
        assert base.execute(f"SELECT count(*) FROM {view}").fetchone()[0] >= 0
    base.close()


def test_a_key_that_leads_nowhere_stops_the_database(small: Dataset) -> None:
    broken = Dataset(small.as_of, {**small.rows, "sources": ()}, small.places)
    base = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.IntegrityError, match="lead nowhere"):
        build(base, broken, "1.0.0")
    base.close()


class Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as editors read it: a date is text."""


Plain.yaml_implicit_resolvers = {
    letter: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:timestamp"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_of(path: Path) -> str:
    return f"{path.parent.name if path.parent.name != 'data' else path.stem}-file"


@pytest.mark.slow
def test_every_data_file_fits_its_schema(root: Path) -> None:
    found = schemas(BASE)
    faults = []
    checkers = {name: jsonschema.Draft202012Validator(schema) for name, schema in found.items()}
    for path in sorted((root / "data").rglob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Plain)
        faults += [
            f"{path.name} {list(fault.path)}: {fault.message}"
            for fault in checkers[schema_of(path)].iter_errors(content)
        ]
    assert faults == []


def test_schemas_are_schemas_and_describe_each_field() -> None:
    for name, schema in schemas(BASE).items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"{BASE}data/v1/schema/{name}.json"
        for field, about in schema["properties"].items():
            assert about.get("description") or "$ref" in about or about.get("items"), f"{name}.{field}"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("partners/bra.yml", "confidence: confirmed", "confidence: certain"),
        ("partners/bra.yml", "    summary: The two agencies share data.\n", ""),
        ("partners/bra.yml", "signed: 1988-07-06", "signed: 1988-13-06"),
        ("partners/bra.yml", "status: completed", "statuss: completed"),
        ("partners/bra.yml", "topics: [data-sharing]", "topics: []"),
    ],
)
def test_a_schema_sees_what_the_check_sees(tmp_path: Path, file: str, old: str, new: str) -> None:
    text = (small_copy(tmp_path) / "data" / file).read_text(encoding="utf-8")
    checker = jsonschema.Draft202012Validator(schemas()["partners-file"])
    assert list(checker.iter_errors(yaml.load(text, Plain))) == []
    assert old in text
    assert list(checker.iter_errors(yaml.load(text.replace(old, new, 1), Plain)))


# --- found by search engines --------------------------------------------------------------------------------


def test_a_stated_size_is_that_of_the_file(dataset: Dataset, published: Path) -> None:
    for name, size in sizes(dataset, "1.0.0", BASE).items():
        assert (published / name).stat().st_size == size, name


def test_the_data_is_described_as_dataset_search_wants_it(dataset: Dataset, published: Path) -> None:
    """Google Search Central, Dataset structured data: name and description are required, the rest recommended."""
    found = schema_org(dataset, "1.0.0", BASE)
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert found["name"]
    assert 50 <= len(found["description"]) <= 5000
    assert found["url"] == f"{BASE}data/"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["creator"]["@type"] == "Organization"
    assert found["creator"]["name"]
    assert found["creator"]["url"]
    assert found["version"] == "1.0.0"
    assert found["isAccessibleForFree"] is True
    assert found["dateModified"] == str(dataset.as_of)
    first, last = found["temporalCoverage"].split("/")
    assert 1957 <= int(first) < int(last[:4])
    assert found["keywords"]
    files = {part["contentUrl"].removeprefix(f"{BASE}data/v1/"): part for part in found["distribution"]}
    assert {"atlas.zip", "atlas.sqlite", "agreements.csv", "agreements.json"} <= set(files)
    for name, part in files.items():
        assert part["@type"] == "DataDownload"
        assert part["encodingFormat"]
        assert part["contentSize"] == f"{(published / name).stat().st_size} B"


# --- feed ---------------------------------------------------------------------------------------------------


def test_the_feed_is_atom(dataset: Dataset, published: Path) -> None:
    root = ElementTree.parse(published.parents[1] / "feed.xml").getroot()
    space = {"a": ATOM}
    for name in ("id", "title", "updated", "author/a:name"):
        assert root.find(f"a:{name}", space) is not None, name
    entries = root.findall("a:entry", space)
    ids = [entry.findtext("a:id", namespaces=space) for entry in entries]
    assert len(entries) == len(set(ids)) == len(newest(dataset)) > 0
    dates = [entry.findtext("a:updated", namespaces=space) or "" for entry in entries]
    assert dates == sorted(dates, reverse=True)
    for entry in entries:
        link = entry.find("a:link", space)
        assert link is not None
        assert link.get("href", "").startswith(BASE)
        assert entry.findtext("a:title", namespaces=space)


def test_of_one_day_what_was_added_comes_before_what_was_changed(dataset: Dataset) -> None:
    found = [(str(record.updated), str(record.added)) for _, record in newest(dataset, limit=100_000)]
    assert found == sorted(found, reverse=True)


def test_every_record_has_a_heading(small: Dataset) -> None:
    for name, record in newest(small, limit=1000):
        assert heading(small, name, record).strip()


def test_a_feed_of_nothing_is_still_a_feed(small: Dataset, tmp_path: Path) -> None:
    empty = Dataset(small.as_of, dict.fromkeys(small.rows, ()), {})
    write_feeds(empty, tmp_path, BASE)
    root = ElementTree.parse(tmp_path / "feed.xml").getroot()
    assert root.findtext(f"{{{ATOM}}}updated") == f"{small.as_of}T00:00:00Z"


def test_robots_are_told(published: Path) -> None:
    site = published.parents[1]
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    notes = (site / "llms.txt").read_text(encoding="utf-8")
    assert notes.startswith("# Space Diplomacy Atlas")
    assert f"{BASE}data/v1/agreements.json" in notes


def test_the_site_says_its_own_address(tmp_path: Path) -> None:
    assert base_of_site(tmp_path) == "/"
    page = '<!doctype html><head><link href="https://a.example/b/" rel="canonical"></head>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert base_of_site(tmp_path) == "https://a.example/b/"


def test_what_pages_load_of_ours_is_sent_without_its_comments(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "assets" / "javascripts"
    folder.mkdir(parents=True)
    written = '/* What it does. */\n(() => {\n  // why\n  const at = "https://x.example//y"; // beside\n\n})();\n'
    (folder / "one.js").write_text(written, encoding="utf-8")
    write_assets(tmp_path, tmp_path / "site")
    sent = (tmp_path / "site" / "assets" / "javascripts" / "one.js").read_text(encoding="utf-8")
    assert sent == '(() => {\nconst at = "https://x.example//y"; // beside\n})();\n'
