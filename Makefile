PYTHON ?= python3
UV ?= uv
BIN := .venv/bin
READY := .venv/.ready

# All cores; a worker that has nothing left takes tests of another.
PYTEST := $(BIN)/pytest -q -n auto --dist worksteal

.PHONY: generate check test test-fast test-long lint bench wheel vendor lock setup clean help

generate: $(READY)  ## write generated/ from schema/ and templates/ (the default)
	$(BIN)/kindgen generate

check: $(READY)  ## is generated/ what schema/ and templates/ give?
	$(BIN)/kindgen check --full

# What the marks mean: tests/conftest.py. A test whose program is missing is skipped, and told.
test: $(READY)  ## run the tests, but for the long ones
	$(PYTEST) -m 'not long' -rs

test-fast: $(READY)  ## those that need no browser, registry or kubectl
	$(PYTEST) -m 'not long and not external'

test-long: $(READY)  ## the long ones: kills, long fuzz, load
	$(PYTEST) -m long -rs

# Without the variable pyright asks the package index for a newer version of itself.
lint: $(READY)  ## ruff, black and pyright
	$(BIN)/ruff check .
	$(BIN)/black --check .
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright

bench: $(READY)  ## measure against other tools
	$(BIN)/python benchmarks/run.py

wheel: $(READY)  ## build both distributions into dist/
	$(BIN)/pip wheel -qq --no-deps --no-build-isolation -w dist . ./generated

vendor: $(READY)  ## put a copy of the package into another tree: make vendor DEST=../app [NAME=isi]
	@test -n "$(DEST)" || { echo 'make vendor needs the folder: make vendor DEST=../app' >&2; exit 2; }
	$(BIN)/kindgen vendor $(DEST) $(if $(NAME),--name $(NAME))

# Keeps the versions of the old lock where it can; UPGRADE=--upgrade takes the newest.
lock:  ## write requirements.lock from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 1; }
	$(UV) pip compile --quiet --universal --python-version 3.11 --all-extras --group dev \
	  --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' $(UPGRADE) -o requirements.lock pyproject.toml

setup: $(READY)  ## make .venv, which every other target does when it has to

# uv where it is there, for it is many times quicker; pip has settings of its own for the index (an address,
# a proxy), so what uv cannot get is asked of pip. Both hold the packages to the hashes of the lock.
# The certificates of the system, as pip has them; the variable had another name in older versions of uv.
# Compiled whatever the user's pip is told: where PYTHONDONTWRITEBYTECODE is set, each run would compile anew.
PIP_INSTALL := $(BIN)/pip install -qq --disable-pip-version-check --compile
UV_INSTALL := UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 $(UV) pip install -q --python $(BIN)/python --compile-bytecode
HAS_UV := $(shell command -v $(UV))
WITH := $(if $(HAS_UV),uv,pip)
install = $(if $(HAS_UV),$(UV_INSTALL) $(1) || { echo '       uv could not; now with pip' >&2; $(PIP_INSTALL) $(1); },$(PIP_INSTALL) $(1))

# The file is removed first and written last: a setup that was interrupted starts over from an empty .venv.
$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo 'There is no $(PYTHON) here. Name a Python of 3.11 or newer: make PYTHON=python3.13' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(PYTHON) is Python %d.%d, too old. Name one of 3.11 or newer: make PYTHON=python3.13" % sys.version_info[:2])'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo '$(PYTHON) comes without venv or ensurepip. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Setting up .venv: once, and again when requirements.lock or pyproject.toml change' >&2
	@echo '  1/3  an environment of '"$$($(PYTHON) -V)" >&2
	@test -e $@ || $(PYTHON) -m venv --clear .venv
	@rm -f $@
	@echo '  2/3  the '"$$(grep -c == requirements.lock)"' packages of requirements.lock, with $(WITH): this takes a minute or two' >&2
	@$(call install,--require-hashes -r requirements.lock)
	@echo '  3/3  this checkout' >&2
	@$(call install,--no-deps --no-build-isolation -e .)
	@touch $@

clean:  ## remove .venv, dist/ and caches
	rm -rf .venv dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
