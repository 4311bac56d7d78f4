# Needs python3 (3.11 or newer) and make; everything else is installed into .venv from the lock files.
PYTHON ?= python3
BIN := .venv/bin
# Licences of packages that may be pinned; beside them two tools of the tests alone, under the GPL, of which nothing is distributed.
FREE := MIT;BSD;Apache;ISC;PSF;Python Software Foundation;HPND;MPL;Mozilla;Unlicense;OFL;Open Font;CC-BY;ODbL;Zlib;0BSD;Public Domain

# The user's own settings of Python and matplotlib stay outside; compiled files are kept, or each start would compile anew.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE MPLBACKEND MATPLOTLIBRC

# A copied or moved checkout brings along an environment that would act on the folder where it was made.
ifneq ($(shell grep -s "^command = " .venv/pyvenv.cfg | grep -vF "$(CURDIR)/.venv"),)
$(info The environment in .venv was made for another folder: it is made anew.)
$(shell rm -rf .venv)
endif

.PHONY: report build test quick lint verify torture bench audit licences check lock clean

report: .venv/ready ## render the paper: _output/briefing.pdf and _output/briefing.html
	@$(BIN)/kazbrief render

build: .venv/ready ## tables, figures and numbers, without the paper
	@$(BIN)/kazbrief build

test: .venv/ready-test lint ## all tests, on a built project; prints the coverage
	@$(BIN)/kazbrief render
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

quick: .venv/ready-test lint ## format, types, rooms, dependencies and the fast tests: about a minute
	@$(BIN)/kazbrief build
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not slow and not browser" -q

lint: .venv/ready-test
	@$(BIN)/ruff check scripts tests examples
	@$(BIN)/ruff format --check scripts tests examples
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/deptry scripts
	@$(BIN)/codespell scripts report _extensions README.md CONTRIBUTING.md

verify: .venv/ready ## build the last commit twice, elsewhere, and compare every byte
	@$(BIN)/kazbrief verify

torture: .venv/ready-test ## the faults at length: builds killed at 50 moments, full disks, 2,000 spoiled cells, 300 documents
	@KAZBRIEF_KILLS=50 KAZBRIEF_CELLS=2000 KAZBRIEF_DOCUMENTS=300 $(BIN)/python -m pytest tests/faults tests/tables/test_fuzz.py

bench: .venv/ready ## measure builds on a copy: _output/bench.json
	@$(BIN)/python -m kazbrief.bench

audit: .venv/ready-test ## known vulnerabilities of the pinned packages (needs a network)
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements-test.lock

licences: .venv/ready-test ## the licences of the pinned packages; one outside the list above fails
	@$(BIN)/pip-licenses --from=mixed --partial-match --allow-only "$(FREE)" --ignore-packages codespell text-unidecode

.venv/bin/pip:
	@$(PYTHON) scripts/make_environment.py .venv

.venv/ready: .venv/bin/pip requirements.lock pyproject.toml
	@echo "Installing the pinned packages (requirements.lock) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# Relative, so in ASCII: Python before 3.13 reads this file in the encoding of the locale, and stops at other letters.
	@for file in .venv/lib/python*/site-packages/_kazbrief.pth; do echo ../../../../scripts > "$$file"; done
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
