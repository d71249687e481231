# Needs Python 3.11 or newer, and make. `make` lists what it can do.

PORT ?= 8000
DATA_DIR ?= var
ARGS ?=
# Another Python or Django than the locked ones: `make test PYTHON=3.13 DJANGO=6.1`. Each pair has its own
# environment; what the lock says of all other packages holds in it, too.
PYTHON =
DJANGO =
VENV := .venv$(if $(PYTHON),-$(patsubst python%,%,$(notdir $(PYTHON))))$(if $(DJANGO),-django$(DJANGO))
NAMED = $(patsubst 3.%,python3.%,$(PYTHON))
NEWEST = python3 python3.14 python3.13 python3.12 python3.11
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-compile --only-binary :all:
LOCKED := $(INSTALL) --require-hashes
PYTEST := $(PY) -m pytest
SUITE := $(PYTEST) --no-loadscope-reorder
OTHER_DJANGO := $(if $(DJANGO),$(INSTALL) 'django==$(DJANGO).*',:)
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
STATIC := $(shell find backoffice kiosk -path '*/static/*' -type f)
TEMPLATES = $$(find backoffice kiosk templates -name '*.html')
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

# Where this is set, every process compiles the whole product anew: two seconds at each start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test coverage check faults format bench messages lock postgresql clean

help: ## lists what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo 'test and coverage take ARGS=tests/kiosk, and PYTHON=3.13, DJANGO=6.1 or both for an environment beside .venv'

install: $(RUNTIME) ## makes the environment that serves

# Keeps its data in DATA_DIR; the demonstration is loaded on first use only.
run: $(RUNTIME) $(DATA_DIR)/secret_key $(DATA_DIR)/static/staticfiles.json ## serves the desk on PORT=8000
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo --first-use
	@exec $(PY) -m gunicorn --config backoffice/gunicorn_conf.py --bind 127.0.0.1:$(PORT) backoffice.wsgi

# Side by side, because each waits at times for a browser, a server or a lock; PostgreSQL's report comes last.
# The shell keeps Ctrl-C from what runs in its background: both runs are told to end, and waited for.
test: $(DEV) postgresql ## runs the suite on SQLite and on PostgreSQL
	@report=$$(mktemp); \
	MOTCUA_TEST_DB=postgresql $(SUITE) --numprocesses 2 $(ARGS) >"$$report" 2>&1 & postgresql=$$!; \
	$(SUITE) --numprocesses 2 $(ARGS) & sqlite=$$!; \
	trap 'kill $$sqlite $$postgresql; wait; rm -f "$$report"; exit 130' INT TERM; \
	wait $$sqlite; sqlite_code=$$?; wait $$postgresql; postgresql_code=$$?; \
	echo; echo 'On PostgreSQL:'; cat "$$report"; rm -f "$$report"; \
	[ $$sqlite_code = 0 ] && [ $$postgresql_code = 0 ]

coverage: $(DEV) ## runs the suite on SQLite and names the lines and branches it leaves out
	$(SUITE) --numprocesses 2 --cov --cov-report term:skip-covered $(ARGS)

check: export DEBUG = 1
check: $(DEV) ## lints, checks types, contracts, documents and texts
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/djade --target-version 5.2 --check $(TEMPLATES)
	$(VENV)/bin/lint-imports
	$(PY) -m mypy
	$(PYTEST) tests/test_consistency.py tests/test_documents.py tests/test_language.py

format: $(DEV) ## formats Python and templates
	$(VENV)/bin/ruff check --fix --select I --quiet
	$(VENV)/bin/ruff format --quiet
	$(VENV)/bin/djade --target-version 5.2 $(TEMPLATES) || true

faults: $(DEV) ## plays an office of six weeks, several times over; takes some minutes
	@for seed in 1 2 3 4 5 6; do \
	    echo "Office $$seed:"; \
	    MOTCUA_SIMULATED_DAYS=42 MOTCUA_SIMULATION_SEED=$$seed $(PYTEST) tests/simulation --quiet $(ARGS) || exit 1; \
	done

bench: $(DEV) ## prints the measured figures beside their targets; ARGS=import only some of them
	$(PY) -m bench $(ARGS)

messages: $(RUNTIME) ## compiles the message catalogues
	$(PY) -c "import polib, sys; [polib.pofile(po).save_as_mofile(po[:-2] + 'mo') for po in sys.argv[1:]]" \
	    $$(find backoffice kiosk locale -name '*.po')

lock: $(DEV) ## locks the dependencies anew, after a change of them in pyproject.toml
	$(PIP) install --quiet uv
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) --group postgresql --constraint requirements-dev.txt --output-file requirements-postgresql.txt

postgresql: $(DEV) ## installs a private PostgreSQL for the suite, where the machine has none
	-@[ -n "$$TEST_DATABASE_URL" ] || $(PY) -c "from tests.support import database; database.binaries()" 2>/dev/null \
	    || $(LOCKED) -r requirements-postgresql.txt

clean: ## removes the environments and caches, and leaves the office's data in var/ alone
	rm -rf .venv .venv-* .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache var/cache var/static
	find backoffice bench kiosk tests -name __pycache__ -prune -exec rm -rf {} +

$(PY):
	@for python in $(if $(PYTHON),$(NAMED) $(wildcard $(HOME)/.pyenv/versions/$(PYTHON)*/bin/$(NAMED)),$(NEWEST)); do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        $$python -m venv $(VENV) && exit 0; rm -rf $(VENV); \
	        echo "This Python cannot make an environment; on Debian: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	done; echo "$(or $(PYTHON),Python 3.11 or newer) is needed." >&2; exit 1

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing what requirements.txt names …"
	@$(LOCKED) -r $<
	@$(OTHER_DJANGO)
	@touch $@

$(DEV): requirements-dev.txt | $(PY)
	@echo "Installing what requirements-dev.txt names …"
	@$(LOCKED) -r $<
	@$(OTHER_DJANGO)
	@touch $@ $(RUNTIME)

$(DATA_DIR)/static/staticfiles.json: $(STATIC) requirements.txt | $(DATA_DIR)/secret_key
	@$(PY) manage.py collectstatic --noinput --verbosity 0 && touch $@

$(DATA_DIR)/secret_key: | $(RUNTIME)
	@echo "First use: making the database and the demonstration takes about a minute …"
	@mkdir -p $(@D) && umask 077 && $(PY) -c "import secrets; print(secrets.token_urlsafe(50))" > $@
