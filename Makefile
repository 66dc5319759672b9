# Every target does its own set-up: Python 3.11 or newer and git are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check lint soak bench docs gallery schemas clean

help:  ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1|/' | awk -F'|' '{printf "  make %-9s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "storyforge needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1" 2>/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $(READY)

demo: $(READY)  ## Build the example film and say where its board is
	@$(BIN)/storyforge -C examples/lamplighter build

test: $(READY)  ## Run the tests
	@$(BIN)/python -m pytest -n 2

lint: $(READY)  ## Style, types, floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

check: lint test  ## Everything that CI runs
	@$(BIN)/check-jsonschema --schemafile schemas/storyboard.v1.json examples/*/storyforge.yaml examples/*/*/*.yaml examples/chase/*.yaml

soak: $(READY)  ## Everything of which the tests do a tenth: kills, lost answers, torn journals
	@$(BIN)/python tests/paid/soak.py

bench: $(READY)  ## Measure speed and memory against ninja
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check ninja
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/throughput.py
	@$(BIN)/python benchmarks/exports.py

docs: $(READY)  ## Write the generated pages of docs/ anew
	@$(BIN)/python -m tests.docs_pages

gallery: $(READY)  ## Draw the contact sheets of docs/gallery anew
	@$(BIN)/python -m tests.gallery

schemas: $(READY)  ## Write schemas/ anew from the models
	@$(BIN)/storyforge schema > schemas/storyboard.v1.json

clean:  ## Remove everything that can be made again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist examples/*/board examples/*/.storyforge
