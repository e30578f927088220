# `make demo` reads the examples, `make test` checks everything, `make desk` opens the desk (its scripts are built with Node),
# `make wheel` makes a package that needs no Node. All set up .venv on their first run.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

STATIC := src/dragoman/desk/static
BUNDLE := $(STATIC)/LICENSES.txt
NODE_MODULES := frontend/node_modules/.package-lock.json

.PHONY: demo desk wheel test lint types tests scripts clean

demo: $(READY)
	$(BIN)/dragoman read examples/*.txt

desk: $(READY) $(BUNDLE)
	$(BIN)/dragoman desk --open

wheel: $(READY) $(BUNDLE)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	@ls dist/*.whl

test: lint types scripts tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

scripts:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(BUNDLE) && npm --prefix frontend run --silent check; \
	else echo "Left out: the desk's scripts and the tests in a browser. They need Node 18 or later: apt-get install npm"; fi

tests: $(READY)
	$(BIN)/pytest -n 2 -rs  # says what was left out, and why

$(READY): pyproject.toml constraints.txt parser.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement parser.lock
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

$(BUNDLE): $(NODE_MODULES) frontend/build.mjs $(shell find frontend/src -type f)
	npm --prefix frontend run --silent build

$(NODE_MODULES): frontend/package.json frontend/package-lock.json
	@command -v npm >/dev/null || { echo "The scripts of the desk are built with Node 18 or later: https://nodejs.org, or apt-get install npm" >&2; exit 1; }
	npm --prefix frontend ci --no-audit --no-fund --loglevel=error

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache $(STATIC) frontend/node_modules dist
