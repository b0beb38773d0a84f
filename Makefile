PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := .ci/constraints.txt
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help site serve test suite types compiled fuzz audit bench data lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

site: $(VENV)/site.stamp ## build seeds/ and content/ into site/
	$(BIN)/minutes build

serve: $(VENV)/site.stamp ## preview the site, rebuilding what changes
	$(BIN)/minutes serve

test: $(VENV)/test.stamp ## run every check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(MAKE) --no-print-directory --jobs 2 suite types

suite: export PYTHONDONTWRITEBYTECODE := # what one run compiles the next one finds
suite:
	$(BIN)/pytest --numprocesses auto --dist worksteal

types: # and what else takes one core only, while the tests of Python take the others
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	PATH="$(CURDIR)/$(BIN):$$PATH" node --test --test-reporter=dot tests/node/

compiled: $(VENV)/test.stamp ## build a wheel with compiled modules, and hold what it reads to what the plain ones read
	$(BIN)/pytest -m compiled tests/publishing/test_compiled.py

fuzz: $(VENV)/test.stamp ## mutate notes for faults, an hour unless SECONDS says else; findings go to .cache/fuzz
	$(PIP) install --constraint $(LOCK) --editable '.[fuzz]'
	mkdir -p .cache/fuzz/corpus
	$(BIN)/python -m tests.fuzz.notes .cache/fuzz/corpus --keep-going=.cache/fuzz/found -max_total_time=$(or $(SECONDS),3600)

bench: $(VENV)/test.stamp ## measure builds side by side with other programs (NOTES="1000 10000", PAIRS=3)
	$(PIP) install --editable '.[bench]'
	$(BIN)/python -m tests.bench.comparing $(or $(NOTES),1000) --pairs $(or $(PAIRS),1) --output content/benchmarks.md
	$(BIN)/python -m tests.bench $(or $(NOTES),1000)

audit: $(VENV)/python.stamp ## look the locked versions up in the database of known faults (needs the network)
	$(PIP) install pip-audit
	$(BIN)/pip-audit --disable-pip --no-deps --requirement $(LOCK)

data: $(VENV)/test.stamp ## make the files of words that come from published sources anew
	$(PIP) install '.[data]'
	$(BIN)/python -m tests.makers.calendar
	$(BIN)/python -m tests.makers.words

lock: $(VENV)/test.stamp ## write the versions installed here into the lock (use the oldest Python)
	$(BIN)/python -m pip freeze --exclude-editable --exclude mkdocs-minutes > $(LOCK)

clean: ## remove all that was built
	rm -rf $(VENV) site dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/site.stamp: $(VENV)/python.stamp pyproject.toml $(LOCK)
	$(PIP) install --constraint $(LOCK) --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/python.stamp pyproject.toml $(LOCK) .ci/tools
	$(PIP) install --constraint $(LOCK) --editable '.[dev]'
	.ci/tools $(BIN)
	@touch $(VENV)/site.stamp $@
