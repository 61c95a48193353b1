# make serve   preview on http://127.0.0.1:8000/, rebuilt when docs/, data/ or macros/ change
# make test    everything that can be proved, in a browser too
# make check   types, lint, data and the quick tests, for while one works
# make site    build into site/
# make bench   what charts cost a reader, beside other ways, and what builds cost; takes minutes, wants a quiet machine
# make clean   undo all of it
#
# For maintainers:
# make diff    what this branch does to the data, in words, and whether its days fit; against main, or BASE=…
# make version step the version by what changed in the data, told in CHANGELOG.md and both citations
# make release put what a release consists of into release/; tools/release then publishes it on GitHub
# make links   ask every outside link of the sources; takes some minutes
# make lock    renew requirements.lock and package-lock.json; with UPGRADE= only what requirements.in adds or drops
# make newest  try the newest versions there are, in a copy
#
# Each sets up what it needs. A Python of your choice: make PYTHON=python3.12 serve

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.installed .venv/.scripts .venv/.browser

# One commit builds the same bytes on any day: what is published stands for the day of the last commit.
ifeq ($(SOURCE_DATE_EPOCH),)
  COMMITTED := $(shell git log -1 --format=%ct 2>/dev/null)
  ifneq ($(COMMITTED),)
    export SOURCE_DATE_EPOCH := $(COMMITTED)
  endif
endif

# Material announces MkDocs 2 at every build; requirements.in pins what we build with.
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve test check site bench clean diff version release links lock newest
.DELETE_ON_ERROR:

serve: $(READY)
	@SITE_URL=http://127.0.0.1:8000/ $(BIN)/python -m macros watch -- $(BIN)/python -m mkdocs serve --livereload

site: $(READY)
	@$(BIN)/python -m macros check
	@rm -rf .cache/site
	@$(BIN)/python -m mkdocs build --strict --site-dir .cache/site
	@rm -rf site && mv .cache/site site && echo "The site is in site/."

check: $(READY)
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m macros check
	@$(BIN)/pytest -n 2 --dist loadfile -m "not site and not browser and not slow" --no-header

test: $(READY)
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m macros check
	@$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term

bench: site
	@cd tests/benchmarks && npm ci --silent --no-progress --ignore-scripts || echo "npm brought no Vega: it is left out."
	@$(BIN)/python -m tests.benchmarks.page_weight site
	@$(BIN)/python -m tests.benchmarks.build_cost

clean:
	rm -rf .venv node_modules tests/benchmarks/node_modules site release .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	find macros tests -name __pycache__ -prune -exec rm -rf {} +

# A branch's name reaches the shell as a value, never as text of a command.
export BASE ?= main
diff: .venv/.installed
	@$(BIN)/python -m macros diff "$$BASE" --markdown --check

version: .venv/.installed
	@$(BIN)/python -m macros version

release: site
	@rm -rf release
	@$(BIN)/python -m macros release site release

links: .venv/.installed
	@$(BIN)/python -m macros links

export UPGRADE ?= --upgrade
lock: .venv/.installed
	@tools/lock $$UPGRADE

newest:
	@tools/newest

.venv/.installed: requirements.lock tools/setup
	@PYTHON="$(PYTHON)" tools/setup
	@touch $@

# The small plotly.js. Without npm the site serves the full one that Python's plotly carries.
.venv/.scripts: .venv/.installed package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-progress; else echo "npm is not here: live charts will load the full plotly.js (four times the size)."; fi
	@touch $@

.venv/.browser: .venv/.installed
	@$(BIN)/python -m macros browser
	@touch $@
