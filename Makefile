# Two commands for a person: `make run` and `make test`. The rest is for people who work on Untwitch.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8477
JOBS ?= 3
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run install test check spark soak bench lock docs clean chromium

run: $(VENV)/.run ## install what the app needs and start it on this computer
	$(BIN)/untwitch serve --port $(PORT)

install: $(VENV)/.all ## .venv/bin/untwitch with every extra but Spark

test: $(VENV)/.all chromium check ## lint, types, and all tests at small sizes
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope

check: $(VENV)/.all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

spark: $(VENV)/.spark ## the tests on a real local Spark, which is large and therefore not in `make test`
	$(BIN)/python -m pytest -m spark

soak: $(VENV)/.spark chromium ## the same tests at full size
	UNTWITCH_SOAK=1 $(BIN)/python -m pytest -n $(JOBS) --dist loadscope

bench: $(VENV)/.all ## tables of measured speed, each beside a limit or a peer
	$(BIN)/python bench/decide.py
	$(BIN)/python bench/vignettes.py
	$(BIN)/python bench/report.py
	$(BIN)/python bench/population.py
	$(BIN)/python bench/change.py

docs: $(VENV)/.all ## write the generated pages of docs/ and build all of it as a site into build/site
	$(BIN)/python tools/write_docs.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet

lock: $(VENV)/.all ## resolve the dependencies anew, with hashes and without index addresses
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra fast --group build $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(EXTRAS) --group build --group dev $(LOCK) -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml $(EXTRAS) --extra spark --group build --group dev $(LOCK) -o requirements-spark.lock
EXTRAS := --extra fast --extra population --extra postgres --extra proofs
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

chromium:
	@command -v chromium >/dev/null || tools/install_chromium.sh

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python requirements.lock pyproject.toml
	@echo "Installing into $(VENV); the first time this takes about a minute."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.all: $(BIN)/python requirements-dev.lock pyproject.toml
	@echo "Installing everything into $(VENV); the first time this takes some minutes."
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.run

$(VENV)/.spark: $(VENV)/.all requirements-spark.lock
	$(PIP) install --require-hashes -r requirements-spark.lock
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
