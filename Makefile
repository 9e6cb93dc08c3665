# Everything starts from a bare machine: Python 3.11 or newer, git and make. `make help` lists what there is.

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
JOBS  ?= 2
PLAN  ?= examples/robotics.yaml

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format types layers docs-check bench torture lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv with every extra, as requirements.lock says

$(READY): requirements.lock pyproject.toml scripts/setup
	@sh scripts/setup $(VENV)
	@touch $@

demo: $(READY) ## schedule a sample plan and draw it, at the terminal and into demo/
	@sh scripts/demo $(BIN)/fairlead $(PLAN) < /dev/null

test: $(READY) ## run the tests, properties on the same examples each time; `make torture` looks for new ones
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-ci} $(BIN)/python -m pytest -n $(JOBS) --dist worksteal --durations=10 < /dev/null

check: lint types layers docs-check test ## everything a change has to pass

lint: $(READY) ## style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(READY) ## put style and format right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(READY) ## strict types
	@$(BIN)/mypy

layers: $(READY) ## a folder imports only from those below it
	@$(BIN)/lint-imports --no-logo

docs-check: $(READY) ## links, pictures and commands named in the documents
	@$(BIN)/python scripts/check_docs.py

bench: $(READY) ## the benchmarks: one script a claim, ratios measured in one run
	@set -e; for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

torture: $(READY) ## the properties with thousands of examples each; takes long
	@HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest -n $(JOBS) --dist worksteal --durations=10 < /dev/null

lock: $(READY) ## resolve requirements.lock anew
	@sh scripts/uv $(VENV) pip compile pyproject.toml --upgrade --universal --all-extras --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet \
		--output-file requirements.lock

clean: ## remove what was made, the environment too
	rm -rf $(VENV) build demo dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
