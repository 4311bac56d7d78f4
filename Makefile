# Needs python3 (3.11 or newer) and make; everything else is installed into .venv from the lock files.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report build test verify torture bench audit licences check lock clean

report: .venv/ready ## render the paper: _output/briefing.pdf and _output/briefing.html
	@$(BIN)/kazbrief render

build: .venv/ready ## tables, figures and numbers, without the paper
	@$(BIN)/kazbrief build

test: .venv/ready-test ## the tests, on a built project
	@$(BIN)/kazbrief render
	@$(BIN)/ruff check scripts tests
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

verify: .venv/ready ## build the last commit twice, elsewhere, and compare every byte
	@$(BIN)/kazbrief verify

torture: .venv/ready-test ## the faults at length: builds killed at 50 moments, full disks, spoiled memory
	@KAZBRIEF_KILLS=50 $(BIN)/python -m pytest tests/faults

bench: .venv/ready ## measure builds on a copy: _output/bench.json
	@$(BIN)/python -m kazbrief.bench

audit: ## known vulnerabilities of the pinned packages (needs a network, else it is skipped)
	@$(PYTHON) scripts/audit.py

licences: .venv/ready-test ## the licences of the pinned packages; one outside the list in scripts/licences.py fails
	@$(BIN)/python scripts/licences.py

.venv/bin/pip:
	@$(PYTHON) scripts/make_environment.py .venv

.venv/ready: .venv/bin/pip requirements.lock pyproject.toml
	@echo "Installing the pinned packages (requirements.lock) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-test: .venv/ready requirements-test.lock
	@echo "Installing the pinned test packages (requirements-test.lock) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

lock: ## renew the lock files (needs uv and a network)
	uv pip compile pyproject.toml --extra paper --python-version 3.11 --universal --fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra paper --extra test --constraint requirements.lock --python-version 3.11 --universal --fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-test.lock

clean: ## forget what was built and when (the environment stays)
	rm -rf _output .build .cache
