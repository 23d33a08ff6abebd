# Set-up, building and proving, each in one command: `make help`. The steps are in scripts/, which say what they install.

PYTHON ?= python3
export PYTHON

BIN := .venv/bin

.DEFAULT_GOAL := build
.PHONY: build test check proof runtime proofs lock docs pictures clean help

build: runtime  ## install what printing needs, then build all documents into build/
	$(BIN)/docgen build

test: proofs  ## install what the proofs need, then run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal

check: proofs  ## lint, types, tests: what must pass before a change is handed in
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

proof: proofs  ## the same with every document in every language before browsers and readers, not only some of each kind
	DOCGEN_PROOF=full $(BIN)/python -m pytest -n auto --dist worksteal

runtime:  ## install what printing needs
	@sh scripts/packages.sh runtime
	@sh scripts/venv.sh runtime

proofs: runtime  ## install what the proofs need beside that
	@sh scripts/packages.sh proof
	@sh scripts/venv.sh proof

lock:  ## write requirements/*.txt anew from pyproject.toml; UPGRADE=--upgrade takes the newest versions
	@sh scripts/lock.sh $(UPGRADE)

docs:  ## rewrite what ARCHITECTURE.md and docs/guide.md repeat of the code
	$(BIN)/python scripts/documents.py

pictures: build  ## make the pictures of README.md and docs/gallery.md anew from build/
	$(BIN)/python scripts/pictures.py

clean:  ## remove everything that make made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s%s\n", $$1, $$2 }' Makefile
