# The two commands are `make run` and `make test`; `make help` lists the rest.
PYTHON ?= python3
IN = .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help run test lint setup setup-dev demo-data screenshots bench scale-data lock mutation

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: ## Set everything up, fill a demonstration, serve it on PORT (8000)
	@$(PYTHON) config/bootstrap.py run

test: ## Run all tests, on SQLite and, with TEST_POSTGRES_URL, on PostgreSQL
	@$(PYTHON) config/bootstrap.py test

setup: ## Install what the product needs, build its scripts and styles
	@$(PYTHON) config/bootstrap.py setup

setup-dev: ## The same with what developers need
	@$(PYTHON) config/bootstrap.py setup --dev

lint: setup-dev ## Style, types, layers, templates, migrations, deployment, dependencies
	ruff check .
	ruff format --check .
	djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	DEMONSTRATION=1 mypy .
	DEMONSTRATION=1 lint-imports
	DEMONSTRATION=1 $(IN) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(IN) -c 'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=health.example \
		$(IN) manage.py check --deploy --fail-level WARNING
	deptry .

demo-data: setup ## Refill the demonstration; refuses where other data exists
	@DEMONSTRATION=1 $(IN) manage.py migrate -v 0
	@DEMONSTRATION=1 $(IN) manage.py demo_data

screenshots: setup-dev ## Every page as each kind of person into build/screenshots/
	@DEMONSTRATION=1 $(IN) -m tests.journeys.screenshots

bench: setup-dev ## Measure; one line a figure
	@DEMONSTRATION=1 $(IN) -m tests.performance

scale-data: setup-dev ## Fill an empty database with 10,000 partnerships and time the portfolio; N=500 for fewer
	@DEMONSTRATION=1 $(IN) manage.py migrate -v 0
	@DEMONSTRATION=1 $(IN) -m tests.performance.scale_data $(if $(N),--partnerships $(N))

mutation: setup-dev ## Change the computation on purpose and see which tests notice
	@DEMONSTRATION=1 mutmut run

lock: ## Choose versions anew from pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade --group build --group dev pyproject.toml -o requirements-dev.lock
