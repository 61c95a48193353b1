"""The pages that the data calls for: one for each partner that a record names, one for each chart."""

from __future__ import annotations

from pathlib import Path

from .dataset import Dataset
from .links import profile_path, profiled
from .problems import Problem

PROFILE = """---
title: {name}
description: What {name} and China have signed and done in space, and where {name} stands between the lunar blocs.
partner: {party}
hide: [toc]
search:
  boost: 2
---

# {name}

{{{{ profile() }}}}
"""

CHART = """---
title: {question}
description: {question} A chart with its data, sources, downloads and a snippet for embedding.
chart: {id}
hide: [toc]
---

# {question}

{{{{ chart_picture("{id}") }}}}

{{{{ chart_page("{id}") }}}}
"""


def wanted(dataset: Dataset, questions: dict[str, str]) -> dict[Path, str]:
    """The pages that should exist, from their path under docs/ to the text a new one begins with.

    `questions` maps chart ids to their questions. A page that exists is a person's: it is never overwritten.
    """
    pages = {}
    for party in profiled(dataset):
        name = dataset.party_name(party)
        path = Path(profile_path(dataset, party).removesuffix("/") + ".md")
        pages[path] = PROFILE.format(name=name, party=party)
    for chart, question in questions.items():
        pages[Path("charts", f"{chart}.md")] = CHART.format(id=chart, question=question)
    return pages


def missing(root: Path, dataset: Dataset) -> list[Problem]:
    """Partners that have records and no page yet."""
    hint = "python -m macros new pages writes it; in GitHub's web editor, leave that to the reviewer"
    pages = (Path("docs", path) for path in wanted(dataset, {}))
    return [
        Problem(page.as_posix(), 1, "this page is missing", hint=hint) for page in pages if not (root / page).exists()
    ]


def write_missing(root: Path, dataset: Dataset, questions: dict[str, str]) -> list[Path]:
    """Write the pages that are missing; returns their paths."""
    written = []
    for path, page in wanted(dataset, questions).items():
        target = root / "docs" / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page, encoding="utf-8")
            written.append(target)
    return written
