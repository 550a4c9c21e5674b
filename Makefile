# make demo: a learner's first weeks, in build/demo/ · make test: every check · make bench: the numbers to hold
PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
READY := .venv/ready
LOCK := build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" pyproject.toml

export PATH := $(PATH):$(HOME)/go/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test bench lint lock clean

demo: $(READY)
	@$(BIN)/roadmap-bot demo

test: lint
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not exhaustive" --cov --cov-report=term
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m exhaustive

bench: $(READY)
	@$(BIN)/python -m tests.bench

lint: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

lock:
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/pip install --quiet uv==0.13.9
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --extra twin --group dev --constraints requirements.txt --output-file tests/requirements.txt

clean:
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
