"""What stands beside the pages after a build: downloads, embeds, feeds and the charts' script."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from .. import glossary
from ..dataset import open_dataset
from .assets import write_assets
from .database import write_database
from .downloads import write_tables
from .embeds import write_embeds
from .feeds import write_feeds
from .names import FILE, lookup
from .package import version, write_package
from .redirects import write_redirects
from .schemas import write_schemas
from .writing import write


def publish(root: Path, site: Path, base_url: str) -> None:
    """Write everything into the built `site`. `base_url` is the site's own address, with its path.

    Every file is written whole or not at all and is the same for the same data. Raises DataError for faults.
    """
    dataset = open_dataset(root)
    number = version(root)
    base_url = base_url.rstrip("/") + "/"
    folder = site / "data" / "v1"
    write_tables(dataset, folder)
    write_package(dataset, folder, number, base_url)
    write_database(dataset, folder / "atlas.sqlite", number)
    write_schemas(folder / "schema", base_url)
    write_feeds(dataset, site, base_url)
    write(site / FILE, lookup(dataset, glossary.terms(root)))
    write_embeds(dataset, site, base_url)
    write_assets(root, site)
    write_redirects(root, site)


def base_of_site(site: Path) -> str:
    """The address that a built site gives itself: the canonical link of its home page, else `/`."""
    page = site / "index.html"
    finder = _Canonical()
    finder.feed(page.read_text(encoding="utf-8") if page.is_file() else "")
    return finder.found or "/"


class _Canonical(HTMLParser):
    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "canonical":
            self.found = given.get("href") or ""
