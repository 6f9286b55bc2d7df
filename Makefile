# What can be done here: make help
# Everything is installed into .venv and kept in var/; nothing needs root. Runs on Debian and Ubuntu with Python 3.11.

PYTHON ?= python3
PORT ?= 8000

VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/installed
FOR_TESTS := $(VENV)/installed-for-tests
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
DEMO_DIR := var/demonstration
DEMO_SECRET := $(DEMO_DIR)/secret.key
# On the command line, so that no ADVOCACY_ setting of the shell leads the demonstration to real data.
DEMO := env -u ADVOCACY_SECRET_KEY ADVOCACY_ENV_FILE=$(DEMO_DIR)/none.env ADVOCACY_SECRET_KEY_FILE=$(DEMO_SECRET) \
	ADVOCACY_DATA_DIR=$(DEMO_DIR) ADVOCACY_DATABASE_URL= ADVOCACY_QUEUE_URL= ADVOCACY_DEMONSTRATION=true \
	ADVOCACY_BASE_URL=http://127.0.0.1:$(PORT) ADVOCACY_SMTP_HOST= ADVOCACY_LOG_LEVEL=warning \
	ADVOCACY_ORGANISATION="Maison Verdier"

export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: docs help run install texts catalogues init migrate web worker serve doctor check test bench pictures clean

help: ## Say what can be done here
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install $(DEMO_SECRET) ## Serve the demonstration on http://127.0.0.1:8000 (another: PORT=…), web and worker
	@$(DEMO) $(PY) -m advocacy migrate
	@if $(DEMO) $(PY) -m advocacy demo --help >/dev/null 2>&1; then $(DEMO) $(PY) -m advocacy demo; fi
	@$(DEMO) $(PY) -m advocacy run --port $(PORT)

install: $(INSTALLED) texts ## Install what the program needs, into .venv

texts: $(CATALOGUES) ## Compile the catalogues of texts

catalogues: $(FOR_TESTS) ## Gather what the program says into translations/, for the translator
	@$(PY) -m tests.house.catalogues

init: install ## Begin for real: asks a few questions, writes advocacy.env
	@$(PY) -m advocacy init

migrate: install ## Bring the database of advocacy.env to this release
	@$(PY) -m advocacy migrate

serve: install ## Serve the installation of advocacy.env, web and worker
	@$(PY) -m advocacy run --port $(PORT)

web: install ## Serve only the pages of the installation of advocacy.env
	@$(PY) -m advocacy web --port $(PORT)

worker: install ## Run one worker of the installation of advocacy.env
	@$(PY) -m advocacy worker

doctor: install ## Look at the installation of advocacy.env and say what is wrong
	@$(PY) -m advocacy doctor

check: $(FOR_TESTS) texts ## Look at the source: style, types, catalogues, and the rules that need no database
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --quiet --check advocacy tests bench \
		|| { echo "To put it in form: $(VENV)/bin/ruff format advocacy tests bench"; exit 1; }
	@$(VENV)/bin/mypy --no-error-summary
	@$(PY) -m pytest -q --no-header tests/house/test_layout.py tests/house/test_catalogues.py tests/bench \
		$$(find tests -name 'test_*rules*.py' | sort)

test: $(FOR_TESTS) texts ## Install what the tests need (Chromium too) and run them all: ten minutes on two cores
	@tests/system_packages.sh
	@$(MAKE) --no-print-directory check
	@PY=$(PY) tests/run.sh -n 2 --dist worksteal -q $(ONLY)

bench: $(FOR_TESTS) texts ## Measure against the bars (some of them: CASES="P2 P18"; shorter: CASES=--short)
	@$(PY) -m bench $(CASES)

pictures: $(FOR_TESTS) texts ## Take the pictures of docs/pictures/ again
	@tests/system_packages.sh
	@$(PY) -m tests.journeys.pictures docs/pictures

docs: $(FOR_TESTS) ## Write the pages of docs/ that list settings, permissions and events
	@$(PY) docs/reference.py

clean: ## Remove what was installed and the demonstration; real data stays
	rm -rf $(VENV) $(DEMO_DIR)

$(INSTALLED): requirements.lock | $(PY)
	@echo "Installing; this takes a minute or two the first time."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The lock of the tests holds all of the program's own, in the same versions.
$(FOR_TESTS): requirements-dev.lock requirements.lock | $(PY)
	@echo "Installing what the tests need; this takes a minute or two the first time."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(INSTALLED) $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed; name another with PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

%.mo: %.po | $(INSTALLED)
	@$(VENV)/bin/pybabel --quiet compile --input-file $< --output-file $@

$(DEMO_SECRET): | $(INSTALLED)
	@mkdir -p $(DEMO_DIR) && chmod 700 $(DEMO_DIR)
	@umask 077 && $(PY) -c 'import secrets; print(secrets.token_urlsafe(48))' > $@
