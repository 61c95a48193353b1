"""Each chart for other people's pages: embed.html, its picture, its figure and its rows, beside the chart's page."""

from __future__ import annotations

from pathlib import Path

from ..dataset import Dataset


def write_embeds(dataset: Dataset, site: Path, base_url: str) -> None:
    """Everything under /charts/<id>/ beside the page itself."""
