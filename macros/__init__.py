"""The vocabulary a page may use: each word of it in one line, and nothing else."""

from __future__ import annotations

import inspect
import logging
import os
import re
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from . import (
    argument,
    asof,
    benchmark,
    compare,
    coverage,
    downloads,
    glossary,
    indexes,
    lately,
    ledger,
    measures,
    profiles,
    readings,
    reference,
    summaries,
    tables,
    timelines,
)
from .dataset import Dataset, open_dataset
from .facts import cite, counted, date_words, fact, number, who
from .html import Markup, el, json_data, text
from .links import View, base_of, party_link
from .problems import DataError
from .vocabulary import PageError, check_pages

Macro = Callable[..., Markup]
_RELATIVE = re.compile(r'(\s(?:href|src|srcset)=")\.\./')


def define_env(env: Any) -> None:
    """Register the words with the macros plugin. MkDocs and ProperDocs call this once, Zensical for every page."""
    # plotly is slow to import, and `python -m macros check` does without it
    from . import catalogue
    from .charts import gallery, page, part, snippets
    from .publishing.discovery import schema_org
    from .publishing.package import version

    root = Path(env.project_dir).resolve()
    repository = str(env.conf.get("repo_url") or "").rstrip("/")
    edit = f"{repository}/edit/main/" if repository else ""
    site = env.conf.get("site_url") or "/"

    @cache
    def read() -> Dataset:  # once a build: to look at every file's date for each word takes longer than the word
        return open_dataset(root)

    def here() -> View:
        return View(read(), base_of(env.page.url))

    def edition() -> catalogue.Edition:
        return catalogue.Edition(version(root), site.rstrip("/") + "/")

    def all_tables() -> Markup:
        env.page.meta["schema_org"] = str(json_data(schema_org(here().dataset, *edition())))
        return catalogue.catalogue(here(), edition())

    def profile(party: str | None = None, *, lead: bool = True) -> Markup:
        party = str(party or env.page.meta["partner"])
        # The search weighs tags above all: a profile comes first for its code and its other names.
        env.page.meta.setdefault("tags", profiles.names(here().dataset, party))
        return profiles.profile(here(), party, edit=edit, lead=lead)

    words: dict[str, Macro] = {
        "chart": lambda id: part.chart(here(), id),
        "chart_picture": lambda id: page.chart_picture(here(), id),
        "chart_page": lambda id: page.chart_page(here(), id, site=site),
        "charts": lambda: page.gallery(here()),
        "table": lambda kind, **filters: tables.table(here(), kind, url=env.page.url, **filters),
        "fact": lambda id, part="value", **options: fact(*here(), id, part, **options),
        "count": lambda question, **filters: counted(here().dataset, question, **filters),
        "stated": lambda body: el("span", number(measures.stated(here().dataset, body)), class_="fact"),
        "who": lambda question, **filters: who(*here(), question, **filters),
        "cite": lambda *keys: cite(*here(), *keys),
        "country": lambda iso3, label=None: party_link(here().dataset, _known(here(), iso3), here().base, label),
        "profile": profile,
        "summary": lambda party=None: text(summaries.summary(here().dataset, party or env.page.meta["partner"])),
        "timeline": lambda topic, **options: timelines.timeline(here(), topic, **options),
        "argument": lambda part="steps": argument.argument(here(), env.page.url, part),
        "claims": lambda section: ledger.claims(here(), section),
        "bibliography": lambda: indexes.bibliography(here(), env.page.url),
        "downloads": lambda kind=None: downloads.downloads(here(), kind) if kind else all_tables(),
        "size": lambda file: catalogue.size(here(), edition(), file),
        "views": catalogue.views,
        "citation": lambda: catalogue.cited(here(), edition()),
        "embed_snippet": lambda id: snippets.embed_snippet(here(), id, site=site),
        "embed_gallery": lambda: gallery.embed_gallery(here(), site=site),
        "file": lambda path, label: el("a", label, href=here().base + path),
        "repository": lambda path, label: el("a", label, href=f"{repository}/{path}") if repository else text(label),
        "changes": lambda limit=60: indexes.changes(here(), limit=limit),
        "lately": lambda: lately.lately(here()),
        "partners_index": lambda: indexes.partners_index(here()),
        "compare": lambda: compare.compare(here()),
        "on_a_day": lambda topic: asof.day_control(here(), topic),
        "abbreviations": lambda: glossary.abbreviations(root),
        "verdicts": lambda: ledger.tally(here()),
        "coverage": lambda: coverage.coverage(here()),
        "confirmed_share": lambda table: text(coverage.share_words(here().dataset, table)),
        "reading": lambda which: readings.reading(env.page.meta, which),
        "fields": lambda kind: reference.fields(kind),
        "example": lambda table, id: reference.example(here().dataset, table, id),
        "benchmark": lambda what="load": benchmark.benchmark(root, what),
        "as_of": lambda: text(date_words(here().dataset.as_of)),
    }
    problems = check_pages(root, [*words, *env.variables])
    if problems:
        raise PageError("\n".join(str(problem) for problem in problems))
    for name, macro in words.items():
        env.macro(_strict(name, macro, env), name)


def on_post_build(env: Any) -> None:
    """Publish what stands beside the pages. Zensical does not call this: there it is `python -m macros publish`."""
    from .publishing import publish

    publish(Path(env.project_dir).resolve(), Path(env.conf["site_dir"]), env.conf.get("site_url") or "/")


def _known(view: View, iso3: str) -> str:
    if iso3 not in view.dataset.countries and iso3 not in view.dataset.organisations:
        raise KeyError(f"no country or organisation '{iso3}'; codes are ISO 3166-1 alpha-3")
    return iso3


def _strict(name: str, macro: Macro, env: Any) -> Macro:
    """A wrong id or filter stops the build with the page, its line and what would be right."""

    @wraps(macro)
    def call(*arguments: Any, **options: Any) -> Markup:
        try:
            return _placed(macro(*arguments, **options), env)
        except (DataError, KeyError, TypeError, ValueError) as error:
            if os.environ.get("ATLAS_DEBUG"):
                raise
            message = str(error.args[0] if error.args else error)
            if not isinstance(error, DataError):
                message = f"docs/{_page_file(env)}:{_line(env)}: {name}(): {message}"
            # The plugin only warns before it stops, and `mkdocs build --quiet` shows no warning.
            logging.getLogger("mkdocs.plugins.macros").error(message)
            raise PageError(message) from None

    return call


def _placed(markup: Markup, env: Any) -> Markup:
    """Markup with its links as the engine wants them: Zensical alone takes those in HTML as written from the page's
    file, not from its address, and puts `../` before each."""
    if hasattr(env.page, "file") or Path(_page_file(env)).name == "index.md":
        return markup
    return Markup(_RELATIVE.sub(r"\1./", str(markup)))


def _page_file(env: Any) -> str:
    file = getattr(env.page, "file", None)
    return str(file.src_uri if file else getattr(env.page, "path", env.page.url))


def _line(env: Any) -> int:
    """The line in the page's file from which the macro was called, read off Jinja's own frames."""
    for frame in inspect.stack():
        template = frame.frame.f_globals.get("__jinja_template__")
        if template is not None:
            head = 0
            try:
                source = Path(env.project_dir, "docs", _page_file(env)).read_text(encoding="utf-8")
                body = env.page.markdown or ""
                head = source[: source.index(body.strip()[:80])].count("\n") if body.strip() else 0
            except (OSError, ValueError, AttributeError):
                pass
            return int(template.get_corresponding_lineno(frame.lineno)) + head
    return 1
