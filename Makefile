# make read | test | lint | bench | docs | clean. Needs make and a Python from 3.11 on; everything else goes into .venv/.

VENV := .venv
BIN := $(VENV)/bin
RECORD := build/examples.db
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
CANDIDATES := python3.13 python3.12 python3.11 python3 python
CHECK := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.PHONY: read test lint bench docs clean
.DELETE_ON_ERROR:

read: $(VENV)/.light  ## read the examples into build/examples.db and print the brief
	@mkdir -p $(dir $(RECORD))
	@EMBERWATCH_RECORD=$(RECORD) $(BIN)/emberwatch read examples
	@EMBERWATCH_RECORD=$(RECORD) $(BIN)/emberwatch brief

test: $(VENV)/.test  ## run every test
	@$(BIN)/python -m pytest

lint: $(VENV)/.test  ## style, types, and the floors of the house
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m training.own_corpus check

bench: $(VENV)/.test  ## measure accuracy and speed; needs the shared corpora (EMBERWATCH_SHARED, or ../shared)
	@$(BIN)/python -m bench

docs: $(VENV)/.test read  ## write the generated pages and the picture of the brief
	@$(BIN)/python scripts/write_cli_reference.py
	@$(BIN)/python scripts/write_dictionary.py
	@$(BIN)/python scripts/render_brief.py --record $(RECORD)

clean:  ## remove what make made
	@rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The first install is light; the second adds what tests need. Each is repeated only when pyproject.toml changes.
$(VENV)/.light: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV)/"
	@$(PIP) install --no-compile --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV)/, with what the tests need"
	@$(PIP) install --no-compile --editable ".[test]"
	@touch $@ $(VENV)/.light

$(BIN)/python:
	@for python in $(or $(PYTHON),$(CANDIDATES)); do \
	  if "$$python" -c "$(CHECK)" >/dev/null 2>&1; then \
	    echo "making $(VENV)/ with $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo "No Python from 3.11 on with the venv module among: $(or $(PYTHON),$(CANDIDATES))." >&2; \
	echo "Install one (on Debian and Ubuntu: apt install python3-venv), or give its path: make read PYTHON=/path/to/python3.12" >&2; \
	exit 1
