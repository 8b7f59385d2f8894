# Everything is done by packaging/set_up.py; any Python starts it, and it looks for one from 3.11 to 3.14 itself.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$p" -c "" 2>/dev/null; then echo "$$p"; break; fi; done)
SET_UP = $(if $(PYTHON),$(PYTHON) packaging/set_up.py,$(error Chưa có Python 3.11 đến 3.14, hãy cài rồi chạy lại / \
	no Python from 3.11 to 3.14 was found, please install one))
COMPILE = build/uv/bin/uv --no-config pip compile --quiet --universal --generate-hashes --no-header $(LOCK_OPTIONS)

.PHONY: run test soak lock clean

run:
	@$(SET_UP) run

test:
	@$(SET_UP) test

soak:
	@$(SET_UP) soak

# Pins what pyproject.toml asks for and keeps the other pins; LOCK_OPTIONS=--upgrade takes the newest of everything.
lock:
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade uv
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

# The environment stays: it is made anew whenever a lock file changes.
clean:
	rm -rf build .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
