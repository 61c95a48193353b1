"""The one form of a data file: nothing lost, nothing changed in meaning, the same whoever writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.canonical import SCHEMAS, canonical, schema_of
from macros.fixing import changes, difference, fixed, save, texts
from macros.yaml_nodes import parse

from .support import ROOT, edit, small_copy, sound

MESSY = """# about Brazil
partner: BRA  # the partner
agreements:
  # first record
  - title: 'It''s a title'   # beside the title
    # above the id
    id: bra-1
    note: "yes"
    missions: [a, # of a
       b]
    signatories:  # who
      partner:
        - "A, B"
        # above C
        - C
    sources:
      # key one
      - one # beside one
      - {source: two, at: "p. 3: end"}
    summary: >
      A folded
      text # no comment
    signed: "2024"
    # after
  - id: bra-2
# between
sources: []
# the end
"""
TIDY = f"""# yaml-language-server: $schema={SCHEMAS}partners-file.json
# about Brazil
partner: BRA  # the partner

agreements:
  # first record
  # above the id
  - id: bra-1
    title: It's a title  # beside the title
    signatories:  # who
      # above C
      partner: ["A, B", C]
    signed: "2024"
    missions: [a, b]  # of a
    summary: "A folded text # no comment"
    sources:
      # key one
      - one  # beside one
      - source: two
        at: "p. 3: end"
    note: "yes"

  # after
  - id: bra-2
# the end
# between
"""


def test_order_quotation_marks_and_spacing_are_settled_and_comments_kept() -> None:
    assert canonical("partners/bra.yml", MESSY) == TIDY
    assert canonical("partners/bra.yml", TIDY) == TIDY


def test_every_comment_is_kept() -> None:
    for comment in [line.split("#", 1)[1].strip() for line in MESSY.splitlines() if "#" in line]:
        assert f"# {comment}" in TIDY


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    with pytest.raises(ValueError, match="given twice"):
        canonical("partners/bra.yml", "partner: BRA\npartner: BRA\n")


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Co"]), min_size=1)
TRAPS = [
    "yes", "NO", "null", "~", "12:30", "0755", "1e5", "2024", "-5", "a: b", "a #b", "- a", "[a]", "{a}", "&a", "*a",
    "!a", "%a", "@a", "`a`", "'a'", '"a"', "#a", "a:", "=", "?", "---", "a, b", "\\x41",
]  # fmt: skip
value = st.one_of(text.map(str.strip).filter(bool), st.integers(-(10**14), 10**14), st.sampled_from(TRAPS))
fields = st.sampled_from(["id", "title", "note", "missions", "sources", "x"])
record = st.dictionaries(fields, st.one_of(value, st.lists(value, max_size=4)), min_size=1)


@pytest.mark.slow
@given(st.lists(record, min_size=1, max_size=3))
def test_no_value_changes_its_meaning(records: list[dict[str, Any]]) -> None:
    source = f"partner: BRA\nagreements: {json.dumps(records, ensure_ascii=False)}\n"
    before = parse("x.yml", source.encode())
    if before.problems:
        return
    once = canonical("partners/bra.yml", source)
    assert parse("x.yml", once.encode()).value == before.value
    assert canonical("partners/bra.yml", once) == once


def test_the_schema_of_each_kind_of_file() -> None:
    assert schema_of("partners/bra.yml") == f"{SCHEMAS}partners-file.json"
    assert schema_of("ground-stations.yml") == f"{SCHEMAS}ground-stations-file.json"
    assert f'"{SCHEMAS.removesuffix("data/v1/schema/")}"' in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_every_schema_named_is_published() -> None:
    from macros.publishing.schemas import schemas

    published = schemas("https://space-diplomacy-atlas.github.io/atlas/")
    for file in texts(ROOT):
        name = schema_of(file).removeprefix(SCHEMAS).removesuffix(".json")
        assert published[name]["$id"] == schema_of(file)


def test_fixing_brings_the_project_into_form_and_stays_sound(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    before = sound(root)
    save(root, changes(root, fixed(root)[0]))
    after = sound(root)
    assert after.rows == before.rows
    assert not changes(root, fixed(root)[0])


def test_a_source_cited_in_two_files_moves_to_the_shared_ones(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, "partners/bra.yml", "  - id: decree-1988", "  # the official text\n  - id: decree-1988")
    edit(root, "partners/rus.yml", "sources: [daily, courier]", "sources: [daily, courier, decree-1988]")
    save(root, changes(root, fixed(root)[0]))
    assert sound(root).place("sources", "decree-1988").file == "data/sources.yml"
    shared = (root / "data" / "sources.yml").read_text(encoding="utf-8")
    assert "  # the official text\n  - id: decree-1988\n    title: Decree on the protocol of 1988\n" in shared
    assert "decree-1988\n    title" not in (root / "data" / "partners" / "bra.yml").read_text(encoding="utf-8")


def test_a_broken_file_is_not_touched_and_the_others_are(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, "partners/bra.yml", "partner: BRA", "partner: BRA\npartner: BRA")
    found, problems = fixed(root)
    assert problems
    assert "partners/bra.yml" not in found
    assert "partners/rus.yml" in found


@pytest.mark.parametrize("file", texts(ROOT))
def test_every_data_file_is_canonical(file: str) -> None:
    written = texts(ROOT)[file]
    wanted = canonical(file, written)
    shown = difference(written, wanted, file)
    assert written == wanted, f"run: python -m macros check --fix\n{shown[:4000]}"


def test_a_title_in_curly_quotation_marks_keeps_its_plain_ones() -> None:
    written = canonical("partners/bra.yml", 'partner: BRA\nagreements:\n  - id: bra-1\n    title: "“Quoted”"\n')
    assert '    title: "“Quoted”"\n' in written
