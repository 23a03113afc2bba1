# Two commands for everybody: `make demo` and `make test`. Each sets up what it needs by itself.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8080
DEMO_HOME ?= demo-archive

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types bench gold fuzz load audit soak clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "wardarchive needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,postgres]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed ## an archive from three bundled portals, then the web on 127.0.0.1:$(PORT)
	$(BIN)/wardarchive demo --home $(DEMO_HOME) --port $(PORT)

test: $(VENV)/.installed-dev ## all checks and tests, as CI runs them
	PATH="$(CURDIR)/$(BIN):$$PATH" ./scripts/run_tests

lint: $(VENV)/.installed-dev ## ruff and the import contracts
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

format: $(VENV)/.installed-dev ## let ruff format and mend
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types: $(VENV)/.installed-dev ## mypy --strict
	$(BIN)/mypy

bench: $(VENV)/.installed-dev ## every benchmark, each printing a table against a peer
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24' && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' || \
	  echo "the peers of the extra bench cannot be installed: they are left out"
	PATH="$(CURDIR)/$(BIN):$$PATH" ./scripts/run_bench

gold: $(VENV)/.installed-dev ## scores of the golden pages by family and field, with families and without
	$(BIN)/python -m tests.golden.parse.report

fuzz: $(VENV)/.installed-dev ## mutated pages by the thousand, damaged indexes byte by byte; ends by itself
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]' || \
	  echo "atheris cannot be installed: no search by coverage"
	$(BIN)/python tests/fuzz/fuzz_parse.py --count $(or $(COUNT),20000)
	$(BIN)/python tests/fuzz/fuzz_markup.py --count $(or $(INVENTED),2000)
	$(BIN)/python tests/fuzz/fuzz_guided.py --seconds $(or $(SECONDS),300)
	$(BIN)/python tests/fuzz/fuzz_index.py --step $(or $(STEP),1)
	$(BIN)/python tests/fuzz/fuzz_officials.py --count $(or $(COUNT),20000)

load: $(VENV)/.installed-dev ## 20 readers over 20,000 articles: what they wait (FILE=articles.jsonl.gz)
	$(BIN)/python tests/load/run.py $(if $(FILE),--file $(FILE))

audit: $(VENV)/.installed-dev ## known vulnerabilities of everything installed (needs the network)
	$(BIN)/python -m pip freeze --exclude-editable > $(VENV)/installed.txt
	$(BIN)/python -m pip_audit --strict --disable-pip --no-deps -r $(VENV)/installed.txt

soak: $(VENV)/.installed-dev ## 14 failing portals, 200 kills of the crawler; SOAK_PAGES and SOAK_KILLS make it shorter
	$(BIN)/python tests/soak/soak.py

clean: ## remove what was made here (never an archive of yours)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
