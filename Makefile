# Thin targets: what they do stands in bot/cli/.
# Python 3.10 is the newest that Rasa 3.6 runs on. PYTHON=… names one that is not found by itself.
PYTHON ?= $(shell sh bin/find-python)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export RASA_TELEMETRY_ENABLED = false

.DEFAULT_GOAL := help

run: setup ## start everything (without a token: the sandbox on localhost)
	@$(BIN)/python -m bot run

test: tools check train ## install, check, train and run all tests
	@$(BIN)/python -m pytest

check: setup ## formatting, lint, types, import direction, content, Rasa's own validation
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m bot content check --errors
	@$(BIN)/python -m bot validate

tools: ## what tests need besides Python: a browser, a Spanish dictionary
	@sh bin/install-test-tools

train: setup ## train the model if the content changed
	@$(BIN)/python -m bot train

evaluate: setup ## measure how well the bot understands (FILE=… on a labelled file); see reports/
	@$(BIN)/python -m bot evaluate $(if $(FILE),"$(FILE)")

compare: setup ## compare ways of understanding side by side, for hours; see reports/compare.md
	@$(BIN)/python -m bench.understanding.compare

faults: train ## seeded runs in which everything fails at once (RUNS=200)
	@$(BIN)/python -m tests.faults.campaign --runs $(or $(RUNS),200)

bench: train ## measure the speed beside a stock Rasa, about 15 minutes (SECONDS=300); see reports/bench.md
	@$(BIN)/python -m bench.load.run --seconds $(or $(SECONDS),30)

shift: train ## a shift in real time: thirty children, four workers, real limits, outages (MINUTES=120)
	@$(BIN)/python -m tests.faults.shift --minutes $(or $(MINUTES),120)

setup: $(STAMP) ## install everything into .venv

$(STAMP): requirements.lock pyproject.toml bin/find-python
	@test -n "$(PYTHON)" || { echo "Hace falta Python 3.10 (Rasa no funciona con uno más nuevo): instálalo con «uv python install 3.10», «pyenv install 3.10» o desde python.org, y repite la orden."; exit 1; }
	@echo "Instalando los paquetes en $(VENV); la primera vez tarda unos minutos…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

clean: ## remove the environment, the models and the running state
	rm -rf $(VENV) models var .rasa

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run test check tools train evaluate compare faults bench shift setup clean help
