# The one place to start from: `make` alone explains itself.
SHELL := /bin/bash -o pipefail
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
JOBS ?= 3# processes that share the tests: many of them wait; each has its own RabbitMQ and PostgreSQL

NODES ?= 1# of RabbitMQ, in the cluster
WORKERS ?= 1# worker processes of each service, in the cluster
LOAD ?= day --of ward# what `make load` sends
TLS ?=# 1 encrypts what the cluster's gateway speaks
FOLDER ?= var/cluster# where the cluster keeps its data

SERVERS := rabbitmq-server postgresql nginx# the packages of what the cluster starts
BROWSER := chromium-headless-shell# what pages are looked at with
CALLED := prometheus gettext-base $(BROWSER)# and of what tests call besides

.PHONY: help run cluster quick test sure check guards bench load

help: ## this list
	@grep -hE '^[.a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([.a-z]+):.*## (.*)/\1|\2/' | \
		while IFS='|' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

run: $(VENV)/run ## everything on this machine, with a demo ward; prints the address to open
	@OUTREACH_DEMO=1 $(PY) -m services --demo

cluster: $(VENV)/dev ## the production shape without containers, as docker-compose.yml says (NODES=3 WORKERS=2 TLS=1)
	@tools/ensure-servers $(SERVERS)
	@$(PY) -m tools.cluster up --folder $(FOLDER) --nodes $(NODES) --workers $(WORKERS) $(if $(filter 1 yes true,$(TLS)),--tls)

quick: $(VENV)/dev ## the everyday part: domain, kit, contracts and boundaries, without servers
	@$(PY) -m pytest -q -n $(JOBS) --dist loadgroup tests/unit tests/contracts tests/architecture

test: $(VENV)/dev ## the whole suite, on real servers of its own (JOBS=3)
	@tools/ensure-servers $(SERVERS) $(CALLED)
	@$(PY) -m pytest -n $(JOBS) --dist loadgroup

sure: check test ## formatting, lint, types, boundaries, containers, then the whole suite

check: $(VENV)/dev ## what `make sure` looks at before it runs the suite
	@echo "Formatting and lint …"
	@$(VENV)/bin/ruff format --check --quiet . || { echo "Run: $(VENV)/bin/ruff format ."; exit 1; }
	@$(VENV)/bin/ruff check --quiet .
	@echo "Types …"
	@$(VENV)/bin/mypy --no-error-summary
	@echo "Boundaries …"
	@$(VENV)/bin/lint-imports --no-logo > $(VENV)/boundaries || { cat $(VENV)/boundaries; exit 1; }
	@echo "Containers …"
	@{ sed 's/=$$/=example/' .env.example; echo OUTREACH_CERTIFICATES=/etc/example; } > $(VENV)/compose.env
	@for more in docker-compose.yml compose.*.yml; do \
		$(VENV)/bin/docker-compose --env-file $(VENV)/compose.env -f docker-compose.yml -f $$more config --quiet || exit 1; \
	done
	@$(VENV)/bin/hadolint Dockerfile

guards: $(VENV)/dev ## take each guard away in a copy and see its test fail
	@tools/ensure-servers $(SERVERS)
	@$(PY) -m tests.guards

bench: $(VENV)/dev ## the benchmarks, each beside its reference
	@tools/ensure-servers $(SERVERS) $(BROWSER)
	@$(PY) -m bench

load: $(VENV)/dev ## a ward's, a district's or a city's day on a cluster of its own (LOAD="day --of city", LOAD=--help)
	@tools/ensure-servers $(SERVERS)
	@$(PY) -m bench.load $(LOAD)

.env: | $(VENV)/run ## the secrets of docker-compose.yml; one that is there is never drawn again
	@umask 077 && $(PY) -m tools.draw_secrets < .env.example > .env.new && mv .env.new .env
	@echo "Wrote .env. Keep it: it holds every password and the key that signs."

$(VENV)/run: requirements.txt
	@tools/environment $(VENV) requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt requirements-tracing.txt requirements.txt
	@tools/environment $(VENV) requirements-dev.txt
	@touch $@ $(VENV)/run
