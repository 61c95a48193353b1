"""How search engines for data find the atlas: schema.org's description of it, with the size of each file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..dataset import Dataset, date_of
from .database import database
from .downloads import tables
from .package import DESCRIPTION, KEYWORDS, LICENCE, TITLE, described, zipped

FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "zip": "application/zip",
}


@lru_cache(maxsize=2)
def sizes(dataset: Dataset, number: str, base_url: str) -> Mapping[str, int]:
    """The bytes of each file in data/v1/, by name: reckoned from what is published, before it is."""
    whole = {"atlas.zip": zipped(dataset, number, base_url), "atlas.sqlite": database(dataset, number)}
    texts = {"datapackage.json": described(dataset, number, base_url), **tables(dataset)}
    return {name: len(held) for name, held in whole.items()} | {
        name: len(held.encode("utf-8")) for name, held in texts.items()
    }


def schema_org(dataset: Dataset, number: str, base_url: str) -> dict[str, Any]:
    """The atlas as a schema.org Dataset, with what Google's dataset search requires and recommends."""
    rows = (*dataset.table("agreements"), *dataset.table("activities"))
    years = [date.year for row in rows if (date := date_of(row))]
    organisation = {"@type": "Organization", "name": f"Contributors of the {TITLE}", "url": base_url}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{base_url}data/",
        "name": f"{TITLE}: who works with whom in space",
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "url": f"{base_url}data/",
        "version": number,
        "dateModified": str(dataset.as_of),
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": KEYWORDS,
        "creator": organisation,
        "publisher": organisation,
        "temporalCoverage": f"{min(years, default=dataset.as_of.year)}/{dataset.as_of}",
        "spatialCoverage": "World",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": FORMATS[name.rpartition(".")[2]],
                "contentUrl": f"{base_url}data/v1/{name}",
                "contentSize": f"{size} B",
            }
            for name, size in sizes(dataset, number, base_url).items()
        ],
    }
