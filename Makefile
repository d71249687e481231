# Needs Python 3.11 or newer, and make. `make run` serves the desk, `make test` runs the whole suite.

PORT ?= 8000
DATA_DIR ?= var
ARGS ?=
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-compile --require-hashes --only-binary :all:
PYTEST := $(PY) -m pytest
SUITE := $(PYTEST) --numprocesses 2 --no-loadscope-reorder
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
STATIC := $(shell find backoffice kiosk -path '*/static/*' -type f)
TEMPLATES = $$(find backoffice kiosk templates -name '*.html')
RUNTIME := .venv/.runtime
DEV := .venv/.dev

# Where this is set, every process compiles the whole product anew: two seconds at each start.
export PYTHONDONTWRITEBYTECODE :=

.DELETE_ON_ERROR:
.PHONY: install run test check format bench messages lock postgresql clean

install: $(RUNTIME)

# Keeps its data in DATA_DIR; the demonstration is loaded on first use only.
run: $(RUNTIME) $(DATA_DIR)/secret_key $(DATA_DIR)/static/staticfiles.json
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo --first-use
	@exec $(PY) -m gunicorn --config backoffice/gunicorn_conf.py --bind 127.0.0.1:$(PORT) backoffice.wsgi

test: $(DEV) postgresql
	$(SUITE) $(ARGS)
	MOTCUA_TEST_DB=postgresql $(SUITE) $(ARGS)

check: export DEBUG = 1
check: $(DEV)
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djade --target-version 5.2 --check $(TEMPLATES)
	.venv/bin/lint-imports
	$(PY) -m mypy
	$(PYTEST) tests/test_consistency.py tests/test_documents.py tests/test_language.py

format: $(DEV)
	.venv/bin/ruff check --fix --select I --quiet
	.venv/bin/ruff format --quiet
	.venv/bin/djade --target-version 5.2 $(TEMPLATES) || true

bench: $(DEV)
	$(PY) -m bench $(ARGS)

# Compiles the message catalogues.
messages: $(RUNTIME)
	$(PY) -c "import polib, sys; [polib.pofile(po).save_as_mofile(po[:-2] + 'mo') for po in sys.argv[1:]]" \
	    $$(find backoffice kiosk locale -name '*.po')

# For maintainers, after a change of the dependencies in pyproject.toml.
lock: $(DEV)
	$(PIP) install --quiet uv
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) --group postgresql --constraint requirements-dev.txt --output-file requirements-postgresql.txt

# A private PostgreSQL for the suite, where the machine has none.
postgresql: $(DEV)
	-@[ -n "$$TEST_DATABASE_URL" ] || $(PY) -c "from tests.support import database; database.binaries()" 2>/dev/null \
	    || $(INSTALL) -r requirements-postgresql.txt

# Leaves the office's data in var/ alone.
clean:
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache var/cache var/static
	find backoffice kiosk tests -name __pycache__ -prune -exec rm -rf {} +

$(PY):
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        $$python -m venv .venv && exit 0; rm -rf .venv; \
	        echo "This Python cannot make an environment; on Debian: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	done; echo "Python 3.11 or newer is needed." >&2; exit 1

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing what requirements.txt names …"
	@$(INSTALL) -r $< && touch $@

$(DEV): requirements-dev.txt | $(PY)
	@echo "Installing what requirements-dev.txt names …"
	@$(INSTALL) -r $< && touch $@ $(RUNTIME)

$(DATA_DIR)/static/staticfiles.json: $(STATIC) requirements.txt | $(DATA_DIR)/secret_key
	@$(PY) manage.py collectstatic --noinput --verbosity 0 && touch $@

$(DATA_DIR)/secret_key: | $(RUNTIME)
	@echo "First use: making the database and the demonstration takes about a minute …"
	@mkdir -p $(@D) && umask 077 && $(PY) -c "import secrets; print(secrets.token_urlsafe(50))" > $@
