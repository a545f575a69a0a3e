# Everything here needs Python 3.11 or later, git and make; the rest is fetched into .tools/ and .venv/.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
SCRIPTS := scripts/setup scripts/reference scripts/messages scripts/frontend-css
WULFRUN_SHARED ?= ../shared
export WULFRUN_SHARED := $(abspath $(WULFRUN_SHARED))
export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help setup setup-demo setup-test setup-bench demo test lint format types layers check-style docs real bench clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: ## everything for working on Wulfrun, without system packages
	$(PYTHON) scripts/setup dev

setup-demo:
	$(PYTHON) scripts/setup demo

setup-test:
	$(PYTHON) scripts/setup test

setup-bench:
	$(PYTHON) scripts/setup bench

demo: setup-demo ## make the example city, build its assessment into demo/, print its targets and its address
	rm -rf demo
	$(BIN)/wulfrun example demo --seed 2008
	$(BIN)/wulfrun build demo

test: setup-test check-style ## everything that must hold before a change is taken
	$(BIN)/pytest -n 2 --dist loadgroup

check-style: lint types layers

lint: ## style and layout of the code
	$(BIN)/ruff check . $(SCRIPTS)
	$(BIN)/ruff format --check . $(SCRIPTS)

types:
	$(BIN)/mypy

layers: ## who may import whom
	$(BIN)/lint-imports --no-cache

format: ## put the layout right
	$(BIN)/ruff check --fix-only --exit-zero . $(SCRIPTS)
	$(BIN)/ruff format . $(SCRIPTS)

docs: setup ## the generated part of docs/reference
	$(BIN)/python scripts/reference
	$(BIN)/python scripts/messages
	$(BIN)/python tests/spec/manual.py
	$(BIN)/wulfrun schema > docs/reference/schema.json

real: setup ## build the real places of examples/ from WULFRUN_SHARED (default ../shared)
	@test -f "$(WULFRUN_SHARED)/data/SOURCES.md" || \
		{ echo "The real data are not at $(WULFRUN_SHARED): set WULFRUN_SHARED to the folder that holds data/."; exit 1; }
	@for place in wolverhampton surrey city-of-london west-midlands-force wolverhampton-2008; do \
		echo "== $$place"; $(BIN)/wulfrun build "examples/$$place" || exit 1; \
	done

bench: setup-bench ## every benchmark, one run each, ratios printed
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

clean: ## remove what can be made again; the environment stays
	rm -rf demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
