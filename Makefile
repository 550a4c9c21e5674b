PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
READY := .venv/ready
LOCK := build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" pyproject.toml
# The test that mirrors FILE: src/roadmap_bot/report/pictures/badge.py → tests/report/pictures/test_badge.py; a test mirrors itself.
MIRROR = $(FILE:src/roadmap_bot/%=tests/%)
TEST = $(dir $(MIRROR:src/github_twin/%=tests/twin/%))test_$(patsubst test_%,%,$(notdir $(FILE)))

# CI watches coverage, too: a watched test takes twice its time, so some are not (unwatched).
WATCH := $(if $(CI),--cov --cov-report=term)

export PATH := $(PATH):$(HOME)/go/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check bench lint wheel release lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:/ {printf "make %-7s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(READY) ## A learner's first weeks, played on this machine → build/demo/
	@$(BIN)/roadmap-bot demo

test: lint ## Every check
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not exhaustive" $(WATCH)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m exhaustive

check: $(READY) ## One file, FILE=src/roadmap_bot/report/pictures/badge.py, and the test that mirrors it
	@test -f "$(FILE)" || { echo "Name a file: make check FILE=src/roadmap_bot/report/pictures/badge.py"; exit 2; }
	@$(BIN)/ruff check $(FILE)
	@$(BIN)/ruff format --check $(FILE)
	@$(BIN)/mypy $(FILE)
	@if test -f $(TEST); then $(BIN)/pytest $(TEST); \
	else echo "No test mirrors $(FILE): there is no $(TEST). make test runs all tests."; fi

bench: $(READY) ## The numbers to hold, measured → build/bench.json
	@$(BIN)/python -m tests.bench

lint: $(READY) ## Style and types, without any test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

wheel: $(READY) ## What a release publishes on PyPI → build/release/dist/
	@rm -rf build/lib build/bdist.* build/release
	@$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/release/dist .
	@rm -rf build/lib build/bdist.* src/*.egg-info

release: wheel ## All that a release attaches; BOT=OWNER/NAME rehearses it → build/release/
	@$(BIN)/python .ci/archives.py build/release/templates $(BOT:%=--bot %)

lock: ## The newest versions of all dependencies, with their hashes
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/pip install --quiet uv==0.13.9
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --extra twin --group dev --constraints requirements.txt --output-file tests/requirements.txt

clean: ## Remove all that was made here
	@rm -rf .venv build .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find src tests -name __pycache__ -prune -exec rm -rf {} +

# The package itself needs no build: its source is put on the environment's path, and a two-line script starts it.
$(READY): tests/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@echo "Preparing .venv (once, under a minute) …"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r tests/requirements.txt
	@$(BIN)/python -c 'import pathlib, sysconfig; \
	pathlib.Path(sysconfig.get_path("purelib"), "roadmap_bot.pth").write_text(f"{pathlib.Path.cwd()}/src\n")'
	@printf '#!/bin/sh\nexec "%s/python" -P -m roadmap_bot "$$@"\n' "$(CURDIR)/$(BIN)" >$(BIN)/roadmap-bot
	@chmod +x $(BIN)/roadmap-bot
	@touch $@
