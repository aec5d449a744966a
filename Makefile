# The commands of the LMEC site. Each does all the set-up it needs and may be run again at any time.
#
#   make run    set up and serve the site on http://127.0.0.1:8000 (PORT=8001 for another port)
#   make test   set up and run the linters and every test
#   make dev    serve with automatic reload, for those who change the code
#   make audit  check HTML, accessibility and weight of the pages, and that nothing typed is lost
#   make lock   compile requirements*.txt anew from pyproject.toml

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
AUDIT_EVENTS ?= 10000

PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check \
	--require-hashes --no-deps --only-binary :all: -r
INSTALLED := $(VENV)/.installed
TOOLS := $(VENV)/.tools-installed
COLLECTED := staticfiles/staticfiles.json

.PHONY: run test dev setup database static lock audit clean
.DEFAULT_GOAL := run

run: database static port-is-free
	@echo "The site: http://$(HOST):$(PORT)/   The admin: http://$(HOST):$(PORT)/admin/   Stop: Ctrl+C"
	@exec $(VENV)/bin/gunicorn lmec.wsgi --bind $(HOST):$(PORT) --workers $(WORKERS) --threads 4 \
		--timeout 120 --worker-tmp-dir /tmp --log-level warning

dev: export DEBUG = 1
dev: database port-is-free
	@$(PY) manage.py runserver $(HOST):$(PORT)

# Three at a time on two cores, since the tests in a browser wait more than they work.
test: $(TOOLS) .env
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@git ls-files -z 'templates/*.html' 2>/dev/null | xargs -0 -r $(VENV)/bin/djade --check --target-version 5.2
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m pytest -n 3 --dist loadgroup -q -rs $(ARGS)

audit: setup static $(TOOLS)
	@$(PY) benchmarks/audit/audit.py --events $(AUDIT_EVENTS)

setup: $(INSTALLED) .env

# The first time: the seed report and an administrator. Later: nothing but new migrations.
database: setup
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py first_run

static: $(COLLECTED)

$(COLLECTED): $(INSTALLED) .env $(shell find static -type f 2>/dev/null)
	@echo "Collecting static files ..."
	@$(PY) manage.py collectstatic --noinput --verbosity 0

.PHONY: port-is-free
port-is-free: setup
	@$(PY) -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("$(HOST)", $(PORT)))' 2>/dev/null \
		|| { echo "Port $(PORT) is taken. Stop what uses it, or choose another: make $(MAKECMDGOALS) PORT=8001"; exit 1; }

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "This needs Python 3.11 or newer; '$(PYTHON)' is missing or older. Name another: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(INSTALLED): requirements.txt | $(PY)
	@echo "Installing packages ..."
	@$(INSTALL) requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt $(INSTALLED)
	@echo "Installing tools for tests ..."
	@$(INSTALL) requirements-dev.txt
	@touch $@

# A key of this copy's own, kept out of version control.
.env: | $(PY)
	@umask 077; { echo "SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"; \
		echo "ALLOWED_HOSTS=127.0.0.1,localhost"; } > $@

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-config
lock: $(TOOLS)
	@$(VENV)/bin/$(COMPILE) pyproject.toml -o requirements.txt
	@$(VENV)/bin/$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@! grep -nE '://|--(extra-)?index-url|--find-links|--trusted-host' requirements.txt requirements-dev.txt

clean:
	rm -rf $(VENV) staticfiles .pytest_cache .ruff_cache
