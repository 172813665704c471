# Everything that a contributor does with gupcheck; `make` alone lists it.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

export GUPCHECK_KERNELS ?= $(HOME)/.cache/gupcheck/kernels

.DEFAULT_GOAL := help
.PHONY: help run test test-kernel kernels oracles lint fix bench clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment is made anew only when pyproject.toml changed since.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

run: $(READY) ## set up, then check the example tree that is shipped (findings are expected)
	$(BIN)/gupcheck check testdata/example || test $$? -eq 1

test: $(READY) ## every test that needs no kernel tree
	$(BIN)/python -m pytest

kernels: ## bring four kernel trees (6 GB) into $GUPCHECK_KERNELS
	tools/kernels.sh

oracles: ## install what the tests compare with, where it is missing: spatch, ctags, the SARIF Multitool ...
	tools/oracles.sh
	tests/report/install_multitool.sh

test-kernel: $(READY) oracles ## the tests that read kernel trees: `make kernels` first
	$(BIN)/python -m pytest -m kernel

lint: $(READY) ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: $(READY) ## let ruff mend and format what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) oracles ## time gupcheck against spatch and ripgrep: `make kernels` first
	$(BIN)/python tools/bench.py --index --diff

clean: ## remove the environment and every cache
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
