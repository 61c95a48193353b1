"""A site with a fault is not built: each way a build can fail, on a small site built for real.

What is said names the page, the line and the nearest right name; what is left behind is no site.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .support import ROOT, edit, small_copy

# The ninth line of a page, and what the build says of it.
CALLS = {
    "unknown macro": (
        '{{ tabel("agreements") }}',
        "unknown word 'tabel'; did you mean 'table'?",
    ),
    "unknown variable": (
        "{{ counts }}",
        "unknown word 'counts'; did you mean 'count'?",
    ),
    "unknown table": (
        '{{ table("agrements") }}',
        "table(): no table 'agrements'; did you mean 'agreements'?",
    ),
    "unknown filter": (
        '{{ table("agreements", levl="agency") }}',
        "table(): no filter 'levl'; did you mean 'level'?",
    ),
    "unknown value of a filter": (
        '{{ count("agreements", level="agncy") }}',
        "count(): no level 'agncy'; did you mean 'agency'?",
    ),
    "unknown question": (
        '{{ count("agrements") }}',
        "count(): no question 'agrements'; did you mean",
    ),
    "unknown body": (
        '{{ count("members", body="irls") }}',
        "count(): no body 'irls'; did you mean 'ilrs'?",
    ),
    "unknown chart": (
        '{{ chart("partner-map") }}',
        "chart(): no chart 'partner-map'; did you mean 'partners-map'?",
    ),
    "unknown claim": (
        '{{ fact("ilrs-member") }}',
        "fact(): no claim 'ilrs-member'; did you mean 'ilrs-members'?",
    ),
    "part that a claim lacks": (
        '{{ fact("ilrs-members", "newest") }}',
        "fact(): the claim 'ilrs-members' has no newest value",
    ),
    "unknown source": (
        '{{ cite("dayly") }}',
        "cite(): no source 'dayly'; did you mean 'daily'?",
    ),
    "unknown country": (
        '{{ country("BRZ") }}',
        "country(): no country or organisation 'BRZ'",
    ),
    "unknown section": (
        '{{ claims("mon") }}',
        "claims(): no section 'mon'; did you mean 'moon'?",
    ),
    "unknown theme": (
        '{{ timeline("us-chna") }}',
        "timeline(): no theme 'us-chna'; did you mean 'us-china'?",
    ),
    "day that is none": (
        '{{ count("agreements", on="2024-02") }}',
        "count(): '2024-02' is no full day; write YYYY-MM-DD",
    ),
    "argument left out": (
        "{{ table() }}",
        "table(): ",
    ),
    "unknown field of the page": (
        "{{ page.titel }}",
        "unknown field 'titel'; did you mean 'title'?",
    ),
    "unknown field of the front matter": (
        "{{ page.meta.descripton }}",
        "unknown field 'descripton'; did you mean 'description'?",
    ),
    "unknown filter of Jinja": (
        "{{ page.title | uper }}",
        "unknown filter 'uper'; did you mean 'upper'?",
    ),
    "open braces": (
        '{{ table("agreements" }}',
        "the page's markup cannot be read",
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = small_copy(tmp_path)
    for name in ("macros", "node_modules"):
        if (ROOT / name).exists():
            (root / name).symlink_to(ROOT / name)
    return root


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the small site as `make site` builds the large one; charts stay without pictures."""
    clean = {name: value for name, value in os.environ.items() if name not in ("ATLAS_DEBUG", "COVERAGE_PROCESS_START")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "built"],
        cwd=root,
        env={**clean, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1769904000", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(root: Path, *said: str) -> None:
    """The build fails, says so, and leaves no page that could be taken for a site."""
    run = build(root)
    shown = run.stdout + run.stderr
    assert run.returncode != 0, shown
    for words in said:
        assert words in shown, shown[-3000:]
    assert not (root / "built" / "index.html").exists()


@pytest.mark.site
def test_a_sound_site_is_built(project: Path) -> None:
    edit(project, "partners/rus.yml", "title: Memorandum on", 'title: "{{ 7*7 }} {% if %} <script>alert(1)</script> on')
    edit(project, "partners/rus.yml", "research station\n", 'research station"\n')
    run = build(project)
    assert run.returncode == 0, run.stdout + run.stderr
    page = (project / "built" / "index.html").read_text(encoding="utf-8")
    assert '<span class="fact">four</span> instruments' in page
    assert "&#123;&#123; 7&#42;7 &#125;&#125;" in page
    assert "<script>alert(1)" not in page


@pytest.mark.site
@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_call_stops_the_build(project: Path, name: str) -> None:
    call, said = CALLS[name]
    page = project / "docs" / "index.md"
    page.write_text(
        "---\ntitle: Home\ndescription: A page\n---\n\n# A page\n\nSome words.\n" + call + "\n", encoding="utf-8"
    )
    refused(project, f"docs/index.md:9: {said}")


@pytest.mark.site
def test_every_wrong_word_of_every_page_is_said_at_once(project: Path) -> None:
    (project / "docs" / "one.md").write_text("# One\n\n{{ tabel('agreements') }}\n{{ cont('agreements') }}\n")
    (project / "docs" / "two.md").write_text("# Two\n\n{{ chrt('partners-map') }}\n")
    refused(
        project,
        "docs/one.md:3: unknown word 'tabel'; did you mean 'table'?",
        "docs/one.md:4: unknown word 'cont'; did you mean 'count'?",
        "docs/two.md:3: unknown word 'chrt'; did you mean 'chart'?",
    )


@pytest.mark.site
def test_bad_data_stops_the_build_with_every_fault(project: Path) -> None:
    edit(project, "partners/bra.yml", "signed: 1988-07-06", "signed: 2024-13-01")
    edit(project, "partners/rus.yml", "[RUS, VEN]", "[RUS, VNE]")
    refused(
        project,
        "data/partners/bra.yml:18: signed: '2024-13-01' is no date; write YYYY-MM-DD, YYYY-MM or YYYY",
        "data/partners/rus.yml:18: partners: no country or organisation 'VNE'; did you mean 'VEN'?",
        "2 faults in the data",
    )


@pytest.mark.site
def test_a_failed_build_leaves_the_last_good_site_alone(project: Path) -> None:
    """`make site` builds beside the site and moves it only when all went well."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nsite:")[1].split("\n\n")[0]
    lines = [line.strip() for line in recipe.splitlines()[1:]]
    built = next(number for number, line in enumerate(lines) if "mkdocs build" in line)
    moved = next(number for number, line in enumerate(lines) if "mv .cache/site site" in line)
    assert built < moved
    assert "--site-dir .cache/site" in lines[built]
