# `make run` starts the product, `make test` passes the tests; both do all the set-up that they need.
# `make test ARGS="-m 'not browser'"` leaves out what needs Chromium and the built pages.
PYTHON ?= python3.11
WORKERS ?= 4
BIN := .venv/bin
# A run of the tests starts hundreds of Pythons: they keep what they have compiled, wherever this is usually switched off.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run dev test lint messages lock clean

run: .venv/run.done
	@$(BIN)/aethex-live up

dev: .venv/run.done
	@$(BIN)/aethex-live dev

test: .venv/test.done
	@$(BIN)/python -m pytest -q --workers $(WORKERS) $(ARGS)

lint: .venv/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.venv/run.done: requirements.lock pyproject.toml
	@tools/venv $(PYTHON)
	@echo "Installing what the product needs."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.done: .venv/run.done requirements-test.lock
	@tools/test-programs
	@echo "Installing what the tests need."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

messages: .venv/run.done
	$(BIN)/python tools/messages

lock: .venv/run.done
	tools/lock

clean:
	rm -rf .venv .web .states
